"""Tables of shards merged by their keys, a part at a time, so that no whole table is in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from hedgerow.tables.arrays import ROWS

_READ = 1 << 14
"""Rows that are read from a shard at once."""


class _Cursor:
    """The rows of one file that are not merged yet, in the order of the first key."""

    def __init__(self, path: Path, names: Sequence[str], rows: int) -> None:
        self._file = pq.ParquetFile(str(path), pre_buffer=False, buffer_size=1 << 16)
        self._batches = self._file.iter_batches(rows, columns=list(names))
        self._key = names[0]
        nothing = pa.Table.from_batches([], self._file.schema_arrow)
        self.rows = decoded(nothing.select(names))
        self.ended = False
        self.read()

    def read(self) -> None:
        """Read more rows behind those at hand."""
        batch = next(self._batches, None)
        if batch is None:
            self.ended = True
            self._file.close()
        else:
            more = decoded(pa.Table.from_batches([batch]))
            self.rows = pa.concat_tables([self.rows, more])

    @property
    def last(self) -> str:
        """The first key of the last row at hand."""
        return self.rows[self._key][-1].as_py()

    def take(self, bound: str | None) -> pa.Table:
        """Remove and return the rows below a bound; all where it is None."""
        if bound is None:
            number = len(self.rows)
        else:
            number = pc.sum(pc.less(self.rows[self._key], bound)).as_py() or 0
        taken, self.rows = self.rows.slice(0, number), self.rows.slice(number)
        return taken


def merged(
    paths: Sequence[Path], key: Sequence[str], names: Sequence[str], rows: int = ROWS
) -> Iterator[pa.Table]:
    """Yield the rows of Parquet files in the order of a key, part by part.

    Rows with equal first keys are in one file. The memory that is held depends on the number of
    files and the size of a part, not on the length of the files; a file that is not in the order of
    its first key is sorted as a whole beforehand.

    Args:
        paths: files with at least the columns `names`, strings in the first of the key.
        key: names of columns; no two rows agree in all of them.
        names: columns to read, in this order.
        rows: rows of a part, at least, the last one apart.
    """
    order = [(name, "ascending") for name in key]
    columns = [key[0], *(name for name in names if name != key[0])]
    with TemporaryDirectory(prefix="hedgerow-") as scratch:
        sorted_paths = [_in_order(p, key, Path(scratch) / str(i)) for i, p in enumerate(paths)]
        share = max(256, min(_READ, rows // max(1, 2 * len(paths))))
        cursors = [_Cursor(path, columns, share) for path in sorted_paths]
        waiting: list[pa.Table] = []
        while any(not cursor.ended or len(cursor.rows) for cursor in cursors):
            open_ones = [cursor for cursor in cursors if not cursor.ended]
            bound = min((cursor.last for cursor in open_ones if len(cursor.rows)), default=None)
            waiting += [cursor.take(bound) for cursor in cursors]
            for cursor in open_ones:
                # every file moves on with each bound, not only the one that the bound comes from
                if len(cursor.rows) < share or cursor.last == bound:
                    cursor.read()
            if sum(map(len, waiting)) >= rows:
                yield _sorted(waiting, order).select(names)
                waiting.clear()
        if waiting:
            yield _sorted(waiting, order).select(names)


def _sorted(parts: Sequence[pa.Table], order: list[tuple[str, str]]) -> pa.Table:
    """Return the rows of all parts in an order."""
    # in one piece first: rows are found slowly among many
    return pa.concat_tables(parts).combine_chunks().sort_by(order)


def regrouped(parts: Iterable[pa.Table], rows: int) -> Iterator[pa.Table]:
    """Yield the same rows in parts of exactly so many, the last one apart; no part without rows.

    >>> numbers = pa.table({"n": [1, 2, 3]})
    >>> [len(part) for part in regrouped([numbers, numbers], 4)]
    [4, 2]
    """
    waiting: list[pa.Table] = []
    for part in parts:
        waiting.append(part)
        while sum(map(len, waiting)) >= rows:
            whole = pa.concat_tables(waiting)
            yield whole.slice(0, rows).combine_chunks()
            waiting = [whole.slice(rows)]
    rest = pa.concat_tables(waiting).combine_chunks() if waiting else None
    if rest is not None and len(rest):
        yield rest


def decoded(data: pa.Table) -> pa.Table:
    """Decode the columns that were written as dictionaries."""
    for i, field in enumerate(data.schema):
        if pa.types.is_dictionary(field.type):
            data = data.set_column(i, field.name, data.column(i).cast(pa.large_string()))
    return data


def is_sorted(column: pa.ChunkedArray) -> bool:
    """Return whether a column without nulls ascends; equal values may follow each other.

    >>> is_sorted(pa.chunked_array([["a", "b"], ["b"]])), is_sorted(pa.chunked_array([["b", "a"]]))
    (True, False)
    """
    return len(column) < 2 or pc.all(pc.less_equal(column[:-1], column[1:])).as_py()


def _in_order(path: Path, key: Sequence[str], scratch: Path) -> Path:
    """Return a file with the rows in the order of the first key: this one, or a sorted copy."""
    with pq.ParquetFile(str(path)) as file:
        first = decoded(file.read([key[0]]))[key[0]]
        if is_sorted(first):
            return path
        pq.write_table(
            decoded(file.read()).sort_by([(name, "ascending") for name in key]), str(scratch)
        )
    return scratch
