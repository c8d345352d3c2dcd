"""The kinds of blocks, by rules over lines and their neighbours.

Rules run in a fixed order, each over the whole text: what is certain by itself first (items,
tables, bylines, captions), then headings, then what other blocks tell of (lists of contents,
summaries, references). A block keeps the first kind that it gets, except that contents, summaries
and references are made out of items, headings and paragraphs.

Prose is what readability and hedging are measured on: paragraphs, summaries, quotes, and list
items that are sentences. A list item is one if it ends with a full stop, question mark or
exclamation mark and has at least four words, or if a sentence ends inside it (a stop, white space
and a capital letter) and it has at least six words. References, addresses and keywords are list
items that are not prose.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numba import njit

from hedgerow.text.blocks.block import (
    BYLINE,
    CAPTION,
    HEADING,
    LIST_ITEM,
    PARAGRAPH,
    QUOTE,
    SUMMARY,
    TABLE,
    TITLE,
    TOC,
)
from hedgerow.text.blocks.line_flags import (
    BARRED,
    BARS,
    COLON_LAST,
    END,
    ENDS,
    FORM,
    FRONT,
    HEAD,
    IS_BYLINE,
    IS_CAPTION,
    IS_ENTRY,
    IS_NAMES,
    IS_QUOTE,
    KEY,
    LONGEST_PART,
    MARKER,
    NO_KIND,
    NUMBER,
    NUMBERED,
    PART,
    QUOTED,
    SMALL,
    SPACES,
    START,
)
from hedgerow.text.blocks.line_table import LineTable
from hedgerow.text.blocks.reference_sections import mark_apparatus
from hedgerow.text.characters import LETTER, UPPER_BIT, character_classes

_MOST_HEADS = 6
_BODY = 25
_LONG_LEAD = 7
"""Spaces from which on a line before a list leads in to it, if small letters go on."""


@dataclass(frozen=True, slots=True)
class Marked:
    """What the blocks of n lines are, and where.

    `kind` is uint8[n], a place in BLOCK_KINDS; `level` uint8[n], of a heading; `prose` uint8[n].
    `source` is int64[2, n], start and end in the text of the lines; `place` int32[2, n], start and
    end in the document, whose blocks stand a line each. `retells` says that the first block is a
    summary if it names what the headings are about.
    """

    kind: np.ndarray
    level: np.ndarray
    prose: np.ndarray
    source: np.ndarray
    place: np.ndarray
    retells: bool


def mark(lines: LineTable, answers: np.ndarray, known: np.ndarray | None = None) -> Marked:
    """Give each line its kind.

    Args:
        answers: uint8[n], to what is worth asking of each line.
        known: uint8[3, n], of marked-up text: the kind or NO_KIND, the level, and 1 for an entry,
            a list item to look up, not to read. In plain text, where None is, marks at the
            beginning of a line (bullets, numbers, ">") tell its kind, and are no part of its block.
    """
    plain, rows = known is None, lines.rows
    kinds = np.zeros((3, len(lines)), np.uint8) if known is None else known
    kind, level, entry = kinds
    retells = False
    if plain and len(kind) == 1:  # a text of one line is a paragraph, whatever it looks like
        kind[0] = PARAGRAPH
    else:
        _mark(rows, lines.every, answers, kinds, plain)
        retells = mark_apparatus(lines, answers, kind, level, entry)
    source, place, prose = _spans(lines.chars, character_classes(), rows, kind, entry, plain)
    return Marked(kind, level, prose, source, place, retells)


@njit(cache=True)
def _mark(rows, every, answers, kinds, plain):
    kind, level, entry = kinds[0], kinds[1], kinds[2]
    if plain:
        kind[:] = NO_KIND
        _mark_items(rows, kind)
        _mark_numbered(rows, kind)
        _mark_parts(rows, kind)
        if every & BARRED:
            _mark_tables(rows, kind)
        _mark_front(rows, answers, kind)
        _mark_by_form(answers, kind, entry)
    if len(kind) > 1:
        _mark_headings(rows, kind, level)
    kind[kind == NO_KIND] = PARAGRAPH


@njit(cache=True)
def _mark_items(rows, kind):
    """Bulleted and numbered lines, and lines quoted with ">"."""
    n = len(kind)
    for i in range(n):
        form = rows[FORM, i]
        if form & QUOTED:
            kind[i] = QUOTE
        elif rows[MARKER, i]:
            beside = (i > 0 and rows[MARKER, i - 1]) or (i + 1 < n and rows[MARKER, i + 1])
            # A numbered line on its own, without a full stop, over a text is a heading.
            if not (form & NUMBERED and form & HEAD and not beside and i + 1 < n):
                kind[i] = LIST_ITEM


@njit(cache=True)
def _mark_numbered(rows, kind):
    """Sentences in a row that open with 1, 2, 3 and no mark after it."""
    n = len(kind)
    for i in range(n):
        number = rows[NUMBER, i]
        if number == 0 or not rows[FORM, i] & ENDS:
            continue
        follows = i > 0 and number > 1 and rows[NUMBER, i - 1] == number - 1
        if follows or (i + 1 < n and rows[NUMBER, i + 1] == number + 1):
            kind[i] = LIST_ITEM


@njit(cache=True)
def _mark_parts(rows, kind):
    """Two or more short lines that end in a semicolon, and the one that closes them."""
    n, i = len(kind), 0
    while i < n:
        end = i
        while end < n and rows[FORM, end] & PART and kind[end] == NO_KIND:
            end += 1
        if end - i > 1:
            kind[i:end] = LIST_ITEM
            if end < n and kind[end] == NO_KIND and _length(rows, end) < LONGEST_PART:
                kind[end] = LIST_ITEM
        i = max(end, i + 1)


@njit(cache=True, inline="always")
def _length(rows, i):
    return rows[END, i] - rows[START, i]


@njit(cache=True)
def _mark_tables(rows, kind):
    """Two or more lines in a row with the same number of cells between bars.

    Tabs are white space here as everywhere: they make no table.
    """
    n = len(kind)
    bars = np.where(kind == NO_KIND, rows[BARS], 0)
    for i in range(n):
        if bars[i] and (
            (i > 0 and bars[i - 1] == bars[i]) or (i + 1 < n and bars[i + 1] == bars[i])
        ):
            kind[i] = TABLE


@njit(cache=True)
def _mark_front(rows, answers, kind):
    """Title, bylines and dates among the first lines; a byline may also stand at the end."""
    for i in range(len(kind)):
        named = answers[i] & IS_NAMES and 0 < i < FRONT
        if kind[i] == NO_KIND and (answers[i] & IS_BYLINE or named):
            kind[i] = BYLINE
    if kind[0] == NO_KIND and rows[FORM, 0] & HEAD and _has_body(rows, kind):
        kind[0] = TITLE


@njit(cache=True)
def _has_body(rows, kind):
    """Say whether text follows the first line, after bylines and a few lines like headings."""
    heads = 0
    for i in range(1, len(kind)):
        if kind[i] == BYLINE:
            continue
        if kind[i] != NO_KIND or _is_body(rows, i):
            return True
        heads += 1
        if heads > _MOST_HEADS:
            return False
    return False


@njit(cache=True)
def _is_body(rows, i):
    length, form = _length(rows, i), rows[FORM, i]
    if length > 150 or (form & COLON_LAST and length >= 30):
        return True
    return length >= _BODY and form & ENDS != 0


@njit(cache=True)
def _mark_by_form(answers, kind, entry):
    """Captions, quotations with their speaker, and entries: certain by themselves."""
    for i in range(len(kind)):
        if kind[i] != NO_KIND:
            continue
        if answers[i] & IS_CAPTION:
            kind[i] = CAPTION
        elif answers[i] & IS_QUOTE:
            kind[i] = QUOTE
        elif answers[i] & IS_ENTRY:
            kind[i], entry[i] = LIST_ITEM, 1


@njit(cache=True)
def _mark_headings(rows, kind, level):
    """Heading-like lines over a text are headings; three or more in a row are an unmarked list."""
    n, i = len(kind), 0
    while i < n:
        end = i
        while end < n and rows[FORM, end] & HEAD and kind[end] == NO_KIND:
            end += 1
            if rows[FORM, end - 1] & COLON_LAST:
                break
        if end > i:
            led = i > 0 and rows[FORM, i - 1] & COLON_LAST != 0
            _mark_run(rows, kind, level, i, end, led)
        i = max(end, i + 1)


@njit(cache=True)
def _follows(rows, kind, end):
    """Say whether the block at `end` is a text that the line before it may be the heading of."""
    if end == len(kind):
        return False
    if kind[end] in (LIST_ITEM, TABLE, CAPTION, QUOTE):
        # A long line that small letters go on with leads in to the list, and is no heading.
        leads = kind[end] == LIST_ITEM and rows[FORM, end] & SMALL
        return not leads or rows[SPACES, end - 1] < _LONG_LEAD
    if kind[end] != NO_KIND:
        return False
    led = rows[FORM, end - 1] & COLON_LAST and rows[FORM, end] & HEAD
    return _is_body(rows, end) or led != 0


@njit(cache=True)
def _mark_run(rows, kind, level, start, end, led):
    """Mark heading-like lines in a row; `led` says that a colon stands before them."""
    follows = _follows(rows, kind, end)
    if led and follows and end - start > 1:
        follows = np.any(rows[KEY, start : end - 1] == rows[KEY, end - 1])
    heads = 0 if not follows else min(end - start, 2) if end - start <= 2 else 1
    for i in range(end - heads, end):
        kind[i] = HEADING
        level[i] = 2 + i - (end - heads)
    rest = end - heads - start
    if rest > 2 or (rest and (heads or led)):
        kind[start : end - heads] = LIST_ITEM


@njit(cache=True)
def _spans(chars, classes, rows, kind, entry, plain):
    n = len(kind)
    source, place = np.empty((2, n), np.int64), np.empty((2, n), np.int32)
    prose = np.zeros(n, np.uint8)
    at = 0
    for i in range(n):
        start, end = rows[START, i], rows[END, i]
        if plain and kind[i] in (LIST_ITEM, TOC):
            start += rows[MARKER, i]
        elif plain and kind[i] == QUOTE:
            k = start
            while k < end and chars[k] in (32, 62):  # > and the spaces after it
                k += 1
            start = k if k < end else start
        source[0, i], source[1, i] = start, end
        place[0, i], place[1, i] = at, at + end - start
        at += end - start + 1
        if kind[i] == LIST_ITEM:
            prose[i] = not entry[i] and _is_sentence(
                chars, classes, start, end, rows[FORM, i] & ENDS
            )
        else:
            prose[i] = kind[i] in (PARAGRAPH, SUMMARY, QUOTE)
    return source, place, prose


@njit(cache=True)
def _is_sentence(chars, classes, start, end, ends):
    """Say whether a list item is prose: it ends like a sentence, or a sentence ends inside it."""
    words = 1
    for k in range(start, end):
        words += chars[k] == 32
    if words >= 4 and ends:
        return True
    if words < 6:
        return False
    for k in range(start + 2, end):
        # . ! ?
        if (
            chars[k] in (46, 33, 63)
            and _is_letter(chars, classes, k - 1)
            and _is_letter(chars, classes, k - 2)
            and _capital_follows(chars, k + 1, end)
        ):
            return True
    return False


@njit(cache=True, inline="always")
def _is_letter(chars, classes, k):
    return classes[min(chars[k], np.uint32(65536))] & (UPPER_BIT - 1) == LETTER


@njit(cache=True)
def _capital_follows(chars, k, end):
    """Say whether closing marks, white space and a capital follow, the latter perhaps quoted."""
    # " ' ) ]
    while k < end and chars[k] in (34, 39, 41, 93):
        k += 1
    after = k
    while after < end and chars[after] in (32, 9):
        after += 1
    # " ' ( [
    if after < end and after > k and chars[after] in (34, 39, 40, 91):
        after += 1
    return k < after < end and 65 <= chars[after] <= 90
