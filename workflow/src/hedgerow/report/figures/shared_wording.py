"""Map of the clusters of similar documents: who resembles whom, how much, and in which group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hedgerow.report import numbers, style
from hedgerow.report.figures.base import FigureData, FigureSpec, need, titles
from hedgerow.report.results import Results

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from pandas import DataFrame

CLUSTERS = 12
"""Clusters that are drawn, the largest ones."""

ACROSS = 4
"""Clusters side by side; in a narrow figure half as many."""

POINTS = 40
"""Documents of a cluster that are drawn."""

LINED = 0.5
"""Jaccard similarity from which two documents of a cluster are joined by a line."""


def _clusters_data(results: Results) -> FigureData:
    members = results.of_documents(["cluster", "doc_id", "group"]).dropna(subset=["cluster"])
    need(len(members) > 0, "no documents are similar enough to form a cluster")
    sizes = members["cluster"].value_counts()
    ranked = sorted(sizes.index, key=lambda cluster: (-sizes[cluster], cluster))
    frame = members[members["cluster"].isin(ranked[:CLUSTERS])]
    place = {cluster: k for k, cluster in enumerate(ranked)}
    frame = frame.assign(
        cluster=frame["cluster"].astype(int), documents=frame["cluster"].map(sizes)
    ).sort_values(["cluster", "doc_id"])
    frame = frame.sort_values("cluster", key=lambda own: own.map(place), kind="stable")
    caption = (
        f"{numbers.plural(len(ranked), 'cluster')} of {numbers.plural(len(members), 'document')}: a"
        " point is a document, and a line joins two with a Jaccard similarity of at least"
        f" {LINED:g} (5-word shingles); the thicker, the more similar."
    )
    if len(ranked) > CLUSTERS:
        caption += f" The {CLUSTERS} largest are drawn."
    if sizes.max() > POINTS:
        caption += f" Of a cluster at most {POINTS} documents are drawn."
    largest = f"the largest has {numbers.plural(int(sizes.max()), 'document')}"
    alt = f"Map of clusters; {largest}."
    named = tuple(frame.drop_duplicates("cluster")["doc_id"])
    return FigureData(frame.reset_index(drop=True), caption, alt, named=named)


def _draw_clusters(data: FigureData, results: Results, width: float) -> Figure:
    from matplotlib.figure import Figure

    own = [(cluster, part) for cluster, part in data.table.groupby("cluster", sort=False)]
    groups = sorted(data.table["group"].dropna().astype(str).unique())
    across = min(ACROSS if width >= style.WIDE else ACROSS // 2, len(own))
    down = -(-len(own) // across)
    legend = results.grouped and len(groups) > 1
    figure = Figure(figsize=(width, 1.75 * down + 0.4 * legend), layout="constrained")
    panels = figure.subplots(down, across, squeeze=False).ravel()
    pairs = results.similar_among(data.table["doc_id"].tolist())
    for axes, (_, part) in zip(panels, own, strict=False):
        _draw_cluster(axes, part.head(POINTS), pairs, groups)
        size = int(part["documents"].iloc[0])
        name = style.short(titles(results, part["doc_id"].head(1))[0], 26)
        axes.set_title(f"{numbers.plural(size, 'document')}\n{name}", fontsize=8)
    for axes in panels:
        axes.set_axis_off()
    if legend:
        _name_groups(panels[0], groups)
    return figure


def _draw_cluster(axes: Axes, part: DataFrame, pairs: DataFrame, groups: list[str]) -> None:
    """Draw the documents of a cluster on a circle, and a line for each similar pair."""
    import numpy as np

    ids = part["doc_id"].tolist()
    turn = np.pi - 2 * np.pi * np.arange(len(ids)) / max(len(ids), 1)
    place = dict(zip(ids, zip(np.cos(turn), np.sin(turn), strict=True), strict=True))
    near = pairs[pairs["doc_a"].isin(ids) & pairs["doc_b"].isin(ids)]
    near = near[near["jaccard"] >= LINED]
    for a, b, value in near[["doc_a", "doc_b", "jaccard"]].itertuples(index=False):
        (x0, y0), (x1, y1) = place[a], place[b]
        width = 0.4 + 2.6 * (value - LINED) / (1 - LINED)
        axes.plot([x0, x1], [y0, y1], color=style.GREY, linewidth=width, zorder=1)
    for doc_id, group in zip(ids, part["group"].astype(str), strict=True):
        k = groups.index(group) if group in groups else 0
        axes.scatter(*place[doc_id], s=46, zorder=2, linewidths=0, **_look(k))
    axes.set_xlim(-1.6, 1.6)
    axes.set_ylim(-1.25, 1.25)
    axes.set_aspect("equal")


def _look(k: int) -> dict[str, str]:
    """Return colour and shape of the group at a place."""
    return {
        "color": style.GROUP_COLOURS[k % len(style.GROUP_COLOURS)],
        "marker": style.GROUP_MARKERS[k % len(style.GROUP_MARKERS)],
    }


def _name_groups(axes: Axes, groups: list[str]) -> None:
    for k, group in enumerate(groups):
        axes.scatter([], [], s=46, linewidths=0, label=style.short(group, 24), **_look(k))
    style.legend_above(axes)


CLUSTER_MAP = FigureSpec("clusters", "Map of similar documents", _clusters_data, _draw_clusters)
