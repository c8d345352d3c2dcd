"""The criteria of stuffing, one by one and together."""

import numpy as np
import pytest

from hedgerow.phrases.stuffing import (
    CRITERIA,
    DEFAULT_THRESHOLDS,
    even_bound,
    focus_rows,
    over_expected,
    stuffing,
)
from hedgerow.statistics.keyness import keyness

QUIET = {
    "doc_id": "a",
    "phrase": "green tea",
    "phrase_words": 2,
    "count": 2,
    "density_words": 0.4,
    "yoast_density": 0.3,
    "evenness": 0.8,
    "title": 0,
    "heading": 0,
    "toc": 0,
    "introduction": 0,
    "body": 2,
    "conclusion": 0,
    "unnatural": 0,
}


def table(*changes):
    rows = [QUIET | change for change in changes]
    return {name: [row[name] for row in rows] for name in QUIET}


def judge(*changes, words=1000, **thresholds):
    rows = table(*changes)
    nothing = np.zeros(len(changes), int)
    return stuffing(rows, np.full(len(changes), words), nothing, nothing, thresholds)


def test_nothing_met():
    result = judge({})
    assert not any(met.any() for met in result.met.values())
    assert result.reasons == [""]
    assert result.stuffed.tolist() == [False]


def test_a_page_that_names_its_subject_often_evenly_and_everywhere_is_honest():
    often = {
        "count": 20, "evenness": 0.1, "yoast_density": 4.0,
        "title": 1, "heading": 3, "introduction": 2,
    }  # fmt: skip
    plain, inserted = judge(often, {**often, "unnatural": 1}).stuffed.tolist()
    assert (plain, inserted) == (False, True)


@pytest.mark.parametrize(
    ("criterion", "change", "said"),
    [
        ("density", {"yoast_density": 3.1}, "density 3.1 (limit 3)"),
        ("evenness", {"count": 20, "evenness": 0.1}, "spread evenly (DP 0.10"),
        ("zones", {"title": 1, "heading": 1, "introduction": 1}, "in 4 of 5 zones"),
        ("unnatural", {"unnatural": 1}, "1 unnatural use"),
        ("question", {"phrase": "does green tea help", "count": 3}, "a question used 3 times"),
    ],
)
def test_each_criterion_alone(criterion, change, said):
    result = judge(change)
    assert [c for c in CRITERIA if result.met[c][0]] == [criterion]
    assert said in result.reasons[0]
    assert not result.stuffed[0]


def test_two_together_are_stuffed_and_thresholds_count():
    change = {"yoast_density": 3.1, "unnatural": 2}
    assert judge(change).stuffed.tolist() == [True]
    assert judge(change, criteria=3).stuffed.tolist() == [False]
    assert judge(change, density=4).number.tolist() == [1]
    with pytest.raises(ValueError, match="densty"):
        judge(change, densty=1)


def test_a_page_on_its_subject_is_not_stuffed():
    everywhere = {"title": 1, "heading": 4, "introduction": 2, "conclusion": 1}
    rows = table({"count": 40, "yoast_density": 4.5, "density_words": 8.0, **everywhere})
    result = stuffing(rows, np.array([1000]), np.array([2]), np.array([3000]))
    assert [c for c in CRITERIA if result.met[c][0]] == [
        "density", "over_expected", "zones",
    ]  # fmt: skip
    assert result.stuffed.tolist() == [False]


def test_over_expected_against_the_other_documents():
    expected, likelihood = over_expected(
        [20, 2, 0], [1000, 3000, 500], [2, 20, 22], [3000, 1000, 4000]
    )
    assert expected.tolist() == pytest.approx([1000 * 2 / 3000, 60, 500 * 22 / 4000])
    assert likelihood.tolist() == pytest.approx(
        keyness([20, 2, 0], [2, 20, 22], [1000, 3000, 500], [3000, 1000, 4000]).log_likelihood
    )
    rows = table({"count": 20, "density_words": 4.0}, {"doc_id": "b", "count": 2})
    result = stuffing(rows, np.array([1000, 3000]), np.array([2, 20]), np.array([3000, 1000]))
    assert result.met["over_expected"].tolist() == [True, False]
    assert "20 uses where the other documents predict 0.7" in result.reasons[0]


def test_a_phrase_of_one_document_has_nothing_to_compare_with():
    expected, likelihood = over_expected([2], [1000], [0], [0])
    assert np.isnan(expected).all()
    assert np.isnan(likelihood).all()


def test_a_target_that_is_never_used_meets_nothing():
    result = judge({"count": 0, "evenness": np.nan, "body": 0, "yoast_density": 0.0})
    assert not any(met.any() for met in result.met.values())


def test_even_bound_is_a_rare_value_of_chance():
    draws = np.random.default_rng(99).multinomial(20, [0.1] * 10, 20_000)
    dp = 0.5 * np.abs(draws / 20 - 0.1).sum(1)
    assert (dp < even_bound(20)).mean() < 0.08
    # five uses in five slices is as even as five uses can be, and no rarity
    assert even_bound(5) <= 0.5
    assert even_bound(1) == pytest.approx(0.9)


def test_no_rows():
    result = stuffing(table(), *[np.zeros(0)] * 3)
    assert result.reasons == []
    assert focus_rows(table(), result) == {}


def test_the_focus_is_the_phrase_with_the_plainest_signs():
    rows = table(
        {"phrase": "tea", "phrase_words": 1, "density_words": 4.0, "yoast_density": 4.1},
        {"phrase": "does tea help", "count": 3, "unnatural": 2},
        {"phrase": "quiet", "phrase_words": 1},
        {"doc_id": "b", "phrase": "b tea", "density_words": 0.2},
        {"doc_id": "b", "phrase": "a tea", "density_words": 0.2},
    )
    result = stuffing(rows, np.full(5, 1000), np.zeros(5), np.zeros(5))
    assert focus_rows(rows, result) == {"a": 1, "b": 4}
    assert focus_rows(rows, result, {"a": "quiet", "b": "unused"}) == {"a": 2, "b": 4}


def test_every_criterion_has_a_threshold():
    assert set(DEFAULT_THRESHOLDS) == {*CRITERIA, "criteria"}
