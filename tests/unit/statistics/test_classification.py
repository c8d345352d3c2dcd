import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hedgerow.statistics.bootstrap import interval
from hedgerow.statistics.classification import binary_scores, class_scores, correlation

labels = st.lists(st.tuples(st.booleans(), st.booleans()), min_size=2, max_size=60)
# Efron and Tibshirani (1993), table 3.1: fifteen law schools
LSAT = [576, 635, 558, 578, 666, 580, 555, 661, 651, 605, 653, 575, 545, 572, 594]
GPA = [3.39, 3.30, 2.81, 3.03, 3.44, 3.07, 3.00, 3.43, 3.36, 3.13, 3.12, 2.74, 2.76, 2.88, 2.96]


def items(tp: int, fp: int, fn: int, tn: int) -> tuple[np.ndarray, np.ndarray]:
    gold = np.repeat([1, 0, 1, 0], [tp, fp, fn, tn])
    predicted = np.repeat([1, 1, 0, 0], [tp, fp, fn, tn])
    return gold, predicted


def test_scores_by_hand() -> None:
    got = binary_scores(*items(tp=6, fp=2, fn=4, tn=8), seed=1)
    assert (got.true_positive, got.false_positive) == (6, 2)
    assert (got.false_negative, got.true_negative, got.n) == (4, 8, 20)
    assert got.precision.value == 0.75
    assert got.recall.value == 0.6
    assert got.f1.value == pytest.approx(2 * 0.75 * 0.6 / (0.75 + 0.6))
    for score in (got.precision, got.recall, got.f1):
        assert 0 <= score.low < score.value < score.high <= 1


def test_interval_equals_resampling_the_items() -> None:
    """Drawing counts and drawing items are the same distribution."""
    gold, predicted = items(tp=30, fp=10, fn=20, tn=40)
    drawn = np.random.default_rng(0).integers(0, 100, (20_000, 100))
    hit = (gold & predicted)[drawn].sum(1)
    f1 = 2 * hit / (gold[drawn].sum(1) + predicted[drawn].sum(1))
    got = binary_scores(gold, predicted, seed=1, resamples=20_000).f1
    assert (got.low, got.high) == pytest.approx(tuple(map(float, interval(f1))), abs=0.01)


def test_undefined_scores() -> None:
    nothing_predicted = binary_scores(*items(0, 0, 3, 3), seed=1)
    assert np.isnan(nothing_predicted.precision).all()
    assert nothing_predicted.recall.value == nothing_predicted.f1.value == 0
    nothing_there = binary_scores(*items(0, 0, 0, 5), seed=1)
    assert np.isnan([*nothing_there.precision, *nothing_there.recall, *nothing_there.f1]).all()
    empty = binary_scores([], [], seed=1)
    assert empty.n == 0
    assert np.isnan(empty.f1).all()
    one = binary_scores([1], [1], seed=1)
    assert one.f1.value == 1
    assert np.isnan([one.f1.low, one.f1.high]).all()


def test_macro_f1_by_hand() -> None:
    gold, predicted = [0, 0, 0, 1, 1, 2], [0, 0, 1, 1, 2, 2]
    got = class_scores(gold, predicted, 4, seed=1)
    assert got.confusion[:3, :3].tolist() == [[2, 1, 0], [0, 1, 1], [0, 0, 1]]
    f1 = [2 * 2 / (3 + 2), 2 * 1 / (2 + 2), 2 * 1 / (1 + 2)]
    assert [score.value for score in got.f1[:3]] == pytest.approx(f1)
    # the fourth class is neither gold nor predicted: no part of the mean
    assert np.isnan(got.f1[3].value)
    assert got.macro_f1.value == pytest.approx(np.mean(f1))
    assert got.accuracy.value == pytest.approx(4 / 6)
    assert got.macro_f1.low <= got.macro_f1.value <= got.macro_f1.high
    assert np.isnan(class_scores([], [], 3, seed=1).macro_f1).all()


@settings(max_examples=25)
@given(labels, st.randoms(use_true_random=False))
def test_same_seed_same_scores_in_any_order_of_items(pairs, random) -> None:
    gold, predicted = zip(*pairs, strict=True)
    shuffled = random.sample(pairs, len(pairs))
    again = binary_scores(*zip(*shuffled, strict=True), seed=7, resamples=100)
    one = binary_scores(gold, predicted, seed=7, resamples=100)
    assert repr(one) == repr(again)
    two = class_scores(np.array(gold, int), np.array(predicted, int), 2, seed=7, resamples=100)
    assert repr(two.f1[1]) == repr(one.f1)


def test_labels_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="equal length"):
        binary_scores([1], [1, 0], seed=1)
    with pytest.raises(ValueError, match="class outside"):
        class_scores([3], [0], 3, seed=1)


def test_law_schools() -> None:
    """Efron and Tibshirani (1993), chapter 6: r = .776; 3,200 resamples gave a standard error
    of .131 and, as their figure shows, a distribution skewed towards low values."""
    got = correlation(LSAT, GPA, seed=1, resamples=3200, level=0.6826895)
    assert got.value == pytest.approx(0.776, abs=5e-4)
    assert (got.high - got.low) / 2 == pytest.approx(0.131, rel=0.1)
    wide = correlation(LSAT, GPA, seed=1, resamples=3200)
    assert wide.value - wide.low > 1.3 * (wide.high - wide.value)


def test_resampled_r_is_what_resampling_pairs_gives() -> None:
    x, y = np.array(LSAT, float), np.array(GPA)
    drawn = np.random.default_rng(2).integers(0, 15, (20_000, 15))
    r = [np.corrcoef(x[i], y[i])[0, 1] for i in drawn[:5000]]
    got = correlation(x + 1e6, y, seed=3, resamples=20_000)
    assert (got.low, got.high) == pytest.approx(tuple(map(float, interval(r))), abs=0.02)


def test_correlation_undefined() -> None:
    assert np.isnan(correlation([1.0], [2.0], seed=1)).all()
    assert np.isnan(correlation([1.0, 1.0], [2.0, 3.0], seed=1)).all()
    gapped = correlation([*LSAT, np.nan], [*GPA, 3.0], seed=1)
    assert gapped == correlation(LSAT, GPA, seed=1)
    with pytest.raises(ValueError, match="length"):
        correlation([1.0], [1.0, 2.0], seed=1)
