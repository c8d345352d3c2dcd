"""PubMed: the citations of a download in XML, each with its title and abstract.

The elements are those of the MEDLINE/PubMed data elements of the National Library of Medicine.
Abstracts in other languages, key words and references are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import BinaryIO

from lxml import etree

from hedgerow.sources.base import Source, SourceBlock, UnreadableError
from hedgerow.sources.markup import first, local_name, plain_text
from hedgerow.sources.records import Record, key_of
from hedgerow.sources.xml_tree import elements


def records(stream: BinaryIO, encoding: str) -> Iterator[Record]:
    """Yield the citations of a file, numbered from 1; the id of one is its PMID."""
    for number, node in enumerate(
        elements(stream, encoding, ("MedlineCitation", "BookDocument")), 1
    ):
        yield Record(number, key_of(plain_text(first(node, "PMID"))), partial(_read, node))


def _read(node: etree._Element) -> Source:
    title = plain_text(first(node, "ArticleTitle", "BookTitle")).strip("[]") or None
    abstract = first(node, "Abstract")
    blocks = [SourceBlock("title", title)] if title else []
    texts = [] if abstract is None else [c for c in abstract if local_name(c) == "AbstractText"]
    if not texts:
        raise UnreadableError("the record has no abstract")
    for text in texts:
        label = (text.get("Label") or "").strip()
        if label and label != "UNLABELLED":
            blocks.append(SourceBlock("heading", label, 2))
        words = plain_text(text)
        if words:
            blocks.append(SourceBlock("paragraph", words))
    return Source(
        "xml",
        "utf-8",
        sum(len(block.text.encode("utf-8", "replace")) for block in blocks),
        blocks=tuple(blocks),
        title=title,
        byline=", ".join(_authors(node)) or None,
        date=_date(node),
    )


def _authors(node: etree._Element) -> Iterator[str]:
    authors = first(node, "AuthorList")
    for author in authors if authors is not None else ():
        parts = {local_name(child): plain_text(child) for child in author}
        name = f"{parts.get('ForeName') or parts.get('Initials', '')} {parts.get('LastName', '')}"
        name = name.strip() or parts.get("CollectiveName", "")
        if name:
            yield name


def _date(node: etree._Element) -> str | None:
    date = first(node, "ArticleDate", "PubDate")
    if date is None:
        return None
    parts = {local_name(child): plain_text(child) for child in date}
    if "MedlineDate" in parts:
        return parts["MedlineDate"]
    month = parts.get("Month", "")
    if month.isdigit() and "Day" in parts:
        return f"{parts.get('Year')}-{int(month):02}-{parts['Day']:0>2}"
    return " ".join(p for p in (parts.get("Year"), month, parts.get("Day")) if p) or None
