"""Discovery: the phrases that a document is written around, found without a list.

The words and repeated word sequences of each document are counted per shard
(`word_counts.count_words`); `discover` weighs those of each document against the other documents,
and takes its title and the name of its file as further evidence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np

from hedgerow.phrases.numbered_words import NumberedWords
from hedgerow.phrases.phrase_ranking import best_rows, chosen, heaviest_around, inside, order_of
from hedgerow.phrases.question_forms import is_question_form
from hedgerow.phrases.target_phrases import asked_words, target_phrases
from hedgerow.phrases.title_clues import PageClues
from hedgerow.phrases.word_counts import QUESTION_WORDS, TITLE_WEIGHT, WordCounts
from hedgerow.tables.spans import offsets_of, span_places

Words = tuple[str, ...]

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
    begin: np.ndarray  # int64[R], place of the first word in `words`
    n: np.ndarray  # int64[R], words of the sequence
    words: np.ndarray  # int32[...], numbers of the words of all rows
    count: np.ndarray  # int64[R], occurrences in all blocks
    prose: np.ndarray  # int64[R], of these in prose
    title: np.ndarray  # int64[R], of these in titles and headings
    total: np.ndarray  # int64[R], occurrences in the corpus

    @classmethod
    def of(
        cls,
        counts: WordCounts,
        sequences: np.ndarray,
        single: np.ndarray,
        doc: np.ndarray,
        total: np.ndarray | None = None,
    ) -> Sequences:
        """Return some sequences of the counts of a text, and after them some single words.

        Args:
            sequences, single: int64, their places in the counts.
            doc: int64[R], the document of each.
            total: int64[R], their occurrences in the corpus; those in the text if not given.
        """
        length = counts.seq_n[sequences].astype(np.int64)
        place = span_places(offsets_of(counts.seq_n)[sequences], length)
        uses, none = counts.uses[single].astype(np.int64), np.zeros(len(single), np.int64)
        n = np.concatenate([length, none + 1])
        count = np.concatenate([counts.seq_count[sequences], uses])
        return cls(
            doc=doc,
            begin=offsets_of(n)[:-1],
            n=n,
            words=np.concatenate([counts.seq_words[place], counts.word[single]]),
            count=count,
            prose=np.concatenate([counts.seq_prose[sequences], uses]),
            title=np.concatenate([counts.seq_title[sequences], none]),
            total=count if total is None else total,
        )

    def spelled(self, known: NumberedWords, rows: np.ndarray) -> list[Words]:
        """Return the words of some rows."""
        spans = zip(self.begin[rows].tolist(), self.n[rows].tolist(), strict=True)
        text = known.text
        return [tuple([text[w] for w in self.words[a : a + n].tolist()]) for a, n in spans]


@dataclass(frozen=True)
class Discovered:
    """F discovered phrases, ordered by document, best first."""

    doc: np.ndarray  # int64[F]
    phrase: list[str]  # [F]
    evidence: list[str]  # [F], what speaks for the phrase, joined by "; "


@dataclass(frozen=True)
class _Ranked:
    """The rows of each document that may be phrases, best first.

    Attributes:
        row: int64[P], by document.
        edges: int64[D + 1], those of document d are edges[d]:edges[d + 1].
        score: float64[P].
        in_title, in_name: bool[P], whether a segment of the title, the name of the file has them.
    """

    row: np.ndarray
    edges: np.ndarray
    score: np.ndarray
    in_title: np.ndarray
    in_name: np.ndarray


def discover(
    rows: Sequences,
    known: NumberedWords,
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
        known: the words of the rows.
        doc_words: int[D], words of each document.
        top: phrases per document.
        clues: of each document; none by default.
        corpus_words: words of the corpus, where these documents are a part of it.
    """
    doc_words = np.asarray(doc_words, float)
    clues = clues or [PageClues()] * len(doc_words)
    whole = doc_words.sum() if corpus_words is None else corpus_words
    streams = (
        _streams([clue.segments for clue in clues], known),
        _streams([[clue.name] for clue in clues], known),
    )
    ranked = _ranked(_pools(rows, known, doc_words, whole), rows, streams)
    targets = _targets(rows, known, ranked, clues)
    return _chosen(rows, known, ranked, targets, streams, top)


def _streams(
    texts: Sequence[Sequence[Words]], known: NumberedWords
) -> tuple[np.ndarray, np.ndarray]:
    """Return the words of some texts of each document, -1 after each, and the documents' edges."""
    words: list[int] = []
    edges = [0]
    for of_doc in texts:
        for text in of_doc:
            words += known.numbers(text)
            words.append(-1)
        edges.append(len(words))
    return np.array(words, np.int32), np.array(edges, np.int64)


def _pools(
    rows: Sequences, known: NumberedWords, doc_words: np.ndarray, whole: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return the best rows of each document and their edges; weight and worth of all rows.

    The score is that of repetition alone, without the longer rows around a row.
    """
    # a table of contents repeats headings, so a phrase of these alone is no target
    kept = np.flatnonzero(rows.prose > 0)
    kept = kept[np.argsort(rows.doc[kept], kind="stable")]
    edges = np.searchsorted(rows.doc[kept], np.arange(len(doc_words) + 1))
    worth = _worth(rows, doc_words, whole)
    weight = rows.prose + TITLE_WEIGHT * rows.title
    pool, edges = best_rows(
        kept, edges, worth * weight, rows.begin, rows.n, rows.words, known.rank, _POOL
    )
    topic = _topics(rows, known, pool)
    return pool[topic], offsets_of(topic)[edges], weight, worth


def _topics(rows: Sequences, known: NumberedWords, pool: np.ndarray) -> np.ndarray:
    """Return bool[P]: the row may be a topic; one that opens as a question must be one."""
    topic = ~known.is_function[rows.words[rows.begin[pool]]]
    opening = np.flatnonzero(~topic)
    topic[opening] = [_is_topic(words) for words in rows.spelled(known, pool[opening])]
    return topic


@lru_cache(maxsize=1 << 12)
def _is_topic(words: Words) -> bool:
    """Return whether a sequence that opens with a function word may be a topic."""
    return is_question_form(words) or (words[0] in QUESTION_WORDS and len(words) > 2)


def _worth(rows: Sequences, doc_words: np.ndarray, whole: float) -> np.ndarray:
    """Return float64[R]: the score of each unit of weight."""
    words = doc_words[rows.doc]
    rest, rest_words = rows.total - rows.count, whole - words
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = (rows.count / words) / (np.maximum(rest, 0.5) / rest_words)
        key = np.where(rest_words > 0, np.maximum(np.log2(ratio), 0.0), 0.0)
    return np.log2(rows.n + 1) * (1 + key)


def _ranked(
    pools: tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray],
    rows: Sequences,
    streams: Sequence[tuple[np.ndarray, np.ndarray]],
) -> _Ranked:
    """Score the rows of the pools by what titles and names say, and sort those of each document."""
    pool, edges, weight, worth = pools
    spelled = rows.begin, rows.n, rows.words
    nested = heaviest_around(pool, edges, weight, *spelled)
    in_title, in_name = (inside(pool, edges, *spelled, *stream) for stream in streams)
    score = worth[pool] * (weight[pool] - nested)
    score *= np.where(in_title, _IN_TITLE, 1.0) * np.where(in_name, _IN_NAME, 1.0)
    alone = (rows.n[pool] == 1) & ~in_title & ~in_name
    score[alone] *= np.where(rows.prose[pool[alone]] >= _SINGLE_LEAST, _SINGLE, 0.0)
    order = order_of(edges, score, rows.n[pool])
    return _Ranked(pool[order], edges, score[order], in_title[order], in_name[order])


def _singles(
    rows: Sequences, known: NumberedWords, clues: Sequence[PageClues]
) -> Iterator[dict[str, int]]:
    """Yield the occurrences in prose of the single words of each document that its clues ask for.

    The first word of a document is among them, so that there are none only where it has none.
    """
    asked = set().union(*map(asked_words, clues))
    is_asked = np.zeros(len(known.rank), bool)
    is_asked[[n for n in map(known.number, asked) if n is not None and n < len(is_asked)]] = True
    single = np.flatnonzero(rows.n == 1)
    single = single[np.argsort(rows.doc[single], kind="stable")]
    word, doc = rows.words[rows.begin[single]], rows.doc[single]
    kept = np.flatnonzero(is_asked[word] | (np.diff(doc, prepend=-1) > 0))
    edges = np.searchsorted(doc[kept], np.arange(len(clues) + 1)).tolist()
    words, prose = word[kept].tolist(), rows.prose[single[kept]].tolist()
    for a, b in pairwise(edges):
        yield {known.text[w]: n for w, n in zip(words[a:b], prose[a:b], strict=True)}


@dataclass(frozen=True)
class _Targets:
    """The phrases that titles and names give.

    Attributes:
        row: int64[T], by document, the likeliest first: rows of the sequences, and after the last
            of these those of the phrases that are none.
        edges: int64[D + 1].
        words: the phrases that are none of the sequences.
        doc: int64, document of each of these.
    """

    row: np.ndarray
    edges: np.ndarray
    words: list[Words]
    doc: np.ndarray


def _targets(
    rows: Sequences, known: NumberedWords, ranked: _Ranked, clues: Sequence[PageClues]
) -> _Targets:
    # only what a title or a name contains can be one of its phrases
    hinted = np.flatnonzero(ranked.in_title | ranked.in_name)
    bounds = np.searchsorted(hinted, ranked.edges).tolist()
    hinted_rows = ranked.row[hinted]
    counts = zip(rows.prose[hinted_rows].tolist(), rows.title[hinted_rows].tolist(), strict=True)
    of_hinted = list(
        zip(rows.spelled(known, hinted_rows), hinted_rows.tolist(), counts, strict=True)
    )
    found: list[int] = []
    new: list[Words] = []
    doc: list[int] = []
    edges = [0]
    for d, (clue, singles) in enumerate(zip(clues, _singles(rows, known, clues), strict=True)):
        if clue.title or clue.name or clue.shared:
            here = of_hinted[bounds[d] : bounds[d + 1]]
            row = {words: r for words, r, _ in here}
            repeated = {words: times for words, _, times in here}
            for words in target_phrases(clue, singles, repeated):
                if words not in row:
                    row[words] = len(rows.n) + len(new)
                    new.append(words)
                    doc.append(d)
                found.append(row[words])
        edges.append(len(found))
    return _Targets(np.array(found, np.int64), np.array(edges), new, np.array(doc, np.int64))


def _chosen(
    rows: Sequences,
    known: NumberedWords,
    ranked: _Ranked,
    targets: _Targets,
    streams: Sequence[tuple[np.ndarray, np.ndarray]],
    top: int,
) -> Discovered:
    new = [known.numbers(words) for words in targets.words]
    size = np.array(list(map(len, new)), np.int64)
    none = np.zeros(len(new), np.int64)
    words = np.concatenate([rows.words, np.array([w for n in new for w in n], np.int32)])
    begin = np.concatenate([rows.begin, len(rows.words) + offsets_of(size)[:-1]])
    n, prose, title = (
        np.concatenate([of_rows, of_new])
        for of_rows, of_new in ((rows.n, size), (rows.prose, none), (rows.title, none))
    )
    hints = np.zeros((2, len(n)), bool)
    hints[0, ranked.row], hints[1, ranked.row] = ranked.in_title, ranked.in_name
    new_edges = np.searchsorted(targets.doc, np.arange(len(ranked.edges)))
    new_rows = np.arange(len(rows.n), len(n))
    for hint, stream in zip(hints, streams, strict=True):
        hint[new_rows] = inside(new_rows, new_edges, begin, n, words, *stream)
    with_score = ~(ranked.score <= 0)
    others = ranked.row[with_score]
    compared = np.concatenate([others, targets.row])
    place = span_places(begin[compared], n[compared])
    best, edges = chosen(
        targets.row,
        targets.edges,
        others,
        offsets_of(with_score)[ranked.edges],
        prose + title,
        begin,
        n,
        words,
        known.stems(words[place]),
        top,
    )
    why = zip(*(column[best].tolist() for column in (*hints, title, prose)), strict=True)
    spans = zip(begin[best].tolist(), n[best].tolist(), strict=True)
    return Discovered(
        np.repeat(np.arange(len(edges) - 1), np.diff(edges)),
        [known.spell(words[a : a + k].tolist()) for a, k in spans],
        [_evidence(*row) for row in why],
    )


@lru_cache(maxsize=1 << 12)
def _evidence(in_title: bool, in_name: bool, title: int, prose: int) -> str:
    parts = []
    if in_title:
        parts.append("title")
    if in_name:
        parts.append("file name")
    if title:
        parts.append(f"{title} in title and headings")
    if prose > 1:
        parts.append(f"{prose} in prose")
    return "; ".join(parts)
