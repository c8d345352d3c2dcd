"""Whole numbers as bytes: seven bits a byte, the lowest first, the top bit where more follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

_BITS = 7
_LONGEST = 9
"""Bytes of the largest number, of 63 bits."""


def varints(values: np.ndarray) -> bytes:
    """Return whole numbers from 0 as bytes (LEB128).

    >>> import numpy as np
    >>> varints(np.array([5, 127, 128, 300])).hex(" ")
    '05 7f 80 01 ac 02'
    """
    return varints_with_sizes(values)[0]


def varints_with_sizes(values: np.ndarray) -> tuple[bytes, np.ndarray]:
    """Return whole numbers from 0 as bytes, and int64[N]: the bytes of each."""
    import numpy as np

    values = np.asarray(values, np.int64)
    sizes = np.ones(len(values), np.int64)
    for k in range(1, _LONGEST):
        more = values >> (_BITS * k) > 0
        if not more.any():
            break
        sizes += more
    ends = np.cumsum(sizes)
    out = np.empty(ends[-1] if len(ends) else 0, np.uint8)
    for k in range(int(sizes.max(initial=0))):
        has = sizes > k
        low = (values[has] >> (_BITS * k)) & 0x7F
        out[ends[has] - sizes[has] + k] = low | np.where(sizes[has] > k + 1, 0x80, 0)
    return out.tobytes(), sizes
