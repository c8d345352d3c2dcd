"""Files to sources: which reader reads which file, and why some are not read.

A new format is one module with `read(data: bytes) -> Source` and one line in `READERS`.
"""

from __future__ import annotations

import os
import stat
from importlib import import_module
from pathlib import Path

from hedgerow.sources.base import Source

READERS: dict[str, str] = {
    ".txt": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xml": "xml",
}
"""Ending of a file name to the module of `hedgerow.sources` that reads it."""


def read_source(root: Path, relative: str) -> Source:
    """Read one file below `root`; a file that cannot be read gives a source with the reason."""
    suffix = Path(relative).suffix.lower()
    name = READERS.get(suffix, "")
    if not name:
        shown = suffix or "without an ending"
        return Source(suffix[1:], "", _size(root, relative), reason=f"format {shown} is not read")
    try:
        data = _bytes_of(root, relative)
    except OSError as error:
        return Source(name, "", 0, reason=f"cannot be opened: {error.strerror or error}")
    except ValueError as error:
        return Source(name, "", 0, reason=str(error))
    except RuntimeError:  # what pathlib makes of links that lead in a circle
        return Source(name, "", 0, reason="cannot be opened: its links lead in a circle")
    try:
        return import_module(f"hedgerow.sources.{name}").read(data)
    except Exception as error:  # one bad document never stops a corpus
        reason = f"the {name} reader failed: {type(error).__name__}: {error}"
        return Source(name, "", len(data), reason=" ".join(reason.split())[:300])


def _size(root: Path, relative: str) -> int:
    try:
        return (root / relative).lstat().st_size
    except (OSError, ValueError):
        return 0


def _bytes_of(root: Path, relative: str) -> bytes:
    """The bytes of a regular file inside the corpus folder; ValueError says what else it is."""
    path = root / relative
    if _has_link(root, relative) and not path.resolve().is_relative_to(root.resolve()):
        raise ValueError("the path leads out of the corpus folder")
    # Opened without waiting, then asked what it is: a pipe must not hold up the corpus.
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        info = os.fstat(descriptor)
        if stat.S_ISDIR(info.st_mode):
            raise ValueError("it is a folder, not a file")
        if not stat.S_ISREG(info.st_mode):
            raise ValueError("it is not a regular file")
        pieces: list[bytes] = []
        while piece := os.read(descriptor, info.st_size + 1):
            pieces.append(piece)
        return b"".join(pieces)
    finally:
        os.close(descriptor)


def _has_link(root: Path, relative: str) -> bool:
    """Whether the way from `root` to the file goes over a symbolic link, or up by ".."."""
    parts = relative.split("/")
    if ".." in parts or relative.startswith("/"):
        return True
    place = str(root)
    for part in parts:
        place = f"{place}/{part}"
        if os.path.islink(place):  # noqa: PTH114  a Path for each part would cost more than reading
            return True
    return False
