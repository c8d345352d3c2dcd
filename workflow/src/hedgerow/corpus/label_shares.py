"""Shares that rest on labels, as counted and as corrected for the errors of the labels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from hedgerow.corpus.coded_sentences import CodedSentences, coded_sample
from hedgerow.corpus.estimates import number, places_of_groups
from hedgerow.corpus.label_error_schemas import LABEL_DIFFERENCES, LABEL_SHARES
from hedgerow.corpus.label_measures import (
    LABEL_MEASURES,
    LabelMeasure,
)
from hedgerow.corpus.labelled import Labelled, sentences_of
from hedgerow.lexicons.label_confusions import site_counts
from hedgerow.statistics.estimate import UNDEFINED, Estimate
from hedgerow.statistics.groups import COMPARED_GROUPS, largest
from hedgerow.statistics.misclassification import corrected, share_draws
from hedgerow.statistics.prediction_powered import (
    FEWEST_CODED,
    powered_ratio,
    powered_share,
)
from hedgerow.statistics.proportions import wilson_effective

Places = NDArray[np.intp]

CODED, SITES, NOT_CORRECTED = "coded sample", "annotated sites", "not corrected"

FEWEST_ANNOTATED = 10
"""Annotated sentences with a label that a correction needs."""


def label_shares(
    labelled: Labelled, coded: CodedSentences | None, *, draws: int, seed: int
) -> pd.DataFrame:
    """Return the rows of CORPUS["label_shares"].

    With codes, each share is estimated by prediction-powered inference; without, or where the codes
    are too few, it is corrected by the errors of the labels on annotated sites, where enough
    sentences there have the label.

    Args:
        draws: of the correction by annotated sites.
    """
    groups = places_of_groups(labelled.groups)
    rows = []
    for measure in LABEL_MEASURES:
        rows += [
            _row(labelled, measure, name, kept, coded, draws, seed) for name, kept in groups.items()
        ]
    rows += _certainty(labelled, groups)
    return pd.DataFrame(rows, columns=list(LABEL_SHARES.names))


def _row(
    labelled: Labelled,
    measure: LabelMeasure,
    group: str,
    kept: Places,
    coded: CodedSentences | None,
    draws: int,
    seed: int,
) -> dict[str, Any]:
    over, under = (numbers[kept].astype(np.float64) for numbers in labelled.tallies[measure.key])
    count, n_sentences = int(over.sum()), int(labelled.sentences[kept].sum())
    counted, size = _counted(over, under)
    n_coded, estimate, reason = 0, UNDEFINED, ""
    if coded is not None:
        n_coded, estimate = _by_codes(labelled, measure, kept, coded)
        reason = "" if np.isfinite(estimate.value) else _too_few(measure, n_coded)
    method = CODED
    if not np.isfinite(estimate.value):
        method, (estimate, why) = (
            SITES,
            _by_sites(measure, counted, size, count, n_sentences, draws, seed),
        )
        reason = "; ".join(text for text in (reason, why) if text)
    if not np.isfinite(estimate.value):
        method = NOT_CORRECTED
    return {
        "measure": measure.key,
        "group": group,
        "label": measure.label,
        "whole": measure.whole,
        "count": count,
        "of": int(under.sum()),
        "n_sentences": n_sentences,
        "n_coded": n_coded,
        **_ends("counted", counted),
        "corrected": number(estimate.value),
        "low": number(estimate.low),
        "high": number(estimate.high),
        "method": method,
        "reason": reason or None,
    }


def _ends(name: str, estimate: Estimate) -> dict[str, float | None]:
    return {
        name: number(estimate.value),
        f"{name}_low": number(estimate.low),
        f"{name}_high": number(estimate.high),
    }


def _counted(over: NDArray[np.float64], under: NDArray[np.float64]) -> tuple[Estimate, float]:
    """Return the share by the labels, its interval over documents, and its effective size.

    Args:
        over, under: sentences of the part and of the whole in each document.
    """
    of = float(under.sum())
    if not of:
        return UNDEFINED, 0.0
    value, d = float(over.sum() / of), len(under)
    if d < 2:
        return Estimate(value, float("nan"), float("nan")), of
    spread = float(d / (d - 1) * (((over - value * under) / of) ** 2).sum())
    # a share of 0 or 1 does not spread, though another corpus could have others
    variance = max(spread, max(value * (1 - value), 0.5 / of) / of)
    low, high = wilson_effective(value, variance, d - 1)
    inner = float(np.clip(value, 0.5 / of, 1 - 0.5 / of))
    return Estimate(value, min(low, value), max(high, value)), inner * (1 - inner) / variance


def _by_codes(
    labelled: Labelled,
    measure: LabelMeasure,
    kept: Places,
    coded: CodedSentences,
) -> tuple[int, Estimate]:
    """Return the number of coded sentences and the prediction-powered share."""
    inside = np.isin(labelled.document, kept)
    which, observed, observed_of = coded.values(measure)
    rows = coded.rows[which]
    used = inside[rows]
    n = int(used.sum())
    if n < FEWEST_CODED:
        return n, UNDEFINED
    # strata are merged within the group
    _, document = np.unique(labelled.document[inside], return_inverse=True)
    place = np.cumsum(inside) - 1
    there = CodedSentences(coded.coders, place[rows[used]], coded.weights[which][used], {}, (), ())
    sample = coded_sample(there, np.ones(n, bool), document, labelled.stratum[inside])
    part, whole = (which[inside] for which in sentences_of(measure, labelled.labels))
    if measure.of is None:
        return n, powered_share(part, observed[used], sample)
    predicted = (part, whole)
    return n, powered_ratio(predicted, (observed[used], observed_of[used]), sample)


def _too_few(measure: LabelMeasure, n_coded: int) -> str:
    if n_coded < FEWEST_CODED:
        return f"{n_coded} coded sentences, {FEWEST_CODED} are needed"
    return f"too few coded sentences are {measure.whole}, or they are all in one document"


def _by_sites(
    measure: LabelMeasure,
    counted: Estimate,
    size: float,
    count: int,
    n_sentences: int,
    draws: int,
    seed: int,
) -> tuple[Estimate, str]:
    """Return the share corrected by the errors on annotated sites, or why it is not."""
    known = site_counts()
    if not np.isfinite(counted.value):
        return UNDEFINED, f"there are no {measure.whole}"
    if size <= 0 or not np.isfinite(counted.low):
        return UNDEFINED, "one document has no interval"
    keys = [measure.key] if measure.of is None else [measure.key, f"{measure.key}:rest"]
    for key in keys:
        annotated = int((known[key].right + known[key].missed).sum()) if key in known else 0
        if annotated < FEWEST_ANNOTATED:
            kind = measure.label if key == measure.key else f"other {measure.whole}"
            return UNDEFINED, (
                f"annotated sentences that are {kind}: {annotated}, {FEWEST_ANNOTATED} are needed"
            )
    if measure.of is None:
        drawn = share_draws(counted.value, size, known[keys[0]], draws=draws, seed=seed)
    else:
        drawn = _ratio_draws(counted.value, size, count, n_sentences, keys, draws, seed)
    estimate = corrected(counted.value, drawn)
    if estimate.value == counted.value:
        low, high = min(estimate.low, counted.low), max(estimate.high, counted.high)
        estimate = Estimate(estimate.value, low, high)
    return estimate, ""


def _ratio_draws(
    share: float,
    size: float,
    count: int,
    n_sentences: int,
    keys: Sequence[str],
    draws: int,
    seed: int,
) -> NDArray[np.float64]:
    """Draw a share of some sentences from the draws of its part and of the rest of its whole."""
    counts = float(count), count / max(share, 1e-9) - count
    if not counts[0]:
        counts = 0.0, size
    drawn = [
        share_draws(
            sentences / n_sentences,
            max(size, sentences),
            site_counts()[key],
            draws=draws,
            seed=seed + 10 * k,
        )
        for k, (sentences, key) in enumerate(zip(counts, keys, strict=True))
    ]
    return np.asarray(drawn[0] / (drawn[0] + drawn[1]))


def _certainty(labelled: Labelled, groups: Mapping[str, Places]) -> Iterator[dict[str, Any]]:
    """Yield the rows of the mean certainty, which no annotated sentences of web text carry."""
    for name, kept in groups.items():
        n = int(labelled.sentences[kept].sum())
        yield dict.fromkeys(LABEL_SHARES.names) | {
            "measure": "certainty",
            "group": name,
            "label": "certainty, mean (1 to 6)",
            "whole": "sentences",
            "count": n,
            "of": n,
            "n_sentences": n,
            "n_coded": 0,
            "counted": number(float(labelled.certainty[kept].sum() / n)) if n else None,
            "method": NOT_CORRECTED,
            "reason": "no annotated sentences of the nearest kind have a certainty",
        }


def overall_shares(shares: pd.DataFrame) -> dict[str, dict[str, Any]]:
    """Return the rows of the whole corpus by measure, as summary.json has them."""
    names = ("count", "of", "n_coded", "counted", "corrected", "low", "high", "method", "reason")
    rows = shares[shares["group"] == "all"]
    plain = rows[list(names)].astype(object).where(rows[list(names)].notna(), None)
    return dict(zip(rows["measure"], plain.to_dict("records"), strict=True))


def label_differences(shares: pd.DataFrame, sizes: Mapping[str, int]) -> pd.DataFrame:
    """Return the rows of CORPUS["label_differences"]: each share between groups in pairs.

    Pairs are those of the `COMPARED_GROUPS` groups with the most documents. The interval of a
    difference comes from the intervals of the two shares (Newcombe 1998; Zou and Donner 2008). The
    labels may err differently in each group, so their errors do not cancel.

    Args:
        shares: rows of CORPUS["label_shares"].
        sizes: included documents of each group.
    """
    compared = largest(sizes, COMPARED_GROUPS)
    rows = []
    chosen = shares[(shares["group"] != "all") & shares["group"].isin(compared)]
    for measure, own in chosen.groupby("measure", sort=False):
        if measure == "certainty":
            continue
        records = own.sort_values("group").to_dict("records")
        for a, b in combinations(records, 2):
            counted = _difference(a, b, ("counted", "counted_low", "counted_high"))
            after = _difference(a, b, ("corrected", "low", "high"))
            rows.append(
                {
                    "measure": measure,
                    "label": a["label"],
                    "group_a": a["group"],
                    "group_b": b["group"],
                    **_ends("counted", counted),
                    "corrected": number(after.value),
                    "low": number(after.low),
                    "high": number(after.high),
                    "verdict": _verdict(counted, after),
                }
            )
    return pd.DataFrame(rows, columns=list(LABEL_DIFFERENCES.names))


def _difference(a: Mapping[str, Any], b: Mapping[str, Any], names: Sequence[str]) -> Estimate:
    (x, x_low, x_high), (y, y_low, y_high) = (
        [float("nan") if row[name] is None else float(row[name]) for name in names]
        for row in (a, b)
    )
    value = x - y
    low = value - np.hypot(x - x_low, y_high - y)
    high = value + np.hypot(x_high - x, y - y_low)
    return Estimate(value, float(low), float(high))


def _verdict(counted: Estimate, after: Estimate) -> str:
    if not (counted.low > 0 or counted.high < 0):
        return "no clear difference"
    if not np.isfinite(after.value):
        return "errors of the labels not known"
    if (after.low > 0 or after.high < 0) and np.sign(after.value) == np.sign(counted.value):
        return "difference beyond the errors of the labels"
    return "may come from labels that err differently"
