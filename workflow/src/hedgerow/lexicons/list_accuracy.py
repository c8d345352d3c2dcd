"""Share of right entries in each list of quotable sentences, from verdicts on real text."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from hedgerow.lexicons.load import FOLDER

DATA = ("lexicons/list_precision.tsv",)

CANDIDATES = 0.8
"""Below this precision a list is headed as candidates, and makes no finding."""

SHOWN = 0.5
"""Below this precision a list is not shown unless the settings ask for it."""


class Precision(NamedTuple):
    """Verdicts on a list: entries judged right, entries judged."""

    right: int
    judged: int

    @property
    def value(self) -> float:
        """Share of right entries."""
        return self.right / self.judged


@cache
def precisions() -> dict[str, Precision]:
    """Return the measured precision of the lists that have verdicts."""
    text = (FOLDER / "list_precision.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line[:1] not in ("", "#")]
    rows = [line.split("\t") for line in lines[1:]]
    return {name: Precision(int(right), int(judged)) for name, right, judged, *_ in rows}


def reliable(name: str) -> bool:
    """Return whether a list may make a finding: it has verdicts, and a precision of CANDIDATES."""
    found = precisions().get(name)
    return found is not None and found.value >= CANDIDATES
