"""Figure of the words and phrases that distinguish groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hedgerow.corpus.schemas import CORPUS
from hedgerow.report import numbers, style
from hedgerow.report.figures.base import FigureData, FigureSpec, need
from hedgerow.report.results import Results
from hedgerow.statistics.groups import largest
from hedgerow.tables.selection import selected

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from pandas import DataFrame

ENDS = 14
"""Items of each of two groups."""
EACH = 8
"""Items of each of more groups."""
PANELS = 6
FEWEST_DOCUMENTS = 3
"""Words of fewer documents distinguish those documents, not the groups."""


def key_items(results: Results) -> DataFrame:
    """Return the items that each group uses more than the rest, by log ratio, largest first."""
    import numpy as np
    import pandas as pd

    need(results.grouped, "the corpus has one group")
    need(results.length("keyness") > 0, "no item was frequent enough to be compared")
    size = results.of_included(["group"])["group"].value_counts().to_dict()
    groups = largest(size, PANELS)
    least = {group: min(FEWEST_DOCUMENTS, size[group]) for group in groups}
    wanted = {"against": ["rest"], "group": groups}
    frame = selected(results.path("keyness"), CORPUS["keyness"].names, wanted).to_pandas()
    frame = frame[frame["reliable"].fillna(False).astype(bool) & (frame["log_likelihood"] >= 3.84)]
    needed = np.array([least[group] for group in frame["group"]], int)
    frame = frame[(frame["log_ratio"] > 0) & (frame["range"].to_numpy() >= needed)]
    need(len(frame) > 0, "no item passes the reliability rule of the log-likelihood")
    frame = frame.sort_values(["group", "log_ratio", "item"], ascending=[True, False, True])
    each = ENDS if len(size) == 2 else EACH
    return pd.concat([part.head(each) for _, part in frame.groupby("group")], ignore_index=True)


def _keyness_data(results: Results) -> FigureData:
    frame = key_items(results)
    total = len(results.groups)
    caption = (
        "Words and listed phrases that are more frequent in a group than in the others, by log "
        "ratio: one step is a doubling of the relative frequency. Only items with LL ≥ 3.84 and "
        f"large enough expected counts, in {FEWEST_DOCUMENTS} documents of the group or more; the "
        "numbers are occurrences in the group and in the rest."
    )
    if total > PANELS:
        caption += f" The {PANELS} groups with most documents are drawn, of {total:,}."
    first = frame.sort_values("log_ratio", ascending=False, kind="stable").iloc[0]
    alt = (
        f"Bars. Largest log ratio: {first['item']} in {first['group']} "
        f"({numbers.number(first['log_ratio'])}), {len(frame)} items."
    )
    return FigureData(frame, caption, alt)


def _draw_keyness(data: FigureData, results: Results, width: float) -> Figure:
    from matplotlib.figure import Figure

    frame = data.table
    groups = sorted(frame["group"].unique())
    columns = min(2, len(groups)) if width >= style.WIDE else 1
    rows = -(-len(groups) // columns)
    sizes = frame.groupby("group").size().reindex(groups).tolist()
    # Panels of a row are as high as its longest list.
    high = [max(sizes[k * columns : (k + 1) * columns]) for k in range(rows)]
    figure = Figure(figsize=(width, 0.9 * rows + 0.28 * sum(high)), layout="constrained")
    panels = figure.subplots(rows, columns, squeeze=False, sharex=True, height_ratios=high).ravel()
    reach = 1.35 * frame["log_ratio"].max()
    for k, (axes, group, colour) in enumerate(
        zip(panels, groups, style.GROUP_COLOURS, strict=False)
    ):
        _draw_group(axes, frame[frame["group"] == group], colour)
        axes.set_title(style.short(f"{group} (n = {results.part('groups').get(group, 0):,})"))
        axes.set_xlim(0, reach)
        axes.set_ylim(high[k // columns] - 0.4, -0.6)
    for axes in panels[len(groups) :]:
        axes.set_axis_off()
    for axes in panels[max(0, len(groups) - columns) : len(groups)]:
        axes.set_xlabel("log ratio (doublings)")
        axes.tick_params(labelbottom=True)
    return figure


def _draw_group(axes: Axes, frame: DataFrame, colour: str) -> None:
    values = frame["log_ratio"].to_numpy(float)
    axes.barh(range(len(frame)), values, height=0.68, color=colour)
    for row, (value, a, b) in enumerate(zip(values, frame["count"], frame["rest"], strict=True)):
        axes.annotate(
            f"{a:,} / {b:,}",
            (value, row),
            xytext=(4, 0),
            textcoords="offset points",
            va="center",
            fontsize=8.5,
        )
    style.name_rows(axes, frame["item"].astype(str).tolist())


KEYNESS = FigureSpec("keyness", "Words that distinguish the groups", _keyness_data, _draw_keyness)
