"""Pages that a browser saved in one file (MHTML, RFC 2557), without their pictures."""

from __future__ import annotations

import email
import email.policy
from dataclasses import replace

from hedgerow.sources import html
from hedgerow.sources.base import Source, UnreadableError
from hedgerow.sources.signatures import check_signature


def read(data: bytes) -> Source:
    """Return the page in the bytes of a file.

    Raises:
        UnreadableError: there is no page in it.
    """
    check_signature(data, "MHTML")
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            content = part.get_payload(decode=True)
            if isinstance(content, bytes) and content.strip():
                page = html.read(content, part.get_content_charset())
                return replace(page, bytes=len(data))
    raise UnreadableError("not MHTML: no page in it; save the page as .html")
