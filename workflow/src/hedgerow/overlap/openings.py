"""Openings: skeletons shared by headings, and by the first sentences below them.

The skeleton of a sentence is its function words in order, with "…" for the content words between
them: "Kratom, derived from the leaves of a tree, has gained attention for its effects" is "… from
the … of a … has … for its …". Pages made from one template exchange the content words and keep
the rest. Headings are short, so their skeletons keep all words: "the science behind".
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from hedgerow.lexicons.function_words import FUNCTION_WORDS
from hedgerow.overlap.signatures import mix_array
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
    rows = []
    for kind in _SHORTEST:
        found = [_openings(c, kind, include) for c in tokenised]
        rows += _shared(found, tokenised, kind, min_documents)
    names = ("kind", "skeleton", "elements", "documents", "occurrences", "doc_ids", "example")
    return {name: [row[i] for row in rows] for i, name in enumerate(names)}


def _openings(
    tokenised: TokenisedCorpus, kind: str, include: set[str] | None
) -> tuple[np.ndarray, np.ndarray, np.ndarray, list[str]]:
    """Return skeletons (uint64[k, 12], 0 after the end), sentences, words, and document ids."""
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
    begin, end = tokenised.sentence_token[sentence], tokenised.sentence_token[sentence + 1]
    token = begin[:, None] + np.arange(_READ)
    inside = token < end[:, None]
    token = np.where(inside, token, 0)
    hashes = tokenised.word_hash
    if kind == "sentence":
        closed = np.array([w in FUNCTION_WORDS for w in tokenised.word_text], bool)
        hashes = np.where(closed, hashes, _CONTENT)
    counted = np.isin(tokenised.token_kind[token], (WORD, NUMBER)) & inside
    code = np.where(counted, hashes[tokenised.token_word[token]], _NOTHING)
    word = tokenised.token_word[token]
    code, word = _packed(code, word, code != _NOTHING)
    again = (code[:, 1:] == _CONTENT) & (code[:, :-1] == _CONTENT)
    code, word = _packed(code, word, np.c_[np.ones(len(code), bool), ~again] & (code != _NOTHING))
    doc_ids = [tokenised.doc_ids[d] for d in tokenised.sentence_doc[sentence].tolist()]
    # copies: the rows of all shards are held
    return code[:, :_LONGEST].copy(), sentence, word[:, :_LONGEST].astype(np.int32), doc_ids


def _packed(code: np.ndarray, word: np.ndarray, keep: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Move the kept elements to the left of their rows and fill the rest with 0."""
    order = np.argsort(~keep, axis=1, kind="stable")
    code = np.where(keep, code, _NOTHING)
    return np.take_along_axis(code, order, 1), np.take_along_axis(word, order, 1)


def _shared(
    found: Sequence[tuple[np.ndarray, np.ndarray, np.ndarray, list[str]]],
    tokenised: Sequence[TokenisedCorpus],
    kind: str,
    min_documents: int,
) -> list[tuple[Any, ...]]:
    code = np.concatenate([np.zeros((0, _LONGEST), np.uint64), *(f[0] for f in found)])
    shard = np.repeat(np.arange(len(found)), [len(f[0]) for f in found])
    place = np.concatenate([np.arange(len(f[0])) for f in found] or [np.zeros(0, np.int64)])
    ids = [doc_id for _, _, _, doc_ids in found for doc_id in doc_ids]
    names, doc = np.unique(np.array(ids, object).astype(str), return_inverse=True)
    # by document and position, so that the first of a group is its example
    order = np.lexsort((place, doc))
    code, shard, place, doc = code[order], shard[order], place[order], doc[order]
    groups = _groups(code, doc, _SHORTEST[kind], min_documents)
    # each shard is read once
    groups.sort(key=lambda group: shard[group[0][0]])
    rows = []
    for members, length in groups:
        first = members[0]
        c, (_, sentence, word, _) = tokenised[shard[first]], found[shard[first]]
        texts = [
            GAP if e == _CONTENT else c.word_text[w]
            for e, w in zip(code[first, :length], word[place[first], :length], strict=True)
        ]
        s = sentence[place[first]]
        example = c.text(int(c.sentence_doc[s]))[c.sentence_start[s] : c.sentence_end[s]]
        documents = np.unique(doc[members])
        some = ";".join(names[documents[:_NAMED_DOCUMENTS]].tolist())
        skeleton = " ".join(texts)
        rows.append((kind, skeleton, length, len(documents), len(members), some, example))
    rows.sort(key=lambda row: (-row[2] * row[3], row[1]))
    return rows[:LISTED]


def _beginnings(code: np.ndarray) -> np.ndarray:
    """Return uint64[k, 12]: a hash of the elements of each row up to each of them."""
    out = np.empty_like(code)
    hashed = np.zeros(len(code), np.uint64)
    for i in range(code.shape[1]):
        hashed = mix_array(hashed * np.uint64(0x9E3779B97F4A7C15) + code[:, i] + np.uint64(1))
        out[:, i] = hashed
    return out


def _groups(
    code: np.ndarray, doc: np.ndarray, shortest: int, min_documents: int
) -> list[tuple[np.ndarray, int]]:
    """Return groups of rows with the same first elements, and the number of elements, descending.

    A group whose documents also share one element more is dropped.
    """
    groups: list[tuple[np.ndarray, int]] = []
    longer = np.zeros(len(code), np.uint64)  # documents of the longer group of each row
    begun = _beginnings(code)
    documents = int(doc.max(initial=0)) + 1
    for length in range(_LONGEST, shortest - 1, -1):
        rows = np.flatnonzero(code[:, length - 1] != _NOTHING)
        if not len(rows):
            continue
        _, group = np.unique(begun[rows, length - 1], return_inverse=True)
        pairs = np.divmod(np.unique(group * documents + doc[rows]), documents)
        together = np.zeros(group.max() + 1, np.uint64)
        np.add.at(together, pairs[0], mix_array(pairs[1].astype(np.uint64) + np.uint64(1)))
        number = np.bincount(pairs[0])
        order = np.argsort(group, kind="stable")
        edges = np.searchsorted(group[order], np.arange(len(number) + 1))
        for g in np.flatnonzero(number >= min_documents).tolist():
            members = rows[order[edges[g] : edges[g + 1]]]
            if not (longer[members] == together[g]).any():
                groups.append((members, length))
            longer[members] = together[g]
    return groups
