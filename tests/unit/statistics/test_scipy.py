"""The statistics against scipy, where scipy has the same thing."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import stats

from hedgerow.statistics.dispersion import juilland_d
from hedgerow.statistics.effects import cliffs_delta
from hedgerow.statistics.groups import compare_groups, compare_paired
from hedgerow.statistics.keyness import keyness
from hedgerow.statistics.proportions import wilson

few = settings(max_examples=15, deadline=None)

VALUES = st.lists(st.integers(0, 60).map(lambda x: x / 4), min_size=10, max_size=40)
COUNTS = st.integers(1, 2000)


@few
@given(COUNTS, COUNTS, st.integers(3000, 90_000), st.integers(3000, 90_000))
def test_log_likelihood_is_the_power_divergence_of_two_cells(a, b, c, d) -> None:
    k = keyness([a], [b], c, d)
    expected = [float(k.expected_a[0]), float(k.expected_b[0])]
    # the two cells add up to the same, so scipy takes them as a goodness of fit
    fit = stats.power_divergence([a, b], expected, lambda_="log-likelihood")
    assert k.log_likelihood[0] == pytest.approx(fit.statistic, abs=1e-6)
    assert k.p[0] == pytest.approx(fit.pvalue, abs=1e-9)


@few
@given(st.integers(0, 200), st.integers(1, 200))
def test_wilson(k, n) -> None:
    k = min(k, n)
    interval = stats.binomtest(k, n).proportion_ci(method="wilson")
    assert [float(x) for x in wilson(k, n)] == pytest.approx([interval.low, interval.high])


@few
@given(VALUES, VALUES)
def test_welch_and_its_interval(x, y) -> None:
    assume(np.ptp(x) > 0 or np.ptp(y) > 0)
    (found,) = compare_groups({"a": x, "b": y})
    tested = stats.ttest_ind(x, y, equal_var=False)
    interval = tested.confidence_interval(0.95)
    assert found.statistic == pytest.approx(tested.statistic)
    assert found.p == pytest.approx(tested.pvalue)
    assert [found.difference.low, found.difference.high] == pytest.approx(
        [interval.low, interval.high]
    )


@few
@given(VALUES, VALUES)
def test_cliffs_delta_is_the_rank_sum_statistic_scaled(x, y) -> None:
    u = stats.mannwhitneyu(x, y).statistic
    delta = cliffs_delta(np.array(x), np.array(y))
    assert delta.value == pytest.approx(2 * u / (len(x) * len(y)) - 1)


@few
@given(VALUES, VALUES, VALUES)
def test_kruskal_wallis(x, y, z) -> None:
    assume(np.ptp([*x, *y, *z]) > 0)
    together, *pairs = compare_groups({"a": x, "b": y, "c": z})
    tested = stats.kruskal(x, y, z)
    assert (together.statistic, together.p) == pytest.approx((tested.statistic, tested.pvalue))
    assert together.epsilon_squared == pytest.approx(
        tested.statistic / (len(x) + len(y) + len(z) - 1)
    )
    assert all(np.isnan(pair.p) for pair in pairs)


@few
@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=10, max_size=40))
def test_wilcoxon(pairs) -> None:
    x, y = np.array(pairs, float).T
    assume((x != y).any())
    found = compare_paired({"a": x, "b": y}, seed=1)
    tested = stats.wilcoxon(x, y)
    assert (found.statistic, found.p) == pytest.approx((tested.statistic, tested.pvalue))


@few
@given(st.lists(st.integers(1, 30), min_size=2, max_size=12))
def test_juilland_d_is_made_of_the_coefficient_of_variation(frequencies) -> None:
    n = len(frequencies)
    wanted = 1 - stats.variation(frequencies) / np.sqrt(n - 1)
    assert juilland_d(frequencies, [500] * n) == pytest.approx(max(wanted, 0.0))
