"""Tables that the measures write, collected in memory and given as the frame that is wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from itertools import chain
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from hedgerow.tables.io import Columns, to_arrow
from hedgerow.tables.schema import Table

if TYPE_CHECKING:
    import pyarrow as pa

Output = Literal["pandas", "polars", "arrow"]
OUTPUTS = ("pandas", "polars", "arrow")


class Collected(Mapping):
    """Takes the columns of some tables part by part, as files on disk would; name -> Arrow table.

    Attributes:
        write: name of a table -> what takes its columns.
    """

    def __init__(self, *tables: Table) -> None:
        self._schemas = {table.name: table for table in tables}
        self._parts: dict[str, list[Columns]] = {table.name: [] for table in tables}
        self.write: dict[str, Callable[[Columns], None]] = {
            name: parts.append for name, parts in self._parts.items()
        }

    def __iter__(self) -> Iterator[str]:
        return iter(self._schemas)

    def __len__(self) -> int:
        return len(self._schemas)

    def __getitem__(self, name: str) -> pa.Table:
        """Return a table, sorted by its key; without rows where nothing was written."""
        import pyarrow as pa

        schema = self._schemas[name]
        parts = self._parts[name] or [{column: [] for column in schema.names}]
        joined = pa.concat_tables([to_arrow(schema, part) for part in parts])
        return joined.sort_by([(column, "ascending") for column in schema.key])

    def rows(self, name: str) -> dict[str, list[Any]]:
        """Return the columns of a table of a few rows as lists, sorted by its key."""
        schema = self._schemas[name]
        columns = {
            column: list(
                chain.from_iterable(map(_values, (part[column] for part in self._parts[name])))
            )
            for column in schema.names
        }
        keys = list(zip(*(columns[column] for column in schema.key), strict=True))
        order = sorted(range(len(keys)), key=keys.__getitem__)
        return {column: [values[i] for i in order] for column, values in columns.items()}


def _values(column: Any) -> list[Any]:
    return column.tolist() if isinstance(column, np.ndarray) else list(column)


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
        return needed("polars", 'output="polars"').from_arrow(table)
    raise ValueError(f"output is {output!r}, but must be one of: {', '.join(OUTPUTS)}")


def needed(package: str, use: str) -> Any:
    """Return a package that Hedgerow is installed without.

    Raises:
        ModuleNotFoundError: it is not installed; the sentence has the remedy.
    """
    try:
        return import_module(package)
    except ModuleNotFoundError as error:
        if error.name != package:
            raise
        name = {"sklearn": "scikit-learn"}.get(package, package)
        raise ModuleNotFoundError(
            f"{use} needs {name}, which is not installed: pip install {name}", name=package
        ) from None
