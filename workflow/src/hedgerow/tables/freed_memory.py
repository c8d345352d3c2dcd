"""Memory that is freed goes back to the system."""

from __future__ import annotations

import ctypes
import mmap
import sys

import numpy as np

_MMAP_THRESHOLD = -3
"""M_MMAP_THRESHOLD of malloc.h in the GNU C library."""

_DONT_NEED = 4
"""MADV_DONTNEED of sys/mman.h in Linux."""

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


def forget_pages(array: np.ndarray) -> None:
    """Take the pages of a mapped file that an array has read out of memory.

    They are read again where they are used again. The array must be a view of a mapped file that is
    not written to: memory of its own would lose what it holds. Nothing happens elsewhere than in
    Linux.
    """
    first = -(-array.ctypes.data // mmap.PAGESIZE) * mmap.PAGESIZE
    size = (array.ctypes.data + array.nbytes - first) // mmap.PAGESIZE * mmap.PAGESIZE
    if size <= 0 or not sys.platform.startswith("linux"):
        return
    ctypes.CDLL(None).madvise(ctypes.c_void_p(first), ctypes.c_size_t(size), _DONT_NEED)
