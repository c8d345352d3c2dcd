import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hedgerow.statistics.keyness import keyness
from hedgerow.statistics.multiple import holm

counts = st.integers(0, 10_000)
sizes = st.integers(1, 10_000_000)


def test_dunning_1993_the_swiss() -> None:
    """Dunning (1993), table 2: "the swiss" with cells 110, 2442, 111, 29114 has 270.72.

    His statistic runs over four cells; it is the two-cell form of the word pair plus that of
    everything else, with the same corpus sizes.
    """
    result = keyness([110, 2442], [111, 29114], 110 + 2442, 111 + 29114)
    assert result.log_likelihood.sum() == pytest.approx(270.72, abs=0.005)


def test_log_ratio_counts_doublings() -> None:
    """Hardie (2014): one point for each doubling of the relative frequency."""
    result = keyness([10, 20, 40, 5], [10, 10, 10, 10], 1000, 1000)
    assert result.log_ratio.tolist() == [0, 1, 2, -1]
    assert result.pct_diff.tolist() == [0, 100, 300, -50]


def test_a_count_of_zero_is_half_a_count_in_the_log_ratio() -> None:
    result = keyness([8, 0], [0, 8], 1000, 1000)
    assert result.log_ratio.tolist() == [4, -4]
    assert result.pct_diff.tolist() == [np.inf, -100]


@pytest.mark.parametrize(
    ("critical", "needed"), [(0.0, 13), (3.84, 13), (6.63, 11), (10.83, 8), (15.13, 1)]
)
def test_expected_count_needed_grows_as_the_evidence_weakens(critical, needed) -> None:
    """Rayson, Berridge and Francis (2004): 13, 11, 8 and 1 at 5 %, 1 %, 0.1 % and 0.01 %."""
    upper = {0.0: 3.84, 3.84: 6.63, 6.63: 10.83, 10.83: 15.13, 15.13: np.inf}[critical]
    # every split of totals up to 60 over two equal corpora
    a, b = (x.ravel() for x in np.mgrid[0:61, 0:61])
    result = keyness(a, b, 1000, 1000)
    band = (result.log_likelihood >= critical) & (result.log_likelihood < upper)
    expected = (a + b) / 2
    assert (result.reliable[band] == (expected[band] >= needed)).all()
    assert result.reliable[band].any()
    # the count of 1 cannot fail here: evidence that strong needs more than two occurrences
    assert needed == 1 or not result.reliable[band].all()


def test_p_values_reach_the_named_levels() -> None:
    result = keyness([0], [0], 10, 10)
    assert result.p.tolist() == [1]
    # tables of chi-squared with one degree of freedom
    found = keyness(np.arange(10, 40), 10, 1000, 1000)
    for level, critical in ((0.05, 3.84), (0.01, 6.63), (0.001, 10.83)):
        assert ((found.p < level) == (found.log_likelihood > critical)).all()


def test_an_item_that_occurs_nowhere() -> None:
    result = keyness([0, 5], [0, 5], 100, 100)
    assert result.log_likelihood.tolist() == [0, 0]
    assert result.log_ratio[0] == 0
    assert np.isnan(result.pct_diff[0])
    assert not result.reliable[0]


def test_a_corpus_without_words_is_undefined() -> None:
    result = keyness([3], [0], 100, 0)
    for name in ("expected_a", "log_likelihood", "log_ratio", "pct_diff", "bic", "p", "p_holm"):
        assert np.isnan(getattr(result, name)).all(), name
    assert not result.reliable.any()


def test_no_items() -> None:
    assert keyness([], [], 10, 10).p_holm.shape == (0,)


def test_negative_counts_are_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        keyness([-1], [0], 10, 10)


@given(counts, counts, sizes, sizes)
def test_symmetric_and_never_negative(a, b, c, d) -> None:
    one, other = keyness([a], [b], c, d), keyness([b], [a], d, c)
    assert one.log_likelihood[0] >= 0
    assert one.log_likelihood[0] == pytest.approx(other.log_likelihood[0], rel=1e-9, abs=1e-9)
    assert one.log_ratio[0] == pytest.approx(-other.log_ratio[0], abs=1e-9)
    assert 0 <= one.p[0] <= 1
    assert one.expected_a[0] + one.expected_b[0] == pytest.approx(a + b)


def test_holm_worked_by_hand() -> None:
    # sorted 0.005, 0.01, 0.03, 0.04 times 4, 3, 2, 1, then never falling
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])


def test_holm_keeps_tests_that_were_not_made_out() -> None:
    adjusted = holm([0.02, np.nan, 0.03])
    assert adjusted[[0, 2]] == pytest.approx([0.04, 0.04])
    assert np.isnan(adjusted[1])
    assert holm([]).shape == (0,)
    assert np.isnan(holm([np.nan])).all()


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_holm_raises_and_keeps_the_order(p) -> None:
    p = np.array(p)
    adjusted = holm(p)
    assert (adjusted >= p).all()
    assert (adjusted <= np.minimum(p * p.size, 1)).all()
    assert (np.diff(adjusted[np.argsort(p, kind="stable")]) >= 0).all()


def test_holm_takes_the_whole_array_as_one_family() -> None:
    assert holm([[0.01, 0.02], [0.03, 0.04]]) == pytest.approx(
        np.array([[0.04, 0.06], [0.06, 0.06]])
    )


def test_effect_size_of_the_likelihood() -> None:
    """ELL = LL / (N ln(least expected count)) (Johnston et al. 2006), undefined at a count of 1."""
    found = keyness([60, 1], [20, 0], [1000, 1000], [1000, 1000])
    expected = found.log_likelihood[0] / (2000 * np.log(40))
    assert found.ell[0] == pytest.approx(expected)
    assert np.isnan(found.ell[1])
