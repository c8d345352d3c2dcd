"""Memory that is freed goes back to the system."""

from __future__ import annotations

import ctypes
import mmap
import sys
from pathlib import Path

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

    They are read again where they are used again. Nothing happens to memory of the process's own,
    which would lose what it holds, nor elsewhere than in Linux.
    """
    first = -(-array.ctypes.data // mmap.PAGESIZE) * mmap.PAGESIZE
    size = (array.ctypes.data + array.nbytes - first) // mmap.PAGESIZE * mmap.PAGESIZE
    if size > 0 and sys.platform.startswith("linux") and _of_a_file(first, first + size):
        ctypes.CDLL(None).madvise(ctypes.c_void_p(first), ctypes.c_size_t(size), _DONT_NEED)


def _of_a_file(first: int, last: int) -> bool:
    """Return whether addresses lie in one mapping of a file that this process does not write to."""
    for line in Path("/proc/self/maps").read_bytes().splitlines():
        span, rights, _, _, inode, *_ = line.split()
        begin, end = (int(edge, 16) for edge in span.split(b"-"))
        if begin <= first and last <= end:
            return inode != b"0" and b"w" not in rights
    return False
