"""Rows of a table by document, as lists of plain numbers and texts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa


class ByDocument:
    """The columns of a table, cut at the documents.

    Args:
        table: rows of some documents, with a column `doc_id`.
        doc_ids: these documents, in the order of their places.
        columns: columns that are read, each with the value of what is undefined.
        sort: column that orders the rows of a document.
    """

    def __init__(
        self, table: pa.Table, doc_ids: pa.Array, columns: Mapping[str, Any], sort: str
    ) -> None:
        import numpy as np
        import pyarrow.compute as pc

        place = pc.index_in(table["doc_id"], value_set=doc_ids).to_numpy()
        order = np.lexsort((table[sort].to_numpy(), place))
        self._columns = [filled(table[name], empty)[order] for name, empty in columns.items()]
        self._bounds = np.searchsorted(place[order], np.arange(len(doc_ids) + 1)).tolist()

    def rows(self, document: int) -> list[tuple[Any, ...]]:
        """Return the rows of the document at a place, each with the columns in their order."""
        first, last = self._bounds[document], self._bounds[document + 1]
        return list(zip(*(column[first:last].tolist() for column in self._columns), strict=True))


def filled(column: pa.ChunkedArray, empty: Any) -> np.ndarray:
    """Return the values of a column as an array, with `empty` for what is undefined.

    Equal texts are one object.
    """
    import numpy as np
    import pyarrow as pa

    if pa.types.is_large_string(column.type):
        codes = column.combine_chunks().dictionary_encode()
        texts = np.array([*codes.dictionary.to_pylist(), empty], object)
        return texts[codes.indices.fill_null(len(texts) - 1).to_numpy()]
    return column.fill_null(empty).to_numpy()
