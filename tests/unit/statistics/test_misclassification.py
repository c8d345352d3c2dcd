"""Shares corrected for the errors of labels on annotated sites."""

from __future__ import annotations

import numpy as np
import pytest

from hedgerow.statistics.misclassification import SiteCounts, corrected, share_draws, site_rates


def _sites(sensitivity: float, false: float, sites: int = 8, share: float = 0.4) -> SiteCounts:
    positive = int(500 * share)
    right, wrong = round(positive * sensitivity), round((500 - positive) * false)
    counts = (right, positive - right, wrong, 500 - positive - wrong)
    return SiteCounts(*(np.full(sites, count) for count in counts))


def test_the_estimate_of_rogan_and_gladen_where_sites_agree() -> None:
    """Of a share of 0.5, labels of sensitivity 0.8 and false positives 0.1 show 0.45."""
    draws = share_draws(0.45, 1e5, _sites(0.8, 0.1, sites=40, share=0.5), draws=4000, seed=1)
    assert np.median(draws) == pytest.approx(0.5, abs=0.03)


def test_labels_without_errors_change_little() -> None:
    estimate = corrected(0.4, share_draws(0.4, 1e5, _sites(1.0, 0.0), seed=1))
    assert estimate.value == pytest.approx(0.4, abs=0.02)
    assert estimate.low <= 0.4 <= estimate.high


def test_the_spread_between_sites_enters_the_interval() -> None:
    alike = _sites(0.7, 0.1)
    wide = SiteCounts(np.array([190, 90] * 4), np.array([10, 110] * 4), alike.wrong, alike.neither)
    near, far = (share_draws(0.3, 1e5, counts, seed=1).std() for counts in (alike, wide))
    assert far > 1.5 * near


def test_the_error_of_the_corpus_itself_enters_the_interval() -> None:
    small, large = (share_draws(0.3, n, _sites(0.8, 0.1), seed=1).std() for n in (20, 1e5))
    assert small > large


def test_a_difference_within_the_spread_is_no_correction() -> None:
    assert corrected(0.3, np.array([0.1, 0.3, 0.6])).value == 0.3


def test_a_clear_difference_is_corrected() -> None:
    estimate = corrected(0.1, np.random.default_rng(1).normal(0.5, 0.01, 1000))
    assert estimate.value == pytest.approx(0.5, abs=0.01)
    assert estimate.low > 0.45


def test_rates_of_sites_that_differ_spread_more() -> None:
    same = site_rates([50] * 6, [100] * 6, 4000, 1)
    apart = site_rates([20, 80] * 3, [100] * 6, 4000, 1)
    assert apart.std() > 2 * same.std()
    assert ((apart >= 0) & (apart <= 1)).all()


def test_the_same_seed_gives_the_same_draws() -> None:
    counts = _sites(0.8, 0.1)
    assert (share_draws(0.3, 99, counts, seed=3) == share_draws(0.3, 99, counts, seed=3)).all()


def _posterior(k: list[int], n: list[int]) -> tuple[float, float]:
    """Mean and spread of the rate of a further site, from the model on a finer grid."""
    from scipy.stats import betabinom

    mean, spread = np.meshgrid((np.arange(400) + 0.5) / 400, 0.4 * (np.arange(160) + 0.5) / 160)
    a, b = mean * (1 / spread - 1), (1 - mean) * (1 / spread - 1)
    weight = (1 - spread) ** 8
    for found, of in zip(k, n, strict=True):
        weight = weight * betabinom.pmf(found, of, a, b)
    weight /= weight.sum()
    centre = (weight * mean).sum()
    square = (weight * mean * (mean + (1 - mean) * spread)).sum()
    return float(centre), float(np.sqrt(square - centre**2))


@pytest.mark.parametrize(
    ("k", "n"), [([1], [4]), ([0, 0], [3, 9]), ([9, 30], [10, 60]), ([50, 400], [500, 500])]
)
def test_the_rate_of_a_further_site_is_that_of_the_model(k, n) -> None:
    rates = site_rates(k, n, 40_000, 3)
    centre, spread = _posterior(k, n)
    assert rates.mean() == pytest.approx(centre, abs=5 * spread / 200)
    assert rates.std() == pytest.approx(spread, rel=0.03)


def test_the_sentences_without_a_label_have_the_rest_of_the_share() -> None:
    """With as many errors of one kind as of the other, the label and its absence are alike."""
    counts = _sites(0.8, 0.2, sites=20, share=0.5)
    with_label, without = (
        share_draws(share, 2_000, counts, draws=6_000, seed=5).mean() for share in (0.4, 0.6)
    )
    assert with_label + without == pytest.approx(1, abs=0.002)


@pytest.mark.parametrize(
    ("share", "draws", "value"),
    [
        (0.0, [0.4, 0.5, 0.6], 0.5 * (1 - 0.02 / 3 / 0.25)),  # variance over squared distance
        (0.9, [0.4, 0.5, 0.6], 0.9 - 0.4 * (1 - 0.02 / 3 / 0.16)),
        (0.5, [0.4, 0.5, 0.6], 0.5),
        (0.3, [0.3, 0.3], 0.3),
    ],
)
def test_the_step_of_the_correction(share: float, draws: list[float], value: float) -> None:
    found = corrected(share, np.array(draws), level=0.5)
    assert found.value == pytest.approx(value)
    low, high = np.quantile(draws, [0.25, 0.75])
    assert found.low == pytest.approx(min(low, value))
    assert found.high == pytest.approx(max(high, value))
