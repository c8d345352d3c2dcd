"""Tables that the measures write, collected in memory and given as the frame that is wanted."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Literal

import pyarrow as pa

from hedgerow.tables.io import Columns, to_arrow
from hedgerow.tables.schema import Table

Output = Literal["pandas", "polars", "arrow"]
OUTPUTS = ("pandas", "polars", "arrow")


class Collected:
    """Takes the columns of some tables part by part, as a file on disk would.

    Attributes:
        write: name of a table -> what takes its columns.
    """

    def __init__(self, *tables: Table) -> None:
        self._schemas = {table.name: table for table in tables}
        self._parts: dict[str, list[pa.Table]] = {table.name: [] for table in tables}
        self.write: dict[str, Callable[[Columns], None]] = {
            name: partial(self._take, name) for name in self._schemas
        }

    def _take(self, name: str, columns: Columns) -> None:
        self._parts[name].append(to_arrow(self._schemas[name], columns))

    def table(self, name: str) -> pa.Table:
        """Return a table, sorted by its key; without rows where nothing was written."""
        schema = self._schemas[name]
        parts = self._parts[name] or [to_arrow(schema, {column: [] for column in schema.names})]
        joined = pa.concat_tables(parts)
        return joined.sort_by([(column, "ascending") for column in schema.key])


def given_as(table: pa.Table, output: str) -> Any:
    """Return an Arrow table as a pandas or polars frame, or as it is.

    Raises:
        ValueError: `output` is none of OUTPUTS.
        ModuleNotFoundError: polars is wanted and not installed.
    """
    if output == "pandas":
        return table.to_pandas()
    if output == "arrow":
        return table
    if output == "polars":
        import polars

        return polars.from_arrow(table)
    raise ValueError(f"output is {output!r}, but must be one of: {', '.join(OUTPUTS)}")
