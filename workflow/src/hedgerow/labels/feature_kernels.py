"""Kernels that list the features of sentences: one pass over the tokens and marks of a text."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numba import njit

from hedgerow.labels.feature_space import TEMPLATE_NUMBER
from hedgerow.text.tokens.tokens import NUMBER, QUOTATION, WORD

_WORD, _WORDS, _GAP, _OPEN = (TEMPLATE_NUMBER[name] for name in ("word", "words", "gap", "open"))
_STEM, _STEMS, _SKIP = (TEMPLATE_NUMBER[name] for name in ("stem", "stems", "skip"))
_CLASS, _TWICE, _NEAR = (TEMPLATE_NUMBER[name] for name in ("class", "twice", "near"))
_NEXT, _PREV = TEMPLATE_NUMBER["next"], TEMPLATE_NUMBER["prev"]
_OPENCLASS, _TERM, _LONG = (TEMPLATE_NUMBER[name] for name in ("openclass", "term", "long"))
_MIX = np.uint64(0x9E3779B97F4A7C15)  # 2 ** 64 over the golden ratio: spreads keys over a table
_FILTER = 20
"""Bits of the hashes that are marked as taken: the marks stay in the processor's cache."""
_OF_TOKEN, _OF_MARK = 8, 6
"""Features that a token and a mark have at most."""
_SHORT = 64
"""Features that are put into order one by one; more are sorted before."""


class Places(NamedTuple):
    """A hash table from the keys of a model to their places; without a key it takes every key."""

    slot: np.ndarray  # int64[2 ** bits, 2], a key and its place; -1 where free
    bits: int
    taken: np.ndarray  # uint8[...], a bit for each hash of _FILTER bits, set if a key has it
    templates: np.ndarray  # bool[templates], whether any feature of the template is wanted


def places_of(known: np.ndarray | None) -> Places:
    """Return the table of the keys `known`, int64[F]; None stands for all keys."""
    wanted = np.ones(len(TEMPLATE_NUMBER), bool)
    if known is None:
        none = np.zeros(0, np.uint8)
        return Places(np.zeros((0, 2), np.int64), 0, none, wanted)
    wanted[:] = False
    wanted[known >> 48] = True
    bits = max(4, int(2 * len(known)).bit_length())
    taken = np.zeros(1 << _FILTER - 3, np.uint8)
    table = Places(np.full((1 << bits, 2), -1), bits, taken, wanted)
    _fill(known, table)
    return table


@njit(cache=True, inline="always")
def _hash(key, bits):
    return np.int64((np.uint64(key) * _MIX) >> np.uint64(64 - bits))


@njit(cache=True)
def _fill(known, table):
    last = len(table.slot) - 1
    for i in range(len(known)):
        at = _hash(known[i], table.bits)
        while table.slot[at, 0] >= 0:
            at = (at + 1) & last
        table.slot[at, 0], table.slot[at, 1] = known[i], i
        bit = _hash(known[i], _FILTER)
        table.taken[bit >> 3] |= np.uint8(1 << (bit & 7))


@njit(cache=True, inline="always")
def _put(table, template, a, b, out, n):
    """Write the place (or the key) of a feature at out[n] if it is wanted; return the next n."""
    if a < 0 or b < 0 or not table.templates[template]:
        return n
    key = (template << 48) | (a << 24) | b
    if table.bits == 0:
        out[n] = key
        return n + 1
    bit = _hash(key, _FILTER)
    if not (table.taken[bit >> 3] >> (bit & 7)) & 1:
        return n
    at = _hash(key, table.bits)
    while table.slot[at, 0] >= 0:
        if table.slot[at, 0] == key:
            out[n] = table.slot[at, 1]
            return n + 1
        at = (at + 1) & (len(table.slot) - 1)
    return n


class MarkedText(NamedTuple):
    """The classes of a text: C classes, M marks sorted by first token, the longer ones first."""

    cls: np.ndarray  # int64[M]
    first: np.ndarray  # int64[M]
    last: np.ndarray  # int64[M]
    begin: np.ndarray  # int64[S + 1], the marks of sentence s are begin[s]:begin[s + 1]
    has: np.ndarray  # bool[S, C]


@njit(cache=True)
def mark_classes(text: Any, words: Any, lexical: Any, shapes: Any) -> Any:
    """Return the marks of a text: the arrays of `MarkedText` before `has`.

    Args:
        text: (kind, base, shape, letters) of T tokens, and int64[S + 1], the tokens of sentences.
        words: int64[W + 1], int64[...], the classes of each folded word.
        lexical: entry's class (-1 for none), first, last of the lexicon's marks, sorted by first.
        shapes: the classes of names, numbers and quotation marks.
    """
    kind, base, shape, letters, sentence_token = text
    offsets, of_word = words
    entry_class, entry_first, entry_last = lexical
    most = len(entry_first)
    for i in range(len(base)):
        most += offsets[base[i] + 1] - offsets[base[i]] + 1
    cls, first, last = np.empty(most, np.int64), np.empty(most, np.int64), np.empty(most, np.int64)
    begin = np.zeros(len(sentence_token), np.int64)
    n = e = 0
    for s in range(len(sentence_token) - 1):
        for i in range(sentence_token[s], sentence_token[s + 1]):
            start = n
            while e < len(entry_first) and entry_first[e] == i:
                if entry_class[e] >= 0:
                    cls[n], last[n] = entry_class[e], entry_last[e]
                    n += 1
                e += 1
            for k in range(offsets[base[i]], offsets[base[i] + 1]):
                cls[n], last[n] = of_word[k], i
                n += 1
            which = -1
            if kind[i] == WORD and shape[i] > 0 and letters[i] > 1 and i > sentence_token[s]:
                which = shapes[0]
            elif kind[i] == NUMBER:
                which = shapes[1]
            elif kind[i] == QUOTATION:
                which = shapes[2]
            if which >= 0:
                cls[n], last[n] = which, i
                n += 1
            _sort_marks(cls, last, start, n)
            first[start:n] = i
        begin[s + 1] = n
    return cls[:n].copy(), first[:n].copy(), last[:n].copy(), begin


@njit(cache=True)
def _sort_marks(cls, last, start, end):
    """Sort the marks of one token: the longest first, then by class."""
    for k in range(start + 1, end):
        c, end_of = cls[k], last[k]
        j = k
        while j > start and (last[j - 1], -cls[j - 1]) < (end_of, -c):
            cls[j], last[j] = cls[j - 1], last[j - 1]
            j -= 1
        cls[j], last[j] = c, end_of


@njit(cache=True)
def mean_letters(kind: np.ndarray, letters: np.ndarray, sentence_token: np.ndarray) -> Any:
    """Return int64[S] words, float64[S] letters of a word: the measures of each sentence."""
    words = np.zeros(len(sentence_token) - 1, np.int64)
    total = np.zeros(len(sentence_token) - 1, np.int64)
    for s in range(len(words)):
        for i in range(sentence_token[s], sentence_token[s + 1]):
            if kind[i] == WORD:
                words[s] += 1
                total[s] += letters[i]
    return words, total / np.maximum(words, 1)


@njit(cache=True)
def list_features(
    table: Places,
    sentence_token: np.ndarray,
    word: np.ndarray,
    stem: np.ndarray,
    marked: MarkedText,
    terms: tuple[np.ndarray, np.ndarray],
    length: np.ndarray,
    flagged: tuple[np.ndarray, np.ndarray],
) -> Any:
    """Return the features of each sentence, sorted: int64[N], and their offsets, int64[S + 1].

    Args:
        table: Places. word, stem: int64[T], places in the space, -1 for unknown.
        marked: MarkedText.
        terms: entries of all lexicon marks, int64[...], and int64[S + 1], those of each sentence.
        length: int64[S], the class of the sentence's length.
        flagged: bool[S, R], int64[R]: more classes, beside those in `marked`.
    """
    entry, entry_begin = terms
    size = len(word) * _OF_TOKEN + len(marked.cls) * _OF_MARK + len(entry)
    flags, flag_class = flagged
    size += len(length) * (2 + marked.has.shape[1] + len(flag_class))
    out = np.empty(size, np.int64)
    offsets = np.zeros(len(sentence_token), np.int64)
    seen = np.zeros(marked.has.shape[1], np.int64)
    n = 0
    for s in range(len(length)):
        low, high = sentence_token[s], sentence_token[s + 1]
        # by template, as keys are sorted
        n = _list_word(table, _WORD, word, low, high, out, n)
        n = _list_pairs(table, _WORDS, word, low, high, (1, 1), out, n)
        n = _list_pairs(table, _GAP, word, low, high, (2, 2), out, n)
        if low < high:
            n = _put(table, _OPEN, word[low], 0, out, n)
        start = n
        for c in range(marked.has.shape[1]):
            if marked.has[s, c]:
                n = _put(table, _CLASS, c, 0, out, n)
        for c in range(len(flag_class)):
            if flags[s, c]:
                n = _put(table, _CLASS, flag_class[c], 0, out, n)
        n = _without_repeats(out, start, n)
        n = _list_marks(table, (low, high, marked.begin[s], marked.begin[s + 1]), word, marked,
                        seen, out, n)  # fmt: skip
        n = _list_word(table, _TERM, entry, entry_begin[s], entry_begin[s + 1], out, n)
        n = _put(table, _LONG, length[s], 0, out, n)
        n = _list_word(table, _STEM, stem, low, high, out, n)
        n = _list_pairs(table, _STEMS, stem, low, high, (1, 1), out, n)
        n = _list_pairs(table, _SKIP, stem, low, high, (1, 3), out, n)
        offsets[s + 1] = n
    return out[:n].copy(), offsets


@njit(cache=True)
def _without_repeats(out, begin, end):
    """Sort out[begin:end] and close it up; return the new end."""
    if end - begin > _SHORT:
        out[begin:end].sort()
    n = begin
    for i in range(begin, end):
        value = out[i]
        j = n
        while j > begin and out[j - 1] > value:
            j -= 1
        if j > begin and out[j - 1] == value:
            continue
        for k in range(n, j, -1):
            out[k] = out[k - 1]
        out[j] = value
        n += 1
    return n


@njit(cache=True)
def _list_word(table, template, values, begin, end, out, n):
    """List the features of one part: the values begin:end."""
    start = n
    for i in range(begin, end):
        n = _put(table, template, values[i], 0, out, n)
    return _without_repeats(out, start, n)


@njit(cache=True)
def _list_pairs(table, template, values, begin, end, gaps, out, n):
    """List the pairs of the values begin:end that are gaps[0] to gaps[1] apart."""
    if not table.templates[template]:
        return n
    start = n
    for gap in range(gaps[0], gaps[1] + 1):
        for i in range(begin + gap, end):
            n = _put(table, template, values[i - gap], values[i], out, n)
    return _without_repeats(out, start, n)


@njit(cache=True)
def _list_marks(table, spans, word, marked, seen, out, n):
    """List the classes of a sentence, the tokens and marks in `spans`, by what is around them."""
    low, high, begin, end = spans
    cls, first, last = marked.cls, marked.first, marked.last
    start = n
    for k in range(begin, end):
        seen[cls[k]] += 1
        if seen[cls[k]] == 2:
            n = _put(table, _TWICE, cls[k], 0, out, n)
    for k in range(begin, end):
        seen[cls[k]] = 0
    n = start = _without_repeats(out, start, n)
    for k in range(begin, end):
        for j in range(max(begin, k - 3), k):
            if first[k] > last[j]:
                n = _put(table, _NEAR, cls[j], cls[k], out, n)
    n = start = _without_repeats(out, start, n)
    for k in range(begin, end):
        if last[k] + 1 < high:
            n = _put(table, _NEXT, cls[k], word[last[k] + 1], out, n)
    n = start = _without_repeats(out, start, n)
    for k in range(begin, end):
        if first[k] > low:
            n = _put(table, _PREV, word[first[k] - 1], cls[k], out, n)
    n = start = _without_repeats(out, start, n)
    for k in range(begin, end):
        if first[k] == low:
            n = _put(table, _OPENCLASS, cls[k], 0, out, n)
    return _without_repeats(out, start, n)


@njit(cache=True)
def add_weights(unit: np.ndarray, place: np.ndarray, weights: np.ndarray, out: np.ndarray) -> None:
    """Add the weights of each pair (unit, place) to the row of its unit in float64 `out`.

    The pairs of a unit stand together.
    """
    columns = weights.shape[1]
    total = np.empty(columns)
    i = 0
    while i < len(unit):
        u = unit[i]
        total[:] = out[u]
        while i < len(unit) and unit[i] == u:
            row = weights[place[i]]
            for column in range(columns):
                total[column] += row[column]
            i += 1
        out[u] = total


@njit(cache=True)
def strongest(
    begin: np.ndarray,
    end: np.ndarray,
    place: np.ndarray,
    weights: np.ndarray,
    column: np.ndarray,
    top: int,
) -> Any:
    """Return int64[n, top]: of the places begin[i]:end[i] those of the greatest positive weights.

    The greatest come first, of equal ones the first place; -1 where there are no more.
    """
    out = np.full((len(begin), top), -1, np.int64)
    for i in range(len(begin) if top > 0 else 0):
        found = 0
        for k in range(begin[i], end[i]):
            weight = weights[place[k], column[i]]
            if weight <= 0 or (found == top and weight <= weights[out[i, top - 1], column[i]]):
                continue
            found = min(found + 1, top)
            j = found - 1
            while j > 0 and weights[out[i, j - 1], column[i]] < weight:
                out[i, j] = out[i, j - 1]
                j -= 1
            out[i, j] = place[k]
    return out
