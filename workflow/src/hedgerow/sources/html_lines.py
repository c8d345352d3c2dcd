"""The author and the date in the lines around a page's headline, as readers see them."""

from __future__ import annotations

import re
from itertools import pairwise

from hedgerow.sources.html_dates import iso_date, iso_dates
from hedgerow.sources.html_titles import bare
from hedgerow.sources.html_tree import Element

_NAME_END = re.compile(
    r"\s+[|·•–—]\s+|\s+on\s+(?=\w+ \d)|,?\s+(?:last\s+)?(?:updated|published|posted|joined)\b"
    r"|,?\s+(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s+\d"
    r"|\s*\b\d{1,2}\s+(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|\s+\d",
    re.I,
)
_LAST_MONTH = re.compile(
    r"(?:[,\s-]+|(?<=[a-z]))"
    r"(?:January|February|March|April|June|July|August|September|October|November|December)$"
)
_NOT_NAMES = re.compile(
    r"//|@|^,|\badmin$|\*$|\b(?:log|sign) ?(?:in|up)\b|\b(?:avatar|profile picture)$"
    r"|^(?:admin(?:istrator)?|editor|user|guest|anonymous|webmaster|staff|unknown|none|null|undefined"
    r"|(?:the )?author|name\*?|share|follow|\d+"
    r"|january|february|march|april|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)$",
    re.I,
)
_AUTHOR_PAGE = re.compile(
    r"/(?:authors?|contributors?|writers?|producers?|journalists?|reporters?|staff|people|profiles?"
    r"|by|team|experts?)/[^/?#]+/?$"
)
_PERSON = re.compile(r"(?:[A-Z][\w.'’-]*\s+){1,3}[A-Z][\w'’-]+$")
_BY = re.compile(r"^(?:(?:[A-Za-z]+ ){0,4}(?i:by)(?:\b|(?=[A-Z]))):?\s*")
_LONGEST_NAME = 80
_CAPITAL = r"(?-i:[A-Z])[\w.'’-]*"
_FULL_NAME = (
    rf"{_CAPITAL}(?:(?: |, | and | & |, and )(?:(?:de|van|von|der|la|al) )*{_CAPITAL}){{0,7}}"
)
_BY_LINE = re.compile(
    rf"^(?:(?:written|posted|published|words|story|reported|created|authored|started) )?by:?\s+"
    rf"(?P<name>{_FULL_NAME})(?P<rest>.*)$|^author:?\s+(?P<named>.{{3,60}})$"
    rf"|(?:\bwritten by|\b(?:posted|published)\b.{{0,40}}\bby|\d{{4}}\s+by)"
    rf" (?P<inside>{_FULL_NAME})",
    re.I,
)
_AFTER_NAME = re.compile(
    r"$|\s*[|•·,(@–—/-]|\s+(?:on|in|for|at|updated|published|posted|\d)|\s*\d", re.I
)
_LABEL = re.compile(
    r"^(?:(?:written|posted|published|words|story|started) )?by:?$|^(?:author|thread starter):?$",
    re.I,
)
_DATED = re.compile(r"^(?:date|first |originally )?\s*(?:posted|published|post time)\b", re.I)
_CHANGED = re.compile(r"\b(?:updated|modified|edited|revised|changed)\b", re.I)
_OTHER_DAY = re.compile(
    r"\b(?:joined|member since|last (?:post|repl(?:y|ied)|active|activity|visit|seen|login)"
    r"|expir(?:es?|ation|y)|ends|ending|valid|until|deadline|due|effective|copyright)\b|©",
    re.I,
)
"""Wording of a line whose day is another than that of the page: of a member, of an offer."""
_LOW_BY_LINE = re.compile(r"(?:(?:written|posted|started) )?by:? (?P<name>[\w.-]+)$", re.I)
_DEGREES = (
    r"(?:M\.?D|D\.?O|Ph\.?D|R\.?N|R\.?D|RDN|MPH|MSc|D\.?V\.?M|VMD|Pharm\.?D|DDS|DMD|PsyD|Ed\.?D"
    r"|J\.?D|CPA|CFP|BSN|MSN|LCSW|DPT|FNP)"
)
_WITH_DEGREE = re.compile(
    rf"(?!.*\b(?i:reviewed|checked|edited|verified|is|was)\b)"
    rf"(?:Dr\.? )?{_CAPITAL}(?: {_CAPITAL}){{1,3}},? {_DEGREES}(?![\w ]*\d)\b[^.:?!]*$"
)
_SENTENCE = re.compile(r"(?:\S+\s+){9}\S+[.:;?!]$|[a-z]\.\s+[A-Z]")
_MEMBER_PAGE = re.compile(
    r"/(?:u|users?|members?|profiles?)/(?:\d+/)?[^/?#]+/?$|\bmember(?:list)?\.php\?.*\bu=\d+", re.I
)
_DAY_IN_PATH = re.compile(r"/((?:19|20)\d\d)/(\d{1,2})/(\d{1,2})(?:/|$)")
_LONGEST_LABEL = 20
_NEAR = 10
"""Elements before and after a headline in which a line of an author or a date is looked for."""


def near_headline(elements: list[Element], title: str | None) -> list[Element]:
    """Return the elements around the headline, those after it first."""
    heads = [i for i, e in enumerate(elements) if e.kind == "heading"]
    wanted = bare(title or "")
    alike = [i for i, e in enumerate(elements) if wanted and bare(e.text) == wanted]
    alike = [i for i in alike if elements[i].kind in (None, "heading")]
    same = [i for i in alike if elements[i].kind == "heading"]
    first = [i for i in heads if elements[i].level == 1]
    head = (same or first or alike or [0])[0]
    return elements[head : head + _NEAR + 1] + elements[max(0, head - _NEAR) : head]


def date_near(near: list[Element], stated: str | None) -> str | None:
    """Return the day that the first short line with one near a headline has; null where none has.

    Args:
        stated: the day that the page gives elsewhere. It is taken where such a line has several;
            where it is null, a line may say when the page was changed.
    """
    label, found = "", []
    for element in near:
        text, above = element.text, label
        label = text if len(text) <= _LONGEST_LABEL and element.kind != "heading" else ""
        if len(text) > 100 or element.kind == "heading" or _SENTENCE.search(text):
            continue
        if _OTHER_DAY.search(text) or (_OTHER_DAY.search(above) and not re.search(r"\d", above)):
            continue
        if stated and _CHANGED.search(text):
            continue
        if days := list(iso_dates(text)):
            found.append(stated if stated in days else days[0])
    return None if is_list_of_news(found) else next(iter(found), None)


def is_list_of_news(days: list[str]) -> bool:
    """Whether days on a page are those of a list, the newest first, and none is the page's.

    >>> is_list_of_news(["2031-05-03", "2031-05-01", "2031-04-28"])
    True
    """
    return len(set(days)) >= 3 and days == sorted(days, reverse=True)


def poster(near: list[Element]) -> str | None:
    """The name that the first link to a member's page near a headline has, as forums show it."""
    for element in near:
        for address, text in element.links:
            if _MEMBER_PAGE.search(address) and (name := name_in(text)):
                return name
    return None


def day_in_address(address: str) -> str | None:
    """Return the day in the path of an address; null where there is none.

    >>> day_in_address("https://paper.example/2024/05/03/rye-at-dawn")
    '2024-05-03'
    """
    match = _DAY_IN_PATH.search(address)
    return iso_date("-".join(match.groups())) if match else None


def date_stated(elements: list[Element]) -> str | None:
    """Return the day in a short line that begins with "Posted"; null unless all name the same."""
    lines = [e.text for e in elements if len(e.text) <= 100 and _DATED.search(e.text)]
    days = {day for text in lines if (day := iso_date(text))}
    return days.pop() if len(days) == 1 else None


def author_near(near: list[Element]) -> str | None:
    """The author that lines near a headline name: by a "By", or by a link to the author's page."""
    for element, following in zip(near, [*near[1:], None], strict=False):
        if _LABEL.match(element.text) and following is not None and len(following.text) <= 60:
            name = name_in(following.text)
        elif low := _LOW_BY_LINE.match(element.text):
            name = name_in(low["name"])
        else:
            name = by_line(element.text) or with_degree(element.text)
        if name:
            return name
    for element in near:
        for address, text in element.links:
            name = " ".join(text.split())
            if _AUTHOR_PAGE.search(address) and _PERSON.match(name):
                return name
    for element, following in pairwise(near):
        # a name above the date, without a "By"
        dated = len(following.text) <= 30 and iso_date(following.text) is not None
        if dated and element.kind != "heading" and _PERSON.match(element.text):
            return name_in(element.text)
    return None


def with_degree(text: str) -> str | None:
    """The names in a line such as "Jane Doe, MD; John Roe, PhD"; null where there is none."""
    return text if len(text) <= 160 and _WITH_DEGREE.match(text) else None


def first_name(lines: list[str]) -> str | None:
    """The name in the lines of a text that a page marks as its author; null where there is none."""
    lines = [text for line in lines if re.search(r"\w", text := " ".join(line.split()))]
    first = next((line for line in lines if not _LABEL.match(line)), "")
    return by_line(first) or name_in(first)


def by_line(text: str) -> str | None:
    """The name in a line such as "By Jane Doe | May 3"; null where there is none."""
    match = _BY_LINE.search(text)
    if match is None:
        return None
    if match["name"] and not _AFTER_NAME.match(match["rest"]):
        return None
    return name_in(match["name"] or match["named"] or match["inside"])


def name_in(text: str) -> str | None:
    """Return a text as the name of an author; null where it is none."""
    if _NOT_NAMES.search(text.strip()):
        return None
    name = _NAME_END.split(_BY.sub("", text.strip()))[0]
    name = _LAST_MONTH.sub("", " ".join(name.split())).strip(" ,;|-")
    if not 1 < len(name) <= _LONGEST_NAME or _NOT_NAMES.search(name) or not name[0].isalnum():
        return None
    return name
