"""How sure the grades of documents are: bounds from resampling their sentences."""

from __future__ import annotations

import numpy as np

from hedgerow.readability.resampled_grades import BOUNDED, RESAMPLED, resampled_grades
from hedgerow.readability.word_features import SUMS
from hedgerow.statistics.bootstrap import interval, resampled_totals

_COLUMNS = [SUMS.index(name) for name in RESAMPLED]
_RARITY = RESAMPLED.index("rarity")


def resampled_rows(rows: np.ndarray, out: np.ndarray) -> None:
    """Write what is resampled of the sums of s sentences to float32[len(RESAMPLED), s].

    Whole numbers, rarity in hundredths, for their totals are exact in whatever order they are added
    up. Floats of 32 bits hold them to 24 bits, which the square of 4,096 words in a sentence has.
    """
    out[:] = rows[:, _COLUMNS].T
    out[_RARITY] = np.rint(100 * rows[:, SUMS.index("rarity")])


def grade_intervals(
    sums: np.ndarray, offsets: np.ndarray, seed: int, resamples: int
) -> dict[str, np.ndarray]:
    """Return the 95 % bounds of each grade in BOUNDED, float64[D]; NaN below two sentences.

    Args:
        sums: `resampled_rows` of the prose of all documents.
        offsets: int64[D + 1], the sentences of each document.
    """
    ends = [f"{name}_{end}" for name in BOUNDED for end in ("low", "high")]
    bounds = {end: np.full(len(offsets) - 1, np.nan) for end in ends}
    for documents, totals in resampled_totals(sums, offsets, resamples=resamples, seed=seed):
        scored = resampled_grades(totals, np.diff(offsets)[documents])
        low, high = interval(scored)
        for name, name_low, name_high in zip(BOUNDED, low, high, strict=True):
            bounds[f"{name}_low"][documents] = name_low
            bounds[f"{name}_high"][documents] = name_high
    return bounds
