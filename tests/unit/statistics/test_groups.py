import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hedgerow.statistics.effects import (
    _weights,
    cliffs_delta,
    hedges_g,
    rank_biserial,
    variance,
)
from hedgerow.statistics.groups import compare_groups, compare_paired

# Student (1908): extra hours of sleep of ten patients under two drugs
SLEEP_1 = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
SLEEP_2 = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]
# Darwin (1876), in Fisher (1935): crossed minus self-fertilised maize, eighths of an inch
MAIZE = [49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48]
# Beall (1942): insects counted on plots under six sprays
SPRAYS = {
    "A": [10, 7, 20, 14, 14, 12, 10, 23, 17, 20, 14, 13],
    "B": [11, 17, 21, 11, 16, 14, 17, 17, 19, 21, 7, 13],
    "C": [0, 1, 7, 2, 3, 1, 2, 1, 3, 0, 1, 4],
    "D": [3, 5, 12, 6, 4, 3, 5, 5, 5, 5, 2, 4],
    "E": [3, 5, 3, 5, 3, 6, 1, 1, 3, 2, 6, 4],
    "F": [11, 9, 15, 22, 15, 16, 13, 10, 26, 26, 24, 13],
}
samples = st.lists(st.integers(-20, 20).map(float), min_size=2, max_size=25)


def with_moments(n: int, mean: float, sd: float) -> np.ndarray:
    x = np.arange(n, dtype=float)
    return (x - x.mean()) / x.std(ddof=1) * sd + mean


def test_welch_on_student_1908() -> None:
    """Student (1908) by Welch's test: t = -1.8608, p = .07939, interval -3.3655 to 0.2055."""
    (got,) = compare_groups({"one": SLEEP_1, "two": SLEEP_2})
    assert got.test == "Welch t"
    assert got.statistic == pytest.approx(-1.8608, abs=5e-5)
    assert got.p == pytest.approx(0.07939, abs=5e-6)
    assert got.difference == pytest.approx((-1.58, -3.3654832, 0.2054832), abs=1e-6)
    assert got.n == (10, 10)
    assert got.means == pytest.approx((0.75, 2.33))
    assert got.medians == pytest.approx((0.35, 1.75))
    assert got.reason == ""


def test_hedges_g_worked_example() -> None:
    """Borenstein et al. (2009), chapter 4: means 103, 100; sd 5.5, 4.5; 50 each: g = 0.5924
    with variance 0.0411."""
    got = hedges_g(with_moments(50, 103, 5.5), with_moments(50, 100, 4.5))
    assert got.value == pytest.approx(0.5924, abs=1e-4)
    assert ((got.high - got.low) / 2 / 1.96) ** 2 == pytest.approx(0.0411, abs=1e-4)


def test_cliffs_delta_worked_example() -> None:
    """The data of Hess and Kromrey (2004): delta -0.25; R's effsize gives the interval
    -0.7265846 to 0.3890062 for it (unbiased variance, t quantiles)."""
    x = np.array([10, 10, 20, 20, 20, 30, 30, 30, 40, 50.0])
    y = np.array([10, 20, 30, 40, 40, 50.0])
    assert cliffs_delta(x, y) == pytest.approx((-0.25, -0.7265846, 0.3890062), abs=1e-6)


def test_cliffs_delta_without_overlap() -> None:
    """(n - t^2) / (n + t^2) with n = 12 and t = 2.0739 for 22 degrees of freedom."""
    x, y = np.arange(20.0, 32), np.arange(12.0)
    inner = (12 - 2.073873**2) / (12 + 2.073873**2)
    assert cliffs_delta(x, y) == pytest.approx((1, inner, 1), abs=1e-6)
    assert cliffs_delta(y, x) == pytest.approx((-1, -1, -inner), abs=1e-6)


@given(samples, samples)
def test_cliffs_delta_is_what_counting_pairs_gives(x, y) -> None:
    x, y = np.array(x), np.array(y)
    got = cliffs_delta(x, y)
    assert got.value == pytest.approx(np.sign(x[:, None] - y).mean())
    assert -1 <= got.low <= got.value + 1e-9
    assert got.value - 1e-9 <= got.high <= 1
    # the value of one group's dominance is the other's, mirrored
    assert cliffs_delta(y, x) == pytest.approx((-got.value, -got.high, -got.low), abs=1e-9)


def test_kruskal_wallis_on_beall_1942() -> None:
    """Beall (1942): H = 54.691 with 5 degrees of freedom, p = 1.511e-10."""
    overall, *pairs = compare_groups(SPRAYS)
    assert overall.test == "Kruskal-Wallis"
    assert overall.groups == tuple("ABCDEF")
    assert overall.statistic == pytest.approx(54.691, abs=5e-4)
    assert overall.p == pytest.approx(1.511e-10, rel=1e-3)
    assert overall.epsilon_squared == pytest.approx(54.691 / 71, abs=1e-5)
    assert np.isnan(overall.difference).all()
    assert len(pairs) == 15
    assert all(np.isnan(pair.p) and "Kruskal-Wallis" in pair.reason for pair in pairs)
    assert all(np.isfinite(pair.hedges_g).all() for pair in pairs)


def test_named_groups_alone_are_compared_in_pairs_and_all_together() -> None:
    overall, *pairs = compare_groups(SPRAYS, ["B", "F", "D"])
    assert overall == compare_groups(SPRAYS)[0]
    assert [pair.groups for pair in pairs] == [("B", "F"), ("B", "D"), ("F", "D")]


def test_a_reason_names_no_more_than_twelve_groups() -> None:
    groups = {f"g{i}": SLEEP_1[:5] for i in range(14)}
    assert compare_groups(groups, [])[0].reason.endswith(
        ", g11 has 5 documents, 2 more groups have too few: no test below 10"
    )


def test_wilcoxon_on_darwins_maize() -> None:
    """Darwin (1876): the negative ranks are 14 and 10, so W- = 24 and W+ = 96; exactly 676 of
    the 2^14 sign patterns are as extreme on one side (p = .04126); Fisher (1935): t = 2.148."""
    crossed = np.array(MAIZE, float)
    got = compare_paired({"crossed": crossed, "selfed": np.zeros(15)}, seed=1)
    assert got.test == "Wilcoxon signed-rank"
    assert got.statistic == 24
    assert got.p == pytest.approx(exact_signed_rank_p(15, 24))
    assert got.p == pytest.approx(0.04126, abs=5e-6)
    assert got.rank_biserial.value == pytest.approx((96 - 24) / 120)
    half = got.difference.high - got.difference.value
    assert got.difference.value / (half / 2.144787) == pytest.approx(2.148, abs=5e-4)
    assert got.n == (15, 15)


def exact_signed_rank_p(n: int, w: int) -> float:
    """Two-sided: count the subsets of the ranks 1..n with sum at most w."""
    ways = np.zeros(n * (n + 1) // 2 + 1, dtype=object)
    ways[0] = 1
    for rank in range(1, n + 1):
        ways[rank:] = ways[rank:] + ways[:-rank].copy()
    return 2 * int(ways[: w + 1].sum()) / 2**n


def test_paired_interval_holds_the_effect_and_is_reproducible() -> None:
    differences = np.array(MAIZE, float)
    one = rank_biserial(differences, seed=3)
    assert one == rank_biserial(differences[::-1].copy(), seed=3)
    assert -1 <= one.low < one.value < one.high <= 1
    assert one != rank_biserial(differences, seed=4)


@settings(max_examples=25)
@given(samples)
def test_rank_biserial_is_what_ranking_gives(differences) -> None:
    from scipy.stats import rankdata

    d = np.array(differences)
    kept = d[d != 0]
    got = rank_biserial(d, seed=1, resamples=20).value
    if not kept.size:
        assert np.isnan(got)
    else:
        ranks = rankdata(np.abs(kept))
        assert got == pytest.approx((ranks * np.sign(kept)).sum() / ranks.sum())


def test_variance_of_shares_that_hardly_differ() -> None:
    assert variance(np.array([0.25, 0.5, 0.75])) == pytest.approx(0.0625)
    assert variance(np.array([0.1, 0.1, 0.1])) == 0


def test_every_item_is_drawn_as_often_as_the_others() -> None:
    counts = _weights(np.random.default_rng(1), 4000, 5)
    assert set(counts.sum(axis=1)) == {5}
    assert counts.mean(axis=0) == pytest.approx(np.ones(5), abs=0.1)


def test_below_ten_documents_there_are_effect_sizes_and_no_test() -> None:
    (got,) = compare_groups({"small": SLEEP_1[:9], "large": SLEEP_2})
    assert np.isfinite(got.hedges_g).all()
    assert np.isfinite(got.cliffs_delta).all()
    assert np.isfinite(got.difference).all()
    assert np.isnan([got.p, got.statistic]).all()
    assert got.test == ""
    assert got.reason == "small has 9 documents: no test below 10"
    overall = compare_groups({"a": SLEEP_1[:5], "b": SLEEP_2, "c": SLEEP_2})[0]
    assert np.isnan(overall.p)
    assert "a has 5 documents" in overall.reason
    paired = compare_paired({"a": SLEEP_1[:9], "b": SLEEP_2[:9]}, seed=1)
    assert np.isnan(paired.p)
    assert np.isfinite(paired.rank_biserial).all()
    assert paired.reason == "9 pairs: no test below 10"


@pytest.mark.parametrize("lone", [[], [2.0], [2.0, np.nan]])
def test_a_group_of_one_or_none_compares_with_nothing(lone) -> None:
    for groups in ({"lone": lone, "b": SLEEP_2}, {"lone": lone, "b": SLEEP_2, "c": SLEEP_1}):
        for got in compare_groups(groups):
            if "lone" not in got.groups:
                continue
            assert np.isnan([*got.difference, *got.hedges_g, *got.cliffs_delta, got.p]).all()
            assert np.isnan(got.epsilon_squared)
            assert "lone has" in got.reason
    paired = compare_paired({"a": lone, "b": lone}, seed=1)
    assert np.isnan([*paired.difference, *paired.rank_biserial, paired.p]).all()
    assert "nothing to compare" in paired.reason


def test_fewer_than_two_groups_make_no_comparison() -> None:
    assert compare_groups({}) == []
    assert compare_groups({"only": SLEEP_1}) == []


def test_measures_that_do_not_vary() -> None:
    (got,) = compare_groups({"a": [1.0] * 12, "b": [2.0] * 12})
    assert np.isnan([got.p, *got.hedges_g]).all()
    assert got.difference.value == got.cliffs_delta.value == -1
    assert "does not vary" in got.reason
    overall = compare_groups({name: [1.0] * 12 for name in "abc"})[0]
    assert np.isnan(overall.p)
    assert overall.reason == "all values are equal"
    paired = compare_paired({"a": SLEEP_1, "b": SLEEP_1}, seed=1)
    assert np.isnan([paired.p, *paired.rank_biserial]).all()
    assert paired.reason == "no pair differs"


def test_one_group_that_does_not_vary_is_still_tested() -> None:
    (got,) = compare_groups({"a": [1.0] * 12, "b": np.arange(12.0)})
    assert 0 < got.p < 1


def test_pairs_with_a_gap_are_left_out() -> None:
    gapped = [*SLEEP_1[:-1], np.nan]
    assert compare_paired({"a": gapped, "b": SLEEP_2}, seed=1).n == (9, 9)


def test_sides_that_do_not_pair_are_refused() -> None:
    with pytest.raises(ValueError, match="equal length"):
        compare_paired({"a": [1.0], "b": [1.0, 2.0]}, seed=1)
