"""Discovery: the phrases that a document is written around, found without a list.

The words and repeated word sequences of each document are counted per shard
(`word_counts.count_words`); `discover` then weighs the sequences of each document against those of
the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from hedgerow.lexicons.function_words import FUNCTION_WORDS
from hedgerow.phrases.question_forms import is_question_form
from hedgerow.phrases.word_counts import QUESTION_WORDS, TITLE_WEIGHT


@dataclass(frozen=True)
class Discovered:
    """Discovered phrases, ordered by document, best first."""

    doc: np.ndarray  # int64[F]
    item: np.ndarray  # int64[F]
    score: np.ndarray  # float64[F]


_POOL = 60
"""Best sequences of a document that are compared with each other."""


def discover(
    doc: np.ndarray,
    item: np.ndarray,
    items: Sequence[str],
    n: np.ndarray,
    count: np.ndarray,
    prose: np.ndarray,
    title: np.ndarray,
    doc_words: np.ndarray,
    top: int = 10,
) -> Discovered:
    """Return the phrases that documents are written around.

    A sequence of n words with p > 0 occurrences in prose and t in titles and headings has the
    weight w = p + 3 t and the score log2(n + 1) (w - v) (1 + max(0, log2 ratio)). v is the weight
    of the heaviest longer sequence that contains it, so that a sequence counts only beyond those
    (the C-value of Frantzi, Ananiadou & Mima 2000 with the maximum instead of the mean); w = v is
    no phrase. The ratio is that of the rate in the document to the rate in all others, where 0
    counts as 0.5; it is 1 in a corpus of one document. In the other documents only repeated
    occurrences count. A sequence inside a better one is dropped unless it has at least one and a
    half times as many occurrences.

    Args:
        doc, item: int[R], document and sequence of each row.
        items: text of each sequence.
        n, count, prose, title: int[R], words of the sequence; its occurrences in all blocks, in
            prose, and in titles and headings.
        doc_words: int[D], words of each document.
        top: phrases per document.
    """
    # a table of contents repeats headings, so a phrase of these alone is no target
    wanted = np.asarray(prose) > 0
    doc, item, n, count, prose, title = (
        np.asarray(v)[wanted].astype(np.int64) for v in (doc, item, n, count, prose, title)
    )
    doc_words = np.asarray(doc_words, float)
    rest = np.bincount(item, count, minlength=len(items))[item] - count
    words = doc_words[doc]
    rest_words = doc_words.sum() - words
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = (count / words) / (np.maximum(rest, 0.5) / rest_words)
        key = np.where(rest_words > 0, np.maximum(np.log2(ratio), 0.0), 0.0)
    weight = prose + TITLE_WEIGHT * title
    worth = np.log2(n + 1) * (1 + key)  # of each unit of weight
    # ties: the longer sequence, then alphabetical order, whatever the order of the rows
    rank = np.argsort(np.argsort(np.array(items, object), kind="stable"), kind="stable")
    order = np.lexsort((rank[item], -n, -worth * weight, doc))
    bounds = np.searchsorted(doc[order], np.arange(len(doc_words) + 1)).tolist()
    kept: list[int] = []
    scores: list[float] = []
    for begin, end in pairwise(bounds):
        pool = [
            i for i in order[begin : min(end, begin + _POOL)].tolist() if _is_topic(items[item[i]])
        ]
        texts = [f" {items[item[i]]} " for i in pool]
        own = worth[pool] * (weight[pool] - _nested(texts, weight[pool].tolist()))
        ranked = np.lexsort((-n[pool], -own)).tolist()
        for k in _distinct(texts, (prose + title)[pool].tolist(), own, ranked, top):
            kept.append(pool[k])
            scores.append(float(own[k]))
    chosen = np.array(kept, np.int64)
    return Discovered(doc[chosen], item[chosen], np.array(scores, float))


def _is_topic(text: str) -> bool:
    """Return whether a sequence may be a topic: one that opens as a question must be one."""
    words = text.split()
    if words[0] not in FUNCTION_WORDS:
        return True
    return is_question_form(words) or (words[0] in QUESTION_WORDS and len(words) > 2)


def _nested(texts: list[str], weights: list[int]) -> np.ndarray:
    """Return the largest weight of the longer texts around each text, or 0; texts have spaces."""
    return np.array(
        [
            max(
                (w for o, w in zip(texts, weights, strict=True) if len(o) > len(t) and t in o),
                default=0,
            )
            for t in texts
        ],
        np.int64,
    )


def _distinct(
    texts: list[str], counts: list[int], scores: np.ndarray, ranked: list[int], top: int
) -> list[int]:
    """Return the indices of the phrases that do not mostly belong to a better one."""
    kept: list[int] = []
    for i in ranked:
        if scores[i] <= 0 or len(kept) == top:
            break
        inside = (k for k in kept if texts[i] in texts[k])
        if not any(2 * counts[i] < 3 * counts[k] for k in inside):
            kept.append(i)
    return kept
