"""Hashes of blocks and sentences, by which text that repeats over a corpus is found.

A hash depends on the folded words of the passage in order. Numbers and names of months and days are
folded to one symbol, so "Updated May 3, 2024" and "Updated June 14, 2025" are the same passage.
Punctuation is ignored.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields, replace

import numpy as np
from numba import njit

from hedgerow.overlap.hash_filter import HashFilter
from hedgerow.overlap.signatures import mix
from hedgerow.tables.spans import offsets_of
from hedgerow.text.blocks.block import HEADING, TITLE, TOC
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus
from hedgerow.text.tokens.tokens import NUMBER, WORD

_CALENDAR = frozenset(
    """january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday
    saturday sunday mon tue tues wed thu thur thurs fri sat sun am pm""".split()
)
_ANY_NUMBER = np.uint64(0x51ED270B5F3A1C27)
_STRUCTURAL = (TITLE, HEADING, TOC)
"""Kinds of blocks that never count as boilerplate: they hold no prose, and structure the text."""


@dataclass(frozen=True)
class PassageHashes:
    """P passages of D documents: each block, and each sentence of a block with several.

    A passage without words, or of a structural block, has no row.
    """

    doc_ids: list[str]
    doc: np.ndarray  # int32[P], index into doc_ids
    hash: np.ndarray  # uint64[P]
    words: np.ndarray  # int32[P], words and numbers
    prose: np.ndarray  # bool[P], in a block of prose
    whole: np.ndarray  # bool[P], a whole block
    start: np.ndarray  # int32[P], in characters of the document
    end: np.ndarray  # int32[P]

    def take(self, which: np.ndarray) -> PassageHashes:
        """Return the passages of a mask or of places, of the same documents."""
        columns = {f.name: getattr(self, f.name)[which] for f in fields(self)[1:]}
        return PassageHashes(self.doc_ids, **columns)


def passage_hashes(tokenised: TokenisedCorpus) -> PassageHashes:
    """Return the passages of a shard, whole blocks first, each in the order of the text."""
    counted = ~np.isin(tokenised.block_kind, _STRUCTURAL)
    block_hash, block_words = _hashed(tokenised, tokenised.block_token)
    sentence_hash, sentence_words = _hashed(tokenised, tokenised.sentence_token)
    block = tokenised.sentence_block
    several = np.diff(tokenised.block_sentence) > 1
    blocks = np.flatnonzero(counted & (block_hash != 0))
    sentences = np.flatnonzero((counted & several)[block] & (sentence_hash != 0))
    prose = tokenised.block_prose.astype(bool)

    def join(of_blocks: np.ndarray, of_sentences: np.ndarray) -> np.ndarray:
        return np.concatenate([of_blocks[blocks], of_sentences[sentences]])

    return PassageHashes(
        doc_ids=list(tokenised.doc_ids),
        doc=join(tokenised.block_doc, tokenised.sentence_doc).astype(np.int32),
        hash=join(block_hash, sentence_hash),
        words=join(block_words, sentence_words),
        prose=join(prose, prose[block]),
        whole=np.arange(len(blocks) + len(sentences)) < len(blocks),
        start=join(tokenised.block_start, tokenised.sentence_start),
        end=join(tokenised.block_end, tokenised.sentence_end),
    )


def repeated_passages(tokenised: TokenisedCorpus, listed: np.ndarray) -> np.ndarray:
    """Return bool[S]: the sentence, or its whole block, has one of the listed hashes.

    Args:
        listed: uint64[n], sorted.
    """
    counted = ~np.isin(tokenised.block_kind, _STRUCTURAL)
    block_hash, _ = _hashed(tokenised, tokenised.block_token)
    sentence_hash, _ = _hashed(tokenised, tokenised.sentence_token)
    block = tokenised.sentence_block
    found = _listed(sentence_hash, listed) | _listed(block_hash, listed)[block]
    return found & counted[block]


def _listed(hashes: np.ndarray, listed: np.ndarray) -> np.ndarray:
    if not len(listed):
        return np.zeros(len(hashes), bool)
    position = np.minimum(np.searchsorted(listed, hashes), len(listed) - 1)
    return (listed[position] == hashes) & (hashes != 0)


def _hashed(tokenised: TokenisedCorpus, edges: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return uint64[k] and int32[k]: hash and words of the spans between edges of tokens."""
    of_word = _folded_hashes(tokenised)
    of_type = np.where(tokenised.type_kind == NUMBER, _ANY_NUMBER, of_word[tokenised.type_word])
    of_type[(tokenised.type_kind != WORD) & (tokenised.type_kind != NUMBER)] = 0
    return _hash_spans(tokenised.token_type, of_type, edges)


def _folded_hashes(tokenised: TokenisedCorpus) -> np.ndarray:
    """Return uint64[W]: hash of each word; that of a number for numbers, months and days."""
    number = [
        word.rstrip(".") in _CALENDAR or not any(map(str.isalpha, word))
        for word in tokenised.word_text
    ]
    return np.where(np.array(number, bool), _ANY_NUMBER, tokenised.word_hash)


@njit(cache=True)
def _hash_spans(token_type, of_type, edges):
    """Hash the words of each span; runs of numbers count once, spans of numbers alone give 0."""
    n = len(edges) - 1
    hashes, words = np.zeros(n, np.uint64), np.zeros(n, np.int32)
    for s in range(n):
        h, last, named = np.uint64(1), np.uint64(0), False
        for i in range(edges[s], edges[s + 1]):
            word = of_type[token_type[i]]
            if word == 0:
                continue
            words[s] += 1
            if word == _ANY_NUMBER and last == _ANY_NUMBER:
                continue
            named |= word != _ANY_NUMBER
            h = mix(h * np.uint64(0x9E3779B97F4A7C15) + word)
            last = word
        if named:
            hashes[s] = h if h != 0 else np.uint64(1)
    return hashes, words


@dataclass(frozen=True)
class CountedPassages:
    """K passages of a corpus, sorted by hash."""

    first: PassageHashes  # the first of each: by document, whole blocks before sentences, by place
    whole: np.ndarray  # bool[K], somewhere a whole block
    documents: np.ndarray  # int64[K]
    families: np.ndarray  # int64[K]; a document alone is a family of one
    occurrences: np.ndarray  # int64[K]


def count_repeated(
    parts: Callable[[], Iterable[PassageHashes]], family: np.ndarray
) -> CountedPassages:
    """Count the passages of shards, without nearly all that one document alone has.

    Args:
        parts: gives the passages of each shard; called three times, so that they may be read one
            by one.
        family: int64[D], of each document in the order of the ids, 0 for a document alone.
    """
    ids, expected = list[str](), 0
    for part in parts():
        ids += part.doc_ids
        expected += len(part.hash)
    held = HashFilter(expected)
    for part in parts():
        by_document = np.argsort(part.doc, kind="stable")
        edges = offsets_of(np.bincount(part.doc, minlength=len(part.doc_ids)))
        held.add(part.hash[by_document], edges)
    order = sorted(range(len(ids)), key=ids.__getitem__)
    rank = np.empty(len(ids), np.int32)
    rank[order] = np.arange(len(ids))
    doc_ids = [ids[i] for i in order]
    before, counted, pairs = 0, [], []
    for part in parts():
        repeated = part.take(held.several(part.hash))
        of_corpus = rank[before : before + len(part.doc_ids)]
        before += len(part.doc_ids)
        passages = replace(repeated, doc_ids=doc_ids, doc=of_corpus[repeated.doc])
        counts, of_families = _counted(passages, family)
        counted.append(counts)
        pairs.append(of_families)
    return _added_up(counted, np.unique(np.concatenate([_NO_PAIRS, *pairs])), doc_ids)


_PAIR = np.dtype([("hash", np.uint64), ("family", np.int64)])
"""A passage and a family of several documents, which may be in several shards."""

_NO_PAIRS = np.zeros(0, _PAIR)


def _counted(passages: PassageHashes, family: np.ndarray) -> tuple[CountedPassages, np.ndarray]:
    """Count the passages of a shard, as families the documents alone; return the pairs as well."""
    order = _in_order(passages)
    hashes, doc = passages.hash[order], passages.doc[order]
    new = _changes(hashes)
    first = np.flatnonzero(new)
    in_document = np.flatnonzero(new | _changes(doc))
    group = (np.cumsum(new) - 1)[in_document]
    of_family = family[doc[in_document]]
    pairs = np.zeros(int((of_family > 0).sum()), _PAIR)
    pairs["hash"] = hashes[in_document][of_family > 0]
    pairs["family"] = of_family[of_family > 0]
    counts = CountedPassages(
        passages.take(order[first]),
        _any(passages.whole[order], first),
        np.bincount(group, minlength=len(first)),
        np.bincount(group[of_family == 0], minlength=len(first)),
        np.diff(np.append(first, len(order))),
    )
    return counts, np.unique(pairs)


def _added_up(
    counted: Sequence[CountedPassages], pairs: np.ndarray, doc_ids: list[str]
) -> CountedPassages:
    """Add up the counts of shards, and the families of several documents by their pairs."""

    columns = {
        field.name: np.concatenate([getattr(part.first, field.name) for part in counted])
        for field in fields(PassageHashes)[1:]
    }
    every = PassageHashes(doc_ids, **columns)
    order = _in_order(every)
    first = np.flatnonzero(_changes(every.hash[order]))
    one_each = every.take(order[first])

    def total(values: Iterable[np.ndarray]) -> np.ndarray:
        return np.add.reduceat(np.concatenate([*values])[order], first) if len(first) else first

    group = np.searchsorted(one_each.hash, pairs["hash"])
    return CountedPassages(
        one_each,
        _any(np.concatenate([part.whole for part in counted])[order], first),
        total(part.documents for part in counted),
        total(part.families for part in counted) + np.bincount(group, minlength=len(first)),
        total(part.occurrences for part in counted),
    )


def _in_order(passages: PassageHashes) -> np.ndarray:
    """Return the places of passages by hash; of the same, in the order of `CountedPassages`."""
    return np.lexsort((passages.start, ~passages.whole, passages.doc, passages.hash))


def _changes(values: np.ndarray) -> np.ndarray:
    """Return bool[n]: the value differs from the one before."""
    return np.append(np.ones(min(len(values), 1), bool), values[1:] != values[:-1])


def _any(values: np.ndarray, first: np.ndarray) -> np.ndarray:
    """Return whether one of a group is true, of groups that begin at `first`."""
    return np.logical_or.reduceat(values, first) if len(first) else np.zeros(0, bool)
