"""Kernels of the encoder: what stands between its matrix products.

Every result is the same bit for bit on any processor. The matrix products are of whole numbers
(whole_products.py), so the order of their sums does not matter; all other sums have a fixed order,
in lanes that any processor can hold (lanes.py); exponentials and the error function come from
tables.
"""

from __future__ import annotations

import math

import numpy as np
from numba import njit

from hedgerow.labels import lanes
from hedgerow.labels.whole_products import ABOVE_ZERO

WIDTH, HEADS, SIZE = 384, 12, 32
"""Numbers of a piece, attention heads and the numbers of each."""

_LANES, _TILE = lanes.SIZE, 4
_EXP_STEPS, _EXP_REACH = 256, 16
_GELU_STEPS, _GELU_REACH = 512, 6

EXP = np.array(
    [round(math.exp(-i / _EXP_STEPS), 7) for i in range(_EXP_STEPS * _EXP_REACH)] + [0.0],
    np.float32,
)
"""exp(-i / 256), rounded to what every mathematical library agrees on."""

GELU = np.array(
    [
        round(x * 0.5 * (1 + math.erf(x / math.sqrt(2))), 6)
        for x in (i / _GELU_STEPS for i in range(-_GELU_STEPS * _GELU_REACH, _GELU_STEPS * 6 + 1))
    ],
    np.float32,
)
"""x Phi(x) from -6 to 6 in steps of 1 / 512 (Hendrycks & Gimpel 2016)."""


@njit(cache=True, inline="always")
def _normalise(x, at, weight, bias):
    """Layer normalisation of WIDTH values from `at` on, in place (Ba et al. 2016)."""
    sums = lanes.spread(np.float32(0))
    for i in range(0, WIDTH, _LANES):
        sums = lanes.add(sums, lanes.load(x, at + i))
    mean = lanes.spread(lanes.total(sums) / np.float32(WIDTH))
    sums = lanes.spread(np.float32(0))
    for i in range(0, WIDTH, _LANES):
        off = lanes.subtract(lanes.load(x, at + i), mean)
        sums = lanes.add(sums, lanes.multiply(off, off))
    variance = lanes.total(sums) / np.float32(WIDTH)
    by = lanes.spread(np.float32(1) / np.sqrt(variance + np.float32(1e-12)))
    for i in range(0, WIDTH, _LANES):
        off = lanes.multiply(lanes.subtract(lanes.load(x, at + i), mean), by)
        value = lanes.add(lanes.multiply(off, lanes.load(weight, i)), lanes.load(bias, i))
        lanes.store(x, at + i, value)


@njit(cache=True, inline="always")
def _quantise(x, at, out, to, n):
    """Quantise n values from `at` on: whole numbers from -127 to 127, 128 added, from `to` on.

    Returns:
        What one of them is worth.
    """
    tops = lanes.spread(np.float32(1e-9))
    for i in range(0, n, _LANES):
        tops = lanes.larger(tops, lanes.absolute(lanes.load(x, at + i)))
    top = lanes.largest(tops)
    by, above = lanes.spread(np.float32(127) / top), lanes.spread(np.float32(ABOVE_ZERO))
    for i in range(0, n, _LANES):
        whole = lanes.rounded(lanes.multiply(lanes.load(x, at + i), by))
        lanes.store(out, to + i, lanes.add(whole, above))
    return top / np.float32(127)


@njit(cache=True, inline="always")
def _values(product, at, by, column_scale, bias, i):
    """Sixteen values of a row of a product: what the whole numbers are worth, and the bias."""
    worth = lanes.multiply(by, lanes.load(column_scale, i))
    return lanes.add(lanes.multiply(lanes.load(product, at + i), worth), lanes.load(bias, i))


@njit(cache=True)
def embed(
    piece: np.ndarray,
    place: np.ndarray,
    words: np.ndarray,
    word_scale: np.ndarray,
    places: np.ndarray,
    weight: np.ndarray,
    bias: np.ndarray,
    x: np.ndarray,
    q: np.ndarray,
    scale: np.ndarray,
) -> None:
    """Fill float32[T, WIDTH] `x` with the embeddings of pieces, and `q`, `scale` with their
    quantised form.
    """
    for t in range(len(piece)):
        word, at, row = np.int64(piece[t]) * WIDTH, np.int64(place[t]) * WIDTH, t * WIDTH
        by = lanes.spread(word_scale[piece[t]])
        for i in range(0, WIDTH, _LANES):
            value = lanes.multiply(lanes.load(words, word + i), by)
            lanes.store(x, row + i, lanes.add(value, lanes.load(places, at + i)))
        _normalise(x, row, weight, bias)
        scale[t] = _quantise(x, row, q, row, WIDTH)


@njit(cache=True)
def attend(
    product: np.ndarray,
    row_scale: np.ndarray,
    column_scale: np.ndarray,
    bias: np.ndarray,
    window: np.ndarray,
    q: np.ndarray,
    scale: np.ndarray,
) -> None:
    """Attention within each window (Vaswani et al. 2017): from the product with the query, key and
    value weights, int32 or float32[T, 3 WIDTH], to the quantised values that each piece takes in.
    """
    longest = 0
    for w in range(len(window) - 1):
        longest = max(longest, window[w + 1] - window[w])
    longest += _TILE - 1
    values = np.zeros((longest, 3 * WIDTH), np.float32)
    mixed = np.empty((longest + _LANES, WIDTH), np.float32)
    query, taken = np.zeros((SIZE, _LANES), np.float32), np.empty((SIZE, _LANES), np.float32)
    shares, steps = np.empty(longest * _LANES, np.float32), np.empty(longest * _LANES, np.uint32)
    for w in range(len(window) - 1):
        first = window[w]
        n = window[w + 1] - first
        for j in range(n):
            by, at = lanes.spread(row_scale[first + j]), (first + j) * 3 * WIDTH
            for i in range(0, 3 * WIDTH, _LANES):
                value = _values(product, at, by, column_scale, bias, i)
                lanes.store(values, j * 3 * WIDTH + i, value)
        for some in range(0, n, _LANES):
            for head in range(0, WIDTH, SIZE):
                for i in range(min(_LANES, n - some)):
                    for d in range(SIZE):
                        query[d, i] = values[some + i, head + d]
                _attend_some(query, values, head, n, shares, steps, taken)
                for i in range(_LANES):
                    for d in range(SIZE):
                        mixed[some + i, head + d] = taken[d, i]
        for i in range(n):
            scale[first + i] = _quantise(mixed, i * WIDTH, q, (first + i) * WIDTH, WIDTH)


@njit(cache=True, inline="always")
def _attend_some(query, values, head, n, shares, steps, out):
    """Mix the values of n pieces for sixteen queries, the columns of `query`, into those of `out`.

    Four pieces, then four values, are summed up at once, each sum in the order of its parts.
    """
    top = lanes.spread(np.float32(-np.inf))
    key, value = head + WIDTH, head + 2 * WIDTH
    zero = lanes.spread(np.float32(0))
    for j in range(0, n, _TILE):
        a = b = c = e = zero
        for d in range(SIZE):
            each = lanes.load(query, d * _LANES)
            a = lanes.add(a, lanes.multiply(each, lanes.spread(values[j, key + d])))
            b = lanes.add(b, lanes.multiply(each, lanes.spread(values[j + 1, key + d])))
            c = lanes.add(c, lanes.multiply(each, lanes.spread(values[j + 2, key + d])))
            e = lanes.add(e, lanes.multiply(each, lanes.spread(values[j + 3, key + d])))
        lanes.store(shares, j * _LANES, a)
        lanes.store(shares, (j + 1) * _LANES, b)
        lanes.store(shares, (j + 2) * _LANES, c)
        lanes.store(shares, (j + 3) * _LANES, e)
    for j in range(n):
        top = lanes.larger(top, lanes.load(shares, j * _LANES))
    sums, most = zero, lanes.spread(np.float32(_EXP_STEPS * _EXP_REACH))
    fine, half = lanes.spread(np.float32(_EXP_STEPS)), lanes.spread(np.float32(0.5))
    for j in range(n):
        below = lanes.subtract(top, lanes.load(shares, j * _LANES))
        step = lanes.add(lanes.multiply(below, fine), half)
        lanes.store(steps, j * _LANES, lanes.smaller(step, most))
    for i in range(n * _LANES):
        shares[i] = EXP[steps[i]]
    for j in range(n):
        sums = lanes.add(sums, lanes.load(shares, j * _LANES))
    for d in range(0, SIZE, _TILE):
        a = b = c = e = zero
        for j in range(n):
            share = lanes.load(shares, j * _LANES)
            a = lanes.add(a, lanes.multiply(share, lanes.spread(values[j, value + d])))
            b = lanes.add(b, lanes.multiply(share, lanes.spread(values[j, value + d + 1])))
            c = lanes.add(c, lanes.multiply(share, lanes.spread(values[j, value + d + 2])))
            e = lanes.add(e, lanes.multiply(share, lanes.spread(values[j, value + d + 3])))
        lanes.store(out, d * _LANES, lanes.divide(a, sums))
        lanes.store(out, (d + 1) * _LANES, lanes.divide(b, sums))
        lanes.store(out, (d + 2) * _LANES, lanes.divide(c, sums))
        lanes.store(out, (d + 3) * _LANES, lanes.divide(e, sums))


@njit(cache=True)
def add_and_normalise(
    product: np.ndarray,
    row_scale: np.ndarray,
    column_scale: np.ndarray,
    bias: np.ndarray,
    weight: np.ndarray,
    shift: np.ndarray,
    x: np.ndarray,
    q: np.ndarray,
    scale: np.ndarray,
) -> None:
    """Add a product to float32[T, WIDTH] `x`, normalise it, and quantise the result."""
    for t in range(len(x)):
        by, row = lanes.spread(row_scale[t]), t * WIDTH
        for i in range(0, WIDTH, _LANES):
            value = _values(product, row, by, column_scale, bias, i)
            lanes.store(x, row + i, lanes.add(lanes.load(x, row + i), value))
        _normalise(x, row, weight, shift)
        scale[t] = _quantise(x, row, q, row, WIDTH)


@njit(cache=True)
def activate(
    product: np.ndarray,
    row_scale: np.ndarray,
    column_scale: np.ndarray,
    bias: np.ndarray,
    q: np.ndarray,
    scale: np.ndarray,
) -> None:
    """Quantise GELU of the values of a product."""
    n = product.shape[1]
    values, steps = np.empty(n, np.float32), np.empty(n, np.uint32)
    reach, fine = lanes.spread(np.float32(_GELU_REACH)), lanes.spread(np.float32(_GELU_STEPS))
    least = lanes.spread(np.float32(-_GELU_REACH))
    for t in range(len(product)):
        by, row = lanes.spread(row_scale[t]), t * n
        for i in range(0, n, _LANES):
            value = _values(product, row, by, column_scale, bias, i)
            inside = lanes.smaller(lanes.larger(value, least), reach)
            step = lanes.multiply(lanes.add(inside, reach), fine)
            lanes.store(values, i, value)
            lanes.store(steps, i, lanes.rounded(step))
        for i in range(n):
            values[i] = values[i] if values[i] > np.float32(_GELU_REACH) else GELU[steps[i]]
        scale[t] = _quantise(values, 0, q, row, n)


@njit(cache=True)
def gather(
    x: np.ndarray,
    window: np.ndarray,
    window_sentence: np.ndarray,
    pooled: np.ndarray,
    count: np.ndarray,
) -> None:
    """Add the pieces of windows to what their sentences gather: the sums of first pieces and of all
    pieces and the largest values, float32[S, 3 WIDTH]; windows and pieces, int64[S, 2].
    """
    for w in range(len(window) - 1):
        s = window_sentence[w]
        for t in range(window[w], window[w + 1]):
            for i in range(WIDTH):
                if t == window[w]:
                    pooled[s, i] += x[t, i]
                pooled[s, WIDTH + i] += x[t, i]
                if count[s, 1] == 0 or x[t, i] > pooled[s, 2 * WIDTH + i]:
                    pooled[s, 2 * WIDTH + i] = x[t, i]
            count[s, 1] += 1
        count[s, 0] += 1


@njit(cache=True)
def average(pooled: np.ndarray, count: np.ndarray) -> None:
    """Turn the sums of `gather` into means, in place."""
    for s in range(len(pooled)):
        for i in range(WIDTH):
            pooled[s, i] /= np.float32(count[s, 0])
            pooled[s, WIDTH + i] /= np.float32(count[s, 1])


@njit(cache=True)
def outputs(x: np.ndarray, weight: np.ndarray, bias: np.ndarray) -> np.ndarray:
    """Return float32[N, K]: x @ weight + bias, each sum in the order of the inputs."""
    n, inputs = x.shape
    out = np.empty((n, len(bias)), np.float32)
    columns = np.zeros((inputs + 1, _LANES), np.float32)
    found = np.empty((_TILE, _LANES), np.float32)
    for first in range(0, len(bias), _LANES):
        size = min(_LANES, len(bias) - first)
        columns[0, :size] = bias[first : first + size]
        columns[1:, :size] = weight[:, first : first + size]
        for t in range(0, n, _TILE):
            _outputs_of_four(x, t, columns, found)
            for r in range(min(_TILE, n - t)):
                for k in range(size):
                    out[t + r, first + k] = found[r, k]
    return out


@njit(cache=True, inline="always")
def _outputs_of_four(x, t, columns, out):
    """Fill `out` with the sums of four rows from `t` on; beyond the last row, of the last."""
    last = len(x) - 1
    r, s, u, v = min(t, last), min(t + 1, last), min(t + 2, last), min(t + 3, last)
    a = b = c = e = lanes.load(columns, 0)
    for i in range(x.shape[1]):
        each = lanes.load(columns, (i + 1) * _LANES)
        a = lanes.add(a, lanes.multiply(each, lanes.spread(x[r, i])))
        b = lanes.add(b, lanes.multiply(each, lanes.spread(x[s, i])))
        c = lanes.add(c, lanes.multiply(each, lanes.spread(x[u, i])))
        e = lanes.add(e, lanes.multiply(each, lanes.spread(x[v, i])))
    lanes.store(out, 0, a)
    lanes.store(out, _LANES, b)
    lanes.store(out, 2 * _LANES, c)
    lanes.store(out, 3 * _LANES, e)


@njit(cache=True)
def windows(
    token_type: np.ndarray,
    sentence_token: np.ndarray,
    piece_begin: np.ndarray,
    pieces: np.ndarray,
    first: int,
    last: int,
    most: int,
) -> tuple[np.ndarray, ...]:
    """Cut sentences into windows of at most `most` pieces, between their first and last piece.

    Returns:
        int32[T] pieces; int32[T] their places in the window; int64[T] the token of each, -1 for
        the first and last; int64[W + 1] where each window begins; int64[W] its sentence. A sentence
        without tokens has a window of the first and last piece alone.
    """
    size = windows_needed = 0
    for s in range(len(sentence_token) - 1):
        held = 0
        windows_needed += 1
        for t in range(sentence_token[s], sentence_token[s + 1]):
            n = piece_begin[token_type[t] + 1] - piece_begin[token_type[t]]
            if held + n > most:
                windows_needed += 1
                held = 0
            held += n
            size += n
    size += 2 * windows_needed
    piece, place = np.empty(size, np.int32), np.empty(size, np.int32)
    owner = np.empty(size, np.int64)
    begin, sentence = np.empty(windows_needed + 1, np.int64), np.empty(windows_needed, np.int64)
    begin[0] = i = w = 0
    for s in range(len(sentence_token) - 1):
        held = 0
        piece[i], place[i], owner[i] = first, 0, -1
        i += 1
        for t in range(sentence_token[s], sentence_token[s + 1]):
            a, b = piece_begin[token_type[t]], piece_begin[token_type[t] + 1]
            if held + b - a > most:
                piece[i], place[i], owner[i] = last, held + 1, -1
                i += 1
                sentence[w], begin[w + 1] = s, i
                w += 1
                piece[i], place[i], owner[i] = first, 0, -1
                i += 1
                held = 0
            for p in range(a, b):
                held += 1
                piece[i], place[i], owner[i] = pieces[p], held, t
                i += 1
        piece[i], place[i], owner[i] = last, held + 1, -1
        i += 1
        sentence[w], begin[w + 1] = s, i
        w += 1
    return piece, place, owner, begin, sentence


@njit(cache=True)
def gather_tokens(
    values: np.ndarray, owner: np.ndarray, first: int, out: np.ndarray, count: np.ndarray
) -> None:
    """Add the values of pieces, float32[T, K], to those of their tokens, counted from `first`."""
    for i in range(len(owner)):
        if owner[i] >= 0:
            count[owner[i] - first] += 1
            for k in range(values.shape[1]):
                out[owner[i] - first, k] += values[i, k]
