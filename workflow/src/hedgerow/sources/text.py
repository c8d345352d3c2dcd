"""Plain text: the characters are the document."""

from __future__ import annotations

from hedgerow.sources.base import Source
from hedgerow.sources.decode import decode


def read(data: bytes, declared: str | None = None) -> Source:
    """Read the bytes of a plain text file.

    Args:
        declared: the encoding that a server named, for text from a web archive.

    >>> read(b"Tea is warm.").text
    'Tea is warm.'
    """
    text, encoding = decode(data, declared)
    if text is None:
        return Source("text", "", len(data), reason=encoding)
    return Source("text", encoding, len(data), text=text)
