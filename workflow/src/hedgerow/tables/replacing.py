"""Files and folders that are complete or absent: written beside their place, then renamed.

What a killed process was writing is removed by the next one that writes to the same place.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hedgerow.tables.processes import start_of, this_machine

_DEVICES = re.compile(r"/dev(?:/fd|/pts)?|/proc/\d+(?:/task/\d+)?/fd")
"""Folders whose files are devices or open files of a process; /dev/shm holds files like others."""

_STANDARD = {"/dev/stdout": 1, "/dev/stderr": 2}
_OPEN_FILE = re.compile(r"/(?:dev|proc/self)/fd/(\d+)")


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a temporary name to write to; put the file in its place when the block ends well.

    A symbolic link stays, and the file that it leads to is replaced. A pipe, a device and a file
    with several hard links stay as well: the content is written into them.

    Raises:
        OSError: the place is a folder, or a link that leads in a circle.
    """
    path = Path(path)
    if _is_written_into(path):
        with tempfile.TemporaryDirectory() as folder:
            temporary = Path(folder) / path.name
            yield temporary
            _write_into(path, temporary)
        return
    if path.is_symlink():
        given, path = path, Path(os.path.realpath(path))
        if path.is_symlink():
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(given))
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    _make_folder(path.parent)
    _sweep(path, "part")
    temporary = _beside(path, "part")
    try:
        yield temporary
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def replacing_folder(path: Path) -> Iterator[Path]:
    """Give an empty folder to write to; it takes the place of `path` when the block ends well."""
    path = Path(path)
    _make_folder(path.parent)
    _sweep(path, "part")
    new, old = _beside(path, "part"), _beside(path, "old")
    try:
        new.mkdir()
        yield new
        if path.exists():
            path.replace(old)
        new.replace(path)
        _sweep(path, "old")
    finally:
        shutil.rmtree(new, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)


def _make_folder(path: Path) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(path)) from None


def _beside(path: Path, ending: str) -> Path:
    """Return the hidden name that this process writes to, with its machine and its number."""
    return path.with_name(f".{path.name}.{this_machine()}.{os.getpid()}.{ending}")


def _sweep(path: Path, ending: str) -> None:
    """Remove what killed processes of this machine left beside `path`.

    What belongs to a process that goes on stays, and so does that of another machine, which may
    share the folder.
    """
    form = re.compile(rf"\.{re.escape(path.name)}\.{this_machine()}\.(\d+)\.{ending}")
    for left in path.parent.iterdir() if os.name == "posix" else ():
        owner = form.fullmatch(left.name)
        if owner and not start_of(int(owner[1])):
            if left.is_dir() and not left.is_symlink():
                shutil.rmtree(left, ignore_errors=True)
            else:
                left.unlink(missing_ok=True)


def _is_written_into(path: Path) -> bool:
    if _DEVICES.fullmatch(path.parent.resolve().as_posix()):
        return True
    try:
        info = path.stat()
    except OSError:
        return False
    return (path.exists() and not (path.is_file() or path.is_dir())) or (
        path.is_file() and info.st_nlink > 1
    )


def _write_into(path: Path, content: Path) -> None:
    """Write the content of a file into an existing one; a regular file loses what it had."""
    number = _OPEN_FILE.fullmatch(str(path))
    if number or str(path) in _STANDARD:
        # What the process has open is continued where it is; opened anew, it would be overwritten.
        descriptor = os.dup(int(number[1]) if number else _STANDARD[str(path)])
    else:
        descriptor = os.open(path, os.O_WRONLY | (os.O_TRUNC if path.is_file() else 0))
    with os.fdopen(descriptor, "wb", buffering=0) as target, content.open("rb") as source:
        while piece := source.read(1 << 20):
            rest = memoryview(piece)
            while rest:
                rest = rest[target.write(rest) or 0 :]
