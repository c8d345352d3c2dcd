"""The editing gain: how much easier a document would be without its hardest words and sentences.

Both are measured in Flesch-Kincaid grades (Kincaid et al. 1975), 0.39 W/S + 11.8 Y/W - 15.59, in
which the contribution of a word or a sentence can be worked out by hand.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numba import njit

from hedgerow.readability.formulas import formula_scores
from hedgerow.readability.word_features import FEATURES, SUMS, UnfamiliarWords
from hedgerow.tables.spans import span_sums
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus

MOST_WORDS = 10
"""Words that are listed for each document."""

_GRADE, _PER_SYLLABLE = "flesch_kincaid_grade", 11.8
"""Grades for each syllable per word in the formula."""


def sentence_gains(rows: np.ndarray, offsets: np.ndarray) -> np.ndarray:
    """Return the grades by which a document would be easier without each of its sentences.

    Args:
        rows: float64[s, len(SUMS)], counts of the prose sentences.
        offsets: int64[D + 1], the rows of each document.

    Returns:
        float64[s]; negative where the sentence makes its document easier, NaN for a document of
        one sentence.
    """
    document = np.repeat(span_sums(rows, offsets), np.diff(offsets), axis=0)
    return _grades(document) - _grades(document - rows)


def _grades(sums: np.ndarray) -> np.ndarray:
    counts = {name: sums[:, k] for k, name in enumerate(SUMS)}
    return formula_scores(counts, [_GRADE])[_GRADE]


@dataclass(frozen=True)
class HardWords:
    """The costliest words of documents, n rows: by document, then by cost."""

    doc: np.ndarray  # int64[n]
    rank: np.ndarray  # int64[n], from 1
    word: np.ndarray  # int32[n], the folded word, without a possessive ending
    uses: np.ndarray  # int64[n]
    syllables: np.ndarray  # float64[n], mean over the uses
    cost: np.ndarray  # float64[n], grades


def hard_words(
    tokenised: TokenisedCorpus, features: np.ndarray, unfamiliar: UnfamiliarWords, words: np.ndarray
) -> HardWords:
    """Rank the unfamiliar words of each document by the grades that their length adds.

    The cost of a word is the fall of the grade if a word of one syllable replaced each use:
    11.8 (syllables - 1) uses / W. A compound is replaced by one syllable for each part. Words of
    equal cost keep the order of the text.

    Args:
        features: `type_features` of the text.
        unfamiliar: `unfamiliar_words` of the text.
        words: int64[D], words of prose in each document.

    Returns:
        At most MOST_WORDS of each document; words of one syllable are left out.
    """
    syllables = features[unfamiliar.type, FEATURES.index("syllables")]
    capacity = MOST_WORDS * len(words)
    rows, doc = np.empty((capacity, 4), np.int64), np.empty(capacity, np.int64)
    n = _costliest(
        unfamiliar.base,
        syllables,
        syllables - features[unfamiliar.type, FEATURES.index("words")],
        unfamiliar.offsets,
        tokenised.sentence_prose,
        tokenised.doc_sentence,
        np.full(len(tokenised.word_text), -1, np.int32),
        np.empty((len(syllables) + 1, 4), np.int64),
        rows,
        doc,
    )
    rows, doc = rows[:n], doc[:n]
    return HardWords(
        doc=doc,
        rank=np.arange(n) - np.searchsorted(doc, doc) + 1,
        word=rows[:, 0].astype(np.int32),
        uses=rows[:, 1].copy(),
        syllables=rows[:, 2] / rows[:, 1],
        cost=_PER_SYLLABLE * rows[:, 3] / words[doc],
    )


@njit(cache=True)
def _costliest(base, syllables, spare, offsets, prose, doc_sentence, row_of, found, out, doc):
    """Write word, uses, syllables and spare syllables of the costliest words of each document.

    row_of, found: scratch, the first filled with -1. Returns the number of rows.
    """
    total = 0
    for d in range(len(doc_sentence) - 1):
        n = 0
        for s in range(doc_sentence[d], doc_sentence[d + 1]):
            if not prose[s]:
                continue
            for i in range(offsets[s], offsets[s + 1]):
                if spare[i] <= 0:
                    continue
                row = row_of[base[i]]
                if row < 0:
                    row = row_of[base[i]] = n
                    found[n, 0], found[n, 1], found[n, 2], found[n, 3] = base[i], 0, 0, 0
                    n += 1
                found[row, 1] += 1
                found[row, 2] += syllables[i]
                found[row, 3] += spare[i]
        begin = total
        for row in range(n):
            row_of[found[row, 0]] = -1
            # insertion keeps the order of words of equal cost
            position = total
            while position > begin and out[position - 1, 3] < found[row, 3]:
                position -= 1
            if position - begin == MOST_WORDS:
                continue
            total = min(total + 1, begin + MOST_WORDS)
            for k in range(total - 1, position, -1):
                out[k] = out[k - 1]
            out[position] = found[row]
        doc[begin:total] = d
    return total
