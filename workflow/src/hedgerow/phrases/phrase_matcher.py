"""Exact matching of many phrases at once in tokenised text, by a trie over word ids.

A word of a phrase matches in any case, and a word without a possessive ending also matches its
possessive ("kratom" matches "kratom's"). Quotation marks between words are skipped; any other
punctuation ends a match, and so does the end of a block. The stop of an abbreviation (inside a
sentence, before a word) is skipped as well.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np
from numba import njit

from hedgerow.lean_kernels import LEAN
from hedgerow.phrases.phrase_forms import HYPHEN, plain_words, synonyms, word_key
from hedgerow.tables.spans import offsets_of
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus
from hedgerow.text.tokens.tokens import QUOTATION, WORD, TypeTable
from hedgerow.text.tokens.words import fold

_DEPTH = 64
"""Branches that one match may leave open at once: a word and its possessive, both in phrases."""
_OPENS, _CONTINUES = 1, 2
"""Roles of a word in phrases, as bits: first word, later word."""
_NEVER, _AMBIGUOUS = -1, -2
"""For a type in a role: no phrase has it; both its word and its base have to be tried."""
_BY_WORD, _BY_BASE = 0, 1
"""The two ways in which a token can match: by its folded word, without its possessive ending."""


@dataclass(frozen=True)
class Matches:
    """N matches, sorted by first token, last token and phrase."""

    phrase: np.ndarray  # int32[N], index into the list of phrases
    first: np.ndarray  # int64[N], first token
    last: np.ndarray  # int64[N], last token, inclusive


@dataclass(frozen=True)
class Trie:
    """Phrases over the word types of a text.

    The edges (node, word) -> child are a hash table with open addressing, those of the root an
    array.
    """

    key: np.ndarray  # int64[slots], node << 32 | word, -1 in free slots
    child: np.ndarray  # int32[slots]
    terminal: np.ndarray  # int32[nodes], phrase that ends at the node, or -1
    root: np.ndarray  # int32[W], child of the root by word, or -1
    word: np.ndarray  # int32[V], word of each type
    base: np.ndarray  # int32[V], the same without a possessive ending
    skipped: np.ndarray  # bool[V], skipped between words
    opens: np.ndarray  # int32[V], child of the root, _NEVER or _AMBIGUOUS
    continues: np.ndarray  # int32[V], word of the type, _NEVER or _AMBIGUOUS

    def find(self, token_type: np.ndarray, block_token: np.ndarray) -> Matches:
        """Return all matches in tokens of the types for which the trie was compiled.

        Args:
            token_type: int32[T].
            block_token: int64[B + 1], first token of each block.
        """
        size = max(1024, len(token_type) // 2)
        trie: list[Any] = [getattr(self, field.name) for field in fields(self)]
        while True:
            phrase, first, last = (np.empty(size, t) for t in (np.int32, np.int64, np.int64))
            given: list[Any] = [token_type, block_token, *trie, phrase, first, last]
            n = _match(*given)
            if n <= size:
                return Matches(phrase[:n].copy(), first[:n].copy(), last[:n].copy())
            size = n


@dataclass(frozen=True)
class PhraseSearch:
    """Phrases compiled for a text and its parts."""

    trie: Trie
    split: tuple[np.ndarray, np.ndarray] | None  # types at hyphens, `_split_types`
    stop: int  # type of a full stop, -1 where the text has none

    def find(self, tokenised: TokenisedCorpus) -> Matches:
        """Return all matches of all phrases, overlapping ones included.

        Args:
            tokenised: the text for which the phrases were compiled, or a part of it.
        """
        token_type = _with_stops(tokenised, self.stop)
        if self.split is None:
            return self.trie.find(token_type, tokenised.block_token)
        offsets, types = self.split
        size = np.diff(offsets)[token_type]
        begin = offsets_of(size)
        origin = np.repeat(np.arange(len(size)), size)
        within = np.arange(len(origin)) - begin[origin]
        token_type = types[offsets[token_type[origin]] + within]
        found = self.trie.find(token_type, begin[tokenised.block_token])
        return _once(Matches(found.phrase, origin[found.first], origin[found.last]))


def _with_stops(tokenised: TokenisedCorpus, stop: int) -> np.ndarray:
    """Return the token types; stops of abbreviations have the type after the last one.

    Args:
        stop: the type of a full stop, -1 where the text has none.
    """
    at = np.flatnonzero(tokenised.token_type == stop)
    at = at[at + 1 < len(tokenised.token_type)]
    opens = np.zeros(len(tokenised.token_type) + 1, bool)
    opens[tokenised.sentence_token] = True
    at = at[~opens[at + 1] & (tokenised.type_kind[tokenised.token_type[at + 1]] == WORD)]
    if not len(at):
        return tokenised.token_type
    token_type = tokenised.token_type.copy()
    token_type[at] = len(tokenised.type_text)
    return token_type


def _once(found: Matches) -> Matches:
    """Return the matches sorted, each once: a phrase may match twice inside one compound."""
    if not len(found.first):
        return found
    rows = np.unique(np.stack([found.first, found.last, found.phrase.astype(np.int64)]), axis=1)
    return Matches(rows[2].astype(np.int32), rows[0], rows[1])


def phrase_words(phrases: Sequence[str]) -> list[list[str]]:
    """Return the folded tokens of each phrase, without quotation marks.

    >>> phrase_words(["St. John's wort"])
    [['st', '.', "john's", 'wort']]
    """
    return [list(words) for words in _phrase_words(tuple(phrases))]


@lru_cache(maxsize=2)
def _phrase_words(phrases: tuple[str, ...]) -> list[list[str]]:
    # Most phrases are words of letters, for which the tokeniser need not be loaded.
    others = iter(_tokenised([phrase for phrase in phrases if not _LETTERS.fullmatch(phrase)]))
    return [
        fold(phrase).split(" ") if _LETTERS.fullmatch(phrase) else next(others)
        for phrase in phrases
    ]


_LETTERS = re.compile(r"[A-Za-z]+(?: [A-Za-z]+)*")


def _tokenised(phrases: Sequence[str]) -> list[list[str]]:
    if not phrases:
        return []
    table = TypeTable()
    text = "\n".join(phrases)
    lengths = np.array([len(p) for p in phrases], np.int64)
    start = offsets_of(lengths + 1)[:-1]
    token_type, _, span_token = table.code(text, start, start + lengths)
    surfaces, kinds = table.surfaces(), table.kinds()
    words = [fold(surfaces[t]) if kinds[t] != QUOTATION else "" for t in token_type.tolist()]
    return [[w for w in words[a:b] if w] for a, b in pairwise(span_token.tolist())]


def forget_phrases() -> None:
    """Free the words of the phrases that `phrase_words` was asked for last."""
    _phrase_words.cache_clear()


def compile_phrases(
    phrases: Sequence[str], tokenised: TokenisedCorpus, families: Collection[str] = ()
) -> PhraseSearch:
    """Build the trie of phrases and their synonyms over the words of a text.

    Phrases with a word that the text lacks cannot match and are left out; of phrases with the same
    words the first is kept.

    Args:
        families: of forms that count as the same (`phrase_forms.FAMILIES`).
    """
    key = word_key(families)
    keys: dict[str, int] = {}
    of_word = np.array([keys.setdefault(key(w), len(keys)) for w in tokenised.word_text], np.int32)
    own, base = of_word[tokenised.type_word], of_word[tokenised.word_base[tokenised.type_word]]
    # one more type stands for the stops of abbreviations
    own, base = np.append(own, np.int32(0)), np.append(base, np.int32(0))
    skipped = np.append(tokenised.type_kind == QUOTATION, True)
    split = None
    if HYPHEN in families:
        split, parts = _split_types(tokenised)
        of_part = np.array([keys.setdefault(key(w), len(keys)) for w in parts], np.int32)
        own, base = np.append(own, of_part), np.append(base, of_part)
        skipped = np.append(skipped, np.zeros(len(parts), bool))
    variants = [(number, s) for number, phrase in enumerate(phrases) for s in synonyms(phrase)]
    children: dict[tuple[int, int], int] = {}
    terminal = [-1]
    spelled = phrase_words([variant for _, variant in variants])
    for (number, _), words in zip(variants, spelled, strict=True):
        if split is not None:
            words = [part for word in words for part in word.split("-") if part]
        ids = [keys.get(key(w), -1) for w in plain_words(words)]
        if not ids or min(ids) < 0:
            continue
        node = 0
        for word in ids:
            if (node, word) not in children:
                children[node, word] = len(terminal)
                terminal.append(-1)
            node = children[node, word]
        if terminal[node] < 0:
            terminal[node] = number
    stop = next((t for t, text in enumerate(tokenised.type_text) if text == "."), -1)
    return PhraseSearch(_trie(children, terminal, own, base, skipped, len(keys)), split, stop)


def _trie(
    children: dict[tuple[int, int], int],
    terminal: list[int],
    own: np.ndarray,
    base: np.ndarray,
    skipped: np.ndarray,
    n_words: int,
) -> Trie:
    """Return the trie of edges (node, word) -> child over types with the words `own`, `base`."""
    root = np.full(max(1, n_words), -1, np.int32)
    role = np.zeros(len(root), np.uint8)
    for (node, word), child in children.items():
        role[word] |= _CONTINUES if node else _OPENS
        if node == 0:
            root[word] = child
    edges = np.array([node << 32 | word for node, word in children], np.int64)
    key, child = _table(edges, np.array(list(children.values()), np.int32))
    of_type = role[own] | role[base]
    opens = np.where(of_type & _OPENS, root[own], np.int32(_NEVER))
    opens[(of_type & _OPENS != 0) & (base != own)] = _AMBIGUOUS
    opens[skipped] = _NEVER
    continues = np.where(of_type & _CONTINUES, own, np.int32(_NEVER))
    continues[(of_type & _CONTINUES != 0) & (base != own)] = _AMBIGUOUS
    continues[skipped] = _AMBIGUOUS
    ends = np.array(terminal, np.int32)
    return Trie(key, child, ends, root, own, base, skipped, opens, continues)


def _split_types(tokenised: TokenisedCorpus) -> tuple[tuple[np.ndarray, np.ndarray], list[str]]:
    """Return the types that each type is split into at its hyphens, and the words of new types.

    Type t becomes `types[offsets[t]:offsets[t + 1]]`: t itself, or new types after the last one.
    """
    types: list[list[int]] = []
    words: list[str] = []
    for t, surface in enumerate(tokenised.type_text):
        parts = [p for p in fold(surface).split("-") if p] if "-" in fold(surface) else []
        if len(parts) < 2:
            types.append([t])
            continue
        types.append([len(tokenised.type_text) + 1 + len(words) + k for k in range(len(parts))])
        words += parts
    types.append([len(tokenised.type_text)])
    flat = np.array([t for row in types for t in row], np.int32)
    return (offsets_of([len(row) for row in types]), flat), words


@njit(**LEAN)
def _slot_of(key, wanted):
    """Return the slot of the edge `wanted`, or the free slot where it belongs."""
    mask = len(key) - 1
    h = np.uint64(wanted) * np.uint64(0x9E3779B97F4A7C15)
    slot = np.int64(h >> np.uint64(32)) & mask
    while key[slot] >= 0 and key[slot] != wanted:
        slot = (slot + 1) & mask
    return slot


@njit(cache=True)
def _table(edges, children):
    """Return a hash table of the edges with at least four times as many slots."""
    size = 16
    while size < 4 * len(edges):
        size *= 2
    key, child = np.full(size, -1, np.int64), np.full(size, -1, np.int32)
    for e in range(len(edges)):
        slot = _slot_of(key, edges[e])
        key[slot], child[slot] = edges[e], children[e]
    return key, child


@njit(**LEAN)
def _step(key, child, root, node, word):
    """Return the child of `node` for `word`, or -1."""
    if node == 0:
        return root[word]
    return child[_slot_of(key, np.int64(node) << 32 | np.int64(word))]


@njit(cache=True)
def _match(
    token_type, block_token, key, child, terminal, root, word, base, skipped, opens, continues,
    out_phrase, out_first, out_last,
):  # fmt: skip
    """Follow the trie from every token; return the number of matches, also beyond the room."""
    n = 0
    room = len(out_phrase)
    nodes, positions = np.empty(_DEPTH, np.int32), np.empty(_DEPTH, np.int64)
    for b in range(len(block_token) - 1):
        end = block_token[b + 1]
        for i in range(block_token[b], end):
            node = opens[token_type[i]]
            if node == _NEVER:
                continue
            begin = n
            j = i
            # nearly always there is a single branch: a word without possessive, no mark between
            while node >= 0:
                if terminal[node] >= 0:
                    if n < room:
                        out_phrase[n], out_first[n], out_last[n] = terminal[node], i, j
                    n += 1
                j += 1
                following = continues[token_type[j]] if j < end else _NEVER
                if following < 0:
                    node = following
                else:
                    node = _step(key, child, root, node, following)
            if node == _AMBIGUOUS:
                n = _match_branches(
                    token_type, i, end, key, child, terminal, root, word, base, skipped,
                    nodes, positions, out_phrase, out_first, out_last, begin,
                )  # fmt: skip
                _sort_by_last(out_phrase, out_last, begin, min(n, room))
    return n


@njit(**LEAN)
def _match_branches(
    token_type, first, end, key, child, terminal, root, word, base, skipped,
    nodes, positions, out_phrase, out_first, out_last, n,
):  # fmt: skip
    """Append the matches from token `first` with all branches; return their number, `n` before."""
    room = len(out_phrase)
    nodes[0], positions[0], n_open = 0, first, 1
    while n_open > 0:
        n_open -= 1
        node, j = nodes[n_open], positions[n_open]
        while j < end and j > first and skipped[token_type[j]]:
            j += 1
        if j >= end:
            continue
        t = token_type[j]
        for way in (_BY_WORD, _BY_BASE):
            if way == _BY_BASE and base[t] == word[t]:
                break
            step = _step(key, child, root, node, word[t] if way == _BY_WORD else base[t])
            if step < 0:
                continue
            if terminal[step] >= 0:
                if n < room:
                    out_phrase[n], out_first[n], out_last[n] = terminal[step], first, j
                n += 1
            if n_open < _DEPTH:
                nodes[n_open], positions[n_open] = step, j + 1
                n_open += 1
    return n


@njit(**LEAN)
def _sort_by_last(phrase, last, begin, end):
    """Sort the few matches from one token by last token and phrase (insertion sort)."""
    for k in range(begin + 1, end):
        m = k
        while m > begin and (
            last[m - 1] > last[m] or (last[m - 1] == last[m] and phrase[m - 1] > phrase[m])
        ):
            phrase[m], phrase[m - 1] = phrase[m - 1], phrase[m]
            last[m], last[m - 1] = last[m - 1], last[m]
            m -= 1
