"""Typed blocks: what each line or marked-up element is.

Plain text has no markup, so its kinds come from rules over the lines and their neighbours; the
blocks of a marked-up source bring their kinds and get only what markup does not say (a list of
contents, a byline, a caption).

Prose is what readability and hedging are measured on: paragraphs, summaries, quotes, and list
items that are sentences. A list item is one if it ends with a full stop, question mark or
exclamation mark and has at least four words, or if a sentence ends inside it (a stop, white space
and a capital letter) and it has at least six words. References, addresses and keywords are list
items that are not prose.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from hedgerow.sources.base import SourceBlock
from hedgerow.text.line_forms import (
    byline_in,
    is_attributed_quote,
    is_caption,
    is_date_line,
    is_entry,
    is_line_of_names,
    is_sentence,
    looks_like_heading,
)
from hedgerow.text.lines import MARKER, Unit, ends_sentence, first_of_key, key_of, marker_of

_CONTENTS = frozenset(
    (
        "contents",
        "table of contents",
        "in this article",
        "on this page",
        "in this guide",
        "in this post",
        "what this article covers",
    )
)
_SUMMARY_HEADS = frozenset(
    (
        "summary",
        "abstract",
        "tl dr",
        "key points",
        "key takeaways",
        "key facts",
        "in brief",
        "at a glance",
        "executive summary",
        "plain language summary",
    )
)
_SUMMARY_LABEL = re.compile(r"(?:abstract|summary|tl;?\s?dr|in short|in brief)\s*[:—–]\s", re.I)
_REFERENCE_HEADS = frozenset(
    (
        "references",
        "references and notes",
        "notes and references",
        "literature cited",
        "works cited",
        "bibliography",
        "sources",
        "citations",
        "further reading",
        "selected references",
    )
)
_BARE_NUMBER = re.compile(r"(\d{1,2})\s+[A-Z]")
_LONGEST_PART = 150
_LISTED = frozenset(("list_item", "paragraph", "heading", "toc"))
_LONGEST_LINE = 200
_LONGEST_KEY = 60
_PART = re.compile(r";(?: and| or)?$")
_LEADERS = re.compile(r"(?:\s?\.){3,}\s*\d+$")


@dataclass(slots=True)
class TypedBlock:
    """One block with its kind; the unit leads back to the clean plain text where there is one.

    An `entry` is a list item to look up, not to read: a reference, an address, keywords.
    """

    kind: str
    text: str
    level: int = 0
    unit: Unit | None = None
    entry: bool = False

    @property
    def prose(self) -> bool:
        """Whether the block counts as prose; the rule stands in the module's docstring."""
        if self.kind == "list_item":
            return not self.entry and is_sentence(self.text)
        return self.kind in ("paragraph", "summary", "quote")


def blocks_from_units(units: list[Unit]) -> list[TypedBlock]:
    """Give each unit of a plain text its kind.

    A text of one unit is a paragraph, whatever it looks like.
    """
    if len(units) == 1:
        return [TypedBlock("paragraph", units[0].text, 0, units[0])]
    blocks = [TypedBlock("", unit.text, 0, unit) for unit in units]
    _mark_items(blocks)
    _mark_tables(blocks)
    _mark_front(blocks)
    _mark_by_form(blocks)
    _mark_headings(blocks)
    for block in blocks:
        block.kind = block.kind or "paragraph"
    _drop_markers(blocks)
    _mark_contents(blocks)
    _mark_summary(blocks)
    _mark_references(blocks)
    return blocks


def blocks_from_markup(source: tuple[SourceBlock, ...]) -> list[TypedBlock]:
    """Complete the kinds of marked-up blocks: lists of contents, bylines, captions, summaries."""
    blocks = [TypedBlock(block.kind or "", block.text, block.level) for block in source]
    for place, block in enumerate(blocks):
        # What markup calls a paragraph may still be a byline or a caption.
        if block.kind not in ("", "paragraph"):
            continue
        if place < 8 and (byline_in(block.text) or is_date_line(block.text)):
            block.kind = "byline"
        elif is_caption(block.text):
            block.kind = "caption"
        elif is_entry(block.text):
            block.kind, block.entry = "list_item", True
    if len(blocks) > 1:
        _mark_headings(blocks)
    for block in blocks:
        block.kind = block.kind or "paragraph"
    _mark_contents(blocks)
    _mark_summary(blocks)
    _mark_references(blocks)
    return blocks


def _mark_items(blocks: list[TypedBlock]) -> None:
    """Bulleted and numbered lines, and lines quoted with ">"."""
    marked = [marker_of(block.text) for block in blocks]
    for i, block in enumerate(blocks):
        match = marked[i]
        if block.text[0] == ">":
            block.kind = "quote"
        elif match:
            numbered = match.group().strip()[-1] in ".)"
            beside = (i > 0 and marked[i - 1]) or (i + 1 < len(blocks) and marked[i + 1])
            # A numbered line on its own, without a full stop, over a text is a heading.
            heading = numbered and not beside and i + 1 < len(blocks)
            if not (heading and looks_like_heading(block.text)):
                block.kind = "list_item"
    _mark_numbered(blocks)
    _mark_parts(blocks)


def _mark_numbered(blocks: list[TypedBlock]) -> None:
    """Sentences in a row that open with 1, 2, 3 and no mark after it."""
    numbers = [
        _number_at(block.text) if block.text[0].isdecimal() and not block.kind else 0
        for block in blocks
    ]
    for i, number in enumerate(numbers):
        beside = number and (
            (i > 0 and numbers[i - 1] == number - 1 > 0) or numbers[i + 1 : i + 2] == [number + 1]
        )
        if beside and ends_sentence(blocks[i].text):
            blocks[i].kind = "list_item"


def _number_at(text: str) -> int:
    """The number of one or two digits that opens a text before a capital, or 0."""
    match = _BARE_NUMBER.match(text)
    return int(match.group(1)) if match else 0


def _mark_parts(blocks: list[TypedBlock]) -> None:
    """Two or more short lines that end in a semicolon, and the one that closes them."""
    parts = [
        ";" in block.text[-5:]
        and not block.kind
        and len(block.text) < _LONGEST_PART
        and _PART.search(block.text[-5:])
        for block in blocks
    ]
    i = 0 if any(parts) else len(blocks)
    while i < len(blocks):
        end = i
        while end < len(blocks) and parts[end]:
            end += 1
        if end - i > 1:
            closing = (
                end < len(blocks) and not blocks[end].kind and len(blocks[end].text) < _LONGEST_PART
            )
            for block in blocks[i : end + closing]:
                block.kind = "list_item"
        i = max(end, i + 1)


def _mark_tables(blocks: list[TypedBlock]) -> None:
    """Two or more lines in a row with the same number of cells between bars.

    Tabs are white space here as everywhere: they make no table.
    """
    if not any("|" in block.text for block in blocks):
        return
    cells = [0 if block.kind else block.text.count("|") for block in blocks]
    for i, number in enumerate(cells):
        if number and number in (cells[i - 1 : i] + cells[i + 1 : i + 2]):
            blocks[i].kind = "table"


def _mark_front(blocks: list[TypedBlock]) -> None:
    """Title, bylines and dates among the first lines; a byline may also stand at the end."""
    ends = {len(blocks) - 1, len(blocks) - 2}
    for i, block in enumerate(blocks):
        if (
            (i < 8 or i in ends)
            and not block.kind
            and (
                byline_in(block.text)
                or is_date_line(block.text)
                or (0 < i < 8 and is_line_of_names(block.text))
            )
        ):
            block.kind = "byline"
    first = blocks[0]
    if not first.kind and looks_like_heading(first.text) and _has_body(blocks, 1):
        first.kind = "title"


def _has_body(blocks: list[TypedBlock], place: int) -> bool:
    """Whether text follows, after bylines and at most six lines that look like headings."""
    heads = 0
    for block in blocks[place:]:
        if block.kind == "byline":
            continue
        if block.kind or _is_body(block.text):
            return True
        heads += 1
        if heads > 6:
            return False
    return False


def _is_body(text: str) -> bool:
    if len(text) > 150 or (len(text) >= 30 and text[-1] == ":"):
        return True
    return len(text) >= 25 and ends_sentence(text)


def _mark_by_form(blocks: list[TypedBlock]) -> None:
    """Captions, quotations with their speaker, and entries: certain by themselves."""
    for block in blocks:
        if block.kind:
            continue
        if is_caption(block.text):
            block.kind = "caption"
        elif is_attributed_quote(block.text):
            block.kind = "quote"
        elif is_entry(block.text):
            block.kind, block.entry = "list_item", True


def _mark_headings(blocks: list[TypedBlock]) -> None:
    """Heading-like lines over a text are headings; three or more in a row are an unmarked list."""
    heads = [not block.kind and looks_like_heading(block.text) for block in blocks]
    i = 0
    while i < len(blocks):
        end = i
        while end < len(blocks) and heads[end]:
            end += 1
            if blocks[end - 1].text[-1] == ":":
                break
        if end > i:
            _mark_run(blocks[i:end], _follows(blocks, end), i > 0 and blocks[i - 1].text[-1] == ":")
        i = max(end, i + 1)


def _follows(blocks: list[TypedBlock], end: int) -> bool:
    """Whether the block at `end` is a text that the line before it may be the heading of."""
    if end == len(blocks):
        return False
    line, block = blocks[end - 1].text, blocks[end]
    if block.kind in ("list_item", "table", "caption", "quote"):
        # A long line that small letters go on with leads in to the list, and is no heading.
        leads = block.kind == "list_item" and MARKER.sub("", block.text, count=1)[0].islower()
        return not leads or line.count(" ") < 7
    if block.kind:
        return False
    return _is_body(block.text) or (line[-1] == ":" and looks_like_heading(block.text))


def _mark_run(run: list[TypedBlock], follows: bool, led: bool) -> None:
    """Mark heading-like lines in a row; `led` says that a colon stands before them."""
    if led and len(run) > 1:
        again = key_of(run[-1].text) in [key_of(block.text) for block in run[:-1]]
        follows = follows and again
    heads = run[-2:] if follows and len(run) <= 2 else run[-1:] if follows else []
    for level, block in enumerate(heads, 2):
        block.kind, block.level = "heading", level
    rest = run[: len(run) - len(heads)]
    if len(rest) > 2 or (rest and (heads or led)):
        for block in rest:
            block.kind = "list_item"


def _drop_markers(blocks: list[TypedBlock]) -> None:
    """Bullets, item numbers and ">" are structure, not text."""
    for block in blocks:
        if block.kind == "list_item":
            match = marker_of(block.text)
            cut = match.end() if match else 0
        elif block.kind == "quote":
            cut = len(block.text) - len(block.text.lstrip("> "))
        else:
            continue
        if cut and cut < len(block.text):
            block.text = block.text[cut:]
            if block.unit:
                _cut(block.unit, cut)


def _cut(unit: Unit, number: int) -> None:
    """Take characters off the front of a unit and of its pieces."""
    unit.text = unit.text[number:]
    dropped = 0
    while number:
        start, end = unit.pieces[0]
        length = end - start + (1 if 1 + dropped not in unit.glued else 0)
        if number < end - start:
            unit.pieces[0] = (start + number, end)
            break
        del unit.pieces[0]
        dropped += 1
        number -= min(number, length)
    unit.glued = frozenset(i - dropped for i in unit.glued if i > dropped)


def _mark_contents(blocks: list[TypedBlock]) -> None:
    """A run of items (or of short lines) most of which come back as headings is a toc."""
    heads = {i: key_of(block.text) for i, block in enumerate(blocks) if block.kind == "heading"}
    if len(heads) < 2 and not any("..." in block.text or ". ." in block.text for block in blocks):
        return
    head_keys = Counter(heads.values())
    openings = {key.partition(" ")[0] for key in head_keys}
    if len(head_keys) == len(heads) and not _may_come_back(blocks, openings):
        return
    keys = [_contents_key(block, head_keys, openings) for block in blocks]
    for i in heads:
        heads[i] = keys[i] or heads[i]
    i = 0
    while i < len(blocks):
        end = i
        while end < len(blocks) and keys[end]:
            end += 1
        if end - i >= 2 and _comes_back(keys, heads, i, end, blocks):
            for block in blocks[i:end]:
                block.kind, block.level = "toc", 0
            if i and key_of(blocks[i - 1].text) in _CONTENTS:
                blocks[i - 1].kind, blocks[i - 1].level = "toc", 0
        i = max(end, i + 1)


def _may_come_back(blocks: list[TypedBlock], openings: set[str]) -> bool:
    """Whether two lines at least open as headings do or close with a number: a quick look."""
    lines = [
        block
        for block in blocks
        if len(block.text) < _LONGEST_LINE
        and block.kind in ("list_item", "paragraph", "toc")
        and (block.text[-1].isdecimal() or first_of_key(block.text) in openings)
    ]
    numbered = [block for block in blocks if block.kind == "heading" and block.text[-1].isdecimal()]
    return len(lines) + len(numbered) > 1


def _contents_key(block: TypedBlock, heads: Counter[str], openings: set[str]) -> str:
    """The key of a block that may stand in a list of contents; "" where it may not.

    Args:
        heads: how often each key stands among the headings.
        openings: the first words of those keys; of an item that begins with none of them, the
            first word says as well as the whole key that it is no heading.
    """
    if len(block.text) >= _LONGEST_LINE or block.kind not in _LISTED:
        return ""
    text = _without_leaders(block.text)
    item = block.kind in ("list_item", "toc") or text != block.text
    first = first_of_key(text)
    if first not in openings:
        return first if item else ""
    key = key_of(text)
    if item:
        return key
    return key if heads[key] > (block.kind == "heading") else ""


def _without_leaders(text: str) -> str:
    """A line of a list of contents without its dots and page number."""
    return _LEADERS.sub("", text) if text[-1:].isdecimal() else text


def _comes_back(
    keys: list[str], heads: dict[int, str], start: int, end: int, blocks: list[TypedBlock]
) -> bool:
    """Whether two of a run's lines, and six in ten, are headings further on or have leaders."""
    later = {key for i, key in heads.items() if i >= end}
    back = sum(
        keys[i] in later or _without_leaders(blocks[i].text) != blocks[i].text
        for i in range(start, end)
    )
    return back >= 2 and back * 10 >= (end - start) * 6


def _mark_summary(blocks: list[TypedBlock]) -> None:
    """Paragraphs that are labelled as a summary, or the first one of a text without a title."""
    kinds = [block.kind for block in blocks]
    for i, block in enumerate(blocks[: max(12, len(blocks) // 5)]):
        if block.kind == "paragraph" and _SUMMARY_LABEL.match(block.text):
            block.kind = "summary"
        if block.kind == "heading" and _is_headed(block, _SUMMARY_HEADS):
            for following in blocks[i + 1 :]:
                if following.kind not in ("paragraph", "list_item"):
                    break
                if following.kind == "paragraph":
                    following.kind = "summary"
    if "summary" in kinds or "title" in kinds or kinds[:2] != ["paragraph", "paragraph"]:
        return
    first = blocks[0]
    if first.text.count(" ") < 25:
        return
    intro = next((i for i, kind in enumerate(kinds) if kind != "paragraph"), len(kinds))
    if intro < len(kinds) and kinds[intro] == "toc":
        first.kind = "summary"
    elif intro < len(kinds) and kinds[intro] == "heading" and _retells(first.text, blocks):
        first.kind = "summary"


def _is_headed(heading: TypedBlock, keys: frozenset[str]) -> bool:
    """Whether a heading has one of these keys; long ones are not asked."""
    return len(heading.text) < _LONGEST_KEY and key_of(heading.text) in keys


def _retells(text: str, blocks: list[TypedBlock]) -> bool:
    """Whether a paragraph names what most headings (two at least) are about."""
    words = set(key_of(text).split())
    heads = [
        {word for word in key_of(block.text).split() if len(word) > 4}
        for block in blocks
        if block.kind == "heading"
    ]
    named = sum(len(words & head) * 2 >= len(head) > 0 for head in heads)
    return named >= 2 and named * 2 >= len(heads)


def _mark_references(blocks: list[TypedBlock]) -> None:
    """What stands below a heading "References" are entries, up to the next heading."""
    below = False
    for block in blocks:
        if block.kind == "heading":
            below = _is_headed(block, _REFERENCE_HEADS)
        elif below and block.kind in ("paragraph", "list_item"):
            block.kind, block.entry = "list_item", True
