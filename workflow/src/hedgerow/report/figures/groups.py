"""Figure of all measures by group: means with their intervals, a panel for each measure."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from hedgerow.report import style
from hedgerow.report.figures.base import GROUPS, FigureData, FigureSpec, need
from hedgerow.report.labels import measure
from hedgerow.report.results import Results
from hedgerow.statistics.groups import largest

if TYPE_CHECKING:
    from matplotlib.figure import Figure

MEASURES = (
    "consensus_grade",
    "flesch_reading_ease",
    "mattr",
    "hedge_rate",
    "booster_rate",
    "certainty",
    "overstatement",
    "direct_unattributed_share",
    "research_named_share",
    "focus_density_words",
    "unnatural_occurrences",
    "template_share",
)
"""Measures that are drawn, where a run has them."""

MANY_GROUPS = 6
"""With more groups than this, four panels share a row, otherwise two."""


def _dots_data(results: Results) -> FigureData:
    import pandas as pd

    need(results.grouped, "the corpus has one group")
    known, sizes = results.part("measures"), results.part("groups")
    chosen = largest({group: sizes.get(group) or 0 for group in results.groups}, GROUPS)
    records = []
    for column in MEASURES:
        groups = (known.get(column) or {}).get("groups") or {}
        for group in chosen:
            cells = groups.get(group) or {}
            if cells.get("n"):
                keys = ("n", "mean", "mean_low", "mean_high")
                records.append(
                    {"measure": column, "group": group, **{k: cells.get(k) for k in keys}}
                )
    need(bool(records), "no measure of the groups is defined")
    caption = (
        "Means with 95 % intervals by resampling documents. Groups whose intervals do not overlap "
        "differ clearly; those whose intervals do may still differ."
    )
    if len(results.groups) > GROUPS:
        caption += f" The {GROUPS} largest groups of {len(results.groups)} are drawn."
    frame = pd.DataFrame(records)
    alt = f"Dot plots of {frame['measure'].nunique()} measures in {len(chosen)} groups."
    return FigureData(frame, caption, alt)


def _draw_dots(data: FigureData, results: Results, width: float) -> Figure:
    from matplotlib.figure import Figure

    frame = data.table
    columns = list(dict.fromkeys(frame["measure"]))
    groups = list(dict.fromkeys(frame["group"]))
    narrow = width < style.WIDE
    across = 2 if len(groups) <= MANY_GROUPS or narrow else 4
    down = -(-len(columns) // across)
    height = down * (0.62 + 0.18 * len(groups))
    figure = Figure(figsize=(width, height), layout="constrained")
    panels = figure.subplots(down, across, sharey=True, squeeze=False).ravel()
    for panel, column in zip(panels, columns, strict=False):
        m = measure(column)
        scale = 100 if m.unit == "share" else 1
        own = frame[frame["measure"] == column].set_index("group").reindex(groups)
        value, low, high = (
            scale * own[key].astype(float) for key in ("mean", "mean_low", "mean_high")
        )
        panel.hlines(range(len(groups)), low, high, color=style.BLUE, linewidth=1.6)
        panel.scatter(value, range(len(groups)), s=22, color=style.BLUE, zorder=3)
        style.name_rows(panel, groups)
        unit = "%" if scale > 1 else m.unit if m.unit.startswith("per ") else ""
        title = f"{m.label}, {unit}" if unit else m.label
        panel.set_title(
            "\n".join(wrap(title, 17 if narrow or across > 2 else 38)),
            fontsize=9 if across == 2 and not narrow else 7.5,
            loc="left",
        )
        panel.tick_params(labelsize=8)
        panel.xaxis.get_major_locator().set_params(nbins=5 if across == 2 and not narrow else 3)
    for panel in panels[len(columns) :]:
        panel.set_visible(False)
    return figure


DOTS = FigureSpec("group_means", "All measures by group", _dots_data, _draw_dots)
