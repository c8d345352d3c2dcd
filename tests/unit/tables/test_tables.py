"""Tables: nulls, types, order, CSV, and files that are whole or not there."""

from __future__ import annotations

import csv
from typing import Never

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hedgerow.errors import UserError
from hedgerow.tables import io
from hedgerow.tables.arrays import arrow_array, column_values
from hedgerow.tables.io import read_table, to_arrow, write_corpus_table, write_table
from hedgerow.tables.replacing import replacing
from hedgerow.tables.schema import Column, Table

TABLE = Table(
    "things",
    "one thing",
    ("name", "place"),
    (
        Column("name", "str", "", "name"),
        Column("place", "int", "", "place"),
        Column("share", "float", "", "share"),
        Column("good", "bool", "", "good"),
    ),
)


def columns(name, place, share, good) -> dict:
    return {"name": name, "place": place, "share": share, "good": good}


SOME = columns(["b", "a", "a"], [1, 2, 1], [0.5, None, np.nan], [True, None, False])


def test_what_is_written_is_read_with_its_nulls(tmp_path) -> None:
    write_table(tmp_path / "t.parquet", TABLE, SOME)
    read = read_table(tmp_path / "t.parquet")
    assert read["name"] == ["b", "a", "a"]
    assert read["place"].tolist() == [1, 2, 1]
    assert read["share"][0] == 0.5
    assert np.isnan(read["share"][1:]).all()
    assert read["good"] == [True, None, False]


def test_columns_come_in_the_order_of_the_schema_whatever_order_they_are_given_in() -> None:
    turned = dict(reversed(SOME.items()))
    assert to_arrow(TABLE, turned).column_names == ["name", "place", "share", "good"]


def test_a_table_without_rows(tmp_path) -> None:
    write_corpus_table(tmp_path, TABLE, columns([], [], [], []))
    read = read_table(tmp_path / "things.parquet")
    assert {name: len(values) for name, values in read.items()} == dict.fromkeys(TABLE.names, 0)
    assert (tmp_path / "things.csv").read_text() == '"name","place","share","good"\n'


def test_the_same_table_gives_the_same_bytes(tmp_path) -> None:
    for name in ("a", "b"):
        write_table(tmp_path / name, TABLE, SOME)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_rows_are_sorted_by_the_key(tmp_path) -> None:
    write_corpus_table(tmp_path, TABLE, SOME)
    read = read_table(tmp_path / "things.parquet")
    assert list(zip(read["name"], read["place"].tolist(), strict=True)) == [
        ("a", 1), ("a", 2), ("b", 1),
    ]  # fmt: skip


def test_csv_quotes_what_needs_it_and_leaves_nulls_empty(tmp_path) -> None:
    names = ['say "no", twice', "two\nlines", None]
    write_corpus_table(
        tmp_path, TABLE, columns(names, [1, 2, 3], [1 / 3, 1e-12, np.nan], [True, False, None])
    )
    with (tmp_path / "things.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    assert rows[1:] == [
        ['say "no", twice', "1", "0.333333", "true"],
        ["two\nlines", "2", "0", "false"],
        ["", "3", "", ""],
    ]


def test_a_table_of_many_rows_gets_no_csv(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(io, "CSV_ROWS", 3)
    (tmp_path / "things.csv").write_text("of an earlier run")
    write_corpus_table(tmp_path, TABLE, SOME)
    assert not (tmp_path / "things.csv").exists()


@pytest.mark.parametrize("wrong", [{"name": ["a"]}, SOME | {"more": [1, 2, 3]}])
def test_missing_and_unknown_columns_are_named(wrong) -> None:
    with pytest.raises(ValueError, match="things: columns missing or unknown: "):
        to_arrow(TABLE, wrong)


def test_columns_of_different_lengths_are_refused() -> None:
    with pytest.raises(ValueError, match="different lengths"):
        to_arrow(TABLE, columns(["a"], [1, 2], [0.1], [True]))


@pytest.mark.parametrize("content", [None, b"", b"not a table"])
def test_a_file_that_is_no_table_is_named(tmp_path, content) -> None:
    path = tmp_path / "t.parquet"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UserError, match=r"t\.parquet"):
        read_table(path)


def test_lone_surrogates_are_written_as_question_marks() -> None:
    assert column_values(arrow_array(["a\ud800", None, "é"], "str")) == ["a?", None, "é"]


def test_large_whole_numbers_stay_exact() -> None:
    big = 2**62 + 1
    assert column_values(arrow_array(np.array([big, -1]), "int")).tolist() == [big, -1]


def test_a_failed_write_leaves_the_old_file_and_no_other(tmp_path) -> Never:
    path = tmp_path / "t"
    path.write_text("old")
    with pytest.raises(RuntimeError), replacing(path) as temporary:
        temporary.write_text("half")
        raise RuntimeError
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


_ROWS = st.lists(
    st.tuples(
        st.one_of(st.none(), st.text(st.characters(exclude_categories=["Cs"]), max_size=5)),
        st.integers(-(2**40), 2**40),
        st.one_of(st.none(), st.floats(allow_infinity=False)),
        st.one_of(st.none(), st.booleans()),
    ),
    max_size=20,
)


@given(_ROWS)
@settings(max_examples=60, deadline=None)
def test_any_column_comes_back(rows) -> None:
    for k, kind in enumerate(("str", "int", "float", "bool")):
        given_ = [row[k] for row in rows]
        back = column_values(arrow_array(given_, kind))
        if kind == "float":
            expected = np.array([np.nan if v is None else v for v in given_], float)
            np.testing.assert_array_equal(back, expected)
        else:
            assert list(back) == given_
