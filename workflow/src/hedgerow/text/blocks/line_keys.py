"""Keys of lines: numbers that are equal for lines with the same words."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit

from hedgerow.lean_kernels import LEAN
from hedgerow.text.blocks.line_flags import LONGEST_KEY
from hedgerow.text.characters import DIGIT, LETTER, UPPER_BIT
from hedgerow.text.code_points import (
    BEYOND,
    BLANK,
    CLOSE_ROUND,
    FULL_STOP,
    NINE,
    OPEN_ROUND,
    TAB,
    ZERO,
)

_BASIS = 14695981039346656037
_PRIME = 1099511628211
_LAST = np.uint32(BEYOND)


class LineText(NamedTuple):
    """A text for the kernels of lines.

    `points` is uint32[n], its code points; `classes` uint8[65537], the class of each code point;
    `lower` uint32[65536], its small letter.
    """

    points: np.ndarray
    classes: np.ndarray
    lower: np.ndarray


@njit(cache=True, inline="always")
def is_digit(char: int) -> bool:
    """Test whether a code point is an ASCII digit."""
    return ZERO <= char <= NINE


@njit(cache=True, inline="always")
def cased_class(text: LineText, k: int) -> int:
    """Return the class of character k, with UPPER_BIT for a capital."""
    return text.classes[min(text.points[k], _LAST)]


@njit(cache=True, inline="always")
def class_of(text: LineText, k: int) -> int:
    """Return the class of character k without its case."""
    return text.classes[min(text.points[k], _LAST)] & (UPPER_BIT - 1)


def key_number(words: str) -> int:
    """Return the key of a line with these words: small ASCII letters, a space between.

    >>> key_number("table of contents") == key_number("contents")
    False
    """
    key = _BASIS
    for char in f"{words} ":
        key = (key ^ ord(char)) * _PRIME & (1 << 64) - 1
    return key >> 2 | 2


@njit(**LEAN)
def word_key(points: np.ndarray, i: int, end: int) -> np.int64:
    """Return `key_number` of the characters i to end."""
    key = np.uint64(_BASIS)
    for k in range(i, end):
        key = (key ^ np.uint64(points[k])) * np.uint64(_PRIME)
    key = (key ^ np.uint64(BLANK)) * np.uint64(_PRIME)
    return np.int64(key >> np.uint64(2)) | np.int64(2)


@njit(**LEAN)
def line_keys(text: LineText, i: int, end: int) -> tuple[np.int64, np.int64]:
    """Return hashes (FNV-1a) of the words of a line, and of the first of them.

    Case, marks and numbers before the first word do not count. Both are 0 for a line without words
    or of LONGEST_KEY characters.
    """
    points = text.points
    if end - i >= LONGEST_KEY:
        return np.int64(0), np.int64(0)
    k = i
    while k < end and (
        is_digit(points[k]) or points[k] in (OPEN_ROUND, CLOSE_ROUND, FULL_STOP, BLANK, TAB)
    ):
        k += 1
    key = np.uint64(_BASIS)
    first = np.uint64(0)
    inside = False
    while k <= end:
        kind = class_of(text, k) if k < end else 0
        if kind in (LETTER, DIGIT):
            char = text.lower[points[k]] if points[k] < BEYOND else points[k]
            key = (key ^ np.uint64(char)) * np.uint64(_PRIME)
            inside = True
        elif inside:
            key = (key ^ np.uint64(BLANK)) * np.uint64(_PRIME)
            first = first or key
            inside = False
        k += 1
    if first == 0:
        return np.int64(0), np.int64(0)
    two = np.int64(2)
    return np.int64(key >> np.uint64(2)) | two, np.int64(first >> np.uint64(2)) | two
