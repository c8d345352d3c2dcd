"""Of many short texts, those that nearly repeat an earlier one, without a list of their pairs."""

from __future__ import annotations

import numpy as np
from numba import njit

from hedgerow.lean_kernels import LEAN
from hedgerow.overlap.duplicates import ALL_PAIRS, CROWD, NEIGHBOURS, ROWS, band_keys
from hedgerow.overlap.signatures import PERMUTATIONS, minhash_rows

_BITS = np.uint64(63)


def near_originals(
    shingles: np.ndarray, offset: np.ndarray, near: float
) -> tuple[np.ndarray, np.ndarray]:
    """Return the text that each text nearly repeats, and how similar they are.

    A text whose Jaccard similarity with an earlier one is at least `near` repeats the most similar
    of these (of ties, the first). The pairs that are compared are those of `candidate_pairs`; they
    are gone through band by band, so that none has to be held.

    Args:
        shingles, offset: of the texts, as in `Signatures`; each text has some, and no two texts
            have the same words.

    Returns:
        int64[n], -1 where a text repeats none, and float64[n], NaN there.
    """
    n = len(offset) - 1
    original, similarity = np.full(n, -1, np.int64), np.full(n, np.nan)
    sketch = _sketches(shingles, offset)
    found = (shingles, offset, sketch, near, original, similarity)
    if n <= ALL_PAIRS:
        _compare(np.arange(n), np.array([0, n]), ALL_PAIRS, NEIGHBOURS, *found)
        return original, similarity
    for first in range(0, PERMUTATIONS, ROWS):
        keys = band_keys(minhash_rows(shingles, offset, first, first + ROWS), first)
        order = np.argsort(keys)
        keys = keys[order]
        begin = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]]))
        del keys
        edges = np.append(begin, n)
        _sort_groups(order, edges)
        _compare(order, edges, CROWD, NEIGHBOURS, *found)
    return original, similarity


@njit(cache=True)
def _sketches(shingles, offset):
    """Return uint64[n]: a bit for each shingle of a text, some for several."""
    out = np.zeros(len(offset) - 1, np.uint64)
    for i in range(len(out)):
        for k in range(offset[i], offset[i + 1]):
            out[i] |= np.uint64(1) << (shingles[k] & _BITS)
    return out


@njit(cache=True)
def _sort_groups(order, edges):
    for g in range(len(edges) - 1):
        if edges[g + 1] - edges[g] > 1:
            order[edges[g] : edges[g + 1]].sort()


@njit(**LEAN)
def _compare(order, edges, crowd, neighbours, shingles, offset, sketch, near, original, similarity):
    """Compare the texts of each group, and keep the most similar earlier one of each.

    order: texts, group by group, those of a group ascending.
    edges: first place of each group, and the end.
    """
    for g in range(len(edges) - 1):
        size = edges[g + 1] - edges[g]
        if size == 1:
            continue
        first = edges[g]
        for rank in range(1, size):
            b = order[first + rank]
            nearest = rank - neighbours if size > crowd else 0
            for k in range(max(nearest, 0), rank):
                _compare_two(
                    order[first + k], b, shingles, offset, sketch, near, original, similarity
                )
            if nearest > 0:
                _compare_two(order[first], b, shingles, offset, sketch, near, original, similarity)


@njit(**LEAN)
def _compare_two(a, b, shingles, offset, sketch, near, original, similarity):
    """Let text b repeat text a where no text known so far is as similar."""
    held = original[b]
    if held == a:
        return
    least = near if held < 0 else similarity[b]
    total = offset[a + 1] - offset[a] + offset[b + 1] - offset[b]
    # a bit that only one of them has is of a shingle that only it has
    apart = _set_bits(sketch[a] ^ sketch[b])
    bound = (total - apart) / (total + apart)
    if bound < least or (bound == least and held >= 0 and held < a):
        return
    value = _jaccard_from(shingles, offset, a, b, least)
    if value > least or (value == least and (held < 0 or a < held)):
        original[b], similarity[b] = a, value


@njit(**LEAN)
def _set_bits(x):
    x -= (x >> np.uint64(1)) & np.uint64(0x5555555555555555)
    x = (x & np.uint64(0x3333333333333333)) + ((x >> np.uint64(2)) & np.uint64(0x3333333333333333))
    x = (x + (x >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return np.int64((x * np.uint64(0x0101010101010101)) >> np.uint64(56))


@njit(**LEAN)
def _jaccard_from(shingles, offset, a, b, least):
    """Return the Jaccard similarity of two texts, or -1 where it is below `least`."""
    i, i_end = offset[a], offset[a + 1]
    j, j_end = offset[b], offset[b + 1]
    total = i_end - i + j_end - j
    # with one to spare, as `least` is rounded
    needed = np.int64(least * total / (1 + least)) - 1
    common = 0
    while i < i_end and j < j_end:
        if common + min(i_end - i, j_end - j) < needed:
            return -1.0
        x, y = shingles[i], shingles[j]
        common += x == y
        i += x <= y
        j += y <= x
    return common / (total - common)
