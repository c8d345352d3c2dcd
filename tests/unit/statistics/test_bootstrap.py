import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hedgerow.statistics import bootstrap
from hedgerow.statistics.bootstrap import (
    bootstrap_mean,
    bootstrap_means,
    bootstrap_median,
    bootstrap_ratio,
    bootstrap_ratios,
    bootstrap_sums,
    interval,
    resampled_totals,
)
from hedgerow.statistics.resampling import split_mix, tails

# Efron and Tibshirani (1993), table 2.1: survival of the treated mice in days
MICE = [94, 197, 16, 38, 99, 141, 23]
values_lists = st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=40)


def test_generator_gives_the_published_sequence() -> None:
    """First outputs of SplitMix64 from the seed 1234567, the test vector of its published
    implementations."""
    gamma = 0x9E3779B97F4A7C15
    counters = [(1234567 + n * gamma) % 2**64 for n in range(1, 5)]
    assert [int(split_mix(np.uint64(counter))) for counter in counters] == [
        6457827717110365317,
        3203168211198807973,
        9817491932198370423,
        4593380528125082431,
    ]


def test_standard_error_of_the_mean_of_the_mouse_data() -> None:
    """Efron and Tibshirani (1993), table 2.2: mean 86.86; the bootstrap standard error tends
    to 23.36 with the number of resamples."""
    assert bootstrap_mean(MICE, seed=1).value == pytest.approx(86.86, abs=0.005)
    rows = np.array(MICE, float)[:, None]
    totals = bootstrap_sums(rows, resamples=20_000, seed=1)
    assert (totals[:, 0] / 7).std() == pytest.approx(23.36, rel=0.02)


def test_standard_error_of_the_median_of_the_mouse_data() -> None:
    """The exact distribution of the resampled median (Efron 1982 has it in closed form): the
    positions 1 to 7 of 7 have these probabilities."""
    from scipy.stats import binom

    # the median is at most the j-th value when at least 4 of 7 draws are among the first j
    cumulative = [binom.sf(3, 7, j / 7) for j in range(1, 8)]
    ordered = np.sort(MICE)
    low = ordered[np.searchsorted(cumulative, 0.025)]
    high = ordered[np.searchsorted(cumulative, 0.975)]
    got = bootstrap_median(MICE, resamples=20_000, seed=1)
    assert got == (94, low, high)


def test_resampled_medians_of_an_even_number_of_values() -> None:
    """Of two values it is either of them in a quarter of the resamples, else their mean; of
    many, what drawing the resamples themselves gives."""
    inner, outer = (bootstrap_median([3, 7], seed=1, level=level) for level in (0.4, 0.6))
    assert inner == (5, 5, 5)
    assert outer == (5, 3, 7)
    values = np.linspace(0, 1, 200) ** 2
    drawn = np.random.default_rng(5).choice(values, (5000, 200))
    for level in (0.5, 0.8, 0.95):
        low, high = interval(np.median(drawn, axis=1), level)
        got = bootstrap_median(values, resamples=5000, seed=3, level=level)
        assert got == pytest.approx((np.median(values), low, high), abs=0.01)


def test_a_draw_that_rounds_to_one_takes_the_greatest_value(monkeypatch) -> None:
    """The numbers of a beta distribution are below one, but floating point can round up to it."""

    class Rounded:
        def beta(self, a: float, b: float, size: int) -> np.ndarray:
            return np.ones(size)

    monkeypatch.setattr(np.random, "default_rng", lambda seed: Rounded())
    assert bootstrap_median([3, 7, 8], seed=1) == (7, 8, 8)
    assert bootstrap_median([3, 7], seed=1) == (5, 7, 7)


@pytest.mark.parametrize("n", [2, 3, 40, 41])
def test_every_row_is_drawn_equally_often(n: int) -> None:
    alone = bootstrap_sums(np.eye(n), resamples=5000, seed=2)
    [(_, together)] = resampled_totals(np.eye(n), np.array([0, n]), resamples=5000, seed=2)
    for totals in (alone, together[:, 0].T):
        assert (totals.sum(1) == n).all()
        # 5,000 x n draws: each row's mean count is 1 with a standard error of 0.014
        assert np.abs(totals.mean(0) - 1).max() < 5 * 0.014
        assert totals.var() == pytest.approx(1 - 1 / n, rel=0.05)


def documents(sizes: list[int], rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    offsets = np.cumsum([0, *sizes])
    return rng.integers(1, 30, (3, offsets[-1])).astype(float), offsets


def totals_of(sums: np.ndarray, offsets: np.ndarray, resamples: int, seed: int) -> np.ndarray:
    """Return the totals of all documents, shape (documents, k, resamples), NaN where none is."""
    found = np.full((len(offsets) - 1, len(sums), resamples), np.nan)
    for which, totals in resampled_totals(sums, offsets, resamples=resamples, seed=seed):
        assert np.isnan(found[which]).all()
        found[which] = totals.swapaxes(0, 1)
    return found


def test_same_seed_same_bytes_another_seed_others() -> None:
    sums, offsets = documents([4, 2, 8, 4], np.random.default_rng(0))
    one = totals_of(sums, offsets, 50, 1)
    assert one.tobytes() == totals_of(sums, offsets, 50, 1).tobytes()
    assert one.tobytes() != totals_of(sums, offsets, 50, 2).tobytes()


@given(st.permutations(range(6)))
def test_a_document_does_not_depend_on_the_others_or_their_order(order) -> None:
    sums, offsets = documents([3, 5, 3, 9, 2, 5], np.random.default_rng(1))
    together = totals_of(sums, offsets, 20, 9)
    moved = [sums[:, offsets[i] : offsets[i + 1]] for i in order]
    bounds = np.cumsum([0, *(part.shape[1] for part in moved)])
    again = totals_of(np.concatenate(moved, axis=1), bounds, 20, 9)
    np.testing.assert_array_equal(again, together[order])


def test_documents_of_as_many_sentences_share_their_draws_and_others_do_not() -> None:
    sums = np.concatenate([np.eye(5), np.eye(5), np.eye(5, 6)], axis=1)
    totals = totals_of(sums, np.array([0, 5, 10, 16]), 20, 1)
    assert (totals[0] == totals[1]).all()
    assert (totals[0] != totals[2]).any()


def test_many_documents_and_many_draws_are_the_same_as_few(monkeypatch) -> None:
    sums, offsets = documents([7] * 9 + [6] * 4, np.random.default_rng(2))
    whole = totals_of(sums, offsets, 30, 3)
    monkeypatch.setattr(bootstrap, "_TOGETHER", 2)
    monkeypatch.setattr(bootstrap, "_DRAWN", 50)
    np.testing.assert_array_equal(totals_of(sums, offsets, 30, 3), whole)


def test_fewer_than_two_sentences_are_undefined() -> None:
    totals = totals_of(np.ones((2, 3)), np.array([0, 0, 1, 3]), 4, 1)
    assert np.isnan(totals[:2]).all()
    assert (totals[2] == 2).all()
    assert np.isnan(bootstrap_sums(np.ones((1, 2)), resamples=4, seed=1)).all()


@settings(deadline=None)
@given(
    st.lists(
        st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=60, max_size=60),
        min_size=1, max_size=4,
    ),
    st.integers(1, 60),
    st.sampled_from([0.5, 0.8, 0.95, 0.99]),
)  # fmt: skip
def test_tails_are_the_quantiles(rows, n, level) -> None:
    values = np.array(rows)[:, :n]
    ends = (1 - level) / 2, (1 + level) / 2
    with np.errstate(all="ignore"):
        wanted = np.quantile(values, ends, axis=-1)
    undefined = np.ones(len(values), np.int64)
    np.testing.assert_array_equal(tails(values, *ends, undefined), wanted)
    assert not undefined.any()


def test_interval_takes_quantiles_over_the_last_axis() -> None:
    values = np.stack([np.arange(101.0), np.arange(101.0) * 2])
    low, high = interval(values)
    assert low == pytest.approx([2.5, 5])
    assert high == pytest.approx([97.5, 195])


def test_interval_leaves_undefined_resamples_out_up_to_half() -> None:
    some, most, all_ = np.full((3, 101), np.nan)
    some[:60] = np.linspace(0, 1, 60)
    most[:50] = 1.0
    low, high = interval(np.stack([some, most, all_]))
    assert (low[0], high[0]) == pytest.approx((0.025, 0.975))
    assert np.isnan([low[1], high[1], low[2], high[2]]).all()


def test_interval_with_a_bound_at_infinity_is_undefined() -> None:
    values = np.ones(100)
    values[:10] = np.inf
    assert np.isnan(interval(values)).all()
    assert np.isnan(interval(np.empty((0,)))).all()


@settings(max_examples=25)
@given(values_lists, st.randoms(use_true_random=False))
def test_group_values_do_not_depend_on_the_order_of_documents(values, random) -> None:
    shuffled = random.sample(values, len(values))
    for function in (bootstrap_mean, bootstrap_median):
        one = function(values, resamples=200, seed=4)
        assert one == function(shuffled, resamples=200, seed=4)
        assert min(values) - 1e-6 <= one.low <= one.high <= max(values) + 1e-6


def test_ratio_weighs_documents_by_their_words() -> None:
    got = bootstrap_ratio([1, 30], [100, 1000], seed=1)
    assert got.value == pytest.approx(31 / 1100)
    # the resamples are one document twice or both
    assert (got.low, got.high) == pytest.approx((0.01, 0.03))
    assert got == bootstrap_ratio([30, 1], [1000, 100], seed=1)


def test_equal_rates_have_an_interval_of_no_width() -> None:
    got = bootstrap_ratio([1, 2, 3], [10, 20, 30], seed=1)
    assert got == pytest.approx((0.1, 0.1, 0.1))


def test_undefined_values_of_documents_are_left_out() -> None:
    assert bootstrap_mean([1, np.nan, 3], seed=1) == bootstrap_mean([1, 3], seed=1)
    assert bootstrap_median([1, np.nan, 3], seed=1) == bootstrap_median([1, 3], seed=1)
    with_gap = bootstrap_ratio([1, np.nan, 3], [5, 5, 5], seed=1)
    assert with_gap == bootstrap_ratio([1, 3], [5, 5], seed=1)


def test_one_document_has_a_value_without_bounds_and_none_has_nothing() -> None:
    for got in (
        bootstrap_mean([4.0], seed=1),
        bootstrap_median([4.0], seed=1),
        bootstrap_ratio([8], [2], seed=1),
    ):
        assert got.value == 4
        assert np.isnan([got.low, got.high]).all()
    for got in (
        bootstrap_mean([], seed=1),
        bootstrap_median([], seed=1),
        bootstrap_ratio([], [], seed=1),
        bootstrap_ratio([1, 2], [0, 0], seed=1),
    ):
        assert np.isnan(got).all()


def test_columns_that_share_their_draws_have_the_results_of_each_by_itself():
    rng = np.random.default_rng(3)
    columns = list(rng.normal(size=(14, 40)))
    columns[2][:5] = np.nan
    columns += [[], [4.0]]
    alone = [bootstrap_mean(column, resamples=50, seed=1) for column in columns]
    assert str(bootstrap_means(columns, resamples=50, seed=1)) == str(alone)
    pairs = [(a, b) for a, b in zip(columns[:7], columns[7:14], strict=True)]
    alone = [bootstrap_ratio(*pair, resamples=50, seed=1) for pair in pairs]
    assert bootstrap_ratios(pairs, resamples=50, seed=1) == alone
