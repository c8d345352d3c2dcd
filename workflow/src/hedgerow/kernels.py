"""How numba is started: with no more than kernels need that were compiled before.

A rule runs for half a second on a small shard, and a third of that would go into what numba loads
in case something has to be compiled. Compiling still works: it loads the rest first, as ever.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from typing import Any

_UNUSED = ("yaml", "scipy", "cffi")
"""What numba looks for when it is imported: a file of settings, linear algebra, C functions."""

_BLAS = ("scipy.linalg.cython_blas", "scipy.linalg.cython_lapack")
"""What it looks for before it compiles: loading that takes as long as numba itself, and no kernel
here multiplies matrices."""


@cache
def start() -> None:
    """Import numba, for the kernels of a command."""
    with _hidden(_UNUSED):
        import_module("numba")
    caching, runtime = import_module("numba.core.caching"), import_module("numba.core.runtime")
    kept = caching.Cache
    before = kept.load_overload

    def load_overload(self: Any, signature: Any, context: Any) -> Any:
        # Numba loads all it could compile with before it looks into the cache. What a cached kernel
        # needs of that is the allocation of arrays.
        with _hidden(_BLAS):
            runtime.rtsys.initialize(context)
            with self._guard_against_spurious_io_errors():
                found = self._load_overload(signature, context)
                if found is not None:
                    return found
            return before(self, signature, context)

    if hasattr(kept, "_load_overload") and hasattr(kept, "_guard_against_spurious_io_errors"):
        kept.load_overload = load_overload


@contextmanager
def _hidden(names: tuple[str, ...]) -> Iterator[None]:
    """Let imports of these modules fail for as long as the block runs."""
    absent = [name for name in names if name not in sys.modules]
    for name in absent:
        sys.modules[name] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        for name in absent:
            del sys.modules[name]
