"""Kernels from the outputs of a model to probabilities and to the classes that go together.

Bit for bit what numpy gives, without an array for every step: exponentials and logarithms are taken
by numpy itself, whose last bits differ from those of compiled code.
"""

from __future__ import annotations

import numpy as np
from numba import njit

_PAIRWISE = 8
"""Numbers from which on numpy adds in pairs."""


@njit(cache=True)
def below_greatest(
    outputs: np.ndarray, first: np.ndarray, classes: np.ndarray, slope: np.ndarray
) -> np.ndarray:
    """Return float64[S, K]: how far each output is below the greatest of its head, by the slope.

    Args:
        outputs: float[S, K].
        first, classes: int64[H], the columns of each head. slope: float64[H].
    """
    out = np.zeros(outputs.shape)
    for s in range(len(outputs)):
        for h in range(len(first)):
            begin, end = first[h], first[h] + classes[h]
            most = outputs[s, begin]
            for k in range(begin, end):
                most = max(most, outputs[s, k])
            for k in range(begin, end):
                out[s, k] = slope[h] * (np.float64(outputs[s, k]) - np.float64(most))
    return out


@njit(cache=True)
def make_shares(values: np.ndarray, first: np.ndarray, classes: np.ndarray, scale: float) -> None:
    """Divide float64[S, K] `values` by their sum over each head, and round to 1 / scale."""
    for s in range(len(values)):
        for h in range(len(first)):
            begin, end = first[h], first[h] + classes[h]
            if classes[h] == _PAIRWISE:
                v = values[s, begin:end]
                total = ((v[0] + v[1]) + (v[2] + v[3])) + ((v[4] + v[5]) + (v[6] + v[7]))
            else:
                total = 0.0
                for k in range(begin, end):
                    total += values[s, k]
            for k in range(begin, end):
                values[s, k] = np.rint(values[s, k] / total * scale) / scale


@njit(cache=True)
def likeliest_together(
    one: np.ndarray, two: np.ndarray, three: np.ndarray, log: np.ndarray, allowed: np.ndarray
) -> np.ndarray:
    """Return int64[S]: the row of `allowed` with the largest product of probabilities.

    Args:
        one, two, three: float64[S, ...], rounded to 1 / scale.
        log: float64[scale + 1], the logarithm of each probability.
        allowed: int8[A, 3], combinations of their columns. Of equal ones the first is taken, equal
            to twice as many decimals as the probabilities have.
    """
    scale = len(log) - 1
    out = np.zeros(len(one), np.int64)
    for s in range(len(one)):
        most = -np.inf
        for a in range(len(allowed)):
            likely = log[np.int64(np.rint(one[s, allowed[a, 0]] * scale))]
            likely += log[np.int64(np.rint(two[s, allowed[a, 1]] * scale))]
            likely += log[np.int64(np.rint(three[s, allowed[a, 2]] * scale))]
            likely = np.rint(likely * (scale * scale))
            if likely > most:
                most, out[s] = likely, a
    return out
