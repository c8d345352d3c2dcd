"""Selections of lexicon matches, and flags of the tokens and sentences that contain them."""

from __future__ import annotations

import numpy as np
from numba import njit

from hedgerow.labels.lexicon_matcher import Marks, class_words
from hedgerow.lean_kernels import LEAN
from hedgerow.lexicons.load import Lexicon
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus
from hedgerow.text.tokens.tokens import PUNCTUATION


def of_table(marks: Marks, lexicon: Lexicon, table: str, **labels: str) -> np.ndarray:
    """Return bool[M]: the marks of one lexicon, with that label or detail if given."""
    return lexicon.where(table=table, **labels)[marks.entry]


def class_tokens(tokenised: TokenisedCorpus, words: str, lexicon: Lexicon) -> np.ndarray:
    """Return bool[T]: the tokens whose folded word is in a class or in a =word|word list."""
    return tokens_with(tokenised, class_words(tokenised, words, lexicon))


def tokens_with(tokenised: TokenisedCorpus, flags: np.ndarray) -> np.ndarray:
    """Return bool[T]: the tokens whose folded word without ending is flagged in bool[W]."""
    out = np.zeros(len(tokenised.token_type), bool)
    _flag(*tokenised.base_tokens, np.flatnonzero(flags), out)
    return out


@njit(**LEAN)
def _flag(tokens, begin, words, out):
    for word in words:
        for k in range(begin[word], begin[word + 1]):
            out[tokens[k]] = True


def has_flag(tokenised: TokenisedCorpus, flags: np.ndarray) -> np.ndarray:
    """Return bool[S]: a token of the sentence is flagged in `flags`, bool[T] or its beginning."""
    return has(tokenised, np.flatnonzero(flags))


def has(tokenised: TokenisedCorpus, at: np.ndarray) -> np.ndarray:
    """Return bool[S]: the sentence contains one of the tokens `at`."""
    out = np.zeros(len(tokenised.sentence_start), bool)
    out[tokenised.token_sentence[at]] = True
    return out


def first_per_sentence(at: np.ndarray, sentence: np.ndarray, n: int) -> np.ndarray:
    """Return int64[n]: the first of the sorted places `at` in each sentence, -1 where none."""
    out = np.full(n, -1, np.int64)
    out[sentence[::-1]] = at[::-1]
    return out


def next_flag(flags: np.ndarray, at: np.ndarray) -> np.ndarray:
    """Return int64[n]: the first flagged token at or after each token `at`, T where there is none.

    Args:
        flags: bool[T]. at: int64[n], 0 to T.
    """
    flagged = np.append(np.flatnonzero(flags), len(flags))
    return flagged[np.searchsorted(flagged, at)]


def beside(tokenised: TokenisedCorpus, flags: np.ndarray, by: int) -> np.ndarray:
    """Return bool[T]: the token `by` places further on is flagged, and of the same sentence.

    Args:
        flags: bool[T].
        by: below 0 for tokens before.
    """
    out = np.zeros(len(flags), bool)
    _shift(flags, tokenised.sentence_token, by, out)
    return out


@njit(**LEAN)
def _shift(flags, sentence_token, by, out):
    for s in range(len(sentence_token) - 1):
        low, high = sentence_token[s], sentence_token[s + 1]
        for i in range(max(low, low - by), min(high, high - by)):
            out[i] = flags[i + by]


def last_at(flags: np.ndarray, at: np.ndarray) -> np.ndarray:
    """Return int64[n]: the last flagged token at or before each token `at`, -1 where there is none.

    Args:
        flags: bool[T]. at: int64[n], -1 to T - 1.
    """
    flagged = np.append(np.flatnonzero(flags), -1)
    return flagged[np.searchsorted(flagged[:-1], at, "right") - 1]


def clause_boundaries(tokenised: TokenisedCorpus, lexicon: Lexicon) -> np.ndarray:
    """Return bool[T]: punctuation and words that open a clause."""
    opens = class_words(tokenised, "subordinator", lexicon) | class_words(
        tokenised, "relative", lexicon
    )
    opens |= class_words(tokenised, "=but|by|through|via", lexicon)
    return (tokenised.token_kind == PUNCTUATION) | tokens_with(tokenised, opens)
