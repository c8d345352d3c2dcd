"""Find many phrases at once in tokenised text: a trie over word ids, exact, with positions.

A listed word matches in any case; one listed without a possessive ending matches its possessive too
("kratom" finds "kratom's"). Quotation marks between words are passed over; any other punctuation
ends a match, and so does the end of a block.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np
from numba import njit

from hedgerow.tables.spans import offsets_of
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus
from hedgerow.text.tokens.tokens import QUOTATION, TypeTable
from hedgerow.text.tokens.words import fold

_DEPTH = 64
"""Places that one match may leave open at once: a word and its possessive, both listed."""
_OPENS, _GOES_ON = 1, 2
"""What a word does in phrases: opens one, stands further on in one."""
_NEVER, _PERHAPS = -1, -2
"""For a type: stands in no such place of a phrase; may do so by its word, by its base or not."""


@dataclass(frozen=True)
class Hits:
    """H matches, sorted by first token, then by last token, then by phrase."""

    phrase: np.ndarray  # int32[H], place in the list of phrases
    first: np.ndarray  # int64[H], first token
    last: np.ndarray  # int64[H], last token, inclusive


@dataclass(frozen=True)
class Trie:
    """Phrases over the word types of a text; `terminal` has the phrase that ends at a node, or -1.

    Edges (node, word) -> child lie in a hash table, those of the root in an array.
    """

    key: np.ndarray  # int64[slots], node << 32 | word, or -1: open addresses
    child: np.ndarray  # int32[slots]
    terminal: np.ndarray  # int32[nodes]
    root: np.ndarray  # int32[W], child of the root by word, or -1
    word: np.ndarray  # int32[V], word of each type
    base: np.ndarray  # int32[V], the same without a possessive ending
    passed: np.ndarray  # bool[V], passed over between words
    opens: np.ndarray  # int32[V], child of the root for the word of a type, _NEVER or _PERHAPS
    goes_on: np.ndarray  # int32[V], its word if it stands further on in a phrase, else the same

    def find(self, tokenised: TokenisedCorpus) -> Hits:
        """Return every match of every phrase, overlapping ones too.

        Args:
            tokenised: the text that the trie was compiled for, or a part of it.
        """
        size = max(1024, len(tokenised.token_type) // 8)
        trie = [getattr(self, field.name) for field in fields(self)]
        while True:
            phrase, first, last = (np.empty(size, t) for t in (np.int32, np.int64, np.int64))
            given: list[Any] = [
                tokenised.token_type,
                tokenised.block_token,
                *trie,
                phrase,
                first,
                last,
            ]
            n = _match(*given)
            if n <= size:
                return Hits(phrase[:n].copy(), first[:n].copy(), last[:n].copy())
            size = n


def phrase_words(phrases: Sequence[str]) -> list[list[str]]:
    """Return the folded tokens of each phrase, by the tokeniser of texts, without quotes."""
    return [list(words) for words in _phrase_words(tuple(phrases))]


@lru_cache(maxsize=2)
def _phrase_words(phrases: tuple[str, ...]) -> list[list[str]]:
    table = TypeTable()
    text = "\n".join(phrases)
    lengths = np.array([len(p) for p in phrases], np.int64)
    start = offsets_of(lengths + 1)[:-1]
    token_type, _, span_token = table.code(text, start, start + lengths)
    surfaces, kinds = table.surfaces(), table.kinds()
    words = [fold(surfaces[t]) if kinds[t] != QUOTATION else "" for t in token_type.tolist()]
    return [[w for w in words[a:b] if w] for a, b in pairwise(span_token.tolist())]


def compile_phrases(phrases: Sequence[str], tokenised: TokenisedCorpus) -> Trie:
    """Build the trie of `phrases` over the words of `tokenised`.

    A phrase with a word that the text does not have can't match and is left out; of phrases with
    the same words the first is kept.
    """
    ids = tokenised.word_ids
    children: dict[tuple[int, int], int] = {}
    terminal = [-1]
    for number, words in enumerate(phrase_words(phrases)):
        tokenised_words = [ids.get(w, -1) for w in words]
        if not words or min(tokenised_words) < 0:
            continue
        node = 0
        for word in tokenised_words:
            if (node, word) not in children:
                children[node, word] = len(terminal)
                terminal.append(-1)
            node = children[node, word]
        if terminal[node] < 0:
            terminal[node] = number
    root = np.full(max(1, len(tokenised.word_text)), -1, np.int32)
    for (node, word), child in children.items():
        if node == 0:
            root[word] = child
    part = np.zeros(len(root), np.uint8)
    for node, word in children:
        part[word] |= _GOES_ON if node else _OPENS
    part[: len(tokenised.word_base)] |= part[tokenised.word_base]
    edges = np.array([node << 32 | word for node, word in children], np.int64)
    key, child = _table(edges, np.array(list(children.values()), np.int32))
    own, base = tokenised.type_word, tokenised.word_base[tokenised.type_word]
    of_type = part[own]
    opens = np.where(of_type & _OPENS, root[own], np.int32(_NEVER))
    opens[(of_type & _OPENS != 0) & (base != own)] = _PERHAPS
    goes_on = np.where(of_type & _GOES_ON, own, np.int32(_NEVER))
    goes_on[(of_type & _GOES_ON != 0) & (base != own)] = _PERHAPS
    passed = tokenised.type_kind == QUOTATION
    goes_on[passed] = _PERHAPS
    ends = np.array(terminal, np.int32)
    return Trie(key, child, ends, root, own, base, passed, opens, goes_on)


@njit(cache=True)
def _slot_of(key, wanted):
    """Return the slot of the edge `wanted`, or the free one where it would be."""
    mask = len(key) - 1
    h = np.uint64(wanted) * np.uint64(0x9E3779B97F4A7C15)
    slot = np.int64(h >> np.uint64(32)) & mask
    while key[slot] >= 0 and key[slot] != wanted:
        slot = (slot + 1) & mask
    return slot


@njit(cache=True)
def _table(edges, children):
    """Put the edges into a hash table of at least four times their number."""
    size = 16
    while size < 4 * len(edges):
        size *= 2
    key, child = np.full(size, -1, np.int64), np.full(size, -1, np.int32)
    for e in range(len(edges)):
        slot = _slot_of(key, edges[e])
        key[slot], child[slot] = edges[e], children[e]
    return key, child


@njit(cache=True)
def _step(key, child, root, node, word):
    """Return the child of `node` by `word`, or -1."""
    if node == 0:
        return root[word]
    return child[_slot_of(key, np.int64(node) << 32 | np.int64(word))]


@njit(cache=True)
def _match(
    token_type,
    block_token,
    key,
    child,
    terminal,
    root,
    word,
    base,
    passed,
    opens,
    goes_on,
    out_phrase,
    out_first,
    out_last,
):
    """Walk the trie from every token; return the number of matches, which may exceed the room."""
    n = 0
    room = len(out_phrase)
    nodes = np.empty(_DEPTH, np.int32)
    places = np.empty(_DEPTH, np.int64)
    for b in range(len(block_token) - 1):
        end = block_token[b + 1]
        for i in range(block_token[b], end):
            node = opens[token_type[i]]
            if node == _NEVER:
                continue
            begin = n
            j = i
            # nearly always there is one way to go: a word that is its own base, no mark between
            while node >= 0:
                if terminal[node] >= 0:
                    if n < room:
                        out_phrase[n], out_first[n], out_last[n] = terminal[node], i, j
                    n += 1
                j += 1
                following = goes_on[token_type[j]] if j < end else _NEVER
                if following < 0:
                    node = following
                else:
                    node = _step(key, child, root, node, following)
            if node == _NEVER:
                continue
            n = begin
            nodes[0], places[0], open_ = 0, i, 1
            while open_ > 0:
                open_ -= 1
                node, j = nodes[open_], places[open_]
                while j < end and j > i and passed[token_type[j]]:
                    j += 1
                if j >= end:
                    continue
                t = token_type[j]
                for turn in range(2):
                    if turn == 1 and base[t] == word[t]:
                        break
                    step = _step(key, child, root, node, word[t] if turn == 0 else base[t])
                    if step < 0:
                        continue
                    if terminal[step] >= 0:
                        if n < room:
                            out_phrase[n], out_first[n], out_last[n] = terminal[step], i, j
                        n += 1
                    if open_ < _DEPTH:
                        nodes[open_], places[open_] = step, j + 1
                        open_ += 1
            _sort_by_last(out_phrase, out_last, begin, min(n, room))
    return n


@njit(cache=True)
def _sort_by_last(phrase, last, begin, end):
    """Insertion sort of the few matches that start at one token, by last token and phrase."""
    for k in range(begin + 1, end):
        m = k
        while m > begin and (
            last[m - 1] > last[m] or (last[m - 1] == last[m] and phrase[m - 1] > phrase[m])
        ):
            phrase[m], phrase[m - 1] = phrase[m - 1], phrase[m]
            last[m], last[m - 1] = last[m - 1], last[m]
            m -= 1
