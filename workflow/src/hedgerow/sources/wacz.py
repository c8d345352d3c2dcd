"""Packages of web archives (WACZ): the pages of the WARC files in them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import IO, BinaryIO, cast

from hedgerow.sources import warc
from hedgerow.sources.base import UnreadableError
from hedgerow.sources.files import opened_packed
from hedgerow.sources.records import Fields, Record
from hedgerow.sources.zip import measure, opened

__all__ = ["measure", "records"]


def records(stream: BinaryIO, fields: Fields) -> Iterator[Record]:
    """Yield the pages of all web archives in a package, numbered from 1.

    Raises:
        UnreadableError: the file is no package, or an archive in it is damaged.
    """
    number = 0
    with opened(stream) as package:
        names = sorted(n for n in package.namelist() if n.startswith("archive/") and "warc" in n)
        if not names:
            raise UnreadableError("not a WACZ package: a ZIP archive without archive/*.warc.gz")
        for name in names:
            try:
                part = cast("BinaryIO", _Part(package.open(name), name))
            except Exception as error:  # damaged headers raise many kinds
                raise UnreadableError(f"its {name} is damaged: {error}") from error
            with opened_packed(part, name) as file:
                for record in warc.records(file, fields):
                    number += 1
                    yield replace(record, number=number)


class _Part(io.RawIOBase):
    """The bytes of a file in the package; damage to them is named, whoever reads them."""

    def __init__(self, stream: IO[bytes], name: str) -> None:
        self._stream, self._name = stream, name

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        try:
            data = self._stream.read(len(buffer))
        except Exception as error:  # zlib, CRC, headers: damaged data raise many kinds
            raise UnreadableError(f"its {self._name} is damaged: {error}") from error
        buffer[: len(data)] = data
        return len(data)

    def tell(self) -> int:
        return self._stream.tell()

    def close(self) -> None:
        self._stream.close()
        super().close()
