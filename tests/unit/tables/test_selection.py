"""Columns and rows of a long table are those that a filter over the whole table leaves."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hedgerow.errors import UserError
from hedgerow.tables.selection import number_of_rows, selected, streamed

ROWS = st.lists(
    st.tuples(st.sampled_from(["a", "b", "c", None]), st.booleans(), st.integers(0, 9)), max_size=40
)


@settings(deadline=None)
@given(rows=ROWS, wanted=st.sets(st.sampled_from("abc")), part=st.integers(1, 9))
def test_any_part_size_gives_the_filtered_rows(
    tmp_path_factory: pytest.TempPathFactory, rows: list, wanted: set[str], part: int
) -> None:
    path = tmp_path_factory.mktemp("table") / "t.parquet"
    text, flag, number = zip(*rows, strict=True) if rows else ((), (), ())
    table = pa.table(
        {
            "text": pa.array(text, pa.large_string()),
            "flag": pa.array(flag, pa.bool_()),
            "number": pa.array(number, pa.int64()),
        }
    )
    pq.write_table(table, path, row_group_size=7)
    only = {"text": wanted, "flag": [True]}
    parts = list(streamed(path, ["number", "text"], only, rows=part))
    expected = [(n, t) for t, f, n in rows if f and t in wanted]
    found = pa.concat_tables(parts).to_pydict()
    assert list(zip(found["number"], found["text"], strict=True)) == expected
    assert max(map(len, parts)) <= part
    assert selected(path, ["number"]).to_pydict() == {"number": list(number)}
    assert number_of_rows(path) == len(rows)


def test_errors_name_the_file(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    with pytest.raises(UserError, match=r"t\.parquet"):
        selected(path, ["a"])
    with pytest.raises(UserError, match=r"t\.parquet"):
        number_of_rows(path)
    path.write_bytes(b"no Parquet")
    with pytest.raises(UserError, match=r"t\.parquet"):
        number_of_rows(path)
    pq.write_table(pa.table({"a": [1]}), path)
    with pytest.raises(UserError, match="column b is missing"):
        selected(path, ["a", "b"])
