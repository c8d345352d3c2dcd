"""Prediction-powered shares: known answers, and coverage in simulated corpora."""

from __future__ import annotations

import numpy as np
import pytest

from hedgerow.statistics.prediction_powered import (
    CodedSample,
    merged_strata,
    powered_mean,
    powered_ratio,
    powered_share,
    weighted_ratio,
)
from interval_coverage import CODED, QUALITIES, coverage, simulated


def _whole(n: int, rows: np.ndarray) -> CodedSample:
    """A sample without strata of a corpus of one-sentence documents."""
    zeros = np.zeros(n, np.int64)
    return CodedSample(np.arange(n), zeros, rows, np.full(len(rows), n / len(rows)))


def test_the_original_estimate_by_hand() -> None:
    """m(f) + m(y) - m(f of the coded): 0.5 + 0.5 - 0.75, with labels that all vary together."""
    f = np.array([1, 1, 1, 0, 1, 0, 0, 0], float)
    y = np.array([1, 1, 0, 0], float)
    mean = powered_mean(f, y, _whole(8, np.arange(4)))
    by_hand = mean.tuning * 0.5 + (y.mean() - mean.tuning * 0.75)
    assert mean.value == pytest.approx(by_hand)
    assert mean.parts.sum() == pytest.approx(0)
    slope = np.cov(y, f[:4])[0, 1] / np.var(f[:4], ddof=1)
    assert mean.tuning == pytest.approx(min(slope, 1))


def test_constant_labels_leave_the_mean_of_the_sample() -> None:
    y = np.array([1, 0, 1, 1], float)
    mean = powered_mean(np.zeros(100), y, _whole(100, np.arange(4)))
    assert mean.value == pytest.approx(0.75)


def test_without_tuning_and_strata_the_variance_is_that_of_the_paper() -> None:
    """Documents of one sentence: var(f) / N + var(y - f) / n, up to the finite corpus."""
    rng = np.random.default_rng(1)
    f = (rng.random(20_000) < 0.4).astype(float)
    y = np.where(rng.random(20_000) < 0.9, f, 1 - f)
    rows = rng.choice(20_000, 400, replace=False)
    mean = powered_mean(f, y[rows], _whole(20_000, rows))
    rest = y[rows] - mean.tuning * f[rows]
    expected = mean.tuning**2 * f.var() / 20_000 + rest.var(ddof=1) / 400
    assert (mean.parts**2).sum() == pytest.approx(expected, rel=0.05)


def test_strata_are_weighted_by_their_shares_of_the_corpus() -> None:
    stratum = np.repeat([0, 1], [900, 100])
    rows = np.r_[0:10, 900:910]
    y = np.r_[np.zeros(10), np.ones(10)]
    sample = CodedSample(np.arange(1000), stratum, rows, np.repeat([90.0, 10.0], 10))
    assert powered_share(np.zeros(1000), y, sample).value == pytest.approx(0.1)


def test_too_small_samples_are_undefined() -> None:
    assert np.isnan(powered_share(np.zeros(99), np.zeros(19), _whole(99, np.arange(19))).value)
    few = _whole(99, np.arange(30))
    ratio = powered_ratio((np.zeros(99), np.zeros(99)), (np.zeros(30), np.zeros(30)), few)
    assert np.isnan(ratio.value)


def test_one_document_has_no_interval() -> None:
    sample = CodedSample(np.zeros(99, int), np.zeros(99, int), np.arange(50), np.full(50, 1.98))
    assert np.isnan(powered_share(np.zeros(99), np.zeros(50), sample).low)


def test_merged_strata_have_enough_rows_each() -> None:
    stratum, rows = np.repeat(np.arange(5), 20), np.array([0, 1, 25, 45, 46, 47, 99])
    merged = merged_strata(stratum, rows, least=3)
    assert (np.bincount(merged[rows]) >= 3).all()
    assert (np.diff(merged) >= 0).all()


def test_ratios_lie_between_0_and_1_and_match_a_full_count() -> None:
    rng = np.random.default_rng(2)
    under = rng.random(5000) < 0.5
    over = under & (rng.random(5000) < 0.7)
    rows = rng.choice(5000, 2000, replace=False)
    sample = _whole(5000, rows)
    ratio = powered_ratio((over, under), (over[rows], under[rows]), sample)
    assert ratio.low < 0.7 < ratio.high
    assert ratio.value == pytest.approx(over.sum() / under.sum(), abs=0.01)


def test_weights_enter_precision() -> None:
    sample = CodedSample(np.arange(4), np.zeros(4, int), np.arange(4), np.array([3.0, 1, 1, 1]))
    assert weighted_ratio([1, 0, 0, 0], [1, 1, 0, 0], sample).value == pytest.approx(0.75)


def test_the_sample_of_a_group_keeps_its_rows() -> None:
    sample = CodedSample(np.array([5, 5, 7, 7]), np.zeros(4, int), np.array([1, 2]), np.ones(2))
    inside, kept = sample.restricted(np.array([False, False, True, True]))
    assert inside.rows.tolist() == [0]
    assert kept.tolist() == [False, True]
    assert inside.document.tolist() == [0, 0]


@pytest.mark.parametrize("coded", CODED)
@pytest.mark.parametrize("quality", QUALITIES)
def test_coverage_is_nominal_for_labels_from_useless_to_perfect(quality: float, coded: int) -> None:
    held, _ = coverage(0.3, quality, coded, 800)
    assert 0.93 <= held <= 0.97


def test_good_labels_give_narrower_intervals_than_the_sample_alone() -> None:
    rng = np.random.default_rng(1)
    widths = []
    for _ in range(50):
        f, y, sample = simulated(rng, 0.3, 0.95, 300)
        both, alone = powered_share(f, y, sample), powered_share(np.zeros(len(f)), y, _flat(sample))
        widths.append([both.high - both.low, alone.high - alone.low])
    powered, alone = np.mean(widths, 0)
    assert powered < 0.8 * alone


def _flat(sample: CodedSample) -> CodedSample:
    return CodedSample(sample.document, 0 * sample.stratum, sample.rows, sample.weights)
