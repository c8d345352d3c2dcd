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
from hedgerow.tables.partitions import Partitions
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
"""Parts of the words and sequences of a corpus; the counts of one are in memory at once."""


@dataclass(frozen=True)
class CorpusWords:
    """Counts of the words of prose of some documents: the counts themselves are on disk.

    Attributes:
        words: the words.
        total: int64[W], uses of each.
        counts: document, word and uses of the counts, in partitions by word.
    """

    words: list[str]
    total: np.ndarray
    counts: Partitions

    def parts(self) -> Iterator[tuple[np.ndarray, ...]]:
        """Yield document, word and uses of the counts of some words at a time, int32[R] each.

        A document is its place among those counted, a word its place in `words`.
        """
        yield from self.counts


def join_words(shards: Shards, doc_ids: Sequence[str], folder: Path) -> CorpusWords:
    """Join the counts of the words of shards by what the words are.

    Args:
        doc_ids: of the documents that are counted.
        folder: receives the counts.
    """
    known: dict[str, int] = {}
    number = {doc_id: i for i, doc_id in enumerate(doc_ids)}
    total = np.zeros(0, np.int64)
    held = Partitions(folder, _BUCKETS, np.int32, np.int32, np.int32)
    for text, counts in shards:
        of_doc = np.array([number.get(doc_id, -1) for doc_id in text.doc_ids], np.int32)
        of_row = of_doc[owners(counts.doc_words)]
        place = np.array([known.setdefault(w, len(known)) for w in text.word_text], np.int32)
        total = np.pad(total, (0, len(known) - len(total)))
        for first in range(0, len(of_row), _ROWS):
            some = slice(first, first + _ROWS)
            inside = of_row[some] >= 0
            doc, word = of_row[some][inside], place[counts.word[some][inside]]
            uses = counts.uses[some][inside]
            total += np.bincount(word, uses, len(known)).astype(np.int64)
            held.add(word % _BUCKETS, doc, word, uses)
    return CorpusWords(list(known), total, held)


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
    """Occurrences of items in the corpus, by their hashes; those of one part of them in memory.

    Shards are added one after another, and their totals are asked for when all are added.
    """

    def __init__(self, folder: Path) -> None:
        """Take the folder that receives the counts."""
        self._folder = folder
        self._edges: list[np.ndarray] = []
        self._summed = False

    def add(self, hashes: np.ndarray, counts: np.ndarray) -> None:
        """Add the occurrences of the items of a shard."""
        bucket = _hash_bucket(hashes)
        order = np.argsort(bucket, kind="stable")
        name = len(self._edges)
        hashes[order].tofile(self._folder / f"hashes.{name}")
        counts[order].astype(np.int64, copy=False).tofile(self._folder / f"totals.{name}")
        self._edges.append(offsets_of(np.bincount(bucket, minlength=_BUCKETS)))

    def of(self, shard: int, hashes: np.ndarray) -> np.ndarray:
        """Return int64: the occurrences of each item.

        Args:
            shard: its place among those added.
            hashes: those that were added of it, in the same order.
        """
        if not self._summed:
            for bucket in range(_BUCKETS):
                self._sum(bucket)
            self._summed = True
        out = np.empty(len(hashes), np.int64)
        order = np.argsort(_hash_bucket(hashes), kind="stable")
        out[order] = np.fromfile(self._folder / f"totals.{shard}", np.int64)
        return out

    def _sum(self, bucket: int) -> None:
        """Write the total of each item of a bucket in the place of its counts."""
        spans = [edges[bucket : bucket + 2].tolist() for edges in self._edges]
        hashes, counts = (
            joined([np.zeros(0, type_), *(self._read(name, k, *s) for k, s in enumerate(spans))])
            for name, type_ in (("hashes", np.uint64), ("totals", np.int64))
        )
        items, place = np.unique(hashes, return_inverse=True)
        total = np.bincount(place, counts, len(items)).astype(np.int64)[place]
        first = 0
        for k, (begin, end) in enumerate(spans):
            with (self._folder / f"totals.{k}").open("r+b") as file:
                file.seek(8 * begin)
                total[first : first + end - begin].tofile(file)
            first += end - begin

    def _read(self, name: str, shard: int, begin: int, end: int) -> np.ndarray:
        type_ = np.uint64 if name == "hashes" else np.int64
        return np.fromfile(self._folder / f"{name}.{shard}", type_, end - begin, offset=8 * begin)


def _hash_bucket(hashes: np.ndarray) -> np.ndarray:
    """Return uint8: the bucket of each item."""
    return (hashes >> np.uint64(56)).astype(np.uint8) % np.uint8(_BUCKETS)
