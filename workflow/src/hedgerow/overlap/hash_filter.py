"""A filter for hashes that occur in several documents."""

from __future__ import annotations

import numpy as np
from numba import njit

_LARGEST_TABLE = 1 << 26


def held_by_several(hashes: np.ndarray, doc: np.ndarray) -> np.ndarray:
    """Return bool[T]: several documents have the hash; 0 is no hash.

    False is certain. A few hashes of a single document come out True, because hashes in the same
    slot of the table count as equal; this avoids sorting.

    Args:
        hashes: uint64[T].
        doc: int32[T], the document of each hash.

    >>> held_by_several(np.array([7, 8, 7], np.uint64), np.array([0, 0, 1], np.int32)).tolist()
    [True, False, True]
    """
    size = 1 << 10
    while size < min(2 * len(hashes), _LARGEST_TABLE):
        size *= 2
    return _not_alone(hashes, doc, np.full(size, -1, np.int32), np.zeros(size, np.bool_))


@njit(cache=True)
def _not_alone(hashes, doc, last_doc, several):
    mask = np.uint64(len(last_doc) - 1)
    out = np.zeros(len(hashes), np.bool_)
    for i in range(len(hashes)):
        if hashes[i] != 0:
            slot = hashes[i] & mask
            if last_doc[slot] < 0:
                last_doc[slot] = doc[i]
            elif last_doc[slot] != doc[i]:
                several[slot] = True
    for i in range(len(hashes)):
        out[i] = hashes[i] != 0 and several[hashes[i] & mask]
    return out
