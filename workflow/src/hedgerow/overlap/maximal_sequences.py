"""Runs of shared positions, extended to sequences that cannot be longer without losing a document.

Runs with the same words are compared with each other, wherever in the corpus they are. The words
beside them are read in the order of the stream, a few for each run, so that no more than a part of
the stream is in memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numba import njit

from hedgerow.lean_kernels import LEAN
from hedgerow.overlap.covered_passages import CoveredWords
from hedgerow.overlap.occurrences import hash_runs
from hedgerow.overlap.shared_positions import SharedPositions
from hedgerow.overlap.word_stream import WordStream
from hedgerow.tables.arrays import joined
from hedgerow.tables.partitions import Partitions
from hedgerow.tables.spans import offsets_of

_BESIDE = 8
"""Words before and after a run that are read at once."""
_WORDS_AT_ONCE = 1 << 24
"""Words of the stream that are in memory at once."""
_POSITIONS_AT_ONCE = 1 << 21
"""Shared positions whose runs are in memory at once. Each part of them goes through the stream."""
_NO_WORD = np.uint32(0xFFFFFFFF)


def maximal_sequences(
    corpus: WordStream,
    positions: SharedPositions,
    n: int,
    min_documents: int,
    covered: CoveredWords,
    folder: Path,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the begin and end of one occurrence of each maximal sequence, and its documents.

    A document that repeats a short sequence (no no no no no) has a different run and is not counted
    among them.

    Args:
        positions: where the shared sequences of `n` words begin.
        covered: receives the words of the runs.
        folder: for temporary files.
    """
    parts = 1 + len(positions) // _POSITIONS_AT_ONCE
    runs = Partitions(folder, parts, np.uint64, positions.kind, positions.kind)
    for begin, end in positions.runs(n):
        covered.cover(begin, end)
        text = hash_runs(corpus.word, begin, end)
        # by their first bits: the partitions follow each other in the order of the hashes
        part = (text >> np.uint64(48)) * np.uint64(parts) >> np.uint64(16)
        runs.add(part, text, begin, end)
        corpus.forget()
    kinds = (np.uint64, np.int64, np.int64, np.int64)
    found: list[list[np.ndarray]] = [[np.zeros(0, kind)] for kind in kinds]
    for text, begin, end in runs:
        group = _Groups(text, corpus.doc(begin), min_documents)
        extended = group.extended(corpus, text, begin.astype(np.int64), end.astype(np.int64))
        for column, values in zip(found, extended, strict=True):
            column.append(values)
        corpus.forget()
    text, low, high, documents = map(joined, found)
    # several runs may have been extended to the same sequence
    _, once = np.unique(text, return_index=True)
    once.sort()
    return low[once], high[once], documents[once]


class _Groups:
    """Runs with the same words, the first of each document, where enough documents have them."""

    def __init__(self, text: np.ndarray, doc: np.ndarray, min_documents: int) -> None:
        """Group the runs by a hash of their words.

        Args:
            doc: document of each run, ascending.
        """
        order = np.argsort(text, kind="stable")
        text, doc = text[order], doc[order]
        new = np.ones(len(order), bool)
        new[1:] = text[1:] != text[:-1]
        first = new.copy()
        first[1:] |= doc[1:] != doc[:-1]
        runs = order[first]
        number = np.diff(np.append(np.flatnonzero(new[first]), len(runs)))
        enough = number >= min_documents
        self._runs = runs[np.repeat(enough, number)]
        self._number = number[enough]

    def extended(
        self, corpus: WordStream, text: np.ndarray, begin: np.ndarray, end: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        """Extend the runs of each group while they agree.

        Args:
            text, begin, end: of all runs; the begins are ascending.

        Returns:
            Hash, begin, end and documents of each sequence, at its first run.
        """
        edges = offsets_of(self._number)
        left, right = np.zeros((2, len(self._number)), np.int64)
        may_left, may_right = np.ones((2, len(self._number)), bool)
        while (growing := may_left | may_right).any():
            own = np.repeat(growing, self._number)
            which = self._runs[own]
            by_place = np.argsort(which)
            group = np.repeat(np.arange(len(growing)), self._number)[own]
            before, after = np.empty((2, len(which), _BESIDE), np.uint32)
            beside = (before, after)
            low, high = begin[which] - left[group], end[which] + right[group]
            _read_beside(corpus, by_place, low, high, beside)
            at = offsets_of(np.where(growing, self._number, 0))
            _grow(before, at, left, may_left)
            _grow(after, at, right, may_right)
        first = self._runs[edges[:-1]]
        low, high, text = begin[first] - left, end[first] + right, text[first]
        longer = np.flatnonzero(left + right)
        by_place = longer[np.argsort(low[longer])]
        for some in _in_parts(corpus, low, by_place):
            text[some] = hash_runs(corpus.word, low[some], high[some])
        return text, low, high, self._number


def _read_beside(
    corpus: WordStream,
    order: np.ndarray,
    low: np.ndarray,
    high: np.ndarray,
    beside: tuple[np.ndarray, np.ndarray],
) -> None:
    """Fill in the words before and after spans of the stream, from the span outwards.

    Args:
        order: the spans in the order of the stream.
        low, high: first word of each span, and one past its last.
        beside: uint32[k, 8] each; _NO_WORD from the edge of the block on.
    """
    for some in _in_parts(corpus, low, order):
        _copy_beside(corpus.word, corpus.opens, some, low, high, *beside)


def _in_parts(corpus: WordStream, low: np.ndarray, order: np.ndarray) -> Iterator[np.ndarray]:
    """Yield spans in the order of the stream; of this, no more than a part is read at once."""
    places = low[order]
    for first in range(0, len(corpus.word), _WORDS_AT_ONCE):
        a, b = np.searchsorted(places, (first, first + _WORDS_AT_ONCE))
        if a < b:
            yield order[a:b]
            corpus.forget()


@njit(**LEAN)
def _copy_beside(word, opens, order, low, high, before, after):
    for r in order:
        inside = True
        for k in range(before.shape[1]):
            i = low[r] - k - 1
            inside = inside and not opens[i + 1]
            before[r, k] = word[i] if inside else _NO_WORD
        inside = True
        for k in range(after.shape[1]):
            i = high[r] + k
            inside = inside and i < len(word) and not opens[i]
            after[r, k] = word[i] if inside else _NO_WORD


@njit(**LEAN)
def _grow(beside, edges, length, may):
    """Lengthen the sequence of each group by the words beside its runs that agree.

    edges: first row of each group, and the end; may: whether it may go on.
    """
    for g in range(len(length)):
        if not may[g] or edges[g] == edges[g + 1]:
            continue
        agreed = 0
        while agreed < beside.shape[1]:
            word = beside[edges[g], agreed]
            same = word != _NO_WORD
            for r in range(edges[g] + 1, edges[g + 1]):
                same = same and beside[r, agreed] == word
            if not same:
                break
            agreed += 1
        length[g] += agreed
        may[g] = agreed == beside.shape[1]
