"""Figure of the mix of claims in each document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hedgerow.report import numbers, style
from hedgerow.report.figures.base import MANY, FigureData, FigureSpec, most, need
from hedgerow.report.labels import CLAIMS
from hedgerow.report.results import Results

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_CLASSES = ("direct_causal", "conditional_causal", "correlational")


def _mix_data(results: Results) -> FigureData:
    frame = results.included[["doc_id", "group", "sentences", "claims", *_CLASSES]]
    frame = frame.dropna(subset=["claims"])
    frame = frame[frame["claims"] > 0]
    need(len(frame) > 0, "no sentence of the included documents makes a claim")
    frame = frame.sort_values(["direct_causal", "claims", "doc_id"], ascending=[False, False, True])
    totals = {kind: int(frame[kind].sum()) for kind in _CLASSES}
    caption = (
        f"Sentences that claim something, by class and document (n = {len(frame):,} documents with "
        f"a claim).{most(MANY, len(frame), 'most direct causal claims')}"
    )
    alt = "Stacked bars. In all: " + ", ".join(
        f"{numbers.count(n)} {CLAIMS[kind]}" for kind, n in totals.items()
    )
    return FigureData(frame.reset_index(drop=True), caption, f"{alt}.")


def _draw_mix(data: FigureData, results: Results) -> Figure:
    import numpy as np

    frame = data.table.head(MANY)
    figure, axes = style.canvas(len(frame))
    left = np.zeros(len(frame))
    hatches = {"direct_causal": "", "conditional_causal": "//", "correlational": ".."}
    for kind in _CLASSES:
        values = frame[kind].to_numpy(float)
        axes.barh(
            range(len(frame)),
            values,
            left=left,
            height=0.68,
            color=style.CLAIM_COLOURS[kind],
            edgecolor="white",
            linewidth=0.6,
            hatch=hatches[kind],
            label=CLAIMS[kind],
        )
        for row, value in enumerate(values):
            if value >= max(2.0, 0.04 * float(frame["claims"].max())):
                axes.text(
                    left[row] + value / 2,
                    row,
                    f"{value:.0f}",
                    ha="center",
                    va="center",
                    fontsize=8.5,
                    color="#10201b",
                    bbox={"boxstyle": "round,pad=0.12", "fc": "#fffffe", "ec": "none"},
                )
        left += values
    style.name_rows(axes, frame["doc_id"].astype(str).tolist())
    style.legend_above(axes)
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.set_xlabel("sentences")
    return figure


MIX = FigureSpec("claim_mix", "Claims by document", _mix_data, _draw_mix)
