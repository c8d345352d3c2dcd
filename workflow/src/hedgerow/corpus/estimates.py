"""Averages of the measures, with their intervals: over the corpus, and over each group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from hedgerow.lexicons.vocabulary import CUE_TYPES
from hedgerow.readability.formulas import FORMULAS
from hedgerow.statistics.bootstrap import bootstrap_means, bootstrap_median, bootstrap_ratios
from hedgerow.statistics.estimate import Estimate
from hedgerow.statistics.proportions import wilson

READABILITY: tuple[str, ...] = (
    *FORMULAS,
    "consensus_grade",
    "mattr",
    "mtld",
    "hdd",
)
"""Measures that a document needs enough words for."""

MEASURES: tuple[str, ...] = (
    *READABILITY,
    "hedge_rate",
    "booster_rate",
    "hedged_share",
    "certainty",
    "overstatement",
    "direct_unattributed_share",
    "research_named_share",
    "focus_density_terms",
    "template_share",
)
"""Columns of `documents` that are averaged and compared between groups."""

DESCRIBED: tuple[str, ...] = (*MEASURES, "consensus_grade_with_lists")
"""Columns that are averaged: these, and one too close to another to be tested beside it."""

RATES: dict[str, tuple[str, str, float]] = {
    **{kind: (f"{kind}_cues", "words", 1000.0) for kind in CUE_TYPES},
    "hedges": ("hedge_cues", "words", 1000.0),
    "direct_causal": ("direct_causal", "causal", 1.0),
    "direct_unattributed": ("direct_unattributed", "direct_causal", 1.0),
    "research_named": ("research_named", "research_attributions", 1.0),
    "hedged_sentences": ("hedged_sentences", "sentences", 1.0),
}
"""Pooled rates: numerator, denominator, and per how many."""


def by_group(documents: pd.DataFrame, columns: Sequence[str]) -> dict[str, pd.DataFrame]:
    """Return "all" and, where there are several groups, each group, of the included documents.

    Args:
        columns: those that each frame has.
    """
    included = documents.loc[documents["included"], list(columns)]
    places = places_of_groups(documents.loc[documents["included"], "group"])
    return {name: included.iloc[rows] for name, rows in places.items()}


def places_of_groups(groups: Sequence[str] | pd.Series) -> dict[str, NDArray[np.intp]]:
    """Return the places of "all" documents and, where there are several groups, of each, by name.

    Args:
        groups: group of each document.

    >>> {name: places.tolist() for name, places in places_of_groups(["b", "a", "b"]).items()}
    {'all': [0, 1, 2], 'a': [1], 'b': [0, 2]}
    """
    codes, names = pd.factorize(np.asarray(groups, object))
    places = {"all": np.arange(len(codes))}
    if len(names) > 1:
        own = np.split(np.argsort(codes, kind="stable"), np.cumsum(np.bincount(codes))[:-1])
        places |= dict(sorted(zip(names, own, strict=True), key=lambda group: group[0]))
    return places


def describe(
    columns: Mapping[str, pd.Series], resamples: int, seed: int
) -> dict[str, dict[str, Any]]:
    """Return n, mean, median with 95 % intervals, SD, quartiles and range of each column, by name.

    Null where undefined.
    """
    values = [column.to_numpy(np.float64) for column in columns.values()]
    values = [x[np.isfinite(x)] for x in values]
    means = bootstrap_means(values, resamples=resamples, seed=seed)
    return {
        name: _described(x, mean, bootstrap_median(x, resamples=resamples, seed=seed))
        for name, x, mean in zip(columns, values, means, strict=True)
    }


def _described(x: np.ndarray, mean: Estimate, median: Estimate) -> dict[str, Any]:
    quartiles = np.quantile(x, [0.0, 0.25, 0.75, 1.0]) if len(x) else np.full(4, np.nan)
    return {
        "n": len(x),
        "mean": number(mean.value),
        "mean_low": number(mean.low),
        "mean_high": number(mean.high),
        "sd": number(x.std(ddof=1)) if len(x) > 1 else None,
        "median": number(median.value),
        "median_low": number(median.low),
        "median_high": number(median.high),
        "q1": number(quartiles[1]),
        "q3": number(quartiles[2]),
        "min": number(quartiles[0]),
        "max": number(quartiles[3]),
    }


def number(value: float | None) -> float | None:
    """Return a finite float rounded to 6 decimals, else None, as JSON wants it."""
    if value is None or not np.isfinite(value):
        return None
    return round(float(value), 6)


def percent(share: float) -> str:
    """Return a share as it stands in sentences: "82 %"."""
    return f"{100 * share:.0f} %"


def measures(documents: pd.DataFrame, resamples: int, seed: int) -> dict[str, Any]:
    """Describe every measure over all included documents and over each group.

    Returns:
        Measure -> "all": `describe`, "groups": group -> `describe`.
    """
    described = {
        name: describe({c: rows[c] for c in DESCRIBED}, resamples, seed)
        for name, rows in by_group(documents, DESCRIBED).items()
    }
    overall = described.pop("all")
    return {
        column: {
            "all": overall[column],
            "groups": {name: of_group[column] for name, of_group in described.items()},
        }
        for column in DESCRIBED
    }


def rates(documents: pd.DataFrame, resamples: int, seed: int) -> dict[str, Any]:
    """Pool each rate over the included documents and over each group, documents resampled.

    A share of 0 or 1 stays so however often documents are drawn: it has its Wilson interval, which
    does not feign certainty.
    """
    counted = {name for over, under, _ in RATES.values() for name in (over, under)} - {"causal"}
    causal = documents["direct_causal"] + documents["conditional_causal"]
    read = documents[[*sorted(counted), "group", "included"]].assign(causal=causal)
    groups = by_group(read, [*sorted(counted), "causal"])
    result: dict[str, Any] = {name: {} for name in RATES}
    for group, rows in groups.items():
        pairs = [
            (rows[over].to_numpy(np.float64), rows[under].to_numpy(np.float64))
            for over, under, _ in RATES.values()
        ]
        estimates = bootstrap_ratios(pairs, resamples=resamples, seed=seed)
        for (name, (_, _, scale)), pair, estimate in zip(
            RATES.items(), pairs, estimates, strict=True
        ):
            count, of = map(np.sum, pair)
            if scale == 1.0 and count in (0, of):
                estimate = Estimate(estimate.value, *map(float, wilson(count, of)))
            result[name][group] = {
                "value": number(estimate.value * scale),
                "low": number(estimate.low * scale),
                "high": number(estimate.high * scale),
                "n": len(rows),
                "count": int(count),
                "of": int(of),
            }
    return result


def grade_shares(documents: pd.DataFrame, grades: list[float]) -> list[dict[str, Any]]:
    """Return the share of documents at or below each line by consensus grade, Wilson bounds."""
    rows = []
    for group, part in by_group(documents, ["consensus_grade"]).items():
        scored = part["consensus_grade"].dropna()
        for grade in grades:
            rows.append(
                {"grade": grade, "group": group, **share((scored <= grade).sum(), len(scored))}
            )
    return rows


def share(k: int, n: int) -> dict[str, Any]:
    """Return k, n, share and its Wilson 95 % interval; null for n = 0."""
    low, high = wilson(k, n)
    return {
        "k": int(k),
        "n": int(n),
        "share": number(k / n) if n else None,
        "low": number(float(low)),
        "high": number(float(high)),
    }
