"""Openings: skeletons shared by headings, and by the first sentences below them.

The skeleton of a sentence is its function words in order, with "…" for the content words between
them: "Kratom, derived from the leaves of a tree, has gained attention for its effects" is "… from
the … of a … has … for its …". Pages made from one template exchange the content words and keep
the rest. Headings are short, so their skeletons keep all words: "the science behind".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from hedgerow.lexicons.function_words import FUNCTION_WORDS
from hedgerow.overlap.signatures import mix_array
from hedgerow.tables.spans import offsets_of
from hedgerow.text.blocks.block import HEADING
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus
from hedgerow.text.tokens.tokens import NUMBER, WORD

GAP = "…"
LISTED = 200
_READ = 40
"""Tokens of an opening from which the skeleton is made."""
_LONGEST = 12
"""Largest number of elements of a skeleton."""
_SHORTEST = {"heading": 3, "sentence": 6}
_NAMED_DOCUMENTS = 20
_AT_ONCE = 1 << 14
"""Openings whose elements are found together."""
_NOTHING, _CONTENT = np.uint64(0), np.uint64(1)


def shared_openings(
    tokenised: Sequence[TokenisedCorpus], include: set[str] | None = None, min_documents: int = 2
) -> dict[str, Any]:
    """Return the openings that several documents share, each as long as possible.

    Compared are the first 12 elements of each heading and of the first prose sentence of each
    section (and of the document, before the first heading). Headings need at least three words,
    sentences six elements; an opening that can be longer without losing a document is dropped.

    Args:
        tokenised: the shards of the corpus.
        include: ids of the documents to compare; all of them by default.
        min_documents: documents with the opening.

    Returns:
        The columns of the table `openings`: at most 200 of each kind, by documents x elements
        (descending), then by text. The example is the first text, by document.
    """
    ids = [doc_id for c in tokenised for doc_id in c.doc_ids]
    rows = []
    for kind in _SHORTEST:
        found = [_openings(c, kind, include) for c in tokenised]
        rows += _shared(found, tokenised, ids, kind, min_documents)
    names = ("kind", "skeleton", "elements", "documents", "occurrences", "doc_ids", "example")
    return {name: [row[i] for row in rows] for i, name in enumerate(names)}


@dataclass(frozen=True)
class _Openings:
    """The openings of a shard.

    Attributes:
        begun: uint64[12, k], hash of the elements of each up to each of them.
        elements: uint8[k], their number.
        sentence: int32[k], place in the shard.
        doc: int32[k], its document.
    """

    begun: np.ndarray
    elements: np.ndarray
    sentence: np.ndarray
    doc: np.ndarray


def _openings(tokenised: TokenisedCorpus, kind: str, include: set[str] | None) -> _Openings:
    wanted = np.array([include is None or d in include for d in tokenised.doc_ids], bool)
    heading = tokenised.block_kind == HEADING
    if kind == "heading":
        block = np.flatnonzero(heading & wanted[tokenised.block_doc])
    else:
        prose = np.flatnonzero((tokenised.block_prose > 0) & wanted[tokenised.block_doc])
        place = np.stack([tokenised.block_doc[prose], tokenised.block_section[prose]])
        block = prose[np.any(np.diff(place, prepend=-1) != 0, axis=0)] if len(prose) else prose
    sentence = tokenised.block_sentence[block]
    sentence = sentence[tokenised.block_sentence[block + 1] > sentence]
    hashes = _element_hashes(tokenised, kind)
    begun, elements = [np.zeros((_LONGEST, 0), np.uint64)], [np.zeros(0, np.uint8)]
    for first in range(0, len(sentence), _AT_ONCE):
        code, _ = _skeletons(tokenised, hashes, sentence[first : first + _AT_ONCE])
        begun.append(_beginnings(code))
        elements.append((code != _NOTHING).sum(1, dtype=np.uint8))
    doc = tokenised.sentence_doc[sentence].astype(np.int32)
    return _Openings(
        np.concatenate(begun, 1), np.concatenate(elements), sentence.astype(np.int32), doc
    )


def _element_hashes(tokenised: TokenisedCorpus, kind: str) -> np.ndarray:
    """Return uint64[W]: the element that each word of a shard is."""
    if kind == "heading":
        return tokenised.word_hash
    closed = np.array([w in FUNCTION_WORDS for w in tokenised.word_text], bool)
    return np.where(closed, tokenised.word_hash, _CONTENT)


def _skeletons(
    tokenised: TokenisedCorpus, hashes: np.ndarray, sentence: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return the elements of sentences (uint64[k, 12], 0 after the end) and the word of each.

    Args:
        hashes: the element that each word is.
    """
    begin, end = tokenised.sentence_token[sentence], tokenised.sentence_token[sentence + 1]
    token = begin[:, None] + np.arange(_READ)
    inside = token < end[:, None]
    token = np.where(inside, token, 0)
    counted = np.isin(tokenised.token_kind[token], (WORD, NUMBER)) & inside
    word = tokenised.token_word[token]
    code = np.where(counted, hashes[word], _NOTHING)
    code, word = _packed(code, word, code != _NOTHING)
    again = (code[:, 1:] == _CONTENT) & (code[:, :-1] == _CONTENT)
    code, word = _packed(code, word, np.c_[np.ones(len(code), bool), ~again] & (code != _NOTHING))
    return code[:, :_LONGEST], word[:, :_LONGEST]


def _packed(code: np.ndarray, word: np.ndarray, keep: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Move the kept elements to the left of their rows and fill the rest with 0."""
    order = np.argsort(~keep, axis=1, kind="stable")
    code = np.where(keep, code, _NOTHING)
    return np.take_along_axis(code, order, 1), np.take_along_axis(word, order, 1)


def _shared(
    found: Sequence[_Openings],
    tokenised: Sequence[TokenisedCorpus],
    ids: Sequence[str],
    kind: str,
    min_documents: int,
) -> list[tuple[Any, ...]]:
    """Return the rows of a kind; `ids` are those of the documents, from shard to shard."""
    by_id = sorted(range(len(ids)), key=ids.__getitem__)
    rank = np.empty(len(ids), np.int32)
    rank[by_id] = np.arange(len(ids), dtype=np.int32)
    edges = offsets_of([len(c.doc_ids) for c in tokenised])
    doc = rank[_whole([f.doc + first for f, first in zip(found, edges[:-1], strict=True)])]
    # by document and position, so that the first of a group is its example
    order = np.argsort(doc, kind="stable")
    groups = _groups(found, order, doc[order], kind, min_documents)
    sentence = _whole([f.sentence for f in found])[order]
    shard = np.repeat(np.arange(len(found), dtype=np.int32), [len(f.doc) for f in found])[order]
    doc = doc[order]
    rows = []
    own = np.array([shard[group.members[0]] for group in groups], np.int32)
    for s in np.unique(own).tolist():
        some = [groups[g] for g in np.flatnonzero(own == s).tolist()]
        first = sentence[[group.members[0] for group in some]]
        texts = _texts(tokenised[s], kind, first, [group.length for group in some])
        for group, (skeleton, example) in zip(some, texts, strict=True):
            size = (group.length, group.documents, len(group.members))
            named = np.unique(doc[group.members])[:_NAMED_DOCUMENTS].tolist()
            rows.append((kind, skeleton, *size, ";".join(ids[by_id[d]] for d in named), example))
    rows.sort(key=lambda row: (-row[2] * row[3], row[1]))
    return rows[:LISTED]


def _texts(
    tokenised: TokenisedCorpus, kind: str, sentence: np.ndarray, lengths: Sequence[int]
) -> Iterator[tuple[str, str]]:
    """Yield the first elements of sentences of a shard, so many of each, and its whole text."""
    codes, words = _skeletons(tokenised, _element_hashes(tokenised, kind), sentence)
    for s, length, code, word in zip(sentence.tolist(), lengths, codes, words, strict=True):
        elements = [
            GAP if e == _CONTENT else tokenised.word_text[w]
            for e, w in zip(code[:length], word[:length], strict=True)
        ]
        start, end = tokenised.sentence_start[s], tokenised.sentence_end[s]
        yield " ".join(elements), tokenised.text(int(tokenised.sentence_doc[s]))[start:end]


def _whole(parts: Sequence[np.ndarray]) -> np.ndarray:
    return np.concatenate([np.zeros(0, np.int32), *parts]).astype(np.int32)


def _beginnings(code: np.ndarray) -> np.ndarray:
    """Return uint64[12, k]: a hash of the elements of each row up to each of them."""
    out = np.empty(code.shape[::-1], np.uint64)
    hashed = np.zeros(len(code), np.uint64)
    for i in range(code.shape[1]):
        hashed = mix_array(hashed * np.uint64(0x9E3779B97F4A7C15) + code[:, i] + np.uint64(1))
        out[i] = hashed
    return out


@dataclass(frozen=True)
class _Group:
    """Openings with the same first elements.

    Attributes:
        length: number of these elements.
        documents: documents with them.
        members: the openings, in their order.
    """

    length: int
    documents: int
    members: np.ndarray


def _groups(
    found: Sequence[_Openings], order: np.ndarray, doc: np.ndarray, kind: str, min_documents: int
) -> list[_Group]:
    """Return the 200 groups with the most documents x elements, and those equal to the last.

    A group whose documents also share one element more is dropped.

    Args:
        order: the openings of all shards by document. doc: document of each in this order.
    """
    groups: list[_Group] = []
    elements = np.concatenate([np.zeros(0, np.uint8), *(f.elements for f in found)])[order]
    longer = np.zeros(len(order), np.uint64)  # documents of the longer group of each row
    documents = int(doc.max(initial=0)) + 1
    for length in range(_LONGEST, _SHORTEST[kind] - 1, -1):
        rows = np.flatnonzero(elements >= length)
        if not len(rows):
            continue
        begun = np.concatenate([f.begun[length - 1] for f in found])[order[rows]]
        _, group = np.unique(begun, return_inverse=True)
        pairs = np.divmod(np.unique(group * documents + doc[rows]), documents)
        together = np.zeros(group.max() + 1, np.uint64)
        np.add.at(together, pairs[0], mix_array(pairs[1].astype(np.uint64) + np.uint64(1)))
        number = np.bincount(pairs[0])
        enough = number >= min_documents
        known = np.zeros(len(number), bool)
        known[group[longer[rows] == together[group]]] = True
        groups += _largest(group, rows, number, np.flatnonzero(enough & ~known), length)
        groups = _with_most(groups)
        inside = enough[group]
        longer[rows[inside]] = together[group[inside]]
    return groups


def _largest(
    group: np.ndarray, rows: np.ndarray, number: np.ndarray, which: np.ndarray, length: int
) -> list[_Group]:
    """Return those of the groups `which` with as many documents as the 200th.

    Args:
        group: of each of the openings `rows`. number: documents of each group.
    """
    if len(which) > LISTED:
        which = which[number[which] >= np.partition(number[which], -LISTED)[-LISTED]]
    chosen = np.isin(group, which)
    rows, group = rows[chosen], group[chosen]
    order = np.argsort(group, kind="stable")
    edges = np.searchsorted(group[order], np.append(which, len(number)))
    return [
        _Group(length, int(number[g]), rows[order[edges[i] : edges[i + 1]]])
        for i, g in enumerate(which.tolist())
    ]


def _with_most(groups: list[_Group]) -> list[_Group]:
    """Return the 200 groups with the most documents x elements, and those equal to the last."""
    weights = sorted((group.documents * group.length for group in groups), reverse=True)
    least = weights[LISTED - 1] if len(weights) >= LISTED else 0
    return [group for group in groups if group.documents * group.length >= least]
