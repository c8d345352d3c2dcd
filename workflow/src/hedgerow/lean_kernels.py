"""How kernels that make no arrays are compiled: without counts of references.

numba counts the references to an array wherever a kernel passes it to another. Each count is an
atomic operation, and in kernels that are called for every word these took two thirds of the time. A
kernel that makes no array (by `np.empty`, a comparison of arrays or an assignment to a slice) needs
none; nor do the kernels that it calls, which must be such kernels as well.
"""

from __future__ import annotations

from typing import Any

LEAN: dict[str, Any] = {"cache": True, "_nrt": False}
"""Options of `numba.njit` for these kernels."""
