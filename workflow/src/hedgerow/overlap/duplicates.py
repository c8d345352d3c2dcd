"""Duplicates: documents that repeat an earlier one, and pairs of similar documents."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from hedgerow.overlap.signatures import Signatures, SignedShards, jaccard

NEAR = 0.8
RELATED = 0.5
ALL_PAIRS = 400
ROWS = 4
CROWD = 64
NEIGHBOURS = 8
_COMPARED = 4_000
"""Pairs whose signatures are in memory at once."""

LISTED = 40
"""Number of documents up to which all pairs with a common shingle are listed."""


def candidate_pairs(
    signatures: Signatures | SignedShards, which: np.ndarray | None = None
) -> np.ndarray:
    """Return the pairs of documents to be compared exactly.

    Up to 400 documents these are all pairs. Beyond, they are those whose MinHash signatures agree
    in at least one of 32 bands of 4 rows: a pair of similarity s is found with probability
    1 - (1 - s^4)^32 (Leskovec, Rajaraman & Ullman, Mining of Massive Datasets, ch. 3): 0.9999999 at
    0.8, 0.87 at 0.5. Where more than 64 documents agree in a band, each is paired with
    the first of them and with its 8 neighbours, not with all.

    Args:
        which: int[k], ascending, the documents to pair; all of those with words by default.

    Returns:
        int64[P, 2], unique, a < b, sorted.
    """
    if which is None:
        which = np.flatnonzero(np.diff(signatures.offset) > 0)
    which = np.asarray(which, np.int64)
    if len(which) <= ALL_PAIRS:
        return _all_pairs(which)
    return _pairs_of(_pair_keys(_bands(signatures.minhash, which), len(which)), which)


def agreeing_pairs(minhash: np.ndarray, which: np.ndarray, least: float) -> np.ndarray:
    """Return the candidate pairs whose signatures agree in a share of at least `least`, sorted.

    Those that chance brought into one band grow with the square of the documents; they are left out
    band by band.

    Args:
        minhash: uint32[D, 4 k], signatures of all documents.
        which: int64[n], ascending, the documents to pair.
    """
    if len(which) <= ALL_PAIRS:
        pairs = _all_pairs(which)
        return pairs[_agreement(minhash, pairs) >= least]

    def agreeing(keys: np.ndarray) -> np.ndarray:
        return keys[_agreement(minhash, _pairs_of(keys, which)) >= least]

    return _pairs_of(_pair_keys(_bands(minhash, which), len(which), agreeing), which)


def _all_pairs(which: np.ndarray) -> np.ndarray:
    return np.column_stack([which[i] for i in np.triu_indices(len(which), 1)]).astype(np.int64)


def _agreement(minhash: np.ndarray, pairs: np.ndarray) -> np.ndarray:
    """Return float64[P]: the share of the signatures of pairs that is equal, a part at a time."""
    shares = np.empty(len(pairs))
    for first in range(0, len(pairs), _COMPARED):
        a, b = pairs[first : first + _COMPARED].T
        shares[first : first + _COMPARED] = (minhash[a] == minhash[b]).mean(1)
    return shares


def _pair_keys(
    bands: Iterable[np.ndarray],
    documents: int,
    kept: Callable[[np.ndarray], np.ndarray] = lambda keys: keys,
) -> np.ndarray:
    """Return one number for each pair with an equal band, sorted.

    Args:
        kept: returns those of some numbers that are wanted.
    """
    size = np.int64(documents)
    keys = np.zeros(0, np.int64)
    for band in bands:
        a, b = _band_pairs(band)
        found = np.sort(a * size + b)
        if len(keys):
            # most bands find the same pairs
            place = np.minimum(np.searchsorted(keys, found), len(keys) - 1)
            found = found[keys[place] != found]
        keys = np.concatenate([keys, kept(found)])
        keys.sort(kind="stable")
    return keys


def _pairs_of(keys: np.ndarray, which: np.ndarray) -> np.ndarray:
    """Return int64[P, 2]: the documents of the pairs with these numbers."""
    a, b = np.divmod(keys, np.int64(len(which)))
    return np.column_stack([which[a], which[b]])


def _bands(minhash: np.ndarray, which: np.ndarray) -> Iterator[np.ndarray]:
    """Yield one 64-bit key for each of the documents `which`, band by band."""
    for first in range(0, minhash.shape[1], ROWS):
        yield band_keys(minhash[which, first : first + ROWS], first)


def band_keys(rows: np.ndarray, first: int) -> np.ndarray:
    """Return one 64-bit key for each document from a band of its signature, `first` on."""
    key = np.full(len(rows), first, np.uint64)
    for row in rows.T:
        key = (key ^ row) * np.uint64(0x9E3779B97F4A7C15)
        key ^= key >> np.uint64(29)
    return key


def _band_pairs(keys: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the pairs (a < b) of positions with equal keys."""
    order = np.argsort(keys, kind="stable")
    equal = keys[order]
    first = np.concatenate([[True], equal[1:] != equal[:-1]])
    begin = np.flatnonzero(first)
    size = np.diff(np.append(begin, len(keys)))
    rank = np.arange(len(keys)) - np.repeat(begin, size)
    reach = np.repeat(np.where(size > CROWD, NEIGHBOURS, size - 1), size)
    back = np.minimum(rank, reach)
    later = np.repeat(np.arange(len(keys)), back)
    step = np.arange(len(later)) - np.repeat(np.cumsum(back) - back, back) + 1
    a, b = order[later - step], order[later]
    crowd = np.flatnonzero((rank > NEIGHBOURS) & (np.repeat(size, size) > CROWD))
    a = np.concatenate([a, order[(crowd - rank[crowd])]])
    return a.astype(np.int64), np.concatenate([b, order[crowd]]).astype(np.int64)


@dataclass(frozen=True)
class Duplicates:
    """D documents in the order of their ids, and the pairs among them."""

    kind: list[str | None]  # exact, near or None
    original: np.ndarray  # int64[D], document that is repeated, -1 if none
    original_jaccard: np.ndarray  # float64[D], similarity with it, NaN if none
    nearest: np.ndarray  # int64[D], most similar other document, -1 if none shares a shingle
    nearest_jaccard: np.ndarray  # float64[D], NaN if none
    similar: dict[str, Any]  # columns of the table `similar`
    cluster: np.ndarray  # int64[D], cluster of each document, 0 if it is in none


def find_duplicates(
    signatures: Signatures | SignedShards, near: float = NEAR, related: float = RELATED
) -> Duplicates:
    """Return the documents that repeat an earlier one, and the similar pairs.

    Documents are in the order of their ids. A document with the same words as an earlier one is an
    exact duplicate of the first such document. Of the others, a document whose Jaccard similarity
    on 5-word shingles with an earlier one, itself a duplicate or not, is at least `near` is a near
    duplicate of the most similar of these (of ties, the first). Documents without words repeat
    none.

    The table `similar` has the pairs of distinct documents with a similarity of at least `related`
    (up to 40 documents, all pairs with a common shingle), and each exact duplicate with its
    original. `nearest` is taken over all pairs that were compared (see `candidate_pairs`). Clusters
    are connected components of the pairs of at least `related` (single linkage), numbered from 1 by
    size (descending), then by first document.
    """
    n = len(signatures)
    first, exact = _exact(signatures)
    pairs = candidate_pairs(signatures, np.flatnonzero(first == np.arange(n)))
    a, b = pairs[:, 0], pairs[:, 1]
    value = jaccard(signatures, a, b)
    original, original_jaccard = _originals(n, first, exact, a, b, value, near)
    kind = np.full(n, None, object)
    kind[original >= 0] = "near"
    kind[exact] = "exact"
    a, b = np.concatenate([a, first[exact]]), np.concatenate([b, exact])
    value = np.concatenate([value, np.ones(len(exact))])
    nearest, nearest_jaccard = _nearest(n, a, b, value)
    listed = value > 0 if n <= LISTED else value >= related
    chosen = np.flatnonzero(listed)
    chosen = chosen[np.lexsort((b[chosen], a[chosen]))]
    is_exact = chosen >= len(value) - len(exact)
    return Duplicates(
        kind=kind.tolist(),
        original=original,
        original_jaccard=original_jaccard,
        nearest=nearest,
        nearest_jaccard=nearest_jaccard,
        similar={
            "doc_a": [signatures.doc_ids[i] for i in a[chosen].tolist()],
            "doc_b": [signatures.doc_ids[i] for i in b[chosen].tolist()],
            "jaccard": value[chosen],
            "kind": _kinds(is_exact, value[chosen], near, related).tolist(),
        },
        cluster=_clusters(n, a[value >= related], b[value >= related]),
    )


def _exact(signatures: Signatures | SignedShards) -> tuple[np.ndarray, np.ndarray]:
    """Return the first document with the same words of each, and those that are not the first."""
    first = first_with_digest(signatures.digest)
    first[np.diff(signatures.offset) == 0] = -1
    return first, np.flatnonzero((first >= 0) & (first != np.arange(len(first))))


def _originals(
    n: int,
    first: np.ndarray,
    exact: np.ndarray,
    a: np.ndarray,
    b: np.ndarray,
    value: np.ndarray,
    near: float,
) -> tuple[np.ndarray, np.ndarray]:
    """Return the document that each repeats, and their similarity, from all pairs compared."""
    original, similarity = np.full(n, -1, np.int64), np.full(n, np.nan)
    repeats = np.flatnonzero(value >= near)
    repeats = repeats[np.lexsort((a[repeats], -value[repeats], b[repeats]))]
    _, best = np.unique(b[repeats], return_index=True)
    p = repeats[best]
    original[b[p]], similarity[b[p]] = a[p], value[p]
    original[exact], similarity[exact] = first[exact], 1.0
    return original, similarity


def _kinds(exact: np.ndarray, value: np.ndarray, near: float, related: float) -> np.ndarray:
    return np.select(
        [exact, value >= near, value >= related], ["exact", "near", "related"], "slight"
    )


def _clusters(n: int, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Return int64[n]: the cluster of each document, 0 where it is alone."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    if n == 0:
        return np.zeros(0, np.int64)
    _, label = connected_components(coo_array((np.ones(len(a)), (a, b)), shape=(n, n)), False)
    known, first, size = np.unique(label, return_index=True, return_counts=True)
    number = np.zeros(len(known), np.int64)
    order = np.lexsort((first, -size))
    order = order[size[order] > 1]
    number[order] = np.arange(1, len(order) + 1)
    return number[label]


def first_with_digest(digest: np.ndarray) -> np.ndarray:
    """Return int64[D]: the first text with the same words as each.

    Args:
        digest: uint64[D, 2], as in `Signatures`.
    """
    order = np.lexsort((np.arange(len(digest)), *digest.T))
    digest = digest[order]
    new = np.ones(len(order), bool)
    new[1:] = (digest[1:] != digest[:-1]).any(1)
    first = np.empty(len(order), np.int64)
    first[order] = order[np.maximum.accumulate(np.where(new, np.arange(len(order)), 0))]
    return first


def _nearest(
    n: int, a: np.ndarray, b: np.ndarray, value: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return the most similar document of each (the first of ties) and the similarity."""
    one, other = np.concatenate([a, b]), np.concatenate([b, a])
    both = np.concatenate([value, value])
    order = np.lexsort((other, -both, one))
    order = order[both[order] > 0]
    _, at = np.unique(one[order], return_index=True)
    best = order[at]
    nearest, similarity = np.full(n, -1, np.int64), np.full(n, np.nan)
    nearest[one[best]], similarity[one[best]] = other[best], both[best]
    return nearest, similarity
