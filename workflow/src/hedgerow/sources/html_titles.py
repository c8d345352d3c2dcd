"""The title of a web page: its headline, told from the names of the site and of its parts."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_SITE = re.compile(r"\s+(?:[|–—»·•]|::|-)\s+")
_WORD = re.compile(r"[^\W_]+")
_LONGEST = 300
_STEM = 4
"""Letters by which words of a headline and of a title are compared: MBA, MBAs."""
_SHARED = 0.4
_WORDS = 5
"""Share of the longer words of a headline that the page's title has, and words of the headline, for
another wording of it: shorter ones are often names of a part of the site."""
_FUNCTION = frozenset("the and for with your our from that this what how why are you can".split())


def title_of(
    heads: list[tuple[str, str]],
    stated: list[str],
    headlines: list[str],
    site_name: str,
    address: str,
    article: bool,
) -> str | None:
    """Return the title of a page; null where it gives none.

    A headline that agrees with what the head of the page states comes first, then a main heading
    of an article in other words of the same matter, since readers see it and search engines the
    other; then the stated title without the name of the site. The large words of other pages are
    more often a slogan. A home page is called by the name of its site, and by what follows it.

    Args:
        heads: tag (h1, h2, h3) and text of each heading, in order.
        stated: the title element and og:title, those that are not empty.
        headlines: the headlines of its JSON-LD articles.
        article: whether the page says that it is one.
    """
    sites = site_names("" if _is_whole(site_name, stated) else site_name, address)
    heads = [(tag, text.rstrip("¶# ")) for tag, text in heads]
    heads = [(t, text) for t, text in heads if len(text) < _LONGEST and bare(text) not in sites]
    main = [text for tag, text in heads if tag == "h1" and bare(text)]
    if stated and _names_home(stated[0], sites, address):
        return stated[0]
    for title in stated:
        named = bare(title) in sites
        for _, text in heads:
            if not named and _agrees(text, title, sites) and not _is_last(text, title, sites):
                return text
    for text in main:
        if any(_is_part(text, title) and not _is_last(text, title, sites) for title in stated):
            return text
        if article and any(_reworded(text, title) for title in stated):
            return text
    if main and stated and all(bare(title) in sites for title in stated):
        return main[0]
    for text in (*(title for title in stated if bare(title) not in sites), *headlines, *stated):
        short = _without_site(text, sites)
        # a title that was shortened for search engines is the beginning of the headline
        longer = (head for head in main if bare(head).startswith(bare(short) or " "))
        return next(longer, short)
    return next(iter(main), None)


def bare(text: str) -> str:
    """The letters and digits of a text, in one case."""
    return re.sub(r"[\W_]+", "", text.casefold())


def _agrees(head: str, title: str, sites: set[str]) -> bool:
    """Whether a headline is most of a page's title; the name of the site is the rest."""
    one, other = bare(head), bare(title)
    rest = other
    for name in sorted(sites, key=lambda name: (-len(name), name)):
        if len(name) > _STEM and name not in one:
            rest = rest.replace(name, "")
    return 2 * len(one) > len(rest) and bool(other) and (one in other or other in one)


def _is_part(head: str, title: str) -> bool:
    """Whether a headline is one of the parts of a title, or begins with one."""
    parts = [bare(part) for part in _SITE.split(title)]
    return len(parts) > 1 and any(len(p) > 3 and bare(head).startswith(p) for p in parts)


def _is_last(head: str, title: str, sites: set[str]) -> bool:
    """Whether a headline is the last part of a title, and so the name of the site."""
    parts = _SITE.split(title)
    return len(parts) > 1 and bare(parts[-1]) == bare(head) and not is_site(parts[0], sites)


def _names_home(title: str, sites: set[str], address: str) -> bool:
    """Whether a title is that of a home page and begins with the name of its site."""
    first, *rest = _SITE.split(title)
    home = bool(address) and urlsplit(address).path in ("", "/")
    return home and bool(rest) and is_site(first, sites)


def _reworded(head: str, title: str) -> bool:
    """Whether a headline shares so many words with a title that it is one in other words."""
    one, other = _stems(head), _stems(title)
    enough = len(head.split()) >= _WORDS
    return enough and len(one & other) >= max(2, _SHARED * len(one))


def _stems(text: str) -> set[str]:
    words = _WORD.findall(text.casefold())
    return {word[:_STEM] for word in words if len(word) > 2 and word not in _FUNCTION}


def _is_whole(site_name: str, stated: list[str]) -> bool:
    """Whether what a page gives as the name of its site is its whole title, site and all."""
    return len(_SITE.split(site_name)) > 1 and bare(site_name) in map(bare, stated)


def site_names(stated: str, address: str) -> set[str]:
    """The bare names that a site gives itself, and its host with and without the ending."""
    host = urlsplit(address).netloc.removeprefix("www.")
    names = {bare(part) for part in (stated, *_SITE.split(stated), host, *host.split("."))}
    return {name for name in names if len(name) > 2}


def _without_site(title: str, sites: set[str]) -> str:
    """A page title without the name of the site at either end.

    A part at the end that is no known name is left out too where nothing else was.
    """
    parts = _SITE.split(title)
    if len(parts) == 1:
        return title
    kept = list(parts)
    while len(kept) > 1 and is_site(kept[-1], sites):
        kept.pop()
    while len(kept) > 1 and is_site(kept[0], sites):
        kept.pop(0)
    if len(kept) == len(parts):
        kept.pop()
    start = title.index(kept[0])
    return title[start : title.index(kept[-1], start) + len(kept[-1])].strip()


def is_site(part: str, sites: set[str]) -> bool:
    name = bare(part)
    return any(name == known or (len(known) > 4 and known in name) for known in sites)
