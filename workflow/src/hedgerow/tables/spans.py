"""Consecutive spans of rows: n spans are n + 1 offsets, added up in one pass."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numba import njit

from hedgerow.lean_kernels import LEAN


def offsets_of(lengths: np.ndarray | Sequence[int]) -> np.ndarray:
    """Return int64[n + 1]: where consecutive spans of these lengths begin.

    >>> offsets_of([2, 0, 3]).tolist()
    [0, 2, 2, 5]
    """
    offsets = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=offsets[1:])
    return offsets


def span_places(begin: np.ndarray, lengths: np.ndarray) -> np.ndarray:
    """Return int64: the places in spans of these lengths, one span after another.

    >>> span_places(np.array([7, 2]), np.array([2, 3])).tolist()
    [7, 8, 2, 3, 4]
    """
    offsets = offsets_of(lengths)
    return np.arange(offsets[-1]) + np.repeat(begin - offsets[:-1], lengths)


@njit(cache=True)
def span_counts(flags: np.ndarray, offsets: np.ndarray) -> np.ndarray:
    """Return int64[n]: how many of bool[rows] are set in the rows offsets[i]:offsets[i + 1].

    >>> span_counts(np.array([True, False, True]), np.array([0, 1, 3])).tolist()
    [1, 1]
    """
    counts = np.zeros(len(offsets) - 1, np.int64)
    for i in range(len(counts)):
        for row in range(offsets[i], offsets[i + 1]):
            counts[i] += flags[row]
    return counts


def span_sums(values: np.ndarray, offsets: np.ndarray) -> np.ndarray:
    """Add up the rows offsets[i]:offsets[i + 1] for each i; 0 for a span without rows.

    Args:
        values: float64[rows, k].
        offsets: int64[n + 1], rising.

    Returns:
        float64[n, k].
    """
    sums = np.zeros((len(offsets) - 1, values.shape[1]))
    _add_up(values, offsets, sums)
    return sums


@njit(**LEAN)
def _add_up(values, offsets, sums):
    for i in range(len(sums)):
        for row in range(offsets[i], offsets[i + 1]):
            for k in range(values.shape[1]):
                sums[i, k] += values[row, k]
