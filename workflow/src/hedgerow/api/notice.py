"""A call that takes long says so on standard error: the first one may compile kernels."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from hedgerow.kernel_files import are_prepared

PATIENCE = 2.0
"""Seconds that a call may be silent; a process prints the line once."""

_printed = threading.Event()

_WORKING = "hedgerow: still working"
_COMPILING = (
    "; the first call after installing or updating compiles for about a minute, which"
    " `hedgerow prepare` does beforehand"
)


@contextmanager
def announced(patience: float = PATIENCE) -> Iterator[None]:
    """Run a call, with one line on standard error if it takes long."""
    done = threading.Event()

    def wait() -> None:
        if not done.wait(patience) and not _printed.is_set():
            _printed.set()
            line = _WORKING if are_prepared() else _WORKING + _COMPILING
            print(line, file=sys.stderr, flush=True)

    waiting = threading.Thread(target=wait, daemon=True)
    waiting.start()
    try:
        yield
    finally:
        done.set()
        waiting.join()
