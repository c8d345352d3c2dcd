"""Small drawings inside the text: an interval with its line, a position in the corpus.

They repeat numbers printed beside them, so screen readers skip them. They have attributes and no
styles, because the content security policy allows none.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from hedgerow.report.numbers import defined

WIDTH, HEIGHT = 200, 18


def line(values: Sequence[Any]) -> Markup:
    """Draw values in their order as a line, with a dot at the last; undefined ones are left out."""
    known = [(k, float(value)) for k, value in enumerate(values) if defined(value)]
    if len(known) < 2:
        return Markup("")
    low, high = min(v for _, v in known), max(v for _, v in known)
    last = max(len(values) - 1, 1)

    def place(k: int, value: float) -> str:
        up = (value - low) / (high - low) if high > low else 0.5
        return f"{4 + (WIDTH - 8) * k / last:.1f},{HEIGHT - 3 - (HEIGHT - 6) * up:.1f}"

    x, y = place(*known[-1]).split(",")
    points = " ".join(place(k, value) for k, value in known)
    return _svg(
        [
            f'<polyline class="run" points="{points}"/>',
            f'<circle class="dot" cx="{x}" cy="{y}" r="3"/>',
        ],
        "line",
    )


def _x(value: float, low: float, high: float) -> str:
    share = (value - low) / (high - low) if high > low else 0.5
    return f"{4 + (WIDTH - 8) * min(max(share, 0.0), 1.0):.1f}"


def _svg(parts: Sequence[str], css: str) -> Markup:
    return Markup(
        f'<svg class="spark {css}" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" '
        f'height="{HEIGHT}" aria-hidden="true" focusable="false">{"".join(parts)}</svg>'
    )


def interval(
    value: Any, low: Any, high: Any, domain: tuple[float, float], threshold: Any = None
) -> Markup:
    """Draw a value, its interval and the threshold on one axis."""
    if not defined(value):
        return Markup("")
    a, b = domain
    parts = [f'<line class="axis" x1="4" x2="{WIDTH - 4}" y1="9" y2="9"/>']
    if defined(low) and defined(high):
        parts.append(
            f'<line class="range" x1="{_x(float(low), a, b)}" '
            f'x2="{_x(float(high), a, b)}" y1="9" y2="9"/>'
        )
    if defined(threshold):
        at = _x(float(threshold), a, b)
        parts.append(f'<line class="limit" x1="{at}" x2="{at}" y1="1" y2="17"/>')
    parts.append(f'<circle class="dot" cx="{_x(float(value), a, b)}" cy="9" r="4"/>')
    return _svg(parts, "interval")


def position(value: Any, low: Any, q1: Any, median: Any, q3: Any, high: Any) -> Markup:
    """Draw a document's value on the corpus's range, quartiles and median."""
    if not all(defined(item) for item in (value, low, q1, median, q3, high)):
        return Markup("")
    a, b = min(float(low), float(value)), max(float(high), float(value))
    left, right = float(_x(float(q1), a, b)), float(_x(float(q3), a, b))
    middle = _x(float(median), a, b)
    return _svg(
        [
            f'<line class="axis" x1="4" x2="{WIDTH - 4}" y1="9" y2="9"/>',
            f'<rect class="box" x="{left:.1f}" y="5" width="{max(right - left, 1):.1f}" '
            'height="8"/>',
            f'<line class="median" x1="{middle}" x2="{middle}" y1="3" y2="15"/>',
            f'<circle class="dot" cx="{_x(float(value), a, b)}" cy="9" r="4"/>',
        ],
        "position",
    )
