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
    from hedgerow.kernel_files import keep_kernels

    with hidden(_UNUSED):
        import_module("numba")
    caching, runtime = import_module("numba.core.caching"), import_module("numba.core.runtime")
    kept = caching.Cache
    before = kept.load_overload

    def load_overload(self: Any, signature: Any, context: Any) -> Any:
        # Numba loads all it could compile with before it looks into the cache. What a cached kernel
        # needs of that is the allocation of arrays.
        with hidden(_BLAS):
            runtime.rtsys.initialize(context)
            with self._guard_against_spurious_io_errors():
                found = self._load_overload(signature, context)
                if found is not None:
                    return found
            return before(self, signature, context)

    keep_kernels(caching)
    if hasattr(kept, "_load_overload") and hasattr(kept, "_guard_against_spurious_io_errors"):
        kept.load_overload = load_overload
    _link_late(import_module("numba.core.codegen"))


def _link_late(codegen: Any) -> None:
    """Let numba leave unread what only a kernel that is compiled anew needs of a cached one.

    Beside its machine code a cached kernel has the code that others are linked with; reading that
    takes longer than reading the machine code.
    """
    library = codegen.JITCodeLibrary
    names = (
        "_unserialize",
        "_get_module_for_linking",
        "_finalize_final_module",
        "get_pointer_to_function",
    )
    if not all(hasattr(library, name) for name in names):
        return
    unserialize, module_for_linking = library._unserialize, library._get_module_for_linking

    def without_linking(cls: Any, owner: Any, state: Any) -> Any:
        name, kind, data = state
        if kind != "object":
            return unserialize(owner, state)
        made = owner.create_library(name)
        made.enable_object_caching()
        made._set_compiled_object(data[0])
        made._finalize_final_module()
        # Numba looks names up in what is left unread; what is called of a cached kernel is there.
        made.get_pointer_to_function = owner._engine.get_function_address
        made._unread = data[1]
        return made

    def read_for_linking(self: Any) -> Any:
        unread = self.__dict__.pop("_unread", None)
        if unread is not None:
            self._shared_module = codegen.ll.parse_bitcode(unread)
            self._codegen._engine._load_defined_symbols(self._shared_module)
        return module_for_linking(self)

    library._unserialize = classmethod(without_linking)
    library._get_module_for_linking = read_for_linking


@contextmanager
def hidden(names: tuple[str, ...]) -> Iterator[None]:
    """Let imports of these modules fail for as long as the block runs."""
    absent = [name for name in names if name not in sys.modules]
    for name in absent:
        sys.modules[name] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        for name in absent:
            del sys.modules[name]
