"""Compiled resampling of rows, with a generator of its own per document.

Each document draws from its own stream, seeded from the run's seed and a key of the document,
so an interval depends on neither the shard nor the order in which the document is met.
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray


@njit(cache=True)
def resample(
    sums: NDArray[np.float64],
    offsets: NDArray[np.int64],
    keys: NDArray[np.uint64],
    resamples: int,
    seed: np.uint64,
) -> NDArray[np.float64]:
    """Return the totals of resampled rows, shape (documents, resamples, columns).

    sums (rows, columns), offsets (documents + 1,), keys (documents,). A document with fewer
    than two rows cannot vary and gets NaN.
    """
    n, k = offsets.size - 1, sums.shape[1]
    out = np.full((n, resamples, k), np.nan)
    total = np.empty(k)
    state = np.empty(4, np.uint64)
    for i in range(n):
        start, rows = offsets[i], offsets[i + 1] - offsets[i]
        if rows < 2:
            continue
        seed_state(state, seed ^ keys[i])
        for r in range(resamples):
            total[:] = 0.0
            for _ in range(rows):
                row = start + _below(state, rows)
                for c in range(k):
                    total[c] += sums[row, c]
            out[i, r, :] = total
    return out


@njit(cache=True)
def seed_state(state: NDArray[np.uint64], seed: np.uint64) -> None:
    """Fill the four words of the state by SplitMix64 (Steele, Lea and Flood 2014)."""
    for j in range(4):
        seed += np.uint64(0x9E3779B97F4A7C15)
        z = seed
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        state[j] = z ^ (z >> np.uint64(31))


@njit(cache=True)
def next_word(state: NDArray[np.uint64]) -> np.uint64:
    """Return the next 64 bits of xoshiro256++ (Blackman and Vigna 2021) and advance the state."""
    result = _rotate(state[0] + state[3], 23) + state[0]
    shifted = state[1] << np.uint64(17)
    state[2] ^= state[0]
    state[3] ^= state[1]
    state[1] ^= state[2]
    state[0] ^= state[3]
    state[2] ^= shifted
    state[3] = _rotate(state[3], 45)
    return result


@njit(cache=True)
def _rotate(x: np.uint64, k: int) -> np.uint64:
    return (x << np.uint64(k)) | (x >> np.uint64(64 - k))


@njit(cache=True)
def _below(state: NDArray[np.uint64], n: int) -> np.int64:
    """Return a number in 0..n-1 by multiply and shift (Lemire 2019).

    Without the rejection step: for the row counts met here, under 2**32, the probabilities
    differ from 1 / n by less than 2**-32, far below what any number of resamples can show.
    """
    return np.int64(((next_word(state) >> np.uint64(32)) * np.uint64(n)) >> np.uint64(32))
