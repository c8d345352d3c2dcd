"""Sentences that occur in several documents, verbatim or nearly so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from hedgerow.overlap.duplicates import NEAR, first_with_digest
from hedgerow.overlap.near_originals import near_originals
from hedgerow.overlap.sentence_shingles import FEWEST_SHINGLES, SentenceShingles
from hedgerow.tables.arrays import joined
from hedgerow.tables.spans import offsets_of, span_places
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus


def repeated_sentences(
    tokenised: Sequence[TokenisedCorpus],
    include: set[str] | None = None,
    near: float = NEAR,
    *,
    folder: Path,
) -> Iterator[dict[str, Any]]:
    """Yield the sentences that repeat one of another document, verbatim or nearly so.

    Sentences are in the order of the document ids and of the text. A sentence repeats the first
    earlier one with the same words or with a Jaccard similarity on 5-word shingles of at least
    `near`. Sentences of fewer than eight words are ignored. A near sentence shares at least `near`
    of its shingles, so only sentences with as many shingles of several documents are compared, and
    of those with the same words only the first.

    Args:
        tokenised: the shards of the corpus.
        include: ids of the documents to compare; all of them by default.
        folder: for temporary files, some 25 bytes a word.

    Yields:
        The columns of the table `repeated_sentences`, of one shard after the other.
    """
    ids = [doc_id for c in tokenised for doc_id in c.doc_ids]
    shard, sentence, doc, original, similarity = _originals(tokenised, include, ids, near, folder)
    repeats = np.flatnonzero(original >= 0)
    repeats = repeats[doc[original[repeats]] != doc[repeats]]
    first, of = np.unique(original[repeats], return_inverse=True)
    number, text = np.empty(len(first), np.int64), [""] * len(first)
    for s, c in enumerate(tokenised):
        here = np.flatnonzero(shard[first] == s)
        wanted = sentence[first[here]]
        number[here] = _numbers(c, wanted)
        for k, words in zip(here.tolist(), _texts(c, wanted), strict=True):
            text[k] = words
    for s, c in enumerate(tokenised):
        here = np.flatnonzero(shard[repeats] == s)
        own, other = repeats[here], of[here]
        yield {
            "doc_id": [ids[d] for d in doc[own].tolist()],
            "sentence": _numbers(c, sentence[own]),
            "start": c.sentence_start[sentence[own]],
            "end": c.sentence_end[sentence[own]],
            "text": _texts(c, sentence[own]),
            "of_doc": [ids[d] for d in doc[first[other]].tolist()],
            "of_sentence": number[other],
            "of_text": [text[k] for k in other.tolist()],
            "jaccard": similarity[own],
        }


def _originals(
    tokenised: Sequence[TokenisedCorpus],
    include: set[str] | None,
    ids: Sequence[str],
    near: float,
    folder: Path,
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return the sentences that may repeat one, in order, and what each repeats.

    Args:
        ids: of the documents, from shard to shard.

    Returns:
        shard, sentence in the shard, and place in `ids` of each; the sentence among these that it
        repeats, -1 for none; and their similarity.
    """
    made = SentenceShingles(tokenised, include, folder)
    found = _candidates(made, ids, near)
    first = first_with_digest(found.digest)
    distinct = np.flatnonzero(first == np.arange(len(first)))
    offset = offsets_of(found.size[distinct])
    shingles = _shingles_of(made, found.place[distinct], offset)
    places = (found.shard, found.sentence, found.doc)
    # what is not needed any more, before the most is in memory
    del made, found
    near_one, similar = near_originals(shingles, offset, near)
    original, similarity = first, np.ones(len(first))
    original[distinct] = np.where(near_one >= 0, distinct[near_one], -1)
    similarity[distinct] = similar
    return *places, original, similarity


@dataclass(frozen=True)
class _Candidates:
    """Sentences that may repeat one, in the order of the document ids and of the text.

    Attributes:
        shard: place of the shard of each.
        sentence: place in the shard.
        place: place among the sentences of the corpus.
        doc: document, numbered from shard to shard.
        size: number of shingles.
        digest: uint64[k, 2].
    """

    shard: np.ndarray
    sentence: np.ndarray
    place: np.ndarray
    doc: np.ndarray
    size: np.ndarray
    digest: np.ndarray


def _candidates(made: SentenceShingles, ids: Sequence[str], near: float) -> _Candidates:
    """Return the sentences that share enough of their shingles."""
    columns: list[list[np.ndarray]] = [
        [np.zeros(0, np.int32)] for _ in range(5)
    ] + [[np.zeros((0, 2), np.uint64)]]  # fmt: skip
    for part in made.parts:
        size = made.sizes(part)
        kept = np.flatnonzero((size >= FEWEST_SHINGLES) & (made.shared[part.span] >= near * size))
        kept = kept.astype(np.int32)
        place = kept + np.int32(part.span.start)
        shard = np.full(len(kept), part.shard, np.int32)
        sentence = kept + np.int32(part.first)
        doc, digest = made.doc[place], made.digests(part)[kept]
        row = (shard, sentence, place, doc, size[kept], digest)
        for column, values in zip(columns, row, strict=True):
            column.append(values)
    shard, sentence, place, doc, size, digest = map(joined, columns)
    rank = np.empty(len(ids), np.int32)
    rank[sorted(range(len(ids)), key=ids.__getitem__)] = np.arange(len(ids))
    order = np.argsort(rank[doc], kind="stable")
    values = (shard, sentence, place, doc, size, digest)
    return _Candidates(*(column[order] for column in values))


def _shingles_of(made: SentenceShingles, place: np.ndarray, offset: np.ndarray) -> np.ndarray:
    """Return the shingles of sentences, one after the other, at `offset`.

    Args:
        place: of each among the sentences of the corpus.
    """
    out = np.empty(offset[-1], np.uint64)
    order = np.argsort(place, kind="stable")
    place = place[order]
    for part in made.parts:
        here = slice(*np.searchsorted(place, (part.span.start, part.span.stop)).tolist())
        size = made.sizes(part)
        begin, own = offsets_of(size), place[here] - part.span.start
        read = made.shingles(part, begin[-1])
        target = span_places(offset[order[here]], size[own])
        out[target] = read[span_places(begin[own], size[own])]
    return out


def _numbers(tokenised: TokenisedCorpus, sentence: np.ndarray) -> np.ndarray:
    """Return int64[k]: the numbers that sentences of a shard have in their documents."""
    return sentence - tokenised.doc_sentence[tokenised.sentence_doc[sentence]]


def _texts(tokenised: TokenisedCorpus, sentence: np.ndarray) -> list[str]:
    """Return the texts of sentences of a shard; those of a document follow each other."""
    texts, known, text = [], -1, ""
    columns = (tokenised.sentence_doc, tokenised.sentence_start, tokenised.sentence_end)
    for d, start, end in zip(*(column[sentence].tolist() for column in columns), strict=True):
        if d != known:
            known, text = d, tokenised.text(d)
        texts.append(text[start:end].replace("\n", " "))
    return texts
