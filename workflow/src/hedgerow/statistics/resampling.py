"""Compiled resampling of rows, and the tails of resampled statistics.

The random numbers follow from the seed of the run and the number of rows alone, so an interval
depends on neither the shard nor the order of the documents.
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from hedgerow.lean_kernels import LEAN

_GAMMA = np.uint64(0x9E3779B97F4A7C15)
WIDTH = 6
"""Columns that are added up in one pass."""


@njit(cache=True, inline="always")
def split_mix(counter: np.uint64) -> np.uint64:
    """Return the 64 bits of SplitMix64 (Steele, Lea and Flood 2014) for a value of its counter.

    The counter rises by the golden gamma before each call. Its values are independent of each
    other, so that a processor computes several at once.
    """
    z = (counter ^ (counter >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


@njit(cache=True)
def draw_counts(n: int, resamples: int, seed: np.uint64, done: int) -> NDArray[np.float64]:
    """Return how often each of n rows is drawn in resamples of n draws, shape (resamples, n).

    Two rows are drawn from each random number, from a half of its bits each, by multiply and
    shift (Lemire 2019), without the rejection step: for the row counts met here the probabilities
    differ from 1 / n by less than 2**-32, far below what any number of resamples can show.

    Args:
        done: number of resamples drawn before, whose random numbers are skipped.
    """
    counts = np.zeros((resamples, n))
    wide, half, low = np.uint64(n), np.uint64(32), np.uint64(0xFFFFFFFF)
    counter = split_mix(seed) ^ split_mix(wide)
    counter += _GAMMA * np.uint64(done) * np.uint64((n + 1) // 2)
    for r in range(resamples):
        row = counts[r]
        for _ in range(n // 2):
            counter += _GAMMA
            bits = split_mix(counter)
            row[((bits >> half) * wide) >> half] += 1
            row[((bits & low) * wide) >> half] += 1
        if n % 2:
            counter += _GAMMA
            row[((split_mix(counter) >> half) * wide) >> half] += 1
    return counts


@njit(cache=True)
def resample(sums: NDArray[np.float64], resamples: int, seed: np.uint64) -> NDArray[np.float64]:
    """Return the totals of resampled rows, shape (resamples, columns).

    The draws are those of `draw_counts`, added one by one in their order, so that sums of fractions
    are the same on every machine. NaN for fewer than two rows, which cannot vary.
    """
    k = sums.shape[1]
    out = np.full((resamples, k), np.nan)
    if len(sums) < 2:
        return out
    for column in range(0, k, WIDTH):
        width = min(WIDTH, k - column)
        rows = np.zeros((len(sums), WIDTH))
        rows[:, :width] = sums[:, column : column + width]
        counter = split_mix(seed)  # the same draws for all columns
        total = np.empty(WIDTH)
        for r in range(resamples):
            counter = _add_up(rows, counter, total)
            out[r, column : column + width] = total[:width]
    return out


@njit(**LEAN)
def _add_up(rows, counter, total):
    """Add up as many drawn rows as there are rows; return the counter after the draws.

    The six columns are written out so that the sums stay in registers. Indices are unsigned because
    a signed index is tested for a negative value at each access.
    """
    t0 = t1 = t2 = t3 = t4 = t5 = 0.0
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


@njit(cache=True)
def tails(
    values: NDArray[np.float64], low: float, high: float, undefined: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Return two quantiles of each row, shape (2, rows), as `np.quantile` does, without sorting.

    Args:
        values: shape (rows, n), n > 0; the quantiles of a row with NaN are meaningless.
        low, high: their probabilities, below and above a half.
        undefined: receives the number of NaN values of each row, shape (rows,).
    """
    rows, n = values.shape
    out = np.empty((2, rows))
    under, over = low * (n - 1), high * (n - 1)
    least, most = np.empty(min(n, int(under) + 2)), np.empty(n - int(over))
    for r in range(rows):
        least[:], most[:] = np.inf, -np.inf
        undefined[r] = 0
        for i in range(n):
            value = values[r, i]
            undefined[r] += np.isnan(value)
            if value < least[-1]:
                k = len(least) - 1
                while k > 0 and least[k - 1] > value:
                    least[k] = least[k - 1]
                    k -= 1
                least[k] = value
            if value > most[-1]:
                k = len(most) - 1
                while k > 0 and most[k - 1] < value:
                    most[k] = most[k - 1]
                    k -= 1
                most[k] = value
        out[0, r] = _between(least[int(under)], least[-1], under - int(under))
        out[1, r] = _between(most[-1], most[max(0, len(most) - 2)], over - int(over))
    return out


@njit(**LEAN)
def _between(a, b, share):
    """Return the point at this share of the way from a to b, computed from the nearer end."""
    return a + (b - a) * share if share < 0.5 else b - (b - a) * (1 - share)
