"""Grades of pages of other sites, by kind of site, to draw behind those of a corpus."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from hedgerow.lexicons.load import FOLDER

DATA = ("lexicons/reference_grades.tsv",)


class ReferenceGrades(NamedTuple):
    """Sites and documents of a kind of site, and quantiles of their consensus grades."""

    kind: str
    sites: int
    documents: int
    p10: float
    p25: float
    p50: float
    p75: float
    p90: float


@cache
def reference_grades() -> tuple[ReferenceGrades, ...]:
    """Return the grades of each kind of site, in the order of `reference_grades.tsv`.

    >>> all(row.p10 <= row.p50 <= row.p90 for row in reference_grades())
    True
    """
    text = (FOLDER / "reference_grades.tsv").read_text(encoding="utf-8")
    lines = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return tuple(
        ReferenceGrades(kind, int(sites), int(documents), *map(float, quantiles))
        for kind, sites, documents, *quantiles in lines[1:]
    )
