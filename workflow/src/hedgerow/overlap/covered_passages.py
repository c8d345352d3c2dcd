"""The passages of documents that shared word sequences cover."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numba import njit

from hedgerow.overlap.word_stream import WordStream, characters
from hedgerow.tables.arrays import joined
from hedgerow.tables.spans import offsets_of
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus


@njit(cache=True)
def covered_words(size: int, position: np.ndarray, n: int) -> np.ndarray:
    """Return bool[size]: the word is in a sequence of n words that begins at a shared position."""
    out = np.zeros(size, np.bool_)
    done = 0
    for p in position:
        for i in range(max(p, done), p + n):
            out[i] = True
        done = p + n
    return out


def words_of_documents(corpus: WordStream, covered: np.ndarray) -> np.ndarray:
    """Return int64[D]: the words of each document that are covered."""
    numbers = [np.zeros(0, np.int64)]
    for first, last in corpus.chunks():
        edges = corpus.doc_start[first : last + 1]
        before = offsets_of(covered[edges[0] : edges[-1]])
        numbers.append(np.diff(before[edges - edges[0]]))
    return joined(numbers)


def covered_spans(
    tokenised: Sequence[TokenisedCorpus],
    doc_ids: Sequence[str],
    doc_start: np.ndarray,
    opens: np.ndarray,
    covered: np.ndarray,
) -> dict[str, np.ndarray]:
    """Return the covered passages of each document, in characters.

    Args:
        doc_ids, doc_start, opens: as in `WordStream`, whose words are not needed any more.
    """
    place = {doc_id: d for d, doc_id in enumerate(doc_ids)}
    spans: dict[str, np.ndarray] = {}
    for doc_id, start, end in characters(tokenised):
        if doc_id not in place:
            continue
        a, b = doc_start[place[doc_id]], doc_start[place[doc_id] + 1]
        inside, first = covered[a:b], opens[a:b]
        begins = inside & (first | ~np.concatenate([[False], inside[:-1]]))
        ends = inside & ~np.append(inside[1:] & ~first[1:], False)
        if begins.any():
            spans[doc_id] = np.stack([start[begins], end[ends]], 1).astype(np.int32)
    return spans
