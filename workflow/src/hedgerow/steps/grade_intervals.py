"""How sure the grades of documents are: bounds from resampling their sentences."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from hedgerow.measures.readability import SUMS
from hedgerow.measures.resampled_grades import BOUNDED, RESAMPLED, resampled_grades
from hedgerow.statistics.bootstrap import interval, resampled_totals

_COLUMNS = [SUMS.index(name) for name in RESAMPLED]
_RARITY = RESAMPLED.index("rarity")


def resampled_rows(rows: np.ndarray) -> np.ndarray:
    """Return float64[len(RESAMPLED), s]: what is resampled of the sums of s sentences.

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
        scored = resampled_grades(totals, np.diff(offsets)[documents])
        low, high = interval(scored)
        for name, name_low, name_high in zip(BOUNDED, low, high, strict=True):
            bounds[f"{name}_low"][documents] = name_low
            bounds[f"{name}_high"][documents] = name_high
    return bounds
