"""Exports of news services: one file with many articles, each between marks of the service.

Three layouts are known: LexisNexis ("1 of 20 DOCUMENTS" above each article), Nexis Uni ("End of
Document" below each) and Factiva ("Document AGEE000020200101eg1100001" below each, with or without
field codes). Each article keeps its headline, date, byline and text; the fields about it are left
out and counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise

from hedgerow.sources.base import Source, SourceBlock
from hedgerow.sources.records import Record, key_of

_COUNTER = re.compile(
    r"\s*(?:Document\s+)?\d{1,6} (?:of|von|de) \d{1,6} (?:DOCUMENTS?|Documents?)\s*"
)
_END = re.compile(r"\s*End of Document\s*")
_FACTIVA = re.compile(r"\s*Document ([A-Z][A-Z0-9]{5,9}\d{8}[a-z0-9]{6,12})\s*")
_CODE = re.compile(r"\s*(SE|HD|BY|CR|WC|PD|ET|SN|SC|ED|PG|LA|CY|LP|TD|CT|RF|CO|IN|NS|RE|IPC|IPD|PUB"
                   r"|AN|ART|CLM|VOL)(?:\s{1,}(\S.*))?\s*")  # fmt: skip
_DATE = re.compile(
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?(?:"
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r" \d{1,2}, \d{4}(?:,? (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)?"
    r"|\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November"
    r"|December) \d{4})(?:,? (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)?\b"
)
_FIELD = re.compile(
    r"\s*(BYLINE|SECTION|LENGTH|DATELINE|HIGHLIGHT|HEADLINE|TITLE|GRAPHIC|LOAD-DATE|LANGUAGE|SUBJECT"
    r"|PUBLICATION-TYPE|JOURNAL-CODE|COMPANY|TICKER|INDUSTRY|PERSON|GEOGRAPHIC|CITY|STATE|COUNTRY"
    r"|ORGANIZATION|SERIES|TYPE|NOTES|CORRECTION|CORRECTION-DATE|ACC-NO|DISTRIBUTION|URL|EDITION"
    r"|COPYRIGHT|CLASSIFICATION|SOURCE|BODY):\s?(.*)",
    re.IGNORECASE,
)
_BEHIND = frozenset(
    "LOAD-DATE LANGUAGE PUBLICATION-TYPE SUBJECT JOURNAL-CODE COMPANY TICKER INDUSTRY PERSON"
    " GEOGRAPHIC CITY STATE COUNTRY ORGANIZATION GRAPHIC ACC-NO DISTRIBUTION TYPE NOTES URL"
    " CLASSIFICATION CORRECTION CORRECTION-DATE SERIES".split()
)
"""Fields that stand behind the text of an article."""
_CLOSERS = frozenset(("Classification", "Graphic", "Link to Image", "View Original Source"))
_COPYRIGHT = re.compile(r"\s*(?:Copyright\b|©|\(c\)|All Rights Reserved)", re.IGNORECASE)
_WORDS = re.compile(r"\s*\d[\d,.]* words\s*", re.IGNORECASE)
_CLOCK = re.compile(r"\s*\d{1,2}:\d\d(?::\d\d)?(?: [AP]M)?(?: [A-Z]{2,4})?\s*")


@dataclass(frozen=True, slots=True)
class _Article:
    """One article of an export: its own lines, and what the service gives beside them."""

    lines: list[str]
    title: str | None
    byline: str | None = None
    date: str | None = None
    key: str | None = None
    left_out: int = 0


def may_be_export(text: str) -> bool:
    """Return whether a text mentions what every mark between articles has in it.

    >>> may_be_export("Tea is warm."), may_be_export("1 of 2 DOCUMENTS")
    (False, True)
    """
    return "Document" in text or "DOCUMENT" in text


def articles(lines: Sequence[str], source: Source) -> Iterator[Record] | None:
    """Return the articles of an export as records; None for lines that are no export.

    Args:
        lines: the lines or paragraphs of the whole file.
        source: the file as a document; its articles take its format and encoding.
    """
    found = _split(lines)
    return None if found is None else _records(found, source)


def _split(lines: Sequence[str]) -> list[_Article] | None:
    short = [(i, line) for i, line in enumerate(lines) if 3 < len(line) <= 120]
    counters = [i for i, line in short if "of" in line and _COUNTER.fullmatch(line)]
    if counters:
        edges = [*counters, len(lines)]
        parts = [lines[a + 1 : b] for a, b in pairwise(edges)]
        return [_lexis(part) for part in parts if any(map(str.strip, part))]
    ends = [i for i, line in short if "End of" in line and _END.fullmatch(line)]
    if ends:
        parts = [lines[a:b] for a, b in zip([0, *(i + 1 for i in ends)], ends, strict=False)]
        return [_lexis(part) for part in parts if any(map(str.strip, part))]
    closers = [(i, m.group(1)) for i, line in short
               if "Document " in line and (m := _FACTIVA.fullmatch(line))]  # fmt: skip
    if closers:
        starts = [0, *(i + 1 for i, _ in closers)]
        return [
            _factiva(lines[start:end], key)
            for start, (end, key) in zip(starts, closers, strict=False)
            if any(map(str.strip, lines[start:end]))
        ]
    return None


def _lexis(lines: Sequence[str]) -> _Article:
    """Return an article of LexisNexis or Nexis Uni: head lines, fields, text, fields."""
    filled = [i for i, line in enumerate(lines) if line.strip()]
    fields: dict[str, str] = {}
    body_from, body_to = 0, len(lines)
    head: list[int] = []
    for i in filled:
        match = _FIELD.match(lines[i])
        name = match.group(1).upper() if match else ""
        if match and name == "BODY" and not match.group(2).strip():
            body_from = i + 1
            continue
        if lines[i].strip() == "Body":
            body_from = i + 1
            continue
        if body_from and lines[i].strip() in _CLOSERS:
            body_to = i
            break
        if match and ((name in _BEHIND and fields.get("LENGTH", "") != "") or name in
                      ("LOAD-DATE", "LANGUAGE", "PUBLICATION-TYPE")):  # fmt: skip
            body_to = i
            break
        if match:
            fields.setdefault(name, match.group(2).strip())
            body_from = max(body_from, i + 1)
        elif not fields:
            head.append(i)
    body = list(lines[body_from:body_to])
    while body and (not body[-1].strip() or _COPYRIGHT.match(body[-1])):
        body.pop()
    title, date = _head_facts([lines[i].strip() for i in head], fields)
    if title is None and body and not fields:
        body = list(lines)
    left_out = len([i for i in filled if i < body_from or i >= body_to])
    byline = fields.get("BYLINE")
    return _Article(body, title, byline or None, date, None, left_out)


def _head_facts(head: list[str], fields: dict[str, str]) -> tuple[str | None, str | None]:
    """Return title and date from the lines above the fields.

    LexisNexis gives publication, date, edition, headline; Nexis Uni gives headline, publication,
    date, copyright.
    """
    dated = next((i for i, line in enumerate(head) if _DATE.match(line)), None)
    match = _DATE.match(head[dated]) if dated is not None else None
    date = match.group() if match else None
    title = fields.get("HEADLINE") or fields.get("TITLE")
    classic = dated is not None and dated <= 1
    if not title and head:
        after = [line for line in head[(dated or 0) + 1 :] if not _is_edition(line)]
        if classic and after:
            title = " ".join(after[-2:]) if len(after) > 1 and len(after[-2]) > 40 else after[-1]
        else:
            title = next((line for line in head if not _COPYRIGHT.match(line)), None)
    return title or None, date


def _is_edition(line: str) -> bool:
    return (
        re.fullmatch(r"(?:[\w.-]+ ){0,3}edition", line.strip(), re.IGNORECASE) is not None
        or _COPYRIGHT.match(line) is not None
        or _CLOCK.fullmatch(line) is not None
    )


def _factiva(lines: Sequence[str], key: str) -> _Article:
    """Return an article of Factiva, with field codes at the beginnings of lines or without."""
    coded = [i for i, line in enumerate(lines) if (m := _CODE.fullmatch(line)) and m.group(1)]
    if sum(lines[i].split()[0] in ("HD", "LP", "TD", "PD", "WC") for i in coded) >= 2:
        return _by_codes(lines, key)
    filled = [i for i, line in enumerate(lines) if line.strip()]
    counted = next((i for i in filled[:12] if _WORDS.fullmatch(lines[i])), None)
    if counted is None:
        return _Article(list(lines), None, key=key)
    before = [lines[i].strip() for i in filled if i < counted]
    after = [i for i in filled if i > counted]
    date, body_from = None, counted + 1
    # Behind the count of words: date, time, source, code, page, language, copyright.
    for i in after[:9]:
        line = lines[i].strip()
        match = _DATE.match(line)
        if match and date is None:
            date = match.group()
        body_from = i + 1
        if _COPYRIGHT.match(line):
            break
    else:
        body_from = counted + 1
    byline = next((line for line in before[1:] if line.lower().startswith("by ")), None)
    title = next((line for line in before if line.lower() not in ("news", "features")), None)
    if len(before) > 1 and len(before[0].split()) <= 2 and title is before[0] and not byline:
        title = before[1]
    left_out = sum(i < body_from for i in filled)
    return _Article(list(lines[body_from:]), title, byline and byline[3:], date, key, left_out)


def _by_codes(lines: Sequence[str], key: str) -> _Article:
    fields: dict[str, list[str]] = {}
    current = None
    for line in lines:
        match = _CODE.fullmatch(line)
        if match:
            current = match.group(1)
            fields.setdefault(current, [])
            line = match.group(2) or ""
        if current is not None:
            fields[current].append(line)
    body = [*fields.get("LP", ()), "", *fields.get("TD", ())]

    def one(name: str) -> str | None:
        return " ".join(" ".join(fields.get(name, ())).split()) or None

    byline = one("BY")
    number = re.sub(r"^Document ", "", one("AN") or key)
    return _Article(body, one("HD"), byline, one("PD"), number, len(fields) - 2)


def _records(found: list[_Article], source: Source) -> Iterator[Record]:
    for number, article in enumerate(found, 1):
        key = key_of(article.key) if article.key else None
        yield Record(number, key, partial(_read, article, source))


def _read(article: _Article, source: Source) -> Source:
    title = " ".join(article.title.split()) if article.title else None
    facts = replace(
        source,
        bytes=sum(len(line.encode("utf-8", "replace")) + 1 for line in article.lines),
        text=None,
        blocks=None,
        title=title,
        byline=article.byline,
        date=article.date,
        boilerplate=article.left_out,
    )
    if source.blocks is None:
        return replace(facts, text="\n".join(line.rstrip() for line in article.lines).strip("\n"))
    blocks = tuple(SourceBlock(None, line.strip()) for line in article.lines if line.strip())
    front = (SourceBlock("title", title),) if title else ()
    return replace(facts, blocks=front + blocks)
