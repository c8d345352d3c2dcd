"""The coefficients of the Hedgerow grade."""

from __future__ import annotations

from functools import cache
from importlib import resources

DATA = ("lexicons/hedgerow_grade.tsv",)


@cache
def grade_coefficients() -> dict[str, float]:
    """Return term -> coefficient from lexicons/hedgerow_grade.tsv, `constant` among them."""
    text = resources.files("hedgerow.lexicons").joinpath("hedgerow_grade.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return {row[0]: float(row[1]) for row in rows[1:]}
