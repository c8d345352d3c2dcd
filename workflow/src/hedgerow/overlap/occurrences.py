"""Where given word sequences occur: counted in one pass over the positions that are shared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numba import njit

from hedgerow.lean_kernels import LEAN
from hedgerow.overlap.shared_positions import SharedPositions
from hedgerow.overlap.signatures import mix
from hedgerow.overlap.word_stream import WordStream
from hedgerow.tables.spans import offsets_of

_NAMED_DOCUMENTS = 20
_SLOTS = 1 << 16


@dataclass(frozen=True)
class Counted:
    """Occurrences of k sequences, overlapping ones included.

    Attributes:
        documents: int64[k], documents with it.
        occurrences: int64[k].
        named: int32[k, 20], the first of these documents.
    """

    documents: np.ndarray
    occurrences: np.ndarray
    named: np.ndarray


def counted_occurrences(
    corpus: WordStream, positions: SharedPositions, n: int, sequences: Sequence[np.ndarray]
) -> Counted:
    """Count the occurrences of sequences within a block.

    Args:
        positions: where the shared sequences of `n` words begin.
        sequences: words of each, as the stream has them; its first n words are shared.
    """
    size = len(sequences)
    edges = offsets_of([len(words) for words in sequences])
    words = np.concatenate([np.zeros(0, np.uint32), *sequences])
    grams = hash_runs(words, edges[:-1], edges[:-1] + n)
    head, following = _chained(grams)
    documents, occurrences = np.zeros(size, np.int64), np.zeros(size, np.int64)
    named = np.zeros((size, _NAMED_DOCUMENTS), np.int32)
    last = np.full(size, -1, np.int64)
    for position, _ in positions:
        _count(
            corpus.word, corpus.opens, corpus.doc_start, position, n, grams, head, following,
            words, edges, documents, occurrences, named, last,
        )  # fmt: skip
        corpus.forget()
    return Counted(documents, occurrences, named)


@njit(cache=True)
def hash_runs(word: np.ndarray, begin: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Return uint64: a hash of the words from each begin to its end."""
    out = np.empty(len(begin), np.uint64)
    for r in range(len(begin)):
        h = np.uint64(end[r] - begin[r])
        for i in range(begin[r], end[r]):
            h = mix(h * np.uint64(0x9E3779B97F4A7C15) + np.uint64(word[i]) + np.uint64(1))
        out[r] = h
    return out


@njit(cache=True)
def _chained(grams):
    """Return the first sequence of each slot of hashes, and the next one after each, or -1."""
    head, following = np.full(_SLOTS, -1, np.int64), np.full(len(grams), -1, np.int64)
    for k in range(len(grams)):
        slot = grams[k] % np.uint64(_SLOTS)
        following[k], head[slot] = head[slot], k
    return head, following


@njit(**LEAN)
def _count(
    word, opens, doc_start, position, n, grams, head, following,
    words, edges, documents, occurrences, named, last,
):  # fmt: skip
    """Add the occurrences that begin at some positions, ascending; `last` is of each sequence."""
    doc = 0
    for p in position:
        h = np.uint64(n)
        for i in range(p, p + n):
            h = mix(h * np.uint64(0x9E3779B97F4A7C15) + np.uint64(word[i]) + np.uint64(1))
        k = head[h % np.uint64(_SLOTS)]
        while k >= 0:
            if grams[k] == h and _begins(word, opens, p, words, edges[k], edges[k + 1]):
                while doc_start[doc + 1] <= p:
                    doc += 1
                occurrences[k] += 1
                if last[k] != doc:
                    last[k] = doc
                    if documents[k] < named.shape[1]:
                        named[k, documents[k]] = doc
                    documents[k] += 1
            k = following[k]


@njit(**LEAN)
def _begins(word, opens, position, words, first, last):
    """Return whether the words from first to last begin at a position, within one block."""
    if position + last - first > len(word):
        return False
    for i in range(last - first):
        if word[position + i] != words[first + i] or (i > 0 and opens[position + i]):
            return False
    return True
