"""Kernels from outputs to classes, bit for bit against numpy."""

from __future__ import annotations

import numpy as np
import pytest

from hedgerow.labels.score_kernels import below_greatest, likeliest_together, make_shares

CLASSES = np.array([4, 5, 8, 2])
FIRST = np.array([0, 4, 9, 18])  # column 17 belongs to no head
SLOPE = np.array([1.0, 0.7, 1.3, 2.0])


def shares(outputs: np.ndarray) -> np.ndarray:
    values = np.exp(below_greatest(outputs, FIRST, CLASSES, SLOPE))
    make_shares(values, FIRST, CLASSES, 1000)
    return values


@pytest.mark.parametrize("kind", [np.float32, np.float64])
def test_shares_are_those_of_numpy(kind):
    outputs = np.random.default_rng(1).normal(0, 4, (3000, 20)).astype(kind)
    found = shares(outputs)
    for first, classes, slope in zip(FIRST, CLASSES, SLOPE, strict=True):
        z = outputs[:, first : first + classes].astype(np.float64)
        z = np.exp(slope * (z - z.max(axis=1, keepdims=True)))
        wanted = np.round(z / z.sum(axis=1, keepdims=True), 3)
        assert np.array_equal(found[:, first : first + classes], wanted)


def test_the_likeliest_combination_is_that_of_numpy():
    found = shares(np.random.default_rng(2).normal(0, 3, (3000, 20)))
    heads = found[:, :4], found[:, 4:9], found[:, 18:20]
    allowed = np.array([(a, b, (a + b) % 2) for a in range(4) for b in range(5)], np.int8)
    log = np.log(np.arange(1001) / 1000 + 1 / 1000)
    parts = (np.log(head + 0.001)[:, allowed[:, i]] for i, head in enumerate(heads))
    wanted = np.round(sum(parts), 6).argmax(axis=1)
    assert np.array_equal(likeliest_together(*heads, log, allowed), wanted)
    equal = np.full((1, 5), 0.2)
    assert likeliest_together(equal, equal, equal, log, allowed).tolist() == [0]
