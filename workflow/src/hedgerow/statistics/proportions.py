"""Shares: their intervals and the distance between two of them."""

from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


def wilson(k: ArrayLike, n: ArrayLike, level: float = 0.95) -> tuple[Floats, Floats]:
    """Return the Wilson score interval of the share k / n.

    (k + z^2 / 2 +- z sqrt(k (n - k) / n + z^2 / 4)) / (n + z^2), z the normal quantile of
    (1 + level) / 2; without continuity correction.

    Source: Wilson (1927), "Probable inference, the law of succession, and statistical
    inference", Journal of the American Statistical Association 22.

    Args:
        k: successes, 0 <= k <= n; broadcast with n.
        n: trials.
        level: coverage.

    Returns:
        Lower and upper bounds in [0, 1], each in the broadcast shape; NaN where n = 0.

    Raises:
        ValueError: k below 0 or above n.

    >>> low, high = wilson(3, 10)
    >>> round(float(low), 3), round(float(high), 3)
    (0.108, 0.603)
    """
    k, n = np.broadcast_arrays(np.asarray(k, np.float64), np.asarray(n, np.float64))
    if ((k < 0) | (k > n)).any():
        raise ValueError("wilson: k must lie between 0 and n")
    z2 = NormalDist().inv_cdf((1 + level) / 2) ** 2
    n = np.where(n > 0, n, np.nan)
    centre = k + z2 / 2
    half = np.sqrt(z2 * (k * (n - k) / n + z2 / 4))
    # the bounds at k = 0 and k = n are exactly 0 and 1, which rounding misses
    low = np.where(k == 0, 0 * n, np.maximum((centre - half) / (n + z2), 0.0))
    high = np.where(k == n, 0 * n + 1, np.minimum((centre + half) / (n + z2), 1.0))
    return low, high


def wilson_effective(
    share: float, variance: float, freedom: float, level: float = 0.95
) -> tuple[float, float]:
    """Return Wilson's interval of an estimated share, with its effective sample size.

    The effective sample size is share (1 - share) / variance, that of a simple random sample with
    the same variance; the normal quantile gives way to that of t.

    Source: Franco, Little, Louis and Slud (2019), "Comparative study of confidence intervals for
    proportions in complex sample surveys", Journal of Survey Statistics and Methodology 7.

    Args:
        share: estimate in [0, 1].
        variance: its variance, > 0.
        freedom: degrees of freedom of the variance, >= 1.
        level: coverage.

    Returns:
        Lower and upper bound in [0, 1]. For a share of 0 or 1, which has no effective sample size,
        one half of an observation is added to 1 / sqrt(variance) of them.

    >>> low, high = wilson_effective(0.3, 0.021, 1e9)
    >>> round(low, 3), round(high, 3)
    (0.108, 0.603)
    """
    from scipy.special import stdtrit

    size = 1 / np.sqrt(variance)
    inside = float(np.clip(share, 0.5 / (size + 1), (size + 0.5) / (size + 1)))
    n = inside * (1 - inside) / variance
    q2 = float(stdtrit(freedom, (1 + level) / 2)) ** 2
    centre, half = share * n + q2 / 2, np.sqrt(q2 * (n * share * (1 - share) + q2 / 4))
    return max(0.0, float((centre - half) / (n + q2))), min(1.0, float((centre + half) / (n + q2)))


def cohen_h(p1: ArrayLike, p2: ArrayLike) -> Floats:
    """Return Cohen's effect size for two shares, 2 asin(sqrt(p1)) - 2 asin(sqrt(p2)).

    Positive where p1 > p2; 0.2, 0.5 and 0.8 in size are called small, medium and large. NaN
    where a share is NaN.

    Source: Cohen (1988), Statistical Power Analysis for the Behavioral Sciences, chapter 6.

    Raises:
        ValueError: a share outside [0, 1].

    >>> float(cohen_h(0.5, 0.25).round(3))
    0.524
    """
    p1, p2 = np.asarray(p1, np.float64), np.asarray(p2, np.float64)
    if any(((p < 0) | (p > 1)).any() for p in (p1, p2)):
        raise ValueError("cohen_h: shares must lie between 0 and 1")
    return np.asarray(2 * np.arcsin(np.sqrt(p1)) - 2 * np.arcsin(np.sqrt(p2)))
