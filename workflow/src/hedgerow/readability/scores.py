"""All readability scores of texts, the consensus grade, and the scores of resampled texts."""

from __future__ import annotations

import numpy as np
from numba import njit

from hedgerow.lean_kernels import LEAN
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

_COLUMNS = 256
"""Columns of grades that are sorted at a time, few enough for the processor's nearest cache."""


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

    NaN where no value is defined. `np.nanmedian` takes many times as long. The columns are sorted
    many at a time by exchanges without a branch, undefined values last.
    """
    n = len(grades)
    ranked, defined = np.empty((n, _COLUMNS)), np.empty(_COLUMNS, np.int64)
    for begin in range(0, grades.shape[1], _COLUMNS):
        some = grades[:, begin : begin + _COLUMNS]
        _sort_columns(some, ranked, defined)
        for i in range(some.shape[1]):
            m = defined[i]
            if m == 0:
                out[:, begin + i] = np.nan
            else:
                out[0, begin + i] = (ranked[(m - 1) // 2, i] + ranked[m // 2, i]) / 2
                out[1, begin + i], out[2, begin + i] = ranked[0, i], ranked[m - 1, i]


@njit(**LEAN)
def _sort_columns(grades, ranked, defined):
    """Write the columns of grades in rising order to `ranked`, and the numbers of their values."""
    n, width = grades.shape
    for i in range(width):
        defined[i] = 0
    for k in range(n):
        for i in range(width):
            known = grades[k, i] == grades[k, i]
            defined[i] += known
            ranked[k, i] = grades[k, i] if known else np.inf
    for last in range(n - 1, 0, -1):
        for k in range(last):
            for i in range(width):
                a, b = ranked[k, i], ranked[k + 1, i]
                ranked[k, i] = a if a <= b else b
                ranked[k + 1, i] = b if a <= b else a
