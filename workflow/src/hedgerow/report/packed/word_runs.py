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

from hedgerow.lean_kernels import LEAN

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
        # an open hash table: the key of a word and its number, side by side in memory
        self._slots = np.zeros((1 << 15, 2), np.uint64)

    def cut(self, texts: Sequence[bytes]) -> Runs:
        """Return the words of texts in UTF-8."""
        whole = [lowered(utf8.decode()).encode() if _SIGMA in utf8 else utf8 for utf8 in texts]
        utf8 = b"".join(whole)
        ends = np.cumsum([len(text) for text in whole])
        most = len(utf8) // 2 + 2 * len(whole) + 1
        found = _Found(
            words=np.empty(2 * most, np.int32),
            lengths=np.empty(len(whole), np.int64),
            first=np.empty(len(whole), np.int64),
            joined=np.empty(most, np.int64),
            start=np.empty(most, np.int64),
            position=np.empty(most, np.int64),
            spans=np.empty((most, 2), np.int64),
        )
        at, known = np.zeros(1, _PROGRESS), len(self.words)
        while True:
            data = np.frombuffer(utf8, np.uint8)
            _cut(data, ends, _folding(), self._slots, known, found, at)
            if at[0]["text"] == len(whole):
                break
            larger = np.zeros((2 * len(self._slots), 2), np.uint64)
            _copy(self._slots, larger)
            self._slots = larger
        words, starts, joins, new = (
            int(at[0][name]) for name in ("words", "starts", "joins", "new")
        )
        self.words += [lowered(utf8[i:j].decode()) for i, j in found.spans[:new].tolist()]
        return Runs(
            found.words[:words],
            found.lengths,
            found.joined[:joins],
            found.first,
            found.start[:starts],
            found.position[:starts],
        )


class _Found(NamedTuple):
    """Room for the fields of `Runs`, and for the bytes of new words, int64[N, 2]."""

    words: np.ndarray
    lengths: np.ndarray
    first: np.ndarray
    joined: np.ndarray
    start: np.ndarray
    position: np.ndarray
    spans: np.ndarray


_PROGRESS = np.dtype(
    [(name, np.int64) for name in ("text", "character", "words", "starts", "joins", "new")]
)
"""How far the texts are cut: the next text and its place, and what was found so far."""


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


@njit(**LEAN, inline="always")
def _slot(slots, key):
    mask = np.uint64(len(slots) - 1)
    slot = (key * _MIX >> np.uint64(32)) & mask
    while slots[slot, 0] != 0 and slots[slot, 0] != key:
        slot = (slot + np.uint64(1)) & mask
    return slot


@njit(**LEAN)
def _copy(slots, larger):
    for old in range(len(slots)):
        if slots[old, 0] != 0:
            slot = _slot(larger, slots[old, 0])
            larger[slot, 0], larger[slot, 1] = slots[old, 0], slots[old, 1]


@njit(**LEAN, inline="always")
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


@njit(**LEAN)
def _cut(data, ends, folding, slots, known, found, at):
    """Cut the next texts, as many as the table of words has room for in any case."""
    w, r, j, n = at[0].words, at[0].starts, at[0].joins, at[0].new
    d, character = at[0].text, at[0].character
    i = ends[d - 1] if d else 0
    while d < len(ends) and 2 * (known + n) + ends[d] - i < len(slots):
        before, found.first[d] = w, character
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
            if gap == 1 and (last == _JOINING[0] or last == _JOINING[1] or last == _JOINING[2]):
                found.joined[j] = w - 1
                j += 1
            if broken:
                found.words[w] = BREAK
                w += 1
            found.start[r], found.position[r] = character, w
            r += 1
            begin, key = i, _FNV_BASIS
            while small != 0:
                key = (key ^ np.uint64(small)) * _FNV_PRIME
                i, character = i + size, character + 1
                small = 0
                if i < ends[d]:
                    point, size = _point(data, i)
                    small = folding[point]
            key |= np.uint64(1)  # 0 is an empty slot
            slot = _slot(slots, key)
            if slots[slot, 0] == 0:
                found.spans[n, 0], found.spans[n, 1] = begin, i
                n += 1
                slots[slot, 0], slots[slot, 1] = key, np.uint64(known + n)
            found.words[w] = slots[slot, 1]
            w += 1
            broken, gap = False, 0
        if broken:
            found.words[w] = BREAK
            w += 1
        found.start[r], found.position[r] = character, w
        found.words[w] = BREAK
        r, w, character = r + 1, w + 1, character + 1
        found.lengths[d] = w - before
        d += 1
    at[0].text, at[0].character = d, character
    at[0].words, at[0].starts, at[0].joins, at[0].new = w, r, j, n
