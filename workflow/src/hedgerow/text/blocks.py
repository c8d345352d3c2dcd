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

from hedgerow.sources.base import SourceBlock
from hedgerow.text.contents import mark_contents
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
from hedgerow.text.line_table import (
    BACK,
    BARRED,
    COLON_LAST,
    ENDS,
    FRONT,
    MAY_CAPTION,
    MAY_ENTRY,
    MAY_FRONT,
    MAY_HEAD,
    MAY_ITEM,
    MAY_PART,
    MAY_QUOTE,
    UNKNOWN,
    LineTable,
    line_table,
)
from hedgerow.text.lines import key_of, marker_of
from hedgerow.text.sections import mark_references, mark_summary
from hedgerow.text.typed_block import TypedBlock

_BARE_NUMBER = re.compile(r"(\d{1,2})\s+[A-Z]")
_LONGEST_PART = 150
_PART = re.compile(r";(?: and| or)?$")
_MAY_BY_FORM = MAY_CAPTION | MAY_QUOTE | MAY_ENTRY
_PROSE = frozenset(("paragraph", "summary", "quote"))


def mark_plain(blocks: list[TypedBlock], lines: LineTable) -> None:
    """Give each block of a plain text its kind.

    A text of one block is a paragraph, whatever it looks like.

    Args:
        lines: what each block may be, one line a block.
    """
    if len(blocks) == 1:
        blocks[0].kind, blocks[0].prose = "paragraph", True
        return
    if lines.every & MAY_ITEM:
        _mark_items(blocks, lines.form)
    if lines.every & MAY_PART:
        _mark_parts(blocks, lines.form)
    if lines.every & BARRED:
        _mark_tables(blocks)
    _mark_front(blocks, lines.form)
    if lines.every & _MAY_BY_FORM:
        _mark_by_form(blocks, lines.form)
    _mark_headings(blocks, lines.form)
    for block in blocks:
        if not block.kind:
            block.kind = "paragraph"
    _drop_markers(blocks, lines)
    _finish(blocks, lines)


def marked_blocks(source: tuple[SourceBlock, ...]) -> list[TypedBlock]:
    """Complete the kinds of marked-up blocks: lists of contents, bylines, captions, summaries.

    The text of each must be on one line, without white space around it.
    """
    blocks = [TypedBlock(block.kind or "", block.text, [], block.level) for block in source]
    lines = line_table("\n".join([block.text for block in blocks]))
    for place, block in enumerate(blocks):
        # What markup calls a paragraph may still be a byline or a caption.
        if block.kind not in ("", "paragraph"):
            continue
        form = lines.form[place]
        if place < FRONT and form & MAY_FRONT and (byline_in(block.text) or is_date_line(block.text)):
            block.kind = "byline"
        elif form & MAY_CAPTION and is_caption(block.text):
            block.kind = "caption"
        elif form & MAY_ENTRY and is_entry(block.text):
            block.kind, block.entry = "list_item", True
    if len(blocks) > 1:
        _mark_headings(blocks, lines.form)
    for block in blocks:
        block.kind = block.kind or "paragraph"
    _finish(blocks, lines)
    return blocks


def _finish(blocks: list[TypedBlock], lines: LineTable) -> None:
    """Mark what other blocks tell of, and what is prose; the rule is in the module's docstring."""
    mark_contents(blocks, lines)
    mark_summary(blocks, lines)
    mark_references(blocks, lines)
    for block in blocks:
        if block.kind == "list_item":
            block.prose = not block.entry and is_sentence(block.text)
        else:
            block.prose = block.kind in _PROSE


def _mark_items(blocks: list[TypedBlock], forms: list[int]) -> None:
    """Bulleted and numbered lines, and lines quoted with ">"."""
    marked = [
        marker_of(block.text) if form & MAY_ITEM else None
        for block, form in zip(blocks, forms, strict=True)
    ]
    for i, form in enumerate(forms):
        if not form & MAY_ITEM:
            continue
        block, match = blocks[i], marked[i]
        if block.text[0] == ">":
            block.kind = "quote"
        elif match:
            numbered = match.group().strip()[-1] in ".)"
            beside = (i > 0 and marked[i - 1]) or (i + 1 < len(blocks) and marked[i + 1])
            # A numbered line on its own, without a full stop, over a text is a heading.
            heading = numbered and not beside and i + 1 < len(blocks)
            if not (heading and looks_like_heading(block.text)):
                block.kind = "list_item"
    _mark_numbered(blocks, forms)


def _mark_numbered(blocks: list[TypedBlock], forms: list[int]) -> None:
    """Sentences in a row that open with 1, 2, 3 and no mark after it."""
    numbers = [
        _number_at(block.text) if form & MAY_ITEM and not block.kind else 0
        for block, form in zip(blocks, forms, strict=True)
    ]
    for i, number in enumerate(numbers):
        beside = number and (
            (i > 0 and numbers[i - 1] == number - 1 > 0) or numbers[i + 1 : i + 2] == [number + 1]
        )
        if beside and forms[i] & ENDS:
            blocks[i].kind = "list_item"


def _number_at(text: str) -> int:
    """The number of one or two digits that opens a text before a capital, or 0."""
    match = _BARE_NUMBER.match(text)
    return int(match.group(1)) if match else 0


def _mark_parts(blocks: list[TypedBlock], forms: list[int]) -> None:
    """Two or more short lines that end in a semicolon, and the one that closes them."""
    parts = [
        form & MAY_PART
        and not block.kind
        and len(block.text) < _LONGEST_PART
        and _PART.search(block.text[-5:])
        for block, form in zip(blocks, forms, strict=True)
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
    cells = [0 if block.kind else block.text.count("|") for block in blocks]
    for i, number in enumerate(cells):
        if number and number in (cells[i - 1 : i] + cells[i + 1 : i + 2]):
            blocks[i].kind = "table"


def _mark_front(blocks: list[TypedBlock], forms: list[int]) -> None:
    """Title, bylines and dates among the first lines; a byline may also stand at the end."""
    n = len(blocks)
    for i in (*range(min(FRONT, n)), *range(max(FRONT, n - BACK), n)):
        block = blocks[i]
        if (
            forms[i] & MAY_FRONT
            and not block.kind
            and (
                byline_in(block.text)
                or is_date_line(block.text)
                or (0 < i < FRONT and is_line_of_names(block.text))
            )
        ):
            block.kind = "byline"
    first = blocks[0]
    if (
        forms[0] & MAY_HEAD
        and not first.kind
        and looks_like_heading(first.text)
        and _has_body(blocks, forms, 1)
    ):
        first.kind = "title"


def _has_body(blocks: list[TypedBlock], forms: list[int], place: int) -> bool:
    """Whether text follows, after bylines and at most six lines that look like headings."""
    heads = 0
    for i in range(place, len(blocks)):
        kind = blocks[i].kind
        if kind == "byline":
            continue
        if kind or _is_body(blocks[i].text, forms[i]):
            return True
        heads += 1
        if heads > 6:
            return False
    return False


def _is_body(text: str, form: int) -> bool:
    if len(text) > 150 or (form & COLON_LAST and len(text) >= 30):
        return True
    return len(text) >= 25 and form & ENDS > 0


def _mark_by_form(blocks: list[TypedBlock], forms: list[int]) -> None:
    """Captions, quotations with their speaker, and entries: certain by themselves."""
    for block, form in zip(blocks, forms, strict=True):
        if block.kind or not form & _MAY_BY_FORM:
            continue
        if form & MAY_CAPTION and is_caption(block.text):
            block.kind = "caption"
        elif form & MAY_QUOTE and is_attributed_quote(block.text):
            block.kind = "quote"
        elif form & MAY_ENTRY and is_entry(block.text):
            block.kind, block.entry = "list_item", True


def _mark_headings(blocks: list[TypedBlock], forms: list[int]) -> None:
    """Heading-like lines over a text are headings; three or more in a row are an unmarked list."""
    heads = [
        i
        for i, form in enumerate(forms)
        if form & MAY_HEAD and not blocks[i].kind and looks_like_heading(blocks[i].text)
    ]
    start = 0
    while start < len(heads):
        stop = start + 1
        while (
            stop < len(heads)
            and heads[stop] == heads[stop - 1] + 1
            and not forms[heads[stop - 1]] & COLON_LAST
        ):
            stop += 1
        first, end = heads[start], heads[stop - 1] + 1
        led = first > 0 and forms[first - 1] & COLON_LAST > 0
        _mark_run(blocks[first:end], _follows(blocks, forms, end), led)
        start = stop


def _follows(blocks: list[TypedBlock], forms: list[int], end: int) -> bool:
    """Whether the block at `end` is a text that the line before it may be the heading of."""
    if end == len(blocks):
        return False
    line, block = blocks[end - 1].text, blocks[end]
    if block.kind in ("list_item", "table", "caption", "quote"):
        # A long line that small letters go on with leads in to the list, and is no heading.
        leads = block.kind == "list_item" and _without_marker(block.text)[0].islower()
        return not leads or line.count(" ") < 7
    if block.kind:
        return False
    leads = forms[end - 1] & COLON_LAST > 0
    return _is_body(block.text, forms[end]) or (leads and looks_like_heading(block.text))


def _without_marker(text: str) -> str:
    match = marker_of(text)
    return text[match.end() :] if match else text


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


def _drop_markers(blocks: list[TypedBlock], lines: LineTable) -> None:
    """Bullets, item numbers and ">" are structure, not text."""
    for i, form in enumerate(lines.form):
        if not form & MAY_ITEM:
            continue
        block = blocks[i]
        if block.kind == "list_item":
            match = marker_of(block.text)
            cut = match.end() if match else 0
        elif block.kind == "quote":
            cut = len(block.text) - len(block.text.lstrip("> "))
        else:
            continue
        if cut and cut < len(block.text):
            if not block.text[cut].isalpha() or any(map(str.isalpha, block.text[:cut])):
                lines.key[i] = lines.opening[i] = UNKNOWN
            block.cut(cut)
