"""Plain text: the characters are the document, or the documents of an export.

Exports are those of news services, of PubMed and of reference managers.
"""

from __future__ import annotations

from collections.abc import Iterator

from hedgerow.sources import references
from hedgerow.sources.base import Source, may_be_marked_up
from hedgerow.sources.decode import decode
from hedgerow.sources.news import articles, may_be_export
from hedgerow.sources.records import Fields, Record
from hedgerow.sources.signatures import check_signature


def documents(data: bytes, fields: Fields) -> Source | Iterator[Record]:
    """Return the document in the bytes of a plain text file, or those of an export.

    Raises:
        UnreadableError: the bytes are those of another format.

    >>> documents(b"Tea is warm.", Fields()).text
    'Tea is warm.'
    """
    check_signature(data, "text")
    source = read(data)
    if source.text is None:
        return source
    if may_be_export(source.text):
        found = articles(source.text.split("\n"), source)
        if found is not None:
            return found
    listed = references.records(source.text, source)
    if listed is not None:
        return listed
    if not may_be_marked_up(source.text):
        return source
    from hedgerow.sources.fields import field_source

    return field_source(source.text, source)


def read(data: bytes, declared: str | None = None) -> Source:
    """Return the document in the bytes of a plain text, as it is.

    Args:
        declared: the encoding that a server named, for text from a web archive.
    """
    text, encoding = decode(data, declared)
    if text is None:
        return Source("text", "", len(data), reason=encoding)
    return Source("text", encoding, len(data), text=text)
