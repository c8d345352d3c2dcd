"""Rows of a table by document, as lists of plain numbers and texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pandas import DataFrame


class ByDocument:
    """The columns of a table, cut at the documents.

    Args:
        frame: a table with a column `doc_id`.
        position: place of each document.
        columns: columns that are read, each with the value of what is undefined.
        sort: column that orders the rows of a document.
    """

    def __init__(
        self,
        frame: DataFrame,
        position: Mapping[str, int],
        columns: Mapping[str, Any],
        sort: str,
    ) -> None:
        import numpy as np

        place = frame["doc_id"].map(position)
        known = place.notna().to_numpy()
        frame, place = frame[known], place[known].to_numpy(np.int64)
        order = np.lexsort((frame[sort].to_numpy(), place))
        self._columns = [_filled(frame[name].iloc[order], empty) for name, empty in columns.items()]
        self._bounds = np.searchsorted(place[order], np.arange(len(position) + 1)).tolist()

    def rows(self, document: int) -> list[tuple[Any, ...]]:
        """Return the rows of the document at a place, each with the columns in their order."""
        first, last = self._bounds[document], self._bounds[document + 1]
        return list(zip(*(column[first:last] for column in self._columns), strict=True))


def _filled(column: Any, empty: Any) -> list[Any]:
    missing = column.isna()
    values = column.astype(object).where(~missing, empty) if missing.any() else column
    return values.tolist()


def deltas(values: Sequence[int]) -> list[int]:
    """Return each value as its distance from the one before it.

    >>> deltas([3, 5, 9])
    [3, 2, 4]
    """
    return [value - before for before, value in zip((0, *values), values, strict=False)]
