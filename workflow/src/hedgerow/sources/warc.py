"""Web archives: pages of a crawl (WARC), and texts taken from them (WET)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any, BinaryIO

from hedgerow.sources.base import Source, UnreadableError
from hedgerow.sources.files import DOCUMENT_BYTES, too_large
from hedgerow.sources.records import Fields, Record, key_of

_PAGES = ("text/html", "application/xhtml+xml")


def records(stream: BinaryIO, fields: Fields) -> Iterator[Record]:
    """Yield the responses, resources and conversions of an archive; its other records are none.

    A record's number counts those, from 1; its id is the address that it was fetched from.

    Raises:
        UnreadableError: it is no web archive.
    """
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    archive: Any = _Placed(stream)
    wanted = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    number = 0
    try:
        for entry in ArchiveIterator(archive, record_types=wanted, auto_decode="all"):
            number += 1
            key = key_of((entry.headers.get("WARC-Target-URI") or "").strip("<>"))
            yield Record(number, key, partial(_read, entry))
    except (OSError, ValueError) as error:
        raise UnreadableError(f"not a web archive, or damaged: {error}") from error


class _Placed:
    """A stream that says where it is, which fastwarc asks of a file, though it never goes back."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._place = 0

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self._place += len(data)
        return data

    def tell(self) -> int:
        return self._place

    def seek(self, offset: int, whence: int = 0) -> int:
        if (offset, whence) in ((0, 1), (self._place, 0)):
            return self._place
        raise OSError("an archive is read from its beginning to its end")


def _read(entry: Any) -> Source:
    from hedgerow.sources import html, text

    kind = (entry.http_content_type or entry.headers.get("Content-Type") or "").lower()
    kind = kind.partition(";")[0].strip()
    if entry.is_http and entry.http_headers is not None:
        status = entry.http_headers.status_code
        if status != 200:
            return Source("warc", "", 0, reason=f"the answer was HTTP status {status}, not a page")
    reader = html if kind in _PAGES else text if kind == "text/plain" else None
    if reader is None:
        return Source("warc", "", 0, reason=f"content of type {kind or 'unknown'} is not read")
    data = entry.reader.read(DOCUMENT_BYTES + 1)
    if len(data) > DOCUMENT_BYTES:
        return Source("warc", "", len(data), reason=too_large())
    return reader.read(data, entry.http_charset)
