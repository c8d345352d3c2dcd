"""Columns of strings that never become one Python object a row.

Both kinds are sequences of str (or None) and become Arrow arrays at the cost of a copy, for tables
of millions of rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numba import njit

from hedgerow.tables.spans import offsets_of


@dataclass(frozen=True)
class Choices(Sequence):
    """One of a few strings in each row.

    Attributes:
        code: int[R], index into `values`; -1 for None.
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

    def encoded(self) -> Any:
        """Return an Arrow dictionary array: Parquet takes over the codes as they are."""
        import pyarrow as pa

        from hedgerow.tables.arrays import arrow_array

        codes = arrow_array(self.code.astype(np.int32, copy=False), missing=self.code < 0)
        return pa.DictionaryArray.from_arrays(codes, arrow_array(self.values, "str"))

    def arrow(self) -> Any:
        """Return an Arrow array of large strings."""
        return self.spelled().arrow()

    def spelled(self) -> Spelled:
        """Return the same with a string of its own in each row, for values that hardly recur."""
        encoded = [value.encode("utf-8", "replace") for value in self.values]
        # None, code -1, is the last of the lengths: an empty span
        place = offsets_of([*map(len, encoded), 0])
        data = np.frombuffer(b"".join(encoded) or b" ", np.uint8)
        spelled = spell(data, place[:-1][self.code], place[1:][self.code])
        return Spelled(spelled.offset, spelled.data, self.code < 0)


@dataclass(frozen=True)
class Spelled(Sequence):
    """A string of its own in each row.

    Attributes:
        offset: int64[R + 1]; row r is data[offset[r]:offset[r + 1]].
        data: uint8[...], UTF-8.
        missing: bool[R], rows that are None; without it none is.
    """

    offset: np.ndarray
    data: np.ndarray
    missing: np.ndarray | None = None

    def __len__(self) -> int:
        return len(self.offset) - 1

    def __getitem__(self, row: Any) -> Any:
        if not -len(self) <= row < len(self):
            raise IndexError(row)
        row %= len(self)
        if self.missing is not None and self.missing[row]:
            return None
        return bytes(self.data[self.offset[row] : self.offset[row + 1]]).decode()

    def take(self, rows: np.ndarray) -> list[str]:
        """Return the strings of some rows, none of them missing.

        >>> Spelled(np.array([0, 3, 7]), np.frombuffer(b"teapots", np.uint8)).take(np.array([1, 0]))
        ['pots', 'tea']
        """
        some = spell(self.data, self.offset[rows], self.offset[rows + 1])
        data = some.data.tobytes()
        return [data[begin:end].decode() for begin, end in pairwise(some.offset.tolist())]

    def arrow(self) -> Any:
        """Return an Arrow array of large strings."""
        from hedgerow.tables.arrays import large_strings

        return large_strings(self.offset, self.data, self.missing)


def spell(data: np.ndarray, begin: np.ndarray, end: np.ndarray) -> Spelled:
    """Copy spans of UTF-8 text, data[begin[r]:end[r]], into a column."""
    offset = offsets_of(end - begin)
    return Spelled(offset, _copy(data, begin, end, offset))


@dataclass(frozen=True)
class Speller:
    """Strings as UTF-8 end to end, from which lists of strings are written.

    Attributes:
        data: uint8[...].
        place: int64[n + 1]; string i is data[place[i]:place[i + 1]].
    """

    data: np.ndarray
    place: np.ndarray

    @classmethod
    def of(cls, texts: Sequence[str]) -> Speller:
        """Encode n strings; lone surrogates become question marks."""
        encoded = [text.encode("utf-8", "replace") for text in texts]
        return cls(
            np.frombuffer(b"".join(encoded) or b" ", np.uint8), offsets_of(list(map(len, encoded)))
        )

    def join(self, items: np.ndarray, offsets: np.ndarray) -> Spelled:
        """Write a list of strings into each row, with spaces between them.

        Args:
            items: int[k], places of the strings.
            offsets: int64[R + 1], the items of each row.
        """
        return Spelled(*_join(self.data, self.place, items, offsets))


@njit(cache=True)
def _join(data, place, items, offsets):
    ends = np.zeros(len(offsets), np.int64)
    for r in range(len(offsets) - 1):
        size = max(0, offsets[r + 1] - offsets[r] - 1)
        for k in range(offsets[r], offsets[r + 1]):
            size += place[items[k] + 1] - place[items[k]]
        ends[r + 1] = ends[r] + size
    out = np.empty(ends[-1], np.uint8)
    for r in range(len(offsets) - 1):
        at = ends[r]
        for k in range(offsets[r], offsets[r + 1]):
            if k > offsets[r]:
                out[at] = 32
                at += 1
            for i in range(place[items[k]], place[items[k] + 1]):
                out[at] = data[i]
                at += 1
    return ends, out


@njit(cache=True)
def _copy(data, begin, end, offset):
    out = np.empty(offset[-1], np.uint8)
    for r in range(len(begin)):
        place = offset[r]
        for i in range(begin[r], end[r]):
            out[place] = data[i]
            place += 1
    return out
