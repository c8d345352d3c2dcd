"""Rows of numbers in partitions on disk, of which one at a time is in memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryFile

import numpy as np
from numpy.typing import DTypeLike

from hedgerow.tables.spans import offsets_of


class Partitions:
    """Rows of some columns, appended with the partition that each belongs to.

    >>> rows = Partitions(Path(), 2, np.int32)
    >>> rows.add(np.array([1, 0, 1]), np.array([5, 6, 7]))
    >>> rows.add(np.array([0]), np.array([8]))
    >>> len(rows), [numbers.tolist() for numbers, in rows]
    (4, [[6, 8], [5, 7]])
    """

    def __init__(self, folder: Path, number: int, *types: DTypeLike) -> None:
        """Take a folder for temporary files, the number of partitions, and types of the columns."""
        self._number = number
        self._columns = [
            (TemporaryFile(dir=str(folder)), np.dtype(kind))  # noqa: SIM115
            for kind in types
        ]
        self._edges: list[np.ndarray] = []
        self._rows = 0

    def __len__(self) -> int:
        return self._rows

    def add(self, partition: np.ndarray, *columns: np.ndarray) -> None:
        """Append rows.

        Args:
            partition: int[n], below the number of partitions and 65,536.
            columns: n numbers each.
        """
        place = partition.astype(np.uint16)
        order = np.argsort(place, kind="stable")
        for (file, kind), values in zip(self._columns, columns, strict=True):
            file.write(values[order].astype(kind, copy=False).tobytes())
        self._edges.append(self._rows + offsets_of(np.bincount(place, minlength=self._number)))
        self._rows += len(place)

    def __iter__(self) -> Iterator[tuple[np.ndarray, ...]]:
        """Yield the columns of each partition, rows in the order in which they were added."""
        for p in range(self._number):
            spans = [(int(edges[p]), int(edges[p + 1])) for edges in self._edges]
            yield tuple(self._read(c, spans) for c in range(len(self._columns)))

    def _read(self, column: int, spans: list[tuple[int, int]]) -> np.ndarray:
        file, kind = self._columns[column]
        values = np.empty(sum(end - begin for begin, end in spans), kind)
        at = 0
        for begin, end in spans:
            if begin < end:
                file.seek(begin * kind.itemsize)
                file.readinto(values[at : at + end - begin].data)
            at += end - begin
        return values
