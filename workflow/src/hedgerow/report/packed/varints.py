"""Whole numbers as bytes: seven bits a byte, the lowest first, the top bit where more follow."""

from __future__ import annotations

import numpy as np
from numba import njit

from hedgerow.lean_kernels import LEAN

_BITS = 7
_LONGEST = 9
"""Bytes of the largest number, of 63 bits."""


def varints(values: np.ndarray) -> bytes:
    """Return whole numbers from 0 as bytes (LEB128).

    >>> varints(np.array([5, 127, 128, 300])).hex(" ")
    '05 7f 80 01 ac 02'
    """
    return varints_with_sizes(values)[0]


def varints_with_sizes(values: np.ndarray) -> tuple[bytes, np.ndarray]:
    """Return whole numbers from 0 as bytes, and int64[N]: the bytes of each."""
    data, sizes = np.empty(_LONGEST * len(values), np.uint8), np.empty(len(values), np.int64)
    end = _encode(np.ascontiguousarray(values, np.int64), data, sizes)
    return data[:end].tobytes(), sizes


@njit(**LEAN)
def _encode(values, data, sizes):
    end = 0
    for k in range(len(values)):
        begin, rest = end, values[k]
        while rest > 0x7F:
            data[end] = rest & 0x7F | 0x80
            rest >>= _BITS
            end += 1
        data[end] = rest
        end += 1
        sizes[k] = end - begin
    return end
