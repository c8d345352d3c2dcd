"""Whole numbers that are appended, and then read a part at a time: on disk where they are many."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import SpooledTemporaryFile

import numpy as np

IN_MEMORY = 1 << 20
"""Bytes from which on the numbers are in a temporary file."""

_AT_ONCE = 1 << 16
"""Numbers of a part."""


class NumberFile:
    """A list of whole numbers of one type, which takes little memory whatever its length.

    >>> numbers = NumberFile(np.int32, Path())
    >>> numbers.extend(np.array([3, 1]))
    >>> numbers.extend(np.array([2]))
    >>> len(numbers), [part.tolist() for part in numbers.parts()]
    (3, [[3, 1, 2]])
    """

    def __init__(self, dtype: type[np.integer], folder: Path) -> None:
        """Take the type of the numbers, and the folder of the temporary file."""
        self._dtype = np.dtype(dtype)
        self._file = SpooledTemporaryFile(IN_MEMORY, dir=str(folder))  # noqa: SIM115
        self._length = 0

    def __len__(self) -> int:
        return self._length

    def extend(self, values: np.ndarray) -> None:
        """Append numbers."""
        self._file.write(np.ascontiguousarray(values, self._dtype).tobytes())
        self._length += len(values)

    def parts(self) -> Iterator[np.ndarray]:
        """Yield the numbers in their order, a part at a time; none may be appended meanwhile."""
        size = self._dtype.itemsize * _AT_ONCE
        self._file.seek(0)
        while data := self._file.read(size):
            yield np.frombuffer(data, self._dtype)

    def steps(self) -> Iterator[np.ndarray]:
        """Yield, as `parts` does, the difference of each number to the one before it (first: 0)."""
        last = 0
        for part in self.parts():
            yield np.diff(part, prepend=part.dtype.type(last))
            last = part[-1]
