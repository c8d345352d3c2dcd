"""Discovery: the phrases a document is written around, found without a list.

First each document's words and repeated word sequences are counted (`count_words`, per shard), then
each document's sequences are weighed against those of the others (`discover`, per corpus).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from hedgerow.lexicons.function_words import FUNCTION_WORDS
from hedgerow.phrases.question_forms import is_question_form
from hedgerow.phrases.word_counts import QUESTION_WORDS, TITLE_WEIGHT


@dataclass(frozen=True)
class Discovered:
    """Phrases found for documents: by document, best first."""

    doc: np.ndarray  # int64[F]
    item: np.ndarray  # int64[F]
    score: np.ndarray  # float64[F]


_POOL = 60
"""Sequences of a document that are looked at for overlap: many more than a list of ten needs."""


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
    """Find the phrases that documents are written around.

    A sequence of n words with p uses in prose (one at least) and t in titles and headings weighs
    w = p + 3 t, and scores log2(n + 1) (w - v) (1 + max(0, log2 ratio)). v is the weight of the
    heaviest longer sequence that contains it, so that only what a phrase does on its own account
    counts (the C-value of Frantzi, Ananiadou & Mima 2000, with the largest in place of the mean);
    where nothing is left, it is no phrase. The ratio is that of its rate in the document to its
    rate in all the others (no use there counted as half a use; 1 in a corpus of one document).
    Other documents count with their repeated uses only. A sequence inside a better one is left out
    unless it has at least one and a half times its uses.

    Args:
        doc, item: int[R], document and item of each row.
        items: text of each sequence.
        n, count, prose, title: int[R].
        doc_words: int[D], words of each document.
        top: phrases per document.
    """
    # a list of contents repeats headings: a phrase that stands in these alone is no target
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
    # ties: the longer sequence, then the alphabet, so that the order of rows leaves no trace
    rank = np.argsort(np.argsort(np.array(items, object), kind="stable"), kind="stable")
    order = np.lexsort((rank[item], -n, -worth * weight, doc))
    bounds = np.searchsorted(doc[order], np.arange(len(doc_words) + 1))
    kept: list[int] = []
    scores: list[float] = []
    for begin, end in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
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
    """Say whether words may be a topic: those that open as questions must be one ("is crucial")."""
    words = text.split()
    if words[0] not in FUNCTION_WORDS:
        return True
    return is_question_form(words) or (words[0] in QUESTION_WORDS and len(words) > 2)


def _nested(texts: list[str], weights: list[int]) -> np.ndarray:
    """Return, for each of the spaced texts, the largest weight of a longer one around it, or 0."""
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
    """Return places of the phrases that are not mostly a better one's; texts are spaced."""
    kept: list[int] = []
    for i in ranked:
        if scores[i] <= 0 or len(kept) == top:
            break
        inside = (k for k in kept if texts[i] in texts[k])
        if not any(2 * counts[i] < 3 * counts[k] for k in inside):
            kept.append(i)
    return kept
