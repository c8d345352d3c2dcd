"""Rows of a table by document, as lists of plain numbers and texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa


class ByDocument:
    """The columns of a table, cut at the documents.

    Args:
        parts: rows of some documents, with a column `doc_id`, a part of a table at a time.
        doc_ids: these documents, in the order of their places.
        columns: columns that are read, each with the value of what is undefined.
        sort: column that orders the rows of a document.
    """

    def __init__(
        self, parts: Iterable[pa.Table], doc_ids: pa.Array, columns: Mapping[str, Any], sort: str
    ) -> None:
        import numpy as np
        import pyarrow.compute as pc

        places, keys = [], []
        found: dict[str, list[np.ndarray]] = {name: [] for name in columns}
        for part in parts:
            places.append(pc.index_in(part["doc_id"], value_set=doc_ids).to_numpy())
            keys.append(part[sort].to_numpy().astype(np.int32))
            for name, empty in columns.items():
                found[name].append(filled(part[name], empty))
        place = np.concatenate(places)
        order = np.lexsort((np.concatenate(keys), place))
        self._columns = [np.concatenate(found.pop(name))[order] for name in columns]
        self._bounds = np.searchsorted(place[order], np.arange(len(doc_ids) + 1)).tolist()

    def rows(self, document: int) -> list[tuple[Any, ...]]:
        """Return the rows of the document at a place, each with the columns in their order."""
        first, last = self._bounds[document], self._bounds[document + 1]
        return list(zip(*(column[first:last].tolist() for column in self._columns), strict=True))


def filled(column: pa.ChunkedArray, empty: Any) -> np.ndarray:
    """Return the values of a column as an array, with `empty` for what is undefined.

    Equal texts are one object; whole numbers, places in a text among them, have 32 bits.
    """
    import numpy as np
    import pyarrow as pa

    if pa.types.is_large_string(column.type):
        codes = column.combine_chunks().dictionary_encode()
        texts = np.array([*codes.dictionary.to_pylist(), empty], object)
        return texts[codes.indices.fill_null(len(texts) - 1).to_numpy()]
    values = column.fill_null(empty).to_numpy()
    return values.astype(np.int32) if values.dtype == np.int64 else values
