"""The interval of a change from the intervals of its two ends."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hedgerow.statistics.change import Change, change


def test_known_answer() -> None:
    # 10 (8 to 13) and 20 (16 to 23): 10 - sqrt(4^2 + 3^2) = 5, 10 + sqrt(3^2 + 2^2) = 13.6056
    found = change(10, 8, 13, 20, 16, 23)
    assert found.value == 10
    assert found.low == pytest.approx(5.0)
    assert found.high == pytest.approx(10 + math.sqrt(13))
    assert found.clear


def test_an_unknown_interval_makes_no_clear_change() -> None:
    found = change(10, math.nan, math.nan, 20, 16, 23)
    assert (found.value, found.clear) == (10, False)
    assert math.isnan(found.low) and math.isnan(found.high)


VALUES = st.floats(-1e6, 1e6)
WIDTHS = st.floats(0, 1e3)


@given(VALUES, WIDTHS, WIDTHS, VALUES, WIDTHS, WIDTHS)
def test_backwards_is_the_mirror_image(a, da, ua, b, db, ub) -> None:
    there = change(a, a - da, a + ua, b, b - db, b + ub)
    back = change(b, b - db, b + ub, a, a - da, a + ua)
    assert there.low <= there.value <= there.high
    assert (back.value, back.low, back.high) == pytest.approx(
        (-there.value, -there.high, -there.low), abs=1e-6
    )


@pytest.mark.parametrize(("low", "high"), [(0, 2), (-2, 0), (0, 0), (-1, 1)])
def test_an_interval_that_reaches_zero_is_no_clear_change(low: float, high: float) -> None:
    assert not Change((low + high) / 2, low, high).clear


@pytest.mark.parametrize(("low", "high"), [(0.01, 2), (-2, -0.01)])
def test_an_interval_without_zero_is_a_clear_change(low: float, high: float) -> None:
    assert Change((low + high) / 2, low, high).clear
