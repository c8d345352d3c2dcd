"""Files packed with gzip or Zstandard, unpacked as they are read."""

from __future__ import annotations

import io
from typing import Any, BinaryIO

from hedgerow.sources.base import UnreadableError

PACKED = (".gz", ".tgz", ".zst")
"""Endings of files that are unpacked."""

PACKED_TIMES = 250
"""A file that unpacks to more than this many times its size is a bomb; text grows tenfold."""

_PACKED_FREE = 16_000_000
_BUFFER = 1 << 20
_AT_ONCE = 1 << 16
"""Bytes that are unpacked at once: of a damaged file, only the last ones are lost."""


def is_packed(path: str) -> bool:
    """Return whether a file is unpacked before it is read, by its name.

    >>> is_packed("Articles.JSONL.GZ"), is_packed("articles.jsonl")
    (True, False)
    """
    return path.lower().endswith(PACKED)


def unpacked(packed: BinaryIO, path: str) -> io.BufferedReader:
    """Return the unpacked bytes of a stream that `is_packed` by the name of its file.

    Reading raises `UnreadableError` where the data is damaged, ends early or grows out of all
    proportion. `packed.tell()` tells how much of it has been used, to within a buffer.
    """
    return io.BufferedReader(_Unpacked(packed, path.lower().endswith(".zst")), _BUFFER)


def rewound(stream: BinaryIO) -> BinaryIO:
    """Return a stream, unpacked or not, at its beginning again; the old one is used no more."""
    if stream.seekable():
        stream.seek(0)
        return stream
    raw = stream.detach()  # type: ignore[attr-defined]
    raw.rewind()
    return io.BufferedReader(raw, _BUFFER)


class _Lent(io.RawIOBase):
    """A stream that stays open when its reader is closed."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


class _Unpacked(io.RawIOBase):
    """The unpacked bytes of a file, as long as they stay in proportion to the packed ones."""

    def __init__(self, packed: BinaryIO, zstandard: bool) -> None:
        self._packed = packed
        self._zstandard = zstandard
        self._name = "Zstandard" if zstandard else "gzip"
        self._inner = self._reader()
        self._given = 0

    def _reader(self) -> Any:
        if self._zstandard:
            import pyarrow as pa

            return pa.CompressedInputStream(_Lent(self._packed), "zstd")
        import gzip

        return gzip.GzipFile(fileobj=self._packed, mode="rb")

    def rewind(self) -> None:
        """Go back to the beginning of the file."""
        self._packed.seek(0)
        self._inner = self._reader()
        self._given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self._piece(len(buffer))
        self._given += len(data)
        # The reader of the packed data reads ahead, so the proportion is to what it read so far.
        read = max(1, self._packed.tell())
        if self._given > _PACKED_FREE and self._given > PACKED_TIMES * read:
            raise UnreadableError(
                f"a {self._name} bomb: it unpacks to over {PACKED_TIMES} times its size;"
                " not read further"
            )
        buffer[: len(data)] = data
        return len(data)

    def _piece(self, length: int) -> bytes:
        import zlib

        try:
            return bytes(self._inner.read1(min(length, _AT_ONCE)))
        except (EOFError, OSError, zlib.error) as error:
            if isinstance(error, EOFError) or "Truncated" in str(error):
                reason = f"its {self._name} data ends too early; fetch or pack it anew"
            else:
                reason = f"not {self._name}, or damaged: {error}"
            raise UnreadableError(reason) from error
