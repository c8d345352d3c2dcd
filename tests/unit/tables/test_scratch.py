"""Rows that wait on disk, and pages that are forgotten."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa

from hedgerow.tables.freed_memory import forget_pages
from hedgerow.tables.io import read_table, write_merged_table
from hedgerow.tables.schema import Table, columns
from hedgerow.tables.scratch import Scratch

TABLE = Table(
    "uses",
    "one use",
    ("doc_id", "start"),
    columns("doc_id | str | | document\nstart | int | | place\n"),
)


def rows(*pairs: tuple[str, int]) -> pa.Table:
    doc_ids, starts = zip(*pairs, strict=True)
    return pa.table({"doc_id": pa.array(doc_ids, pa.large_string()), "start": pa.array(starts)})


def test_rows_that_wait_become_one_table_in_the_order_of_its_key(tmp_path: Path) -> None:
    scratch = Scratch(tmp_path / "waiting")
    scratch.add(TABLE, rows(("c", 1), ("a", 7), ("a", 2)))
    scratch.add(TABLE, rows(("d", 0), ("b", 5)))
    write_merged_table(tmp_path, TABLE, scratch.files["uses"])
    found = read_table(tmp_path / "uses.parquet")
    assert list(zip(found["doc_id"], found["start"], strict=True)) == [
        ("a", 2), ("a", 7), ("b", 5), ("c", 1), ("d", 0),
    ]  # fmt: skip


def test_forgotten_pages_are_read_again(tmp_path: Path) -> None:
    np.arange(100_000).tofile(tmp_path / "numbers")
    mapped = np.memmap(tmp_path / "numbers", np.int64, "r")
    for part in (mapped, mapped[3:70_001], mapped[5:9]):
        assert part[-1] == part[0] + len(part) - 1
        forget_pages(part)
        assert part.tolist() == list(range(int(part[0]), int(part[0]) + len(part)))


def test_memory_of_its_own_is_left_alone() -> None:
    numbers = np.arange(100_000)
    forget_pages(numbers)
    assert numbers.tolist() == list(range(100_000))
