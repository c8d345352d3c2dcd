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
from types import ModuleType
from typing import Any

_UNUSED = ("yaml", "scipy", "cffi")
"""What numba looks for when it is imported: a file of settings, linear algebra, C functions."""

_BLAS = ("scipy.linalg.cython_blas", "scipy.linalg.cython_lapack")
"""What it looks for before it compiles: loading that takes as long as numba itself, and no kernel
here multiplies matrices."""


@cache
def start() -> None:
    """Import numba, for the kernels of a command."""
    with hidden(_UNUSED), _late("importlib.metadata"):
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

    if hasattr(kept, "_load_overload") and hasattr(kept, "_guard_against_spurious_io_errors"):
        kept.load_overload = load_overload
    _link_late(import_module("numba.core.codegen"))
    _name_modules_only(import_module("numba.core.environment"))
    dispatcher = import_module("numba.core.dispatcher")
    _extend_late(dispatcher)
    _find_cache_late(dispatcher)


@contextmanager
def _late(name: str) -> Iterator[None]:
    """Let modules that are imported in the block have the module `name` loaded when they use it."""
    if name in sys.modules:
        yield
        return

    class Late(ModuleType):
        def __getattr__(self, attribute: str) -> Any:
            return getattr(import_module(name), attribute)

    sys.modules[name] = Late(name)
    try:
        yield
    finally:
        del sys.modules[name]


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


def _extend_late(dispatcher: Any) -> None:
    """Let numba look for packages that extend it when it compiles, not at the first cached kernel.

    It reads the entry points of all installed packages for that; no kernel here takes their types.
    """
    kind = dispatcher._DispatcherBase
    if not hasattr(kind, "_compilation_chain_init_hook"):
        return
    look = kind._compilation_chain_init_hook

    def look_for_others(self: Any) -> None:
        if not self.py_func.__module__.startswith("hedgerow."):
            look(self)

    kind._compilation_chain_init_hook = look_for_others


def _find_cache_late(dispatcher: Any) -> None:
    """Let numba look for the file of a cached kernel when it is called; most only serve others."""
    found = dispatcher.FunctionCache

    class Late:
        def __init__(self, function: Any) -> None:
            self._function = function

        def __getattr__(self, name: str) -> Any:
            if name == "_found":
                self._found = found(self._function)
                return self._found
            return getattr(self._found, name)

    dispatcher.FunctionCache = Late


def _name_modules_only(environment: Any) -> None:
    """Let numba not import the modules whose functions are compiled into a cached kernel.

    It holds their global names for code that calls back into Python, as no kernel here does.
    """
    if not all(hasattr(environment, name) for name in ("importlib", "_rebuild_env")):
        return
    rebuild = environment._rebuild_env

    def rebuild_env(module: str, constants: Any, name: str) -> Any:
        absent = module not in sys.modules
        if absent:
            sys.modules[module] = ModuleType(module)
        try:
            return rebuild(module, constants, name)
        finally:
            if absent:
                del sys.modules[module]

    environment._rebuild_env = rebuild_env


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
