"""Figure of the claims of a corpus: by class, and by the source that they name."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from hedgerow.report import numbers, style
from hedgerow.report.figures.base import FigureData, FigureSpec, need
from hedgerow.report.labels import CLAIMS
from hedgerow.report.results import Results

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_CLASSES = ("direct_causal", "conditional_causal", "correlational")

_SOURCES = {
    "none": ("no source", "#d5dad7", ""),
    "research_unnamed": ("research, not named", style.SKY, "//"),
    "research_named": ("research, named", style.BLUE, ""),
    "authority": ("an authority or experts", style.GREEN, ".."),
    "other": ("users, tradition, company, hearsay", style.ORANGE, "\\\\"),
}
"""Kinds of source as they are drawn: label, colour, hatch."""

_KIND = {"none": "none", "authority": "authority", "experts": "authority"}


def _counted(results: Results) -> Counter[tuple[str, str]]:
    """Return how many claims that deny nothing there are of each class and kind of source."""
    counts: Counter[tuple[str, str]] = Counter()
    names = ("claim", "stance", "attribution", "attribution_named")
    for part in results.streamed("claims", names, {"claim": list(_CLASSES)}):
        claims = part[part["stance"] != "denied"]
        named = claims["attribution_named"].fillna(False).astype(bool)
        source = claims["attribution"].fillna("none")
        kind = source.map(_KIND).fillna("other")
        kind = kind.mask(source == "research", "research_unnamed")
        kind = kind.mask((source == "research") & named, "research_named")
        counts.update(claims.groupby([claims["claim"], kind]).size().to_dict())
    return counts


def _sources_data(results: Results) -> FigureData:
    import pandas as pd

    counts = _counted(results)
    need(counts.total() > 0, "no sentence of the included documents makes a claim")
    frame = pd.DataFrame(
        {"claim": claim, **{kind: counts[claim, kind] for kind in _SOURCES}} for claim in _CLASSES
    )
    caption = (
        f"The source is the one that the sentence of the claim names; one in another sentence does "
        f"not count (n = {counts.total():,} claims of {results.n_included:,} "
        "documents; denied claims left out)."
    )
    direct = frame.set_index("claim").loc["direct_causal"]
    alt = (
        f"Stacked bars. Of {numbers.count(direct.sum())} direct causal claims, "
        f"{numbers.count(direct['none'])} name no source."
    )
    return FigureData(frame, caption, alt)


def _draw_sources(data: FigureData, results: Results, width: float) -> Figure:
    import numpy as np

    frame = data.table.set_index("claim")
    totals = frame.sum(axis=1).to_numpy(float)
    figure, axes = style.canvas(3.6 if width >= style.WIDE else 6, width)
    left = np.zeros(len(frame))
    for kind, (label, colour, hatch) in _SOURCES.items():
        counts = frame[kind].to_numpy(float)
        share = 100 * np.divide(counts, totals, out=np.zeros(len(frame)), where=totals > 0)
        axes.barh(
            range(len(frame)),
            share,
            left=left,
            height=0.62,
            color=colour,
            edgecolor="white",
            linewidth=0.8,
            hatch=hatch,
            label=label,
        )
        for row, value in enumerate(share):
            written = f"{counts[row]:,.0f}"
            if value >= (2 + 1.6 * len(written)) * (1 if width >= style.WIDE else 1.9):
                axes.text(
                    left[row] + value / 2,
                    row,
                    written,
                    ha="center",
                    va="center",
                    fontsize=8.5,
                    color="#10201b",
                    bbox={"boxstyle": "round,pad=0.12", "fc": "#fffffe", "ec": "none"},
                )
        left += share
    labels = [
        f"{CLAIMS[str(name)]} (n = {n:,.0f})" for name, n in zip(frame.index, totals, strict=True)
    ]
    style.name_rows(axes, labels)
    style.legend_above(axes, 3)
    axes.set_xlim(0, 100)
    style.name_scale(axes, "share of the claims of a class (%); numbers are claims")
    return figure


SOURCES = FigureSpec("claim_sources", "Claims by class and source", _sources_data, _draw_sources)
