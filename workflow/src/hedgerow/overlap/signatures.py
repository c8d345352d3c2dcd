"""Signatures of documents, by which millions of them can be compared.

The words and numbers of all blocks of a document, folded and in order, give three things: a digest,
equal for documents that are the same after normalisation; the shingles, one hash for every five
successive words; and a MinHash signature, whose share of equal elements estimates the Jaccard
similarity of two sets of shingles (Broder 1997). A second, shorter MinHash signature is that of the
frame: the words without numbers and names, so that pages made from one template have equal frames
whatever name they are filled with. Hashes depend on the words alone, not on the
shard, so signatures of different shards are comparable.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numba import njit

from hedgerow.lexicons.function_words import FUNCTION_WORDS
from hedgerow.tables.spans import offsets_of
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus
from hedgerow.text.tokens.tokens import NUMBER, WORD

SHINGLE = 5
PERMUTATIONS = 128
FRAME_PERMUTATIONS = 64
_SHORTEST_FRAME = 20
_SEED = 20240229
_EMPTY = np.uint32(0xFFFFFFFF)


@dataclass(frozen=True)
class Signatures:
    """D documents. Shingles of document d: `shingles[offset[d]:offset[d + 1]]`, sorted, unique."""

    doc_ids: list[str]
    digest: np.ndarray  # uint64[D, 2]; 0, 0 for a document without words
    minhash: np.ndarray  # uint32[D, 128]; all ones for a document without words
    offset: np.ndarray  # int64[D + 1]
    shingles: np.ndarray  # uint64[...]
    frame: np.ndarray  # uint32[D, 64]; all ones for a frame of fewer than 20 shingles

    def __len__(self) -> int:
        return len(self.doc_ids)

    def of(self, d: int) -> np.ndarray:
        """Return uint64[k]: the shingles of document d."""
        return self.shingles[self.offset[d] : self.offset[d + 1]]


def sign(tokenised: TokenisedCorpus) -> Signatures:
    """Return the signatures of the documents of a shard.

    A document of one to four words has one shingle, of all its words.
    """
    offset, shingles, digest = shingled(tokenised, tokenised.doc_token)
    return Signatures(
        list(tokenised.doc_ids),
        digest,
        minhash(shingles, offset),
        offset,
        shingles,
        _frame_minhash(tokenised),
    )


def _frame_minhash(tokenised: TokenisedCorpus) -> np.ndarray:
    """Return uint32[D, 64]: the MinHash signatures of the frames.

    The frame of a document is its words without numbers and without names, which are the words that
    it never has in lower case (function words excepted).
    """
    function = np.array([w in FUNCTION_WORDS for w in tokenised.word_text], bool)
    lower = np.array([t.islower() for t in tokenised.type_text], bool)
    lower |= function[tokenised.type_word]
    kind = np.where(tokenised.type_kind == WORD, WORD, 0).astype(tokenised.type_kind.dtype)
    in_frame = _frame_kind(
        tokenised.token_type, tokenised.type_word, kind, lower, tokenised.doc_token,
        len(tokenised.word_text),
    )  # fmt: skip
    offset, shingles, _ = _shingle(
        tokenised.token_word, in_frame, tokenised.doc_token, tokenised.word_hash
    )
    frame = minhash(shingles, offset, FRAME_PERMUTATIONS)
    frame[np.diff(offset) < _SHORTEST_FRAME] = _EMPTY
    return frame


def shingled(
    tokenised: TokenisedCorpus, edges: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return offset, shingles and digest, as in `Signatures`, of consecutive spans of tokens.

    Args:
        edges: int64[k + 1], first token of each span, ascending; the last is the end.
    """
    return _shingle(tokenised.token_word, tokenised.token_kind, edges, tokenised.word_hash)


def minhash(
    shingles: np.ndarray, offset: np.ndarray, permutations: int = PERMUTATIONS
) -> np.ndarray:
    """Return uint32[D, permutations]: the MinHash signatures of sets of shingles."""
    return minhash_rows(shingles, offset, 0, permutations)


def minhash_rows(shingles: np.ndarray, offset: np.ndarray, first: int, last: int) -> np.ndarray:
    """Return uint32[D, last - first]: these elements of `minhash`."""
    numbers = np.random.default_rng(_SEED).integers(0, 1 << 32, (2, PERMUTATIONS), np.uint32)
    factor, term = (np.ascontiguousarray(row[first:last]) for row in numbers)
    return _minhash(shingles, offset, factor | np.uint32(1), term)


class SignedShards:
    """The documents of several shards in the order of their ids, as `Signatures` has them.

    Shingles, by far the largest part, stay where they are and are read when they are compared.

    Args:
        parts: each may be read when it is needed.
    """

    def __init__(self, parts: Sequence[Signatures]) -> None:
        sizes = [len(part) for part in parts]
        ids = [doc_id for part in parts for doc_id in part.doc_ids]
        order = np.array(sorted(range(len(ids)), key=ids.__getitem__), np.int64)
        first = offsets_of(sizes)
        self._parts = parts
        self._part = np.repeat(np.arange(len(sizes)), sizes)[order]
        self._place = order - first[self._part]
        self.doc_ids = [ids[i] for i in order.tolist()]
        self.digest = np.empty((len(ids), 2), np.uint64)
        self.minhash = np.empty((len(ids), PERMUTATIONS), np.uint32)
        self.frame = np.empty((len(ids), FRAME_PERMUTATIONS), np.uint32)
        lengths = np.empty(len(ids), np.int64)
        for p, part in enumerate(parts):
            here = np.flatnonzero(self._part == p)
            own = self._place[here]
            for name in ("digest", "minhash", "frame"):
                getattr(self, name)[here] = getattr(part, name)[own]
            lengths[here] = np.diff(part.offset)[own]
        self.offset = offsets_of(lengths)

    def __len__(self) -> int:
        return len(self.doc_ids)

    def shingles(self, which: np.ndarray) -> np.ndarray:
        """Return uint64[...]: the shingles of the documents at `which`, int[k], in that order."""
        offset = offsets_of(np.diff(self.offset)[which])
        shingles = np.empty(offset[-1], np.uint64)
        for p in np.unique(self._part[which]).tolist():
            part, here = self._parts[p], np.flatnonzero(self._part[which] == p)
            for k, d in zip(here.tolist(), self._place[which[here]].tolist(), strict=True):
                shingles[offset[k] : offset[k + 1]] = part.of(d)
        return shingles

    def jaccard(self, a: np.ndarray, b: np.ndarray) -> np.ndarray:
        """Return float64[P]: the similarity of documents a[p] and b[p], two parts at a time."""
        values = np.zeros(len(a))
        of = np.stack([self._part[a], self._part[b]])
        order = np.lexsort(of)
        edges = 1 + np.flatnonzero(np.diff(of[:, order]).any(0))
        for rows in np.split(order, edges) if len(order) else ():
            one, other = (self._parts[p] for p in of[:, rows[0]].tolist())
            values[rows] = _jaccard(one, other, self._place[a[rows]], self._place[b[rows]])
        return values


def join(parts: Sequence[Signatures]) -> Signatures:
    """Join the signatures of several shards, in the order of the document ids.

    Args:
        parts: each may be read when it is needed; they are gone through several times.
    """
    whole = SignedShards(parts)
    return Signatures(
        whole.doc_ids,
        whole.digest,
        whole.minhash,
        whole.offset,
        whole.shingles(np.arange(len(whole))),
        whole.frame,
    )


@njit(cache=True)
def mix(h: Any) -> Any:
    """Return a well-spread 64-bit hash of a 64-bit number (the finaliser of SplitMix64)."""
    h = (h ^ (h >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    h = (h ^ (h >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return h ^ (h >> np.uint64(31))


def mix_array(h: np.ndarray) -> np.ndarray:
    """Return `mix` of each of an array of 64-bit numbers."""
    h = (h ^ (h >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    h = (h ^ (h >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return h ^ (h >> np.uint64(31))


@njit(cache=True)
def _frame_kind(token_type, type_word, kind, lower, doc_token, n_words):
    """Return the kind of each token, 0 for those outside the frame.

    kind: WORD or 0 for each type; lower: the type is in lower case, or a function word.
    """
    out = np.zeros(len(token_type), kind.dtype)
    seen = np.full(n_words, -1, np.int64)  # last document that has the word in lower case
    for d in range(len(doc_token) - 1):
        for i in range(doc_token[d], doc_token[d + 1]):
            t = token_type[i]
            if lower[t]:
                seen[type_word[t]] = d
        for i in range(doc_token[d], doc_token[d + 1]):
            t = token_type[i]
            if seen[type_word[t]] == d:
                out[i] = kind[t]
    return out


@njit(cache=True)
def _shingle(word, kind, doc_token, hashes):
    n_docs = len(doc_token) - 1
    offset = np.zeros(n_docs + 1, np.int64)
    shingles = np.empty(len(word), np.uint64)
    digest = np.zeros((n_docs, 2), np.uint64)
    used = 0
    for d in range(n_docs):
        begin = used
        used = _roll(word, kind, doc_token[d], doc_token[d + 1], hashes, shingles, used, digest[d])
        part = np.sort(shingles[begin:used])
        used = begin
        for i in range(len(part)):
            if i == 0 or part[i] != part[i - 1]:
                shingles[used] = part[i]
                used += 1
        offset[d + 1] = used
    return offset, shingles[:used].copy(), digest


@njit(cache=True)
def _roll(word, kind, first, last, hashes, out, used, digest):
    """Append the shingles of one document to `out`, fill its digest; return the number in `out`.

    The hash of a shingle is a polynomial in an odd base over the hashes of its words, mixed. It
    rolls from word to word: times the base, plus the new word, minus the word that leaves.
    """
    base = np.uint64(0x9E3779B97F4A7C15)
    leaving = base * base * base * base * base
    window = np.zeros(SHINGLE, np.uint64)
    rolling, one, two = np.uint64(0), np.uint64(0), np.uint64(0)
    m = 0
    for i in range(first, last):
        if kind[i] != WORD and kind[i] != NUMBER:
            continue
        h = hashes[word[i]]
        rolling = rolling * base + h - window[m % SHINGLE] * leaving
        window[m % SHINGLE] = h
        one = mix(one + h)
        two = (two ^ h) * base
        two ^= two >> np.uint64(29)
        m += 1
        if m >= SHINGLE:
            out[used] = mix(rolling)
            used += 1
    if 0 < m < SHINGLE:
        out[used] = mix(rolling + np.uint64(m))
        used += 1
    digest[0], digest[1] = one, two
    return used


@njit(cache=True)
def _minhash(shingles, offset, factor, term):
    """Return uint32[D, k]: the smallest hash of each document's shingles by k hash functions.

    The functions are linear, with an odd factor, over the folded 32 bits of a shingle's hash; 32
    bits throughout, so that the inner loop is vectorised.
    """
    n_docs = len(offset) - 1
    out = np.full((n_docs, len(factor)), np.uint32(0xFFFFFFFF), np.uint32)
    for d in range(n_docs):
        least = out[d]
        for i in range(offset[d], offset[d + 1]):
            h = np.uint32(shingles[i] ^ (shingles[i] >> np.uint64(32)))
            for k in range(len(factor)):
                value = np.uint32(np.uint32(factor[k] * h) + term[k])
                least[k] = min(least[k], value)
    return out


@njit(cache=True)
def _overlap(one, one_offset, other, other_offset, a, b):
    """Return the Jaccard similarity of documents a of one set and b of another.

    Sorted shingles are merged.
    """
    out = np.zeros(len(a), np.float64)
    for p in range(len(a)):
        i, i_end = one_offset[a[p]], one_offset[a[p] + 1]
        j, j_end = other_offset[b[p]], other_offset[b[p] + 1]
        total = i_end - i + j_end - j
        common = 0
        while i < i_end and j < j_end:
            x, y = one[i], other[j]
            common += x == y
            i += x <= y
            j += y <= x
        if total > common:
            out[p] = common / (total - common)
    return out


def jaccard(signatures: Signatures | SignedShards, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Return float64[P]: the exact Jaccard similarity of the shingles of documents a[p] and b[p].

    0 where neither has words.
    """
    if isinstance(signatures, SignedShards):
        return signatures.jaccard(a, b)
    return _jaccard(signatures, signatures, a, b)


def _jaccard(one: Signatures, other: Signatures, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Return float64[P]: the similarity of documents a[p] of one set and b[p] of another."""
    # a column of pairs, and an array that can be written, would each be another kernel
    sets = (_unwritable(x) for s in (one, other) for x in (s.shingles, s.offset))
    return _overlap(*sets, *(np.ascontiguousarray(side, np.int64) for side in (a, b)))


def _unwritable(array: np.ndarray) -> np.ndarray:
    view = array.view()
    view.flags.writeable = False
    return view
