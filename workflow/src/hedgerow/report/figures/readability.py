"""Figures of readability."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hedgerow.lexicons.reference_grades import ReferenceGrades, reference_grades
from hedgerow.report import numbers, style
from hedgerow.report.figures.base import (
    GROUPS,
    MANY,
    FigureData,
    FigureSpec,
    need,
    titles,
)
from hedgerow.report.results import Results
from hedgerow.statistics.groups import largest

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from numpy.typing import ArrayLike
    from pandas import DataFrame

VARIANTS = {
    "flesch_kincaid_grade": ("prose only", style.BLUE, "o"),
    "flesch_kincaid_grade_block_closed": ("all blocks, closed", style.GREEN, "s"),
    "flesch_kincaid_grade_unsegmented": ("all blocks, as is", style.ORANGE, "^"),
    "textstat_flesch_kincaid_grade": ("textstat, prose", style.PURPLE, "D"),
}
RAW_POINTS = 10
"""Below this many documents, a group is shown as points alone."""

MANY_POINTS = 300
"""Above this many documents, a histogram and a box replace the points."""


def grade_lines(results: Results) -> list[float]:
    """Return the grades with a line in the settings."""
    return [float(grade) for grade in results.setting("readability", "grades")]


def _draw_lines(axes: Axes, grades: list[float]) -> None:
    for place, grade in enumerate(grades):
        axes.axvline(grade, color=style.INK, linewidth=1, linestyle=(0, (4, 3)))
        # The name of the lowest one is at its left, away from the next.
        left = place == 0 < len(grades) - 1
        axes.annotate(
            f"grade {grade:g}",
            (grade, 1),
            xycoords=("data", "axes fraction"),
            xytext=(-3 if left else 3, 2),
            textcoords="offset points",
            ha="right" if left else "left",
            fontsize=8.5,
        )


def _grades_data(results: Results) -> FigureData:
    frame = results.of_included(
        ["doc_id", "group", "consensus_grade", "consensus_grade_low", "consensus_grade_high"]
    ).dropna(subset=["consensus_grade"])
    need(len(frame) > 0, "no document has a consensus grade")
    medians = frame.groupby("group")["consensus_grade"].median()
    alt = "; ".join(
        f"{group}: median grade {numbers.number(value)}" for group, value in medians.items()
    )
    sizes = frame["group"].value_counts()
    caption = f"Consensus grade of each document (n = {len(frame):,})."
    if (sizes <= MANY_POINTS).any():
        caption += " A point is a document."
    if (sizes > MANY_POINTS).any():
        caption += f" Groups of more than {MANY_POINTS} documents have a histogram."
    if (sizes >= RAW_POINTS).any():
        caption += (
            f" Groups of {RAW_POINTS} or more have a box: median and quartiles, whiskers to the "
            "last document within 1.5 interquartile ranges."
        )
    if len(sizes) > GROUPS:
        frame = frame[frame["group"].isin(largest(sizes.to_dict(), GROUPS))]
        caption += f" The {GROUPS} largest groups of {len(sizes)} are drawn."
    caption += (
        " Grey, for comparison: pages of other health sites by kind, median, quartiles (thick) and"
        " the middle 80 % (thin)."
    )
    return FigureData(frame.sort_values(["group", "doc_id"]), caption, f"Strip plot. {alt}.")


def _spread(n: int) -> ArrayLike:
    """Return offsets that separate points: multiples of the golden ratio, always the same."""
    import numpy as np

    return ((np.arange(n) * 0.618034) % 1 - 0.5) * 0.5


def _draw_grades(data: FigureData, results: Results, width: float) -> Figure:
    import numpy as np

    groups = [(str(name), part) for name, part in data.table.groupby("group")]
    if not results.grouped:
        groups = [("this corpus", data.table)]
    others = reference_grades()
    height = min(2.2 * len(groups), 3.5 + 0.9 * len(groups)) + 0.8 * len(others)
    figure, axes = style.canvas(height, width)
    for row, (_, part) in enumerate(groups):
        values = part["consensus_grade"].to_numpy(float)
        colour = style.GROUP_COLOURS[row % len(style.GROUP_COLOURS)]
        if len(values) > MANY_POINTS:
            counts, edges = np.histogram(values, bins=60)
            height = 0.42 * counts / counts.max()
            axes.stairs(row - height, edges, baseline=row, fill=True, color=colour, alpha=0.7)
        else:
            axes.scatter(
                values,
                row + np.asarray(_spread(len(values))),
                s=34,
                color=colour,
                alpha=0.8,
                linewidths=0,
                marker=style.GROUP_MARKERS[row % len(style.GROUP_MARKERS)],
            )
        if len(values) >= RAW_POINTS:
            style.box(axes, values, row, height=0.3 if len(values) > MANY_POINTS else 0.6)
    _draw_lines(axes, grade_lines(results))
    for row, own in enumerate(others, len(groups)):
        _draw_reference(axes, own, row)
    style.name_rows(
        axes,
        [f"{name} (n = {len(part)})" for name, part in groups]
        + [f"others: {own.kind} (n = {own.documents})" for own in others],
    )
    style.name_scale(axes, "consensus grade (US school grade)")
    return figure


def _draw_reference(axes: Axes, own: ReferenceGrades, row: int) -> None:
    """Draw the quantiles of a kind of site: the middle 80 %, the quartiles, the median."""
    axes.hlines(row, own.p10, own.p90, color=style.GREY, linewidth=1.2)
    axes.hlines(row, own.p25, own.p75, color=style.GREY, linewidth=6, alpha=0.6)
    axes.vlines(own.p50, row - 0.25, row + 0.25, color=style.GREY, linewidth=2.2)


def _variants_data(results: Results) -> FigureData:
    names = ["doc_id", *VARIANTS, "flesch_kincaid_grade_segmentation_range"]
    frame = results.of_included(names)
    frame = frame.dropna(subset=["flesch_kincaid_grade"])
    need(len(frame) > 0, "no document has a Flesch-Kincaid grade")
    frame = frame.sort_values(["flesch_kincaid_grade", "doc_id"]).reset_index(drop=True)
    wide = int((frame["flesch_kincaid_grade_segmentation_range"] > 1).sum())
    caption = (
        "Flesch-Kincaid grade of the same documents under different segmentations: prose alone "
        "(used everywhere else), all blocks with each closed by a full stop, all blocks with line "
        "breaks ignored, and textstat on the prose"
        f" (n = {len(frame):,}). The second or third differs by more than one grade from the first "
        f"in {numbers.plural(wide, 'document') if wide else 'no document'}."
    )
    if len(frame) > MANY:
        caption += " Boxes: median and quartiles, whiskers within 1.5 interquartile ranges."
    medians = "; ".join(
        f"{label}: median {numbers.number(frame[column].median())}"
        for column, (label, _, _) in VARIANTS.items()
        if frame[column].notna().any()
    )
    named = tuple(frame["doc_id"]) if len(frame) <= MANY else ()
    return FigureData(frame, caption, f"Comparison of variants. {medians}.", named=named)


def _draw_variants(data: FigureData, results: Results, width: float) -> Figure:
    frame = data.table
    if len(frame) > MANY:
        return _draw_variant_boxes(frame, width)
    figure, axes = style.canvas(len(frame), width)
    columns = [column for column in VARIANTS if frame[column].notna().any()]
    axes.hlines(
        range(len(frame)),
        frame[columns].min(axis=1),
        frame[columns].max(axis=1),
        color=style.GREY,
        linewidth=1.2,
    )
    for column in columns:
        label, colour, marker = VARIANTS[column]
        values = frame[column].astype(float)
        axes.scatter(
            values, range(len(frame)), s=34, color=colour, marker=marker, label=label, zorder=3
        )
    style.name_rows(axes, titles(results, frame["doc_id"]))
    style.legend_above(axes)
    style.name_scale(axes, "Flesch-Kincaid grade (US school grade)")
    return figure


def _draw_variant_boxes(frame: DataFrame, width: float) -> Figure:
    columns = [column for column in VARIANTS if frame[column].notna().any()]
    figure, axes = style.canvas(1.6 * len(columns), width)
    for row, column in enumerate(columns):
        values = frame[column].dropna().to_numpy(float)
        style.box(axes, values, row, fill=VARIANTS[column][1])
    style.name_rows(
        axes, [f"{VARIANTS[column][0]} (n = {frame[column].notna().sum()})" for column in columns]
    )
    style.name_scale(axes, "Flesch-Kincaid grade (US school grade)")
    return figure


GRADES = FigureSpec("grades", "Reading grades", _grades_data, _draw_grades)
VARIANT_SPREAD = FigureSpec("variants", "Effect of segmentation", _variants_data, _draw_variants)
