"""The 95 % intervals of the grades of documents, from resamples of their sentences."""

from __future__ import annotations

import numpy as np

from hedgerow.readability.scores import BOUNDED, RESAMPLED, bounded_scores
from hedgerow.readability.word_features import SUMS
from hedgerow.statistics.bootstrap import interval, resampled_totals

_COLUMNS = [SUMS.index(name) for name in RESAMPLED]
_RARITY = RESAMPLED.index("rarity")


def resampled_rows(rows: np.ndarray, out: np.ndarray) -> None:
    """Write the counts of RESAMPLED of s sentences to float32[len(RESAMPLED), s].

    They are whole numbers, rarity in hundredths, so that totals are exact in any order of addition.
    32-bit floats hold whole numbers of 24 bits, enough for the square of 4,096 words a sentence.
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
        counts = dict(zip(RESAMPLED, totals, strict=True))
        counts["rarity"] = counts["rarity"] / 100
        counts["sentences"] = np.diff(offsets)[documents][:, None]
        for name, grades in bounded_scores(counts).items():
            low, high = interval(grades)
            bounds[f"{name}_low"][documents] = low
            bounds[f"{name}_high"][documents] = high
    return bounds
