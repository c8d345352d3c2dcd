"""The table of documents, checked before anything is computed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from hedgerow.errors import UserError
from hedgerow.sources.inventory import Survey
from hedgerow.sources.metadata import Metadata, listed, read_metadata_rows
from hedgerow.steps.progress import in_print

MOST_NAMED = 50
_USUAL = {"groups.pair": "pair", "keywords.target": "target_phrase"}
"""Columns that a table need not have under their usual names."""


def checked_metadata(path: str | None, settings: Mapping[str, Any]) -> Metadata | None:
    """Read the table of documents, so that a fault in it ends a run before it starts.

    Raises:
        UserError: the table cannot be read, a row is faulty, or a column is missing that the
            settings name.
    """
    if path is None:
        return None
    table = read_metadata_rows(Path(path))
    wanted = {
        "groups.column": settings["groups"]["column"],
        "groups.pair": settings["groups"]["pair"],
        "keywords.target": settings["keywords"]["target"],
    }
    for key, name in wanted.items():
        if name not in table.columns and name != _USUAL.get(key):
            raise UserError(
                f"{path} has no column {name!r}, which the config names under {key!r}; it has: "
                + listed(table.columns)
            )
    return table


def rows_without_file(table: Metadata | None, survey: Survey) -> Iterator[str]:
    """Name the rows of the table that match no file of the corpus.

    Rows for records are left to the end of a run, when the ids of records are known.
    """
    if table is None:
        return
    files = [file.path for file in survey.files] + [path for path, _ in survey.problems]
    lost = [entry for entry in table.unmatched(files) if "#" not in entry[1]]
    for line, name in lost[:MOST_NAMED]:
        yield f"{table.path}, line {line}: no document has the path {in_print(name)}"
    if len(lost) > MOST_NAMED:
        yield f"{table.path}: {len(lost) - MOST_NAMED:,} more rows match no document"
