"""What an HTML page says about itself: title, author, date, address, the text it states.

Each fact has an order of sources, the most deliberate first: data for machines (JSON-LD), meta
elements, then the marked-up line that readers see.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from lxml import etree

from hedgerow.sources.html_dates import iso_date
from hedgerow.sources.html_features import LINKED_TYPES, PageFacts
from hedgerow.sources.html_lines import (
    author_near,
    by_line,
    date_near,
    date_stated,
    day_in_address,
    first_name,
    is_list_of_news,
    name_in,
    near_headline,
    poster,
)
from hedgerow.sources.html_titles import is_site, site_names, title_of
from hedgerow.sources.html_tree import BLOCKS, Element

_AUTHOR_META = (
    "author",
    "article:author",
    "dc.creator",
    "dcterms.creator",
    "citation_author",
    "parsely-author",
    "sailthru.author",
    "byl",
)
_STATED_WRITER = "twitter:data1"
"""The value that a page labels "Written by" for a preview of it."""
_DATE_META = (
    "article:published_time",
    "datepublished",
    "og:published_time",
    "citation_publication_date",
    "dc.date.issued",
    "dcterms.date",
    "dc.date",
    "parsely-pub-date",
    "sailthru.date",
    "publish-date",
    "publish_date",
    "published-date",
    "published_date",
    "published-time",
    "pubdate",
    "date",
)
_AUTHOR_CLASS = re.compile(
    r"(?:^|[\s_-])(?:author|byline)(?:[\s_-]*(?:name|link|title|info|text|display)\w*)?(?:$|[\s_-])",
    re.I,
)
_DATE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:date|published|pub-?dates?|post-date|posted-on|entry-date|timestamp|dateline)"
    r"(?:$|[\s_-])",
    re.I,
)
_TEXT_TYPES = re.compile(r"(?:Article|Posting|Report|Review|Recipe|Question|HowTo)$")
_MOST_OBJECTS = 2_000
_MOST_NODES = 20_000
_WHOLE = 2_000
"""Characters of an element beyond which no headline, author or date is looked for in it."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Title, author, date and address of a page, each null if it gives none, and its own text.

    `firm` is the author that it names for machines where that is an organisation, or the site.
    `date` is an ISO date where the source can be read as one day, else as the page gives it.
    """

    title: str | None
    author: str | None
    firm: str | None
    date: str | None
    url: str | None
    body: str
    page: PageFacts


def facts_of(tree: etree._Element) -> Facts:
    """Return what a page says about itself."""
    meta = _meta(tree)
    objects = list(_linked_data(tree))
    articles = [one for one in objects if any(map(_TEXT_TYPES.search, _types(one)))]
    body = max((_string(one.get("articleBody")) for one in objects), key=len, default="")
    named = next((_text(node) for node in tree.iter("title")), "")
    facts = PageFacts(
        address=_address(tree, meta).lower(),
        og_type=meta.get("og:type", "").lower(),
        generator=meta.get("generator", "").lower(),
        title=meta.get("og:title") or named,
        description=meta.get("og:description") or meta.get("description", ""),
        types=_kinds(objects),
        stated=body,
    )
    marked = _marked(tree)
    own = site_names(meta.get("og:site_name", ""), facts.address)
    author, firm = _author(meta, articles, _names(objects), marked["author"], own)
    return Facts(
        _title(tree, meta, objects, facts.address, bool(articles)),
        author,
        firm,
        _date(meta, articles, marked["date"]),
        _url(tree, meta),
        body,
        facts,
    )


def _title(
    tree: etree._Element,
    meta: dict[str, str],
    objects: list[dict[str, Any]],
    address: str,
    article: bool,
) -> str | None:
    named = next((_text(node) for node in tree.iter("title")), "")
    heads = [(node.tag, _text(node)) for node in tree.iter("h1", "h2", "h3")]
    stated = [text for text in (named, meta.get("og:title")) if text]
    headlines = [text for one in objects if (text := _string(one.get("headline")))]
    site = meta.get("og:site_name") or meta.get("application-name") or ""
    return title_of(heads, stated, headlines, site, address, article)


def _meta(tree: etree._Element) -> dict[str, str]:
    meta: dict[str, str] = {}
    for node in tree.iter("meta"):
        content = (node.get("content") or "").strip()
        names = (node.get(key) or "" for key in ("property", "name", "itemprop"))
        for name in " ".join(names).lower().split() if content else ():
            meta.setdefault(name, content)
    return meta


def _address(tree: etree._Element, meta: dict[str, str]) -> str:
    for node in tree.iter("link"):
        if (node.get("rel") or "").lower() == "canonical" and node.get("href"):
            return str(node.get("href"))
    return meta.get("og:url", "")


def _url(tree: etree._Element, meta: dict[str, str]) -> str | None:
    """Return the address that a page gives as its own, if it is a whole one."""
    address = _address(tree, meta).strip()
    return address if re.match(r"https?://\S+$", address, re.IGNORECASE) else None


def _text(node: etree._Element) -> str:
    """The text of a node, or its beginning where it is far too long for a fact."""
    parts: list[str] = []
    length = 0
    for part in node.itertext():
        parts.append(part)
        length += len(part)
        if length > _WHOLE:
            break
    return " ".join("".join(parts).split())


def _lines(node: etree._Element) -> str:
    """The beginning of the text of a node, a line for each of its blocks."""
    parts = [node.text or ""]
    for event, inner in etree.iterwalk(node, events=("start", "end")):
        if inner is not node and isinstance(inner.tag, str):
            block = inner.tag in BLOCKS or inner.tag == "br"
            parts.append("\0" if block else "")
            parts.append((inner.text if event == "start" else inner.tail) or "")
        if len(parts) > _WHOLE:
            break
    return "\n".join(" ".join(line.split()) for line in "".join(parts)[:_WHOLE].split("\0"))


def _string(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _types(one: dict[str, Any]) -> list[str]:
    kinds = one.get("@type")
    return [
        kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)
    ]


def _kinds(objects: list[dict[str, Any]]) -> frozenset[str]:
    named = {name for one in objects for name in _types(one)}
    return frozenset(
        kind
        for kind, pattern in LINKED_TYPES.items()
        if any(re.search(rf"(?:{pattern})$", name) for name in named)
    )


def _linked_data(tree: etree._Element) -> Iterator[dict[str, Any]]:
    """Yield the JSON-LD objects of a page, outer ones before those in them."""
    seen = 0
    for node in tree.iter("script"):
        if (node.get("type") or "").lower() != "application/ld+json" or not node.text:
            continue
        try:
            queue: list[Any] = [json.loads(node.text, strict=False)]
        except (ValueError, RecursionError):
            continue
        for one in queue:
            seen += 1
            if seen > _MOST_OBJECTS:
                return
            if isinstance(one, list):
                queue.extend(one)
            elif isinstance(one, dict):
                yield one
                queue.extend(one[key] for key in ("@graph", "mainEntity", "hasPart") if key in one)


def _marked(tree: etree._Element) -> dict[str, list[str]]:
    """Return the short texts that rel, itemprop or classes mark as an author or a date.

    What rel and itemprop mark comes before what only a class does.
    """
    found: dict[str, list[str]] = {"author": [], "date": []}
    by_class: list[str] = []
    tags = ("a", "span", "div", "p", "address", "time", "strong", "li", "cite")
    for number, node in enumerate(tree.iter(*tags)):
        if number > _MOST_NODES:
            break
        prop, css = node.get("itemprop") or "", node.get("class") or ""
        if node.tag == "time":
            found["date"].append((node.get("datetime") or "").strip() or _text(node))
        elif "datePublished" in prop or (css and _DATE_CLASS.search(css)):
            found["date"].append((node.get("content") or _text(node)).strip())
        if "author" in (node.get("rel") or "").lower().split() or "author" in prop.split():
            inner = next((one for one in node.iter() if one.get("itemprop") == "name"), node)
            found["author"].append(inner.get("content") or _lines(inner))
        elif css and _AUTHOR_CLASS.search(css):
            by_class.append(_lines(node))
    found["author"] += by_class
    return found


def _names(objects: list[dict[str, Any]]) -> dict[str, str]:
    """The name of each JSON-LD object that has an @id, by which others refer to it."""
    return {_string(one.get("@id")): name for one in objects if (name := _string(one.get("name")))}


def _stated_authors(
    articles: list[dict[str, Any]], names: dict[str, str]
) -> tuple[str | None, str | None]:
    """The authors that JSON-LD names, people and organisations apart; each null where none is."""
    found: dict[bool, str | None] = {False: None, True: None}
    for one in articles:
        authors = one.get("author")
        named: dict[bool, list[str]] = {False: [], True: []}
        for author in authors if isinstance(authors, list) else [authors]:
            text, firm = _string(author), False
            if isinstance(author, dict):
                text = _string(author.get("name")) or names.get(_string(author.get("@id")), "")
                firm = "Organization" in _types(author)
            if name := name_in(text):
                named[firm].append(name)
        for firm, given in named.items():
            if given:
                found[firm] = found[firm] or ", ".join(dict.fromkeys(given))
    return found[False], found[True]


def _author(
    meta: dict[str, str],
    articles: list[dict[str, Any]],
    names: dict[str, str],
    marked: list[str],
    own: set[str],
) -> tuple[str | None, str | None]:
    """The author of a page, and the firm that it names instead of one; each null where none is.

    Args:
        marked: the lines of each text that markup calls an author.
        own: the names of the site (`site_names`).
    """
    people, firms = _stated_authors(articles, names)
    stated = [meta.get(key, "") for key in _AUTHOR_META]
    if meta.get("twitter:label1", "").lower() == "written by":
        stated.append(meta.get(_STATED_WRITER, ""))
    given = [name for text in stated if (name := name_in(text))]
    shown = (name for text in marked if (name := first_name(text.split("\n"))))
    author = people or next((name for name in given if not is_site(name, own)), None)
    firm = next(iter(given), None if firms and is_site(firms, own) else firms)
    return author or next(shown, None), firm


def _date(meta: dict[str, str], articles: list[dict[str, Any]], marked: list[str]) -> str | None:
    own = [_string(one.get("datePublished")) for one in articles]
    given = [*own, *(meta[key] for key in _DATE_META if key in meta)]
    if not is_list_of_news([day for text in marked if (day := iso_date(text))]):
        given += marked
    for text in given:
        if day := iso_date(text):
            return day
    return next((text for text in given if re.search(r"\d{4}", text[:60])), None)


def with_lines(facts: Facts, elements: list[Element]) -> Facts:
    """Return the facts with the author and the date that the lines around the headline show.

    What readers see there comes before data for machines, which often name the firm, the account
    that posted the page, or the day on which an older page of the address was made.
    """
    if is_catalogue(facts.page):
        return replace(facts, author=None, date=None)
    near = near_headline(elements, facts.title)
    author = next((name for e in near if (name := by_line(e.text))), None)
    return replace(
        facts,
        author=_shorter(author, facts.author) or author_near(near) or poster(near) or facts.firm,
        date=date_near(near, facts.date)
        or facts.date
        or date_stated(elements)
        or day_in_address(facts.page.address),
    )


def is_catalogue(page: PageFacts) -> bool:
    """Whether a page says that it shows a product or a list: those whom it names are customers."""
    shop = page.types & {"product", "list"} or page.og_type.startswith("product")
    return bool(shop) and not page.types & {"article", "forum"} and page.og_type != "article"


def _shorter(shown: str | None, stated: str | None) -> str | None:
    """The author that a line shows, without what it has after the stated one: a post, a firm."""
    return stated if shown and stated and shown.startswith(stated) else shown or stated
