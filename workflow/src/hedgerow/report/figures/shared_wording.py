"""Figure of similar documents: a map of the clusters of near copies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hedgerow.report import numbers, style
from hedgerow.report.figures.base import MANY, FigureData, FigureSpec, most, need, titles
from hedgerow.report.results import Results

LABELLED = 16
"""Up to this many documents, the cells of the heat map have numbers in them."""

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from pandas import DataFrame


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
    inside = pairs[pairs["doc_a"].isin(chosen) & pairs["doc_b"].isin(chosen)]
    for a, b, value in inside[["doc_a", "doc_b", "jaccard"]].itertuples(index=False):
        frame.loc[a, b] = frame.loc[b, a] = float(value)
    copies = inside[inside["kind"] == "exact"]
    for original, part in copies.groupby("doc_a"):
        same = [original, *part["doc_b"]]
        frame.loc[same, same] = 1.0
    for doc_id in chosen:
        frame.loc[doc_id, doc_id] = 0.0
    order = _neighbours_together(frame)
    frame = frame.loc[order, order]
    slight = bool((pairs["kind"] == "slight").any())
    caption = (
        "Jaccard similarity of documents on their 5-word shingles, similar documents next to each "
        f"other; {numbers.plural(len(pairs), 'pair')}"
        + (", all with any similarity" if slight else " of 0.5 and above, others blank")
        + f". Darker is more similar, from 0 to {_top(frame.to_numpy()):g} (colour by the root)."
        + most(MANY, len(ranked), "the highest similarity")
    )
    top = pairs.sort_values("jaccard", ascending=False).iloc[0]
    alt = (
        f"Heat map. Most similar: {top['doc_a']} and {top['doc_b']}, "
        f"{numbers.number(top['jaccard'], 2)}."
    )
    return FigureData(frame.rename_axis("doc_id").reset_index(), caption, alt)


def _neighbours_together(frame: DataFrame) -> list[str]:
    """Order documents as the leaves of a tree of average linkage."""
    from scipy.cluster.hierarchy import leaves_list, linkage
    from scipy.spatial.distance import squareform

    distance = 1 - frame.to_numpy(float)
    for i in range(len(distance)):
        distance[i, i] = 0.0
    tree = linkage(squareform(distance), "average", optimal_ordering=True)
    return [str(frame.index[i]) for i in leaves_list(tree)]


def _top(values: Any) -> float:
    """Return the similarity of the darkest colour: the next round number above all values."""
    return next(top for top in (0.02, 0.05, 0.1, 0.2, 0.5, 1.0) if values.max() <= top)


def _draw_similarity(data: FigureData, results: Results) -> Figure:
    import numpy as np

    frame = data.table.set_index("doc_id")
    values = frame.to_numpy(float)
    size, top = len(frame), _top(frame.to_numpy(float))
    figure, axes = style.canvas(max(8.0, 0.9 * size))
    # by the root: a corpus has a few near copies and many pairs that share a sentence or two
    style.cells(axes, np.ma.masked_equal(np.sqrt(values), 0), "Purples", np.sqrt(top))
    for row in range(size):
        axes.add_patch(_square(row))
    axes.set_aspect("equal")
    if size <= LABELLED:
        for row, column in zip(*np.nonzero(values), strict=True):
            value = values[row, column]
            axes.text(
                column,
                row,
                f"{value:.2f}" if top > 0.1 else f"{value:.3f}",
                ha="center",
                va="center",
                fontsize=8 if size <= 10 else 6.5,
                color="#fffffe" if np.sqrt(value / top) > 0.6 else "#10201b",
            )
    labels = [style.short(name, 26) for name in titles(results, frame.index)]
    axes.set_xticks(
        range(size), labels, rotation=60, ha="right", rotation_mode="anchor", fontsize=8
    )
    axes.set_yticks(range(size), labels, fontsize=8)
    axes.tick_params(length=0)
    for side in axes.spines.values():
        side.set_visible(False)
    return figure


def _square(row: int) -> Any:
    """Return a grey cell on the diagonal: a document is not compared with itself."""
    from matplotlib.patches import Rectangle

    return Rectangle((row - 0.5, row - 0.5), 1, 1, color=style.GREY, alpha=0.35, linewidth=0)


SIMILARITY = FigureSpec("similarity", "Similar documents", _similarity_data, _draw_similarity)
