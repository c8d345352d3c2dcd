"""Signatures: what of a document is enough to compare it with millions of others.

A document's words (words and numbers of all blocks, folded, in order, marks left out) give a digest,
equal for documents that are the same after normalisation; its shingles, one hash for every five
successive words; and a MinHash signature, whose share of equal places estimates the Jaccard
similarity of two sets of shingles (Broder 1997). Hashes depend on the words alone, not on the
shard, so signatures of different shards compare.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from numba import njit

from hedgerow.text.coded import CodedText
from hedgerow.text.tokens import NUMBER, WORD

SHINGLE = 5
PERMUTATIONS = 128
_SEED = 20240229


@dataclass(frozen=True)
class Signatures:
    """D documents. Shingles of document d: `shingles[offset[d]:offset[d + 1]]`, sorted, unique."""

    doc_ids: list[str]
    digest: np.ndarray  # uint64[D, 2]; 0, 0 for a document without words
    minhash: np.ndarray  # uint32[D, 128]; all ones for a document without words
    offset: np.ndarray  # int64[D + 1]
    shingles: np.ndarray  # uint64[...]

    def __len__(self) -> int:
        return len(self.doc_ids)

    def of(self, d: int) -> np.ndarray:
        """Return uint64[k]: the shingles of document d."""
        return self.shingles[self.offset[d] : self.offset[d + 1]]


def word_hashes(words: Sequence[str]) -> np.ndarray:
    """Return uint64[W]: a hash of each word that is the same in every shard and on every machine."""
    digests = (blake2b(w.encode("utf-8", "replace"), digest_size=8).digest() for w in words)
    return np.frombuffer(b"".join(digests), "<u8")


def sign(coded: CodedText) -> Signatures:
    """Compute the signatures of a shard.

    A document of one to four words has one shingle, of all its words.
    """
    offset, shingles, digest = _shingle(
        coded.token_word, coded.token_kind, coded.doc_token, word_hashes(coded.word_text)
    )
    numbers = np.random.default_rng(_SEED).integers(0, 1 << 32, (2, PERMUTATIONS), np.uint32)
    minhash = _minhash(shingles, offset, numbers[0] | np.uint32(1), numbers[1])
    return Signatures(list(coded.doc_ids), digest, minhash, offset, shingles)


def join(parts: Sequence[Signatures]) -> Signatures:
    """Put the signatures of several shards together, in the order of the document ids."""
    ids = [doc for part in parts for doc in part.doc_ids]
    order = sorted(range(len(ids)), key=ids.__getitem__)
    sizes = np.concatenate([np.diff(p.offset) for p in parts]) if parts else np.zeros(0, np.int64)
    starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    offset = np.concatenate([[0], np.cumsum(sizes[order])]).astype(np.int64)
    pieces = [p.shingles for p in parts]
    everything = np.concatenate(pieces) if pieces else np.zeros(0, np.uint64)
    source = np.repeat(starts[order] - offset[:-1], sizes[order]) + np.arange(len(everything))
    empty = np.zeros((0, 2), np.uint64), np.zeros((0, PERMUTATIONS), np.uint32)
    return Signatures(
        [ids[i] for i in order],
        np.concatenate([p.digest for p in parts] or [empty[0]])[order],
        np.concatenate([p.minhash for p in parts] or [empty[1]])[order],
        offset,
        everything[source],
    )


@njit(cache=True)
def mix(h):
    """Return a well-spread 64-bit hash of a 64-bit number (the finaliser of SplitMix64)."""
    h = (h ^ (h >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    h = (h ^ (h >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return h ^ (h >> np.uint64(31))


@njit(cache=True)
def hash_words(hashes, begin, end):
    """Return the hash of a sequence of word hashes."""
    h = np.uint64(end - begin)
    for i in range(begin, end):
        h = mix(h * np.uint64(0x9E3779B97F4A7C15) + hashes[i])
    return h


@njit(cache=True)
def _shingle(word, kind, doc_token, hashes):
    n_docs = len(doc_token) - 1
    offset = np.zeros(n_docs + 1, np.int64)
    shingles = np.empty(len(word), np.uint64)
    digest = np.zeros((n_docs, 2), np.uint64)
    longest = 0
    for d in range(n_docs):
        longest = max(longest, doc_token[d + 1] - doc_token[d])
    stream = np.empty(longest, np.uint64)
    used = 0
    for d in range(n_docs):
        m = 0
        for i in range(doc_token[d], doc_token[d + 1]):
            if kind[i] == WORD or kind[i] == NUMBER:
                stream[m] = hashes[word[i]]
                m += 1
        if m > 0:
            digest[d, 0] = hash_words(stream, 0, m)
            other = np.uint64(0x2545F4914F6CDD1D)
            for i in range(m):
                other = mix(other ^ stream[i]) + np.uint64(0x9E3779B97F4A7C15)
            digest[d, 1] = other
        begin = used
        for i in range(max(1, m - SHINGLE + 1) if m > 0 else 0):
            shingles[used] = hash_words(stream, i, min(i + SHINGLE, m))
            used += 1
        part = np.sort(shingles[begin:used])
        used = begin
        for i in range(len(part)):
            if i == 0 or part[i] != part[i - 1]:
                shingles[used] = part[i]
                used += 1
        offset[d + 1] = used
    return offset, shingles[:used].copy(), digest


@njit(cache=True)
def _minhash(shingles, offset, factor, term):
    """Return uint32[D, 128]: the least hash of each document's shingles under 128 hash functions.

    The functions are linear, with an odd factor, over the folded 32 bits of a shingle's hash; 32
    bits throughout, so that the inner loop runs on eight numbers at once.
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
def _overlap(shingles, offset, a, b):
    """Return the Jaccard similarity of pairs of documents by merging their sorted shingles."""
    out = np.zeros(len(a), np.float64)
    for p in range(len(a)):
        i, i_end = offset[a[p]], offset[a[p] + 1]
        j, j_end = offset[b[p]], offset[b[p] + 1]
        total = i_end - i + j_end - j
        common = 0
        while i < i_end and j < j_end:
            x, y = shingles[i], shingles[j]
            common += x == y
            i += x <= y
            j += y <= x
        if total > common:
            out[p] = common / (total - common)
    return out


def jaccard(signatures: Signatures, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Return float64[P]: exact Jaccard similarity of the shingles of documents a[p] and b[p].

    0 where neither has words.
    """
    return _overlap(
        signatures.shingles,
        signatures.offset,
        np.asarray(a, np.int64),
        np.asarray(b, np.int64),
    )
