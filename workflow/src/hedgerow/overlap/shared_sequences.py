"""Word sequences that documents share, each as long as possible.

Sequences consist of the words and numbers of a block; punctuation is ignored. A position is shared
if the `min_words` words from it on occur in at least `min_documents` documents. Successive shared
positions with the same set of documents form one sequence, which is then extended in both
directions while all its documents agree (at their first occurrence of it), so that no sequence can
be longer without losing a document.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numba import njit

from hedgerow.overlap.covered_passages import CoveredWords, covered_spans
from hedgerow.overlap.shared_positions import AT_ONCE, SharedPositions
from hedgerow.overlap.signatures import mix
from hedgerow.overlap.word_stream import WordStream, spellings, word_stream
from hedgerow.tables.arrays import joined
from hedgerow.tables.partitions import Partitions
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus

LISTED = 500
_POOL = 4 * LISTED
"""Sequences that are counted exactly before fragments are left out."""
_FRAGMENT = 1.25
"""A fragment has up to this many times the documents of the sequence that contains it."""
_NAMED_DOCUMENTS = 20


@dataclass(frozen=True)
class SharedSequences:
    """The sequences, and the share of the words of the documents that they cover.

    Attributes:
        rows: columns of the table `templates`: at most 500 sequences, by documents x words
            (descending), then by text; fragments of a listed sequence are left out unless they
            have over 1.25 times its documents.
        share: share of the words of each document that are in a shared sequence (0 for a document
            without words).
    """

    rows: dict[str, Any]
    share: dict[str, float]


Spans = Mapping[str, np.ndarray]
"""Document -> int32[k, 2], start and end, in characters, of its shared passages, in order.

A passage may consist of several adjacent or overlapping sequences. Documents without any are left
out.
"""


def shared_sequences(
    tokenised: Sequence[TokenisedCorpus],
    include: set[str] | None,
    min_words: int,
    min_documents: int,
    *,
    folder: Path,
    keep: Callable[[Spans], None],
) -> SharedSequences:
    """Return the word sequences that documents share.

    Runs of shared positions decide which sequences are listed; their occurrences and documents are
    then counted exactly, overlapping occurrences included.

    Args:
        tokenised: the shards of the corpus, each read when it is needed.
        include: ids of the documents to compare, or None for all. Exact duplicates should be left
            out, because all of their text is shared.
        min_words: words of a sequence, at least 2.
        min_documents: documents with it, at least 2.
        folder: for temporary files, some 20 bytes a word.
        keep: receives the passages of the documents, one shard after the other.
    """
    corpus = word_stream(tokenised, include, folder)
    positions = SharedPositions(corpus, min_words, min_documents, folder)
    maximal = _maximal(corpus, positions, min_words, min_documents, folder)
    best = _Best.of(corpus, positions, min_words, *maximal)
    covered = CoveredWords(len(corpus.word))
    covered.cover((position for position, _ in positions), min_words)
    share: dict[str, float] = {}
    for spans, of_shard in covered_spans(tokenised, corpus, covered):
        keep(spans)
        share |= of_shard
    return SharedSequences(best.rows(tokenised, corpus.doc_ids), share)


def _maximal(
    corpus: WordStream, positions: SharedPositions, n: int, min_documents: int, folder: Path
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the begin and end of one occurrence of each maximal sequence, and its documents.

    A document that repeats a short sequence (no no no no no) has a different run and is not counted
    among them.
    """
    parts = 1 + len(positions) // AT_ONCE
    runs = Partitions(folder, parts, np.uint64, positions.kind, positions.kind)
    for begin, end in positions.runs(n):
        text = _hash_runs(corpus.word, begin, end)
        # by their first bits: the partitions follow each other in the order of the hashes
        part = (text >> np.uint64(48)) * np.uint64(parts) >> np.uint64(16)
        runs.add(part, text, begin, end)
        corpus.forget()
    found: list[list[np.ndarray]] = [[np.zeros(0, np.int64)] for _ in range(3)]
    for text, begin, end in runs:
        order = np.argsort(text, kind="stable")
        extended = _extended(corpus, text[order], begin[order], end[order], min_documents)
        for column, values in zip(found, extended, strict=True):
            column.append(values)
        corpus.forget()
    low, high, documents = map(joined, found)
    # several runs may have been extended to the same sequence
    _, once = np.unique(_hash_runs(corpus.word, low, high), return_index=True)
    once.sort()
    return low[once], high[once], documents[once]


def _extended(
    corpus: WordStream,
    text: np.ndarray,
    begin: np.ndarray,
    end: np.ndarray,
    min_documents: int,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return begin, end and documents of the sequences that runs are extended to.

    Args:
        text: sorted hashes of the words of the runs; of equal ones, `begin` is ascending.
    """
    begin, end = begin.astype(np.int64), end.astype(np.int64)
    group = np.flatnonzero(np.concatenate([[True], text[1:] != text[:-1]])) if len(text) else text
    group = np.append(group, len(text)).astype(np.int64)
    low, high, documents = _extend(
        corpus.word, corpus.opens, corpus.doc(begin), begin, end, group, min_documents
    )
    kept = np.flatnonzero(documents > 0)
    return low[kept], high[kept], documents[kept]


@njit(cache=True)
def _hash_runs(word, begin, end):
    out = np.empty(len(begin), np.uint64)
    for r in range(len(begin)):
        h = np.uint64(end[r] - begin[r])
        for i in range(begin[r], end[r]):
            h = mix(h * np.uint64(0x9E3779B97F4A7C15) + np.uint64(word[i]) + np.uint64(1))
        out[r] = h
    return out


@njit(cache=True)
def _extend(word, opens, doc, begin, end, group, min_documents):
    """Extend the runs of each group while the first occurrences in its documents agree.

    doc: document of each run.

    Returns begin and end of the first occurrence, and the number of documents, 0 below
    `min_documents`.
    """
    n_groups = len(group) - 1
    low, high = np.zeros(n_groups, np.int64), np.zeros(n_groups, np.int64)
    documents = np.zeros(n_groups, np.int64)
    for g in range(n_groups):
        a, b = group[g], group[g + 1]
        firsts = np.empty(b - a, np.int64)
        number = 0
        for r in range(a, b):
            if r == a or doc[r] != doc[r - 1]:
                firsts[number] = r
                number += 1
        if number < min_documents:
            continue
        left, right = 0, 0
        while _agree(word, opens, begin, end, firsts[:number], left + 1, 0):
            left += 1
        while _agree(word, opens, begin, end, firsts[:number], 0, right + 1):
            right += 1
        low[g], high[g], documents[g] = begin[a] - left, end[a] + right, number
    return low, high, documents


@njit(cache=True)
def _agree(word, opens, begin, end, runs, left, right):
    """Return whether all runs agree `left` words before or `right` words after them."""
    model = begin[runs[0]] - left if left > 0 else end[runs[0]] + right - 1
    for r in runs:
        i = begin[r] - left if left > 0 else end[r] + right - 1
        if i < 0 or i >= len(word) or word[i] != word[model]:
            return False
        if opens[i + 1] if left > 0 else opens[i]:
            return False
    return True


def _occurrences(
    corpus: WordStream, positions: SharedPositions, n: int, begin: np.ndarray, end: np.ndarray
) -> list[np.ndarray]:
    """Return the sorted positions where each sequence begins.

    Args:
        begin, end: one occurrence of each sequence, whose first n words are therefore shared.
    """
    wanted = _hash_runs(corpus.word, begin, begin + n)
    low = np.uint64((1 << 16) - 1)
    some_wanted = np.zeros(1 << 16, bool)
    some_wanted[wanted & low] = True
    parts = [(np.zeros(0, np.uint64), np.zeros(0, np.int64))]
    for position, _ in positions:
        grams = _hash_runs(corpus.word, position, position + n)
        # most differ from all of them in the lower bits already
        which = np.flatnonzero(some_wanted[grams & low])
        which = which[np.isin(grams[which], wanted)]
        parts.append((grams[which], position[which]))
        corpus.forget()
    grams, position = (np.concatenate(column) for column in zip(*parts, strict=True))
    order = np.argsort(grams, kind="stable")
    grams, position = grams[order], position[order]
    first, last = (np.searchsorted(grams, wanted, side) for side in ("left", "right"))
    return [
        _same_from(corpus.word, corpus.opens, position[a:b], low, high)
        for a, b, low, high in zip(*map(np.ndarray.tolist, (first, last, begin, end)), strict=True)
    ]


@njit(cache=True)
def _same_from(word, opens, position, low, high):
    """Return the positions at which the words of low:high occur within one block."""
    kept = np.zeros(len(position), np.bool_)
    for k in range(len(position)):
        kept[k] = position[k] + high - low <= len(word)
        for i in range(high - low):
            j = position[k] + i
            if not kept[k] or word[j] != word[low + i] or (opens[j] and i > 0):
                kept[k] = False
                break
    return position[kept]


@dataclass(frozen=True)
class _Best:
    """The sequences of which the listed ones are chosen.

    Attributes:
        runs: hashes of the words of each.
        holders: its documents.
        occurrences: int64[k], their number.
    """

    runs: list[np.ndarray]
    holders: list[np.ndarray]
    occurrences: np.ndarray

    @classmethod
    def of(
        cls,
        corpus: WordStream,
        positions: SharedPositions,
        n: int,
        begin: np.ndarray,
        end: np.ndarray,
        documents: np.ndarray,
    ) -> _Best:
        """Count the occurrences of the sequences with the largest weight.

        Args:
            positions: where the shared sequences of `n` words begin.
            begin, end, documents: as `_maximal` returns them.
        """
        weight = documents * (end - begin)
        if len(weight) > _POOL:
            # ties with the last one are kept: alphabetical order decides below
            limit = np.partition(weight, -_POOL)[-_POOL]
            chosen = np.flatnonzero(weight >= limit)
            begin, end = begin[chosen], end[chosen]
        found = _occurrences(corpus, positions, n, begin, end)
        return cls(
            [corpus.known[corpus.word[a:b]] for a, b in zip(begin, end, strict=True)],
            [np.unique(corpus.doc(at)) for at in found],
            np.array([len(at) for at in found], np.int64),
        )

    def rows(self, tokenised: Sequence[TokenisedCorpus], doc_ids: Sequence[str]) -> dict[str, Any]:
        """Return the columns of the table `templates`."""
        words = np.array([len(run) for run in self.runs], np.int64)
        number = np.array([len(docs) for docs in self.holders], np.int64)
        hashes = np.unique(np.concatenate([np.zeros(0, np.uint64), *self.runs]))
        spelled = spellings(tokenised, hashes)
        text = [" ".join(spelled[h] for h in run.tolist()) for run in self.runs]
        weight = number * words
        ranked = sorted(range(len(text)), key=lambda i: (-weight[i], text[i]))
        best = _without_fragments(ranked, text, number)[:LISTED]
        return {
            "text": [text[i] for i in best],
            "words": words[best],
            "documents": number[best],
            "occurrences": self.occurrences[best],
            "doc_ids": [
                ";".join(doc_ids[d] for d in self.holders[i][:_NAMED_DOCUMENTS].tolist())
                for i in best
            ],
        }


def _without_fragments(
    ranked: Sequence[int], text: Sequence[str], documents: np.ndarray
) -> list[int]:
    """Leave out sequences inside a longer one before them with nearly as many documents."""
    kept: list[int] = []
    for i in ranked:
        inside = (k for k in kept if f" {text[i]} " in f" {text[k]} ")
        if not any(documents[i] <= _FRAGMENT * documents[k] for k in inside):
            kept.append(i)
    return kept
