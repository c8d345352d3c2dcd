"""Feeds and exports of blogs: RSS and Atom entries, and the posts of a WordPress export (WXR).

Specifications: RSS 2.0 with the module `content`; RFC 4287 (Atom); the WordPress eXtended RSS that
the export of WordPress writes. Comments on a post are left out.
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from functools import partial
from typing import BinaryIO

from lxml import etree

from hedgerow.sources.base import Source, SourceBlock, UnreadableError
from hedgerow.sources.fragments import HTML, html_blocks
from hedgerow.sources.markup import blocks_of, local_name, plain_text, titled
from hedgerow.sources.records import Record, key_of
from hedgerow.sources.xml_tree import elements

_NO_POSTS = frozenset(
    "attachment nav_menu_item revision custom_css customize_changeset oembed_cache user_request"
    " wp_block wp_template wp_template_part wp_global_styles wp_navigation wp_font_family"
    " wp_font_face acf-field acf-field-group".split()
)
"""Types of the items of a WordPress export that are no writing."""

_DISCARDED = frozenset(("trash", "auto-draft", "spam"))
"""States of posts that their authors threw away; drafts are read."""


def records(stream: BinaryIO, encoding: str) -> Iterator[Record]:
    """Yield the entries of a feed or the posts of an export, numbered from 1.

    The id of an entry is its number in the export of a blog, its own identifier or its address.
    """
    number = 0
    for node in elements(stream, encoding, ("item", "entry")):
        parts = _parts(node)
        if plain_text(parts.get("post_type")) in _NO_POSTS:
            continue
        number += 1
        yield Record(number, _key(parts), partial(_read, node, parts))


def _parts(node: etree._Element) -> dict[str, etree._Element]:
    """Return the first child of each name; content:encoded and excerpt:encoded are told apart."""
    parts: dict[str, etree._Element] = {}
    for child in node:
        name = local_name(child)
        if name == "encoded":
            name = "excerpt" if "excerpt" in child.tag else "content"
        elif name == "link" and child.get("rel", "alternate") != "alternate":
            continue
        parts.setdefault(name, child)
    return parts


def _key(parts: dict[str, etree._Element]) -> str | None:
    for name in ("post_id", "guid", "id"):
        key = key_of(plain_text(parts.get(name)))
        if key:
            return key
    link = parts.get("link")
    return None if link is None else key_of(plain_text(link) or link.get("href") or "")


def _read(node: etree._Element, parts: dict[str, etree._Element]) -> Source:
    status = plain_text(parts.get("status"))
    if status in _DISCARDED:
        raise UnreadableError(f"the post was thrown away: its status is {status}")
    title = html.unescape(plain_text(parts.get("title"))) or None
    content = next(
        (parts[name] for name in ("content", "description", "summary", "excerpt")
         if name in parts and plain_text(parts[name])), None,
    )  # fmt: skip
    if content is None:
        blocks, left_out = list[SourceBlock](), 0
    elif content.get("type") == "xhtml":
        blocks, left_out = blocks_of(content, HTML)
    else:
        text = "".join(content.itertext())
        if content.get("type") == "text":
            text = html.escape(text)
        blocks, left_out = html_blocks(text, blank_lines=True)
    comments = sum(local_name(child) == "comment" for child in node)
    return Source(
        "xml",
        "utf-8",
        0 if content is None else len("".join(content.itertext()).encode("utf-8", "replace")),
        blocks=titled(blocks, title),
        title=title,
        byline=_author(parts),
        date=_date(parts),
        boilerplate=left_out + comments,
    )


def _author(parts: dict[str, etree._Element]) -> str | None:
    if "creator" in parts:
        return plain_text(parts["creator"]) or None
    author = parts.get("author")
    if author is None:
        return None
    named = next((child for child in author if local_name(child) == "name"), author)
    return plain_text(named) or None


def _date(parts: dict[str, etree._Element]) -> str | None:
    names = ("post_date", "pubDate", "published", "date", "issued", "updated")
    return next((plain_text(parts[n]) for n in names if plain_text(parts.get(n))), None)
