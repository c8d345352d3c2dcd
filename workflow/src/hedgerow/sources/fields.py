"""Text in a field of a record: plain characters, a fragment of HTML, Markdown, or a whole page.

A whole page goes to the reader of pages, which separates the article from what is around it.
"""

from __future__ import annotations

import html
import re
from dataclasses import replace

from hedgerow.sources import markdown
from hedgerow.sources.base import Source
from hedgerow.sources.fragments import html_blocks, looks_like_html
from hedgerow.sources.markup import titled

# A comment ends at its first "-->": a pattern that could go on would try every way to part them.
_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*(?:<!doctype\s+html|<html[\s>])",
    re.I | re.S,
)
_ESCAPED = re.compile(r"&lt;/?(?:p|div|li|ul|ol|h[1-6]|br|strong|em|a|b|i|span)\b", re.I)


def field_source(text: str, base: Source, title: str | None = None) -> Source:
    """Return the source of a text field, read as what it holds: a page, HTML, Markdown or text.

    Args:
        base: the source to complete, with format, encoding and the facts of the record.
        title: the title of the record, put before blocks that do not begin with it.

    Raises:
        UnreadableError: a page or fragment is too large, or nested too deep.
    """
    base = replace(base, text=None)
    if "&lt;" in text and "<" not in text and _ESCAPED.search(text):
        text = html.unescape(text)
    if "<" in text and _PAGE.match(text):
        return _from_page(text, base)
    if looks_like_html(text):
        blocks, left_out = html_blocks(text)
        return replace(base, blocks=titled(blocks, title), boilerplate=left_out)
    if markdown.looks_like_markdown(text):
        found = markdown.read_text(text)
        kept = [block for block in found.blocks or () if block.text]
        return replace(
            base,
            blocks=titled(kept, title) if title else tuple(kept),
            title=base.title or found.title,
            byline=base.byline or found.byline,
            date=base.date or found.date,
            boilerplate=found.boilerplate,
        )
    return replace(base, text=text)


def _from_page(text: str, base: Source) -> Source:
    from hedgerow.sources import html as pages

    found = pages.read(text.encode("utf-8", "replace"))
    return replace(
        found,
        format=base.format,
        encoding=base.encoding,
        bytes=base.bytes,
        title=base.title or found.title,
        byline=base.byline or found.byline,
        date=base.date or found.date,
        url=base.url or found.url,
        group=base.group,
    )
