"""Discovery: the phrases that a document is written around, found without a list.

The words and repeated word sequences of each document are counted per shard
(`word_counts.count_words`); `discover` weighs those of each document against the other documents,
and takes its title and the name of its file as further evidence.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

import numpy as np
from numba import njit

from hedgerow.lexicons.function_words import FUNCTION_WORDS
from hedgerow.phrases.question_forms import is_question_form
from hedgerow.phrases.target_phrases import target_phrases
from hedgerow.phrases.title_clues import PageClues, content_key
from hedgerow.phrases.word_counts import QUESTION_WORDS, TITLE_WEIGHT, WordCounts
from hedgerow.tables.spans import offsets_of
from hedgerow.tables.strings import Spelled, Speller

_POOL = 60
"""Best sequences of a document that are compared with each other."""
_IN_TITLE, _IN_NAME = 3.0, 2.0
"""Factors on the score of a phrase in a segment of the title, in the name of the file."""
_SINGLE = 0.35
"""Factor on the score of a single word that neither of them has."""
_SINGLE_LEAST = 4
"""Occurrences in prose that such a word needs."""


@dataclass(frozen=True)
class Sequences:
    """R rows: the sequences (and single words) of documents with their counts."""

    doc: np.ndarray  # int64[R]
    item: np.ndarray  # int64[R], index into `items`
    items: Spelled
    n: np.ndarray  # int64[R], words of the sequence
    count: np.ndarray  # int64[R], occurrences in all blocks
    prose: np.ndarray  # int64[R], of these in prose
    title: np.ndarray  # int64[R], of these in titles and headings
    total: np.ndarray | None = None  # int64[R], occurrences in the corpus; None: those of the rows


def spelled_items(counts: WordCounts, words: Sequence[str]) -> Spelled:
    """Return the sequences of a text as words joined by spaces, and after them all of its words."""
    return Speller.of(words).join(
        np.concatenate([counts.seq_words, np.arange(len(words), dtype=np.int32)]),
        offsets_of(np.concatenate([counts.seq_n, np.ones(len(words), np.uint8)])),
    )


@dataclass(frozen=True)
class Discovered:
    """F discovered phrases, ordered by document, best first."""

    doc: np.ndarray  # int64[F]
    phrase: list[str]  # [F]
    evidence: list[str]  # [F], what speaks for the phrase, joined by "; "


@dataclass
class _Candidate:
    words: tuple[str, ...]
    prose: int
    title: int
    score: float

    @property
    def count(self) -> int:
        """Return the occurrences in prose, titles and headings."""
        return self.prose + self.title


def discover(
    rows: Sequences,
    doc_words: np.ndarray,
    top: int = 10,
    clues: Sequence[PageClues] | None = None,
    corpus_words: float | None = None,
) -> Discovered:
    """Return the phrases that documents are written around.

    First come the phrases that title and file name give (`target_phrases`). The others are ranked
    by repetition.

    A sequence of n words with p > 0 occurrences in prose and t in titles and headings has the
    weight w = p + 3 t and the score log2(n + 1) (w - v) (1 + max(0, log2 ratio)). v is the weight
    of the heaviest longer sequence that contains it, so that a sequence counts only beyond those
    (the C-value of Frantzi, Ananiadou & Mima 2000 with the maximum instead of the mean); w = v is
    no phrase. The ratio is that of the rate in the document to the rate in all others, where 0
    counts as 0.5; it is 1 in a corpus of one document. The score is tripled for phrases inside a
    segment of the title and doubled for those inside the file name; that of single words outside
    both is cut to 0.35, and such words need four occurrences in prose. A sequence inside a better
    one is dropped unless it has at least one and a half times as many occurrences; of phrases that
    differ in function words or inflection only the best is kept.

    Args:
        rows: as `Sequences` describes; other documents count with their repeated sequences only.
        doc_words: int[D], words of each document.
        top: phrases per document.
        clues: of each document; none by default.
        corpus_words: words of the corpus, where these documents are a part of it.
    """
    doc_words = np.asarray(doc_words, float)
    clues = clues or [PageClues()] * len(doc_words)
    whole = doc_words.sum() if corpus_words is None else corpus_words
    singles = _single_words(rows, len(doc_words))
    found: list[tuple[int, str, str]] = []
    for d, candidates in enumerate(_candidates(rows, doc_words, whole)):
        best = _best(candidates, clues[d], next(singles), top)
        found += [(d, " ".join(c.words), _evidence(c, clues[d])) for c in best]
    return Discovered(
        np.array([row[0] for row in found], np.int64),
        [row[1] for row in found],
        [row[2] for row in found],
    )


def _candidates(rows: Sequences, doc_words: np.ndarray, whole: float) -> Iterator[list[_Candidate]]:
    """Yield the best sequences of each document with the scores of repetition alone."""
    total = rows.total
    if total is None:
        total = np.bincount(rows.item, rows.count, minlength=len(rows.items))[rows.item]
    rest = total - rows.count
    # a table of contents repeats headings, so a phrase of these alone is no target
    kept = np.flatnonzero(rows.prose > 0)
    worth = _worth(rows, rest, doc_words, whole)[kept]
    weight = (rows.prose + TITLE_WEIGHT * rows.title)[kept]
    leading = _leading(rows.doc[kept], worth * weight, len(doc_words), _POOL)
    kept, worth, weight = kept[leading], worth[leading], weight[leading]
    doc = rows.doc[kept]
    text = [f" {item} " for item in rows.items.take(rows.item[kept])]
    # ties: the longer sequence, then alphabetical order, whatever the order of the rows
    rank = np.empty(len(kept), np.int64)
    rank[sorted(range(len(text)), key=text.__getitem__)] = np.arange(len(kept))
    order = np.lexsort((rank, -rows.n[kept], -worth * weight, doc))
    bounds = np.searchsorted(doc[order], np.arange(len(doc_words) + 1)).tolist()
    for begin, end in pairwise(bounds):
        best = order[begin : min(end, begin + _POOL)].tolist()
        pool = [i for i in best if _is_topic(text[i])]
        texts = [text[i] for i in pool]
        own = worth[pool] * (weight[pool] - _nested(texts, weight[pool].tolist()))
        yield [
            _Candidate(tuple(words.split()), prose, title, score)
            for words, prose, title, score in zip(
                texts,
                rows.prose[kept[pool]].tolist(),
                rows.title[kept[pool]].tolist(),
                own.tolist(),
                strict=True,
            )
        ]


@njit(cache=True)
def _leading(doc, score, n_docs, most):
    """Return bool[R]: the row is among the `most` highest scores of its document, ties included."""
    edges = np.zeros(n_docs + 1, np.int64)
    for d in doc:
        edges[d + 1] += 1
    edges = np.cumsum(edges)
    place, grouped = edges[:-1].copy(), np.empty(len(doc))
    for i in range(len(doc)):
        grouped[place[doc[i]]] = score[i]
        place[doc[i]] += 1
    least = np.full(n_docs, -np.inf)
    for d in range(n_docs):
        of_doc = grouped[edges[d] : edges[d + 1]]
        if len(of_doc) > most:
            least[d] = np.partition(of_doc, len(of_doc) - most)[len(of_doc) - most]
    return score >= least[doc]


def _worth(rows: Sequences, rest: np.ndarray, doc_words: np.ndarray, whole: float) -> np.ndarray:
    """Return float64[R]: the score of each unit of weight."""
    words = doc_words[rows.doc]
    rest_words = whole - words
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = (rows.count / words) / (np.maximum(rest, 0.5) / rest_words)
        key = np.where(rest_words > 0, np.maximum(np.log2(ratio), 0.0), 0.0)
    return np.log2(rows.n + 1) * (1 + key)


def _single_words(rows: Sequences, n_docs: int) -> Iterator[dict[str, int]]:
    """Yield the occurrences in prose of the single words of each document."""
    single = np.flatnonzero(rows.n == 1)
    single = single[np.argsort(rows.doc[single], kind="stable")]
    bounds = np.searchsorted(rows.doc[single], np.arange(n_docs + 1)).tolist()
    used, place = np.unique(rows.item[single], return_inverse=True)
    words = np.array(rows.items.take(used), object)[place]
    prose = rows.prose[single]
    for begin, end in pairwise(bounds):
        yield dict(zip(words[begin:end].tolist(), prose[begin:end].tolist(), strict=True))


def _best(
    candidates: list[_Candidate], clue: PageClues, singles: dict[str, int], top: int
) -> list[_Candidate]:
    """Return the best phrases of a document, those of title and file name first."""
    for c in candidates:
        in_title, in_name = clue.in_title(c.words), clue.in_name(c.words)
        c.score *= (_IN_TITLE if in_title else 1.0) * (_IN_NAME if in_name else 1.0)
        if len(c.words) == 1 and not in_title and not in_name:
            c.score *= _SINGLE if c.prose >= _SINGLE_LEAST else 0
    ranked = sorted(candidates, key=lambda c: (-c.score, -len(c.words)))
    known = {c.words: c for c in ranked}
    repeated = {c.words: (c.prose, c.title) for c in ranked}
    targets = target_phrases(clue, singles, repeated)
    first = [known.get(words) or _Candidate(words, 0, 0, np.inf) for words in targets]
    kept: list[_Candidate] = []
    keys: set[tuple[str, ...]] = set()
    for c in [*first, *ranked]:
        if len(kept) == top:
            break
        key = content_key(c.words) or c.words
        if key in keys or (c not in first and (c.score <= 0 or _belongs_to_better(c, kept))):
            continue
        keys.add(key)
        kept.append(c)
    return kept


def _belongs_to_better(c: _Candidate, kept: list[_Candidate]) -> bool:
    """Return whether a better phrase contains this one and has most of its occurrences."""
    text = f" {' '.join(c.words)} "
    return any(text in f" {' '.join(k.words)} " and 2 * c.count < 3 * k.count for k in kept)


def _evidence(c: _Candidate, clue: PageClues) -> str:
    parts = []
    if clue.in_title(c.words):
        parts.append("title")
    if clue.in_name(c.words):
        parts.append("file name")
    if c.title:
        parts.append(f"{c.title} in title and headings")
    if c.prose > 1:
        parts.append(f"{c.prose} in prose")
    return "; ".join(parts)


def _is_topic(text: str) -> bool:
    """Return whether a sequence may be a topic: one that opens as a question must be one."""
    words = text.split()
    if words[0] not in FUNCTION_WORDS:
        return True
    return is_question_form(words) or (words[0] in QUESTION_WORDS and len(words) > 2)


def _nested(texts: list[str], weights: list[int]) -> np.ndarray:
    """Return the largest weight of the longer texts around each text, or 0.

    Args:
        texts: distinct, with a space at both ends.

    >>> _nested([" tea ", " green tea ", " tea for sleep "], [9, 4, 5]).tolist()
    [5, 0, 0]
    """
    order = sorted(range(len(texts)), key=lambda i: -weights[i])
    heaviest_first = "\n".join(texts[i] for i in order)
    starts = list(accumulate((len(texts[i]) + 1 for i in order), initial=0))
    nested = np.zeros(len(texts), np.int64)
    for k, i in enumerate(order):
        at = heaviest_first.find(texts[i])
        if at == starts[k]:  # itself: the text that it is in, if any, comes later
            at = heaviest_first.find(texts[i], at + 1)
        if at >= 0:
            nested[i] = weights[order[bisect_right(starts, at) - 1]]
    return nested
