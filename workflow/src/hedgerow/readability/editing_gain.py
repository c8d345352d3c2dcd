"""What makes a document hard to read: the words and the sentences that cost it most grades.

Both are given in grades of Flesch and Kincaid (1975), 0.39 W/S + 11.8 Y/W - 15.59, for in it every
word and every sentence has a price that can be worked out by hand.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numba import njit

from hedgerow.readability.formulas import formulas
from hedgerow.readability.word_features import FEATURES, SUMS, UnfamiliarWords
from hedgerow.tables.spans import span_sums
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus

MOST_WORDS = 10
"""Words that are named for each document."""

_PER_SYLLABLE = 11.8
"""What one syllable a word costs in the formula."""


def sentence_gains(rows: np.ndarray, offsets: np.ndarray) -> np.ndarray:
    """Return by how many grades each document would be easier without each of its sentences.

    Args:
        rows: float64[s, len(SUMS)], sums of the prose sentences.
        offsets: int64[D + 1], the rows of each document.

    Returns:
        float64[s]; below 0 where the sentence makes its document easier, NaN for the only one.
    """
    whole = np.repeat(span_sums(rows, offsets), np.diff(offsets), axis=0)
    grades = [
        formulas({name: sums[:, k] for k, name in enumerate(SUMS)}, ["flesch_kincaid_grade"])
        for sums in (whole, whole - rows)
    ]
    return grades[0]["flesch_kincaid_grade"] - grades[1]["flesch_kincaid_grade"]


@dataclass(frozen=True)
class HardWords:
    """Words of documents, those of a document together and dearest first; n rows."""

    doc: np.ndarray  # int64[n]
    rank: np.ndarray  # int64[n], from 1
    word: np.ndarray  # int32[n], the folded word, without a possessive ending
    uses: np.ndarray  # int64[n]
    syllables: np.ndarray  # float64[n], of one use on average
    cost: np.ndarray  # float64[n], grades


def hard_words(
    tokenised: TokenisedCorpus, features: np.ndarray, unfamiliar: UnfamiliarWords, words: np.ndarray
) -> HardWords:
    """Rank the unfamiliar words of each document by what their length costs it.

    The cost is what the grade would fall by if a word of one syllable stood in the place of each
    use: 11.8 (syllables - 1) uses / W. A compound is measured against one syllable for each part.
    Equal costs keep the order of the text.

    Args:
        features: `type_features` of the text.
        unfamiliar: `unfamiliar_words` of the text.
        words: int64[D], words of prose of each document.

    Returns:
        The dearest MOST_WORDS of each document; words of one syllable are not among them.
    """
    syllables = features[unfamiliar.type, FEATURES.index("syllables")]
    room = MOST_WORDS * len(words)
    rows, doc = np.empty((room, 4), np.int64), np.empty(room, np.int64)
    n = _dearest(
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
def _dearest(base, syllables, spare, offsets, prose, doc_sentence, row_of, found, out, doc):
    """Write word, uses, syllables and spare syllables of each document's dearest words.

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
            # equal ones keep their order
            place = total
            while place > begin and out[place - 1, 3] < found[row, 3]:
                place -= 1
            if place - begin == MOST_WORDS:
                continue
            total = min(total + 1, begin + MOST_WORDS)
            for k in range(total - 1, place, -1):
                out[k] = out[k - 1]
            out[place] = found[row]
        doc[begin:total] = d
    return total
