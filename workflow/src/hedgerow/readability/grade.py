"""The Hedgerow grade: a linear formula over counts that a reader can recompute.

    grade = constant + a ln(sentence length) + b sqrt(rarity) + c of + d sqrt(P / W) + e O / W

- Sentence length is the mean over words of the length of their sentence: the sum of the squared
  lengths over the sum of the lengths. A long sentence counts for all its words.
- Rarity is the mean over new words (`rarity.py`): 0 for a word on the familiar list, and 5 less the
  Zipf frequency for others, between 0 (used a hundred times in a million words or more) and 3 (less
  than once in a million).
- of is the share of the word "of", which strings noun phrases together.
- P are words of three or more syllables, O words outside the pronouncing dictionary, W words.

`tools/fit_grade.py` fits the coefficients to judgements of teachers and readers; docs/validation.md
gives the agreement.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from hedgerow.lexicons.grade import grade_coefficients


def grade_terms(c: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Return the terms of the formula, by their names in the table of coefficients.

    Args:
        c: words, words_squared, new_words, rarity, of_words, polysyllables, out_of_dictionary;
            arrays of one shape.
    """
    words = c["words"]
    return {
        "log_sentence_length": np.log(c["words_squared"] / words),
        "sqrt_rarity": np.sqrt(c["rarity"] / c["new_words"]),
        "of": c["of_words"] / words,
        "sqrt_polysyllables": np.sqrt(c["polysyllables"] / words),
        "out_of_dictionary": c["out_of_dictionary"] / words,
    }


def hedgerow_grade(c: Mapping[str, np.ndarray]) -> np.ndarray:
    """Return the grade from the counts that `grade_terms` needs; NaN without words."""
    weights = grade_coefficients()
    terms = grade_terms(c)
    return weights["constant"] + np.sum([weights[name] * v for name, v in terms.items()], axis=0)
