"""The Hedgerow grade: its terms counted by hand, its table, and what it must not depend on."""

from __future__ import annotations

import importlib.util
import math
import os
from pathlib import Path

import numpy as np
import pytest

from fit_grade import MEANINGS, design, fit, held_out, records, spearman
from fit_grade import scored as scores_of
from hedgerow.lexicons.frequency import word_frequencies
from hedgerow.lexicons.grade import grade_coefficients
from hedgerow.readability.grade import AVERAGE, grade_terms, hedgerow_grade
from hedgerow.readability.rarity import MEMORY, rarities
from hedgerow.statistics.agreement import pearson
from hedgerow.steps.score import score_documents
from hedgerow.text.blocks.document import document_from_text


def scored(text: str) -> dict:
    (line,) = score_documents([document_from_text("d", text)])
    return line


def counts(**changed: float) -> dict[str, np.ndarray]:
    base = {
        "words": 100, "words_squared": 2500, "new_words": 80, "rarity": 20, "of_words": 3,
        "polysyllables": 16, "out_of_dictionary": 5,
    }  # fmt: skip
    return {name: np.array([float(v)]) for name, v in (base | changed).items()}


def test_the_terms_of_a_text_of_a_hundred_words() -> None:
    terms = {name: float(value[0]) for name, value in grade_terms(counts()).items()}
    assert terms == pytest.approx(
        {
            "log_sentence_length": math.log(25),
            "sqrt_rarity": math.sqrt((20 + 20 * 0.268) / 100),
            "of": (3 + 20 * 0.031) / 120,
            "sqrt_polysyllables": math.sqrt((16 + 20 * 0.096) / 120),
            "out_of_dictionary": (5 + 20 * 0.013) / 120,
        }
    )


def test_the_grade_is_the_sum_that_the_table_says() -> None:
    table = grade_coefficients()
    assert list(table) == list(MEANINGS)
    by_hand = (
        table["constant"]
        + table["log_sentence_length"] * math.log(25)
        + table["sqrt_rarity"] * math.sqrt(25.36 / 100)
        + table["of"] * 3.62 / 120
        + table["sqrt_polysyllables"] * math.sqrt(17.92 / 120)
        + table["out_of_dictionary"] * 5.26 / 120
    )
    assert hedgerow_grade(counts())[0] == pytest.approx(by_hand)


def test_a_short_text_is_nearer_to_average_text() -> None:
    short = {name: value / 10 for name, value in counts().items()} | {"words_squared": 250.0}
    for name, term in grade_terms(counts()).items():
        if name != "log_sentence_length":
            average = grade_terms({key: 1e-9 * value for key, value in counts().items()})[name]
            assert abs(grade_terms(short)[name] - average) < abs(term - average)


@pytest.mark.shared
def test_the_average_text_is_that_of_the_excerpts(gold) -> None:
    found = scores_of([r["excerpt"] for r in records(gold / "clear.jsonl")])
    for name, mean in AVERAGE.items():
        of = found["new_words" if name == "rarity" else "words"]
        assert (found[name] / of).mean() == pytest.approx(mean, abs=0.002)


@pytest.mark.parametrize(
    "name", ["words_squared", "rarity", "of_words", "polysyllables", "out_of_dictionary"]
)
def test_more_of_what_makes_a_text_hard_makes_no_text_easier(name) -> None:
    more = counts(**{name: float(counts()[name][0]) * 1.5})
    assert hedgerow_grade(more)[0] > hedgerow_grade(counts())[0]


def test_a_score_can_be_recomputed_from_the_line_it_stands_in() -> None:
    line = scored("The stem of the mitragyna tree is brown. People chew it. They chew it often.")
    again = hedgerow_grade({name: np.array([float(line[name])]) for name in counts()})
    assert line["hedgerow_grade"] == pytest.approx(again[0])
    assert line["of_words"] == 1
    assert line["words_squared"] == 8**2 + 3**2 + 4**2


def test_rarity_counts_the_powers_of_ten_below_a_hundred_in_a_million() -> None:
    words = ["cat", "mitragynine", "dose", "well-dosed", "often", "dose's"]
    frequency = {"dose": 4.0, "well": 6.0, "often": 5.6, "cat": 3.5}
    got = rarities(words, [1, 2, 3, 4, 5], frequency)
    assert got.tolist() == [0, 300, 100, 300, 0, 100]


def test_a_word_is_new_once_in_a_hundred() -> None:
    assert scored("Kratom is kratom.")["new_words"] == 2
    for between, new in ((MEMORY - 1, 0), (MEMORY, 1)):
        # "the" is new once, and again never: it is always among the last words
        text = "Kratom " + "the " * between + "kratom."
        assert scored(text)["new_words"] == 2 + new


def test_documents_do_not_share_a_memory() -> None:
    documents = [document_from_text(str(i), "Kratom is a tree.") for i in range(2)]
    assert [line["new_words"] for line in score_documents(documents)] == [4, 4]


def test_a_text_twice_as_long_has_the_same_grade() -> None:
    endings = ("n", "t", "ck", "sh", "m", "p", "st", "ng")
    onsets = ("pl", "tr", "gr", "bl", "br", "cl", "cr", "dr", "fl", "gl", "pr", "sl")
    words = [f"{a}{b}{c}ing" for a in onsets for b in "aeiou" for c in endings]
    text = " ".join(f"The {w} cat." for w in words) + " "
    # only "the" and "cat" are not new when it begins again
    once, twice = scored(text), scored(text * 2)
    assert twice["new_words"] == 2 * once["new_words"] - 2
    assert twice["hedgerow_grade"] == pytest.approx(once["hedgerow_grade"], abs=0.4)


def test_nothing_to_read_has_no_grade() -> None:
    assert math.isnan(scored("")["hedgerow_grade"])


def test_frequencies_are_those_of_wordfreq() -> None:
    ours = word_frequencies()
    assert len(ours) > 25_000
    assert ours["the"] > 7 > ours["dose"] > 3
    if importlib.util.find_spec("wordfreq"):
        import wordfreq

        for word in ("the", "doctor", "insomnia", "dose"):
            assert ours[word] == pytest.approx(wordfreq.zipf_frequency(word, "en", "small"))


def test_the_fit_finds_a_line_that_is_there() -> None:
    random = np.random.default_rng(3)
    given = counts()
    many = {name: v * random.uniform(0.5, 1.0, 200) for name, v in given.items()}
    x = design(many)
    easiness = -(x @ np.array([1.0, 2.0, 3.0, 4.0, 5.0, 6.0]))
    grade = random.normal(9, 4, 200)
    weights, errors = fit(x, easiness, grade)
    fitted = x @ weights
    assert (fitted.mean(), fitted.std()) == pytest.approx((grade.mean(), grade.std()))
    assert weights[1:] / weights[1] == pytest.approx([1, 1.5, 2, 2.5, 3])
    assert (errors < 1e-6).all()
    # each tenth is stretched by the others, so the line bends a little
    assert np.corrcoef(held_out(x, easiness, grade), -easiness)[0, 1] > 0.99


@pytest.fixture(scope="module")
def gold() -> Path:
    shared = os.environ.get("HEDGEROW_SHARED")
    if not shared or not Path(shared, "gold", "clear.jsonl").is_file():
        pytest.skip("HEDGEROW_SHARED does not lead to gold/clear.jsonl")
    return Path(shared, "gold")


@pytest.mark.shared
def test_the_grade_ranks_texts_as_people_do(gold) -> None:
    excerpts = records(gold / "clear.jsonl")
    grade = scores_of([r["excerpt"] for r in excerpts])["hedgerow_grade"]
    assert spearman(-grade, np.array([r["bt_easiness"] for r in excerpts])) > 0.70
    sentences = records(gold / "medreadme.jsonl")
    grade = scores_of([r["Sentence"] for r in sentences])["hedgerow_grade"]
    assert pearson(grade, np.array([r["Readability"] for r in sentences])) > 0.65


@pytest.mark.shared
def test_the_scores_are_near_the_published_ones(gold) -> None:
    excerpts = records(gold / "clear.jsonl")
    lines = list(
        score_documents([document_from_text(str(i), r["excerpt"]) for i, r in enumerate(excerpts)])
    )
    for measure, column, most in (
        ("flesch_reading_ease", "flesch_reading_ease", 2.5),
        ("flesch_kincaid_grade", "flesch_kincaid_grade_level", 0.49),
        ("dale_chall", "new_dale_chall_readability_formula", 0.42),
    ):
        gaps = [abs(a[measure] - b[column]) for a, b in zip(lines, excerpts, strict=True)]
        assert np.mean(gaps) < most
