"""Texts cut into words as the script of the page cuts them: runs of letters and digits.

A text is read as UTF-8, character by character. Each word gets a number when it is met first; it is
known again by 64 bits of hash.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numba import njit

_POINTS = 0x110000
_RUN = re.compile(r"[^\W_]+")
_SIGMA = "\u03a3".encode()
_KEEPING = "\u0130\u03a3"
"""Characters whose small letter depends on their neighbours, or is two characters."""

_FNV_BASIS, _FNV_PRIME = np.uint64(0xCBF29CE484222325), np.uint64(0x100000001B3)
_MIX = np.uint64(0x9E3779B97F4A7C15)
_LINE_BREAK = 10
_JOINING = (ord("'"), ord("’"), ord("-"))

BREAK = 0
"""The number of what takes a position and is no word."""


def lowered(text: str) -> str:
    """Return the text in lower case with every character in its place, as the page's script does.

    >>> lowered("İzmir TEA")
    'İzmir tea'
    """
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


class Runs(NamedTuple):
    """The words of D texts, and where they stand.

    Attributes:
        words: int32[P], the number of the word at each position; BREAK for line breaks and ends.
        lengths: int64[D], positions of each text.
        joined: int64[...], positions of words that one apostrophe or hyphen joins to the next.
        first: int64[D], the place of the first character of each text; its end takes a place too.
        start: int64[R], the places of the first characters of words, and of the ends of texts.
        position: int64[R], the positions of these.
    """

    words: np.ndarray
    lengths: np.ndarray
    joined: np.ndarray
    first: np.ndarray
    start: np.ndarray
    position: np.ndarray


class WordTable:
    """The words met so far, numbered from 1 in the order in which they come.

    Attributes:
        words: their spellings; `words[n - 1]` is that of the word with number n.

    >>> table = WordTable()
    >>> runs = table.cut(["No tea: no-one's Tea".encode()])
    >>> runs.words.tolist(), runs.joined.tolist(), table.words
    ([1, 2, 1, 3, 4, 2, 0], [2, 3], ['no', 'tea', 'one', 's'])
    """

    def __init__(self) -> None:
        self.words: list[str] = []
        self._keys = np.zeros(1 << 15, np.uint64)
        self._numbers = np.zeros(1 << 15, np.int32)

    def cut(self, texts: Sequence[bytes]) -> Runs:
        """Return the words of texts in UTF-8."""
        whole = [
            lowered(utf8.decode()).encode() if _SIGMA in utf8 else bytes(utf8) for utf8 in texts
        ]
        data = np.frombuffer(b"".join(whole), np.uint8)
        ends = np.cumsum([len(utf8) for utf8 in whole])
        found, spans, self._keys, self._numbers = _cut(
            data, ends, _folding(), self._keys, self._numbers, len(self.words)
        )
        joined = data.tobytes()
        self.words += [lowered(joined[a:b].decode()) for a, b in spans.tolist()]
        return Runs(*found)


@cache
def _folding() -> np.ndarray:
    """Return int32[...]: the small letter of each letter, digits as they are, 0 for others."""
    points = np.arange(_POINTS, dtype=np.uint32)
    text = points.tobytes().decode("utf-32-le", "surrogatepass")
    for character in _KEEPING:
        text = text.replace(character, "\0")
    small = text.lower()
    folding = np.zeros(_POINTS, np.int32)
    low = np.frombuffer(small.encode("utf-32-le", "surrogatepass"), np.uint32)
    for run in _RUN.finditer(small):
        folding[run.start() : run.end()] = low[run.start() : run.end()]
    folding[[ord(character) for character in _KEEPING]] = [ord(c) for c in _KEEPING]
    return folding


@njit(cache=True, inline="always")
def _slot(keys, key):
    mask = np.uint64(len(keys) - 1)
    slot = (key * _MIX >> np.uint64(32)) & mask
    while keys[slot] != 0 and keys[slot] != key:
        slot = (slot + np.uint64(1)) & mask
    return slot


@njit(cache=True)
def _larger(keys, numbers):
    new_keys, new_numbers = np.zeros(2 * len(keys), np.uint64), np.zeros(2 * len(keys), np.int32)
    for old in range(len(keys)):
        if keys[old] != 0:
            slot = _slot(new_keys, keys[old])
            new_keys[slot], new_numbers[slot] = keys[old], numbers[old]
    return new_keys, new_numbers


@njit(cache=True, inline="always")
def _point(data, i):
    """Return the character at a byte, and its bytes."""
    byte = np.int64(data[i])
    if byte < 0x80:
        return byte, 1
    if byte < 0xE0:
        return (byte & 0x1F) << 6 | (data[i + 1] & 0x3F), 2
    if byte < 0xF0:
        return (byte & 0x0F) << 12 | (data[i + 1] & 0x3F) << 6 | (data[i + 2] & 0x3F), 3
    high = (byte & 0x07) << 18 | (data[i + 1] & 0x3F) << 12
    return high | (data[i + 2] & 0x3F) << 6 | (data[i + 3] & 0x3F), 4


@njit(cache=True)
def _cut(data, ends, folding, keys, numbers, known):
    """Return the fields of `Runs`, int64[N, 2]: bytes of each new word, and the larger table."""
    texts = len(ends)
    most = len(data) // 2 + 2 * texts + 1
    words = np.empty(2 * most, np.int32)
    start, position = np.empty(most, np.int64), np.empty(most, np.int64)
    joined, spans = np.empty(most, np.int64), np.empty((most, 2), np.int64)
    lengths, first = np.empty(texts, np.int64), np.empty(texts, np.int64)
    w = r = j = n = i = character = 0
    for d in range(texts):
        before, first[d] = w, character
        # of the gap before a word: whether a line breaks there, its characters and the last of them
        broken, gap, last = False, 2, 0
        while i < ends[d]:
            point, size = _point(data, i)
            small = folding[point]
            if small == 0:
                broken |= point == _LINE_BREAK
                gap, last = gap + 1, point
                i, character = i + size, character + 1
                continue
            if gap == 1 and last in _JOINING:
                joined[j] = w - 1
                j += 1
            if broken:
                words[w] = BREAK
                w += 1
            start[r], position[r], begin, key = character, w, i, _FNV_BASIS
            r += 1
            while small != 0:
                key = (key ^ np.uint64(small)) * _FNV_PRIME
                i, character = i + size, character + 1
                small = 0
                if i < ends[d]:
                    point, size = _point(data, i)
                    small = folding[point]
            key |= np.uint64(1)  # 0 is an empty slot
            slot = _slot(keys, key)
            if keys[slot] == 0:
                spans[n, 0], spans[n, 1] = begin, i
                n += 1
                keys[slot], numbers[slot] = key, known + n
            words[w] = numbers[slot]
            w += 1
            broken, gap = False, 0
            if 2 * (known + n) > len(keys):
                keys, numbers = _larger(keys, numbers)
        if broken:
            words[w] = BREAK
            w += 1
        start[r], position[r] = character, w
        words[w] = BREAK
        r, w, character = r + 1, w + 1, character + 1
        lengths[d] = w - before
    found = (
        words[:w].copy(),
        lengths,
        joined[:j].copy(),
        first,
        start[:r].copy(),
        position[:r].copy(),
    )
    return found, spans[:n].copy(), keys, numbers
