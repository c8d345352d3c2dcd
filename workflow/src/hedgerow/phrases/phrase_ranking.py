"""The word sequences of documents compared with each other, as loops over arrays of numbers.

Sequences are rows: row r is words[begin[r]:begin[r] + n[r]], numbers of words. Lists of rows are
concatenated by document, those of document d at edges[d]:edges[d + 1].
"""

from __future__ import annotations

import numpy as np
from numba import njit


@njit(cache=True)
def best_rows(
    rows: np.ndarray,
    edges: np.ndarray,
    score: np.ndarray,
    begin: np.ndarray,
    n: np.ndarray,
    words: np.ndarray,
    rank: np.ndarray,
    most: int,
) -> tuple[np.ndarray, np.ndarray]:
    """Return the rows of each document with the highest scores, best first, and their edges.

    Of equal ones the longer comes first, then the alphabetical order, whatever that of the rows.

    Args:
        rows: int64[R], by document.
        edges: int64[D + 1].
        score: float64, by row.
        rank: int32, by word.
        most: rows of a document.
    """
    out = np.empty(len(rows), np.int64)
    ends = np.zeros(len(edges), np.int64)
    at = 0
    for d in range(len(edges) - 1):
        first = at
        of_doc = score[rows[edges[d] : edges[d + 1]]]
        least = np.partition(of_doc, -most)[-most] if len(of_doc) > most else -np.inf
        for i in range(edges[d], edges[d + 1]):
            row = rows[i]
            if score[row] < least:
                continue
            if at - first < most:
                at += 1
            elif not _precedes(row, out[at - 1], score, begin, n, words, rank):
                continue
            low, high = first, at - 1
            while low < high:
                middle = (low + high) // 2
                if _precedes(row, out[middle], score, begin, n, words, rank):
                    high = middle
                else:
                    low = middle + 1
            for place in range(at - 1, low, -1):
                out[place] = out[place - 1]
            out[low] = row
        ends[d + 1] = at
    return out[:at].copy(), ends


@njit(cache=True)
def _precedes(a, b, score, begin, n, words, rank):
    if score[a] != score[b]:
        return score[a] > score[b]
    if n[a] != n[b]:
        return n[a] > n[b]
    for k in range(n[a]):
        first, second = rank[words[begin[a] + k]], rank[words[begin[b] + k]]
        if first != second:
            return first < second
    return False


@njit(cache=True)
def heaviest_around(
    rows: np.ndarray,
    edges: np.ndarray,
    weight: np.ndarray,
    begin: np.ndarray,
    n: np.ndarray,
    words: np.ndarray,
) -> np.ndarray:
    """Return int64[R]: the largest weight of the longer rows of the document around each row, or 0.

    Args:
        rows: int64[R], by document, those of a document distinct.
        weight: int64, by row.
    """
    out = np.zeros(len(rows), np.int64)
    for d in range(len(edges) - 1):
        for i in range(edges[d], edges[d + 1]):
            a = rows[i]
            for j in range(edges[d], edges[d + 1]):
                b = rows[j]
                if (
                    n[b] > n[a]
                    and weight[b] > out[i]
                    and _contains(words, begin[b], begin[b] + n[b], words, begin[a], n[a])
                ):
                    out[i] = weight[b]
    return out


@njit(cache=True)
def inside(
    rows: np.ndarray,
    edges: np.ndarray,
    begin: np.ndarray,
    n: np.ndarray,
    words: np.ndarray,
    around: np.ndarray,
    around_edges: np.ndarray,
) -> np.ndarray:
    """Return bool[R]: whether the words of each row are words of its document in a row.

    Args:
        around: int32[N], words of the documents, with -1 between those that do not belong together.
        around_edges: int64[D + 1].
    """
    out = np.zeros(len(rows), np.bool_)
    for d in range(len(edges) - 1):
        first, last = around_edges[d], around_edges[d + 1]
        for i in range(edges[d], edges[d + 1]):
            out[i] = _contains(around, first, last, words, begin[rows[i]], n[rows[i]])
    return out


@njit(cache=True)
def _contains(around, first, last, words, begin, n):
    for at in range(first, last - n + 1):
        k = 0
        while k < n and around[at + k] == words[begin + k]:
            k += 1
        if k == n:
            return True
    return False


@njit(cache=True)
def order_of(edges: np.ndarray, score: np.ndarray, n: np.ndarray) -> np.ndarray:
    """Return int64[R]: the order of rows in each document, by score, then length, then as before.

    Args:
        edges: int64[D + 1].
        score: float64[R].
        n: int[R].
    """
    out: np.ndarray = np.arange(edges[-1])
    for d in range(len(edges) - 1):
        for i in range(edges[d] + 1, edges[d + 1]):
            place = i
            while place > edges[d]:
                before = out[place - 1]
                if score[before] > score[i] or (score[before] == score[i] and n[before] >= n[i]):
                    break
                out[place] = before
                place -= 1
            out[place] = i
    return out


@njit(cache=True)
def chosen(
    first: np.ndarray,
    first_edges: np.ndarray,
    ranked: np.ndarray,
    edges: np.ndarray,
    count: np.ndarray,
    begin: np.ndarray,
    n: np.ndarray,
    words: np.ndarray,
    stem: np.ndarray,
    top: int,
) -> tuple[np.ndarray, np.ndarray]:
    """Return the rows that are kept of each document, and their edges.

    All of `first` come before those of `ranked`. Of rows with the same key, the stems of their
    content words, the best is kept; one of `ranked` inside a better one needs one and a half times
    as many occurrences.

    Args:
        first, ranked: int64, rows by document, the best first.
        count: int64, by row.
        stem: int32, by word: number of the stem, -1 without content.
        top: rows of a document.
    """
    out = np.empty(len(first) + len(ranked), np.int64)
    ends = np.zeros(len(edges), np.int64)
    keys = np.empty((top, n.max() if len(n) else 0), np.int32)
    size = np.empty(top, np.int64)
    at = 0
    for d in range(len(edges) - 1):
        begin_of_doc = at
        targets = first_edges[d + 1] - first_edges[d]
        for i in range(targets + edges[d + 1] - edges[d]):
            kept = at - begin_of_doc
            if kept == top:
                break
            row = first[first_edges[d] + i] if i < targets else ranked[edges[d] + i - targets]
            size[kept] = _write_key(words, begin[row], n[row], stem, keys[kept])
            if _is_known(keys, size, kept):
                continue
            if i >= targets and _belongs(row, out[begin_of_doc:at], count, begin, n, words):
                continue
            out[at] = row
            at += 1
        ends[d + 1] = at
    return out[:at].copy(), ends


@njit(cache=True)
def _write_key(words, begin, n, stem, key):
    """Write the stems of the content words, or else the words; return their number."""
    size = 0
    for k in range(begin, begin + n):
        if stem[words[k]] >= 0:
            key[size] = stem[words[k]]
            size += 1
    if size == 0:
        key[:n] = words[begin : begin + n]
        size = n
    return size


@njit(cache=True)
def _is_known(keys, size, last):
    for k in range(last):
        same = size[k] == size[last]
        for i in range(size[k] if same else 0):
            same = same and keys[k, i] == keys[last, i]
        if same:
            return True
    return False


@njit(cache=True)
def _belongs(row, better, count, begin, n, words):
    """Return whether a better row contains this one and has most of its occurrences."""
    for b in better:
        if 2 * count[row] < 3 * count[b] and _contains(
            words, begin[b], begin[b] + n[b], words, begin[row], n[row]
        ):
            return True
    return False
