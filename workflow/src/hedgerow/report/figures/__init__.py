"""The figures of a run: each as SVG, PNG and the CSV behind it."""

from __future__ import annotations

from hedgerow.report.figures.base import FigureData, FigureSpec, NothingToDraw
from hedgerow.report.figures.claims import MIX
from hedgerow.report.figures.hedging import CROSS, RATES
from hedgerow.report.figures.keyness import KEYNESS
from hedgerow.report.figures.phrases import POSITIONS, ZONES
from hedgerow.report.figures.readability import GRADES, INTERVALS, LENGTHS, VARIANT_SPREAD
from hedgerow.report.figures.shared_wording import COVERAGE, SIMILARITY

FIGURES: tuple[FigureSpec, ...] = (
    LENGTHS,
    GRADES,
    INTERVALS,
    VARIANT_SPREAD,
    RATES,
    CROSS,
    KEYNESS,
    MIX,
    POSITIONS,
    ZONES,
    COVERAGE,
    SIMILARITY,
)
"""All figures in the order of the report."""

__all__ = ["FIGURES", "FigureData", "FigureSpec", "NothingToDraw"]
