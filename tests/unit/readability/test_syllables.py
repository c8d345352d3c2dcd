"""Syllables: the dictionary, what is built from it, and the rule for the rest."""

from __future__ import annotations

import re
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hedgerow.api.measures import score
from hedgerow.errors import UserError
from hedgerow.lexicons.familiar import familiar_words
from hedgerow.lexicons.pronunciations import pronunciations, syllable_overrides
from hedgerow.lexicons.store import syllable_dictionary
from hedgerow.readability.syllable_rules import syllables_by_rule
from hedgerow.readability.syllables import initialism_syllables, word_syllables
from syllable_accuracy import agreement, divided_names, is_held_out

KNOWN = {"pain": 1, "relieve": 2, "make": 1, "stop": 1, "want": 1, "box": 1, "happy": 2, "fda": 3}


def count(word: str) -> tuple[int, bool]:
    got = word_syllables([word], KNOWN)
    return int(got.count[0]), bool(got.known[0])


@pytest.mark.parametrize(
    ("word", "syllables"),
    [
        ("pain", 1),
        ("pains", 1),
        ("boxes", 2),
        ("box's", 2),
        ("making", 2),
        ("stopped", 1),
        ("stopping", 2),
        ("wanted", 2),
        ("relieved", 2),
        ("pain's", 1),
        ("pains'", 1),
        ("pain-relieving", 4),
        ("painless", 2),
        ("fda's", 3),
        ("42", 0),
    ],
)
def test_what_a_dictionary_stands_behind(word, syllables) -> None:
    assert count(word) == (syllables, True)


def test_a_compound_is_known_only_if_all_its_parts_are() -> None:
    assert count("pain-zorbing") == (3, False)


@pytest.mark.parametrize(
    ("word", "syllables"),
    [
        ("kratom", 2), ("opioid", 3), ("make", 1), ("table", 2), ("tables", 2), ("settled", 2),
        ("walked", 1), ("wanted", 2), ("houses", 2), ("makes", 1), ("centre", 2), ("rhythm", 2),
        ("organism", 4), ("something", 2), ("carefully", 3), ("arrangement", 3), ("element", 3),
        ("quality", 3), ("unique", 2), ("language", 2), ("league", 1), ("guess", 1), ("layer", 2),
        ("played", 1), ("flying", 2), ("yard", 1), ("canyon", 2), ("media", 3), ("special", 2),
        ("patient", 2), ("nutrient", 3), ("science", 2), ("nation", 2), ("period", 3),
        ("various", 3), ("million", 2), ("variety", 4), ("video", 3), ("people", 2), ("area", 3),
        ("create", 2), ("creature", 2), ("museum", 3), ("annual", 3), ("cruel", 2), ("fluid", 2),
        ("poem", 2), ("cooperate", 4), ("mckay", 2), ("being", 2), ("cbd", 3), ("www", 9),
        ("the", 1), ("é", 0), ("hm", 2),
    ],
)  # fmt: skip
def test_the_rule(word, syllables) -> None:
    assert syllables_by_rule([word]) == [syllables]


def test_the_rule_agrees_with_cmudict_for_most_words() -> None:
    words = {w: n for w, n in syllable_dictionary().items() if w.isalpha() and is_held_out(w)}
    assert agreement(words) > 0.95


def test_names_of_drugs_and_plants_are_divided_by_their_parts() -> None:
    names = divided_names()
    assert len(names) > 500
    assert agreement({w: n for w, n in names.items() if is_held_out(w)}) > 0.92


@pytest.mark.parametrize(
    ("word", "syllables"),
    [
        ("café", 2), ("cafés", 2), ("café's", 2), ("résumé", 3), ("exposé", 3), ("entrée", 2),
        ("naïve", 2), ("müller", 2), ("björk", 1), ("smørrebrød", 3), ("jalapeño", 4), ("crème", 1),
        ("didn't", 2), ("hadn't", 2), ("aren't", 1), ("don't", 1), ("it'll", 2), ("we'll", 1),
        ("might've", 2), ("that'd", 2), ("they'd", 1), ("what're", 2), ("you're", 1),
        ("ssri", 4), ("ssris", 4), ("copd", 4), ("mrna", 4), ("bmi", 3), ("otc", 3), ("gaba", 2),
    ],
)  # fmt: skip
def test_accents_contractions_and_initialisms(word, syllables) -> None:
    assert word_syllables([word], pronunciations()).count.tolist() == [syllables]


@pytest.mark.parametrize(
    ("surface", "syllables"),
    [
        ("IBS", 3),
        ("UTIs", 3),
        ("siRNA", 5),
        ("WWF", 7),
        ("Ibs", None),
        ("KRATOM", None),
        ("A", None),
    ],
)
def test_capitals_are_read_letter_by_letter(surface, syllables) -> None:
    assert initialism_syllables(surface) == syllables


@pytest.mark.parametrize(
    ("word", "first", "spoken"),
    [("family", 3, 2), ("different", 3, 2), ("usually", 4, 3), ("table", 2, 2), ("cat", 1, 1)],
)
def test_the_shortest_pronunciation_is_how_a_word_is_said(word, first, spoken) -> None:
    assert syllable_dictionary()[word] == first
    assert syllable_dictionary(spoken=True)[word] == spoken


def test_agreement_is_weighed() -> None:
    assert agreement({"make": 1, "cat": 2}) == 0.5
    assert agreement({"make": 1, "cat": 2}, {"make": 3, "cat": 1}) == 0.75


def test_overrides_come_before_the_dictionary() -> None:
    known = pronunciations()
    assert (known["kratom"], known["speciosa"], known["opioid"]) == (2, 4, 3)
    assert (known["hour"], known["every"], known["everything"]) == (1, 2, 3)
    assert all(known[word] == n for word, n in syllable_overrides().items())
    assert len(known) > 120_000


def test_the_parts_that_the_overrides_show_are_as_many_as_they_count() -> None:
    text = resources.files("hedgerow.lexicons").joinpath("syllables.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line.count("\t") == 2]
    shown = {row[0]: row for row in rows if re.fullmatch(r"[A-Za-z]+(?:-[A-Za-z]+)+", row[2])}
    assert len(shown) > 25
    assert {w: int(n) for w, n, _ in shown.values()} == {
        w: len(said.split("-")) for w, _, said in shown.values()
    }


@pytest.mark.parametrize(
    ("text", "syllables"),
    [("NSAIDs", 2), ("an NSAID", 3), ("GABA", 2), ("cannabidiol", 5), ("Tianeptine", 4)],
)
def test_names_of_medicines_in_a_text(text, syllables) -> None:
    assert score([text])["syllables"].tolist() == [syllables]


def test_the_familiar_words_have_no_stops() -> None:
    words = familiar_words()
    assert {"mr", "mrs", "good-bye", "isn't", "the"} <= words
    assert 2_900 < len(words) < 3_100
    assert not any(word.endswith(".") or word != word.lower() for word in words)


def test_no_words() -> None:
    got = word_syllables([], KNOWN)
    assert len(got.count) == len(got.known) == 0


@given(st.text(max_size=20))
def test_any_text_has_a_count(word) -> None:
    [n] = syllables_by_rule([word.lower()])
    letters = [c for c in word.lower() if "a" <= c <= "z"]
    assert (n == 0) == (not letters)
    assert n <= 3 * len(letters)
    assert word_syllables([word], KNOWN).count[0] >= 0


def test_ten_thousand_letters() -> None:
    assert syllables_by_rule(["ba" * 5_000]) == [5_000]


def test_own_tables_stand_above_the_dictionary_and_their_words_inflect(tmp_path) -> None:
    (tmp_path / "a.tsv").write_text("# mine\nword\tsyllables\tnote\nTable\t3\nzorbing\t5\tx\n")
    (tmp_path / "b.tsv").write_text("word\tsyllables\nzorbing\t4\n")
    known = pronunciations([tmp_path / "a.tsv", tmp_path / "b.tsv"])
    assert (known["table"], known["zorbing"], known["kratom"]) == (3, 4, 2)
    assert pronunciations()["table"] == 2
    assert word_syllables(["zorbing's"], known).count.tolist() == [4]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"cat\t1\n", "line 1: begin with the row"),
        (b"word\tsyllables\ncat\n", "line 2: write a word, a tab"),
        (b"word\tsyllables\ncat\tone\n", "line 2"),
        (b"word\tsyllables\ncat\t0\n", "line 2"),
        (b"word\tsyllables\ncat\t31\n", "line 2"),
        (b"\xff\xfe", "can't be read"),
    ],
)
def test_a_slip_in_an_own_table_is_named(tmp_path, content, says) -> None:
    path = tmp_path / "own.tsv"
    path.write_bytes(content)
    with pytest.raises(UserError, match=rf"own\.tsv.*{says}"):
        pronunciations([path])


def test_an_own_table_that_is_not_there_is_named(tmp_path) -> None:
    with pytest.raises(UserError, match=r"nowhere\.tsv"):
        pronunciations([tmp_path / "nowhere.tsv"])
