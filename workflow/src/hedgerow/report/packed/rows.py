"""The rows of the long tables, some documents at a time, as arrays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hedgerow.errors import UserError
from hedgerow.tables.selection import streamed

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

_AT_ONCE = 1 << 14
"""Rows of a table that are read at once."""


class Rows:
    """Rows of some documents, in the order of the documents, sorted within each.

    Attributes:
        document: int64[R], place of the document.
    """

    def __init__(self, document: np.ndarray, table: pa.Table, columns: Mapping[str, Any]) -> None:
        self.document = document
        self._table, self._columns = table, columns

    def __len__(self) -> int:
        return len(self.document)

    def numbers(self, name: str) -> np.ndarray:
        """Return int64[R], float64[R] or bool[R]: a column, its default where it is undefined."""
        return self._table[name].fill_null(self._columns[name]).to_numpy()

    def coded(self, name: str) -> tuple[np.ndarray, list[str]]:
        """Return int64[R] and the texts that it numbers: a column of texts that recur."""
        import numpy as np

        codes = self._table[name].combine_chunks().dictionary_encode()
        texts = codes.dictionary.to_pylist()
        return codes.indices.fill_null(len(texts)).to_numpy().astype(np.int64), [
            *texts,
            self._columns[name],
        ]

    def texts(self, name: str, rows: np.ndarray) -> list[str]:
        """Return the texts of a column in some rows."""
        taken = self._table[name].take(rows)
        return taken.fill_null(self._columns[name]).to_pylist()


class RowsInOrder:
    """A long table, which has the order of the documents, read a part at a time.

    Args:
        path: the table, with a column `doc_id`.
        places: of each document, in their order.
        columns: columns that are read, each with the value of what is undefined.
        sort: column that orders the rows of a document.
    """

    def __init__(
        self, path: Path, places: Mapping[str, int], columns: Mapping[str, Any], sort: str
    ) -> None:
        self._columns, self._sort = columns, sort
        self._names = list(dict.fromkeys([*columns, sort]))
        self._parts = self._read(path, places)
        self._document, self._table = next(self._parts)

    def _read(self, path: Path, places: Mapping[str, int]) -> Iterator[tuple[np.ndarray, pa.Table]]:
        import numpy as np

        last = 0
        for part in streamed(path, ["doc_id", *self._names], rows=_AT_ONCE):
            ids = part["doc_id"].combine_chunks().dictionary_encode()
            known = np.array([places[doc_id] for doc_id in ids.dictionary.to_pylist()], np.int64)
            document = known[ids.indices.to_numpy()]
            if np.diff(document, prepend=last).min(initial=0) < 0:
                raise UserError(f"{path}: documents are out of order; run the workflow again")
            last = document[-1] if len(document) else last
            yield document, part.select(self._names)

    def below(self, bound: int) -> Rows:
        """Take and return the rows of the documents before a place that were not taken yet."""
        import numpy as np
        import pyarrow as pa

        documents, tables = [self._document], [self._table]
        while not len(documents[-1]) or documents[-1][-1] < bound:
            part = next(self._parts, None)
            if part is None:
                break
            documents.append(part[0])
            tables.append(part[1])
        document, table = np.concatenate(documents), pa.concat_tables(tables)
        cut = int(np.searchsorted(document, bound))
        self._document, self._table = document[cut:].copy(), table.slice(cut)
        return self._ordered(document[:cut], table.slice(0, cut))

    def _ordered(self, document: np.ndarray, table: pa.Table) -> Rows:
        import numpy as np

        key = document << 32 | table[self._sort].to_numpy().astype(np.int64)
        if len(key) and np.diff(key).min(initial=0) < 0:
            order = np.argsort(key, kind="stable")
            document, table = document[order], table.take(order)
        return Rows(document, table, self._columns)


def bounds_of(document: np.ndarray, first: int, last: int) -> np.ndarray:
    """Return int64[last - first + 1]: where the rows of documents first:last begin and end."""
    import numpy as np

    return np.searchsorted(document, np.arange(first, last + 1))


def number_lists(values: Sequence[np.ndarray], bounds: np.ndarray) -> list[str]:
    """Return the rows of each document as JSON: one flat list of whole numbers.

    Args:
        values: columns of the rows.
        bounds: of the rows of each document.

    >>> import numpy as np
    >>> number_lists([np.array([5, 7, 9]), np.array([0, 1, 2])], np.array([0, 2, 2, 3]))
    ['[5,0,7,1]', '[]', '[9,2]']
    """
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    flat = np.stack(values, axis=1).astype(np.int64).ravel()
    printed = pa.array(flat).cast(pa.string())
    lists = pa.ListArray.from_arrays(pa.array((bounds * len(values)).astype(np.int32)), printed)
    return pc.binary_join_element_wise("[", pc.binary_join(lists, ","), "]", "").to_pylist()
