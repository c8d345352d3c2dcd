"""Records of publications as PubMed and reference managers save them in a text file.

Three layouts are known: MEDLINE ("PMID- 31", what PubMed saves as .nbib or as the format PubMed),
RIS ("TY  - JOUR" to "ER  -") and PubMed's own "Abstract (text)". The text of a record is its
abstract.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import partial

from hedgerow.sources.base import Source
from hedgerow.sources.records import Record, key_of, source_of

_HEAD = 2_000
_MEDLINE = re.compile(r"\s*PMID- \d+\s*$", re.MULTILINE)
_RIS = re.compile(r"^TY  - [A-Z]{3,}\s*$", re.MULTILINE)
_PUBMED = re.compile(r"\s*1\. \S.*\b(?:1[89]|20)\d\d\b")
_PMID = re.compile(r"^PMID: (\d+)", re.MULTILINE)
_FIELD = re.compile(r"(?=.{4}-(?: |$))([A-Z][A-Z0-9]{1,3}) *-(.*)")
"""A tag, filled up to four characters, and what stands behind it."""
_CITATION = re.compile(r"\d+\. (\S.*)", re.DOTALL)
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d(?: (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w*"
                   r"(?: \d{1,2})?)?")  # fmt: skip
_TRANSLATED = re.compile(r"^\[(.*)\]\.?$")
_ABOUT = re.compile(
    r"(?:Author information|Collaborators|Comment (?:in|on)|Erratum (?:in|for)|Update (?:in|of)"
    r"|Republished (?:in|from)|Conflict of interest statement|DOI|PMCID|PMID|Copyright"
    r"|Publisher|Retraction (?:in|of))\b|©|\(c\)",
)
_FIELDS = {
    "title": ("TI", "T1", "BTI", "CT"),
    "text": ("AB", "N2"),
    "author": ("FAU", "AU", "A1"),
    "date": ("DP", "DA", "PY", "Y1"),
    "url": ("UR",),
    "id": ("PMID", "AN", "ID", "DO"),
}
"""Tags of MEDLINE and RIS by what they hold, in order of preference."""


def records(text: str, source: Source) -> Iterator[Record] | None:
    """Return the records of a text; None for a text that holds none of the layouts.

    >>> one = "PMID- 31\\nTI  - On tea\\nAB  - Tea is warm,\\n      and wet.\\n"
    >>> [(r.key, r.read().text) for r in records(one, Source("text", "utf-8", 0))]
    [('31', 'Tea is warm, and wet.')]
    >>> records("Tea is warm.", Source("text", "utf-8", 0)) is None
    True
    """
    text = text.removeprefix("\ufeff")
    head = text[:_HEAD]
    if _MEDLINE.match(head):
        return _records(map(_chosen, _tagged(text, first="PMID")), source)
    if "TY  - " in head and _RIS.search(head):
        return _records(map(_chosen, _tagged(text, first="TY")), source)
    if _PUBMED.match(head) and _PMID.search(text):
        return _records(_abstracts(text), source)
    return None


def _records(found: Iterator[dict[str, str]], source: Source) -> Iterator[Record]:
    for number, fields in enumerate(found, 1):
        size = len("".join(fields.values()).encode("utf-8", "replace"))
        read = partial(source_of, source.format, source.encoding, size, fields)
        yield Record(number, key_of(fields.get("id")), read)


def _tagged(text: str, first: str) -> Iterator[dict[str, list[str]]]:
    """Yield the fields of each record by their tags; a record begins with the tag `first`."""
    fields: dict[str, list[str]] = {}
    last: list[str] | None = None
    for line in text.splitlines():
        match = _FIELD.match(line)
        if match and match[1] == first:
            if fields:
                yield fields
            fields = {first: [match[2].strip()]}
            last = None
        elif match and fields:
            last = fields.setdefault(match[1], [])
            last.append(match[2].strip())
        elif line.strip() and last is not None:  # a long field goes on in the next line
            last[-1] = f"{last[-1]} {line.strip()}"
    if fields:
        yield fields


def _chosen(tagged: Mapping[str, list[str]]) -> dict[str, str]:
    found = {}
    for name, tags in _FIELDS.items():
        values = next((tagged[tag] for tag in tags if any(tagged.get(tag, ()))), None)
        if values:
            together = {"text": "\n\n", "author": "; "}.get(name)
            found[name] = values[0] if together is None else together.join(filter(None, values))
    return {"text": ""} | found


def _abstracts(text: str) -> Iterator[dict[str, str]]:
    """Yield the records of PubMed's "Abstract (text)", each from its citation to its PMID.

    Below the citation stand title, authors, where they work, and the abstract, between blank lines.
    """
    start = 0
    for match in _PMID.finditer(text):
        parts = re.split(r"\n\s*\n", text[start : match.start()].strip())
        start = text.find("\n", match.end())
        start = len(text) if start < 0 else start
        # What stands behind the number of the record before, such as "[Indexed for MEDLINE]".
        while parts and not _CITATION.match(parts[0]):
            del parts[0]
        if len(parts) < 2:
            continue
        citation, title, *rest = (
            " ".join(part.split()) for part in parts if not part.startswith("[Article in ")
        )
        year = _YEAR.search(citation)
        body = [part for part in rest[1:] if not _ABOUT.match(part)]
        fields = {"title": _TRANSLATED.sub(r"\1", title), "text": "\n\n".join(body), "id": match[1]}
        if rest and not _ABOUT.match(rest[0]):
            fields["author"] = re.sub(r"\(\d+\)", "", rest[0]).rstrip(".")
        yield fields | ({"date": year.group()} if year else {})
