"""Rows of long tables that wait on disk, a file a shard, until the tables are written."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa

from hedgerow.tables.io import write_parquet
from hedgerow.tables.schema import Table


class Scratch:
    """Files in a folder for what would be held in memory for the whole corpus.

    The folder belongs to the caller, who removes it.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files: dict[str, list[Path]] = {}

    def add(self, table: Table, rows: pa.Table) -> Path:
        """Write rows of a table, in the order of its key; no other rows have their first key."""
        files = self.files.setdefault(table.name, [])
        path = self.folder / f"{table.name}.{len(files)}.parquet"
        write_parquet(path, rows.sort_by([(name, "ascending") for name in table.key]))
        files.append(path)
        return path
