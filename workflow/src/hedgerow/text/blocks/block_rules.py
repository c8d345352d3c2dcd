"""The kinds of blocks, by rules over lines and their neighbours.

The rules run in a fixed order, each over the whole text: kinds that a line shows by itself first
(items, tables, bylines, captions), then headings, then kinds that depend on other blocks (lists of
contents, summaries, references). A block keeps the first kind that it gets, except that contents,
summaries and references are made out of items, headings and paragraphs.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numba import njit

from hedgerow.lean_kernels import LEAN
from hedgerow.text.blocks import line_flags as flag
from hedgerow.text.blocks.block import (
    BYLINE,
    CAPTION,
    HEADING,
    LIST_ITEM,
    NOTE,
    PARAGRAPH,
    QUOTE,
    SPEAKER,
    TABLE,
    TITLE,
)
from hedgerow.text.blocks.block_spans import block_spans
from hedgerow.text.blocks.line_table import LineTable
from hedgerow.text.blocks.reference_sections import mark_sections
from hedgerow.text.characters import character_classes, lower_case

_MOST_HEADS = 6
"""Lines like headings at most between a title and its text."""
_SHORTEST_BODY, _SHORTEST_LEAD, _LONG_BODY = 25, 30, 150
"""Characters from which on a line is text under a heading: one that ends as a sentence, one that
ends with a colon, and any other."""
_LONG_LEAD = 7
"""Spaces from which on a line before an item in small letters leads in to the list."""


@dataclass(frozen=True, slots=True)
class Marked:
    """The blocks of n lines.

    `kind` is uint8[n], an index into BLOCK_KINDS; `level` uint8[n], of a heading; `prose` and
    `stated` uint8[n].
    `source` is int64[2, n], start and end in the text of the lines; `place` int32[2, n], start and
    end in the document, which has one block a line. Where `retells` is true, the first block is a
    summary if it names the subjects of the headings.
    """

    kind: np.ndarray
    level: np.ndarray
    prose: np.ndarray
    stated: np.ndarray
    source: np.ndarray
    place: np.ndarray
    retells: bool


def mark(table: LineTable, confirmed: np.ndarray, known: np.ndarray | None = None) -> Marked:
    """Give each line its kind.

    Args:
        confirmed: uint8[n], the confirmed forms of each line.
        known: uint8[3, n] of marked-up text: the kind or NO_KIND, the level, and 1 for an entry (a
            list item to look up, not to read). None for plain text, where the markers that open a
            line (bullets, numbers, ">") decide on its kind and are no part of its block.
    """
    plain, lines = known is None, table.lines
    kinds = np.zeros((3, len(table)), np.uint8) if known is None else known
    kind, level, entry = kinds
    retells = False
    if plain and len(kind) == 1:  # a text of one line is a paragraph, whatever it looks like
        kind[0] = PARAGRAPH
    else:
        _mark(lines, table.every, confirmed, kinds, plain)
        retells = mark_sections(table, confirmed, kind, level, entry)
    source, place, prose, stated = block_spans(
        table.points, character_classes(), lower_case(), lines, kind, entry, plain
    )
    return Marked(kind, level, prose, stated, source, place, retells)


@njit(**LEAN)
def _mark(lines, every, confirmed, kinds, plain):
    kind, level, entry = kinds[0], kinds[1], kinds[2]
    if plain:
        kind[:] = flag.NO_KIND
        _mark_items(lines, kind)
        _mark_numbered(lines, kind)
        _mark_parts(lines, kind)
        if every & flag.BARRED:
            _mark_tables(lines, kind)
        _mark_front(lines, confirmed, kind)
        _mark_by_form(confirmed, kind, entry)
    for i in range(len(kind)):
        form = lines[i].form
        names = form & flag.UNENGLISH and not form & flag.ENDS
        if (form & flag.MENU or names) and kind[i] in (flag.NO_KIND, PARAGRAPH):
            kind[i] = TABLE
    if len(kind) > 1:
        _mark_headings(lines, kind, level)
    for i in range(len(kind)):
        if kind[i] == flag.NO_KIND:
            kind[i] = PARAGRAPH


@njit(**LEAN)
def _mark_items(lines, kind):
    """Mark rows of tables, lines of a speaker, quoted, bulleted and numbered lines."""
    n = len(kind)
    for i in range(n):
        form = lines[i].form
        if form & (flag.ROW | flag.BORDER):
            kind[i] = TABLE
        elif form & flag.SPEAKER:
            kind[i] = PARAGRAPH
        elif form & flag.ASIDE:
            kind[i] = NOTE
        elif form & flag.LABEL:
            kind[i] = SPEAKER
        elif form & flag.QUOTED:
            kind[i] = QUOTE
        elif lines[i].marker:
            beside = (i > 0 and lines[i - 1].marker) or (i + 1 < n and lines[i + 1].marker)
            # A single numbered line without a full stop, over a text, is a heading.
            if not (form & flag.NUMBERED and form & flag.HEAD and not beside and i + 1 < n):
                kind[i] = LIST_ITEM


@njit(**LEAN)
def _mark_numbered(lines, kind):
    """Mark sentences in a row that open with 1, 2, 3 and no mark after the number."""
    n = len(kind)
    for i in range(n):
        number = lines[i].number
        if number == 0 or not lines[i].form & flag.ENDS:
            continue
        follows = i > 0 and number > 1 and lines[i - 1].number == number - 1
        if follows or (i + 1 < n and lines[i + 1].number == number + 1):
            kind[i] = LIST_ITEM


@njit(**LEAN)
def _mark_parts(lines, kind):
    """Mark two or more short lines that end in a semicolon, and the line that closes them."""
    n, i = len(kind), 0
    while i < n:
        end = i
        while end < n and lines[end].form & flag.PART and kind[end] == flag.NO_KIND:
            end += 1
        if end - i > 1:
            kind[i:end] = LIST_ITEM
            if end < n and kind[end] == flag.NO_KIND and _length(lines, end) < flag.LONGEST_PART:
                kind[end] = LIST_ITEM
        i = max(end, i + 1)


@njit(cache=True, inline="always")
def _length(lines, i):
    return lines[i].end - lines[i].start


@njit(**LEAN)
def _mark_tables(lines, kind):
    """Mark two or more lines in a row with the same number of cells between bars.

    Borders may be between them.
    """
    last = -1
    for i in range(len(kind)):
        if lines[i].form & flag.BORDER:
            continue
        if kind[i] == flag.NO_KIND and lines[i].bars:
            if last >= 0 and lines[last].bars == lines[i].bars:
                kind[last] = kind[i] = TABLE
            last = i
        else:
            last = -1


@njit(**LEAN)
def _mark_front(lines, confirmed, kind):
    """Mark the title, bylines and dates among the first lines, and a byline at the end."""
    for i in range(len(kind)):
        named = confirmed[i] & flag.IS_NAMES and 0 < i < flag.FRONT
        if kind[i] == flag.NO_KIND and (confirmed[i] & flag.IS_BYLINE or named):
            kind[i] = BYLINE
    if kind[0] == flag.NO_KIND and lines[0].form & flag.HEAD and _has_body(lines, kind):
        kind[0] = TITLE


@njit(**LEAN)
def _has_body(lines, kind):
    """Test whether text follows the first line, after bylines and a few lines like headings."""
    heads = 0
    for i in range(1, len(kind)):
        if kind[i] == BYLINE:
            continue
        if kind[i] != flag.NO_KIND or _is_body(lines, i):
            return True
        heads += 1
        if heads > _MOST_HEADS:
            return False
    return False


@njit(**LEAN)
def _is_body(lines, i):
    length, form = _length(lines, i), lines[i].form
    if length > _LONG_BODY or (form & flag.COLON_LAST and length >= _SHORTEST_LEAD):
        return True
    return length >= _SHORTEST_BODY and form & flag.ENDS != 0


@njit(**LEAN)
def _mark_by_form(confirmed, kind, entry):
    """Mark captions, quotations with their speaker, and entries."""
    for i in range(len(kind)):
        if kind[i] != flag.NO_KIND:
            continue
        if confirmed[i] & flag.IS_CAPTION:
            kind[i] = CAPTION
        elif confirmed[i] & flag.IS_QUOTE:
            kind[i] = QUOTE
        elif confirmed[i] & flag.IS_ENTRY:
            kind[i], entry[i] = LIST_ITEM, 1


@njit(**LEAN)
def _mark_headings(lines, kind, level):
    """Mark heading-like lines over a text as headings, three or more in a row as a list."""
    n, i = len(kind), 0
    while i < n:
        end = i
        while end < n and lines[end].form & flag.HEAD and kind[end] == flag.NO_KIND:
            end += 1
            if lines[end - 1].form & flag.COLON_LAST:
                break
        if end > i:
            led = i > 0 and lines[i - 1].form & flag.COLON_LAST != 0
            _mark_run(lines, kind, level, i, end, led)
        i = max(end, i + 1)


@njit(**LEAN)
def _follows(lines, kind, end):
    """Test whether the block at `end` is a text that the line before it may head."""
    if end == len(kind):
        return False
    if kind[end] in (LIST_ITEM, TABLE, CAPTION, QUOTE):
        # A long line before an item in small letters leads in to the list, and is no heading.
        leads = kind[end] == LIST_ITEM and lines[end].form & flag.SMALL
        return not leads or lines[end - 1].spaces < _LONG_LEAD
    if kind[end] != flag.NO_KIND:
        return False
    led = lines[end - 1].form & flag.COLON_LAST and lines[end].form & flag.HEAD
    return _is_body(lines, end) or led != 0


@njit(**LEAN)
def _has_key(lines, start, end, key):
    for i in range(start, end):
        if lines[i].key == key:
            return True
    return False


@njit(**LEAN)
def _mark_run(lines, kind, level, start, end, led):
    """Mark heading-like lines in a row; `led` is true where a colon precedes them."""
    follows = _follows(lines, kind, end)
    if led and follows and end - start > 1:
        follows = _has_key(lines, start, end - 1, lines[end - 1].key)
    heads = 0 if not follows else min(end - start, 2) if end - start <= 2 else 1
    for i in range(end - heads, end):
        kind[i] = HEADING
        level[i] = 2 + i - (end - heads)
    rest = end - heads - start
    if rest > 2 or (rest and (heads or led)):
        kind[start : end - heads] = LIST_ITEM
