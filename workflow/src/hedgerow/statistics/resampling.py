"""Compiled resampling of rows, with a generator of its own per document.

Each document draws from its own stream, seeded from the run's seed and a key of the document,
so an interval depends on neither the shard nor the order in which the document is met.
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

_GAMMA = np.uint64(0x9E3779B97F4A7C15)
_WIDTH = 6


@njit(cache=True, inline="always")
def split_mix(counter: np.uint64) -> np.uint64:
    """Return the 64 bits of SplitMix64 (Steele, Lea and Flood 2014) for a value of its counter.

    The counter goes up by the golden gamma before each call. Its values do not depend on each
    other, so a processor works on several at once.
    """
    z = (counter ^ (counter >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


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

    Two rows are drawn from each random number, from a half of its bits each, by multiply and
    shift (Lemire 2019), without the rejection step: for the row counts met here the probabilities
    differ from 1 / n by less than 2**-32, far below what any number of resamples can show.
    """
    n, k = offsets.size - 1, sums.shape[1]
    out = np.full((n, resamples, k), np.nan)
    for i in range(n):
        rows = sums[offsets[i] : offsets[i + 1]]
        if len(rows) < 2:
            continue
        counter = split_mix(seed) ^ keys[i]  # the same draws for all columns
        if k > _WIDTH and _are_counts(rows):
            for column in range(0, k, 2 * _WIDTH):
                _resample_counts(rows[:, column:], counter, out[i, :, column:])
        else:
            for column in range(0, k, _WIDTH):
                _resample_numbers(rows[:, column:], counter, out[i, :, column:])
    return out


@njit(cache=True)
def _are_counts(rows):
    """Say whether all values are whole and no sum of as many rows can pass 32 bits."""
    most = 2.0**32 / len(rows)
    for row in range(rows.shape[0]):
        for column in range(rows.shape[1]):
            value = rows[row, column]
            if not 0 <= value < most or value != np.floor(value):
                return False
    return True


@njit(cache=True)
def _resample_numbers(rows, counter, out):
    """Fill the first columns of `out`, as many as are added up at once."""
    width = min(_WIDTH, rows.shape[1])
    padded = np.zeros((len(rows), _WIDTH))
    padded[:, :width] = rows[:, :width]
    total = np.empty(_WIDTH)
    for r in range(len(out)):
        counter = _add_up(padded, counter, total)
        out[r, :width] = total[:width]


@njit(cache=True)
def _resample_counts(rows, counter, out):
    """Fill the first columns of `out`, twice as many: a number holds two counts of 32 bits."""
    half, low = np.uint64(32), np.uint64(0xFFFFFFFF)
    width = min(2 * _WIDTH, rows.shape[1])
    packed = np.zeros((len(rows), _WIDTH), np.uint64)
    for row in range(len(rows)):
        for column in range(width):
            packed[row, column // 2] |= np.uint64(rows[row, column]) << half * np.uint64(column % 2)
    total = np.empty(_WIDTH, np.uint64)
    for r in range(len(out)):
        counter = _add_up(packed, counter, total)
        for column in range(width):
            # signed numbers are the quicker ones to make floats of
            out[r, column] = np.int64(total[column // 2] >> half * np.uint64(column % 2) & low)


@njit(cache=True)
def _add_up(rows, counter, total):
    """Add up as many drawn rows as there are; return the counter after the draws.

    Six columns, written out, so that the sums stay in registers. Places are unsigned: a signed
    one would be asked each time whether it counts from the end.
    """
    t0 = t1 = t2 = t3 = t4 = t5 = rows.dtype.type(0)
    n, half, low = np.uint64(len(rows)), np.uint64(32), np.uint64(0xFFFFFFFF)
    for _ in range(len(rows) // 2):
        counter += _GAMMA
        bits = split_mix(counter)
        a = ((bits >> half) * n) >> half
        b = ((bits & low) * n) >> half
        t0 += rows[a, 0] + rows[b, 0]
        t1 += rows[a, 1] + rows[b, 1]
        t2 += rows[a, 2] + rows[b, 2]
        t3 += rows[a, 3] + rows[b, 3]
        t4 += rows[a, 4] + rows[b, 4]
        t5 += rows[a, 5] + rows[b, 5]
    if len(rows) % 2:
        counter += _GAMMA
        a = ((split_mix(counter) >> half) * n) >> half
        t0 += rows[a, 0]
        t1 += rows[a, 1]
        t2 += rows[a, 2]
        t3 += rows[a, 3]
        t4 += rows[a, 4]
        t5 += rows[a, 5]
    total[0], total[1], total[2] = t0, t1, t2
    total[3], total[4], total[5] = t3, t4, t5
    return counter
