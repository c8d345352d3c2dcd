"""Lines that may be captions, bylines, references, quotations or summaries.

Regular expressions decide (`line_forms.py`), and are slow; so each gets only the lines that pass a
look at a few characters. The look may let through what the expression denies, never the reverse.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from hedgerow.lean_kernels import LEAN
from hedgerow.text.blocks import line_flags as flag
from hedgerow.text.blocks.line_keys import LineText
from hedgerow.text.characters import DIGIT
from hedgerow.text.code_points import (
    APOSTROPHE,
    ASCII_END,
    AT_SIGN,
    BEYOND,
    BLANK,
    CAPITAL_A,
    CAPITAL_C,
    CAPITAL_Q,
    CAPITAL_Z,
    CASE_BIT,
    CLOSE_QUOTE,
    CLOSE_ROUND,
    CLOSE_SQUARE,
    COLON,
    COMMA,
    EXCLAMATION_MARK,
    FULL_STOP,
    OPEN_QUOTE,
    QUESTION_MARK,
    QUOTATION_MARK,
    SLASH,
    SMALL_A,
    SMALL_B,
    SMALL_C,
    SMALL_E,
    SMALL_I,
    SMALL_L,
    SMALL_N,
    SMALL_S,
    SMALL_T,
    SMALL_Y,
    SMALL_Z,
    TAB,
)

_LONGEST_CAPTION, _LONGEST_CREDITED = 1500, 400
_SHORTEST_ENTRY, _LONGEST_ENTRY = 12, 600
_LONGEST_FRONT, _LONGEST_DATE = 250, 80
_LONGEST_SPEAKER = 60


def _heads(words: str) -> np.ndarray:
    """The first three letters of words, packed into a sorted uint32[n]."""
    packed = {ord(w[0]) << 16 | ord(w[1]) << 8 | ord(w[2]) for w in words.split()}
    return np.array(sorted(packed), np.uint32)


_CAPTIONS = _heads("fig tab lis box cha map pla exh pho ima pic ill cap")
_BYLINES = _heads("med wri rev pos pub wor sto aut edi por par von")
_INDEXES = _heads("key ind tag cat fil")
_SUMMARIES = _heads("abs sum")


@njit(cache=True, inline="always")
def _small(char):
    return char | CASE_BIT if CAPITAL_A <= char <= CAPITAL_Z else char


@njit(cache=True, inline="always")
def _may_number(text, k):
    char = text.points[k]
    return char >= BEYOND or text.classes[char] == DIGIT


@njit(cache=True, inline="always")
def _opens_with(points, i, end, heads):
    """Test whether the three letters at i may be among `heads`, in either case."""
    if i + 3 > end:
        return False
    if points[i] >= ASCII_END or points[i + 1] >= ASCII_END or points[i + 2] >= ASCII_END:
        return True  # some of these fold to ASCII letters
    packed = _small(points[i]) << 16 | _small(points[i + 1]) << 8 | _small(points[i + 2])
    for head in heads:
        if head == packed:
            return True
    return False


@njit(**LEAN)
def _may_entry(text, i, end):
    """Test whether the last word has a slash or ends in a number, or a label opens the line."""
    points = text.points
    if not _SHORTEST_ENTRY <= end - i <= _LONGEST_ENTRY:
        return False
    j = end - 1
    slash = False
    while j >= i and points[j] != BLANK:
        slash |= points[j] == SLASH
        j -= 1
    if slash:
        return True
    k = end
    while k > j + 1 and points[k - 1] in (
        FULL_STOP, CLOSE_ROUND, CLOSE_SQUARE, QUOTATION_MARK, APOSTROPHE,
    ):  # fmt: skip
        k -= 1
    letter = SMALL_A <= (points[end - 1] | CASE_BIT) <= SMALL_Z
    if k > j + 1 and not letter and _may_number(text, k - 1):
        return True
    return _opens_with(points, i, end, _INDEXES)


@njit(**LEAN)
def _may_caption(points, i, end):
    """Test whether a label opens a line, or "x: ", CC or "lice" stands near its end."""
    if end - i < _LONGEST_CAPTION and _opens_with(points, i, end, _CAPTIONS):
        return True
    if end - i > _LONGEST_CREDITED:
        return False
    for k in range(max(i, end - flag.CREDIT_LENGTH), end - 1):
        a, b = points[k], points[k + 1]
        if (a == COLON and b == BLANK) or (a == CAPITAL_C and b == CAPITAL_C):
            return True
        license = a == SMALL_L and b == SMALL_I and k + 3 < end
        if license and points[k + 2] == SMALL_C and points[k + 3] == SMALL_E:
            return True
    return False


@njit(**LEAN)
def front_hints(text: LineText, i: int, end: int, ends: bool) -> int:
    """Return MAY_BYLINE, MAY_DATE and MAY_NAMES of a line at the beginning or end of a text."""
    points = text.points
    form = 0
    if end - i > _LONGEST_FRONT:
        return form
    if _small(points[i]) == SMALL_B and _small(points[min(i + 1, end - 1)]) == SMALL_Y:
        form |= flag.MAY_BYLINE
    if _opens_with(points, i, end, _BYLINES):
        form |= flag.MAY_BYLINE
    for k in range(i, end):
        if end - i <= _LONGEST_DATE and _may_number(text, k):
            form |= flag.MAY_DATE
        if not ends and points[k] in (AT_SIGN, COMMA):
            form |= flag.MAY_NAMES
    return form


@njit(**LEAN)
def _may_summary(points, i, end):
    """Test whether a line opens as "Abstract", "TL;DR", "In short" or "In brief" do."""
    if end - i < 4:
        return False
    a, b, d = _small(points[i]), _small(points[i + 1]), _small(points[i + 3])
    in_short = a == SMALL_I and b == SMALL_N and d in (SMALL_S, SMALL_B)
    return (a == SMALL_T and b == SMALL_L) or in_short or _opens_with(points, i, end, _SUMMARIES)


@njit(**LEAN)
def _may_speaker(points, i, end):
    """Test whether a colon and white space are among the first characters of a line."""
    for k in range(i + 1, min(i + _LONGEST_SPEAKER, end - 1)):
        if points[k] == COLON and points[k + 1] in (BLANK, TAB):
            return True
    return False


@njit(**LEAN)
def hints(text: LineText, i: int, end: int) -> int:
    """Return MAY_CAPTION, MAY_QUOTE, MAY_ENTRY, MAY_SUMMARY, MAY_SPEAKER and ASKS of a line."""
    points = text.points
    form = 0
    if _may_caption(points, i, end):
        form |= flag.MAY_CAPTION
    # A quotation that closes with its speaker ends neither as a sentence nor with a quotation mark.
    last = points[end - 1]
    closed = last in (FULL_STOP, EXCLAMATION_MARK, QUESTION_MARK, QUOTATION_MARK, CLOSE_QUOTE)
    if points[i] in (QUOTATION_MARK, OPEN_QUOTE) and not closed:
        form |= flag.MAY_QUOTE
    if _may_entry(text, i, end):
        form |= flag.MAY_ENTRY
    if _may_summary(points, i, end):
        form |= flag.MAY_SUMMARY
    if _may_speaker(points, i, end):
        form |= flag.MAY_SPEAKER
    asks = points[i] == CAPITAL_Q and i + 2 < end and points[i + 1] == FULL_STOP
    if asks and points[i + 2] == BLANK:
        form |= flag.ASKS
    return form
