"""Some columns and rows of a long table, read a part at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from hedgerow.errors import UserError
from hedgerow.tables.arrays import ROWS
from hedgerow.tables.merge import decoded

Only = Mapping[str, Collection[Any] | pa.Array]
"""Column -> values; rows with another value in the column are left out."""

_AT_ONCE = 1 << 14
"""Rows that are read at once where some of them are chosen."""


def streamed(
    path: Path, names: Sequence[str], only: Only | None = None, rows: int = ROWS
) -> Iterator[pa.Table]:
    """Yield the rows of a Parquet file in their order, some columns, no more than `rows` at once.

    Args:
        only: values that a row must have; a null is none of them.

    Raises:
        UserError: the file is missing, is not Parquet or lacks a column.
    """
    wanted = {name: _members(values) for name, values in (only or {}).items()}
    read = list(dict.fromkeys([*names, *wanted]))
    try:
        # of a column that rows are chosen by, each text is looked up once
        with pq.ParquetFile(
            str(path), pre_buffer=False, buffer_size=1 << 16, read_dictionary=list(wanted)
        ) as file:
            missing = [name for name in read if name not in file.schema_arrow.names]
            if missing:
                raise UserError(f"{path}: column {missing[0]} is missing; run the workflow again")
            yield decoded(pa.Table.from_batches([], file.schema_arrow)).select(names)
            for batch in file.iter_batches(rows, columns=read):
                chosen = _filtered(pa.Table.from_batches([batch]), wanted)
                yield decoded(chosen.select(names))
    except (OSError, pa.ArrowInvalid) as error:
        raise UserError(f"{path}: no readable table is there; run the workflow again") from error


def _members(values: Collection[Any] | pa.Array) -> frozenset[Any]:
    return frozenset(values.to_pylist() if isinstance(values, pa.Array) else values)


def _filtered(data: pa.Table, only: Mapping[str, frozenset[Any]]) -> pa.Table:
    for name, values in only.items():
        column = data[name].combine_chunks()
        if not pa.types.is_dictionary(column.type):
            column = column.dictionary_encode()
        kept = [value in values for value in column.dictionary.to_pylist()]
        if column.null_count or not all(kept):
            data = data.filter(pa.array(kept, pa.bool_()).take(column.indices))
    return data


def selected(path: Path, names: Sequence[str], only: Only | None = None) -> pa.Table:
    """Return what `streamed` yields as one table.

    Raises:
        UserError: as there.
    """
    return pa.concat_tables(streamed(path, names, only, _AT_ONCE))


def number_of_rows(path: Path) -> int:
    """Return the number of rows of a Parquet file without reading them.

    Raises:
        UserError: the file is missing or is not Parquet.
    """
    try:
        return int(pq.read_metadata(str(path)).num_rows)
    except (OSError, pa.ArrowInvalid) as error:
        raise UserError(f"{path}: no readable table is there; run the workflow again") from error
