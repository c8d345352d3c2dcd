"""Memory that is freed goes back to the system."""

from __future__ import annotations

import ctypes

_MMAP_THRESHOLD = -3
"""M_MMAP_THRESHOLD of malloc.h in the GNU C library."""

_LARGE = 1 << 20
"""Bytes of an array that gets pages of its own."""


def return_freed_memory() -> None:
    """Give arrays of a megabyte or more pages of their own, which go back when they are freed.

    For a step whose stages each need much memory. By default the GNU C library raises that limit to
    32 MB as it goes, and Arrow keeps what was freed for later; what one stage has freed is then
    held while the next takes its own. Elsewhere than with the GNU C library only Arrow changes.
    """
    import pyarrow as pa

    pa.set_memory_pool(pa.system_memory_pool())
    try:
        ctypes.CDLL(None).mallopt(_MMAP_THRESHOLD, _LARGE)
    except (AttributeError, OSError, TypeError):  # another C library
        return


def trim_freed_memory() -> None:
    """Give back what many small objects, such as strings, held until now.

    Nothing happens elsewhere than with the GNU C library.
    """
    try:
        ctypes.CDLL(None).malloc_trim(0)
    except (AttributeError, OSError, TypeError):  # another C library
        return
