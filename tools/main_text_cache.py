"""What is computed once for each page of the benchmark of main text, and a line of progress."""

from __future__ import annotations

import pickle
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any


class Cache:
    """Values by key, kept in a file between runs where one is given.

    Delete the file after a change of what it holds: features of elements, and texts that libraries
    find (their keys hold the libraries' versions).
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        held = path is not None and path.is_file()
        self._values: dict[Any, Any] = pickle.loads(path.read_bytes()) if held and path else {}

    def get(self, key: Any, make: Callable[[], Any]) -> Any:
        """Return the value of a key, made where there is none."""
        if key not in self._values:
            self._values[key] = make()
        return self._values[key]

    def save(self) -> None:
        """Write the file."""
        if self._path is not None:
            self._path.write_bytes(pickle.dumps(self._values))

    @staticmethod
    def progress(task: str, number: int, total: int) -> None:
        """Show how far a task is, on a terminal's line of its own."""
        if number % 10 == 0 or number == total:
            end = "\n" if number == total else ""
            print(f"\r{task} {number} of {total}", end=end, file=sys.stderr, flush=True)
