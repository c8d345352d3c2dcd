"""Cells of a change between two runs or corpora."""

from __future__ import annotations

from hedgerow.report import numbers
from hedgerow.report.tabulate import Cell, number
from hedgerow.statistics.change import Change


def difference(values: Change, digits: int, unit: str) -> Cell:
    """Return a change with its interval, shares in percentage points."""
    if not numbers.defined(values.value):
        return number(None)
    scale, digits = (100.0, 1) if unit == "share" else (1.0, digits)

    def signed(value: float) -> str:
        text = numbers.number(scale * value, digits)
        return f"+{text}" if value > 0 and float(text.replace(",", "")) else text

    text = signed(values.value)
    if numbers.defined(values.low):
        text += f" ({signed(values.low)} to {signed(values.high)})"
    return Cell(text, float(values.value))


def direction(values: Change) -> str:
    """Return in words whether a value rose or fell."""
    if values.value == values.low == values.high == 0:
        return "unchanged"
    if not values.clear:
        return "no clear change"
    return "▲ up" if values.value > 0 else "▼ down"
