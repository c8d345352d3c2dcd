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
