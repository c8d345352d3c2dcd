"""The Hedgerow grade: a linear formula over counts that a reader can recompute.

    grade = constant + a ln(sentence length) + b sqrt(rarity) + c of + d sqrt(P / W) + e O / W

- Sentence length is the mean over words of the length of their sentence: the sum of the squared
  lengths over the sum of the lengths. A long sentence counts for all its words.
- Rarity is the mean over new words (`rarity.py`): 0 for a word on the familiar list, and 5 less the
  Zipf frequency for others, between 0 (used a hundred times in a million words or more) and 3 (less
  than once in a million).
- of is the share of the word "of", which strings noun phrases together.
- P are words of three or more syllables, O words outside the pronouncing dictionary, W words.

Each share is that of the text with twenty words of average text added (AVERAGE): a share over the
few words of a caption says little about it, and that of an article hardly changes.

`tools/fit_grade.py` fits the coefficients to judgements of teachers and readers; docs/validation.md
gives the agreement.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from hedgerow.lexicons.grade import grade_coefficients

ADDED = 20
"""Words of average text that are added to the counts of a text."""
AVERAGE = {"rarity": 0.268, "of_words": 0.031, "polysyllables": 0.096, "out_of_dictionary": 0.013}
"""Mean counts of a word of the excerpts of CLEAR; rarity is that of a new word."""


def grade_terms(c: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Return the terms of the formula, by their names in the table of coefficients.

    Args:
        c: words, words_squared, new_words, rarity, of_words, polysyllables, out_of_dictionary;
            arrays of one shape.
    """

    def share(name: str, of: str = "words") -> np.ndarray:
        return (c[name] + ADDED * AVERAGE[name]) / (c[of] + ADDED)

    return {
        "log_sentence_length": np.log(c["words_squared"] / c["words"]),
        "sqrt_rarity": np.sqrt(share("rarity", "new_words")),
        "of": share("of_words"),
        "sqrt_polysyllables": np.sqrt(share("polysyllables")),
        "out_of_dictionary": share("out_of_dictionary"),
    }


def hedgerow_grade(c: Mapping[str, np.ndarray]) -> np.ndarray:
    """Return the grade from the counts that `grade_terms` needs; NaN without words."""
    weights = grade_coefficients()
    terms = grade_terms(c)
    first, *others = (weights[name] * values for name, values in terms.items())
    return weights["constant"] + sum(others, first)
