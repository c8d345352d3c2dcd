"""A filter for hashes that occur in several documents."""

from __future__ import annotations

import numpy as np
from numba import njit

_SLOTS_PER_HASH = 8
_LARGEST = 1 << 32
_WORD, _LOW = np.uint64(6), np.uint64(63)


def slot_bits(expected: int) -> int:
    """Return how many bits of a hash give its slot, for about so many distinct hashes."""
    bits = 10
    while 1 << bits < min(_SLOTS_PER_HASH * expected, _LARGEST):
        bits += 1
    return bits


class HashFilter:
    """Two bits a slot: whether one document has a hash of this slot, and whether several have.

    Hashes in the same slot count as equal, so that a few hashes of a single document pass (a tenth
    of them with eight slots a hash); this avoids sorting. That a hash does not pass is certain.

    >>> held = HashFilter(3)
    >>> hashes = np.array([7, 8, 7, 7], np.uint64)
    >>> held.add(hashes, np.array([0, 2, 4]))
    >>> held.several(hashes).tolist()
    [True, False, True, True]
    """

    def __init__(self, expected: int) -> None:
        """Make room for about so many distinct hashes."""
        size = 1 << slot_bits(expected)
        self._mask = np.uint64(size - 1)
        self._one, self._more = np.zeros(size >> 6, np.uint64), np.zeros(size >> 6, np.uint64)

    def add(self, hashes: np.ndarray, edges: np.ndarray) -> None:
        """Add the hashes of whole documents, each once for each of them.

        Args:
            hashes: uint64[T]; 0 is no hash.
            edges: int64[D + 1], first hash of each document; the last is the end.
        """
        _add(hashes, edges, self._mask, self._one, self._more)

    def several(self, hashes: np.ndarray) -> np.ndarray:
        """Return bool[T]: several of the documents have the hash; False for 0."""
        return _several(hashes, self._mask, self._more)


@njit(cache=True)
def _add(hashes, edges, mask, one, more):
    for d in range(len(edges) - 1):
        of_document = np.sort(hashes[edges[d] : edges[d + 1]])
        for i in range(len(of_document)):
            h = of_document[i]
            if h == 0 or (i > 0 and h == of_document[i - 1]):
                continue
            slot = h & mask
            bit = np.uint64(1) << (slot & _LOW)
            if one[slot >> _WORD] & bit:
                more[slot >> _WORD] |= bit
            else:
                one[slot >> _WORD] |= bit


@njit(cache=True)
def _several(hashes, mask, more):
    out = np.zeros(len(hashes), np.bool_)
    for i in range(len(hashes)):
        slot = hashes[i] & mask
        out[i] = hashes[i] != 0 and more[slot >> _WORD] >> (slot & _LOW) & np.uint64(1) != 0
    return out


@njit(cache=True)
def count_shared(
    hashes: np.ndarray, owner: np.ndarray, doc: np.ndarray, mask: np.uint64, shared: np.ndarray
) -> None:
    """Add to `shared` how many hashes of each owner are in a slot with others, as the filter finds.

    A hash is alone in its slot where no other hash and no other document has one there.

    Args:
        hashes: uint64[n], some of the slots of a filter: the bits of `mask` tell them apart.
        owner: uint32[n], whose hash it is. doc: int32[...], document of each owner.
        shared: int32[...], of each owner.
    """
    held, of = np.zeros(mask + np.uint64(1), np.uint64), np.zeros(mask + np.uint64(1), np.int32)
    several = np.zeros(mask + np.uint64(1), np.bool_)
    for i in range(len(hashes)):
        slot = hashes[i] & mask
        if held[slot] == 0:
            held[slot], of[slot] = hashes[i], doc[owner[i]]
        elif held[slot] != hashes[i] or of[slot] != doc[owner[i]]:
            several[slot] = True
    for i in range(len(hashes)):
        shared[owner[i]] += several[hashes[i] & mask]
