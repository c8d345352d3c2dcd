"""The figures of a run: each as SVG, PDF, PNG and the CSV behind it."""

from __future__ import annotations

from hedgerow.report.figures.base import FigureData, FigureSpec, NothingToDraw
from hedgerow.report.figures.claims import SOURCES
from hedgerow.report.figures.groups import DOTS
from hedgerow.report.figures.hedging import CROSS, RATES
from hedgerow.report.figures.keyness import KEYNESS
from hedgerow.report.figures.phrases import POSITIONS
from hedgerow.report.figures.readability import GRADES, VARIANT_SPREAD
from hedgerow.report.figures.shared_wording import CLUSTER_MAP
from hedgerow.report.figures.timeline import TIMELINE

FIGURES: tuple[FigureSpec, ...] = (
    GRADES,
    VARIANT_SPREAD,
    TIMELINE,
    SOURCES,
    RATES,
    CROSS,
    POSITIONS,
    CLUSTER_MAP,
    DOTS,
    KEYNESS,
)
"""All figures in the order of the report."""

__all__ = ["FIGURES", "FigureData", "FigureSpec", "NothingToDraw"]
