"""Equal numbers are found as `np.unique` finds them."""

import numpy as np
import pytest

from hedgerow.tables.distinct import distinct


@pytest.mark.parametrize("high", [1, 7, 1 << 20, 1 << 62])
def test_the_groups_are_those_of_sorting(high):
    keys = np.random.default_rng(1).integers(-high, high, 5_000)
    first, number = distinct(keys)
    _, places = np.unique(keys, return_index=True)
    assert first.tolist() == sorted(places.tolist())
    assert (keys[first[number]] == keys).all()


def test_keys_that_share_their_low_bits_are_told_apart():
    keys = np.arange(1_000, dtype=np.uint64) << np.uint64(40)
    first, number = distinct(keys)
    assert first.tolist() == number.tolist() == list(range(1_000))


def test_nothing_has_no_groups():
    assert [len(part) for part in distinct(np.zeros(0, np.int64))] == [0, 0]
