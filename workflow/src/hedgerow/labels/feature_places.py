"""The places of features among those with weights: from keys to places, in order."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numba import njit

from hedgerow.labels.feature_space import TEMPLATE_NUMBER

_PART = (1 << 24) - 1  # a part of a key, see feature_key
_LISTED = tuple(
    TEMPLATE_NUMBER[name]
    for name in ("word", "open", "class", "twice", "near", "openclass", "term", "long", "stem")
)
"""Templates of so few features that a list has a cell for each; the others are hashed."""
_MIX = np.uint64(0x9E3779B97F4A7C15)  # 2 ** 64 over the golden ratio: spreads keys over a table
_FILTER = 20
"""Bits of the hashes that are marked as taken: the marks stay in the processor's cache."""
_FEW = 24
"""Features that are put into order one by one; more are sorted by bytes."""


class Places(NamedTuple):
    """The places of the keys of a model; a table without keys takes every key for its place."""

    known: np.ndarray  # int64[F], the keys
    cell: np.ndarray  # int32[...], places of the features of _LISTED; -1 for none
    shape: np.ndarray  # int64[templates, 3], first cell of a template, its rows and columns
    slot: np.ndarray  # int32[2 ** bits], places of the others by the hash of the key; -1 where free
    bits: int
    taken: np.ndarray  # uint8[...], a bit for each hash of _FILTER bits, set if a key has it


def places_of(known: np.ndarray | None) -> Places:
    """Return the table of the keys `known`, int64[F], sorted; None stands for all keys."""
    n, none = len(TEMPLATE_NUMBER), np.zeros(0, np.int32)
    shape = np.zeros((n, 3), np.int64)
    if known is None:
        all_taken = np.full(1 << _FILTER - 3, 255, np.uint8)
        return Places(np.zeros(0, np.int64), none, shape, none, 0, all_taken)
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
    )
    _fill(table, np.isin(np.arange(n), _LISTED))
    return table


@njit(cache=True, inline="always")
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


@njit(cache=True, inline="always")
def put(template: int, a: int, b: int, out: np.ndarray, n: int) -> Any:
    """Write the key of a feature at out[n]; return the next n, the same if a part is unknown."""
    out[n] = (template << 48) | (a << 24) | b
    return n + ((a >= 0) & (b >= 0))


@njit(cache=True, inline="always")
def put_taken(taken: np.ndarray, template: int, a: int, b: int, out: np.ndarray, n: int) -> Any:
    """Write the key of a feature that is hashed, as `put`, unless no wanted key has its hash."""
    key = (template << 48) | (a << 24) | b
    bit = _hash(key, _FILTER)
    out[n] = key
    return n + ((a >= 0) & (b >= 0) & (taken[bit >> 3] >> (bit & 7)) & 1)


@njit(cache=True)
def _sort(out, begin, end):
    out[begin:end].sort()


@njit(cache=True)
def _by_bytes(out, begin, end, largest, spare, count):
    """Sort out[begin:end], numbers from 0 to the largest, by one byte after the other."""
    size, shift = end - begin, 0
    while largest >> shift:
        count[:] = 0
        for i in range(begin, end):
            count[(out[i] >> shift & 255) + 1] += 1
        for byte in range(256):
            count[byte + 1] += count[byte]
        for i in range(begin, end):
            byte = out[i] >> shift & 255
            spare[count[byte]] = out[i]
            count[byte] += 1
        for i in range(size):
            out[begin + i] = spare[i]
        shift += 8


@njit(cache=True)
def put_in_order(
    out: np.ndarray, begin: int, end: int, largest: int, spare: np.ndarray, count: np.ndarray
) -> Any:
    """Sort the places out[begin:end] and leave repeats out; return the new end.

    Args:
        largest: the largest place; below 0 for keys in their stead.
        spare: int64[...], as many as there are places. count: int64[257].
    """
    if largest < 0:
        _sort(out, begin, end)
    elif end - begin > _FEW:
        _by_bytes(out, begin, end, largest, spare, count)
    else:
        for i in range(begin + 1, end):
            value, j = out[i], i
            while j > begin and out[j - 1] > value:
                out[j] = out[j - 1]
                j -= 1
            out[j] = value
    n, last = begin, np.int64(-1)
    for i in range(begin, end):
        value = out[i]
        out[n] = value
        n += value != last
        last = value
    return n


@njit(cache=True, inline="always")
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


@njit(cache=True, inline="always")
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
