"""Sentences that occur in several documents, verbatim or nearly so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from hedgerow.overlap.duplicates import NEAR, find_originals
from hedgerow.overlap.hash_filter import HashFilter
from hedgerow.overlap.signatures import Signatures, join, minhash, shingled
from hedgerow.tables.arrays import joined
from hedgerow.tables.spans import offsets_of
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus

_FEWEST_SHINGLES = 4
"""Shingles of eight words, unless they repeat."""


def repeated_sentences(
    tokenised: Sequence[TokenisedCorpus], include: set[str] | None = None, near: float = NEAR
) -> dict[str, Any]:
    """Return the sentences that repeat one of another document, verbatim or nearly so.

    Sentences are in the order of the document ids and of the text. A sentence repeats the first
    earlier one with the same words or with a Jaccard similarity on 5-word shingles of at least
    `near`. Sentences of fewer than eight words are ignored. A near sentence shares at least `near`
    of its shingles, so only sentences with as many shingles of several documents are signed.

    Args:
        tokenised: the shards of the corpus.
        include: ids of the documents to compare; all of them by default.

    Returns:
        The columns of the table `repeated_sentences`.
    """
    shard, sentence, doc_ids, signatures = _candidates(tokenised, include, near)
    original, similarity = find_originals(signatures, near)
    del signatures
    repeats = np.flatnonzero(original >= 0)
    first = original[repeats]
    elsewhere = [doc_ids[a] != doc_ids[b] for a, b in zip(first, repeats, strict=True)]
    repeats, first = repeats[elsewhere], first[elsewhere]
    columns: dict[str, Any] = {"doc_id": [doc_ids[i] for i in repeats]}
    columns |= _described(tokenised, shard[repeats], sentence[repeats])
    columns["of_doc"] = [doc_ids[i] for i in first]
    of = _described(tokenised, shard[first], sentence[first])
    columns |= {"of_sentence": of["sentence"], "of_text": of["text"]}
    columns["jaccard"] = similarity[repeats]
    return columns


def _candidates(
    tokenised: Sequence[TokenisedCorpus], include: set[str] | None, near: float
) -> tuple[np.ndarray, np.ndarray, list[str], Signatures]:
    """Return shard, sentence, document id and signature of the sentences that may repeat one.

    Each shard is shingled twice: the filter of all shards decides which sentences are kept.
    """
    held = HashFilter(sum(c.token_type.size for c in tokenised))
    for c in tokenised:
        size, shingles, _ = _shingles(c, include)
        held.add(shingles, offsets_of(size)[c.doc_sentence])
    parts = []
    for s, c in enumerate(tokenised):
        size, shingles, digest = _shingles(c, include)
        shared = np.diff(offsets_of(held.several(shingles))[offsets_of(size)])
        kept = np.flatnonzero((size >= _FEWEST_SHINGLES) & (shared >= near * size))
        rows = np.isin(np.repeat(np.arange(len(size)), size), kept)
        names = [c.doc_ids[d] for d in c.sentence_doc[kept].tolist()]
        parts.append((np.full(len(kept), s), kept, names, digest[kept], size[kept], shingles[rows]))
    if not parts:
        return np.zeros(0, int), np.zeros(0, int), [], join([])
    names = [name for p in parts for name in p[2]]
    columns: list[list[Any]] = [[p[i] for p in parts] for i in (0, 1, 3, 4, 5)]
    parts.clear()
    shard, sentence, digest, size, shingles = map(joined, columns)
    _, doc = np.unique(np.array(names, dtype=object), return_inverse=True)
    order = np.lexsort((sentence, doc))
    nothing = np.zeros((len(names), 0))
    whole = Signatures(names, digest, nothing, offsets_of(size), shingles, nothing)
    del shingles
    signed = whole.take(order)
    del whole
    signed = replace(signed, minhash=minhash(signed.shingles, signed.offset))
    return shard[order], sentence[order], signed.doc_ids, signed


def _shingles(
    tokenised: TokenisedCorpus, include: set[str] | None
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return size, shingles and digest of the sentences of a shard.

    The shingles of sentences that are too short, or of other documents than those to compare, are
    0.
    """
    offset, shingles, digest = shingled(tokenised, tokenised.sentence_token)
    size = np.diff(offset)
    wanted = np.array([include is None or d in include for d in tokenised.doc_ids], bool)
    compared = wanted[tokenised.sentence_doc] & (size >= _FEWEST_SHINGLES)
    shingles[~np.repeat(compared, size)] = 0
    return size, shingles, digest


def _described(
    tokenised: Sequence[TokenisedCorpus], shard: np.ndarray, sentence: np.ndarray
) -> dict[str, list[Any]]:
    """Return number, offsets and text of sentences, given by shard and index in the shard."""
    rows: dict[str, list[Any]] = {"sentence": [], "start": [], "end": [], "text": []}
    order = np.argsort(shard, kind="stable")  # each shard is read once
    back = np.argsort(order, kind="stable").tolist()
    for s, i in zip(shard[order].tolist(), sentence[order].tolist(), strict=True):
        c = tokenised[s]
        d = int(c.sentence_doc[i])
        start, end = int(c.sentence_start[i]), int(c.sentence_end[i])
        rows["sentence"].append(i - int(c.doc_sentence[d]))
        rows["start"].append(start)
        rows["end"].append(end)
        rows["text"].append(c.text(d)[start:end].replace("\n", " "))
    return {name: [column[k] for k in back] for name, column in rows.items()}
