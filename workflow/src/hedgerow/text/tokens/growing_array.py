"""Arrays that grow batch by batch."""

from __future__ import annotations

import numpy as np


class GrowingArray:
    """An array of numbers that grows at its end.

    Its memory grows in place where the system allows, so that millions of numbers are written once
    and never joined from pieces.

    >>> numbers = GrowingArray(np.dtype(np.int32))
    >>> numbers.add(np.array([1, 2], np.int32))
    >>> numbers.array().tolist()
    [1, 2]
    """

    def __init__(self, dtype: np.dtype) -> None:
        self._dtype = dtype
        self._bytes = bytearray()

    def add(self, values: np.ndarray) -> None:
        """Add numbers of the array's own type."""
        assert values.dtype == self._dtype
        self._bytes += np.ascontiguousarray(values).data.cast("B") if len(values) else b""

    def array(self) -> np.ndarray:
        """Return all numbers; none can be added afterwards."""
        return np.frombuffer(self._bytes, self._dtype)
