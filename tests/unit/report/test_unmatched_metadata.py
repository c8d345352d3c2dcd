"""Rows of the table of documents that match no document: found, and listed in the report."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pandas as pd
import pytest

from hedgerow.report.sections.corpus import _unmatched as table_of
from hedgerow.steps.summarise import _unmatched as rows_of


@pytest.fixture
def corpus() -> Any:
    names = ["shop/a.txt", "b.jsonl#1", "b.jsonl#2", "cafe\u0301.txt"]
    paths = [name.partition("#")[0] for name in names]
    return SimpleNamespace(documents=pd.DataFrame({"doc_id": names, "path": paths}))


@pytest.mark.parametrize(
    ("row", "lost"),
    [
        ("./shop/a.txt", False),
        ("shop\\a.txt", False),
        ("b.jsonl", False),
        ("b.jsonl#2", False),
        ("b.jsonl#3", True),
        ("caf\u00e9.txt", False),
        ("Shop/a.txt", True),
    ],
)
def test_a_row_matches_a_document_or_its_file(
    tmp_path: Path, corpus: Any, row: str, lost: bool
) -> None:
    path = tmp_path / "metadata.csv"
    path.write_text(f"file,group\n{row},x\n", encoding="utf-8")
    assert rows_of(corpus, path) == ([{"line": 2, "file": row}] if lost else [])


def test_rows_without_a_document_are_listed_in_the_report() -> None:
    def results(rows: list[dict[str, Any]]) -> Any:
        return SimpleNamespace(part=lambda name: cast(Any, rows))

    assert table_of(results([])) is None
    table = table_of(results([{"line": 7, "file": "gone.txt"}]))
    assert table is not None
    assert table.n == "1 row"
    assert [[cell.text for cell in row] for row in table.rows] == [["7", "gone.txt"]]
