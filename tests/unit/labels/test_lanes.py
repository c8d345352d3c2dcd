"""Sixteen numbers at once: the same operations as one by one, in the order that is said."""

from __future__ import annotations

import numpy as np
from numba import njit

from hedgerow.labels import lanes


@njit
def _sum_and_largest(numbers):
    loaded = lanes.load(numbers, 16)
    return lanes.total(loaded), lanes.largest(lanes.absolute(loaded))


@njit
def _halves_between(numbers, least, most, out):
    half = lanes.multiply(lanes.load(numbers, 0), lanes.spread(np.float32(0.5)))
    bound = lanes.smaller(lanes.larger(half, lanes.spread(least)), lanes.spread(most))
    lanes.store(out, 16, lanes.rounded(bound))


def test_sums_go_from_the_first_to_the_last():
    """Where another order gives another number: what is small is lost beside what is large."""
    numbers = np.zeros(32, np.float32)
    numbers[16:20] = 1, 2**24, 1, -(2.0**25)
    expected = np.float32(0)
    for number in numbers[16:]:
        expected += number
    found, largest = _sum_and_largest(numbers)
    assert found == expected != numbers[16:].astype(float).sum()
    assert largest == 2**25


def test_whole_numbers_are_read_and_written():
    """Halves go to the even whole number; of arrays, places count over all dimensions."""
    numbers = np.arange(-8, 8).astype(np.int8)
    out = np.full((3, 16), 99, np.int32)
    _halves_between(numbers, np.float32(-3), np.float32(2.5), out)
    assert out[1].tolist() == np.rint(np.clip(numbers / 2, -3, 2.5)).astype(int).tolist()
    assert (out[[0, 2]] == 99).all()
