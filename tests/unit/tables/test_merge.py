"""Tables of shards merged by their keys: the same rows in the same order as sorted at once."""

from __future__ import annotations

import random
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from hedgerow.tables.io import CSV_ROWS, write_arrow_table, write_merged_table
from hedgerow.tables.merge import ROWS, merged, regrouped
from hedgerow.tables.schema import Column, Table

SCHEMA = Table(
    "things",
    "a thing",
    ("doc_id", "place"),
    (
        Column("place", "int", "", "Place of the thing."),
        Column("doc_id", "str", "", "Document."),
        Column("text", "str", "", "What it is."),
    ),
)


def rows_of(documents: list[tuple[str, int]]) -> pa.Table:
    """Return a row for each place of each document."""
    rows = [(k, d, None if k % 3 else f"{d} {k}") for d, n in documents for k in range(n)]
    names = ("place", "doc_id", "text")
    types = (pa.int64(), pa.large_string(), pa.large_string())
    columns = list(zip(*rows, strict=True)) or [(), (), ()]
    return pa.table({n: pa.array(c, t) for n, c, t in zip(names, columns, types, strict=True)})


def shards(folder: Path, number: int, in_order: bool = True) -> tuple[list[Path], pa.Table]:
    """Write documents of very unequal lengths to files; return these and all rows in order."""
    draw = random.Random(7)
    documents = [(f"d{k:03d}", draw.choice([0, 1, 3, 700])) for k in range(90)]
    parts: list[list[tuple[str, int]]] = [[] for _ in range(number)]
    for document in documents:
        draw.choice(parts).append(document)
    paths = []
    for k, part in enumerate(parts):
        paths.append(folder / f"{k}.parquet")
        pq.write_table(rows_of(part if in_order else part[::-1]), paths[-1], row_group_size=500)
    return paths, rows_of(documents)


@pytest.mark.parametrize("number", [1, 2, 7])
@pytest.mark.parametrize("in_order", [True, False])
@pytest.mark.parametrize("rows", [1, 300, 1_000_000])
def test_the_rows_come_in_the_order_of_the_key(
    tmp_path: Path, number: int, in_order: bool, rows: int
) -> None:
    paths, whole = shards(tmp_path, number, in_order)
    parts = list(merged(paths, SCHEMA.key, SCHEMA.names, rows))
    assert pa.concat_tables(parts).equals(whole)
    assert len(parts) > 1 or rows > 1_000


def test_files_without_rows_give_none(tmp_path: Path) -> None:
    pq.write_table(rows_of([]), tmp_path / "0.parquet")
    assert list(merged([tmp_path / "0.parquet"], SCHEMA.key, SCHEMA.names)) == []
    write_merged_table(tmp_path, SCHEMA, [tmp_path / "0.parquet"])
    assert (tmp_path / "things.csv").read_text() == '"place","doc_id","text"\n'


def test_a_short_table_has_the_bytes_of_one_written_at_once(tmp_path: Path) -> None:
    paths, whole = shards(tmp_path, 3)
    write_merged_table(tmp_path / "merged", SCHEMA, paths)
    write_arrow_table(tmp_path / "at once", SCHEMA, whole)
    for name in ("things.parquet", "things.csv"):
        one, other = (tmp_path / folder / name for folder in ("merged", "at once"))
        assert one.read_bytes() == other.read_bytes(), name


def test_a_long_table_has_the_same_bytes_for_any_number_of_files(tmp_path: Path) -> None:
    documents = [(f"d{k:03d}", 1_000) for k in range(2 * ROWS // 1_000)]
    for number in (1, 3):
        folder = tmp_path / str(number)
        folder.mkdir()
        paths = [folder / f"{k}.parquet" for k in range(number)]
        for k, path in enumerate(paths):
            pq.write_table(rows_of(documents[k::number]), path)
        write_merged_table(folder, SCHEMA, paths)
    one, three = (tmp_path / n / "things.parquet" for n in ("1", "3"))
    assert one.read_bytes() == three.read_bytes()
    found = pq.ParquetFile(one)
    assert found.metadata.num_rows == sum(n for _, n in documents) > CSV_ROWS
    assert found.metadata.row_group(0).num_rows == ROWS
    assert not (tmp_path / "1/things.csv").exists()


def test_parts_are_cut_to_size() -> None:
    whole = rows_of([("a", 5), ("b", 4)])
    parts = list(regrouped([whole.slice(0, 1), whole.slice(1)], 4))
    assert [len(part) for part in parts] == [4, 4, 1]
    assert pa.concat_tables(parts).equals(whole)


@pytest.mark.parametrize("key", [("text",), ("doc_id", "place")])
def test_the_order_of_the_rows_leaves_no_trace(tmp_path: Path, key: tuple[str, ...]) -> None:
    table = Table("things", "a thing", key, SCHEMA.columns)
    rows = pa.table({"place": [0, 1, 0], "doc_id": ["a", "a", "b"], "text": ["x", "y", "z"]})
    for name, order in (("in order", [0, 1, 2]), ("mixed", [2, 1, 0])):
        write_arrow_table(tmp_path / name, table, rows.take(order))
    for name in ("things.parquet", "things.csv"):
        one, other = (tmp_path / folder / name for folder in ("in order", "mixed"))
        assert one.read_bytes() == other.read_bytes(), name
