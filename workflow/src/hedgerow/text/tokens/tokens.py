"""Tokens: where each one starts and which word type it is, for many documents in one pass."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numba import njit

from hedgerow.lean_kernels import LEAN
from hedgerow.text.characters import SPACE, character_classes, code_points
from hedgerow.text.code_points import CASE_BIT, SMALL_A, SMALL_Z
from hedgerow.text.tokens.token_ends import (
    NUMBER,
    PUNCTUATION,
    QUOTATION,
    SYMBOL_TOKEN,
    URL,
    WORD,
    Characters,
    classify,
    next_token,
)

__all__ = (
    "NUMBER", "PUNCTUATION", "QUOTATION", "SYMBOL_TOKEN", "URL", "WORD", "TypeTable",
)  # fmt: skip

_SHORT = 8
_SMALL = 12
_SMALL_TAG = np.uint64(2 << 62)
_HASH_TAG = np.uint64(3 << 62)
_MIX = np.uint64(0x9E3779B97F4A7C15)
_FNV_BASIS = np.uint64(14695981039346656037)
_FNV_PRIME = np.uint64(1099511628211)


class _Types(NamedTuple):
    """The tables of the types.

    `slots` is uint64[n, 2], an open hash table: the key of a type and the type, side by side in
    memory; key 0 is an empty slot. `arena` uint32[a] holds the characters of all types, type t at
    `start[t]:start[t + 1]`; `kind` is uint8[t].
    """

    slots: np.ndarray
    arena: np.ndarray
    start: np.ndarray
    kind: np.ndarray


class _Spans(NamedTuple):
    """Spans of the text to tokenise, and the number of tokens before each: int64[n + 1]."""

    start: np.ndarray
    end: np.ndarray
    token: np.ndarray


class _Tokens(NamedTuple):
    """The tokens found: type and start of each, int32[t]."""

    type: np.ndarray
    start: np.ndarray


_PROGRESS = np.dtype(
    (np.record, [(name, np.int64) for name in ("span", "place", "tokens", "types", "used")])
)
"""How far the tokeniser is: the next span and the place in it, the tokens and types so far, and the
characters of the arena in use."""


@njit(cache=True, inline="always")
def _key(points, i, j, kind):
    """Return 64 bits, never 0, for the token points[i:j] of a kind: itself, or a hash of it.

    The highest two bits tell which. Up to twelve small ASCII letters, as most words are, take five
    bits each (10). Up to eight other ASCII characters take eight (00 or 01); the kind goes into the
    spare bits of the last three. Others are hashed, FNV-1a over code points (11).
    """
    if j - i <= _SMALL:
        packed, beyond = np.uint64(0), False
        for k in range(i, j):
            packed = packed << np.uint64(5) | np.uint64(points[k] & (CASE_BIT - 1))
            beyond |= (points[k] < SMALL_A) | (points[k] > SMALL_Z)
        if not beyond:
            return packed | _SMALL_TAG
    if j - i <= _SHORT:
        packed, seen = np.uint64(0), np.uint32(0)
        for k in range(i, j):
            packed = packed << np.uint64(8) | np.uint64(points[k])
            seen |= points[k]
        if seen < 128:
            spare = (kind & 1) << 7 | (kind & 2) << 14 | (kind & 4) << 21
            return packed | np.uint64(spare)
    h = _FNV_BASIS + np.uint64(kind)
    for k in range(i, j):
        h = (h ^ np.uint64(points[k])) * _FNV_PRIME
        h ^= h >> np.uint64(29)
    return h | _HASH_TAG


@njit(cache=True, inline="always")
def _slot(key, mask):
    """Return the slot where the search for a key begins."""
    return (key * _MIX >> np.uint64(32)) & mask


@njit(cache=True, inline="always")
def _same(arena, start, end, points, i, j):
    if end - start != j - i:
        return False
    for k in range(j - i):
        if arena[start + k] != points[i + k]:
            return False
    return True


@njit(cache=True, inline="always")
def _find(types, points, i, j, kind, key):
    """Return the slot of the token points[i:j], or the empty slot where it belongs."""
    mask = np.uint64(len(types.slots) - 1)
    slot = _slot(key, mask)
    while types.slots[slot, 0] != 0:
        if types.slots[slot, 0] == key:
            t = np.int64(types.slots[slot, 1])
            if key < _HASH_TAG or (
                types.kind[t] == kind
                and _same(types.arena, types.start[t], types.start[t + 1], points, i, j)
            ):
                break
        slot = (slot + np.uint64(1)) & mask
    return slot


@njit(cache=True, inline="always")
def _is_full(types, n_types, used, length):
    """Test whether one more type of this length no longer fits the tables."""
    return (
        2 * (n_types + 1) > len(types.slots)
        or n_types + 2 > len(types.start)
        or used + length > len(types.arena)
    )


@njit(**LEAN)
def _tokenise(text, spans, types, tokens, progress):
    """Tokenise spans of a text and number the types; stop early when a table is nearly full.

    The caller enlarges the tables and calls again until `progress` has reached the last span.
    """
    points = text.points
    span, place = progress[0].span, progress[0].place
    n_tokens, n_types, used = progress[0].tokens, progress[0].types, progress[0].used
    full = False
    while span < len(spans.start) and not full:
        end = spans.end[span]
        i = max(place, spans.start[span])
        while i < end:
            if text.classes[i] == SPACE:
                i += 1
                continue
            j, kind = next_token(text, i, end)
            key = _key(points, i, j, kind)
            slot = _find(types, points, i, j, kind, key)
            if types.slots[slot, 0] == 0:
                full = _is_full(types, n_types, used, j - i)
                if full:
                    break
                types.slots[slot, 0], types.slots[slot, 1] = key, n_types
                types.kind[n_types] = kind
                for k in range(j - i):
                    types.arena[used + k] = points[i + k]
                used += j - i
                n_types += 1
                types.start[n_types] = used
            tokens.type[n_tokens] = types.slots[slot, 1]
            tokens.start[n_tokens] = i
            n_tokens += 1
            i = j
        place = i
        if not full:
            span += 1
            place = 0
            spans.token[span] = n_tokens
    progress[0].span, progress[0].place = span, place
    progress[0].tokens, progress[0].types, progress[0].used = n_tokens, n_types, used


@njit(cache=True)
def _rehash(slots, larger):
    mask = np.uint64(len(larger) - 1)
    for old in range(len(slots)):
        key = slots[old, 0]
        if key != 0:
            slot = _slot(key, mask)
            while larger[slot, 0] != 0:
                slot = (slot + np.uint64(1)) & mask
            larger[slot] = slots[old]


class TypeTable:
    """The word types met so far, and the tokeniser that adds to them.

    A type is a surface form with its kind; ids count up from 0 in order of first appearance.

    >>> table = TypeTable()
    >>> types, starts, _ = table.code("tea or no tea", np.array([0]), np.array([13]))
    >>> types.tolist(), starts.tolist(), table.surfaces()
    ([0, 1, 2, 0], [0, 4, 7, 10], ['tea', 'or', 'no'])
    """

    def __init__(self) -> None:
        size = 1 << 15
        self._classes = character_classes()
        self._types = _Types(
            slots=np.zeros((size, 2), np.uint64),
            arena=np.zeros(8 * size, np.uint32),
            start=np.zeros(size + 1, np.int64),
            kind=np.zeros(size, np.uint8),
        )
        self._tokens = _Tokens(np.empty(0, np.int32), np.empty(0, np.int32))
        self._progress = np.zeros(1, _PROGRESS)

    def code(
        self, text: str, span_start: np.ndarray, span_end: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Tokenise spans of one string.

        Args:
            text: characters of any number of documents.
            span_start, span_end: int64[n], places in `text`; no token crosses the end of a span.

        Returns:
            token_type int32[t], token_start int32[t] (places in `text`), span_token int64[n + 1].
            The next call overwrites the first two.
        """
        points = code_points(text)
        chars = Characters(points, classify(points, self._classes))
        room = int(np.sum(span_end - span_start)) if len(span_start) else 0
        if room > len(self._tokens.type):
            self._tokens = _Tokens(np.empty(room, np.int32), np.empty(room, np.int32))
        spans = _Spans(span_start, span_end, np.zeros(len(span_start) + 1, np.int64))
        progress = self._progress
        for name in ("span", "place", "tokens"):
            progress[name] = 0
        while True:
            _tokenise(chars, spans, self._types, self._tokens, progress)
            if progress["span"][0] == len(span_start):
                break
            self._grow(len(points))
        n = int(progress["tokens"][0])
        return self._tokens.type[:n], self._tokens.start[:n], spans.token

    def _grow(self, longest: int) -> None:
        """Double the tables; the arena must hold at least one more token, however long."""
        types = self._types
        size = 2 * len(types.slots)
        larger = np.zeros((size, 2), np.uint64)
        _rehash(types.slots, larger)
        self._types = _Types(
            slots=larger,
            arena=np.resize(types.arena, 2 * len(types.arena) + longest),
            start=np.resize(types.start, size + 1),
            kind=np.resize(types.kind, size),
        )

    @property
    def _count(self) -> int:
        return int(self._progress["types"][0])

    def surfaces(self, first: int = 0) -> list[str]:
        """Return the surface forms of the types from `first` on."""
        starts = self._types.start[first : self._count + 1]
        data = self._types.arena[starts[0] : starts[-1]]
        text = data.tobytes().decode("utf-32-le", "surrogatepass")
        return [text[a:b] for a, b in pairwise((starts - starts[0]).tolist())]

    def lengths(self) -> np.ndarray:
        """Return int32[types]: the characters of each type."""
        return np.diff(self._types.start[: self._count + 1]).astype(np.int32)

    def kinds(self) -> np.ndarray:
        """Return uint8[types]: the kind of each type."""
        return self._types.kind[: self._count].copy()
