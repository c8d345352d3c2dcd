"""Word sequences that documents share, each as long as possible.

Sequences consist of the words and numbers of a block; punctuation is ignored. A position is shared
if the `min_words` words from it on occur in at least `min_documents` documents. Successive shared
positions with the same set of documents form one sequence, which is then extended in both
directions while all its documents agree (at their first occurrence of it), so that no sequence can
be longer without losing a document.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numba import njit

from hedgerow.overlap.covered_passages import covered_spans, covered_words, words_of_documents
from hedgerow.overlap.hash_filter import HashFilter
from hedgerow.overlap.signatures import mix
from hedgerow.overlap.word_stream import WordStream, spellings, word_stream
from hedgerow.tables.arrays import joined
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus

LISTED = 500
_POOL = 4 * LISTED
"""Sequences that are counted exactly before fragments are left out."""
_FRAGMENT = 1.25
"""A fragment has up to this many times the documents of the sequence that contains it."""
_NAMED_DOCUMENTS = 20
_SORTED_AT_ONCE = 1 << 21
"""Positions that are sorted together, so that memory does not grow with what documents share."""


@dataclass(frozen=True)
class SharedSequences:
    """The sequences, and the passages of the documents that they cover.

    Attributes:
        rows: columns of the table `templates`: at most 500 sequences, by documents x words
            (descending), then by text; fragments of a listed sequence are left out unless they
            have over 1.25 times its documents.
        share: share of the words of each document that are in a shared sequence (0 for a document
            without words).
        spans: int32[k, 2], start and end, in characters, of the shared passages of each document
            that has any, in order; a passage may consist of several adjacent or overlapping
            sequences.
    """

    rows: dict[str, Any]
    share: dict[str, float]
    spans: dict[str, np.ndarray]


def shared_sequences(
    tokenised: Sequence[TokenisedCorpus],
    include: set[str] | None = None,
    min_words: int = 5,
    min_documents: int = 2,
) -> SharedSequences:
    """Return the word sequences that documents share.

    Runs of shared positions decide which sequences are listed; their occurrences and documents are
    then counted exactly, overlapping occurrences included.

    Args:
        tokenised: the shards of the corpus, each read when it is needed.
        include: ids of the documents to compare; all of them by default. Exact duplicates should be
            left out, because all of their text is shared.
        min_words: words of a sequence, at least 2.
        min_documents: documents with it, at least 2.
    """
    corpus = word_stream(tokenised, include)
    position, documents = _shared_positions(corpus, min_words, min_documents)
    begin, end = _runs(position, documents, min_words)
    del documents
    best = _Best.of(corpus, position, min_words, *_maximal(corpus, begin, end, min_documents))
    covered = covered_words(len(corpus.word), position, min_words)
    share = words_of_documents(corpus, covered) / np.maximum(np.diff(corpus.doc_start), 1)
    doc_ids, doc_start, opens = corpus.doc_ids, corpus.doc_start, corpus.opens
    # the words of the corpus are not needed any more
    del corpus, position, begin, end
    return SharedSequences(
        best.rows(tokenised, doc_ids),
        dict(zip(doc_ids, share.tolist(), strict=True)),
        covered_spans(tokenised, doc_ids, doc_start, opens, covered),
    )


def _shared_positions(
    corpus: WordStream, n: int, min_documents: int
) -> tuple[np.ndarray, np.ndarray]:
    """Return the positions where a shared sequence of n words begins, and hashes of its documents.

    The positions are uint32, or int64 in a corpus of more words than that counts.

    A filter first excludes nearly all sequences of a single document; the rest is sorted and
    counted exactly, a part of the hashes at a time.
    """
    held = HashFilter(len(corpus.word))
    for first, last in corpus.chunks():
        a, b = corpus.doc_start[first], corpus.doc_start[last]
        hashes = _hash_positions(corpus.word[a:b], corpus.opens[a:b], n)
        held.add(hashes, corpus.doc_start[first : last + 1] - a)
    # half the memory where that is enough
    whole = np.uint32 if len(corpus.word) < 1 << 32 else np.int64
    places, kept = [np.zeros(0, whole)], [np.zeros(0, np.uint64)]
    for first, last in corpus.chunks():
        a, b = corpus.doc_start[first], corpus.doc_start[last]
        hashes = _hash_positions(corpus.word[a:b], corpus.opens[a:b], n)
        which = np.flatnonzero(held.several(hashes))
        places.append((which + a).astype(whole))
        kept.append(hashes[which])
    del held
    position, documents = joined(places), joined(kept)
    parts = 1 + len(position) // _SORTED_AT_ONCE
    # the mixed hash spreads evenly over its remainders
    part = (documents % np.uint64(parts)).astype(np.uint16)
    for k in range(parts):
        which = np.flatnonzero(part == k)
        which = which[np.argsort(documents[which], kind="stable")]
        doc = corpus.doc(position[which])
        documents[which] = _documents(documents[which], doc, min_documents)
    shared = documents > 0
    position = position[shared]
    return position, documents[shared]


@njit(cache=True)
def _hash_positions(word, opens, n):
    """Return uint64[T]: hash of the n words from each position, 0 where the block is too short."""
    out = np.zeros(len(word), np.uint64)
    for i in range(len(word) - n + 1):
        h = np.uint64(n)
        for j in range(i, i + n):
            if j > i and opens[j]:
                h = np.uint64(0)
                break
            h = mix(h * np.uint64(0x9E3779B97F4A7C15) + np.uint64(word[j]) + np.uint64(1))
        out[i] = h
    return out


@njit(cache=True)
def _documents(hashes, doc, min_documents):
    """Return a hash of the set of documents of each sorted hash, 0 below `min_documents`."""
    out = np.zeros(len(hashes), np.uint64)
    i = 0
    while i < len(hashes):
        j = i
        number = 0
        total = np.uint64(0)
        while j < len(hashes) and hashes[j] == hashes[i]:
            if j == i or doc[j] != doc[j - 1]:
                number += 1
                total += mix(np.uint64(doc[j]) + np.uint64(0x9E3779B97F4A7C15))
            j += 1
        if number >= min_documents:
            out[i:j] = total | np.uint64(1)
        i = j
    return out


def _runs(position: np.ndarray, documents: np.ndarray, n: int) -> tuple[np.ndarray, np.ndarray]:
    """Return begin and end of the runs of successive positions with the same set of documents."""
    if not len(position):
        return position, position
    cut = (np.diff(position) != 1) | (documents[1:] != documents[:-1])
    first = np.flatnonzero(np.concatenate([[True], cut]))
    last = np.append(first[1:] - 1, len(position) - 1)
    return position[first], position[last] + position.dtype.type(n)


def _maximal(
    corpus: WordStream, begin: np.ndarray, end: np.ndarray, min_documents: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the begin and end of one occurrence of each maximal sequence, and its documents.

    A document that repeats a short sequence (no no no no no) has a different run and is not counted
    among them.
    """
    step = _SORTED_AT_ONCE
    hashes = [np.zeros(0, np.uint64)]
    for i in range(0, len(begin), step):
        some = (begin[i : i + step].astype(np.int64), end[i : i + step].astype(np.int64))
        hashes.append(_hash_runs(corpus.word, *some))
    text = joined(hashes)
    parts = 1 + len(text) // step
    # by their first bits: the parts follow each other in the order of the hashes
    part = (text >> np.uint64(48)).astype(np.uint32) * np.uint32(parts) >> np.uint32(16)
    found: list[list[np.ndarray]] = [[np.zeros(0, np.int64)] for _ in range(3)]
    for k in range(parts):
        which = np.flatnonzero(part == k)
        which = which[np.argsort(text[which], kind="stable")]
        extended = _extended(corpus, text[which], begin[which], end[which], min_documents)
        for column, values in zip(found, extended, strict=True):
            column.append(values)
    del text, part
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
    corpus: WordStream, position: np.ndarray, n: int, begin: np.ndarray, end: np.ndarray
) -> list[np.ndarray]:
    """Return the sorted positions where each sequence begins.

    Args:
        position: int64, all positions where a shared sequence of `n` words begins, sorted.
        begin, end: one occurrence of each sequence, whose first n words are therefore shared.
    """
    wanted = _hash_runs(corpus.word, begin, begin + n)
    parts = []
    for some in np.array_split(position, 1 + len(position) // _SORTED_AT_ONCE):
        some = some.astype(np.int64)
        grams = _hash_runs(corpus.word, some, some + n)
        which = np.flatnonzero(np.isin(grams, wanted))
        parts.append((grams[which], some[which]))
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
        position: np.ndarray,
        n: int,
        begin: np.ndarray,
        end: np.ndarray,
        documents: np.ndarray,
    ) -> _Best:
        """Count the occurrences of the sequences with the largest weight.

        Args:
            position: all positions where a shared sequence of `n` words begins, sorted.
            begin, end, documents: as `_maximal` returns them.
        """
        weight = documents * (end - begin)
        if len(weight) > _POOL:
            # ties with the last one are kept: alphabetical order decides below
            limit = np.partition(weight, -_POOL)[-_POOL]
            chosen = np.flatnonzero(weight >= limit)
            begin, end = begin[chosen], end[chosen]
        found = _occurrences(corpus, position, n, begin, end)
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
