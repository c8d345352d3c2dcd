"""Web archives: the pages of a crawl (WARC), and texts extracted from them (WET)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import Any, BinaryIO

from hedgerow.sources.base import Source, UnreadableError
from hedgerow.sources.files import DOCUMENT_BYTES, too_large
from hedgerow.sources.limits import LONG_BYTES, limited
from hedgerow.sources.records import Fields, Record, key_of

_PAGES = ("text/html", "application/xhtml+xml")
_DOCUMENT = re.compile(rb"^WARC-Type:\s*(?:response|resource|conversion)\b", re.I | re.M)


def records(stream: BinaryIO, fields: Fields) -> Iterator[Record]:
    """Yield the responses, resources and conversions of an archive, numbered from 1.

    The id of a record is the address that it was fetched from.

    Raises:
        UnreadableError: the file is no web archive.
    """
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    archive: Any = _Positioned(stream)
    wanted = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    number = 0
    try:
        for entry in ArchiveIterator(archive, record_types=wanted, auto_decode="all"):
            number += 1
            key = key_of((entry.headers.get("WARC-Target-URI") or "").strip("<>"))
            yield Record(number, key, partial(_read, entry))
    except (OSError, ValueError) as error:
        raise UnreadableError(f"not a web archive, or damaged: {error}") from error


def count(sample: bytes) -> int:
    """Return the number of documents in the first bytes of a file."""
    return len(_DOCUMENT.findall(sample))


class _Positioned:
    """A stream with `tell`, which fastwarc requires although it never goes back."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._position = 0

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self._position += len(data)
        return data

    def tell(self) -> int:
        return self._position

    def seek(self, offset: int, whence: int = 0) -> int:
        if (offset, whence) in ((0, 1), (self._position, 0)):
            return self._position
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
    read = partial(reader.read, data, entry.http_charset)
    return read() if len(data) < LONG_BYTES else limited(read)
