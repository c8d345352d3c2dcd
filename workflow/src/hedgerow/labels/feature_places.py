"""The places of features among those with weights: from keys to places, in order."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numba import njit

from hedgerow.labels.feature_space import TEMPLATE_NUMBER
from hedgerow.lean_kernels import LEAN

_PART = (1 << 24) - 1  # a part of a key, see feature_key
_LISTED = tuple(
    TEMPLATE_NUMBER[name]
    for name in ("word", "open", "class", "twice", "near", "openclass", "term", "long", "stem")
)
"""Templates of so few features that a list has a cell for each; the others are hashed."""
_MIX = np.uint64(0x9E3779B97F4A7C15)  # 2 ** 64 over the golden ratio: spreads keys over a table
_FILTER = 20
"""Bits of the hashes that are marked as taken: the marks stay in the processor's cache."""
_DE_BRUIJN = np.uint64(0x03F79D71B4CB0A89)
"""Every six bits of it in a row are different: it tells which bit of a number is set."""
_BIT = np.zeros(64, np.int64)
for _bit in range(64):
    _BIT[(0x03F79D71B4CB0A89 << _bit & (1 << 64) - 1) >> 58] = _bit


class Places(NamedTuple):
    """The places of the keys of a model; a table without keys takes every key for its place."""

    known: np.ndarray  # int64[F], the keys
    cell: np.ndarray  # int32[...], places of the features of _LISTED; -1 for none
    shape: np.ndarray  # int64[templates, 3], first cell of a template, its rows and columns
    slot: np.ndarray  # int32[2 ** bits], places of the others by the hash of the key; -1 where free
    bits: int
    taken: np.ndarray  # uint8[...], a bit for each hash of _FILTER bits, set if a key has it
    wanted: np.ndarray  # bool[templates], there are keys of the template


def places_of(known: np.ndarray | None) -> Places:
    """Return the table of the keys `known`, int64[F], sorted; None stands for all keys."""
    n, none = len(TEMPLATE_NUMBER), np.zeros(0, np.int32)
    shape = np.zeros((n, 3), np.int64)
    if known is None:
        all_taken = np.full(1 << _FILTER - 3, 255, np.uint8)
        return Places(np.zeros(0, np.int64), none, shape, none, 0, all_taken, np.ones(n, bool))
    first = np.searchsorted(known, np.arange(n + 1) << 48)
    cells = 0
    for template in _LISTED:
        keys = known[first[template] : first[template + 1]]
        if len(keys):
            shape[template] = cells, (keys >> 24 & _PART).max() + 1, (keys & _PART).max() + 1
            cells += shape[template, 1] * shape[template, 2]
    bits = int(2 * len(known)).bit_length()
    table = Places(
        known,
        np.full(max(cells, 1), -1, np.int32),
        shape,
        np.full(1 << bits, -1, np.int32),
        bits,
        np.zeros(1 << _FILTER - 3, np.uint8),
        np.diff(first) > 0,
    )
    _fill(table, np.isin(np.arange(n), _LISTED))
    return table


@njit(**LEAN, inline="always")
def _hash(key, bits):
    return np.int64((np.uint64(key) * _MIX) >> np.uint64(64 - bits))


@njit(cache=True)
def _fill(table, listed):
    last = len(table.slot) - 1
    for i in range(len(table.known)):
        key = table.known[i]
        if listed[key >> 48]:
            first, _, columns = table.shape[key >> 48]
            table.cell[first + (key >> 24 & _PART) * columns + (key & _PART)] = i
            continue
        at = _hash(key, table.bits)
        while table.slot[at] >= 0:
            at = (at + 1) & last
        table.slot[at] = i
        bit = _hash(key, _FILTER)
        table.taken[bit >> 3] |= np.uint8(1 << (bit & 7))


# What is wanted can't be foreseen, so no branch depends on it: each feature is written, and
# overwritten by the next if it is not.


@njit(**LEAN, inline="always")
def put(template: int, a: int, b: int, out: np.ndarray, n: int) -> Any:
    """Write the key of a feature at out[n]; return the next n, the same if a part is unknown."""
    out[n] = (template << 48) | (a << 24) | b
    return n + ((a >= 0) & (b >= 0))


@njit(**LEAN, inline="always")
def put_taken(taken: np.ndarray, template: int, a: int, b: int, out: np.ndarray, n: int) -> Any:
    """Write the key of a feature that is hashed, as `put`, unless no wanted key has its hash."""
    key = (template << 48) | (a << 24) | b
    bit = _hash(key, _FILTER)
    out[n] = key
    return n + ((a >= 0) & (b >= 0) & (taken[bit >> 3] >> (bit & 7)) & 1)


def empty_places(table: Places) -> tuple[np.ndarray, np.ndarray]:
    """Return a set of places without any: a bit for each place, and one for each 64 of them."""
    words = len(table.known) // 64 + 1
    return np.zeros(words, np.uint64), np.zeros(words // 64 + 1, np.uint64)


@njit(**LEAN, inline="always")
def _lowest(bits):
    """Return the place of the lowest bit that is set."""
    return _BIT[((bits & (~bits + np.uint64(1))) * _DE_BRUIJN) >> np.uint64(58)]


@njit(**LEAN)
def put_in_order(out: np.ndarray, begin: int, end: int, places: Any) -> Any:
    """Sort the places out[begin:end] and leave repeats out; return the new end.

    Args:
        places: what `empty_places` returned; it is left empty.
    """
    bit, some = places
    one, n = np.uint64(1), begin
    for i in range(begin, end):
        at = out[i] >> 6
        bit[at] |= one << np.uint64(out[i] & 63)
        some[at >> 6] |= one << np.uint64(at & 63)
    for k in range(len(some)):
        while some[k]:
            at = k * 64 + _lowest(some[k])
            rest = bit[at]
            while rest:
                out[n] = at * 64 + _lowest(rest)
                rest &= rest - one
                n += 1
            bit[at] = 0
            some[k] &= some[k] - one
    return n


@njit(**LEAN, inline="always")
def settle_listed(cells: Any, template: int, out: np.ndarray, begin: int, end: int) -> Any:
    """Put places for the keys out[begin:end], all of a template in _LISTED.

    Args:
        cells: `cell` and `shape` of Places.

    Returns:
        The new end, without the keys that have no place.
    """
    cell, shape = cells
    first, rows, columns = shape[template, 0], shape[template, 1], shape[template, 2]
    n = begin if len(cell) else end
    for i in range(n, end):
        a, b = out[i] >> 24 & _PART, out[i] & _PART
        inside = (a < rows) & (b < columns)
        place = cell[first + a * columns + b if inside else first]
        out[n] = place
        n += inside & (place >= 0)
    return n


@njit(**LEAN, inline="always")
def settle(hashed: Any, out: np.ndarray, begin: int, end: int) -> Any:
    """Put places for the keys out[begin:end], of hashed templates, as above.

    Args:
        hashed: `known`, `slot`, `bits` and `taken` of Places.
    """
    known, slot, bits, _ = hashed
    n = begin if len(slot) else end
    for i in range(n, end):
        key = out[i]
        at = _hash(key, bits)
        place = slot[at]
        while place >= 0 and known[place] != key:
            at = (at + 1) & (len(slot) - 1)
            place = slot[at]
        out[n] = place
        n += place >= 0
    return n


@njit(cache=True)
def spans_with(
    table: Places,
    template: int,
    unit: np.ndarray,
    a: np.ndarray,
    values: np.ndarray,
    low: np.ndarray,
    high: np.ndarray,
) -> Any:
    """Return the units and places of pairs of a[i] and each of values[low[i]:high[i]].

    Args:
        template: one that is hashed. unit, a, low, high: int64[n].
    """
    hashed = (table.known, table.slot, table.bits, table.taken)
    out, of = np.empty((high - low).sum() + 1, np.int64), np.empty((high - low).sum(), np.int64)
    n = 0
    for i in range(len(unit)):
        start = n
        for k in range(low[i], high[i]):
            n = put_taken(hashed[3], template, a[i], values[k], out, n)
        n = settle(hashed, out, start, n)
        of[start:n] = unit[i]
    return of[:n], out[:n]
