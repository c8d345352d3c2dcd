"""How sure the grades of documents are: bounds from resampling their sentences."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from hedgerow.measures.formulas import GRADE_SUMS, grades
from hedgerow.measures.readability import SUMS
from hedgerow.statistics.bootstrap import interval, resampled_totals

BOUNDED = ("flesch_kincaid_grade", "consensus_grade", "hedgerow_grade")
"""The grades that get bounds."""

_COLUMNS = [SUMS.index(name) for name in GRADE_SUMS]
_RARITY = GRADE_SUMS.index("rarity")


def resampled_rows(rows: np.ndarray) -> np.ndarray:
    """Return float64[len(GRADE_SUMS), s]: what is resampled of the sums of s sentences.

    Rarity is in hundredths, for whole numbers add up exactly in whatever order.
    """
    taken = np.ascontiguousarray(rows[:, _COLUMNS].T)
    taken[_RARITY] = np.rint(100 * taken[_RARITY])
    return taken


def grade_intervals(
    rows: Sequence[np.ndarray], offsets: np.ndarray, seed: int, resamples: int
) -> dict[str, np.ndarray]:
    """Return the 95 % bounds of each grade in BOUNDED, float64[D]; NaN below two sentences.

    Args:
        rows: `resampled_rows` of the prose of all documents, in parts.
        offsets: int64[D + 1], the sentences of each document.
    """
    sums = np.concatenate(rows, axis=1)
    ends = [f"{name}_{end}" for name in BOUNDED for end in ("low", "high")]
    bounds = {end: np.full(len(offsets) - 1, np.nan) for end in ends}
    for documents, totals in resampled_totals(sums, offsets, resamples=resamples, seed=seed):
        totals[_RARITY] /= 100
        counts = dict(zip(GRADE_SUMS, totals, strict=True))
        # a resample has as many sentences as the document
        counts["sentences"] = np.diff(offsets)[documents, None].astype(float)
        scored = grades(counts)
        for name in BOUNDED:
            low, high = interval(scored[name])
            bounds[f"{name}_low"][documents], bounds[f"{name}_high"][documents] = low, high
    return bounds
