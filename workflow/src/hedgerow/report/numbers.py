"""Numbers in print: rounding, units, intervals, counts with their nouns.

Undefined values (None, NaN, infinities) become `UNDEFINED` and never the words None or nan.
"""

from __future__ import annotations

import math
from typing import Any

UNDEFINED = "–"
NARROW = "\u202f"
"""Narrow no-break space, between a number and its unit."""

_MINUS = "−"


def defined(value: Any) -> bool:
    """Return whether a value is defined: not None, NaN, infinite or pandas' NA."""
    if value is None:
        return False
    if isinstance(value, (str, bool)):
        return True
    try:
        return math.isfinite(float(value))
    except (TypeError, ValueError):
        return False


def number(value: Any, digits: int = 1) -> str:
    """Return a number with `digits` decimals and thousands separated by commas."""
    if not defined(value):
        return UNDEFINED
    text = f"{float(value):,.{digits}f}"
    if text.startswith("-"):
        text = text[1:] if float(text.replace(",", "")) == 0 else _MINUS + text[1:]
    return text


def count(value: Any) -> str:
    """Return a whole number with thousands separated by commas."""
    return number(value, 0)


def percent(share: Any, digits: int = 0) -> str:
    """Return a share (0 to 1) as a percentage, with a decimal where it would round to 0 or 100."""
    if not defined(share):
        return UNDEFINED
    value = 100 * float(share)
    rounded = round(value, digits)
    if digits == 0 and rounded in (0.0, 100.0) and value != rounded:
        digits = 1
    return f"{number(value, digits)}{NARROW}%"


def plural(n: Any, noun: str, many: str | None = None) -> str:
    """Return a count with its noun: `1 document`, `16 documents`."""
    if not defined(n):
        return UNDEFINED
    return f"{count(n)} {noun if int(n) == 1 else many or noun + 's'}"


def interval(low: Any, high: Any, digits: int = 1, share: bool = False) -> str:
    """Return `7 to 43 %` or `8.1 to 9.4`; empty if an end is undefined."""
    if not (defined(low) and defined(high)):
        return ""
    if share:
        ends = [number(100 * float(end), digits) for end in (low, high)]
        return f"{ends[0]} to {ends[1]}{NARROW}%"
    return f"{number(low, digits)} to {number(high, digits)}"


def share_of(k: Any, n: Any, noun: str, low: Any = None, high: Any = None) -> str:
    """Return `3 of 16 documents (19 %, 95 % interval 7 to 43 %)`."""
    if not (defined(k) and defined(n)) or int(n) == 0:
        return f"no {noun}s"
    inside = percent(float(k) / float(n))
    ends = interval(low, high, digits=0, share=True)
    if ends:
        inside += f", 95{NARROW}% interval {ends}"
    return f"{count(k)} of {plural(n, noun)} ({inside})"


def p_value(p: Any) -> str:
    """Return a p-value as journals print it."""
    if not defined(p):
        return UNDEFINED
    value = float(p)
    return "< 0.001" if value < 0.001 else f"{value:.3f}"


def with_unit(value: Any, unit: str, digits: int = 1) -> str:
    """Return a value in its unit: shares as percentages, the rest as numbers."""
    if unit == "share":
        return percent(value, max(digits - 1, 0))
    return number(value, digits)
