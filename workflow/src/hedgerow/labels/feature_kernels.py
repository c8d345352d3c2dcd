"""Kernels that list the features of sentences: one pass over the tokens and marks of a text."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numba import njit

from hedgerow.labels.feature_places import (
    Places,
    empty_places,
    put,
    put_in_order,
    put_taken,
    settle,
    settle_listed,
)
from hedgerow.labels.feature_space import TEMPLATE_NUMBER
from hedgerow.lean_kernels import LEAN
from hedgerow.text.tokens.tokens import NUMBER, QUOTATION, WORD

_WORD, _WORDS, _GAP, _OPEN = (TEMPLATE_NUMBER[name] for name in ("word", "words", "gap", "open"))
_STEM, _STEMS, _SKIP = (TEMPLATE_NUMBER[name] for name in ("stem", "stems", "skip"))
_CLASS, _TWICE, _NEAR = (TEMPLATE_NUMBER[name] for name in ("class", "twice", "near"))
_NEXT, _PREV = TEMPLATE_NUMBER["next"], TEMPLATE_NUMBER["prev"]
_OPENCLASS, _TERM, _LONG = (TEMPLATE_NUMBER[name] for name in ("openclass", "term", "long"))
_OF_TOKEN, _OF_MARK = 8, 7
"""Features that a token and a mark have at most."""


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


def list_features(
    table: Places,
    sentence_token: np.ndarray,
    word: np.ndarray,
    stem: np.ndarray,
    marked: MarkedText,
    terms: tuple[np.ndarray, np.ndarray],
    length: np.ndarray,
    flagged: tuple[np.ndarray, np.ndarray],
) -> tuple[np.ndarray, np.ndarray]:
    """Return the features of each sentence: int64[N], and their offsets, int64[S + 1].

    Places are sorted and without repeats, keys are not. A class that a mark has is in `marked.has`
    as well: it is taken from the marks.

    Args:
        table: Places. word, stem: int64[T], places in the space, -1 for unknown.
        marked: MarkedText.
        terms: entries of all lexicon marks, int64[...], and int64[S + 1], those of each sentence.
        length: int64[S], the class of the sentence's length.
        flagged: bool[S, R], int64[R]: more classes, beside those of the marks.
    """
    marks = (marked.cls, marked.first, marked.last)
    size = len(word) * _OF_TOKEN + len(marked.cls) * _OF_MARK + len(terms[0])
    size += len(length) * 2 + int(flagged[0].sum())
    out = np.empty(size + 1, np.int64)
    offsets = np.zeros(len(sentence_token), np.int64)
    _list_all(
        table,
        (sentence_token, word, stem, length),
        (*marks, marked.begin),
        terms,
        flagged,
        np.zeros(marked.has.shape[1], np.int64),
        empty_places(table),
        out,
        offsets,
    )
    return out[: offsets[-1]].copy(), offsets


@njit(**LEAN)
def _list_all(table, text, marked, terms, flagged, seen, places, out, offsets):
    known, cell, shape, slot, bits, taken, wanted = table
    cells, hashed = (cell, shape), (known, slot, bits, taken)
    sentence_token, word, stem, length = text
    cls, first, last, begin = marked
    marks = (cls, first, last)
    entry, entry_begin = terms
    has, classes = flagged
    n = 0
    for s in range(len(length)):
        low, high = sentence_token[s], sentence_token[s + 1]
        n = _list_parts(cells, _WORD, word, low, high, out, n)
        if wanted[_WORDS]:
            n = _list_pairs(hashed, _WORDS, word, low, high, (1, 1), out, n)
        if wanted[_GAP]:
            n = _list_pairs(hashed, _GAP, word, low, high, (2, 2), out, n)
        n = _list_parts(cells, _OPEN, word, low, min(low + 1, high), out, n)
        start = n = _list_parts(cells, _CLASS, cls, begin[s], begin[s + 1], out, n)
        for c in range(len(classes)):
            n = put(_CLASS, classes[c] if has[s, c] else -1, 0, out, n)
        n = settle_listed(cells, _CLASS, out, start, n)
        n = _list_marks(
            cells, hashed, (low, high), word, marks, (begin[s], begin[s + 1]), seen, out, n
        )
        n = _list_parts(cells, _TERM, entry, entry_begin[s], entry_begin[s + 1], out, n)
        n = _list_parts(cells, _LONG, length, s, s + 1, out, n)
        n = _list_parts(cells, _STEM, stem, low, high, out, n)
        if wanted[_STEMS]:
            n = _list_pairs(hashed, _STEMS, stem, low, high, (1, 1), out, n)
        n = _list_pairs(hashed, _SKIP, stem, low, high, (1, 3), out, n)
        if len(known):
            n = put_in_order(out, offsets[s], n, places)
        offsets[s + 1] = n


@njit(**LEAN, inline="always")
def _list_parts(cells, template, values, begin, end, out, n):
    """List the features of one part: the values begin:end."""
    start = n
    for i in range(begin, end):
        n = put(template, values[i], 0, out, n)
    return settle_listed(cells, template, out, start, n)


@njit(**LEAN, inline="always")
def _list_pairs(hashed, template, values, begin, end, gaps, out, n):
    """List the pairs of the values begin:end that are gaps[0] to gaps[1] apart."""
    taken = hashed[3]
    start = n
    for gap in range(gaps[0], gaps[1] + 1):
        for i in range(begin + gap, end):
            n = put_taken(taken, template, values[i - gap], values[i], out, n)
    return settle(hashed, out, start, n)


@njit(**LEAN, inline="always")
def _list_marks(cells, hashed, tokens, word, marks, span, seen, out, n):
    """List the classes of a sentence, marks of a span, by what is around them."""
    low, high = tokens
    begin, end = span
    cls, first, last = marks
    start = n
    for k in range(begin, end):
        seen[cls[k]] += 1
        n = put(_TWICE, cls[k] if seen[cls[k]] == 2 else -1, 0, out, n)
    for k in range(begin, end):
        seen[cls[k]] = 0
    n = start = settle_listed(cells, _TWICE, out, start, n)
    for k in range(begin, end):
        for j in range(max(begin, k - 3), k):
            n = put(_NEAR, cls[j] if first[k] > last[j] else -1, cls[k], out, n)
    n = start = settle_listed(cells, _NEAR, out, start, n)
    for k in range(begin, end):
        if last[k] + 1 < high:
            n = put_taken(hashed[3], _NEXT, cls[k], word[last[k] + 1], out, n)
    n = start = settle(hashed, out, start, n)
    for k in range(begin, end):
        if first[k] > low:
            n = put_taken(hashed[3], _PREV, word[first[k] - 1], cls[k], out, n)
    n = start = settle(hashed, out, start, n)
    for k in range(begin, end):
        if first[k] == low:
            n = put(_OPENCLASS, cls[k], 0, out, n)
    return settle_listed(cells, _OPENCLASS, out, start, n)


@njit(**LEAN)
def add_weights(
    unit: np.ndarray, place: np.ndarray, weights: np.ndarray, total: np.ndarray, out: np.ndarray
) -> None:
    """Put the sums of the weights of each pair (unit, place) into the row of its unit in `out`.

    The pairs of a unit stand together.

    Args:
        weights: float[F, K]. total: float64[K], to add in. out: float64[units, K].
    """
    i = 0
    while i < len(unit):
        u = unit[i]
        for column in range(len(total)):
            total[column] = 0
        while i < len(unit) and unit[i] == u:
            row = place[i]
            for column in range(len(total)):
                total[column] += weights[row, column]
            i += 1
        for column in range(len(total)):
            out[u, column] = total[column]


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
