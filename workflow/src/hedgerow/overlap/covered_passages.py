"""The passages of documents that shared word sequences cover."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numba import njit

from hedgerow.overlap.word_stream import WordStream, characters
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus


class CoveredWords:
    """Which words of a stream shared sequences cover, a bit each."""

    def __init__(self, size: int) -> None:
        """Take the number of words; none is covered."""
        self._bits = np.zeros(-(-size // 8), np.uint8)

    def cover(self, positions: Iterable[np.ndarray], n: int) -> None:
        """Cover the n words from each position on.

        Args:
            positions: int64, ascending within a part and from part to part.
        """
        for part in positions:
            if not len(part):
                continue
            first, end = part[0] // 8, -(-(part[-1] + n) // 8)
            covered = np.packbits(_covered((end - first) * 8, part - first * 8, n))
            self._bits[first:end] |= covered[: len(self._bits) - first]

    def between(self, a: int, b: int) -> np.ndarray:
        """Return bool[b - a]: which words from a to b are covered."""
        bits = np.unpackbits(self._bits[a // 8 : -(-b // 8)])
        return bits[a % 8 : a % 8 + b - a].astype(bool)


@njit(cache=True)
def _covered(size: int, position: np.ndarray, n: int) -> np.ndarray:
    out = np.zeros(size, np.bool_)
    done = 0
    for p in position:
        for i in range(max(p, done), p + n):
            out[i] = True
        done = p + n
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
