"""Figures of shared wording: its share of each document, and who resembles whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hedgerow.report import numbers, style
from hedgerow.report.figures.base import MANY, FigureData, FigureSpec, most, need
from hedgerow.report.results import Results

LABELLED = 16
"""Up to so many documents the cells of the heat map have numbers in them."""

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def _coverage_data(results: Results) -> FigureData:
    frame = results.included[["doc_id", "group", "template_share"]].dropna(
        subset=["template_share"]
    )
    need(len(frame) > 1, "shared wording needs at least two documents")
    need(bool((frame["template_share"] > 0).any()), "no word sequence is shared by documents")
    frame = frame.sort_values(["template_share", "doc_id"], ascending=[False, True])
    caption = (
        "Share of each document's words that stand in word sequences shared with other documents "
        f"(n = {len(frame):,}).{most(MANY, len(frame), 'the largest shares')} It is no verdict of "
        "copying: set phrases and headings count too."
    )
    alt = (
        f"Bars. Largest share {numbers.percent(frame['template_share'].max())}, median "
        f"{numbers.percent(frame['template_share'].median())}."
    )
    return FigureData(frame.reset_index(drop=True), caption, alt)


def _draw_coverage(data: FigureData, results: Results) -> Figure:
    frame = data.table.head(MANY)
    values = 100 * frame["template_share"].to_numpy(float)
    figure, axes = style.canvas(len(frame))
    axes.barh(range(len(frame)), values, height=0.68, color=style.PURPLE)
    limit = 100 * float(results.setting("criteria", "template_share", default=0.2))
    right = min(112, 1.15 * max(values.max(), limit))
    for row, value in enumerate(values):
        # A number that would stand on the line goes to its right.
        crossed = value <= limit < value + 0.08 * right
        axes.annotate(
            f"{value:.0f} %" if value == 0 or value >= 1 else f"{value:.1f} %",
            (limit if crossed else value, row),
            xytext=(4, 0),
            textcoords="offset points",
            va="center",
            fontsize=8.5,
        )
    axes.axvline(limit, color=style.INK, linewidth=1, linestyle=(0, (4, 3)))
    style.name_rows(axes, frame["doc_id"].astype(str).tolist())
    axes.set_xlim(0, right)
    axes.set_xlabel(f"share of words in shared sequences (%); dashed: line at {limit:g} %")
    return figure


def _similarity_data(results: Results) -> FigureData:
    import pandas as pd

    pairs = results.table("similar")
    need(len(pairs) > 0, "no two documents are similar enough to be listed")
    best = pd.concat(
        [
            pairs[["doc_a", "jaccard"]].set_axis(["doc_id", "jaccard"], axis=1),
            pairs[["doc_b", "jaccard"]].set_axis(["doc_id", "jaccard"], axis=1),
        ]
    )
    ranked = best.groupby("doc_id")["jaccard"].max().reset_index()
    ranked = ranked.sort_values(["jaccard", "doc_id"], ascending=[False, True])
    chosen = sorted(ranked["doc_id"].head(MANY))
    frame = pd.DataFrame(0.0, index=chosen, columns=chosen)
    for a, b, value in pairs[["doc_a", "doc_b", "jaccard"]].itertuples(index=False):
        if a in frame.index and b in frame.index:
            frame.loc[a, b] = frame.loc[b, a] = float(value)
    caption = (
        "Jaccard similarity of documents on their 5-word shingles, for the pairs of the table of "
        f"similar documents ({numbers.plural(len(pairs), 'pair')}); pairs that are not listed are "
        "left blank; darker is more alike, from 0 to 1."
        + most(MANY, len(ranked), "the highest similarity")
    )
    top = pairs.sort_values("jaccard", ascending=False).iloc[0]
    alt = (
        f"Heat map. Most similar: {top['doc_a']} and {top['doc_b']}, "
        f"{numbers.number(top['jaccard'], 2)}."
    )
    return FigureData(frame.rename_axis("doc_id").reset_index(), caption, alt)


def _draw_similarity(data: FigureData, results: Results) -> Figure:
    import numpy as np

    frame = data.table.set_index("doc_id")
    values = frame.to_numpy(float)
    size = len(frame)
    figure, axes = style.canvas(max(8.0, 0.9 * size))
    style.cells(axes, np.ma.masked_equal(values, 0), "Purples", 1.0)
    axes.set_aspect("equal")
    if size <= LABELLED:
        for row, column in zip(*np.nonzero(values), strict=True):
            value = values[row, column]
            axes.text(
                column,
                row,
                f"{value:.2f}",
                ha="center",
                va="center",
                fontsize=8,
                color="#fffffe" if value > 0.6 else "#10201b",
            )
    names = [style.short(str(name), 24) for name in frame.index]
    axes.set_xticks(range(size), names, rotation=60, ha="right", rotation_mode="anchor", fontsize=8)
    axes.set_yticks(range(size), names, fontsize=8)
    axes.tick_params(length=0)
    for side in axes.spines.values():
        side.set_visible(False)
    return figure


COVERAGE = FigureSpec("template_share", "Shared wording", _coverage_data, _draw_coverage)
SIMILARITY = FigureSpec("similarity", "Similar documents", _similarity_data, _draw_similarity)
