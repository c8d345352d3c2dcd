"""Find the terms of the lexicons in tokenised text: one pass for all of them.

A term is a sequence of places with alternatives. A few hundred terms would expand to millions of
phrases, so they are compiled to a small automaton over word ids instead. Conditions on the
neighbours of a match are tested for all matches at once; of the matches of one lexicon the leftmost
longest are kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numba import njit

from hedgerow.labels.once import once_a_text
from hedgerow.lexicons.load import NUMBER, TABLES, Condition, Entry, Lexicon
from hedgerow.tables.spans import span_counts
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus
from hedgerow.text.tokens.tokens import NUMBER as NUMBER_TOKEN
from hedgerow.text.tokens.tokens import PUNCTUATION, QUOTATION, WORD
from hedgerow.text.tokens.words import CAPITALISED, LOWER, UPPER

_LONG_WORD = 4
_MIX = np.uint64(0x9E3779B97F4A7C15)  # 2 ** 64 over the golden ratio: spreads keys over a table
_FILTER = 17
"""Bits of the hashes of edges: their marks stay in the processor's cache."""
_BITS = 21
"""Bits of a state or word in the number of an edge: three of them fit into int64."""


@dataclass(frozen=True)
class Marks:
    """M matches of lexicon entries, sorted by lexicon, then by first token."""

    entry: np.ndarray  # int64[M], place in Lexicon.entries
    first: np.ndarray  # int64[M], first token
    last: np.ndarray  # int64[M], last token, inclusive

    def where(self, keep: np.ndarray) -> Marks:
        """Return the matches that a boolean or integer index picks."""
        return Marks(self.entry[keep], self.first[keep], self.last[keep])


@dataclass(frozen=True)
class _Automaton:
    """Edges state --word--> target, as places in `words`; accept[state] is an entry or -1."""

    words: tuple[str, ...]
    state: np.ndarray
    word: np.ndarray
    target: np.ndarray
    accept: np.ndarray


class _Builder:
    def __init__(self) -> None:
        self.words: dict[str, int] = {}
        self.edges: set[int] = set()
        self.accept: list[int] = [-1]

    def _new(self) -> int:
        self.accept.append(-1)
        return len(self.accept) - 1

    def add(self, number: int, entry: Entry) -> None:
        """Add an entry: one node after each place, shared by the place's alternatives."""
        before = [0]
        slots = entry.slots
        for k, slot in enumerate(slots):
            after = self._new()
            if all(() in later for later in slots[k + 1 :]):
                self.accept[after] = number
            for words in slot:
                for state in before if words else ():
                    for word in words[:-1]:
                        step = self._new()
                        self._edge(state, word, step)
                        state = step
                    self._edge(state, words[-1], after)
            before = [*before, after] if () in slot else [after]

    def _edge(self, state: int, word: str, target: int) -> None:
        place = self.words.setdefault(word, len(self.words))
        self.edges.add((state << _BITS | place) << _BITS | target)


_last: list[tuple[Lexicon, _Automaton]] = []
"""The lexicon that was compiled last: a text is searched in many parts."""


def _automaton(lexicon: Lexicon) -> _Automaton:
    if not _last or _last[0][0] is not lexicon:
        _last[:] = [(lexicon, _compile(lexicon.entries))]
    return _last[0][1]


def _compile(entries: tuple[Entry, ...]) -> _Automaton:
    builder = _Builder()
    for number, entry in enumerate(entries):
        builder.add(number, entry)
    edge = np.sort(np.fromiter(builder.edges, np.int64, len(builder.edges)))
    last = (1 << _BITS) - 1
    return _Automaton(
        tuple(builder.words),
        edge >> 2 * _BITS,
        edge >> _BITS & last,
        edge & last,
        np.array(builder.accept),
    )


def _resolve(automaton: _Automaton, tokenised: TokenisedCorpus) -> tuple[np.ndarray, np.ndarray]:
    """Return the sorted keys (state << 32 | word id) and their targets, without unknown words."""
    known = tokenised.word_ids
    wildcard = len(tokenised.word_text)
    ids = np.array(
        [wildcard if word == NUMBER else known.get(word, -1) for word in automaton.words], np.int64
    )
    word = ids[automaton.word]
    there = word >= 0
    key = (automaton.state[there] << 32) | word[there]
    order = np.lexsort((automaton.target[there], key))
    return key[order], automaton.target[there][order]


class _Text(NamedTuple):
    """The tokens of a text, as the kernel reads them."""

    word: np.ndarray
    base: np.ndarray
    kind: np.ndarray
    sentence_token: np.ndarray


class _Edges(NamedTuple):
    """An automaton over the word ids of one text; `number` is the id of any number."""

    key: np.ndarray  # int64[...], state << 32 | word, sorted
    target: np.ndarray
    begin: np.ndarray  # the edges of a state are begin[state]:begin[state + 1]
    opening: np.ndarray  # those of state 0 by a word are opening[word]:opening[word + 1]
    accept: np.ndarray
    taken: np.ndarray  # bool[1 << _FILTER], the hashes of the keys
    number: int


@njit(cache=True, inline="always")
def _hash(key):
    return np.int64((np.uint64(key) * _MIX) >> np.uint64(64 - _FILTER))


@njit(cache=True)
def _first_at(key, low, high, wanted):
    """Return the first place from low to high whose key is not below the wanted one."""
    while low < high:
        middle = (low + high) // 2
        if key[middle] < wanted:
            low = middle + 1
        else:
            high = middle
    return low


@njit(cache=True)
def _find(text, edges, out):
    """Write (entry, first token, last token) of each match into `out`; return their number.

    A state waits on the stack for a token only if the hash of an edge allows it: of the many terms
    that begin with "is" hardly any goes on.
    """
    # arrays alone: what holds arrays is counted in and out wherever it is looked into
    word, base, kind, sentence_token = text
    key, target, begin, opening, accept, taken, number = edges
    stack = np.empty((256, 2), np.int64)
    found = 0
    for s in range(len(sentence_token) - 1):
        end = sentence_token[s + 1]
        for i in range(sentence_token[s], end):
            stack[0, 0], stack[0, 1] = 0, i
            top = 1
            while top > 0:
                top -= 1
                state, j = stack[top, 0], stack[top, 1]
                after = j + 1
                while after < end and kind[after] == QUOTATION:
                    after += 1
                for form in range(3):
                    symbol = word[j] if form == 0 else base[j] if form == 1 else number
                    if form == 1 and base[j] == word[j]:
                        continue
                    if form == 2 and kind[j] != NUMBER_TOKEN:
                        continue
                    if state == 0:
                        low, high = opening[symbol], opening[symbol + 1]
                    else:
                        low = _first_at(key, begin[state], begin[state + 1], state << 32 | symbol)
                        high = begin[state + 1]
                    while low < high and key[low] == state << 32 | symbol:
                        to = target[low]
                        low += 1
                        if accept[to] >= 0:
                            if found < len(out):
                                out[found, 0], out[found, 1], out[found, 2] = accept[to], i, j
                            found += 1
                        if begin[to] == begin[to + 1] or after == end or top == len(stack):
                            continue
                        if (
                            taken[_hash(to << 32 | word[after])]
                            or taken[_hash(to << 32 | base[after])]
                            or kind[after] == NUMBER_TOKEN
                        ):
                            stack[top, 0], stack[top, 1] = to, after
                            top += 1
    return found


def find_terms(tokenised: TokenisedCorpus, lexicon: Lexicon) -> Marks:
    """Return the leftmost longest matches of each lexicon whose conditions hold.

    Terms with the label `none` (expressions that only look like a cue) take part, so that they hide
    the shorter terms inside them; the caller leaves them out.
    """
    automaton = _automaton(lexicon)
    key, target = _resolve(automaton, tokenised)
    number = len(tokenised.word_text)
    taken = np.zeros(1 << _FILTER, bool)
    taken[key.astype(np.uint64) * _MIX >> np.uint64(64 - _FILTER)] = True
    edges = _Edges(
        key,
        target,
        np.searchsorted(key >> 32, np.arange(len(automaton.accept) + 1)),
        np.searchsorted(key, np.arange(number + 2)),
        automaton.accept,
        taken,
        number,
    )
    text = _Text(
        tokenised.token_word,
        tokenised.token_base,
        tokenised.token_kind,
        tokenised.sentence_token,
    )
    out = np.empty((max(1024, len(tokenised.token_type) // 2), 3), np.int64)
    found = _find(text, edges, out)
    if found > len(out):
        out = np.empty((found, 3), np.int64)
        _find(text, edges, out)
    marks = Marks(*np.ascontiguousarray(out[:found].T))
    marks = marks.where(_conditions_hold(marks, tokenised, lexicon))
    return _longest(marks, lexicon)


@njit(cache=True)
def _greedy(table, first, last, keep):
    end = -1
    current = -1
    for i in range(len(first)):
        if table[i] != current:
            current = table[i]
            end = -1
        keep[i] = first[i] > end
        if keep[i]:
            end = last[i]


def _table(entry: Entry) -> int:
    return TABLES.index(entry.table)


def _longest(marks: Marks, lexicon: Lexicon) -> Marks:
    tables = lexicon.of_each(_table, np.int64)
    table = tables[marks.entry]
    # one number sorts in less time than four
    longest = int((marks.last - marks.first).max(initial=0))
    place = table * (int(marks.first.max(initial=0)) + 1) + marks.first
    place = place * (longest + 1) + longest - (marks.last - marks.first)
    order = np.argsort(place * len(tables) + marks.entry, kind="stable")
    marks, table = marks.where(order), table[order]
    keep = np.zeros(len(order), bool)
    _greedy(table, marks.first, marks.last, keep)
    return marks.where(keep)


def neighbours(marks: Marks, tokenised: TokenisedCorpus) -> tuple[np.ndarray, np.ndarray]:
    """Return int64[M] twice: the tokens before and after each match in its sentence, -1 for none.

    One quotation mark is passed over.
    """
    sentence = tokenised.token_sentence[marks.first]
    low, high = tokenised.sentence_token[sentence], tokenised.sentence_token[sentence + 1]
    kinds = np.append(tokenised.token_kind, 0)
    before = marks.first - 1
    before -= (before >= low) & (kinds[before] == QUOTATION)
    after = marks.last + 1
    after += (after < high) & (kinds[np.minimum(after, len(kinds) - 1)] == QUOTATION)
    return np.where(before >= low, before, -1), np.where(after < high, after, -1)


@once_a_text
def class_words(tokenised: TokenisedCorpus, words: str, lexicon: Lexicon) -> np.ndarray:
    """Return bool[W]: the folded words of a class or of a =word|word list."""
    if not words.startswith("="):
        listed: frozenset[str] = lexicon.classes[words]
        endings: tuple[str, ...] = ()
    else:
        items = words[1:].split("|")
        listed = frozenset(item for item in items if not item.startswith("*"))
        endings = tuple(item[1:] for item in items if item.startswith("*"))
    flags = np.zeros(len(tokenised.word_text), bool)
    known = tokenised.word_ids
    flags[[known[word] for word in listed if word in known]] = True
    if endings:
        flags |= np.array([word.endswith(endings) for word in tokenised.word_text], bool)
    return flags


def _test(
    condition: Condition, token: np.ndarray, tokenised: TokenisedCorpus, lexicon: Lexicon
) -> np.ndarray:
    """Return bool[m]: the neighbour `token` (-1: none) is of the kind that the condition names."""
    there = token >= 0
    if condition.words in ("start", "end"):
        return ~there
    if condition.words == "possessive":
        ends = np.array([text[-2:] in ("'s", "s'") for text in tokenised.word_text] or [False])
        return there & ends[tokenised.token_word[token]]
    if condition.words in ("number", "punct"):
        kind = NUMBER_TOKEN if condition.words == "number" else PUNCTUATION
        return there & (tokenised.token_kind[token] == kind)
    return there & class_words(tokenised, condition.words, lexicon)[tokenised.token_base[token]]


@once_a_text
def _titles(tokenised: TokenisedCorpus) -> np.ndarray:
    """Return bool[S]: most longer words of the sentence are capitalised, and at least three."""
    long_word = (tokenised.type_kind == WORD) & (tokenised.type_letters >= _LONG_WORD)
    capital = long_word & (tokenised.type_shape > LOWER)
    words, capitals = (
        span_counts(flags[tokenised.token_type], tokenised.sentence_token)
        for flags in (long_word, capital)
    )
    return (capitals >= 3) & (4 * capitals >= 3 * words)


_OPENING = frozenset("-–—•·*●▪‣◦:([")


def _lower(marks: Marks, tokenised: TokenisedCorpus) -> np.ndarray:
    """Return bool[m]: the first word is not capitalised as a name is.

    It is in lower case or all in capitals, no word precedes it in its sentence, it opens a
    quotation or what follows a bullet, a dash, a colon or a bracket, or the sentence is a title.
    """
    shape = tokenised.type_shape[tokenised.token_type[marks.first]]
    sentence_first = tokenised.sentence_token[tokenised.token_sentence[marks.first]]
    before = np.maximum(marks.first - 1, 0)
    sign = np.array([text in _OPENING for text in tokenised.type_text] or [False])
    words = np.append(0, np.cumsum(tokenised.token_kind == WORD))
    opens = words[marks.first] == words[sentence_first]
    opens |= (tokenised.token_kind[before] == QUOTATION) | sign[tokenised.token_type[before]]
    title = _titles(tokenised)[tokenised.token_sentence[marks.first]]
    return np.isin(shape, (LOWER, UPPER)) | ((shape == CAPITALISED) & (opens | title))


def _conditions_hold(marks: Marks, tokenised: TokenisedCorpus, lexicon: Lexicon) -> np.ndarray:
    keep = np.ones(len(marks.entry), bool)
    if not len(keep):
        return keep
    before, after = neighbours(marks, tokenised)
    for condition, users in lexicon.conditions.items():
        at = np.flatnonzero(users[marks.entry])
        if not len(at):
            continue
        if condition.side in ("plain", "always"):
            continue
        if condition.side == "lower":
            keep[at] &= _lower(marks.where(at), tokenised)
            continue
        token = (before if condition.side == "after" else after)[at]
        keep[at] &= _test(condition, token, tokenised, lexicon) != condition.negated
    return keep
