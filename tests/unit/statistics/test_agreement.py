import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hedgerow.statistics.agreement import correlations, icc_2_1, pearson

# Shrout and Fleiss (1979), table 2: four judges rate six subjects
RATINGS = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
# Anscombe (1973), the first data set
X = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5]
Y = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68]


def test_shrout_and_fleiss_1979() -> None:
    """Table 4: ICC(2,1) = .29; by their formula the interval runs from .02 to .76."""
    assert icc_2_1(RATINGS) == pytest.approx((0.29, 0.02, 0.76), abs=0.005)


def test_icc_agrees_absolutely() -> None:
    grades = np.array([[5.0, 5.0], [7.0, 7.0], [12.0, 12.0]])
    assert icc_2_1(grades).value == 1
    # a judge who is always three grades higher correlates fully and does not agree
    shifted = icc_2_1(grades + np.array([0, 3]))
    assert 0 < shifted.value < 1
    assert np.isnan([shifted.low, shifted.high]).all()


def test_icc_undefined() -> None:
    for ratings in ([[1.0, 2.0]], [[1.0], [2.0]], np.ones((3, 2)), np.empty((0, 3))):
        assert np.isnan(icc_2_1(ratings)).all()
    assert icc_2_1([*RATINGS, [np.nan, 1, 2, 3]]) == icc_2_1(RATINGS)


def test_anscombe_1973() -> None:
    """r = .816 (Anscombe 1973); the ranks of the set give rho = .818."""
    got = correlations(np.stack([X, Y], 1))
    assert got.pearson[0, 1] == pytest.approx(0.816, abs=5e-4)
    # no ties: 1 - 6 sum d^2 / (n (n^2 - 1)), Spearman (1904)
    d = np.argsort(np.argsort(X)) - np.argsort(np.argsort(Y))
    assert got.spearman[0, 1] == pytest.approx(1 - 6 * (d @ d) / (11 * 120))
    assert np.diag(got.pearson) == pytest.approx([1, 1])


def test_ties_share_their_mean_rank() -> None:
    from scipy.stats import spearmanr

    table = np.random.default_rng(0).integers(0, 4, (30, 3)).astype(float)
    np.testing.assert_allclose(correlations(table).spearman, spearmanr(table).statistic)


def test_each_pair_uses_the_documents_that_have_both() -> None:
    table = np.column_stack([X, Y, X]).astype(float)
    table[0, 1] = np.nan
    got = correlations(table)
    assert got.n.tolist() == [[11, 10, 11], [10, 10, 10], [11, 10, 11]]
    assert got.pearson[0, 1] == pytest.approx(pearson(X[1:], Y[1:]))
    whole = correlations(np.column_stack([X[1:], Y[1:]]))
    assert got.spearman[0, 1] == pytest.approx(whole.spearman[0, 1])


def test_correlations_undefined() -> None:
    got = correlations([[1.0, 5.0, np.nan], [2.0, 5.0, 1.0]])
    assert got.pearson[0, 0] == 1
    assert np.isnan([got.pearson[0, 1], got.pearson[0, 2], got.spearman[1, 1]]).all()
    assert correlations(np.empty((0, 2))).n.tolist() == [[0, 0], [0, 0]]


def test_icc_is_undefined_where_judges_only_contradict_each_other() -> None:
    assert np.isnan(icc_2_1([[0, 1], [1, 0]]).value)


@given(st.lists(st.tuples(st.integers(-50, 50), st.integers(-50, 50)), min_size=2, max_size=30))
def test_bounded_and_symmetric(pairs) -> None:
    table = np.array(pairs, float)
    got = correlations(table)
    for matrix in (got.pearson, got.spearman):
        np.testing.assert_array_equal(matrix, matrix.T)
        assert (np.isnan(matrix) | (np.abs(matrix) <= 1)).all()
    icc = icc_2_1(table)
    assert not np.isinf(icc.value)
    assert np.isnan(icc.value) or icc.value <= 1 + 1e-12
    assert np.isnan(icc.low) or icc.low <= icc.value <= icc.high
