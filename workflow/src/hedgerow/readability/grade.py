"""The Hedgerow grade: a linear formula over counts that a reader can recompute.

    grade = constant + a ln(sentence length) + b sqrt(rarity) + c of + d sqrt(P / W) + e O / W

- sentence length is that of the sentence in which a word stands, on average over the words: the
  sum of the squared lengths over the sum of the lengths. A long sentence counts for all its words.
- rarity is the mean over new words: 0 for a word on the familiar list, and 5 less the Zipf
  frequency for others, between 0 (used a hundred times in a million words or more) and 3 (less
  than once in a million). A word is new unless the 100 words before it had it already.
- of is the share of the word "of", which strings noun phrases together.
- P are words of three or more syllables, O words outside the pronouncing dictionary, W words.

`tools/fit_grade.py` fitted the coefficients to how teachers judged texts; docs/validation.md says
how well they do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numba import njit

from hedgerow.lexicons.grade import grade_coefficients
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus
from hedgerow.text.tokens.tokens import WORD
from hedgerow.text.tokens.words import base_of, parts_of

COMMON, RARE = 5.0, 2.0
"""Zipf frequencies: from COMMON on a word is not rare; RARE is given to words off the list."""

MEMORY = 100
"""A word is new again after so many others."""


def rarities(
    words: Sequence[str], hard: Sequence[int], frequency: Mapping[str, float]
) -> np.ndarray:
    """Return how rare each word is, in hundredths; 0 where its place is not in `hard`.

    A compound is as rare as its rarest part.

    Args:
        words: W folded words.
        hard: places of the words off the familiar list.
        frequency: word -> Zipf frequency.

    Returns:
        int32[W], from 0 to 300.
    """
    out = np.zeros(len(words), np.int32)
    places = np.array(hard, np.int64)
    zipf = np.array([_zipf(base_of(words[i]), frequency) for i in hard], np.float64)
    out[places] = np.rint(100 * np.maximum(0.0, COMMON - zipf))
    return out


def _zipf(word: str, frequency: Mapping[str, float]) -> float:
    zipf = frequency.get(word)
    if zipf is None:
        zipf = RARE
        if "-" in word:
            zipf = min((frequency.get(part, RARE) for part in parts_of(word)), default=RARE)
    return zipf


def new_words(tokenised: TokenisedCorpus, rarity: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Count the new words of each sentence and add up how rare they are.

    Args:
        rarity: int32[V], of each type, in hundredths.

    Returns:
        float64[S], new words; float64[S], their rarity.
    """
    new, weight = np.zeros(len(tokenised.sentence_start)), np.zeros(len(tokenised.sentence_start))
    _add_new_words(
        tokenised.token_type,
        np.where(tokenised.type_kind == WORD, tokenised.word_base[tokenised.type_word], -1),
        np.ascontiguousarray(rarity),
        tokenised.sentence_token,
        tokenised.sentence_doc,
        np.full(len(tokenised.word_text), -1, np.int32),
        new,
        weight,
    )
    return new, weight


@njit(cache=True)
def _add_new_words(token_type, base, rarity, sentence_token, sentence_doc, last, new, weight):
    """Fill new and weight. base: the word a type is a form of, -1 for none; last: scratch, -1."""
    place = begin = 0
    doc = -1
    for s in range(len(sentence_doc)):
        if sentence_doc[s] != doc:
            doc, begin = sentence_doc[s], place
        for i in range(sentence_token[s], sentence_token[s + 1]):
            word = base[token_type[i]]
            if word < 0:
                continue
            if last[word] < begin or place - last[word] > MEMORY:
                new[s] += 1
                weight[s] += rarity[token_type[i]] / 100
            last[word] = place
            place += 1


def grade_terms(c: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Return the terms of the formula from counts of one shape, by their names in the table.

    Args:
        c: words, words_squared, new_words, rarity, of_words, polysyllables, out_of_dictionary.
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
    """Return the grade from the counts that `grade_terms` takes; NaN without words."""
    weights = grade_coefficients()
    terms = grade_terms(c)
    return weights["constant"] + np.sum([weights[name] * v for name, v in terms.items()], axis=0)
