"""Sentences that occur in several documents, verbatim or nearly so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

import numpy as np

from hedgerow.overlap.duplicates import NEAR, find_originals
from hedgerow.overlap.hash_filter import count_shared, slot_bits
from hedgerow.overlap.signatures import Signatures, join, shingled
from hedgerow.tables.arrays import joined
from hedgerow.tables.partitions import Partitions
from hedgerow.tables.spans import offsets_of
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus

_FEWEST_SHINGLES = 4
"""Shingles of eight words, unless they repeat."""

_SLOTS_AT_ONCE = 20
"""Bits of the number of slots that are filled together."""

_ROWS_AT_ONCE = 1 << 20
"""Shingles that are put into their partitions together."""


def repeated_sentences(
    tokenised: Sequence[TokenisedCorpus],
    include: set[str] | None = None,
    near: float = NEAR,
    *,
    folder: Path,
) -> dict[str, Any]:
    """Return the sentences that repeat one of another document, verbatim or nearly so.

    Sentences are in the order of the document ids and of the text. A sentence repeats the first
    earlier one with the same words or with a Jaccard similarity on 5-word shingles of at least
    `near`. Sentences of fewer than eight words are ignored. A near sentence shares at least `near`
    of its shingles, so only sentences with as many shingles of several documents are signed.

    Args:
        tokenised: the shards of the corpus.
        include: ids of the documents to compare; all of them by default.
        folder: for temporary files, some 20 bytes a word.

    Returns:
        The columns of the table `repeated_sentences`.
    """
    shard, sentence, doc_ids, signatures = _candidates(tokenised, include, near, folder)
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


@dataclass(frozen=True)
class _Shingled:
    """The sentences of a shard.

    Attributes:
        size: int32[S], shingles of each.
        digest: uint64[S, 2].
        first: place of the first shingle in the file of all of them.
    """

    size: np.ndarray
    digest: np.ndarray
    first: int


def _candidates(
    tokenised: Sequence[TokenisedCorpus], include: set[str] | None, near: float, folder: Path
) -> tuple[np.ndarray, np.ndarray, list[str], Signatures]:
    """Return shard, sentence, document id and signature of the sentences that may repeat one.

    Their shingles wait on disk until it is known which of them several documents have.
    """
    names: list[list[str]] = []
    with TemporaryFile(dir=str(folder)) as file:
        shards, shared = _shared_shingles(tokenised, include, folder, file)
        columns: list[list[np.ndarray]] = [[], [], [], [], []]
        for s, (c, own) in enumerate(zip(tokenised, shards, strict=True)):
            wanted = (own.size >= _FEWEST_SHINGLES) & (shared[s] >= near * own.size)
            kept = np.flatnonzero(wanted)
            names.append([c.doc_ids[d] for d in c.sentence_doc[kept].tolist()])
            file.seek(8 * own.first)
            shingles = np.frombuffer(file.read(8 * int(own.size.sum())), np.uint64)
            shingles = shingles[np.repeat(wanted, own.size)]
            found = (np.full(len(kept), s), kept, own.digest[kept], own.size[kept], shingles)
            for column, values in zip(columns, found, strict=True):
                column.append(values)
    if not names:
        return np.zeros(0, int), np.zeros(0, int), [], join([])
    shard, sentence, digest, size, shingles = map(joined, columns)
    ids = [name for of_shard in names for name in of_shard]
    _, doc = np.unique(np.array(ids, dtype=object), return_inverse=True)
    order = np.lexsort((sentence, doc))
    # the signatures by MinHash, the largest part, are made a band at a time
    nothing = np.zeros((len(ids), 0))
    whole = Signatures(ids, digest, nothing, offsets_of(size), shingles, nothing)
    del shingles
    signed = whole.take(order)
    return shard[order], sentence[order], signed.doc_ids, signed


def _shared_shingles(
    tokenised: Sequence[TokenisedCorpus], include: set[str] | None, folder: Path, file: IO[bytes]
) -> tuple[list[_Shingled], list[np.ndarray]]:
    """Write the shingles of all sentences to a file, and count those that several documents have.

    Returns:
        The sentences of each shard, and of each sentence how many of its shingles are shared, or in
        one slot of a filter with another: int32[S]. The slots are filled a part at a time.
    """
    bits = slot_bits(sum(c.token_type.size for c in tokenised))
    low = min(bits, _SLOTS_AT_ONCE)
    slots = Partitions(folder, 1 << (bits - low), np.uint32, np.uint64)
    shards: list[_Shingled] = []
    docs = [np.zeros(0, np.int32)]
    sentences = documents = shingles = 0
    for c in tokenised:
        size, hashes, digest = _shingles(c, include)
        shards.append(_Shingled(size.astype(np.int32), digest, shingles))
        file.write(hashes.tobytes())
        owner = np.repeat(np.arange(sentences, sentences + len(size), dtype=np.uint32), size)
        for first in range(0, len(hashes), _ROWS_AT_ONCE):
            some = slice(first, first + _ROWS_AT_ONCE)
            which = np.flatnonzero(hashes[some])
            own = hashes[some][which]
            part = (own & np.uint64((1 << bits) - 1)) >> np.uint64(low)
            slots.add(part, owner[some][which], own)
        docs.append((c.sentence_doc + documents).astype(np.int32))
        sentences, documents = sentences + len(size), documents + len(c.doc_ids)
        shingles += len(hashes)
    shared, doc = np.zeros(sentences, np.int32), joined(docs)
    for sentence, hashes in slots:
        count_shared(hashes, sentence, doc, np.uint64((1 << low) - 1), shared)
    edges = offsets_of([len(own.size) for own in shards])
    return shards, [shared[a:b] for a, b in pairwise(edges.tolist())]


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
