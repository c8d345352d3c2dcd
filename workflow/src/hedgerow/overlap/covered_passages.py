"""The passages of documents that shared word sequences cover."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numba import njit

from hedgerow.overlap.word_stream import WordStream, characters
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus


class CoveredWords:
    """Which words of a stream shared sequences cover, a bit each."""

    def __init__(self, size: int) -> None:
        """Take the number of words; none is covered."""
        self._bits = np.zeros(-(-size // 8), np.uint8)

    def cover(self, begin: np.ndarray, end: np.ndarray) -> None:
        """Cover the words from each begin to its end.

        Args:
            begin, end: int64, both ascending.
        """
        if not len(begin):
            return
        first, last = begin[0] // 8, -(-end[-1] // 8)
        covered = np.packbits(_covered((last - first) * 8, begin - first * 8, end - first * 8))
        self._bits[first:last] |= covered

    def between(self, a: int, b: int) -> np.ndarray:
        """Return bool[b - a]: which words from a to b are covered."""
        bits = np.unpackbits(self._bits[a // 8 : -(-b // 8)])
        return bits[a % 8 : a % 8 + b - a].astype(bool)


@njit(cache=True)
def _covered(size: int, begin: np.ndarray, end: np.ndarray) -> np.ndarray:
    out = np.zeros(size, np.bool_)
    done = 0
    for r in range(len(begin)):
        for i in range(max(begin[r], done), end[r]):
            out[i] = True
        done = end[r]
    return out


def covered_spans(
    tokenised: Sequence[TokenisedCorpus], corpus: WordStream, covered: CoveredWords
) -> Iterator[tuple[dict[str, np.ndarray], dict[str, float]]]:
    """Yield the covered passages of each document, in characters, and its share of covered words.

    Both by document id, for one shard after the other.
    """
    place = {doc_id: d for d, doc_id in enumerate(corpus.doc_ids)}
    for c in tokenised:
        spans: dict[str, np.ndarray] = {}
        share: dict[str, float] = {}
        for doc_id, start, end in characters([c]):
            if doc_id not in place:
                continue
            a, b = corpus.doc_start[place[doc_id] : place[doc_id] + 2].tolist()
            inside, first = covered.between(a, b), corpus.opens[a:b]
            share[doc_id] = int(inside.sum()) / max(b - a, 1)
            begins = inside & (first | ~np.concatenate([[False], inside[:-1]]))
            ends = inside & ~np.append(inside[1:] & ~first[1:], False)
            if begins.any():
                spans[doc_id] = np.stack([start[begins], end[ends]], 1).astype(np.int32)
        corpus.forget()
        yield spans, share
