"""The form of a line by its own characters: kernels for item markers, headings, ends, leaders."""

from __future__ import annotations

import numpy as np
from numba import njit

from hedgerow.lean_kernels import LEAN
from hedgerow.text.blocks import line_flags as flag
from hedgerow.text.blocks.line_keys import (
    LineText,
    cased_class,
    class_of,
    is_digit,
    key_number,
    word_key,
)
from hedgerow.text.characters import DIGIT, LETTER, UPPER_BIT
from hedgerow.text.code_points import (
    APOSTROPHE,
    ASTERISK,
    BAR,
    BLANK,
    BOX_FIRST,
    BOX_LAST,
    CAPITAL_A,
    CAPITAL_Z,
    CLOSE_CURLY,
    CLOSE_ROUND,
    CLOSE_SQUARE,
    COLON,
    COMMA,
    ELLIPSIS,
    EN_DASH,
    EQUALS,
    EXCLAMATION_MARK,
    FULL_STOP,
    GREATER_THAN,
    HYPHEN_MINUS,
    OPEN_ROUND,
    OPEN_SQUARE,
    PLUS,
    QUESTION_MARK,
    QUOTATION_MARK,
    SEMICOLON,
    SLASH,
    SMALL_A,
    SMALL_D,
    SMALL_N,
    SMALL_O,
    SMALL_R,
    SMALL_Z,
    TAB,
    UNDERSCORE,
    ZERO,
)

_BULLETS = np.array(sorted(map(ord, "-*+•·‣▪◦●○■□–➤►✓✔")), np.uint32)

_LONGEST_HEAD = 150
"""Characters of a heading at most."""

_MOST_HEAD_WORDS, _MOST_QUESTION_WORDS, _MOST_LEAD_WORDS = 20, 15, 6
"""Words at most of a heading, of one that is a question, and of one that ends with a colon."""

_LONGEST_REFERENCE = 12
"""Characters of a reference in square brackets at most."""

_FEWEST_RULES = 3
"""Marks of a ruled line at least."""

_LAST_CASED = 0x590
"""The first code point of the scripts without case."""

_LEAD_INS = tuple(map(key_number, "a an the and or of include includes including".split()))
"""Keys of words that end a line which leads in to what follows; "What it is" does not."""
_LONGEST_LEAD_IN = 9


@njit(**LEAN)
def skip_space(points: np.ndarray, i: int, end: int) -> int:
    """Return the first character from i on that is neither a space nor a tab."""
    while i < end and points[i] in (BLANK, TAB):
        i += 1
    return i


@njit(**LEAN)
def _without_references(points, i, end):
    """Return the end of a line without the reference numbers ([12]) that close it."""
    while end > i and points[end - 1] == CLOSE_SQUARE:
        j = end - 1
        while j > i and (
            is_digit(points[j - 1]) or points[j - 1] in (COMMA, BLANK, EN_DASH, HYPHEN_MINUS)
        ):
            j -= 1
        inside = end - 1 - j
        if not 1 <= inside <= _LONGEST_REFERENCE or j == i or points[j - 1] != OPEN_SQUARE:
            return end
        end = j - 1
        while end > i and points[end - 1] in (BLANK, TAB):
            end -= 1
    return end


@njit(**LEAN)
def _ends_sentence(points, i, end):
    j = _without_references(points, i, end)
    while j > i and points[j - 1] in (
        QUOTATION_MARK, APOSTROPHE, CLOSE_ROUND, CLOSE_SQUARE, CLOSE_CURLY, ASTERISK, UNDERSCORE,
    ):  # fmt: skip
        j -= 1
    return j > i and points[j - 1] in (FULL_STOP, EXCLAMATION_MARK, QUESTION_MARK, ELLIPSIS)


@njit(**LEAN)
def without_leaders(points: np.ndarray, i: int, end: int) -> int:
    """Return the end of a line without leaders and the number after them: . . . . 12"""
    j = end
    while j > i and is_digit(points[j - 1]):
        j -= 1
    if j == end:
        return end
    while j > i and points[j - 1] in (BLANK, TAB):
        j -= 1
    stops = 0
    while j > i and points[j - 1] == FULL_STOP:
        stops += 1
        j -= 1
        if j > i and points[j - 1] in (BLANK, TAB):
            j -= 1
    return j if stops >= 3 else end


@njit(**LEAN)
def marker_length(text: LineText, i: int, end: int) -> tuple[int, bool]:
    """Return the characters of an item marker with its white space, and whether it is a bullet."""
    points = text.points
    char = points[i]
    j = i
    bullet = False
    if class_of(text, i) != LETTER and not is_digit(char) and char != OPEN_ROUND:
        for one in _BULLETS:
            bullet = bullet or one == char
        if not bullet:
            return 0, False
        j += 1
    else:
        j = _number_end(points, i, end)
        if j == i:
            return 0, False
    after = skip_space(points, j, end)
    return (after - i, bullet) if j < after < end else (0, False)


@njit(**LEAN)
def _number_end(points, i, end):
    """Return the end of the number or letter of an item (1. 1) (1) a) (a)), or i."""
    j = i + (points[i] == OPEN_ROUND)
    k = j
    while k < min(j + 2, end) and is_digit(points[k]):
        k += 1
    letter = k == j and k < end and SMALL_A <= points[k] <= SMALL_Z
    k += letter
    if k == j or k >= end:
        return i
    closed = points[k] == CLOSE_ROUND or (points[k] == FULL_STOP and not letter)
    return k + 1 if closed else i


@njit(**LEAN)
def bare_number(points: np.ndarray, i: int, end: int) -> int:
    """Return the number of one or two digits that opens a line before a capital, or 0."""
    number, k = 0, i
    while k < min(i + 2, end) and is_digit(points[k]):
        number = 10 * number + points[k] - ZERO
        k += 1
    after = skip_space(points, k, end)
    capital = k < after < end and CAPITAL_A <= points[after] <= CAPITAL_Z
    return number if k > i and capital else 0


@njit(**LEAN)
def _is_part(points, i, end):
    """Test whether a line is part of an enumeration: "...;", "...; and", "...; or"."""
    if end - i >= flag.LONGEST_PART:
        return False
    if points[end - 1] == SEMICOLON:
        return True
    if end - i > 5 and points[end - 5] == SEMICOLON:
        return (
            points[end - 4] == BLANK
            and points[end - 3] == SMALL_A
            and points[end - 2] == SMALL_N
            and points[end - 1] == SMALL_D
        )
    return (
        end - i > 4
        and points[end - 4] == SEMICOLON
        and points[end - 3] == BLANK
        and points[end - 2] == SMALL_O
        and points[end - 1] == SMALL_R
    )


@njit(**LEAN)
def _is_border(points, i, end):
    """Test whether a line is only marks that rule lines: +---+---+, =====, | - |."""
    rules = 0
    for k in range(i, end):
        if points[k] in (HYPHEN_MINUS, EQUALS, UNDERSCORE) or BOX_FIRST <= points[k] <= BOX_LAST:
            rules += 1
        elif points[k] not in (PLUS, BAR, BLANK, TAB, COLON):
            return False
    return rules >= _FEWEST_RULES


@njit(**LEAN)
def _leads_in(points, i, end):
    """Test whether the last word of a line is an article, "and", "or", "of" or "including"."""
    k = end
    while k > i and points[k - 1] != BLANK:
        k -= 1
    return end - k <= _LONGEST_LEAD_IN and word_key(points, k, end) in _LEAD_INS


@njit(**LEAN)
def _is_head(text, i, end, ends, words):
    """Test whether a line is short and does not end as a sentence, or is a short question."""
    points = text.points
    first, last = cased_class(text, i), points[end - 1]
    if end - i > _LONGEST_HEAD or not (first >= UPPER_BIT or first == DIGIT):
        return False
    if last in (COMMA, SEMICOLON, FULL_STOP, EXCLAMATION_MARK, ELLIPSIS):
        return False
    if last == COLON:
        return words <= _MOST_LEAD_WORDS
    questions, letters, stopped, address = 0, False, False, False
    for k in range(i, end):
        questions += points[k] == QUESTION_MARK
        letters |= class_of(text, k) == LETTER
        if points[k] == BLANK and points[k - 1] in (FULL_STOP, EXCLAMATION_MARK):
            stopped = True
        if points[k] == COLON and k + 2 < end and points[k + 1] == SLASH == points[k + 2]:
            address = True
    if last == QUESTION_MARK:
        return 2 < words <= _MOST_QUESTION_WORDS and questions == 1 and not stopped
    plain = not ends and letters and not address
    return words <= _MOST_HEAD_WORDS and plain and not _leads_in(points, i, end)


@njit(**LEAN)
def form_of(text: LineText, i: int, end: int, marker: int, bullet: bool, words: int) -> int:
    """Return the flags of the form of the line from i to end.

    Args:
        marker: characters of its item marker.
        bullet: whether that is a bullet.
        words: its words by white space.
    """
    points = text.points
    first, last = points[i], points[end - 1]
    ends = _ends_sentence(points, i, end)
    form = flag.ENDS if ends else 0
    if _is_head(text, i, end, ends, words):
        form |= flag.HEAD
    if last == COLON:
        form |= flag.COLON_LAST
    if first == GREATER_THAN:
        form |= flag.QUOTED
    if marker and not bullet:
        form |= flag.NUMBERED
    if cased_class(text, i + marker) == LETTER and points[i + marker] < _LAST_CASED:
        form |= flag.SMALL
    if _is_part(points, i, end):
        form |= flag.PART
    if _is_border(points, i, end):
        form |= flag.BORDER
    return form
