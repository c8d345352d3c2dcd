"""Columns of strings that never become one Python object a row.

Both kinds are sequences of str (or None), for whoever wants them one by one, and Arrow arrays at
the cost of a copy, for tables of millions of rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numba import njit


@dataclass(frozen=True)
class Choices(Sequence):
    """One of a few strings in each row.

    Attributes:
        code: int[R], place in `values`; -1 stands for None.
        values: the strings.
    """

    code: np.ndarray
    values: Sequence[str]

    def __len__(self) -> int:
        return len(self.code)

    def __getitem__(self, row: Any) -> Any:
        code = int(self.code[row])
        return self.values[code] if code >= 0 else None

    def __iter__(self) -> Iterator[str | None]:
        values = [*self.values, None]
        return (values[code] for code in self.code.tolist())

    def arrow(self) -> Any:
        """Return an Arrow dictionary array of large strings."""
        import pyarrow as pa

        from hedgerow.tables.arrays import arrow_array

        missing = self.code < 0
        codes = arrow_array(np.where(missing, 0, self.code).astype(np.int32), missing=missing)
        return pa.DictionaryArray.from_arrays(codes, arrow_array(self.values or [""], "str"))


@dataclass(frozen=True)
class Spelled(Sequence):
    """A string of its own in each row.

    Attributes:
        offset: int64[R + 1]; row r is data[offset[r]:offset[r + 1]].
        data: uint8[...], UTF-8.
    """

    offset: np.ndarray
    data: np.ndarray

    def __len__(self) -> int:
        return len(self.offset) - 1

    def __getitem__(self, row: Any) -> Any:
        if not -len(self) <= row < len(self):
            raise IndexError(row)
        row %= len(self)
        return bytes(self.data[self.offset[row] : self.offset[row + 1]]).decode()

    def arrow(self) -> Any:
        """Return an Arrow array of large strings."""
        import pyarrow as pa

        buffers = [None, pa.py_buffer(self.offset), pa.py_buffer(self.data)]
        return pa.Array.from_buffers(pa.large_string(), len(self), buffers)


def spell(data: np.ndarray, begin: np.ndarray, end: np.ndarray) -> Spelled:
    """Copy spans of UTF-8 text, data[begin[r]:end[r]], into a column."""
    offset = np.concatenate([[0], np.cumsum(end - begin)]).astype(np.int64)
    return Spelled(offset, _copy(data, begin, end, offset))


@njit(cache=True)
def _copy(data, begin, end, offset):
    out = np.empty(offset[-1], np.uint8)
    for r in range(len(begin)):
        place = offset[r]
        for i in range(begin[r], end[r]):
            out[place] = data[i]
            place += 1
    return out
