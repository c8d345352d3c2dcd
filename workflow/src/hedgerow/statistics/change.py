"""The change between two estimates, from their values and intervals."""

from __future__ import annotations

from math import hypot, isfinite
from typing import NamedTuple


class Change(NamedTuple):
    """Later minus earlier, with its 95 % interval; bounds NaN where an interval is unknown."""

    value: float
    low: float
    high: float

    @property
    def clear(self) -> bool:
        """Whether the interval excludes zero; False where it is unknown."""
        return self.low > 0 or self.high < 0


def change(
    earlier: float,
    earlier_low: float,
    earlier_high: float,
    later: float,
    later_low: float,
    later_high: float,
) -> Change:
    """Return the difference of two independent estimates, with an interval from their intervals.

    The square-and-add limits of Zou and Donner (2008, Statistics in Medicine 27): with d the
    difference, l and u the bounds, d - sqrt((later - later_l)^2 + (earlier_u - earlier)^2) and
    d + sqrt((later_u - later)^2 + (earlier - earlier_l)^2). For two measurements of the same
    documents, which are correlated, the interval is conservative.

    >>> change(8.0, 7.0, 9.0, 10.0, 9.0, 11.0).clear
    True
    """
    value = later - earlier
    low = value - hypot(later - later_low, earlier_high - earlier)
    high = value + hypot(later_high - later, earlier - earlier_low)
    unknown = not (isfinite(low) and isfinite(high))
    return Change(value, float("nan") if unknown else low, float("nan") if unknown else high)
