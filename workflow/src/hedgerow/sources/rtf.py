"""Rich text (RTF): its characters, read as plain text is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hedgerow.sources.base import Source, UnreadableError
from hedgerow.sources.news import articles
from hedgerow.sources.records import Fields, Record
from hedgerow.sources.signatures import check_signature

_TITLE = re.compile(r"\{\\title ([^{}\\]{1,300})\}")
_AUTHOR = re.compile(r"\{\\author ([^{}\\]{1,300})\}")
_HIDDEN = re.compile(r"\{\\v\d? ?[^{}]*\}|\\v(?:1)?(?=[\s\\])[^{}]{0,20000}?\\v0 ?")
_PICTURE = re.compile(r"\{\\(?:\*\\shppict|pict|nonshppict)\b[^{}]*(?:\{[^{}]*\}[^{}]*)*\}")


def documents(data: bytes, fields: Fields) -> Source | Iterator[Record]:
    """Return the document in the bytes of a file, or the articles of an export.

    Raises:
        UnreadableError: the bytes are no rich text.
    """
    if not data.lstrip()[:5].startswith(b"{\\rtf"):
        check_signature(data, "rich text")
        raise UnreadableError("not rich text: it does not begin with {\\rtf")
    markup = data.decode("latin-1")
    plain = _plain(_PICTURE.sub("", _HIDDEN.sub("", markup)))
    title, author = _TITLE.search(markup), _AUTHOR.search(markup)
    source = Source(
        "rtf",
        "rtf",
        len(data),
        text=plain,
        title=title.group(1).strip() or None if title else None,
        byline=author.group(1).strip() or None if author else None,
    )
    return articles(plain.split("\n"), source) or source


def _plain(markup: str) -> str:
    from striprtf.striprtf import rtf_to_text

    try:
        text = rtf_to_text(markup, encoding="cp1252", errors="replace")
    except (LookupError, ValueError, OverflowError, IndexError) as error:
        raise UnreadableError(f"damaged rich text: {error}") from error
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    # A paragraph is one line in rich text; a blank line keeps it one block.
    return "\n\n".join(line.strip() for line in text.split("\n") if line.strip())
