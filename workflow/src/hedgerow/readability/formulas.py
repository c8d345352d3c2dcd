"""Readability scores: every formula, from counts.

W words, S sentences, Y syllables, L letters, C letters and digits, P words of three or more
syllables. A score is undefined (NaN) where a denominator is 0.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numba import njit

from hedgerow.readability.grade import hedgerow_grade
from hedgerow.tables.schemas import READABILITY_SCORES

SMOG_SENTENCES, SMOG_SAMPLE = 10, 30
"""Below so many sentences SMOG is undefined, and below the sample of McLaughlin (1969) flagged."""

SPREAD = 1.0
"""Grades that unsegmented or block_closed may differ from prose; above it a text is flagged."""

CONSENSUS: tuple[str, ...] = (
    "flesch_kincaid_grade",
    "smog",
    "gunning_fog",
    "coleman_liau",
    "automated_readability_index",
)
"""The grade-level formulas whose median is the consensus grade."""


def scores(counts: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Return every readability score and the consensus grade.

    Args:
        counts: arrays of one shape, by the names in SUMS; `unfamiliar_types` too where Spache is
            wanted (NaN without it).

    Returns:
        A float array of that shape for each of READABILITY_SCORES, consensus_grade, consensus_min
        and consensus_max.
    """
    result = formulas(counts, READABILITY_SCORES)
    return result | _consensus(result)


def _consensus(scored: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    median, least, most = _middle(np.stack([scored[name] for name in CONSENSUS]))
    return {"consensus_grade": median, "consensus_min": least, "consensus_max": most}


def _middle(grades: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return median, minimum and maximum of the defined values along axis 0; NaN where none is.

    `np.nanmedian` does so too, but takes many times as long and warns where all are NaN.
    """
    out = np.empty((3, grades[0].size))
    _order(grades.reshape(len(grades), -1), out)
    median, least, most = out.reshape(3, *grades.shape[1:])
    return median, least, most


@njit(cache=True)
def _order(grades, out):
    """Write median, minimum and maximum of each column to the rows of `out`."""
    defined = np.empty(len(grades))
    for i in range(grades.shape[1]):
        n = 0
        for k in range(len(grades)):
            value = grades[k, i]
            if not np.isnan(value):
                place = n
                while place > 0 and defined[place - 1] > value:
                    defined[place] = defined[place - 1]
                    place -= 1
                defined[place] = value
                n += 1
        if n == 0:
            out[:, i] = np.nan
        else:
            out[0, i] = (defined[(n - 1) // 2] + defined[n // 2]) / 2
            out[1, i], out[2, i] = defined[0], defined[n - 1]


def formulas(counts: Mapping[str, np.ndarray], wanted: Sequence[str]) -> dict[str, np.ndarray]:
    """Return the wanted scores alone; counts as for `scores`, as far as these need them."""
    c = {name: np.asarray(values, np.float64) for name, values in counts.items()}
    with np.errstate(divide="ignore", invalid="ignore"):
        scored = {name: FORMULAS[name](c) for name in wanted}
    return {name: np.where(np.isfinite(v), v, np.nan) for name, v in scored.items()}


Counts = Mapping[str, np.ndarray]


def _length(c: Counts) -> np.ndarray:
    return c["words"] / c["sentences"]


def _smog(c: Counts) -> np.ndarray:
    score = 3.1291 + 1.0430 * np.sqrt(30 * c["polysyllables"] / c["sentences"])
    return np.where(c["sentences"] >= SMOG_SENTENCES, score, np.nan)


def _dale_chall(c: Counts) -> np.ndarray:
    hard = 100 * c["difficult_words"] / c["words"]
    return 0.1579 * hard + 0.0496 * _length(c) + np.where(hard > 5, 3.6365, 0.0)


def _spache(c: Counts) -> np.ndarray:
    unfamiliar = c.get("unfamiliar_types", np.full_like(c["words"], np.nan))
    return 0.121 * _length(c) + 0.082 * (100 * unfamiliar / c["words"]) + 0.659


def _linsear_write(c: Counts) -> np.ndarray:
    points = (c["words"] + 2 * c["polysyllables"]) / c["sentences"]
    return np.where(points > 20, points / 2, (points - 2) / 2)


FORMULAS: dict[str, Callable[[Counts], np.ndarray]] = {
    "flesch_reading_ease": lambda c: (
        206.835 - 1.015 * _length(c) - 84.6 * c["syllables"] / c["words"]
    ),
    "flesch_kincaid_grade": lambda c: (
        0.39 * _length(c) + 11.8 * c["syllables"] / c["words"] - 15.59
    ),
    "smog": _smog,
    "gunning_fog": lambda c: 0.4 * (_length(c) + 100 * c["complex_words"] / c["words"]),
    "coleman_liau": lambda c: (
        0.0588 * (100 * c["letters"] / c["words"])
        - 0.296 * (100 * c["sentences"] / c["words"])
        - 15.8
    ),
    "automated_readability_index": lambda c: (
        4.71 * c["characters"] / c["words"] + 0.5 * _length(c) - 21.43
    ),
    "dale_chall": _dale_chall,
    "spache": _spache,
    "forcast": lambda c: 20 - 150 * c["monosyllables"] / c["words"] / 10,
    "lix": lambda c: _length(c) + 100 * c["long_words"] / c["words"],
    "rix": lambda c: c["long_words"] / c["sentences"],
    "linsear_write": _linsear_write,
    "mcalpine_eflaw": lambda c: (c["words"] + c["mini_words"]) / c["sentences"],
    "hedgerow_grade": hedgerow_grade,
}
"""The published formulas and our own; sources stand with the columns in tables/schemas.py."""
