"""Lexicons: their notation, their conditions, and what a user's own file may do."""

from __future__ import annotations

import pytest

from hedgerow.errors import UserError
from hedgerow.lexicons.load import (
    TABLES,
    inflect,
    load_lexicon,
    parse_conditions,
    parse_term,
)

CLASSES = {"animal": frozenset({"cat", "dog"})}
HEADER = "cue\ttype\twhen\tsource\n"


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("suggest", {"suggest", "suggests", "suggested", "suggesting"}),
        ("reduce", {"reduce", "reduces", "reduced", "reducing"}),
        ("imply", {"imply", "implies", "implied", "implying"}),
        ("harness", {"harness", "harnesses", "harnessed", "harnessing"}),
        ("be", {"be", "is", "are", "was", "were", "been", "being", "am"}),
    ],
)
def test_inflection(word, forms):
    assert set(inflect(word)) == forms


def test_notation():
    assert parse_term("be~ {|widely }said", CLASSES)[1:] == (((), ("widely",)), (("said",),))
    assert parse_term("{as a rule|always}", CLASSES) == ((("as", "a", "rule"), ("always",)),)
    assert parse_term("@animal", CLASSES) == ((("cat",), ("dog",)),)
    for wrong in ("{a|b", "{|a}", "", "{a|b {c|d} e|f}"):
        with pytest.raises(ValueError):
            parse_term(wrong, CLASSES)
    with pytest.raises(KeyError):
        parse_term("@plant", CLASSES)


def test_conditions():
    (condition,) = parse_conditions("not_after:animal", CLASSES)
    assert (condition.side, condition.negated, condition.words) == ("after", True, "animal")
    for wrong in ("near:animal", "after:plant"):
        with pytest.raises(ValueError):
            parse_conditions(wrong, CLASSES)


def test_every_row_names_its_source_and_every_lexicon_is_there():
    entries = load_lexicon().entries
    assert {entry.table for entry in entries} == set(TABLES)
    assert [entry.term for entry in entries if not entry.source] == []


def test_a_users_file_adds_replaces_and_removes(tmp_path):
    path = tmp_path / "mine.tsv"
    path.write_text(HEADER + "in a pinch\tweasel\t\tme\nmight\tweasel\t\tme\n-may\n")
    cues = {e.term: e.label for e in load_lexicon([path]).entries if e.table == "cues"}
    assert cues["in a pinch"] == "weasel"
    assert cues["might"] == "weasel"
    assert "may" not in cues


def test_a_users_file_replaces_a_whole_table(tmp_path):
    path = tmp_path / "mine.tsv"
    path.write_text(HEADER + "-*\nin a pinch\tweasel\t\tme\n")
    entries = load_lexicon([path]).entries
    assert [e.term for e in entries if e.table == "cues"] == ["in a pinch"]
    assert len([e for e in entries if e.table == "effects"]) > 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (HEADER + "x\tguess\t\tme\n", "line 2, column type"),
        (HEADER + "{x\tmodal\t\tme\n", "line 2, column cue"),
        (HEADER + "x\tmodal\tnear:y\tme\n", "line 2, column when"),
        (HEADER + "-nosuchcue\n", "-nosuchcue removes"),
        (HEADER + "x\tmodal\t\tme\nx\tmodal\t\tme\n", "line 3: x stands twice"),
        (HEADER + "x\tmodal\t\tme\ttoo much\n", "line 2: 5 columns"),
        ("word\tkind\n", "header row"),
        ("", "is empty"),
    ],
)
def test_errors_name_file_line_and_column(tmp_path, text, said):
    path = tmp_path / "mine.tsv"
    path.write_text(text)
    with pytest.raises(UserError, match=said) as error:
        load_lexicon([path])
    assert str(path) in str(error.value)


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(UserError, match="can't be read: there is no such file"):
        load_lexicon([tmp_path / "none.tsv"])
