"""Agreement of coders, against resamples made one at a time."""

from __future__ import annotations

import krippendorff
import numpy as np
import pytest

from hedgerow.statistics.bootstrap import bootstrap_sums
from hedgerow.statistics.coder_agreement import nominal_alpha, percent_agreement

# Krippendorff (2011), "Computing Krippendorff's alpha-reliability", the data of four observers
OBSERVERS = [
    [0, 1, 2, 2, 1, 0, 3, 0, 1, -1, -1, -1],
    [0, 1, 2, 2, 1, 1, 3, 0, 1, 4, -1, 2],
    [-1, 2, 2, 2, 1, 2, 3, 1, 1, 4, 0, -1],
    [0, 1, 2, 2, 1, 3, 3, 0, 1, 4, 0, -1],
]


def test_krippendorff_2011() -> None:
    """The paper gives .743 for its data as nominal."""
    found = nominal_alpha(OBSERVERS, 5, resamples=200, seed=1)
    assert found.value == pytest.approx(0.743, abs=5e-4)
    assert found.low < 0.743 < found.high <= 1


@pytest.mark.parametrize("codes", [OBSERVERS, OBSERVERS[:2], OBSERVERS[1:]])
def test_the_interval_is_that_of_alphas_of_resampled_units(codes) -> None:
    counts = np.stack([(np.array(codes) == v).sum(0) for v in range(5)], 1)
    counts = counts[counts.sum(1) >= 2]
    drawn = bootstrap_sums(np.eye(len(counts)), resamples=100, seed=7)
    alphas = []
    for times in drawn.astype(int):
        resample = np.repeat(counts, times, axis=0)
        if (resample.sum(0) > 0).sum() > 1:
            alphas.append(krippendorff.alpha(value_counts=resample, level_of_measurement="nominal"))
    found = nominal_alpha(codes, 5, resamples=100, seed=7)
    assert (found.low, found.high) == pytest.approx(np.quantile(alphas, [0.025, 0.975]))


def test_coders_who_always_agree_agree_in_every_resample() -> None:
    assert nominal_alpha([[0, 1, 0, 1]] * 3, 2, resamples=50, seed=1) == (1, 1, 1)


@pytest.mark.parametrize(
    ("codes", "defined"),
    [
        ([[0, 1], [0, 1]], True),
        ([[0, 1], [0, -1]], False),  # one unit with two codes
        ([[0, 0], [0, 0]], False),  # chance would agree too
        ([[-1, -1], [-1, -1]], False),
    ],
)
def test_two_units_with_two_codes_and_two_values_are_needed(codes, defined) -> None:
    assert np.isfinite(nominal_alpha(codes, 2, resamples=20, seed=1).value) == defined


def test_pairs_of_three_coders_are_counted() -> None:
    # units: 3 pairs of which 1 is equal, 1 pair that is not, no pair, 3 equal pairs
    codes = [[0, 0, 1, 2], [0, 1, -1, 2], [1, -1, -1, 2]]
    assert percent_agreement(codes) == (4 / 7, 3)
    share, units = percent_agreement([[0, -1], [-1, 1]])
    assert np.isnan(share)
    assert units == 0
