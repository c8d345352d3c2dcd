"""All readability scores of texts, the consensus grade, and the scores of resampled texts."""

from __future__ import annotations

import numpy as np
from numba import njit

from hedgerow.readability.formulas import CONSENSUS, FORMULAS, Counts, formula_scores

BOUNDED: tuple[str, ...] = ("flesch_kincaid_grade", "consensus_grade", "hedgerow_grade")
"""The grades that get an interval."""

RESAMPLED: tuple[str, ...] = (
    "words",
    "syllables",
    "polysyllables",
    "complex_words",
    "letters",
    "characters",
    "out_of_dictionary",
    "of_words",
    "rarity",
    "new_words",
    "words_squared",
)
"""The counts that these grades need, beside the number of sentences, which no resample changes."""


def all_scores(counts: Counts) -> dict[str, np.ndarray]:
    """Return the score of every formula and the consensus grade.

    Args:
        counts: arrays of one shape, by the names in SUMS; `unfamiliar_types` too where Spache is
            wanted (NaN without it).

    Returns:
        A float array of that shape for each of FORMULAS, consensus_grade, consensus_min and
        consensus_max; NaN where undefined.
    """
    result = formula_scores(counts, tuple(FORMULAS))
    return result | _consensus(result)


def bounded_scores(counts: Counts) -> dict[str, np.ndarray]:
    """Return the grades of BOUNDED alone, from the counts of RESAMPLED and `sentences`."""
    wanted = dict.fromkeys([*CONSENSUS, *BOUNDED])
    result = formula_scores(counts, [name for name in wanted if name in FORMULAS])
    result |= _consensus(result)
    return {name: result[name] for name in BOUNDED}


def _consensus(scored: Counts) -> dict[str, np.ndarray]:
    grades = np.stack([scored[name] for name in CONSENSUS])
    out = np.empty((3, grades[0].size))
    _order_statistics(grades.reshape(len(grades), -1), out)
    median, least, most = out.reshape(3, *grades.shape[1:])
    return {"consensus_grade": median, "consensus_min": least, "consensus_max": most}


@njit(cache=True)
def _order_statistics(grades, out):
    """Write median, minimum and maximum of the defined values of each column to rows of `out`.

    NaN where no value is defined. `np.nanmedian` takes many times as long.
    """
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
