"""Effect sizes for the difference between two groups or within pairs, with intervals."""

from math import sqrt
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from hedgerow.statistics.bootstrap import interval
from hedgerow.statistics.estimate import UNDEFINED, Estimate

Floats = NDArray[np.float64]


def hedges_g(x: Floats, y: Floats, level: float = 0.95) -> Estimate:
    """Return the standardised difference of means, corrected for small samples.

    d = (mean x - mean y) / pooled sd; g = J d with J = 1 - 3 / (4 (n1 + n2 - 2) - 1); the
    interval is g +- z J sqrt((n1 + n2) / (n1 n2) + d^2 / (2 (n1 + n2))).

    Source: Hedges (1981), Journal of Educational Statistics 6; the variance as in Borenstein,
    Hedges, Higgins and Rothstein (2009), Introduction to Meta-Analysis, chapter 4.

    Args:
        x, y: the values of each group, shapes (n1,) and (n2,).
        level: coverage.

    Returns:
        NaN where a group has fewer than two values or neither varies.

    >>> round(hedges_g(np.array([4.0, 5, 6]), np.array([1.0, 2, 3])).value, 2)
    2.4
    """
    n1, n2 = x.size, y.size
    if min(n1, n2) < 2:
        return UNDEFINED
    freedom = n1 + n2 - 2
    pooled = sqrt(((n1 - 1) * variance(x) + (n2 - 1) * variance(y)) / freedom)
    if pooled == 0:
        return UNDEFINED
    d = (x.mean() - y.mean()) / pooled
    correction = 1 - 3 / (4 * freedom - 1)
    half = _z(level) * correction * sqrt((n1 + n2) / (n1 * n2) + d**2 / (2 * (n1 + n2)))
    return Estimate(
        float(correction * d), float(correction * d - half), float(correction * d + half)
    )


def cliffs_delta(x: Floats, y: Floats, level: float = 0.95) -> Estimate:
    """Return P(x > y) - P(x < y) for one value drawn from each group.

    The interval is Cliff's asymmetric one with the unbiased estimate of the variance, never
    below (1 - delta^2) / (n1 n2 - 1), and t quantiles with n1 + n2 - 2 degrees of freedom.
    Where the groups do not overlap (delta = +-1, variance 0) the inner bound is
    (n - t^2) / (n + t^2), n the smaller group.

    Source: Cliff (1993), Psychological Bulletin 114; Feng and Cliff (2004), Journal of Modern
    Applied Statistical Methods 3.

    Arguments as in `hedges_g`. Returns NaN where a group has fewer than two values. Memory and
    time grow with (n1 + n2) log(n1 + n2), not with n1 n2.

    >>> cliffs_delta(np.array([4.0, 5, 6]), np.array([1.0, 2, 5])).value.__round__(3)
    0.667
    """
    n1, n2 = x.size, y.size
    if min(n1, n2) < 2:
        return UNDEFINED
    from scipy.special import stdtrit

    t = float(stdtrit(n1 + n2 - 2, (1 + level) / 2))
    rows, columns = _dominance(x, y), -_dominance(y, x)
    delta = float(rows.mean())
    if abs(delta) == 1:
        inner = (min(n1, n2) - t**2) / (min(n1, n2) + t**2)
        return Estimate(delta, inner, 1.0) if delta > 0 else Estimate(delta, -1.0, -inner)
    # the sum over all pairs of (d_ij - delta)^2, where d_ij^2 is 1 unless the pair is tied
    cells = n1 * n2 * (1 - delta**2) - _ties(x, y)
    spread = n2**2 * ((rows - delta) ** 2).sum() + n1**2 * ((columns - delta) ** 2).sum() - cells
    squared = max(float(spread) / (n1 * n2 * (n1 - 1) * (n2 - 1)), (1 - delta**2) / (n1 * n2 - 1))
    half = t * sqrt(squared) * sqrt((1 - delta**2) ** 2 + t**2 * squared)
    scale = 1 - delta**2 + t**2 * squared
    low, high = (delta - delta**3 - half) / scale, (delta - delta**3 + half) / scale
    return Estimate(delta, max(low, -1.0), min(high, 1.0))


def rank_biserial(
    differences: Floats, *, seed: int, resamples: int = 2000, level: float = 0.95
) -> Estimate:
    """Return the matched-pairs rank-biserial correlation, (W+ - W-) / (W+ + W-).

    W+ and W- are the sums of the ranks of the positive and the negative differences by size,
    zero differences left out: 1 where every pair differs upwards, -1 downwards. The interval
    is the percentile bootstrap over pairs.

    Source: Kerby (2014), "The simple difference formula", Comprehensive Psychology 3.

    Args:
        differences: one per pair, shape (pairs,).
        seed, resamples, level: of the bootstrap.

    Returns:
        NaN where no pair differs; the bounds NaN for fewer than two pairs.

    >>> round(rank_biserial(np.array([1.0, 2.0, -0.5]), seed=1).value, 3)
    0.667
    """
    differences = differences[np.lexsort((differences, np.abs(differences)))]
    n = differences.size
    value = float(_rank_biserial(differences, np.ones((1, n)))[0])
    if n < 2:
        return Estimate(value, float("nan"), float("nan"))
    rng = np.random.default_rng(seed)
    # in chunks: 2,000 resamples of a large corpus at once would take gigabytes
    chunk = max(1, 2_000_000 // n)
    drawn = [
        _rank_biserial(differences, _weights(rng, min(chunk, resamples - start), n))
        for start in range(0, resamples, chunk)
    ]
    low, high = interval(np.concatenate(drawn), level)
    return Estimate(value, float(low), float(high))


def variance(x: Floats) -> float:
    """Return the sample variance; exactly 0 where all values are equal, which rounding misses."""
    return float(x.var(ddof=1)) if np.ptp(x) > 0 else 0.0


def _weights(rng: np.random.Generator, resamples: int, n: int) -> Floats:
    """Return how often each of n items is drawn in each resample, shape (resamples, n)."""
    drawn = rng.integers(0, n, (resamples, n)) + n * np.arange(resamples)[:, None]
    counts = np.bincount(drawn.ravel(), minlength=resamples * n)
    return counts.reshape(resamples, n).astype(np.float64)


def _rank_biserial(differences: Floats, weights: Floats) -> Floats:
    """Return the coefficient for each row of weights, shape (rows, n) -> (rows,).

    The differences (n,) are sorted by size, so ranks are running totals of the weights and no
    resample needs sorting.
    """
    out = np.full(len(weights), np.nan)
    if not differences.size:
        return out
    sizes, starts = np.unique(np.abs(differences), return_index=True)
    drawn = np.add.reduceat(weights, starts, axis=1)
    signed = np.add.reduceat(weights * np.sign(differences), starts, axis=1)
    drawn *= sizes > 0
    # the mean rank of those equal in size
    ranks = np.cumsum(drawn, axis=1) - (drawn - 1) / 2
    total = (drawn * ranks).sum(1)
    return np.divide((signed * ranks).sum(1), total, out=out, where=total > 0)


def _dominance(x: Floats, y: Floats) -> Floats:
    """Return for each x the share of y below it minus the share above it."""
    ordered = np.sort(y)
    below = np.searchsorted(ordered, x, "left")
    above = y.size - np.searchsorted(ordered, x, "right")
    return np.asarray((below - above) / y.size)


def _ties(x: Floats, y: Floats) -> int:
    """Return the number of pairs with x = y."""
    ordered = np.sort(y)
    return int((np.searchsorted(ordered, x, "right") - np.searchsorted(ordered, x, "left")).sum())


def _z(level: float) -> float:
    return NormalDist().inv_cdf((1 + level) / 2)
