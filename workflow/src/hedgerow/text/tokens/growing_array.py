"""Arrays that are added to, batch by batch."""

from __future__ import annotations

import numpy as np


class GrowingArray:
    """An array of numbers that grows at its end.

    Its memory grows in place where the system can do that, so that millions of numbers are written
    once: neither kept in pieces nor put together afterwards.
    """

    def __init__(self, dtype: np.dtype) -> None:
        self._dtype = dtype
        self._bytes = bytearray()

    def add(self, values: np.ndarray) -> None:
        """Add numbers of the array's own type."""
        assert values.dtype == self._dtype
        self._bytes += np.ascontiguousarray(values).data.cast("B") if len(values) else b""

    def array(self) -> np.ndarray:
        """Return all numbers; nothing can be added from now on."""
        return np.frombuffer(self._bytes, self._dtype)
