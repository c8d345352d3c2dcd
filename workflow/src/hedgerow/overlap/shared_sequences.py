"""Templates: word sequences that documents share, each as long as it can be.

Sequences run over the words and numbers of a block, whatever marks stand between them. A position
is shared if the `min_words` words from it on occur in at least `min_documents` documents.
Successive shared positions with the same set of documents make one sequence; it is then extended
to both sides as far as all its documents agree (by their first use of it), so that no listed
sequence can be longer without losing a document.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numba import njit

from hedgerow.overlap.signatures import mix, word_hashes
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus
from hedgerow.text.tokens.tokens import NUMBER, WORD

LISTED = 500
_NAMED_DOCUMENTS = 20
_LARGEST_TABLE = 1 << 26


@dataclass(frozen=True)
class Templates:
    """What the documents share.

    Attributes:
        rows: columns of the table `templates`: at most 500 sequences, those with the largest
            documents x words first, then by text.
        share: for each document looked at, share of its words that stand in a shared sequence
            (0 for a document without words).
        spans: per document that shares anything, [(start, end)] characters of its shared passages,
            in order; a passage may be several sequences that touch or overlap.
    """

    rows: dict[str, Any]
    share: dict[str, float]
    spans: dict[str, list[tuple[int, int]]]


@dataclass(frozen=True)
class _Corpus:
    """The words of all documents looked at, in one stream of T words."""

    doc_ids: list[str]
    doc_start: np.ndarray  # int64[D + 1]
    word: np.ndarray  # uint32[T]
    opens: np.ndarray  # bool[T], first word of its block
    start: np.ndarray  # int32[T], first character
    end: np.ndarray  # int32[T]
    words: list[str]  # text of each word

    @property
    def doc(self) -> np.ndarray:
        """int32[T]."""
        return np.repeat(np.arange(len(self.doc_ids), dtype=np.int32), np.diff(self.doc_start))


def templates(
    tokenised: Sequence[TokenisedCorpus],
    include: set[str] | None = None,
    min_words: int = 5,
    min_documents: int = 2,
) -> Templates:
    """Find what documents share.

    Which sequences are listed is decided by runs of shared words; the uses and documents of those
    are then counted one by one, uses that overlap each for itself.

    Args:
        tokenised: the shards of the corpus.
        include: ids of the documents to look at; all of them by default. Exact duplicates belong
            outside, or all of their text is shared.
        min_words, min_documents: what makes a shared sequence; each at least 2.
    """
    corpus = _read(tokenised, include)
    place, documents = _shared_places(corpus, min_words, min_documents)
    begin, end = _runs(place, documents, min_words)
    rows = _rows(corpus, place, min_words, *_maximal(corpus, begin, end, min_documents))
    covered = _cover(len(corpus.word), place, min_words)
    words = np.diff(corpus.doc_start)
    total = np.concatenate([[0], np.cumsum(covered)])
    inside = np.diff(total[corpus.doc_start])
    share = inside / np.maximum(words, 1)
    return Templates(
        rows, dict(zip(corpus.doc_ids, share.tolist(), strict=True)), _spans(corpus, covered)
    )


def _read(tokenised: Sequence[TokenisedCorpus], include: set[str] | None) -> _Corpus:
    """Put the words of the documents looked at into one stream, in the order of their ids."""
    hashes = [word_hashes(c.word_text) for c in tokenised]
    known, index = np.unique(np.concatenate([np.zeros(0, np.uint64), *hashes]), return_index=True)
    text = [w for c in tokenised for w in c.word_text]
    wanted = sorted(
        (doc_id, s, d)
        for s, c in enumerate(tokenised)
        for d, doc_id in enumerate(c.doc_ids)
        if include is None or doc_id in include
    )
    parts: list[tuple[np.ndarray, ...]] = []
    for s, c in enumerate(tokenised):
        ids = np.searchsorted(known, hashes[s]).astype(np.uint32)
        counted = (c.token_kind == WORD) | (c.token_kind == NUMBER)
        parts.append((ids, counted, _openings(c, counted)))
    word, opens, start, end, size = [], [], [], [], []
    for _, s, d in wanted:
        c, (ids, counted, opening) = tokenised[s], parts[s]
        a, b = c.doc_token[d], c.doc_token[d + 1]
        keep = counted[a:b]
        types = c.token_type[a:b][keep]
        begin = c.token_start[a:b][keep]
        word.append(ids[c.type_word[types]])
        opens.append(opening[a:b][keep])
        start.append(begin)
        end.append(begin + c.type_length[types])
        size.append(len(types))
    return _Corpus(
        doc_ids=[doc_id for doc_id, _, _ in wanted],
        doc_start=np.concatenate([[0], np.cumsum(size, dtype=np.int64)]).astype(np.int64),
        word=_joined(word, np.uint32),
        opens=_joined(opens, np.bool_),
        start=_joined(start, np.int32),
        end=_joined(end, np.int32),
        words=[text[i] for i in index.tolist()],
    )


def _joined(parts: list[np.ndarray], dtype: type) -> np.ndarray:
    return np.concatenate([np.zeros(0, dtype), *parts])


def _openings(tokenised: TokenisedCorpus, counted: np.ndarray) -> np.ndarray:
    """Return bool[T]: the token is the first counted one of its block."""
    before = np.concatenate([[0], np.cumsum(counted)])
    return counted & (before[:-1] == before[tokenised.block_token[tokenised.token_block]])


def _shared_places(corpus: _Corpus, n: int, min_documents: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the places where a shared sequence of n words begins, and a hash of its documents.

    A table of slots first rules out nearly all sequences of one document alone; what remains is
    sorted and counted exactly.
    """
    doc = corpus.doc
    hashes = _hash_places(corpus.word, corpus.opens, n)
    place = np.flatnonzero(held_by_several(hashes, doc))
    order = np.argsort(hashes[place], kind="stable")
    place = place[order]
    documents = _documents(hashes[place], doc[place], min_documents)
    shared = documents > 0
    place, documents = place[shared], documents[shared]
    order = np.argsort(place)
    return place[order], documents[order]


@njit(cache=True)
def _hash_places(word, opens, n):
    """Return uint64[T]: hash of the n words from each place on, 0 where the block is too short."""
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


def held_by_several(hashes: np.ndarray, doc: np.ndarray) -> np.ndarray:
    """Return bool[T]: False only where one document alone has the hash; 0 is no hash.

    A table of slots stands in for sorting: hashes that fall into one slot count as the same, so a
    few of one document alone come out True.

    Args:
        hashes: uint64[T].
        doc: int32[T], the document of each.
    """
    size = 1 << 10
    while size < min(2 * len(hashes), _LARGEST_TABLE):
        size *= 2
    return _not_alone(hashes, doc, np.full(size, -1, np.int32), np.zeros(size, np.bool_))


@njit(cache=True)
def _not_alone(hashes, doc, last_doc, several):
    mask = np.uint64(len(last_doc) - 1)
    out = np.zeros(len(hashes), np.bool_)
    for i in range(len(hashes)):
        if hashes[i] != 0:
            slot = hashes[i] & mask
            if last_doc[slot] < 0:
                last_doc[slot] = doc[i]
            elif last_doc[slot] != doc[i]:
                several[slot] = True
    for i in range(len(hashes)):
        out[i] = hashes[i] != 0 and several[hashes[i] & mask]
    return out


@njit(cache=True)
def _documents(hashes, doc, min_documents):
    """Return a hash of the set of documents for each of the sorted hashes, 0 where they are few."""
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


def _runs(place: np.ndarray, documents: np.ndarray, n: int) -> tuple[np.ndarray, np.ndarray]:
    """Return begin and end of the runs of successive places with the same set of documents."""
    if not len(place):
        return place, place
    cut = (np.diff(place) != 1) | (documents[1:] != documents[:-1])
    first = np.flatnonzero(np.concatenate([[True], cut]))
    last = np.append(first[1:] - 1, len(place) - 1)
    return place[first], place[last] + n


def _maximal(
    corpus: _Corpus, begin: np.ndarray, end: np.ndarray, min_documents: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return one place (begin, end) of each maximal sequence, and in how many documents it is.

    Where a document repeats a short sequence again and again (no no no no no), its run is another
    sequence, and it is not among the documents.
    """
    doc = corpus.doc
    text = _hash_runs(corpus.word, begin, end)
    order = np.lexsort((begin, text))
    begin, end, text = begin[order], end[order], text[order]
    group = np.flatnonzero(np.concatenate([[True], text[1:] != text[:-1]])) if len(text) else text
    group = np.append(group, len(text)).astype(np.int64)
    low, high, documents = _extend(corpus.word, corpus.opens, doc, begin, end, group, min_documents)
    kept = np.flatnonzero(documents > 0)
    # several runs may have grown into the same sequence
    _, once = np.unique(_hash_runs(corpus.word, low[kept], high[kept]), return_index=True)
    kept = kept[np.sort(once)]
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
    """Extend the runs of each group as far as the first use in each of its documents agrees.

    Returns begin and end of the first use, and the number of documents; 0 where they are few.
    """
    n_groups = len(group) - 1
    low, high = np.zeros(n_groups, np.int64), np.zeros(n_groups, np.int64)
    documents = np.zeros(n_groups, np.int64)
    for g in range(n_groups):
        a, b = group[g], group[g + 1]
        firsts = np.empty(b - a, np.int64)
        number = 0
        for r in range(a, b):
            if r == a or doc[begin[r]] != doc[begin[r - 1]]:
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
    """Say whether all runs have the same word `left` words before or `right` words after them."""
    model = begin[runs[0]] - left if left > 0 else end[runs[0]] + right - 1
    for r in runs:
        i = begin[r] - left if left > 0 else end[r] + right - 1
        if i < 0 or i >= len(word) or word[i] != word[model]:
            return False
        if opens[i + 1] if left > 0 else opens[i]:
            return False
    return True


def _uses(
    corpus: _Corpus, place: np.ndarray, n: int, begin: np.ndarray, end: np.ndarray
) -> list[np.ndarray]:
    """Return the places where each sequence begins, sorted.

    Args:
        place: int64, all places where a shared sequence of `n` words begins, sorted.
        begin, end: one place of each sequence, whose first n words are therefore shared.
    """
    grams = _hash_runs(corpus.word, place, place + n)
    order = np.argsort(grams, kind="stable")
    grams, place = grams[order], place[order]
    wanted = _hash_runs(corpus.word, begin, begin + n)
    first, last = (np.searchsorted(grams, wanted, side) for side in ("left", "right"))
    return [
        _same_from(corpus.word, corpus.opens, place[a:b], low, high)
        for a, b, low, high in zip(*map(np.ndarray.tolist, (first, last, begin, end)), strict=True)
    ]


@njit(cache=True)
def _same_from(word, opens, place, low, high):
    """Return the places from which the words are those of low:high, within one block."""
    kept = np.zeros(len(place), np.bool_)
    for k in range(len(place)):
        kept[k] = place[k] + high - low <= len(word)
        for i in range(high - low):
            j = place[k] + i
            if not kept[k] or word[j] != word[low + i] or (opens[j] and i > 0):
                kept[k] = False
                break
    return place[kept]


def _rows(
    corpus: _Corpus,
    place: np.ndarray,
    n: int,
    begin: np.ndarray,
    end: np.ndarray,
    documents: np.ndarray,
) -> dict[str, Any]:
    """Return the columns of the table `templates`."""
    weight = documents * (end - begin)
    if len(weight) > LISTED:
        # all that tie with the last place stay in until the alphabet decides
        limit = np.partition(weight, -LISTED)[-LISTED]
        chosen = np.flatnonzero(weight >= limit)
        begin, end = begin[chosen], end[chosen]
    uses = _uses(corpus, place, n, begin, end)
    doc = corpus.doc
    holders = [np.unique(doc[at]) for at in uses]
    number = np.array([len(docs) for docs in holders], np.int64)
    text = [
        " ".join(corpus.words[w] for w in corpus.word[a:b].tolist())
        for a, b in zip(begin.tolist(), end.tolist(), strict=True)
    ]
    weight = number * (end - begin)
    best = sorted(range(len(text)), key=lambda i: (-weight[i], text[i]))[:LISTED]
    return {
        "text": [text[i] for i in best],
        "words": (end - begin)[best],
        "documents": number[best],
        "uses": np.array([len(uses[i]) for i in best], np.int64),
        "doc_ids": [
            ";".join(corpus.doc_ids[d] for d in holders[i][:_NAMED_DOCUMENTS].tolist())
            for i in best
        ],
    }


@njit(cache=True)
def _cover(size, place, n):
    """Return bool[size]: the word stands in a sequence of n words that begins at a `place`."""
    out = np.zeros(size, np.bool_)
    done = 0
    for p in place:
        for i in range(max(p, done), p + n):
            out[i] = True
        done = p + n
    return out


def _spans(corpus: _Corpus, covered: np.ndarray) -> dict[str, list[tuple[int, int]]]:
    """Return the characters of the covered passages of each document."""
    covered_before = np.concatenate([[False], covered[:-1]]) & ~corpus.opens
    first = np.flatnonzero(covered & ~covered_before)
    goes_on = np.append(covered[1:] & ~corpus.opens[1:], False) if len(covered) else covered
    last = np.flatnonzero(covered & ~goes_on)
    doc = np.searchsorted(corpus.doc_start, first, side="right") - 1
    spans: dict[str, list[tuple[int, int]]] = {}
    for d, a, b in zip(
        doc.tolist(), corpus.start[first].tolist(), corpus.end[last].tolist(), strict=True
    ):
        spans.setdefault(corpus.doc_ids[d], []).append((a, b))
    return spans
