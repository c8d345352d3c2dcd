"""Tables on disk: Parquet for programs, CSV beside it for people."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from hedgerow.errors import UserError
from hedgerow.tables.arrays import ROWS, arrow_array, column_values
from hedgerow.tables.replacing import replacing
from hedgerow.tables.schema import Table

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

CSV_ROWS = 100_000
"""Tables with this many rows or more get no CSV beside the Parquet."""

_DECIMALS = 6

Columns = Mapping[str, Sequence[Any] | np.ndarray]


def to_arrow(
    table: Table,
    columns: Columns,
    convert: Callable[[Sequence[Any] | np.ndarray, str], pa.Array] = arrow_array,
) -> pa.Table:
    """Check columns against a schema and make the Arrow table.

    Raises:
        ValueError: a column is missing, unknown or of another length.
    """
    import pyarrow as pa

    if set(columns) != set(table.names):
        wrong = sorted(set(columns) ^ set(table.names))
        raise ValueError(f"table {table.name}: columns missing or unknown: {', '.join(wrong)}")
    arrays = [convert(columns[c.name], c.type) for c in table.columns]
    if len({len(array) for array in arrays}) > 1:
        raise ValueError(f"table {table.name}: columns of different lengths")
    return pa.Table.from_batches([pa.RecordBatch.from_arrays(arrays, names=list(table.names))])


def frame_to_arrow(table: Table, frame: pd.DataFrame) -> pa.Table:
    """Make the Arrow table from a data frame, whose other columns are left out.

    Its columns become Python objects one by one: all at once would be five times their size.
    """
    columns = {name: frame[name] for name in table.names}
    return to_arrow(table, columns, _from_pandas)


def _from_pandas(column: Any, kind: str) -> pa.Array:
    return arrow_array(column.tolist(), kind)


def write_table(path: Path, table: Table, columns: Columns) -> None:
    """Write one table as Parquet: the columns of its schema in its order, always the same bytes.

    Args:
        columns: a sequence or numpy array for every column of the schema; None and NaN are null.
    """
    write_parquet(Path(path), to_arrow(table, columns))


@contextmanager
def writing(path: Path, table: Table) -> Iterator[Callable[[Columns], None]]:
    """Yield a function that writes columns to a Parquet table part by part, as `write_table`.

    For the long tables of a shard. Their rows are not searched by value, so they get no statistics;
    numbers with fractions hardly recur, so they get no dictionary. Small parts are collected,
    because each group of rows has a fixed cost for every column.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    options: dict[str, Any] = {
        "compression": "zstd",
        "compression_level": 1,
        "write_statistics": False,
        "use_dictionary": [c.name for c in table.columns if c.type in ("str", "int")],
    }
    writer: pq.ParquetWriter | None = None
    waiting: list[pa.Table] = []
    with replacing(Path(path)) as temporary, ExitStack() as stack:

        def write(columns: Columns) -> None:
            waiting.append(to_arrow(table, columns, _encoded))
            if sum(rows.num_rows for rows in waiting) >= ROWS:
                write_group()

        def write_group() -> None:
            nonlocal writer
            rows = pa.concat_tables(waiting).unify_dictionaries()
            waiting.clear()
            if writer is None:
                opened = pq.ParquetWriter(str(temporary), rows.schema, **options)
                writer = stack.enter_context(opened)
            writer.write_table(rows)

        yield write
        if writer is None and not waiting:
            write({name: [] for name in table.names})
        if waiting:
            write_group()


def _encoded(values: Sequence[Any] | np.ndarray, kind: str) -> pa.Array:
    return values.encoded() if hasattr(values, "encoded") else arrow_array(values, kind)


def write_parquet(path: Path, data: pa.Table) -> None:
    """Write an Arrow table as Parquet, complete or not at all."""
    import pyarrow.parquet as pq

    with replacing(path) as temporary:
        pq.write_table(data, str(temporary), compression="zstd", compression_level=1)


def read_table(path: Path) -> dict[str, list[Any] | np.ndarray]:
    """Read a Parquet table as columns: lists of str or None, numpy arrays of numbers and bools.

    Numbers with nulls come as float64 with NaN; bools with nulls as lists.
    """
    return columns_of(read_arrow(path))


def read_arrow(path: Path, without: Collection[str] = ()) -> pa.Table:
    """Read a Parquet file without pandas, and without some of its columns.

    Raises:
        UserError: the file is missing or not Parquet.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    from hedgerow.tables.merge import decoded

    try:
        with pq.ParquetFile(str(path)) as file:
            names = [name for name in file.schema_arrow.names if name not in without]
            return decoded(file.read(names if without else None))
    except (OSError, pa.ArrowInvalid) as error:
        raise UserError(f"{path}: no readable table is there; run the workflow again") from error


def columns_of(data: pa.Table) -> dict[str, list[Any] | np.ndarray]:
    """Turn an Arrow table into columns, as `read_table` gives them."""
    return {name: column_values(_one_chunk(data.column(name))) for name in data.column_names}


def _one_chunk(column: pa.ChunkedArray) -> pa.Array:
    import pyarrow as pa

    if column.num_chunks == 1:
        return column.chunk(0)
    return pa.concat_arrays(column.chunks) if column.num_chunks else pa.array([], column.type)


def write_corpus_table(folder: Path, table: Table, columns: Columns) -> None:
    """Write columns as a table of the output contract; see `write_arrow_table`."""
    write_arrow_table(folder, table, to_arrow(table, columns))


def write_arrow_table(folder: Path, table: Table, data: pa.Table) -> None:
    """Write a table of the output contract: Parquet, and CSV where it has under 100,000 rows.

    Rows are sorted by the key of the schema, so that shards leave no trace.
    """
    from hedgerow.tables.merge import is_sorted

    # a sorted copy of a wide table would be a second one in memory
    if len(table.key) > 1 or not is_sorted(data[table.key[0]]):
        data = data.sort_by([(name, "ascending") for name in table.key])
    write_parquet(folder / f"{table.name}.parquet", data)
    target = folder / f"{table.name}.csv"
    if data.num_rows < CSV_ROWS:
        write_csv(target, data)
    else:
        target.unlink(missing_ok=True)


def write_merged_table(folder: Path, table: Table, paths: Sequence[Path]) -> None:
    """Write the rows of the files of all shards as a table of the output contract.

    A table of up to 131,072 rows is written as `write_arrow_table` does; of a longer one no more is
    in memory at once, and its row groups have that many rows, for any number of shards.
    """
    import pyarrow.parquet as pq

    from hedgerow.tables.merge import merged, regrouped

    groups = regrouped(merged(paths, table.key, table.names), ROWS)
    first = next(groups, None)
    if first is None:
        write_corpus_table(folder, table, {name: [] for name in table.names})
        return
    second = next(groups, None)
    if second is None:
        write_arrow_table(folder, table, first)
        return
    target = folder / f"{table.name}.parquet"
    with (
        replacing(target) as temporary,
        pq.ParquetWriter(
            str(temporary), first.schema, compression="zstd", compression_level=1
        ) as writer,
    ):
        for group in chain([first, second], groups):
            writer.write_table(group)
    (folder / f"{table.name}.csv").unlink(missing_ok=True)


def write_csv(path: Path, data: pa.Table) -> None:
    """Write a table as CSV (UTF-8, comma, quotes where needed), numbers to six decimals.

    Texts that a spreadsheet would run as formulas are guarded.
    """
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.csv as pc_csv

    from hedgerow.tables.formula_guard import guarded_column

    arrays = [
        pc.round(column, _DECIMALS) if pa.types.is_floating(column.type) else guarded_column(column)
        for column in data.columns
    ]
    rounded = pa.Table.from_arrays(arrays, names=data.column_names)
    with replacing(path) as temporary:
        pc_csv.write_csv(rounded, str(temporary))
