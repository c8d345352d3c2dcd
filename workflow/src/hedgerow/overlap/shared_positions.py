"""Where the sequences of n words begin that several documents share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numba import njit

from hedgerow.overlap.signatures import mix
from hedgerow.overlap.word_stream import WordStream
from hedgerow.tables.partitions import Partitions

AT_ONCE = 1 << 19
"""Rows that are in memory together, so that memory does not grow with what documents share."""


class SharedPositions:
    """The positions of a stream where a shared sequence of n words begins, on disk.

    All sequences are put into partitions by their hash, so that the documents of each are counted
    within a partition, and the shared ones then into partitions by their position.
    """

    def __init__(self, corpus: WordStream, n: int, min_documents: int, folder: Path) -> None:
        """Find the sequences of n words with at least so many documents."""
        size = len(corpus.word)
        # half the space where that is enough
        self.kind = np.dtype(np.uint32 if size < 1 << 32 else np.int64)
        hashed = Partitions(folder, 1 + size // AT_ONCE, self.kind, np.uint64)
        parts = np.uint64(1 + size // AT_ONCE)
        for first, last in corpus.chunks():
            a, b = corpus.doc_start[[first, last]].tolist()
            hashes = _hash_positions(corpus.word[a:b], corpus.opens[a:b], n)
            which = np.flatnonzero(hashes)
            hashes = hashes[which]
            hashed.add(hashes % parts, which + a, hashes)
            corpus.forget()
        self._shared = Partitions(folder, 1 + size // AT_ONCE, self.kind, np.uint64)
        for position, hashes in hashed:
            documents = _documents(hashes, position, corpus.doc_start, min_documents)
            which = np.flatnonzero(documents)
            position = position[which]
            self._shared.add(position // AT_ONCE, position, documents[which])

    def __len__(self) -> int:
        return len(self._shared)

    def __iter__(self) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """Yield positions, int64 and ascending, and a hash of the documents of each, in parts."""
        for part, (position, documents) in enumerate(self._shared):
            dense = np.zeros(AT_ONCE, np.uint64)
            dense[position.astype(np.int64) - part * AT_ONCE] = documents
            which = np.flatnonzero(dense)
            yield which + part * AT_ONCE, dense[which]

    def runs(self, n: int) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """Yield begin and end, int64, of the runs of positions with the same documents, in parts.

        Args:
            n: words of a sequence, which the last position of a run begins.
        """
        position, documents = np.zeros(0, np.int64), np.zeros(0, np.uint64)
        for more, of_more in self:
            position = np.concatenate([position, more])
            documents = np.concatenate([documents, of_more])
            if not len(position):
                continue
            begin, end = _runs(position, documents, n)
            yield begin[:-1], end[:-1]
            # the last run may go on
            last = np.searchsorted(position, begin[-1])
            position, documents = position[last:], documents[last:]
        yield _runs(position, documents, n)


def _runs(position: np.ndarray, documents: np.ndarray, n: int) -> tuple[np.ndarray, np.ndarray]:
    if not len(position):
        return position, position
    cut = (np.diff(position) != 1) | (documents[1:] != documents[:-1])
    first = np.flatnonzero(np.concatenate([[True], cut]))
    last = np.append(first[1:] - 1, len(position) - 1)
    return position[first], position[last] + n


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
def _documents(hashes, position, doc_start, min_documents):
    """Return a hash of the set of documents of each hash, 0 below `min_documents`.

    hashes: none is 0. position: ascending, of each of them.
    """
    size = 16
    while size < 2 * len(hashes):
        size *= 2
    mask = np.uint64(size - 1)
    held, total = np.zeros(size, np.uint64), np.zeros(size, np.uint64)
    last, number = np.full(size, -1, np.int64), np.zeros(size, np.int64)
    slot = np.empty(len(hashes), np.int64)
    doc = 0
    for i in range(len(hashes)):
        while doc_start[doc + 1] <= position[i]:
            doc += 1
        # the partition follows from the lower bits
        at = (hashes[i] >> np.uint64(32)) & mask
        while held[at] != 0 and held[at] != hashes[i]:
            at = (at + np.uint64(1)) & mask
        held[at] = hashes[i]
        slot[i] = at
        if last[at] != doc:
            last[at] = doc
            number[at] += 1
            total[at] += mix(np.uint64(doc) + np.uint64(0x9E3779B97F4A7C15))
    out = np.zeros(len(hashes), np.uint64)
    for i in range(len(hashes)):
        if number[slot[i]] >= min_documents:
            out[i] = total[slot[i]] | np.uint64(1)
    return out
