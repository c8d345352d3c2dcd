"""Lines at a glance: where each line of a text stands, and what it may be by its characters.

Rules over lines ask regular expressions whether a line is a list item, a caption, a reference, a
heading. Most lines are none of these, and their first and last characters tell. One pass in a
kernel finds the lines and sets a bit for each question that is worth asking: a bit that is not set
says no for certain, a bit that is set says ask (only ENDS is an answer in itself). The questions
are in `line_forms` and `lines`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numba import njit

from hedgerow.text.characters import (
    COMBINING,
    DIGIT,
    LETTER,
    SYMBOL,
    UPPER_BIT,
    character_classes,
    code_points,
)

# What is so of a line.
ENDS = 1 << 0
"""It ends as a sentence does (`lines.ends_sentence`)."""
SPACED = 1 << 1
"""White space inside it is more than a space."""
AFTER_BLANK = 1 << 2
NUMBER_LAST = 1 << 3
COLON_LAST = 1 << 4
# What is worth asking about it.
MAY_ITEM = 1 << 5
MAY_PART = 1 << 6
MAY_FRONT = 1 << 7
MAY_CAPTION = 1 << 8
MAY_QUOTE = 1 << 9
MAY_ENTRY = 1 << 10
MAY_HEAD = 1 << 11
MAY_SUMMARY = 1 << 12

# What is so of some line; set in `every` alone.
BARRED = 1 << 13
"""A bar, as between the cells of a table."""
DOTTED = 1 << 14
"""Three stops in a row, or two with a space, as before the page number in a list of contents."""

FRONT, BACK = 8, 2
"""Lines at the beginning and at the end that may be bylines; no other has MAY_FRONT."""

LONGEST_KEY = 200
"""Characters from which on a line has no key: no heading is so long, nor a line of contents."""

UNKNOWN = 0
"""The key of a line whose letters are not all ASCII: it may be any."""

_NO_WORD = 1
_TOO_LONG = 3

_TAB, _LINE_FEED, _SPACE = 9, 10, 32
_BAR, _POINT, _COLON, _SLASH, _AT, _COMMA, _SEMICOLON = 124, 46, 58, 47, 64, 44, 59
_QUESTION, _EXCLAMATION, _ELLIPSIS = 63, 33, 0x2026
_CLOSE, _OPEN_SQUARE, _CLOSE_SQUARE = 41, 91, 93
_DASH, _HYPHEN = 0x2013, 45

_WIDEST = 120
_TAIL = 120
"""Characters at the end of a line that hold any credit of a picture."""


def _heads(words: str) -> np.ndarray:
    """The first three letters of words, packed into a sorted uint32[n]."""
    packed = {ord(w[0]) << 16 | ord(w[1]) << 8 | ord(w[2]) for w in words.split()}
    return np.array(sorted(packed), np.uint32)


_CAPTIONS = _heads("fig tab lis box cha map pla exh pho ima pic ill cap")
_NAMED = _heads("med wri rev pos pub wor sto aut edi por par von")
_INDEXED = _heads("key ind tag cat fil")
_SUMMARIES = _heads("abs sum")


@dataclass(frozen=True, slots=True)
class LineTable:
    """The lines of a text that are not blank, as lists of n.

    `start` and `end` are places in the text without the white space around the line. `form` has
    the bits above. `key` and `opening` are numbers that are the same for lines with the same
    `lines.key_of` and `lines.first_of_key`, and hardly ever for others; `UNKNOWN` may be any.
    """

    start: list[int]
    end: list[int]
    form: list[int]
    key: list[int]
    opening: list[int]
    every: int
    """All bits that are set in some line."""
    long: int
    """Lines of several words that are longer than a line is ever wrapped at."""


def line_table(text: str) -> LineTable:
    """Find the lines of a text and what each may be.

    Args:
        text: clean text, whose only white space is spaces, tabs and line feeds.
    """
    rows, every, long = _table(code_points(text), character_classes())
    return LineTable(*rows.tolist(), every, long)


@njit(cache=True, inline="always")
def _lowered(char):
    return char | 32 if 65 <= char <= 90 else char


@njit(cache=True, inline="always")
def _digit(char):
    return 48 <= char <= 57


@njit(cache=True, inline="always")
def _class(char, classes):
    """Return the class of a character with its case; the last one is of all beyond the BMP."""
    return classes[min(char, np.uint32(65536))]


@njit(cache=True, inline="always")
def _may_number(char, classes):
    return char > 65535 or classes[char] == DIGIT


@njit(cache=True, inline="always")
def _opens_with(chars, i, end, heads):
    """Say whether the three letters at i may be among `heads`, in either case."""
    if i + 3 > end:
        return False
    if chars[i] >= 128 or chars[i + 1] >= 128 or chars[i + 2] >= 128:
        return True  # some of these fold to ASCII letters
    packed = _lowered(chars[i]) << 16 | _lowered(chars[i + 1]) << 8 | _lowered(chars[i + 2])
    for head in heads:
        if head == packed:
            return True
    return False


@njit(cache=True)
def _text_end(chars, i, end):
    """Return where the text of a line ends without the marks of reference ([12]) after it."""
    while end > i and chars[end - 1] == _CLOSE_SQUARE:
        j = end - 1
        while j > i and (
            _digit(chars[j - 1]) or chars[j - 1] in (_COMMA, _SPACE, _DASH, _HYPHEN)
        ):
            j -= 1
        inside = end - 1 - j
        if not 1 <= inside <= 12 or j == i or chars[j - 1] != _OPEN_SQUARE:
            return end
        end = j - 1
        while end > i and chars[end - 1] in (_SPACE, _TAB):
            end -= 1
    return end


@njit(cache=True)
def _ends_sentence(chars, i, end):
    j = _text_end(chars, i, end)
    # " ' ) ] } * _
    while j > i and chars[j - 1] in (34, 39, 41, 93, 125, 42, 95):
        j -= 1
    return j > i and chars[j - 1] in (_POINT, _EXCLAMATION, _QUESTION, _ELLIPSIS)


@njit(cache=True)
def _may_entry(chars, classes, i, end):
    """Say whether the last word has a slash or ends in a number, or a label opens the line."""
    if end - i < 12 or end - i > 600:
        return False
    last = chars[end - 1]
    j = end - 1
    slash = False
    while j >= i and chars[j] != _SPACE:
        slash |= chars[j] == _SLASH
        j -= 1
    if slash:
        return True
    k = end
    # . ) ] " '
    while k > j + 1 and chars[k - 1] in (46, 41, 93, 34, 39):
        k -= 1
    if k > j + 1 and not 97 <= (last | 32) <= 122 and _may_number(chars[k - 1], classes):
        return True
    return _opens_with(chars, i, end, _INDEXED)


@njit(cache=True)
def _may_caption(chars, i, end):
    if end - i < 1500 and _opens_with(chars, i, end, _CAPTIONS):
        return True
    if end - i > 400:
        return False
    for k in range(max(i, end - _TAIL), end - 1):
        a, b = chars[k], chars[k + 1]
        if a == _COLON and b == _SPACE:
            return True
        if a == 67 and b == 67:  # CC
            return True
        if a == 108 and b == 105 and k + 3 < end and chars[k + 2] == 99 and chars[k + 3] == 101:
            return True  # licensed
    return False


@njit(cache=True)
def _may_front(chars, classes, i, end):
    """Say whether a line may be a byline, a date or the names of authors."""
    if end - i > 250:
        return False
    b, y = _lowered(chars[i]), _lowered(chars[min(i + 1, end - 1)])
    if (b == 98 and y == 121) or _opens_with(chars, i, end, _NAMED):
        return True
    for k in range(i, end):
        if chars[k] in (_AT, _COMMA) or _may_number(chars[k], classes):
            return True
    return False


@njit(cache=True)
def _may_head(chars, classes, i, end, ends):
    """Say whether a line is short, opens with a capital or number and does not end as text does."""
    first, last = _class(chars[i], classes), chars[end - 1]
    if end - i > 150 or not (first >= UPPER_BIT or first == DIGIT or chars[i] >= 128):
        return False
    if last in (_COMMA, _SEMICOLON, _POINT, _EXCLAMATION, _ELLIPSIS):
        return False
    words, questions = 1, 0
    for k in range(i, end):
        words += chars[k] == _SPACE
        questions += chars[k] == _QUESTION
    if last == _QUESTION:
        return 2 < words <= 15 and questions == 1
    if last == _COLON:
        return words <= 6
    return words <= 20 and not ends


@njit(cache=True)
def _keys(chars, classes, i, end):
    """Return (key, opening): hashes (FNV-1a) of the words of a line and of the first of them."""
    if end - i >= LONGEST_KEY:
        return _TOO_LONG, _TOO_LONG
    k = i
    # ( ) . and digits
    while k < end and (_digit(chars[k]) or chars[k] in (40, 41, 46, 32, 9)):
        k += 1
    key = np.uint64(14695981039346656037)
    first = np.uint64(0)
    inside = False
    while k < end:
        char = chars[k]
        kind = _class(char, classes) & (UPPER_BIT - 1)
        if char >= 128 and kind in (LETTER, DIGIT, COMBINING, SYMBOL):
            return UNKNOWN, UNKNOWN  # its case may fold to anything
        if kind in (LETTER, DIGIT):
            key = (key ^ np.uint64(_lowered(char))) * np.uint64(1099511628211)
            inside = True
        elif inside:
            first = first or key
            key = (key ^ np.uint64(32)) * np.uint64(1099511628211)
            inside = False
        k += 1
    if inside:
        first = first or key
        key = (key ^ np.uint64(32)) * np.uint64(1099511628211)
    if first == 0:
        return _NO_WORD, _NO_WORD
    return np.int64(key >> np.uint64(2)) | 2, np.int64(first >> np.uint64(2)) | 2


@njit(cache=True)
def _may_summary(chars, i, end):
    """Say whether a line opens as "Abstract", "TL;DR" and "In short" do."""
    if end - i < 3:
        return False
    a, b = _lowered(chars[i]), _lowered(chars[i + 1])
    short = (a == 116 and b == 108) or (a == 105 and b == 110 and chars[i + 2] == _SPACE)
    return short or _opens_with(chars, i, end, _SUMMARIES)


@njit(cache=True)
def _form(chars, classes, i, end):
    """Return the bits of the line from i to end but SPACED, AFTER_BLANK and MAY_FRONT."""
    first, last = chars[i], chars[end - 1]
    ends = _ends_sentence(chars, i, end)
    form = ENDS if ends else 0
    if last == _COLON:
        form |= COLON_LAST
    if _may_number(last, classes):
        form |= NUMBER_LAST
    kind = _class(first, classes) & (UPPER_BIT - 1)
    if kind != LETTER or (i + 1 < end and chars[i + 1] == _CLOSE):
        form |= MAY_ITEM
    for k in range(max(i, end - 5), end):
        if chars[k] == _SEMICOLON:
            form |= MAY_PART
    if _may_caption(chars, i, end):
        form |= MAY_CAPTION
    if first in (34, 0x201C):
        form |= MAY_QUOTE
    if _may_entry(chars, classes, i, end):
        form |= MAY_ENTRY
    if _may_head(chars, classes, i, end, ends):
        form |= MAY_HEAD
    if _may_summary(chars, i, end):
        form |= MAY_SUMMARY
    return form


@njit(cache=True)
def _is_spaced(chars, i, end):
    """Say whether white space inside a line is more than a space."""
    for k in range(i, end):
        if chars[k] == _TAB or (chars[k] == _SPACE and chars[k + 1] == _SPACE):
            return True
    return False


@njit(cache=True)
def _is_long(chars, i, end):
    """Say whether a line is longer than a line is ever wrapped at, and of several words."""
    if end - i <= _WIDEST:
        return False
    for k in range(i, end):
        if chars[k] == _SPACE:
            return True
    return False


@njit(cache=True)
def _whole(chars):
    """Return the bits SPACED, BARRED and DOTTED of a whole text.

    Loops without branches, each of one kind: they go over many characters at once.
    """
    uneven = barred = dotted = False
    for k in range(len(chars)):
        uneven |= chars[k] == _TAB
    for k in range(1, len(chars)):
        uneven |= (chars[k - 1] == _SPACE) & (chars[k] == _SPACE)
    for k in range(len(chars)):
        barred |= chars[k] == _BAR
    for k in range(2, len(chars)):
        dotted |= (chars[k - 2] == _POINT) & (chars[k] == _POINT)
    return uneven * SPACED | barred * BARRED | (dotted and _is_dotted(chars)) * DOTTED


@njit(cache=True)
def _is_dotted(chars):
    """Say whether stops stand in a row: ... or . ."""
    for k in range(2, len(chars)):
        if chars[k - 2] == _POINT and chars[k] == _POINT and chars[k - 1] in (_POINT, _SPACE):
            return True
    return False


@njit(cache=True)
def _table(chars, classes):
    """Return the rows start, end, form, key and opening, int64[5, n], and `every` and `long`."""
    whole = _whole(chars)
    every = whole & ~SPACED
    size = len(chars)
    ends = np.flatnonzero(chars == _LINE_FEED)
    rows = np.empty((5, len(ends) + 1), np.int64)
    n, long, j = 0, 0, -1
    blank = False
    for line in range(len(ends) + 1):
        start = j + 1
        j = end = ends[line] if line < len(ends) else size
        while start < end and chars[start] in (_SPACE, _TAB):
            start += 1
        while end > start and chars[end - 1] in (_SPACE, _TAB):
            end -= 1
        if end == start:
            blank = True
            continue
        form = _form(chars, classes, start, end)
        if n < FRONT and _may_front(chars, classes, start, end):
            form |= MAY_FRONT
        if whole & SPACED and _is_spaced(chars, start, end):
            form |= SPACED
        if blank and n:
            form |= AFTER_BLANK
        blank = False
        rows[0, n], rows[1, n], rows[2, n] = start, end, form
        rows[3, n], rows[4, n] = _keys(chars, classes, start, end)
        every |= form
        long += _is_long(chars, start, end)
        n += 1
    for k in range(max(FRONT, n - BACK), n):
        if _may_front(chars, classes, rows[0, k], rows[1, k]):
            rows[2, k] |= MAY_FRONT
            every |= MAY_FRONT
    return rows[:, :n], every, long
