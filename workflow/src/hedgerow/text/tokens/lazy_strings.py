"""Strings of a mapped file, decoded on demand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True)
class LazyStrings(Sequence):
    """Strings that are decoded on demand, so that the text of a file stays on disk.

    Attributes:
        data: uint8[...], UTF-8.
        offset: int64[n + 1]; string i is data[offset[i]:offset[i + 1]].
    """

    data: np.ndarray
    offset: np.ndarray

    @classmethod
    def of(cls, array: Any) -> LazyStrings:
        """Return the strings of an Arrow array of large strings, without a copy."""
        _, offsets, data = array.buffers()
        offset = np.frombuffer(offsets, np.int64)[array.offset : array.offset + len(array) + 1]
        return cls(np.frombuffer(data, np.uint8) if data else np.zeros(0, np.uint8), offset)

    def __len__(self) -> int:
        return len(self.offset) - 1

    def arrow(self) -> Any:
        """Return an Arrow array of large strings, without a copy."""
        from hedgerow.tables.arrays import large_strings

        return large_strings(self.offset, self.data)

    def utf8(self, i: int) -> memoryview:
        """Return the bytes of a string, without a copy."""
        return self.data[self.offset[i] : self.offset[i + 1]].data

    def __getitem__(self, i: Any) -> Any:
        if isinstance(i, slice):
            first, end, _ = i.indices(len(self))
            return LazyStrings(self.data, self.offset[first : end + 1])
        return str(self.utf8(range(len(self))[i]), "utf-8")
