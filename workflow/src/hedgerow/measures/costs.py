"""What makes a document hard to read: the words and the sentences that cost it most grades.

Both are given in grades of Flesch and Kincaid (1975), 0.39 W/S + 11.8 Y/W - 15.59, for in it every
word and every sentence has a price that can be worked out by hand.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hedgerow.measures.readability import FEATURES, SUMS, chosen_types, formulas
from hedgerow.tables.spans import span_sums
from hedgerow.text.coded import CodedText

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


def hard_words(coded: CodedText, features: np.ndarray, words: np.ndarray) -> HardWords:
    """Rank the unfamiliar words of each document by what their length costs it.

    The cost is what the grade would fall by if a word of one syllable stood in the place of each
    use: 11.8 (syllables - 1) uses / W. A compound is measured against one syllable for each part.
    Equal costs keep the order of the text.

    Args:
        features: `type_features` of the text.
        words: int64[D], words of prose of each document.

    Returns:
        The dearest MOST_WORDS of each document; words of one syllable are not among them.
    """
    column = {name: features[:, k].astype(np.int64) for k, name in enumerate(FEATURES)}
    spare = column["syllables"] - column["words"]
    sentences = np.flatnonzero(coded.sentence_prose)
    types, offsets = chosen_types(coded, (column["difficult_words"] > 0) & (spare > 0), sentences)
    doc = np.repeat(coded.sentence_doc[sentences], np.diff(offsets))
    base = coded.word_base[coded.type_word[types]]
    size = max(1, len(coded.word_text))
    key, first, row, uses = np.unique(
        doc * size + base, return_index=True, return_inverse=True, return_counts=True
    )
    owner = key // size
    cost = _PER_SYLLABLE * np.bincount(row, spare[types], len(key)) / words[owner]
    syllables = np.bincount(row, column["syllables"][types], len(key)) / uses
    order = np.lexsort((first, -cost, owner))
    _, begin, count = np.unique(owner[order], return_index=True, return_counts=True)
    rank = np.arange(len(order)) - np.repeat(begin, count)
    kept = order[rank < MOST_WORDS]
    return HardWords(
        doc=owner[kept],
        rank=rank[rank < MOST_WORDS] + 1,
        word=(key % size)[kept].astype(np.int32),
        uses=uses[kept],
        syllables=syllables[kept],
        cost=cost[kept],
    )
