"""No cell of a CSV is a formula; Parquet keeps the texts."""

from __future__ import annotations

import csv

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hedgerow.tables.formula_guard import guarded, guarded_column, unguarded
from hedgerow.tables.io import read_table, write_corpus_table
from hedgerow.tables.schema import Table, columns

TABLE = Table("texts", "a text", ("name",), columns("name | str | | name\nn | int | | number"))
NAMES = ["=1+1", "+tea", "-tea", "@tea", "\ttea", "\r=1", "\n=1", "\uff1d1+1", "\uff0b1",
         "\uff0d1", "\uff20SUM", "tea", " =tea", "'tea", "", None]  # fmt: skip


def test_csv_is_guarded_and_parquet_is_not(tmp_path) -> None:
    write_corpus_table(tmp_path, TABLE, {"name": NAMES, "n": [-1] * len(NAMES)})
    with (tmp_path / "texts.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert {row["n"] for row in rows} == {"-1"}
    cells = [row["name"] for row in rows]
    assert not [cell for cell in cells if cell.startswith(tuple("=+-@\t\r\n＝＋－＠"))]
    kept = read_table(tmp_path / "texts.parquet")["name"]
    assert sorted(filter(None, kept)) == sorted(filter(None, NAMES))
    assert [unguarded(cell) for cell in cells] == [name or "" for name in kept]


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string()])
def test_a_column_is_guarded_as_its_cells_are(kind) -> None:
    column = pa.chunked_array([pa.array(NAMES, kind), pa.array([], kind)])
    assert guarded_column(column).to_pylist() == [guarded(name) for name in NAMES]


@given(st.text(max_size=5))
def test_the_guard_can_be_taken_off(text) -> None:
    assert unguarded(guarded(text)) == text or text.startswith("'")
