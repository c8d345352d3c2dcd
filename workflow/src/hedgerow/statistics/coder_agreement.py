"""Agreement of coders beyond chance: Krippendorff's alpha with its interval."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from hedgerow.statistics.bootstrap import bootstrap_sums, interval
from hedgerow.statistics.estimate import UNDEFINED, Estimate


def nominal_alpha(codes: ArrayLike, values: int, *, resamples: int, seed: int) -> Estimate:
    """Return Krippendorff's alpha for unordered values, with its interval over resampled units.

    The value comes from the package krippendorff. For the interval, the table of coincidences is
    the sum of the tables of the units, so that resampling units adds up tables.

    Source: Krippendorff (2019), Content Analysis, 4th ed., chapter 12; the package: Castro (2017).

    Args:
        codes: int64[coders, units], from 0; -1 where a coder gave none.
        values: number of values.
        resamples, seed: of the interval.

    Returns:
        Alpha and bounds. NaN where fewer than two units have two codes, or where all these codes
        are equal, since chance would then agree too.

    >>> codes = [[0, 1, 0, 1, 0], [0, 1, 0, 1, 1]]
    >>> round(nominal_alpha(codes, 2, resamples=100, seed=1).value, 3)
    0.64
    """
    import krippendorff

    codes = np.asarray(codes, np.int64)
    counts = np.stack([(codes == v).sum(0) for v in range(values)], 1).astype(float)
    counts = counts[counts.sum(1) >= 2]
    if len(counts) < 2 or (counts.sum(0) > 0).sum() < 2:
        return UNDEFINED
    value = krippendorff.alpha(value_counts=counts, level_of_measurement="nominal")
    n = counts.sum(1, keepdims=True)
    # of each unit: codes by value, and the part of them that pair with an equal one
    equal = (counts * (counts - 1) / (n - 1)).sum(1, keepdims=True)
    totals = bootstrap_sums(np.hstack([counts, equal]), resamples=resamples, seed=seed)
    by_value, agreed = totals[:, :-1], totals[:, -1]
    of = by_value.sum(1)
    chance = (by_value * (by_value - 1)).sum(1) / (of - 1)
    resampled = np.full(len(of), np.nan)
    np.divide(of - agreed, of - chance, out=resampled, where=of - chance > 1e-9)
    low, high = interval(1 - resampled)
    return Estimate(float(value), float(low), float(high))


def percent_agreement(codes: ArrayLike) -> tuple[float, int]:
    """Return the share of pairs of codes of one unit that are equal, and the units with a pair.

    NaN without a pair.

    >>> percent_agreement([[0, 1, -1], [0, 0, 1]])
    (0.5, 2)
    """
    codes = np.asarray(codes, np.int64)
    equal = pairs = 0
    both = np.zeros(codes.shape[1], bool)
    for a in range(len(codes)):
        for b in range(a + 1, len(codes)):
            known = (codes[a] >= 0) & (codes[b] >= 0)
            both |= known
            pairs += int(known.sum())
            equal += int((known & (codes[a] == codes[b])).sum())
    return (equal / pairs if pairs else float("nan")), int(both.sum())
