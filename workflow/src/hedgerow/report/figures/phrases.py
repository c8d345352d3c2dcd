"""Figure of the positions of focus phrases in their documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from hedgerow.report import numbers, style
from hedgerow.report.figures.base import FigureData, FigureSpec, need, titles
from hedgerow.report.results import Results

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from numpy.typing import NDArray
    from pandas import DataFrame, Index

STRIPS = 12


def _focus(results: Results) -> DataFrame:
    """Return the documents that contain their focus phrase, stuffed documents first."""
    columns = ["doc_id", "focus_phrase", "focus_count", "stuffed", "unnatural_occurrences"]
    focus = results.of_included(columns).dropna(subset=["focus_phrase"])
    focus = focus[focus["focus_count"] > 0]
    need(len(focus) > 0, "no document uses a phrase that was listed or discovered")
    focus = focus.assign(stuffed=focus["stuffed"].fillna(False).astype(bool))
    return focus.sort_values(
        ["stuffed", "unnatural_occurrences", "focus_count", "doc_id"],
        ascending=[False, False, False, True],
    ).reset_index(drop=True)


def _ends(results: Results, place: Index) -> NDArray[np.int64]:
    """Return the end of the last sentence of each document, or of its last phrase; 1 at least."""
    ends = np.ones(len(place), np.int64)
    for table in ("sentences", "phrases"):
        for part in results.streamed(table, ["doc_id", "end"]):
            documents = place.get_indexer(part["doc_id"])
            known = documents >= 0
            np.maximum.at(ends, documents[known], part["end"].to_numpy(np.int64)[known])
    return ends


def _uses(results: Results, order: DataFrame) -> DataFrame:
    """Return the occurrences of the focus phrases of documents, a part of the table at a time."""
    import pandas as pd

    names = ("doc_id", "phrase", "start", "place", "natural")
    focus = order.reset_index(names="row")[["row", "doc_id", "focus_phrase"]]
    return pd.concat(
        part.merge(focus, left_on=["doc_id", "phrase"], right_on=["doc_id", "focus_phrase"])
        for part in results.streamed("phrases", names)
    )


def _positions_data(results: Results) -> FigureData:
    import pandas as pd

    order = _focus(results)
    uses = _uses(results, order)
    uses = uses.assign(
        position=100 * uses["start"] / _ends(results, pd.Index(order["doc_id"]))[uses["row"]],
        natural=uses["natural"].fillna(True).astype(bool),
    )
    frame = uses.sort_values(["row", "start"])[
        ["row", "doc_id", "phrase", "start", "position", "place", "natural"]
    ].reset_index(drop=True)
    awkward = int((~frame["natural"]).sum())
    caption = (
        "Occurrences of the focus phrase of each document, from its first character (0 %) to the "
        f"end of its last sentence (100 %): {numbers.plural(len(frame), 'occurrence')} in "
        f"{numbers.plural(len(order), 'document')}, {numbers.count(awkward)} of them unnatural."
    )
    caption += _chosen(len(order))
    return FigureData(
        frame,
        caption,
        f"Strip plot. {caption}",
        drawn=frame[frame["row"] < STRIPS],
        named=tuple(order["doc_id"].head(STRIPS)),
    )


def _chosen(total: int) -> str:
    """Return a sentence on which documents are drawn, empty if all are."""
    if total <= STRIPS:
        return ""
    return (
        f" {STRIPS} documents are drawn, of {total:,}: stuffed ones first, then those with most "
        "unnatural occurrences, then those with most occurrences."
    )


def _draw_positions(data: FigureData, results: Results, width: float) -> Figure:
    frame = data.table
    rows = frame.drop_duplicates("row")
    figure, axes = style.canvas(1.35 * len(rows), width)
    axes.hlines(range(len(rows)), 0, 100, color=style.GREY, linewidth=0.6)
    kinds = (
        # ticks, as a hundred dots in a row run into a bar
        (True, "natural", style.BLUE, "|", 130, 1.6),
        (False, "does not fit the grammar", style.VERMILION, "X", 62, 0),
    )
    for natural, label, colour, marker, size, width in kinds:
        part = frame[frame["natural"] == natural]
        if len(part):
            axes.scatter(
                part["position"],
                part["row"],
                s=size,
                color=colour,
                marker=marker,
                label=f"{label} ({len(part)})",
                zorder=3,
                linewidths=width,
            )
    _name_rows(axes, rows, results)
    axes.set_xlim(-2, 102)
    style.name_scale(axes, "place in the document (% of its characters)")
    style.legend_above(axes)
    return figure


def _name_rows(axes: Axes, rows: DataFrame, results: Results) -> None:
    """Write phrase and document at the left of each row."""
    documents = titles(results, rows["doc_id"])
    style.name_rows(axes, documents)
    length = 22 if style.narrow(axes) else 38
    axes.set_yticks(
        range(len(rows)),
        [
            f"{style.short(phrase, length)}\n{style.short(document, length)}"
            for phrase, document in zip(rows["phrase"], documents, strict=True)
        ],
        fontsize="small" if style.narrow(axes) else 8.5,
    )


POSITIONS = FigureSpec(
    "phrase_positions", "Positions of the focus phrases", _positions_data, _draw_positions
)
