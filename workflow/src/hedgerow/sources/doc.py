"""Files with the ending of old Word documents: what programs write under it, or what to do."""

from __future__ import annotations

from collections.abc import Iterator

from hedgerow.sources import docx, html, rtf
from hedgerow.sources.base import Source, UnreadableError
from hedgerow.sources.records import Fields, Record
from hedgerow.sources.signatures import OLE, signature


def documents(data: bytes, fields: Fields) -> Source | Iterator[Record]:
    """Return the document in rich text, HTML or a newer Word document with this ending.

    Raises:
        UnreadableError: it is a Word document of before 2007, or of no known format.
    """
    kind = signature(data)
    if kind == "rtf":
        return rtf.documents(data, fields)
    if kind == "zip":
        return docx.documents(data, fields)
    if b"<html" in data[:4096].lower():
        return html.read(data)
    if data.startswith(OLE):
        raise UnreadableError(
            "a Word document of before 2007 (.doc); open it in Word or LibreOffice and save it as"
            " .docx"
        )
    raise UnreadableError("not a Word document; save it as .docx or .txt")
