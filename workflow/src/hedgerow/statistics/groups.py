"""Comparison of groups of documents on one measure.

With fewer than ten documents in a group a test reflects the sample more than the groups, so the
comparison gives effect sizes and the reason for the missing p-value.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from math import sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hedgerow.statistics.effects import cliffs_delta, hedges_g, rank_biserial, variance
from hedgerow.statistics.estimate import UNDEFINED, Estimate

Floats = NDArray[np.float64]

FEWEST = 10

COMPARED_GROUPS = 12
"""Groups that are compared in pairs, at most: pairs grow with the square of their number."""

_NAMED = 12
"""Groups with too few documents that a reason names."""

_NAN = float("nan")


@dataclass(frozen=True)
class Comparison:
    """One comparison. Undefined values are NaN, with the reason in `reason` ("" for none).

    groups, n, means and medians have one element per group. difference is the first group's
    mean minus the second's (of pairs: the mean difference). hedges_g and cliffs_delta belong to
    two groups, rank_biserial to pairs, epsilon_squared to the test over three or more groups.
    """

    groups: tuple[str, ...]
    n: tuple[int, ...]
    means: tuple[float, ...]
    medians: tuple[float, ...]
    difference: Estimate = UNDEFINED
    hedges_g: Estimate = UNDEFINED
    cliffs_delta: Estimate = UNDEFINED
    rank_biserial: Estimate = UNDEFINED
    epsilon_squared: float = _NAN
    test: str = ""
    statistic: float = _NAN
    p: float = _NAN
    reason: str = ""


def largest(sizes: Mapping[str, int], number: int) -> list[str]:
    """Return the names of the largest groups, sorted.

    Args:
        sizes: documents of each group.

    >>> largest({"a": 1, "b": 3, "c": 2}, 2)
    ['b', 'c']
    """
    return sorted(sorted(sizes, key=lambda group: (-sizes[group], group))[:number])


def compare_groups(
    values: Mapping[str, ArrayLike], in_pairs: Sequence[str] | None = None, level: float = 0.95
) -> list[Comparison]:
    """Compare two or more groups of documents on one measure.

    Two groups: one comparison by Welch's t test. Three or more: first the Kruskal-Wallis test
    over all of them, with epsilon squared = H / (N - 1), then pairs of groups with their
    difference and effect sizes but without a p-value of their own.

    Sources: Welch (1947), Biometrika 34; Kruskal and Wallis (1952), Journal of the American
    Statistical Association 47; Kelley (1935) for epsilon squared; see `effects` for the others.

    Args:
        values: name of each group -> the measure of its documents; NaN (undefined for a
            document) is left out.
        in_pairs: names of the groups that are compared in pairs, in this order; None for all.
        level: coverage of the intervals.

    Returns:
        One comparison for two groups; for more, one of all and k (k - 1) / 2 of k `in_pairs`; none
        for fewer than two groups.
        Below ten documents in a group p is NaN; below two, everything except n, means and medians.

    >>> [pair] = compare_groups({"a": [4.0, 5, 6], "b": [1.0, 2, 3]})
    >>> pair.difference.value, pair.reason
    (3.0, 'a has 3 documents, b has 3 documents: no test below 10')
    """
    groups = {str(name): _defined(x) for name, x in values.items()}
    if len(groups) < 2:
        return []
    compared = combinations(groups if in_pairs is None else in_pairs, 2)
    pairs = [_effects({a: groups[a], b: groups[b]}, level) for a, b in compared]
    if len(groups) == 2:
        return [_welch(pairs[0], groups)]
    together = "the groups are tested together by Kruskal-Wallis"
    return [
        _kruskal_wallis(groups),
        *(replace(pair, reason=pair.reason or together) for pair in pairs),
    ]


def compare_paired(
    values: Mapping[str, ArrayLike], *, seed: int, level: float = 0.95
) -> Comparison:
    """Compare two measurements of the same documents, or of documents paired by a key.

    Wilcoxon's signed-rank test (pairs without a difference left out; exact for up to 50 pairs
    without ties), the mean difference with its t interval, and the matched-pairs
    rank-biserial correlation.

    Source: Wilcoxon (1945), Biometrics Bulletin 1.

    Args:
        values: names of the two sides -> values, equally long, pairs at the same position;
            pairs with a NaN are left out.
        seed: of the bootstrap behind the effect size's interval.
        level: coverage of the intervals.

    Returns:
        One comparison; p is NaN below ten pairs and where no pair differs.

    Raises:
        ValueError: not two sides, or sides of different length.

    >>> compare_paired({"before": [4.0, 5, 6], "after": [1.0, 3, 5]}, seed=1).difference.value
    2.0
    """
    sides = [np.asarray(x, dtype=np.float64) for x in values.values()]
    if len(sides) != 2 or sides[0].shape != sides[1].shape:
        raise ValueError("compare_paired: two sides of equal length are needed")
    both = ~np.isnan(sides[0]) & ~np.isnan(sides[1])
    named = {str(name): side[both] for name, side in zip(values, sides, strict=True)}
    result = _described(named)
    x, y = named.values()
    differences = x - y
    n = differences.size
    if n < 2:
        return replace(result, reason=f"{_documents(n, 'pair')}: nothing to compare")
    effect = rank_biserial(differences, seed=seed, level=level)
    error = sqrt(variance(differences) / n)
    result = replace(
        result,
        difference=_t_interval(float(differences.mean()), error, n - 1, level),
        rank_biserial=effect,
    )
    if not differences.any():
        return replace(result, reason="no pair differs")
    if n < FEWEST:
        return replace(result, reason=f"{_documents(n, 'pair')}: no test below {FEWEST}")
    from scipy.stats import wilcoxon

    tested = wilcoxon(differences)
    return replace(
        result,
        test="Wilcoxon signed-rank",
        statistic=float(tested.statistic),
        p=float(tested.pvalue),
    )


def _effects(groups: dict[str, Floats], level: float) -> Comparison:
    """Return the difference and the effect sizes of two groups, without a test."""
    result = _described(groups)
    x, y = groups.values()
    if min(result.n) < 2:
        return replace(result, reason=_too_few(groups, 2, "nothing to compare"))
    error, freedom = _welch_error(x, y)
    reason = "" if error > 0 else "the measure does not vary within the groups"
    return replace(
        result,
        difference=_t_interval(float(x.mean() - y.mean()), error, freedom, level),
        hedges_g=hedges_g(x, y, level),
        cliffs_delta=cliffs_delta(x, y, level),
        reason=reason,
    )


def _welch(pair: Comparison, groups: dict[str, Floats]) -> Comparison:
    """Add Welch's t test to the effect sizes of two groups."""
    if pair.reason:
        return pair
    if min(pair.n) < FEWEST:
        return replace(pair, reason=_too_few(groups, FEWEST, f"no test below {FEWEST}"))
    from scipy.special import stdtr

    error, freedom = _welch_error(*groups.values())
    t = pair.difference.value / error
    return replace(pair, test="Welch t", statistic=t, p=float(2 * stdtr(freedom, -abs(t))))


def _welch_error(x: Floats, y: Floats) -> tuple[float, float]:
    """Return the standard error of the difference and Welch's degrees of freedom."""
    error_x, error_y = variance(x) / x.size, variance(y) / y.size
    squared = error_x + error_y
    if not squared > 0:
        return 0.0, _NAN
    freedom = squared**2 / (error_x**2 / (x.size - 1) + error_y**2 / (y.size - 1))
    return sqrt(squared), freedom


def _kruskal_wallis(groups: dict[str, Floats]) -> Comparison:
    """Test three or more groups together."""
    result = _described(groups)
    if min(result.n) < 2:
        return replace(result, reason=_too_few(groups, 2, "nothing to compare"))
    if np.ptp(np.concatenate(list(groups.values()))) == 0:
        return replace(result, reason="all values are equal")
    from scipy.stats import kruskal

    tested = kruskal(*groups.values())
    result = replace(result, epsilon_squared=float(tested.statistic) / (sum(result.n) - 1))
    if min(result.n) < FEWEST:
        return replace(result, reason=_too_few(groups, FEWEST, f"no test below {FEWEST}"))
    return replace(
        result,
        test="Kruskal-Wallis",
        statistic=float(tested.statistic),
        p=float(tested.pvalue),
    )


def _described(groups: dict[str, Floats]) -> Comparison:
    return Comparison(
        groups=tuple(groups),
        n=tuple(int(x.size) for x in groups.values()),
        means=tuple(float(x.mean()) if x.size else _NAN for x in groups.values()),
        medians=tuple(float(np.median(x)) if x.size else _NAN for x in groups.values()),
    )


def _t_interval(value: float, error: float, freedom: float, level: float) -> Estimate:
    """Return value +- t error; no bounds where nothing varies."""
    if not error > 0:
        return Estimate(value, _NAN, _NAN)
    from scipy.special import stdtrit

    half = float(stdtrit(freedom, (1 + level) / 2)) * error
    return Estimate(value, value - half, value + half)


def _too_few(groups: dict[str, Floats], fewest: int, consequence: str) -> str:
    small = [f"{name} has {_documents(x.size)}" for name, x in groups.items() if x.size < fewest]
    if len(small) > _NAMED:
        small[_NAMED:] = [f"{len(small) - _NAMED} more groups have too few"]
    return f"{', '.join(small)}: {consequence}"


def _documents(n: int, noun: str = "document") -> str:
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"


def _defined(values: ArrayLike) -> Floats:
    x = np.asarray(values, dtype=np.float64)
    return x[~np.isnan(x)]
