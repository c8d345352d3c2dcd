"""The grades that get bounds, from the totals of millions of resamples.

The formulas are those of `readability/formulas.py`, with the divisions that resamples of a document
share done once; `tests/unit/test_readability.py` holds both to the same numbers.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from hedgerow.lexicons.grade import grade_coefficients
from hedgerow.readability.formulas import SMOG_SENTENCES

BOUNDED: tuple[str, ...] = ("flesch_kincaid_grade", "consensus_grade", "hedgerow_grade")
"""The grades that get bounds."""

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
"""What these grades need beside the number of sentences, which is that of the document."""

_TERMS = (
    "constant",
    "log_sentence_length",
    "sqrt_rarity",
    "of",
    "sqrt_polysyllables",
    "out_of_dictionary",
)


def resampled_grades(totals: np.ndarray, sentences: np.ndarray) -> np.ndarray:
    """Return the grades of BOUNDED for each resample, NaN where one is undefined.

    Args:
        totals: float64[len(RESAMPLED), d, resamples]; rarity in hundredths.
        sentences: int64[d].

    Returns:
        float64[len(BOUNDED), d, resamples].
    """
    known = grade_coefficients()
    weights = np.array([known[name] for name in _TERMS])
    out = np.empty((len(BOUNDED), *totals.shape[1:]))
    _grades(totals, sentences, weights, out)
    return out


@njit(cache=True, error_model="numpy")
def _grades(totals, sentences, weights, out):
    for d in range(totals.shape[1]):
        per_sentence = 1.0 / sentences[d]
        scored = sentences[d] >= SMOG_SENTENCES
        for r in range(totals.shape[2]):
            words = totals[0, d, r]
            polysyllables = totals[2, d, r]
            share = 1.0 / words  # infinite without words, and all but SMOG undefined then
            length = words * per_sentence
            kincaid = 0.39 * length + 11.8 * totals[1, d, r] * share - 15.59
            fog = 0.4 * (length + 100 * totals[3, d, r] * share)
            coleman = share * (5.88 * totals[4, d, r] - 29.6 * sentences[d]) - 15.8
            automated = 4.71 * totals[5, d, r] * share + 0.5 * length - 21.43
            smog = 3.1291 + 1.0430 * np.sqrt(30 * polysyllables * per_sentence)
            if words == 0:
                kincaid = middle = hedgerow = np.nan
                if scored:
                    middle = smog
            else:
                middle = _median(kincaid, fog, coleman, automated, smog, scored)
                hedgerow = (
                    weights[0]
                    + weights[1] * np.log(totals[10, d, r] * share)
                    + weights[2] * np.sqrt(totals[8, d, r] / (100 * totals[9, d, r]))
                    + weights[3] * totals[7, d, r] * share
                    + weights[4] * np.sqrt(polysyllables * share)
                    + weights[5] * totals[6, d, r] * share
                )
                if not np.isfinite(hedgerow):
                    hedgerow = np.nan
            out[0, d, r], out[1, d, r], out[2, d, r] = kincaid, middle, hedgerow


@njit(cache=True)
def _median(a, b, c, d, e, with_e):
    """Return the median of four numbers, or of five."""
    a, b = min(a, b), max(a, b)
    c, d = min(c, d), max(c, d)
    # neither the least nor the most of the four
    low, high = max(a, c), min(b, d)
    if with_e:
        return max(min(low, high), min(max(low, high), e))
    return (low + high) / 2
