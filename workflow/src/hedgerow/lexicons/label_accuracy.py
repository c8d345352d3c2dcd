"""Accuracy of the labels on annotated sentences, measured in training."""

from __future__ import annotations

from typing import NamedTuple

from hedgerow.lexicons.load import FOLDER

DATA = ("lexicons/label_figures.tsv",)


class PublishedFigure(NamedTuple):
    """A cross-validated figure: gold file, label, kind of figure, value, annotated sentences."""

    file: str
    label: str
    figure: str
    value: float
    items: int


def published_figures() -> list[PublishedFigure]:
    """Return the figures of `label_figures.tsv` in its order; none where the file is not there."""
    path = FOLDER / "label_figures.tsv"
    if not path.is_file():
        return []
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    found = [dict(zip(rows[0], cells, strict=False)) for cells in rows[1:]]
    return [
        PublishedFigure(
            row["file"], row["label"], row["figure"], float(row["value"]), int(row["items"])
        )
        for row in found
    ]
