"""Sentences that occur in several documents, verbatim or nearly so."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from hedgerow.overlap.duplicates import NEAR, find_duplicates
from hedgerow.overlap.hash_filter import held_by_several
from hedgerow.overlap.signatures import Signatures, minhash, shingled
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
    found = find_duplicates(signatures, near)
    repeats = np.flatnonzero(found.original >= 0)
    first = found.original[repeats]
    elsewhere = [doc_ids[a] != doc_ids[b] for a, b in zip(first, repeats, strict=True)]
    repeats, first = repeats[elsewhere], first[elsewhere]
    columns: dict[str, Any] = {"doc_id": [doc_ids[i] for i in repeats]}
    columns |= _described(tokenised, shard[repeats], sentence[repeats])
    columns["of_doc"] = [doc_ids[i] for i in first]
    of = _described(tokenised, shard[first], sentence[first])
    columns |= {"of_sentence": of["sentence"], "of_text": of["text"]}
    columns["jaccard"] = found.original_jaccard[repeats]
    return columns


def _candidates(
    tokenised: Sequence[TokenisedCorpus], include: set[str] | None, near: float
) -> tuple[np.ndarray, np.ndarray, list[str], Signatures]:
    """Return shard, sentence, document id and signature of the sentences that may repeat one."""
    ids = sorted({d for c in tokenised for d in c.doc_ids if include is None or d in include})
    number = {d: i for i, d in enumerate(ids)}
    parts = []
    for s, c in enumerate(tokenised):
        offset, shingles, digest = shingled(c, c.sentence_token)
        doc = np.array([number.get(d, -1) for d in c.doc_ids], np.int64)[c.sentence_doc]
        parts.append((np.full(len(doc), s), np.arange(len(doc)), doc, digest, offset, shingles))
    if not parts:
        return np.zeros(0, int), np.zeros(0, int), [], _signatures([], np.zeros((0, 2)), [], [0])
    shard, sentence, doc, digest = (np.concatenate([p[i] for p in parts]) for i in range(4))
    size = np.concatenate([np.diff(p[4]) for p in parts])
    shingles = np.concatenate([p[5] for p in parts])
    offset = np.concatenate([[0], np.cumsum(size)])
    long_enough = (doc >= 0) & (size >= _FEWEST_SHINGLES)
    held = held_by_several(
        np.where(np.repeat(long_enough, size), shingles, 0), np.repeat(doc, size).astype(np.int32)
    )
    shared = np.diff(np.concatenate([[0], np.cumsum(held)])[offset])
    kept = np.flatnonzero(long_enough & (shared >= near * size))
    kept = kept[np.lexsort((sentence[kept], doc[kept]))]
    nothing = np.zeros((len(doc), 0))
    whole = Signatures([""] * len(doc), digest, nothing, offset, shingles, nothing)
    signed = whole.take(kept)
    names = [ids[d] for d in doc[kept].tolist()]
    return (
        shard[kept],
        sentence[kept],
        names,
        _signatures(names, signed.digest, signed.shingles, signed.offset),
    )


def _signatures(names: list[str], digest: Any, shingles: Any, offset: Any) -> Signatures:
    offset, shingles = np.asarray(offset, np.int64), np.asarray(shingles, np.uint64)
    nothing = np.zeros((len(names), 0))
    return Signatures(names, digest, minhash(shingles, offset), offset, shingles, nothing)


def _described(
    tokenised: Sequence[TokenisedCorpus], shard: np.ndarray, sentence: np.ndarray
) -> dict[str, list[Any]]:
    """Return number, offsets and text of sentences, given by shard and index in the shard."""
    rows: dict[str, list[Any]] = {"sentence": [], "start": [], "end": [], "text": []}
    for s, i in zip(shard.tolist(), sentence.tolist(), strict=True):
        c = tokenised[s]
        d = int(c.sentence_doc[i])
        start, end = int(c.sentence_start[i]), int(c.sentence_end[i])
        rows["sentence"].append(i - int(c.doc_sentence[d]))
        rows["start"].append(start)
        rows["end"].append(end)
        rows["text"].append(c.text(d)[start:end].replace("\n", " "))
    return rows
