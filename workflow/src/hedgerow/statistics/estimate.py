"""A point value with the bounds of its interval."""

from typing import NamedTuple


class Estimate(NamedTuple):
    """A value with the lower and upper bound of its interval.

    All three are in the unit of the measure; what is undefined is NaN, so a value may be
    defined while its bounds are not (one document has a mean but no interval).
    """

    value: float
    low: float
    high: float


UNDEFINED = Estimate(float("nan"), float("nan"), float("nan"))
