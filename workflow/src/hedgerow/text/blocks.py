"""Typed blocks: what each line or marked-up element is.

Plain text has no markup, so its kinds come from rules over the lines and their neighbours; the
blocks of a marked-up source bring their kinds and get only what markup does not say (a list of
contents, a byline, a caption).

Prose is what readability and hedging are measured on: paragraphs, summaries, quotes, and list
items that are sentences. A list item is one if it ends with a full stop, question mark or
exclamation mark and has at least four words, or if a sentence ends inside it (a stop, white space
and a capital letter) and it has at least six words.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from hedgerow.sources.base import SourceBlock
from hedgerow.text.lines import MARKER, Unit, ends_sentence, first_of_key, key_of

_SENTENCE_INSIDE = re.compile(r"[^\W\d_]{2,}[.!?][\"')\]]*\s+[\"'(\[]?[A-Z]")
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_DATE = re.compile(
    rf"\b(?:{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{_MONTH},? \d{{4}}"
    rf"|\d{{4}}-\d\d-\d\d|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{4}}|{_MONTH} \d{{4}})\b"
)
_DATE_LEAD = re.compile(
    r"(?:(?:first |last |medically |originally )?"
    r"(?:published|updated|posted|reviewed|modified|date|created)(?: on| at| date)?\s*:?\s*)?"
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?",
    re.IGNORECASE,
)
_NAME = r"[A-Z][\w.'-]*(?:,? (?:[A-Z][\w.'-]*|and|&|de|van|von|der|la|di|of|the))*"
_BY = re.compile(
    r"(?:(?:[Mm]edically )?(?:[Ww]ritten|[Rr]eviewed|[Pp]osted|[Pp]ublished|[Ww]ords|[Ss]tory) )?"
    rf"(?:[Bb]y|BY|Por|Par|Von):? (?P<name>{_NAME})(?P<rest>.*)$"
)
_AUTHOR = re.compile(
    r"(?:authors?|writers?|written by|editors?|edited by|reviewer|reviewed by|medical reviewer)"
    r"\s*[:|]\s*(?P<name>\S.{1,120})$",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_CAPTION = re.compile(
    r"(?:(?:Figure|Fig\.?|Table|Listing|Box|Chart|Map|Plate|Exhibit|Photo|Image)\s+"
    r"(?:\d+(?:\.\d+)*|[IVX]+)[a-z]?(?:\s*[.:|–—-](?:\s|$)|\s*$|\s+(?=[A-Z]))"
    r"|(?:Photo|Image|Picture|Photograph|Illustration|Caption)s?"
    r"(?: credit| courtesy)?\s*(?::|\bby\b))",
)
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
# A line that ends so leads in to what follows; "What it is" and "Where it comes from" do not.
_LEAD_IN = frozenset("a an the and or of include includes including".split())
_LEADERS = re.compile(r"(?:\s?\.){3,}\s*\d+$")


@dataclass(slots=True)
class TypedBlock:
    """One block with its kind; `pieces` lead back to the clean plain text where there is one."""

    kind: str
    text: str
    level: int = 0
    unit: Unit | None = None

    @property
    def prose(self) -> bool:
        """Whether the block counts as prose; the rule stands in the module's docstring."""
        if self.kind == "list_item":
            return is_sentence(self.text)
        return self.kind in ("paragraph", "summary", "quote")


def is_sentence(text: str) -> bool:
    """Whether a list item is prose: it ends like a sentence, or a sentence ends inside it."""
    words = text.count(" ") + 1
    if words >= 4 and ends_sentence(text):
        return True
    return words >= 6 and _SENTENCE_INSIDE.search(text) is not None


def date_in(text: str) -> str | None:
    """The first date in a text, as written; null if there is none."""
    match = _DATE.search(text)
    return match.group() if match else None


def byline_in(text: str) -> str | None:
    """The author named by a line that is a byline; null if it is none."""
    if len(text) > 160 or not text[0].isalpha():
        return None
    match = _AUTHOR.match(text)
    if match:
        return match.group("name").strip()
    match = _BY.match(text)
    if not match:
        return None
    name, rest = match.group("name"), match.group("rest").strip()
    if len(name.split()) > 12 or (rest and not re.match(r"[,|/·•(@–—-]|on |\d", rest)):
        return None
    return name.strip(" ,.")


def is_date_line(text: str) -> bool:
    """Whether a line is nothing but a date, with or without "Published" before it."""
    if len(text) > 80:
        return False
    match = _DATE.match(text, _DATE_LEAD.match(text).end())  # type: ignore[union-attr]
    return match is not None and len(text) - match.end() <= 20


def _is_line_of_names(text: str) -> bool:
    return (
        len(text) < 250
        and "@" in text
        and _EMAIL.search(text) is not None
        and not ends_sentence(text)
    )


def _looks_like_heading(text: str) -> bool:
    """A short line that does not end as a sentence; a short question may be one, too."""
    if len(text) > 150 or not (text[0].isupper() or text[0].isdigit()):
        return False
    words = text.count(" ") + 1
    if text.endswith("?"):
        return 2 < words <= 15 and text.count("?") == 1 and not re.search(r"[.!] ", text)
    if text[-1] == ":":
        return words <= 6
    if words > 20 or text[-1] in ",;.!…" or ends_sentence(text):
        return False
    if text.rsplit(" ", 1)[-1] in _LEAD_IN:
        return False
    return any(char.isalpha() for char in text) and "://" not in text


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
    _mark_captions(blocks)
    _mark_headings(blocks)
    for block in blocks:
        block.kind = block.kind or "paragraph"
    _drop_markers(blocks)
    _mark_contents(blocks)
    _mark_summary(blocks)
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
        elif len(block.text) < 300 and _CAPTION.match(block.text):
            block.kind = "caption"
    if len(blocks) > 1:
        _mark_headings(blocks)
    for block in blocks:
        block.kind = block.kind or "paragraph"
    _mark_contents(blocks)
    _mark_summary(blocks)
    return blocks


def _mark_items(blocks: list[TypedBlock]) -> None:
    """Bulleted and numbered lines, and lines quoted with ">"."""
    marked = [MARKER.match(block.text) for block in blocks]
    for i, block in enumerate(blocks):
        match = marked[i]
        if block.text[0] == ">":
            block.kind = "quote"
        elif match:
            numbered = match.group().strip()[-1] in ".)"
            beside = (i > 0 and marked[i - 1]) or (i + 1 < len(blocks) and marked[i + 1])
            # A numbered line on its own, without a full stop, over a text is a heading.
            heading = numbered and not beside and i + 1 < len(blocks)
            if not (heading and _looks_like_heading(block.text)):
                block.kind = "list_item"


def _mark_tables(blocks: list[TypedBlock]) -> None:
    """Two or more lines in a row with the same number of cells between bars.

    Tabs are white space here as everywhere: they make no table.
    """
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
                or (0 < i < 8 and _is_line_of_names(block.text))
            )
        ):
            block.kind = "byline"
    first = blocks[0]
    if not first.kind and _looks_like_heading(first.text) and _has_body(blocks, 1):
        first.kind = "title"


def _has_body(blocks: list[TypedBlock], place: int) -> bool:
    """Whether text follows, after bylines and at most three lines that look like headings."""
    heads = 0
    for block in blocks[place:]:
        if block.kind == "byline":
            continue
        if block.kind or _is_body(block.text):
            return True
        heads += 1
        if heads > 3:
            return False
    return False


def _is_body(text: str) -> bool:
    return len(text) > 150 or (len(text) >= 50 and ends_sentence(text))


def _mark_captions(blocks: list[TypedBlock]) -> None:
    for block in blocks:
        if not block.kind and len(block.text) < 300 and _CAPTION.match(block.text):
            block.kind = "caption"


def _mark_headings(blocks: list[TypedBlock]) -> None:
    """Heading-like lines over a text are headings; three or more in a row are an unmarked list."""
    i = 0
    while i < len(blocks):
        end = i
        while end < len(blocks) and not blocks[end].kind and _looks_like_heading(blocks[end].text):
            end += 1
        if end > i:
            follows = end < len(blocks) and (
                blocks[end].kind in ("list_item", "table", "caption", "quote")
                or (not blocks[end].kind and _is_body(blocks[end].text))
            )
            _mark_run(blocks[i:end], follows)
        i = max(end, i + 1)


def _mark_run(run: list[TypedBlock], follows: bool) -> None:
    heads = run[-2:] if follows and len(run) <= 2 else run[-1:] if follows else []
    for level, block in enumerate(heads, 2):
        block.kind, block.level = "heading", level
    rest = run[: len(run) - len(heads)]
    if len(rest) > 2 or (rest and heads):
        for block in rest:
            block.kind = "list_item"


def _drop_markers(blocks: list[TypedBlock]) -> None:
    """Bullets, item numbers and ">" are structure, not text."""
    for block in blocks:
        if block.kind == "list_item":
            match = MARKER.match(block.text)
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


def _contents_key(block: TypedBlock, heads: Counter[str], openings: set[str]) -> str:
    """The key of a block that may stand in a list of contents; "" where it may not.

    Args:
        heads: how often each key stands among the headings.
        openings: the first words of those keys; of an item that begins with none of them, the
            first word says as well as the whole key that it is no heading.
    """
    if len(block.text) >= 200 or block.kind not in ("list_item", "paragraph", "heading", "toc"):
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
        if block.kind == "heading" and key_of(block.text) in _SUMMARY_HEADS:
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
