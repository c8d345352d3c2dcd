"""Figure of where in a document its focus phrase stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hedgerow.report import numbers, style
from hedgerow.report.figures.base import FigureData, FigureSpec, need
from hedgerow.report.results import Results

if TYPE_CHECKING:
    from matplotlib.figure import Figure

STRIPS = 16


def _positions_data(results: Results) -> FigureData:
    focus = results.included[["doc_id", "focus_phrase", "focus_count", "stuffed"]].dropna(
        subset=["focus_phrase"]
    )
    uses = results.table("phrases").merge(
        focus, left_on=["doc_id", "phrase"], right_on=["doc_id", "focus_phrase"]
    )
    need(len(uses) > 0, "no document uses a listed phrase that is its focus phrase")
    ends = results.table("sentences").groupby("doc_id")["end"].max()
    ends = ends.combine(results.table("phrases").groupby("doc_id")["end"].max(), max, fill_value=1)
    uses = uses.assign(
        position=100 * uses["start"] / uses["doc_id"].map(ends),
        natural=uses["natural"].fillna(True).astype(bool),
    )
    order = focus.sort_values(["focus_count", "doc_id"], ascending=[False, True])
    order = order[order["doc_id"].isin(uses["doc_id"])]
    uses["row"] = uses["doc_id"].map({doc_id: row for row, doc_id in enumerate(order["doc_id"])})
    frame = uses.sort_values(["row", "start"])[
        ["row", "doc_id", "phrase", "start", "position", "place", "natural"]
    ].reset_index(drop=True)
    awkward = int((~frame["natural"]).sum())
    caption = (
        "Where each document uses its focus phrase, from its first character (0 %) to the end of "
        f"its last sentence (100 %): {numbers.plural(len(frame), 'use')} in "
        f"{numbers.plural(len(order), 'document')}, of them "
        f"{numbers.plural(awkward, 'unnatural use')}."
    )
    if len(order) > STRIPS:
        caption += f" The {STRIPS} documents with most uses are drawn."
    return FigureData(frame, caption, f"Strip plot. {caption}")


def _draw_positions(data: FigureData, results: Results) -> Figure:
    frame = data.table[data.table["row"] < STRIPS]
    rows = frame.drop_duplicates("row")
    figure, axes = style.canvas(1.5 * len(rows))
    axes.hlines(range(len(rows)), 0, 100, color=style.GREY, linewidth=0.8)
    kinds = (
        (True, "natural", style.BLUE, "o", 34),
        (False, "does not fit the grammar", style.VERMILION, "X", 62),
    )
    for natural, label, colour, marker, size in kinds:
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
                linewidths=0,
            )
    style.name_rows(axes, rows["doc_id"].astype(str).tolist())
    axes.set_yticks(
        range(len(rows)),
        [
            f"{style.short(phrase)}\n{style.short(doc_id)}"
            for phrase, doc_id in zip(rows["phrase"], rows["doc_id"], strict=True)
        ],
        fontsize=8.5,
    )
    axes.set_xlim(-2, 102)
    axes.set_xlabel("place in the document (% of its characters)")
    style.legend_above(axes)
    return figure


POSITIONS = FigureSpec(
    "phrase_positions", "Where the focus phrases stand", _positions_data, _draw_positions
)
