"""Strings of a mapped file, decoded on demand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np


class LazyStrings(Sequence):
    """Strings of an Arrow array, decoded on demand, so that the text of a file stays on disk."""

    def __init__(self, array: Any) -> None:
        self._array = array

    def __len__(self) -> int:
        return len(self._array)

    def arrow(self) -> Any:
        """Return the Arrow array."""
        return self._array

    def utf8(self, i: int) -> memoryview:
        """Return the bytes of a string, without a copy."""
        return memoryview(self._array[i].as_buffer())

    def spans(self) -> tuple[np.ndarray, np.ndarray]:
        """Return the bytes of all strings, without a copy, and int64[n + 1], the offset of each."""
        _, offsets, data = self._array.buffers()
        first, n = self._array.offset, len(self._array)
        begins = np.frombuffer(offsets, np.int64)[first : first + n + 1]
        return np.frombuffer(data, np.uint8) if data else np.zeros(0, np.uint8), begins

    def __getitem__(self, i: Any) -> Any:
        found = self._array[i]
        return LazyStrings(found) if isinstance(i, slice) else found.as_py()
