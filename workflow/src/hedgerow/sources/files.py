"""Opening files safely: regular ones inside the corpus folder, unpacked within bounds."""

from __future__ import annotations

import errno
import io
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

from hedgerow.sources.base import UnreadableError
from hedgerow.sources.packed import is_packed, unpacked

DOCUMENT_BYTES = 32_000_000
"""Most bytes of text of one document: that of thirty long novels."""

MARKED_BYTES = 8_000_000
"""Most bytes of one document with markup, whose tree takes a hundred times its size in memory."""

_BUFFER = 1 << 20


@contextmanager
def opened(root: Path, relative: str) -> Iterator[BinaryIO]:
    """Open a regular file inside the corpus folder; a packed one is unpacked.

    Raises:
        UnreadableError: there is no such file, or it cannot be opened. Reading raises it where
            packed data is damaged, ends early or grows out of all proportion.
    """
    with regular(root, relative) as file:
        yield unpacked(file, relative) if is_packed(relative) else file


def content(root: Path, relative: str, limit: int = DOCUMENT_BYTES) -> bytes:
    """Read all of a regular file inside the corpus folder; a packed one is unpacked.

    Raises:
        UnreadableError: there is no such file, or it cannot be read, or holds more than `limit`
            bytes.
    """
    if is_packed(relative):
        with opened(root, relative) as stream:
            return whole(stream, limit)
    # Most files are small: to allocate a buffer for each would cost more than to read it.
    descriptor, size = _open(root, relative)
    try:
        data = b""
        while size <= limit and (piece := os.read(descriptor, min(size, limit) + 1)):
            data = data + piece if data else piece
            if len(data) <= size:
                break  # a regular file returns fewer bytes than requested only at its end
            size = len(data)
    except OSError as error:
        raise UnreadableError(f"cannot be read: {error.strerror}") from error
    finally:
        os.close(descriptor)
    if size > limit:
        raise UnreadableError(too_large(limit))
    return data


def whole(stream: BinaryIO, limit: int = DOCUMENT_BYTES) -> bytes:
    """Read all of a stream.

    Raises:
        UnreadableError: the stream holds more than `limit` bytes.
    """
    pieces: list[bytes] = []
    size = 0
    while piece := stream.read(_BUFFER):
        size += len(piece)
        if size > limit:
            raise UnreadableError(too_large(limit))
        pieces.append(piece)
    return b"".join(pieces)


def too_large(limit: int = DOCUMENT_BYTES) -> str:
    """Return the reason why a document of more than `limit` bytes is not read."""
    return f"larger than {limit // 1_000_000} MB, the most for one document; cut it up"


def lines(stream: BinaryIO, limit: int = DOCUMENT_BYTES) -> Iterator[bytes | None]:
    """Yield the lines of a stream, with None for a line of more than `limit` bytes."""
    while line := stream.readline(limit + 1):
        if len(line) <= limit or line.endswith(b"\n"):
            yield line
            continue
        while not line.endswith(b"\n") and (line := stream.readline(_BUFFER)):
            pass
        yield None


def disk_size(root: Path, relative: str) -> int:
    """Return the size of a file on disk; 0 where there is none."""
    try:
        return os.stat(f"{root}/{relative}").st_size  # noqa: PTH116  a Path costs more
    except (OSError, ValueError):
        return 0


@contextmanager
def opened_packed(stream: BinaryIO, name: str) -> Iterator[BinaryIO]:
    """Give a stream as it is, or unpacked where its file is packed by its name; then close it."""
    with stream:
        yield unpacked(stream, name) if is_packed(name) else stream


class Rejoined(io.RawIOBase):
    """A stream whose first bytes were read to see what it holds, with them put back."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        self._head = head
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self._head[: len(buffer)] or self._stream.read(len(buffer))
        self._head = self._head[len(buffer) :]
        buffer[: len(data)] = data
        return len(data)


def beginning(stream: BinaryIO, length: int) -> tuple[bytes, BinaryIO]:
    """Return the first bytes of a stream, and the stream with them put back.

    >>> head, stream = beginning(io.BytesIO(b"tea time"), 3)
    >>> head, stream.read()
    (b'tea', b'tea time')
    """
    # A second buffer would meet the end of a damaged archive before the records that precede it.
    if isinstance(stream, io.BufferedReader) and len(head := stream.peek(length)) >= length:
        return head[:length], stream
    head = stream.read(length)
    return head, io.BufferedReader(Rejoined(head, stream), _BUFFER)


@contextmanager
def regular(root: Path, relative: str) -> Iterator[BinaryIO]:
    """Open a regular file inside the corpus folder without unpacking it.

    Raises:
        UnreadableError: there is no such file, or it cannot be opened.
    """
    descriptor, _ = _open(root, relative)
    try:
        with open(descriptor, "rb", _BUFFER, closefd=False) as file:
            yield file
    finally:
        os.close(descriptor)


_FLAGS = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC


def _open(root: Path, relative: str) -> tuple[int, int]:
    """Return the descriptor of a regular file, and its size."""
    path = f"{root}/{relative}"
    try:
        # Opened without waiting and only then examined: a pipe must not block the run.
        descriptor = _open_inside(root, relative, path)
    except RuntimeError as error:  # raised by pathlib for links that lead in a circle
        raise UnreadableError("cannot be opened: its links lead in a circle") from error
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise UnreadableError(f"cannot be opened: {why}") from error
    info = os.fstat(descriptor)
    if not stat.S_ISREG(info.st_mode):
        os.close(descriptor)
        folder = stat.S_ISDIR(info.st_mode)
        raise UnreadableError(f"it is {'a folder, not a file' if folder else 'not a regular file'}")
    return descriptor, info.st_size


def _open_inside(root: Path, relative: str, path: str) -> int:
    """Open a file; one that a symbolic link leads to only if it is inside the corpus folder."""
    if not _has_link(str(root), relative.rpartition("/")[0]):
        try:
            return os.open(path, _FLAGS | os.O_NOFOLLOW)
        except OSError as error:
            if error.errno != errno.ELOOP:
                raise
    if not Path(path).resolve().is_relative_to(root.resolve()):
        raise UnreadableError("the path leads out of the corpus folder")
    return os.open(path, _FLAGS)


@lru_cache(maxsize=4096)
def _has_link(root: str, folder: str) -> bool:
    """Return whether the path from `root` to a folder contains a symbolic link or a `..`."""
    parts = folder.split("/") if folder else []
    if ".." in parts or folder.startswith("/"):
        return True
    path = root
    for part in parts:
        path = f"{path}/{part}"
        if os.path.islink(path):  # noqa: PTH114  a Path for each part would cost more than reading
            return True
    return False
