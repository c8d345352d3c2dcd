"""Readability: every formula by its constants and worked examples, and what is counted."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hedgerow.readability import word_features
from hedgerow.readability.familiar import is_familiar
from hedgerow.readability.formulas import CONSENSUS, FORMULAS
from hedgerow.readability.scores import BOUNDED, RESAMPLED, all_scores, bounded_scores
from hedgerow.readability.syllables import word_syllables
from hedgerow.text.blocks.document import document_from_text
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus
from hedgerow.text.tokens.tokeniser import encode

pytestmark = pytest.mark.filterwarnings("error")

FAMILIAR = frozenset(
    "the cat sat on mat it was happy stop make big run carry good-looking some people said to a is"
    " in at of".split()
)
FREQUENCY = {"remarkable": 4.2, "everybody": 5.1, "kratom": 1.5}
SYLLABLES = {"happy": 2, "people": 2, "everybody": 4, "remarkable": 4, "easy": 2, "going": 2}

# A text of 100 words in 5 sentences: 150 syllables, 420 letters, 450 characters.
HUNDRED = dict.fromkeys(word_features.SUMS, 0.0) | {
    "sentences": 5, "words": 100, "syllables": 150, "polysyllables": 20, "monosyllables": 70,
    "complex_words": 10, "long_words": 25, "letters": 420, "characters": 450,
    "difficult_words": 10, "mini_words": 30, "unfamiliar_types": 8, "words_squared": 2500,
    "new_words": 60, "rarity": 9, "of_words": 4, "out_of_dictionary": 2,
}  # fmt: skip


def score(**counts) -> dict[str, float]:
    given_ = {name: np.array([float(v)]) for name, v in (HUNDRED | counts).items()}
    return {name: float(values[0]) for name, values in all_scores(given_).items()}


def test_smog_over_thirty_sentences() -> None:
    assert score(sentences=30, polysyllables=49)["smog"] == pytest.approx(3.1291 + 1.0430 * 7)


@pytest.mark.parametrize(("sentences", "defined"), [(9, False), (10, True)])
def test_smog_needs_ten_sentences(sentences, defined) -> None:
    assert np.isfinite(score(sentences=sentences)["smog"]) == defined


@pytest.mark.parametrize(
    ("difficult", "added"), [(0, 0), (4, 0), (5, 0), (5.1, 3.6365), (50, 3.6365)]
)
def test_dale_chall_is_adjusted_above_five_per_cent(difficult, added) -> None:
    expected = 0.1579 * difficult + 0.0496 * 20 + added
    assert score(difficult_words=difficult)["dale_chall"] == pytest.approx(expected)


@pytest.mark.parametrize(
    ("polysyllables", "sentences", "expected"),
    [(0, 5, 9.0), (0, 10, 4.0), (20, 5, 14.0), (5, 5.5, 9.0), (1, 5, 10.2), (2, 5, 10.4)],
)
def test_linsear_write_on_both_sides_of_twenty_points(polysyllables, sentences, expected) -> None:
    got = score(polysyllables=polysyllables, sentences=sentences)["linsear_write"]
    assert got == pytest.approx(expected)


def test_the_consensus_is_the_median_of_the_grades_that_are_defined() -> None:
    scores = score(sentences=30)
    grades = sorted(scores[name] for name in CONSENSUS)
    assert scores["consensus_grade"] == grades[2]
    assert (scores["consensus_min"], scores["consensus_max"]) == (grades[0], grades[-1])
    without = score()  # SMOG is undefined here
    four = sorted(without[name] for name in CONSENSUS if name != "smog")
    assert without["consensus_grade"] == pytest.approx((four[1] + four[2]) / 2)
    assert (without["consensus_min"], without["consensus_max"]) == (four[0], four[-1])


def test_nothing_to_count_is_undefined_and_no_warning() -> None:
    scores = all_scores({name: np.zeros(3) for name in word_features.SUMS})
    assert set(scores) == {*FORMULAS, "consensus_grade", "consensus_min", "consensus_max"}
    for values in scores.values():
        assert np.isnan(values).all()


def test_spache_is_undefined_without_its_count() -> None:
    counts = {name: np.array([1.0]) for name in word_features.SUMS}
    assert np.isnan(all_scores(counts)["spache"]).all()


@given(st.lists(st.tuples(*[st.integers(0, 300)] * len(word_features.SUMS)), max_size=6))
@settings(deadline=None)
def test_bounded_grades_need_the_resampled_counts_alone(rows) -> None:
    matrix = np.array(rows, float).reshape(-1, len(word_features.SUMS))
    counts = {name: matrix[:, k] for k, name in enumerate(word_features.SUMS)}
    bounded = bounded_scores({name: counts[name] for name in (*RESAMPLED, "sentences")})
    assert tuple(bounded) == BOUNDED
    for name, values in bounded.items():
        np.testing.assert_array_equal(values, all_scores(counts)[name])


@given(st.lists(st.tuples(*[st.integers(0, 300)] * len(word_features.SUMS)), max_size=6))
@settings(max_examples=60, deadline=None)
def test_any_counts_give_numbers_or_undefined(rows) -> None:
    matrix = np.array(rows, float).reshape(-1, len(word_features.SUMS))
    scores = all_scores({name: matrix[:, k] for k, name in enumerate(word_features.SUMS)})
    for values in scores.values():
        assert values.shape == (len(matrix),)
        assert not np.isinf(values).any()


@pytest.mark.parametrize(
    "word",
    ["cat", "cats", "cat's", "cats'", "stopped", "stopping", "making", "biggest", "running",
     "carried", "carries", "carrier", "happiest", "happier", "good-looking",
     "5", "b12", "3.5mg", "u.s.",
     "--"],
)  # fmt: skip
def test_a_word_of_the_list_and_its_inflections_are_familiar(word) -> None:
    assert is_familiar(word, FAMILIAR)


@pytest.mark.parametrize(
    "word",
    [
        "kratom",
        "kratom's",
        "opioids",
        "maker",
        "bigly",
        "ing",
        "cat-like",
        "7-hydroxy",
        "covid-19",
        "s",
    ],
)
def test_other_words_are_not(word) -> None:
    assert not is_familiar(word, FAMILIAR)


def test_only_an_i_before_the_ending_stands_for_a_y() -> None:
    assert not is_familiar("pared", frozenset({"pay"}))
    assert not is_familiar("skis", frozenset({"sky"}))
    assert not is_familiar("skiing", frozenset({"sky"}))
    assert is_familiar("skies", frozenset({"sky"}))


def features_of(text: str) -> tuple[TokenisedCorpus, np.ndarray]:
    tokenised = encode([document_from_text("d", text)])
    syllables = word_syllables(tokenised.word_text, SYLLABLES)
    return tokenised, word_features.type_features(
        tokenised, syllables, FAMILIAR, SYLLABLES, FREQUENCY
    )


def counts_of(text: str) -> dict[str, float]:
    tokenised, features = features_of(text)
    return dict(
        zip(
            word_features.SUMS,
            word_features.sentence_sums(tokenised, features).sum(axis=0),
            strict=True,
        )
    )


def test_the_counts_of_a_text_counted_by_hand() -> None:
    counts = counts_of("The cat sat on the mat. It was happy.")
    assert {name: counts[name] for name in ("words", "sentences", "syllables", "letters")} == {
        "words": 9, "sentences": 2, "syllables": 10, "letters": 27,
    }  # fmt: skip
    assert counts["monosyllables"] == 8
    assert counts["mini_words"] == 8
    assert counts["difficult_words"] == counts["complex_words"] == counts["long_words"] == 0


def test_numbers_and_addresses_are_counted_apart() -> None:
    counts = counts_of("It was 2.5 at www.example.org in the mat.")
    assert (counts["words"], counts["numbers"], counts["urls"]) == (6, 1, 1)
    assert counts["characters"] == counts["letters"] == 15


@pytest.mark.parametrize(
    ("word", "hard"),
    [
        ("remarkable", True),
        ("everybody", True),
        ("created", False),  # cre-a-ted less -ed has two
        ("diseases", False),
        ("opening", False),
        ("determined", True),  # its -ed is no syllable
        ("considering", True),
        ("people-happy", False),
        ("people-remarkable", True),
        ("happy", False),
    ],
)
def test_complex_words(word, hard) -> None:
    assert counts_of(f"The {word} cat sat.")["complex_words"] == hard


def test_a_name_is_not_complex_but_the_first_word_of_a_sentence_is_none() -> None:
    assert counts_of("It was Remarkable.")["complex_words"] == 0
    assert counts_of("Remarkable it was.")["complex_words"] == 1
    assert counts_of('"Remarkable," it said.')["complex_words"] == 1
    assert counts_of("It was remarkable.")["complex_words"] == 1


@pytest.mark.parametrize("change", [str, str.upper, str.title])
def test_capitals_mark_no_names_where_most_words_have_them(change) -> None:
    text = change("the remarkable cat sat on the remarkable mat of everybody.")
    assert counts_of(text)["complex_words"] == 3


def test_names_in_an_ordinary_sentence_are_not_complex() -> None:
    assert counts_of("The cat sat on a mat with Everybody and it was happy.")["complex_words"] == 0


def test_initialisms_have_the_syllables_of_their_letters() -> None:
    assert counts_of("The IBS sat.")["syllables"] == 5
    assert counts_of("The ibs sat.")["syllables"] == 3


@pytest.mark.parametrize(
    ("word", "syllables"),
    [("GPs", 2), ("gps", 1), ("CATs", 1), ("cats", 1), ("IBSs", 3), ("siRNA", 5)],
)
def test_a_plural_of_letters_is_read_by_letters_unless_it_is_that_of_a_word(
    word: str, syllables: int
) -> None:
    known = SYLLABLES | {"gps": 1, "cats": 1, "cat": 1, "ibss": 1, "sirna": 2}
    tokenised = encode([document_from_text("a", f"It {word} it.")])
    features = word_features.type_features(
        tokenised, word_syllables(tokenised.word_text, known), FAMILIAR, known, FREQUENCY
    )
    sums = word_features.sentence_sums(tokenised, features)
    assert sums[0, word_features.SUMS.index("syllables")] == 2 + syllables


def test_long_words_have_more_than_six_letters() -> None:
    assert counts_of("It was sixsix, sevense, don't-do.")["long_words"] == 1


def test_distinct_unfamiliar_words_are_counted_once_and_without_their_possessive() -> None:
    tokenised, features = features_of("Kratom is kratom's cat. The opioid sat.")
    off_list = word_features.unfamiliar_words(tokenised, features)
    assert word_features.distinct_unfamiliar(
        tokenised, off_list, tokenised.sentence_doc, 1
    ).tolist() == [2]
    nowhere = np.full(len(tokenised.sentence_doc), -1)
    assert word_features.distinct_unfamiliar(tokenised, off_list, nowhere, 1).tolist() == [0]


def test_each_document_counts_its_own_unfamiliar_words_and_those_it_shares() -> None:
    texts = [
        "The kratom sat. It was kratom of opioid.",
        "It was a cat.",
        "A kratom sat. It was it.",
    ]
    tokenised = encode([document_from_text(str(i), t) for i, t in enumerate(texts)])
    features = word_features.type_features(
        tokenised, word_syllables(tokenised.word_text, SYLLABLES), FAMILIAR, SYLLABLES, FREQUENCY
    )
    found = word_features.distinct_unfamiliar(
        tokenised,
        word_features.unfamiliar_words(tokenised, features),
        tokenised.sentence_doc,
        len(texts),
    )
    assert found.tolist() == [2, 0, 1]


def test_sums_of_sentences_add_up_to_those_of_documents() -> None:
    texts = ["The cat sat. It was happy!", "", "Some people said to a cat."]
    tokenised = encode([document_from_text(str(i), t) for i, t in enumerate(texts)])
    features = word_features.type_features(
        tokenised, word_syllables(tokenised.word_text, SYLLABLES), FAMILIAR, SYLLABLES, FREQUENCY
    )
    total = word_features.totals(
        word_features.sentence_sums(tokenised, features), tokenised.doc_sentence
    )
    assert total["sentences"].tolist() == [2, 0, 1]
    assert total["words"].tolist() == [6, 0, 6]


def test_unsegmented_text_runs_over_the_ends_of_blocks() -> None:
    tokenised, _ = features_of("The cat\n\nIt sat on the mat. It was happy.")
    counts = word_features.unsegmented_counts(tokenised)
    assert counts["sentences"].tolist() == [2]
    assert counts["words_squared"].tolist() == [7**2 + 3**2]
    assert len(tokenised.sentence_start) == 3


def test_a_compound_counts_as_its_parts() -> None:
    joined = counts_of("It was a people-happy, cat-sat-on mat.")
    apart = counts_of("It was a people happy, cat sat on mat.")
    differ = {name for name in word_features.SUMS if joined[name] != apart[name]}
    # as one word it is unfamiliar, and new once
    assert differ == {"difficult_words", "new_words", "rarity", "out_of_dictionary"}
    assert joined["words"] == 9
    assert joined["monosyllables"] == apart["monosyllables"] == 7


@given(
    st.lists(st.sampled_from(["pain", "relief", "long", "term", "easy"]), min_size=2, max_size=5)
)
@settings(max_examples=30, deadline=None)
def test_a_hyphen_changes_no_grade_of_length(words) -> None:
    grades = [
        all_scores({k: np.array([v]) for k, v in counts_of(f"It was {sep.join(words)}.").items()})
        for sep in ("-", " ")
    ]
    for name in ("flesch_kincaid_grade", "smog", "coleman_liau", "lix", "forcast"):
        np.testing.assert_equal(grades[0][name], grades[1][name])


@pytest.mark.parametrize("text", ["", "#", "5", "...", "中文", "a" * 10_000, "\ud800"])
def test_odd_texts_give_counts_and_no_warning(text) -> None:
    counts = counts_of(text)
    all_scores({name: np.array([value]) for name, value in counts.items()})
    assert counts["syllables"] >= counts["words"]
