"""XML: exports and feeds by their vocabulary, and any other vocabulary by a general rule.

The name of the first element, and what is in its head, decides which vocabulary a file is in. Files
of many records are read one record at a time. Entities are not expanded and nothing is fetched.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from typing import BinaryIO

from hedgerow.sources import feeds, jats, pubmed, tei, xml_general
from hedgerow.sources.base import Source, UnreadableError
from hedgerow.sources.decode import ascii_compatible, decode
from hedgerow.sources.files import MARKED_BYTES, beginning, too_large, whole
from hedgerow.sources.records import Fields, Record
from hedgerow.sources.signatures import check_signature
from hedgerow.sources.xml_tree import check_entities, parse

_HEAD = 16_384
_PROLOG = re.compile(r"<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", re.DOTALL)
_START = re.compile(r"<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)")


def documents(data: bytes, fields: Fields) -> Source | Iterator[Record]:
    """Return the document in the bytes of a file, or the posts, entries or articles in it.

    Raises:
        UnreadableError: the bytes are no XML, too large, or define entities without bounds.
    """
    check_signature(data, "XML")
    reader = _records_of(data[:_HEAD])
    if reader is None:
        return _one_document(data)
    return reader(io.BytesIO(data), "")


def large(stream: BinaryIO, fields: Fields) -> Source | Iterator[Record]:
    """Return the documents of a large file, its records one at a time.

    Raises:
        UnreadableError: see `documents`.
    """
    stream, encoding = ascii_compatible(stream)
    head, stream = beginning(stream, _HEAD)
    check_signature(head, "XML")
    reader = _records_of(head)
    if reader is None:
        return _one_document(whole(stream, MARKED_BYTES))
    return reader(stream, "" if encoding == "utf-8" else "utf-8")


def _records_of(head: bytes) -> Callable[[BinaryIO, str], Iterator[Record]] | None:
    """Return the function that reads the records of a file; None for a file of one document."""
    text = head.decode("utf-16", "replace") if head[:2] in (b"\xff\xfe", b"\xfe\xff") else (
        head.decode("utf-8", "replace")
    )  # fmt: skip
    check_entities(text)
    name = _first_element(text)
    if name in ("rss", "RDF", "feed"):
        return feeds.records
    if name in ("PubmedArticleSet", "MedlineCitationSet", "PubmedArticle"):
        return pubmed.records
    if name in ("pmc-articleset", "articles") and "<front" in text:
        return jats.records
    return tei.records if name == "teiCorpus" else None


def _first_element(text: str) -> str:
    match = _START.search(_PROLOG.sub("", text))
    return match.group(1) if match else ""


def _one_document(data: bytes) -> Source:
    if len(data) > MARKED_BYTES:
        raise UnreadableError(too_large(MARKED_BYTES))
    text, encoding = decode(data)
    if text is None:
        return Source("xml", "", len(data), reason=encoding)
    root = parse(text.lstrip("\ufeff"))
    if root is None:
        return Source("xml", encoding, len(data), reason="not XML: no element could be read")
    for vocabulary in (jats, tei):
        if vocabulary.is_document(root):
            return vocabulary.read_tree(root, encoding, len(data))
    return xml_general.read_tree(root, encoding, len(data))
