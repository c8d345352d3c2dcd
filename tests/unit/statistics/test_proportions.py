import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hedgerow.statistics.proportions import cohen_h, wilson, wilson_effective


@pytest.mark.parametrize(
    ("k", "n", "bounds"),
    [
        (81, 263, (0.2553, 0.3662)),
        (15, 148, (0.0624, 0.1605)),
        (0, 20, (0.0, 0.1611)),
        (1, 29, (0.0061, 0.1718)),
    ],
)
def test_newcombe_1998_table_1(k, n, bounds) -> None:
    """Newcombe (1998), Statistics in Medicine 17: method 3, the score interval."""
    assert wilson(k, n) == pytest.approx(bounds, abs=5e-5)


def test_no_trials_are_undefined_and_arrays_broadcast() -> None:
    low, high = wilson([0, 3], [0, 6])
    assert np.isnan([low[0], high[0]]).all()
    assert wilson([0, 1, 2], 2)[0].shape == (3,)


def test_impossible_counts_are_refused() -> None:
    with pytest.raises(ValueError, match="between 0 and n"):
        wilson(3, 2)


@given(st.integers(1, 10**6).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_bounds_hold_the_share_and_mirror(pair) -> None:
    k, n = pair
    low, high = wilson(k, n)
    assert 0 <= low <= k / n <= high <= 1
    assert (low, high) == pytest.approx(tuple(1 - x for x in wilson(n - k, n)[::-1]), abs=1e-12)


@given(st.integers(1, 1000), st.floats(0.5, 0.9))
def test_a_higher_level_is_wider(n, level) -> None:
    narrow, wide = wilson(n // 2, n, level), wilson(n // 2, n, 0.95)
    assert wide[0] <= narrow[0] <= narrow[1] <= wide[1]


def test_cohen_h() -> None:
    """Cohen (1988), chapter 6: phi of .50 is 1.571, of .40 1.369 (table 6.2.2)."""
    assert cohen_h(0.5, 0.4) == pytest.approx(1.571 - 1.369, abs=1e-3)
    assert cohen_h([1, 0], [0, 1]) == pytest.approx([np.pi, -np.pi])
    assert np.isnan(cohen_h(np.nan, 0.5))
    with pytest.raises(ValueError, match="between 0 and 1"):
        cohen_h(1.2, 0.5)


@settings(deadline=None)  # the first one waits for scipy
@given(st.integers(2, 500).flatmap(lambda n: st.tuples(st.integers(1, n - 1), st.just(n))))
def test_a_simple_random_sample_has_the_interval_of_its_counts(counts) -> None:
    """Its effective size is its size, and t with boundless freedom is normal."""
    k, n = counts
    share = k / n
    given_ = wilson_effective(share, share * (1 - share) / n, 1e12)
    assert given_ == pytest.approx(tuple(map(float, wilson(k, n))), abs=1e-6)


def test_few_degrees_of_freedom_and_higher_levels_widen_it() -> None:
    widths = [
        high - low
        for low, high in (
            wilson_effective(0.3, 0.002, 1e9, 0.9),
            wilson_effective(0.3, 0.002, 1e9),
            wilson_effective(0.3, 0.002, 5),
            wilson_effective(0.3, 0.002, 2),
        )
    ]
    assert widths == sorted(widths)


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_no_or_all_successes_count_half_an_observation(share) -> None:
    """By hand: 1 / sqrt(0.0025) = 20 observations, of which half a one of 21 is a success."""
    low, high = wilson_effective(share, 0.0025, 1e9)
    inside = 0.5 / 21
    n = inside * (1 - inside) / 0.0025
    z2 = 1.959964**2
    by_hand = (z2 / 2 + np.sqrt(z2 * z2 / 4)) / (n + z2)
    assert (low, high) == pytest.approx(
        (0.0, by_hand) if share == 0 else (1 - by_hand, 1.0), abs=1e-5
    )
