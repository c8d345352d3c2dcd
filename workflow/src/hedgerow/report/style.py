"""The house style of the figures: one palette, one type, the same bytes every time.

Colours are those of Okabe & Ito (2008), which people with every common form of colour blindness can
tell apart; shape or a label always says the same thing again.
"""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING, Any

from hedgerow.report.escape import visible

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

INK = "#20302b"
"""Text, axes and lines. Inside the report it follows the page's text colour."""

BLUE, ORANGE, GREEN, VERMILION = "#0072b2", "#e69f00", "#009e73", "#d55e00"
SKY, PURPLE, GREY = "#56b4e9", "#cc79a7", "#8a9691"

GROUP_COLOURS = (BLUE, ORANGE, GREEN, PURPLE, VERMILION, SKY)
GROUP_MARKERS = ("o", "s", "^", "D", "v", "P")

CLAIM_COLOURS = {
    "direct_causal": VERMILION,
    "conditional_causal": SKY,
    "correlational": GREEN,
    "none": "#d5dad7",
}

WIDE, NARROW = 6.4, 3.5
"""Inches across: of a figure for paper and desk, and of the same one for a phone."""

HOUSE: dict[str, Any] = {
    "font.family": ["DejaVu Sans"],
    "font.size": 10,
    "axes.titlesize": "medium",
    "axes.labelsize": "medium",
    "axes.labelcolor": INK,
    "axes.edgecolor": INK,
    "axes.facecolor": "none",
    "axes.linewidth": 0.8,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.unicode_minus": True,
    "text.color": INK,
    "text.parse_math": False,
    "xtick.color": INK,
    "ytick.color": INK,
    "grid.color": INK,
    "grid.alpha": 0.12,
    "grid.linewidth": 0.8,
    "legend.frameon": False,
    "lines.solid_capstyle": "butt",
    "figure.facecolor": "white",
    "savefig.facecolor": "white",
    "svg.fonttype": "none",
    "svg.hashsalt": "hedgerow",
    "image.cmap": "cividis",
}


NARROW_HOUSE = HOUSE | {"font.size": 8.5}
"""The same for a narrow figure."""


def canvas(rows: float, width: float) -> tuple[Figure, Axes]:
    """Return a figure high enough for so many rows of text, and its axes."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, max(2.2, 1.1 + 0.28 * rows)), layout="constrained")
    return figure, figure.add_subplot()


def narrow(axes: Axes) -> bool:
    """Return whether axes are part of a narrow figure."""
    return axes.figure.get_figwidth() < WIDE


def name_rows(axes: Axes, labels: list[str]) -> None:
    """Write one label a row at the left, first row on top, without ticks.

    A narrow figure has the number of documents on a line of its own.
    """
    shown = [short(label) for label in labels]
    if narrow(axes):
        parts = [label.partition(" (n = ") for label in labels]
        shown = [short(name, 22) + (f"\n(n = {n}" if n else "") for name, _, n in parts]
    axes.set_yticks(range(len(labels)), shown)
    axes.set_ylim(len(labels) - 0.4, -0.6)
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    axes.grid(axis="x")


def name_scale(axes: Axes, text: str) -> None:
    """Write what the horizontal axis measures, in a narrow figure on lines of few words."""
    axes.set_xlabel("\n".join(wrap(text, 28)) if narrow(axes) else text)


def legend_above(axes: Axes, columns: int = 4) -> None:
    """Put the legend above the drawing, in a narrow figure one entry a line."""
    axes.figure.legend(
        loc="outside upper center",
        ncols=1 if narrow(axes) else columns,
        columnspacing=1.4,
        handletextpad=0.5,
        fontsize="small" if narrow(axes) else 9,
    )


def short(label: str, length: int = 38) -> str:
    """Return a label that fits a margin: visible characters, the middle left out."""
    text = " ".join(visible(label).split())
    if len(text) <= length:
        return text
    return f"{text[: length // 2 - 1]}…{text[-(length // 2) :]}"


def cells(axes: Axes, values: Any, colours: str, highest: float) -> None:
    """Draw a matrix as vector cells, first row on top, from 0 to `highest`."""
    import numpy as np

    rows, columns = values.shape
    axes.pcolormesh(
        np.arange(columns + 1) - 0.5,
        np.arange(rows + 1) - 0.5,
        values,
        cmap=colours,
        vmin=0,
        vmax=highest,
        edgecolors=GREY,
        linewidth=0.4,
    )
    axes.invert_yaxis()


def box(axes: Axes, values: Any, row: float, fill: str = "none", height: float = 0.6) -> None:
    """Draw median, quartiles and whiskers (last value within 1.5 IQR) of some values in a row."""
    import numpy as np

    q1, median, q3 = np.percentile(values, [25, 50, 75])
    reach = 1.5 * (q3 - q1)
    low, high = values[values >= q1 - reach].min(), values[values <= q3 + reach].max()
    axes.hlines([row, row], [low, q3], [q1, high], color=INK, linewidth=1)
    axes.vlines([low, high], row - height / 4, row + height / 4, color=INK, linewidth=1)
    axes.barh(row, q3 - q1, left=q1, height=height, color=fill, edgecolor=INK, linewidth=1)
    axes.vlines(median, row - height / 2, row + height / 2, color=INK, linewidth=2.2)
