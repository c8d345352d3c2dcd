"""How rare the words of a text are, each counted where it is new."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numba import njit

from hedgerow.lean_kernels import LEAN
from hedgerow.readability.accents import without_accents
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus
from hedgerow.text.tokens.tokens import WORD
from hedgerow.text.tokens.words import base_of, parts_of

COMMON, UNLISTED = 5.0, 2.0
"""Zipf frequencies: from COMMON on a word is not rare; UNLISTED is that of words off the list."""

MEMORY = 100
"""A word is new unless one of so many words before it in the document was the same."""


def rarities(
    words: Sequence[str], hard: Sequence[int], frequency: Mapping[str, float]
) -> np.ndarray:
    """Return how rare each word is, in hundredths; 0 for words that are not hard.

    A compound is as rare as its rarest part.

    Args:
        words: W folded words.
        hard: indices of the words off the familiar list.
        frequency: word -> Zipf frequency.

    Returns:
        int32[W], from 0 to 300.

    >>> rarities(["cat", "dose", "mitragynine"], [1, 2], {"dose": 4.0}).tolist()
    [0, 100, 300]
    """
    out = np.zeros(len(words), np.int32)
    zipf = np.array([_zipf(base_of(words[i]), frequency) for i in hard], np.float64)
    out[np.array(hard, np.int64)] = np.rint(100 * np.maximum(0.0, COMMON - zipf))
    return out


def _zipf(word: str, frequency: Mapping[str, float]) -> float:
    zipf = frequency.get(word, frequency.get(without_accents(word)))
    if zipf is None:
        zipf = UNLISTED
        if "-" in word:
            parts = parts_of(word)
            zipf = min((frequency.get(part, UNLISTED) for part in parts), default=UNLISTED)
    return zipf


def new_words(tokenised: TokenisedCorpus, rarity: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Count the new words of each sentence and add up their rarity.

    Args:
        rarity: int32[V], of each type, in hundredths.

    Returns:
        float64[S], new words; float64[S], their rarity.
    """
    n_sentences = len(tokenised.sentence_start)
    new, total = np.zeros(n_sentences), np.zeros(n_sentences)
    is_word = tokenised.type_kind == WORD
    n_words = len(tokenised.word_text)
    _add_new_words(
        tokenised.token_type,
        # all that is no word has one number beyond the words
        np.where(is_word, tokenised.word_base[tokenised.type_word], n_words).astype(np.int32),
        rarity / 100,
        tokenised.sentence_token,
        tokenised.sentence_doc,
        np.full(n_words + 1, -1, np.int32),
        new,
        total,
    )
    return new, total


@njit(**LEAN)
def _add_new_words(token_type, base, rarity, sentence_token, sentence_doc, last, new, total):
    """Add to new and total. base: the base word of each type; last: scratch, -1.

    Whether a word is new cannot be predicted, so it is a factor rather than a branch.
    """
    position = begin = 0
    doc = -1
    none = len(last) - 1
    for s in range(len(sentence_doc)):
        if sentence_doc[s] != doc:
            doc, begin = sentence_doc[s], position
        fresh, rare = 0, 0.0
        for i in range(sentence_token[s], sentence_token[s + 1]):
            t = token_type[i]
            word = base[t]
            before = last[word]
            is_new = (word != none) & ((before < begin) | (position - before > MEMORY))
            fresh += is_new
            rare += is_new * rarity[t]
            last[word] = position
            position += word != none
        new[s], total[s] = fresh, rare
