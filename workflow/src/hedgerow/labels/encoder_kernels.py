"""Kernels of the encoder: what stands between its matrix products.

Every result is the same bit for bit on any processor. The matrix products are of whole numbers
(whole_products.py), so the order of their sums does not matter; all other sums have a fixed order,
here in lanes that any vector width can hold; exponentials and the error function come from tables.
"""

from __future__ import annotations

import math

import numpy as np
from numba import njit

from hedgerow.labels.whole_products import ABOVE_ZERO

WIDTH, HEADS, SIZE = 384, 12, 32
"""Numbers of a piece, attention heads and the numbers of each."""

_LANES = 16
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
def _normalise(row, weight, bias):
    """Layer normalisation in place (Ba et al. 2016)."""
    lanes = np.zeros(_LANES, np.float32)
    for i in range(0, WIDTH, _LANES):
        for j in range(_LANES):
            lanes[j] += row[i + j]
    total = np.float32(0)
    for j in range(_LANES):
        total += lanes[j]
        lanes[j] = 0
    mean = total / np.float32(WIDTH)
    for i in range(0, WIDTH, _LANES):
        for j in range(_LANES):
            d = row[i + j] - mean
            lanes[j] += d * d
    total = np.float32(0)
    for j in range(_LANES):
        total += lanes[j]
    by = np.float32(1) / np.sqrt(total / np.float32(WIDTH) + np.float32(1e-12))
    for i in range(WIDTH):
        row[i] = (row[i] - mean) * by * weight[i] + bias[i]


@njit(cache=True, inline="always")
def _quantise(row, out):
    """Fill `out` with whole numbers from -127 to 127, 128 added, and return what one is worth."""
    lanes = np.zeros(_LANES, np.float32)
    for i in range(0, len(row), _LANES):
        for j in range(_LANES):
            lanes[j] = max(lanes[j], abs(row[i + j]))
    top = np.float32(1e-9)
    for j in range(_LANES):
        top = max(top, lanes[j])
    by = np.float32(127) / top
    for i in range(len(row)):
        out[i] = np.int32(np.rint(row[i] * by)) + np.int32(ABOVE_ZERO)
    return top / np.float32(127)


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
        by = word_scale[piece[t]]
        for i in range(WIDTH):
            x[t, i] = np.float32(words[piece[t], i]) * by + places[place[t], i]
        _normalise(x[t], weight, bias)
        scale[t] = _quantise(x[t], q[t])


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
    """Attention within each window: from the product with the query, key and value weights,
    float32[T, 3 WIDTH], to the quantised values that each piece takes in (Vaswani et al. 2017).
    """
    longest = 0
    for w in range(len(window) - 1):
        longest = max(longest, window[w + 1] - window[w])
    longest = (longest + 7) // 8 * 8
    keys = np.empty((SIZE, longest), np.float32)
    values = np.empty((longest, SIZE), np.float32)
    shares, query = np.empty(longest, np.float32), np.empty(SIZE, np.float32)
    mixed = np.empty((longest, WIDTH), np.float32)
    for w in range(len(window) - 1):
        first = window[w]
        n = window[w + 1] - first
        padded = (n + 7) // 8 * 8
        key, value, share = keys[:, :padded], values[:padded], shares[:padded]
        key[:, n:] = 0
        value[n:] = 0
        for h in range(HEADS):
            for j in range(n):
                s = row_scale[first + j]
                for d in range(SIZE):
                    c = WIDTH + h * SIZE + d
                    key[d, j] = np.float32(product[first + j, c]) * (s * column_scale[c]) + bias[c]
                    c += WIDTH
                    value[j, d] = (
                        np.float32(product[first + j, c]) * (s * column_scale[c]) + bias[c]
                    )
            for i in range(n):
                s = row_scale[first + i]
                for d in range(SIZE):
                    c = h * SIZE + d
                    query[d] = np.float32(product[first + i, c]) * (s * column_scale[c]) + bias[c]
                _attend_one(query, key, value, n, share, mixed[i, h * SIZE : (h + 1) * SIZE])
        for i in range(n):
            scale[first + i] = _quantise(mixed[i], q[first + i])


@njit(cache=True, inline="always")
def _add_products(factor, table, first, out):
    """Add factor[i] * table[i] of eight rows from `first` on to `out`, in that order.

    Eight at once, so that each value of `out` is loaded and stored once for eight rows.
    """
    a, b, c, d = table[first], table[first + 1], table[first + 2], table[first + 3]
    e, f, g, h = table[first + 4], table[first + 5], table[first + 6], table[first + 7]
    s, t, u, v = factor[first], factor[first + 1], factor[first + 2], factor[first + 3]
    w, x, y, z = factor[first + 4], factor[first + 5], factor[first + 6], factor[first + 7]
    for j in range(len(out)):
        sum_ = out[j] + s * a[j] + t * b[j] + u * c[j] + v * d[j]
        out[j] = sum_ + w * e[j] + x * f[j] + y * g[j] + z * h[j]


@njit(cache=True, inline="always")
def _attend_one(query, key, value, n, share, out):
    """Mix the values of n pieces for one query; pieces are padded with zeros to eights."""
    for j in range(len(share)):
        share[j] = 0
    for first in range(0, SIZE, 8):
        _add_products(query, key, first, share)
    top = share[0]
    for j in range(1, n):
        top = max(top, share[j])
    total = np.float32(0)
    for j in range(n):
        steps = np.int32((top - share[j]) * np.float32(_EXP_STEPS) + np.float32(0.5))
        share[j] = EXP[min(steps, np.int32(_EXP_STEPS * _EXP_REACH))]
        total += share[j]
    for j in range(n, len(share)):
        share[j] = 0
    for d in range(SIZE):
        out[d] = 0
    for first in range(0, len(share), 8):
        _add_products(share, value, first, out)
    for d in range(SIZE):
        out[d] /= total


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
        s = row_scale[t]
        for i in range(WIDTH):
            x[t, i] += np.float32(product[t, i]) * (s * column_scale[i]) + bias[i]
        _normalise(x[t], weight, shift)
        scale[t] = _quantise(x[t], q[t])


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
    row = np.empty(n, np.float32)
    reach = np.float32(_GELU_REACH)
    for t in range(len(product)):
        s = row_scale[t]
        for i in range(n):
            y = np.float32(product[t, i]) * (s * column_scale[i]) + bias[i]
            inside = min(max(y, -reach), reach)
            step = np.int64(np.rint((inside + reach) * np.float32(_GELU_STEPS)))
            row[i] = y if y > reach else GELU[step]
        scale[t] = _quantise(row, q[t])


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
    out = np.empty((len(x), len(bias)), np.float32)
    for n in range(len(x)):
        out[n] = bias
        for i in range(x.shape[1]):
            for k in range(len(bias)):
                out[n, k] += x[n, i] * weight[i, k]
    return out


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
