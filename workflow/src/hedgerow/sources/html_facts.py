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
from urllib.parse import urlsplit

from lxml import etree

from hedgerow.sources.html_dates import iso_date
from hedgerow.sources.html_features import LINKED_TYPES, PageFacts
from hedgerow.sources.html_tree import Element

_SITE = re.compile(r"\s+(?:[|–—»·•]|::|-)\s+")
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
    "pubdate",
    "date",
)
_AUTHOR_CLASS = re.compile(
    r"(?:^|[\s_-])(?:author|byline)(?:[\s_-]*(?:name|link|title|info|text|display)\w*)?(?:$|[\s_-])",
    re.I,
)
_AUTHOR_PAGE = re.compile(
    r"/(?:authors?|contributors?|writers?|producers?|journalists?|reporters?|staff|people|profiles?"
    r"|by|team|experts?)/[^/?#]+/?$"
)
_PERSON = re.compile(r"(?:[A-Z][\w.'’-]*\s+){1,3}[A-Z][\w'’-]+$")
_DATE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:date|published|pubdate|post-date|posted-on|entry-date|timestamp|dateline)"
    r"(?:$|[\s_-])",
    re.I,
)
_NAME_END = re.compile(
    r"\s+[|·•–—]\s+|\s+on\s+(?=\w+ \d)|,?\s+(?:updated|published|posted|joined)\b"
    r"|,?\s+(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s+\d"
    r"|\s*\b\d{1,2}\s+(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|\s+\d",
    re.I,
)
_LAST_MONTH = re.compile(
    r",? (?:January|February|March|April|June|July|August|September|October|November|December)$"
)
_NOT_NAMES = re.compile(
    r"//|@|^(?:admin(?:istrator)?|editor|user|guest|anonymous|webmaster|staff|unknown|none|null"
    r"|(?:the )?author|name\*?|share|follow|\d+)$",
    re.I,
)
_TEXT_TYPES = re.compile(r"(?:Article|Posting|Report|Review|Recipe|Question|HowTo)$")
_MOST_OBJECTS = 2_000
_MOST_NODES = 20_000
_LONGEST_NAME = 80
_WHOLE = 2_000
"""Characters of an element beyond which no headline, author or date is looked for in it."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Title, author and date of a page, each null if it gives none, and its own copy of its text.

    `date` is an ISO date where the source can be read as one day, else as the page gives it.
    """

    title: str | None
    author: str | None
    date: str | None
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
        address=_address(tree, meta),
        og_type=meta.get("og:type", "").lower(),
        generator=meta.get("generator", "").lower(),
        title=meta.get("og:title") or named,
        description=meta.get("og:description") or meta.get("description", ""),
        types=_kinds(objects),
        stated=body,
    )
    marked = _marked(tree)
    return Facts(
        _title(tree, meta, objects, facts),
        _author(meta, articles, marked),
        _date(meta, articles, marked),
        body,
        facts,
    )


def _meta(tree: etree._Element) -> dict[str, str]:
    meta: dict[str, str] = {}
    for node in tree.iter("meta"):
        name = node.get("property") or node.get("name") or node.get("itemprop") or ""
        content = (node.get("content") or "").strip()
        if name and content:
            meta.setdefault(name.lower(), content)
    return meta


def _address(tree: etree._Element, meta: dict[str, str]) -> str:
    for node in tree.iter("link"):
        if (node.get("rel") or "").lower() == "canonical" and node.get("href"):
            return node.get("href").lower()
    return meta.get("og:url", "").lower()


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


def _title(
    tree: etree._Element, meta: dict[str, str], articles: list[dict[str, Any]], page: PageFacts
) -> str | None:
    sites = _site_names(meta, page.address)
    named = next((_text(node) for node in tree.iter("title")), "")
    stated = meta.get("og:title") or named
    wanted = _bare(stated)
    for node in tree.iter("h1", "h2", "h3"):
        text = _text(node).rstrip("¶# ")
        # A headline is most of the page's title; the name of the site is the rest.
        if (
            len(text) < 300
            and _bare(text) not in sites
            and (
                2 * len(_bare(text)) > len(wanted) > 0
                and (_bare(text) in wanted or wanted in _bare(text))
            )
        ):
            return text
    heads = [text for node in tree.iter("h1") if (text := _text(node))]
    for text in (stated, named, *(_string(one.get("headline")) for one in articles)):
        if text:
            short = _without_site(text, sites)
            # a title that was shortened for search engines is the beginning of the headline
            longer = (head for head in heads if _bare(head).startswith(_bare(short) or " "))
            return next(longer, short)
    return next(iter(heads), None)


def _bare(text: str) -> str:
    """The letters and digits of a text, in one case."""
    return re.sub(r"[\W_]+", "", text.casefold())


def _site_names(meta: dict[str, str], address: str) -> set[str]:
    """The bare names that a site gives itself, and its host with and without the ending."""
    stated = meta.get("og:site_name") or meta.get("application-name") or ""
    host = urlsplit(address).netloc.removeprefix("www.")
    names = {_bare(part) for part in (stated, *_SITE.split(stated), host, *host.split("."))}
    return {name for name in names if len(name) > 2}


def _without_site(title: str, sites: set[str]) -> str:
    """A page title without the name of the site at either end.

    A part at the end that is no known name is left out too where nothing else was.
    """
    parts = _SITE.split(title)
    if len(parts) == 1:
        return title
    kept = list(parts)
    while len(kept) > 1 and _is_site(kept[-1], sites):
        kept.pop()
    while len(kept) > 1 and _is_site(kept[0], sites):
        kept.pop(0)
    if len(kept) == len(parts):
        kept.pop()
    start = title.index(kept[0])
    return title[start : title.index(kept[-1], start) + len(kept[-1])].strip()


def _is_site(part: str, sites: set[str]) -> bool:
    bare = _bare(part)
    return any(bare == name or (len(name) > 4 and name in bare) for name in sites)


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
        if (node.get("rel") or "") == "author" or "author" in prop.split():
            inner = next((one for one in node.iter() if one.get("itemprop") == "name"), node)
            found["author"].append(_text(inner))
        elif css and _AUTHOR_CLASS.search(css):
            by_class.append(_text(node))
    found["author"] += by_class
    return found


def _name(text: str) -> str | None:
    """A text as the name of an author; null where it is none."""
    name = re.sub(r"^(?:written |posted |reviewed )?by\b:?\s*", "", text.strip(), flags=re.I)
    name = _NAME_END.split(name)[0]
    name = _LAST_MONTH.sub("", " ".join(name.split())).strip(" ,;|-")
    if not 1 < len(name) <= _LONGEST_NAME or _NOT_NAMES.search(name) or not name[0].isalnum():
        return None
    return name


def _author(
    meta: dict[str, str], articles: list[dict[str, Any]], marked: dict[str, list[str]]
) -> str | None:
    for one in articles:
        authors = one.get("author")
        names = [
            _string(author.get("name")) if isinstance(author, dict) else _string(author)
            for author in (authors if isinstance(authors, list) else [authors])
        ]
        good = [name for text in names if (name := _name(text))]
        if good:
            return ", ".join(dict.fromkeys(good))
    for key in _AUTHOR_META:
        if key in meta and (name := _name(meta[key])):
            return name
    for text in marked["author"]:
        if name := _name(text):
            return name
    return None


def _date(
    meta: dict[str, str], articles: list[dict[str, Any]], marked: dict[str, list[str]]
) -> str | None:
    stated = [_string(one.get("datePublished")) for one in articles]
    given = [*stated, *(meta[key] for key in _DATE_META if key in meta), *marked["date"]]
    for text in given:
        if day := iso_date(text):
            return day
    return next((text for text in given if re.search(r"\d{4}", text[:60])), None)


_CAPITAL = r"(?-i:[A-Z])[\w.'’-]*"
_FULL_NAME = (
    rf"{_CAPITAL}(?:(?: |, | and | & |, and )(?:(?:de|van|von|der|la|al) )*{_CAPITAL}){{0,7}}"
)
_BY_LINE = re.compile(
    rf"^(?:(?:written|posted|published|words|story|reported|reviewed|created|authored) )?by:?\s+"
    rf"(?P<name>{_FULL_NAME})(?P<rest>.*)$|^author:?\s+(?P<named>.{{3,60}})$"
    rf"|(?:\bwritten by|\b(?:posted|published)\b.{{0,40}}\bby|\d{{4}}\s+by)"
    rf" (?P<inside>{_FULL_NAME})",
    re.I,
)
_AFTER_NAME = re.compile(
    r"$|\s*[|•·,(@–—/-]|\s+(?:on|in|for|at|updated|published|posted|\d)|\s*\d", re.I
)
_LABEL = re.compile(
    r"^(?:(?:written|posted|published|words|story|reviewed) )?by:?$|^author:?$", re.I
)
_NEAR = 10
"""Elements before and after a headline in which a line of an author or a date is looked for."""


def with_lines(facts: Facts, elements: list[Element]) -> Facts:
    """Return the facts with author and date from the lines around the headline where they lack."""
    if facts.author and facts.date:
        return facts
    heads = [i for i, e in enumerate(elements) if e.kind == "heading"]
    title = _bare(facts.title or "")
    same = [i for i in heads if title and _bare(elements[i].text) == title]
    head = (same or [i for i in heads if elements[i].level == 1] or [0])[0]
    near = elements[max(0, head - _NEAR) : head + _NEAR + 1]
    author = facts.author or _author_near([e for e in near if len(e.text) <= 250])
    lines = [e.text for e in elements[max(0, head - 3) : head + _NEAR + 1] if len(e.text) <= 100]
    date = facts.date or next((day for text in lines if (day := iso_date(text))), None)
    return replace(facts, author=author, date=date)


def _author_near(near: list[Element]) -> str | None:
    """The author that lines near a headline name: by a "By", or by a link to the author's page."""
    for element, following in zip(near, [*near[1:], None], strict=False):
        if _LABEL.match(element.text) and following is not None and len(following.text) <= 60:
            name = _name(following.text)
        else:
            name = _by_line(element.text)
        if name:
            return name
    for element in near:
        for address, text in element.links:
            name = " ".join(text.split())
            if _AUTHOR_PAGE.search(address) and _PERSON.match(name):
                return name
    return None


def _by_line(text: str) -> str | None:
    """The name in a line such as "By Jane Doe | May 3"; null where there is none."""
    match = _BY_LINE.search(text)
    if match is None:
        return None
    if match["name"] and not _AFTER_NAME.match(match["rest"]):
        return None
    return _name(match["name"] or match["named"] or match["inside"])
