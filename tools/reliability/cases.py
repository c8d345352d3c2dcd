"""The cases of a long measurement, each kept in a file as soon as it is done."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any


class Cases:
    """Results by the name of the case.

    Args:
        path: file of the results, one JSON object a line.
        end: time of the monotonic clock after which no further case is begun.
    """

    def __init__(self, path: Path, end: float = float("inf")) -> None:
        self._path, self._end = path, end
        lines = path.read_text("utf-8").splitlines() if path.exists() else []
        self.done: dict[str, Any] = dict(map(json.loads, lines))

    def run(self, names: Iterable[str], measure: Callable[[str], Any]) -> dict[str, Any]:
        """Measure the cases that are not done, while there is time; return those that are."""
        names = list(names)
        for name in names:
            if name not in self.done and time.monotonic() < self._end:
                self.done[name] = measure(name)
                self._path.parent.mkdir(parents=True, exist_ok=True)
                with self._path.open("a", encoding="utf-8") as file:
                    file.write(json.dumps([name, self.done[name]]) + "\n")
                print(name, self.done[name], flush=True)
        return {name: self.done[name] for name in names if name in self.done}
