"""Agreement of measures with one another: correlations and the intraclass correlation."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hedgerow.statistics.estimate import UNDEFINED, Estimate

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Correlations:
    """Correlation matrices of k measures, each of shape (k, k)."""

    n: NDArray[np.int64]
    pearson: Floats
    spearman: Floats


def correlations(values: ArrayLike) -> Correlations:
    """Return Pearson's and Spearman's correlation of each pair of measures.

    Pearson's r is the covariance over the product of the standard deviations; Spearman's rho
    is Pearson's r of the ranks, ties given their mean rank.

    Args:
        values: one row per document, one column per measure, shape (documents, k). NaN where
            a measure is undefined; each pair of measures uses the documents that have both.

    Returns:
        `Correlations`; n is the number of documents in each pair. NaN for fewer than two
        documents or a measure that does not vary among them.

    >>> correlations([[1, 1], [2, 8], [3, 27]]).spearman.tolist()
    [[1.0, 1.0], [1.0, 1.0]]
    """
    table = np.asarray(values, dtype=np.float64)
    k = table.shape[1]
    defined = ~np.isnan(table)
    n = np.zeros((k, k), dtype=np.int64)
    r, rho = np.full((k, k), np.nan), np.full((k, k), np.nan)
    whole = {j: _ranks(table[:, j]) for j in range(k) if defined[:, j].all()}
    for i in range(k):
        for j in range(i, k):
            both = defined[:, i] & defined[:, j]
            x, y = table[both, i], table[both, j]
            n[i, j] = n[j, i] = x.size
            r[i, j] = r[j, i] = pearson(x, y)
            complete = i in whole and j in whole
            ranks = (whole[i], whole[j]) if complete else (_ranks(x), _ranks(y))
            rho[i, j] = rho[j, i] = pearson(*ranks)
    return Correlations(n, r, rho)


def pearson(x: ArrayLike, y: ArrayLike) -> float:
    """Return Pearson's r of two arrays of equal length.

    NaN for fewer than two values or an array that does not vary.

    >>> round(pearson([1, 2, 3], [1, 2, 4]), 3)
    0.982
    """
    x, y = np.asarray(x, np.float64), np.asarray(y, np.float64)
    if x.size < 2 or np.ptp(x) == 0 or np.ptp(y) == 0:
        return float("nan")
    dx, dy = x - x.mean(), y - y.mean()
    r = (dx @ dy) / np.sqrt((dx @ dx) * (dy @ dy))
    return float(np.clip(r, -1.0, 1.0))


def icc_2_1(ratings: ArrayLike, level: float = 0.95) -> Estimate:
    """Return the intraclass correlation ICC(2,1) with its F-based interval.

    Two-way random effects, absolute agreement, a single rater:
    (BMS - EMS) / (BMS + (k - 1) EMS + k (JMS - EMS) / n), from the mean squares between
    subjects, between judges and of the residual.

    Source: Shrout and Fleiss (1979), "Intraclass correlations: uses in assessing rater
    reliability", Psychological Bulletin 86; the interval is theirs for the random-judges case.

    Args:
        ratings: one row per subject (document), one column per judge (an index in school
            grades), shape (n, k). Rows with a NaN are left out.
        level: coverage of the interval.

    Returns:
        ICC and bounds. NaN for fewer than two rows or columns, when all ratings are equal, and
        where the denominator is 0 (two judges who contradict each other on two subjects);
        the bounds NaN where the residual is 0 (the judges differ by constants only) or their
        approximation fails (very few subjects: they do not enclose the ICC).

    >>> ratings = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9]]
    >>> round(icc_2_1([*ratings, [6, 2, 4, 7]]).value, 2)
    0.29
    """
    table = np.asarray(ratings, dtype=np.float64)
    table = table[~np.isnan(table).any(1)]
    n, k = table.shape
    if n < 2 or k < 2 or np.ptp(table) == 0:
        return UNDEFINED
    grand, rows, columns = table.mean(), table.mean(1), table.mean(0)
    bms = k * ((rows - grand) ** 2).sum() / (n - 1)
    jms = n * ((columns - grand) ** 2).sum() / (k - 1)
    residual = table - rows[:, None] - columns + grand
    ems = (residual**2).sum() / ((n - 1) * (k - 1))
    total = bms + (k - 1) * ems + k * (jms - ems) / n
    if abs(total) <= 1e-12 * (bms + jms + ems):
        return UNDEFINED
    icc = (bms - ems) / total
    low, high = _icc_bounds(n, k, bms, jms, ems, icc, level)
    return Estimate(float(icc), low, high)


def _icc_bounds(
    n: int, k: int, bms: float, jms: float, ems: float, icc: float, level: float
) -> tuple[float, float]:
    """Return Shrout and Fleiss's bounds, with Satterthwaite's degrees of freedom."""
    from scipy.special import fdtri  # scipy.stats loads far more slowly

    if ems <= 1e-12 * (bms + jms):
        return float("nan"), float("nan")
    ratio = jms / ems
    spread = n * (1 + (k - 1) * icc) - k * icc
    freedom = (k - 1) * (n - 1) * (k * icc * ratio + spread) ** 2
    freedom /= (n - 1) * k**2 * icc**2 * ratio**2 + spread**2
    judges = k * jms + (k * n - k - n) * ems
    with np.errstate(over="ignore", invalid="ignore"):
        upper_f = fdtri(n - 1, freedom, (1 + level) / 2)
        lower_f = fdtri(freedom, n - 1, (1 + level) / 2)
        low = n * (bms - upper_f * ems) / (upper_f * judges + n * bms)
        high = n * (lower_f * bms - ems) / (judges + n * lower_f * bms)
    if not low <= icc <= high:
        return float("nan"), float("nan")
    return float(low), float(high)


def _ranks(x: Floats) -> Floats:
    """Return ranks from 1, ties given their mean rank."""
    _, where, counts = np.unique(x, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    return (last - (counts - 1) / 2)[where]
