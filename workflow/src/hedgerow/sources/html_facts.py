"""What an HTML page says about itself: title, author, date."""

from __future__ import annotations

import json
import re
from typing import Any

from lxml import etree

_SITE = re.compile(r"\s+(?:[|–—»·•]|::|-)\s+")
_AUTHOR_META = (
    "author",
    "article:author",
    "dc.creator",
    "parsely-author",
    "sailthru.author",
    "byl",
)
_DATE_META = (
    "article:published_time",
    "datepublished",
    "date",
    "dc.date",
    "dc.date.issued",
    "pubdate",
    "publish-date",
    "parsely-pub-date",
    "sailthru.date",
    "article:modified_time",
)


def facts_of(tree: etree._Element) -> tuple[str | None, str | None, str | None]:
    """Return title, author and date of a page, each null if it gives none."""
    meta: dict[str, str] = {}
    for node in tree.iter("meta"):
        name = node.get("property") or node.get("name") or node.get("itemprop") or ""
        content = (node.get("content") or "").strip()
        if name and content:
            meta.setdefault(name.lower(), content)
    linked = _linked_data(tree)
    return (
        _title(tree, meta, linked),
        _author(tree, meta, linked),
        _date(tree, meta, linked),
    )


def _text(node: etree._Element) -> str:
    return " ".join("".join(node.itertext()).split())


def _title(tree: etree._Element, meta: dict[str, str], linked: dict[str, Any]) -> str | None:
    named = next((_text(node) for node in tree.iter("title")), "")
    wanted = (meta.get("og:title") or named).casefold()
    headings = [text for text in map(_text, tree.iter("h1")) if text and len(text) < 300]
    for text in headings + [_text(node) for node in tree.iter("h2", "h3")]:
        # A headline is most of the page's title; the name of the site is the rest.
        if len(text) * 2 > len(wanted) > 0 and (
            text.casefold() in wanted or wanted in text.casefold()
        ):
            return text
    if len(headings) == 1 and len(headings[0]) * 2 > len(_without_site(named)):
        return headings[0]
    if meta.get("og:title"):
        return _without_site(meta["og:title"])
    headline = linked.get("headline")
    if isinstance(headline, str) and headline.strip():
        return headline.strip()
    return _without_site(named) or (headings[0] if headings else None)


def _without_site(title: str) -> str:
    """A page title without the name of the site at either end: the longest part."""
    return max(_SITE.split(title), key=len, default="").strip()


def _author(tree: etree._Element, meta: dict[str, str], linked: dict[str, Any]) -> str | None:
    for name in _AUTHOR_META:
        if name in meta and "//" not in meta[name]:
            return _without_by(meta[name])
    authors = linked.get("author")
    names = [
        one.get("name") if isinstance(one, dict) else one
        for one in (authors if isinstance(authors, list) else [authors])
    ]
    found = [name.strip() for name in names if isinstance(name, str) and "//" not in name]
    if found:
        return _without_by(", ".join(found))
    for node in tree.iter("a", "span", "div", "p", "address"):
        role = f"{node.get('rel') or ''} {node.get('itemprop') or ''} {node.get('class') or ''}"
        if re.search(r"(?:^|[\s_-])(?:author|byline)(?:$|[\s_-])", role, re.I):
            text = _without_by(_text(node))
            if 1 < len(text) <= 80:
                return text
    return None


def _without_by(text: str) -> str:
    return re.sub(r"^(?:written )?by:?\s+", "", text, flags=re.IGNORECASE)


def _date(tree: etree._Element, meta: dict[str, str], linked: dict[str, Any]) -> str | None:
    for name in _DATE_META:
        if name in meta:
            return meta[name]
    published = linked.get("datePublished")
    if isinstance(published, str) and published.strip():
        return published.strip()
    for node in tree.iter("time"):
        text = _text(node) or (node.get("datetime") or "").strip()
        if text and re.search(r"\d{4}", text):
            return text
    return None


def _linked_data(tree: etree._Element) -> dict[str, Any]:
    """The first JSON-LD object of the page that has a headline or an author."""
    for node in tree.iter("script"):
        if (node.get("type") or "").lower() != "application/ld+json" or not node.text:
            continue
        try:
            data = json.loads(node.text)
        except (ValueError, RecursionError):
            continue
        graph = data.get("@graph", data) if isinstance(data, dict) else data
        for one in graph if isinstance(graph, list) else [graph]:
            if isinstance(one, dict) and ("headline" in one or "author" in one):
                return one
    return {}
