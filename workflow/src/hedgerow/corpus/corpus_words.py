"""Counts of the words and word sequences of all documents, shard by shard."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numba import njit

from hedgerow.overlap.signatures import mix
from hedgerow.phrases.word_counts import WordCounts
from hedgerow.tables.arrays import joined
from hedgerow.tables.spans import offsets_of

_ROWS = 1 << 18
"""Counts that are sorted together."""


class Vocabulary(Protocol):
    """The documents and the words of a shard, as a `TokenisedCorpus` has them."""

    @property
    def doc_ids(self) -> list[str]:
        """The ids of the documents."""

    @property
    def word_text(self) -> list[str]:
        """The folded words."""

    @property
    def word_hash(self) -> np.ndarray:
        """uint64[W], equal for the same word in all shards."""


Shards = Iterable[tuple[Vocabulary, WordCounts]]


_BUCKETS = 64
"""Parts of the words of a corpus; the counts of one of them are in memory at once."""


@dataclass(frozen=True)
class CorpusWords:
    """Counts of the words of prose of some documents: the counts themselves are on disk.

    Attributes:
        words: the words.
        total: int64[W], uses of each.
        files: files of counts, and where in each those of each part of the words begin.
    """

    words: list[str]
    total: np.ndarray
    files: list[tuple[Path, np.ndarray]]

    def parts(self) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray]]:
        """Yield document, word and uses of the counts of some words at a time, int32[R] each.

        A document is its place among those counted, a word its place in `words`.
        """
        for bucket in range(_BUCKETS):
            rows = [np.zeros((0, 3), np.int32)]
            for path, edges in self.files:
                begin, end = edges[bucket : bucket + 2].tolist()
                held = np.fromfile(path, np.int32, 3 * (end - begin), offset=12 * begin)
                rows.append(held.reshape(-1, 3))
            yield tuple(np.ascontiguousarray(joined(rows).T))


def join_words(shards: Shards, doc_ids: Sequence[str], folder: Path) -> CorpusWords:
    """Join the counts of the words of shards by what the words are.

    Args:
        doc_ids: of the documents that are counted.
        folder: receives the counts.
    """
    known: dict[str, int] = {}
    number = {doc_id: i for i, doc_id in enumerate(doc_ids)}
    total = np.zeros(0, np.int64)
    files: list[tuple[Path, np.ndarray]] = []
    for text, counts in shards:
        of_doc = np.array([number.get(doc_id, -1) for doc_id in text.doc_ids], np.int32)
        of_row = of_doc[owners(counts.doc_words)]
        place = np.array([known.setdefault(w, len(known)) for w in text.word_text], np.int32)
        total = np.pad(total, (0, len(known) - len(total)))
        for first in range(0, len(of_row), _ROWS):
            some = slice(first, first + _ROWS)
            rows = np.stack([of_row[some], place[counts.word[some]], counts.uses[some]], 1)
            rows = rows[rows[:, 0] >= 0].astype(np.int32, copy=False)
            total += np.bincount(rows[:, 1], rows[:, 2], len(known)).astype(np.int64)
            bucket = (rows[:, 1] % _BUCKETS).astype(np.uint8)
            path = folder / f"words.{len(files)}"
            rows[np.argsort(bucket, kind="stable")].tofile(path)
            files.append((path, offsets_of(np.bincount(bucket, minlength=_BUCKETS))))
    return CorpusWords(list(known), total, files)


def owners(numbers: np.ndarray) -> np.ndarray:
    """Return int32: the document of each row from the number of rows of each document."""
    return np.repeat(np.arange(len(numbers), dtype=np.int32), numbers)


@dataclass(frozen=True)
class ItemHashes:
    """Hashes of the words and sequences of a shard, equal for equal words in all shards."""

    word: np.ndarray  # uint64[W], of the words of the shard
    sequence: np.ndarray  # uint64[Q]

    @classmethod
    def of(cls, text: Vocabulary, counts: WordCounts) -> ItemHashes:
        """Hash the words and the sequences of a shard."""
        edges = offsets_of(counts.seq_n)
        sequences = _sequence_hashes(text.word_hash, counts.seq_words, edges)
        return cls(text.word_hash, sequences)


@njit(cache=True)
def _sequence_hashes(hashes, words, edges):
    out = np.empty(len(edges) - 1, np.uint64)
    for i in range(len(out)):
        h = np.uint64(edges[i + 1] - edges[i])
        for k in range(edges[i], edges[i + 1]):
            h = mix(h * np.uint64(0x9E3779B97F4A7C15) + hashes[words[k]] + np.uint64(1))
        out[i] = h
    return out


class Totals:
    """Occurrences of items in the corpus, by their hashes; shards are added one by one.

    >>> totals = Totals()
    >>> totals.add(np.array([7, 8, 7], np.uint64), np.array([1, 2, 3]))
    >>> totals.of(np.array([7, 9], np.uint64)).tolist()
    [4, 0]
    """

    def __init__(self) -> None:
        self._hashes = np.zeros(0, np.uint64)
        self._counts = np.zeros(0, np.int64)

    def add(self, hashes: np.ndarray, counts: np.ndarray) -> None:
        """Add the occurrences of some items."""
        items, place = np.unique(hashes, return_inverse=True)
        added = np.bincount(place, counts, len(items)).astype(np.int64)
        del place
        at = np.searchsorted(self._hashes, items)
        known = at < len(self._hashes)
        known[known] = self._hashes[at[known]] == items[known]
        self._counts[at[known]] += added[known]
        self._hashes = np.insert(self._hashes, at[~known], items[~known])
        self._counts = np.insert(self._counts, at[~known], added[~known])

    def of(self, hashes: np.ndarray) -> np.ndarray:
        """Return int64: the occurrences of each item, 0 for an unknown one."""
        if not len(self._hashes):
            return np.zeros(len(hashes), np.int64)
        place = np.minimum(np.searchsorted(self._hashes, hashes), len(self._hashes) - 1)
        return np.where(self._hashes[place] == hashes, self._counts[place], 0)
