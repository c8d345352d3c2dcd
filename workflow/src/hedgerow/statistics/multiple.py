"""Adjustment of p-values for the number of tests made."""

import numpy as np
from numpy.typing import ArrayLike, NDArray


def holm(p: ArrayLike) -> NDArray[np.float64]:
    """Return Holm's step-down adjusted p-values, which control the family-wise error rate.

    With p(1) <= ... <= p(m): adjusted p(j) = max over i <= j of min(1, (m - i + 1) p(i)).

    Source: Holm (1979), "A simple sequentially rejective multiple test procedure",
    Scandinavian Journal of Statistics 6.

    Args:
        p: p-values of any shape; the whole array is one family.

    Returns:
        Adjusted p-values in the shape of `p`. NaN (a test that was not made) stays NaN and
        does not count towards m.

    >>> holm([0.01, 0.04, 0.03]).round(2).tolist()
    [0.03, 0.06, 0.06]
    """
    raw = np.asarray(p, dtype=np.float64)
    adjusted = np.full(raw.shape, np.nan)
    tested = ~np.isnan(raw)
    values = raw[tested]
    order = np.argsort(values, kind="stable")
    steps = values[order] * np.arange(values.size, 0, -1)
    stepped = np.empty_like(values)
    stepped[order] = np.minimum(np.maximum.accumulate(steps), 1.0)
    adjusted[tested] = stepped
    return adjusted
