"""Figures of length and readability."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hedgerow.report import numbers, style
from hedgerow.report.figures.base import MANY, FigureData, FigureSpec, need
from hedgerow.report.results import Results

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

FEW = 10
"""Below this many documents, there is no histogram."""

MANY_POINTS = 300
"""Above this many documents, a histogram and a box replace the points."""


def grade_lines(results: Results) -> list[float]:
    """Return the grades with a line in the settings."""
    return [float(grade) for grade in results.setting("readability", "grades")]


def _draw_lines(axes: Axes, grades: list[float]) -> None:
    for grade in grades:
        axes.axvline(grade, color=style.INK, linewidth=1, linestyle=(0, (4, 3)))
        axes.annotate(
            f"grade {grade:g}",
            (grade, 1),
            xycoords=("data", "axes fraction"),
            xytext=(3, 2),
            textcoords="offset points",
            fontsize=8.5,
        )


def _grades_data(results: Results) -> FigureData:
    frame = results.included[
        ["doc_id", "group", "consensus_grade", "consensus_grade_low", "consensus_grade_high"]
    ].dropna(subset=["consensus_grade"])
    need(len(frame) > 0, "no document has a consensus grade")
    medians = frame.groupby("group")["consensus_grade"].median()
    alt = "; ".join(
        f"{group}: median grade {numbers.number(value)}" for group, value in medians.items()
    )
    sizes = frame["group"].value_counts()
    caption = f"Consensus grade of each document (n = {len(frame):,}), by group."
    if (sizes <= MANY_POINTS).any():
        caption += " A point is a document."
    if (sizes > MANY_POINTS).any():
        caption += f" Groups of more than {MANY_POINTS} documents have a histogram."
    if (sizes >= RAW_POINTS).any():
        caption += (
            f" Groups of {RAW_POINTS} or more have a box: median and quartiles, whiskers to the "
            "last document within 1.5 interquartile ranges."
        )
    return FigureData(frame.sort_values(["group", "doc_id"]), caption, f"Strip plot. {alt}.")


def _spread(n: int) -> ArrayLike:
    """Return offsets that separate points: multiples of the golden ratio, always the same."""
    import numpy as np

    return ((np.arange(n) * 0.618034) % 1 - 0.5) * 0.5


def _draw_grades(data: FigureData, results: Results) -> Figure:
    import numpy as np

    groups = [(str(name), part) for name, part in data.table.groupby("group")]
    figure, axes = style.canvas(2.2 * len(groups))
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
    style.name_rows(axes, [f"{name} (n = {len(part)})" for name, part in groups])
    axes.set_xlabel("consensus grade (US school grade)")
    return figure


def _intervals_data(results: Results) -> FigureData:
    columns = [f"{grade}{end}" for grade in ("consensus_grade", "hedgerow_grade") for end in BOUNDS]
    frame = results.included[["doc_id", *columns]].dropna(subset=["consensus_grade"])
    need(len(frame) > 0, "no document has a consensus grade")
    need(len(frame) <= MANY, f"drawn for at most {MANY} documents")
    frame = frame.sort_values(["consensus_grade", "doc_id"]).reset_index(drop=True)
    width = (frame["consensus_grade_high"] - frame["consensus_grade_low"]).median() / 2
    caption = (
        "Consensus grade and Hedgerow grade of each document with 95 % intervals, its sentences "
        f"resampled (n = {len(frame):,}); the median half-width of the consensus grade is "
        f"{numbers.number(width)} grades."
    )
    alt = (
        f"Interval plot. Consensus grades from {numbers.number(frame['consensus_grade'].min())} to "
        f"{numbers.number(frame['consensus_grade'].max())}."
    )
    return FigureData(frame, caption, alt)


BOUNDS = ("", "_low", "_high")
"""Endings of a grade and its bounds."""


def _draw_intervals(data: FigureData, results: Results) -> Figure:
    frame = data.table
    figure, axes = style.canvas(len(frame))
    for grade, colour, marker, off in (
        ("consensus_grade", style.BLUE, "o", 0.15),
        ("hedgerow_grade", style.ORANGE, "^", -0.15),
    ):
        value, low, high = (frame[grade + end].to_numpy(float) for end in BOUNDS)
        rows = [place + off for place in range(len(frame))]
        axes.hlines(rows, low, high, color=colour, linewidth=1.4)
        label = "consensus grade" if grade == "consensus_grade" else "Hedgerow grade"
        axes.scatter(value, rows, s=30, color=colour, marker=marker, label=label, zorder=3)
    _draw_lines(axes, grade_lines(results))
    style.name_rows(axes, frame["doc_id"].astype(str).tolist())
    style.legend_above(axes)
    axes.set_xlabel("US school grade")
    return figure


def _variants_data(results: Results) -> FigureData:
    frame = results.included[["doc_id", *VARIANTS, "flesch_kincaid_grade_segmentation_range"]]
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
    return FigureData(frame, caption, f"Comparison of variants. {medians}.")


def _draw_variants(data: FigureData, results: Results) -> Figure:
    frame = data.table
    if len(frame) > MANY:
        return _draw_variant_boxes(frame)
    figure, axes = style.canvas(len(frame))
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
    style.name_rows(axes, frame["doc_id"].astype(str).tolist())
    style.legend_above(axes)
    axes.set_xlabel("Flesch-Kincaid grade (US school grade)")
    return figure


def _draw_variant_boxes(frame: DataFrame) -> Figure:
    columns = [column for column in VARIANTS if frame[column].notna().any()]
    figure, axes = style.canvas(1.6 * len(columns))
    for row, column in enumerate(columns):
        values = frame[column].dropna().to_numpy(float)
        style.box(axes, values, row, fill=VARIANTS[column][1])
    style.name_rows(
        axes, [f"{VARIANTS[column][0]} (n = {frame[column].notna().sum()})" for column in columns]
    )
    axes.set_xlabel("Flesch-Kincaid grade (US school grade)")
    return figure


def _lengths_data(results: Results) -> FigureData:
    frame = results.included[["doc_id", "group", "words"]].dropna().sort_values("doc_id")
    need(len(frame) > 0, "no document is included in the statistics")
    need(len(frame) >= FEW, f"drawn for {FEW} documents or more")
    median = float(frame["words"].median())
    caption = (
        f"Length of the included documents in words of prose (n = {len(frame):,}); the line is the "
        "median."
    )
    alt = (
        f"Histogram. Median {numbers.count(median)} words, from "
        f"{numbers.count(frame['words'].min())} to {numbers.count(frame['words'].max())}."
    )
    return FigureData(frame, caption, alt)


def _draw_lengths(data: FigureData, results: Results) -> Figure:
    import numpy as np

    words = data.table["words"].to_numpy(float)
    median = float(np.median(words))
    figure, axes = style.canvas(6)
    bins = int(np.clip(np.ceil(np.sqrt(len(words))) + 2, 5, 40))
    axes.hist(words, bins=bins, color=style.BLUE, edgecolor="white", linewidth=0.8)
    axes.axvline(median, color=style.INK, linewidth=1.2)
    axes.annotate(
        f"median {median:,.0f}",
        (median, 1),
        xycoords=("data", "axes fraction"),
        xytext=(4, 2),
        textcoords="offset points",
        fontsize=8.5,
    )
    axes.yaxis.get_major_locator().set_params(integer=True)
    axes.grid(axis="y")
    axes.xaxis.set_major_formatter("{x:,.0f}")
    axes.set_xlabel("words of prose")
    axes.set_ylabel("documents")
    return figure


GRADES = FigureSpec("grades", "Grade by group", _grades_data, _draw_grades)
INTERVALS = FigureSpec("intervals", "Intervals of the grades", _intervals_data, _draw_intervals)
VARIANT_SPREAD = FigureSpec("variants", "Effect of segmentation", _variants_data, _draw_variants)
LENGTHS = FigureSpec("lengths", "Length of the documents", _lengths_data, _draw_lengths)
