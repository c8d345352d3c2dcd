"""Parsing of XML: nothing is fetched, no entity is expanded, and records are read one by one."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from hedgerow.sources.base import UnreadableError
from hedgerow.sources.decode import for_parser

_NAMED_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)[A-Za-z][A-Za-z0-9]{1,30};")
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", re.DOTALL)
_DEFINED = re.compile(r"""<!ENTITY\s+([^\s%"']+)\s+(?:"([^"]*)"|'([^']*)')""")
_REFERENCE = re.compile(r"&([^\s&;#]{1,60});")
_GROWN = 1_000_000
"""Most characters that an entity may expand to; more is a bomb."""
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")


def elements(stream: BinaryIO, encoding: str, names: tuple[str, ...]) -> Iterator[etree._Element]:
    """Yield the elements of a file with these local names, and free each after it was used.

    Args:
        encoding: the encoding of the stream, where it is not the one that the file declares.

    Raises:
        UnreadableError: the file is no XML from some place on.
    """
    context = etree.iterparse(
        stream,
        events=("end",),
        tag=tuple(f"{{*}}{name}" for name in names),
        encoding=encoding or None,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        recover=True,
        remove_comments=True,
        remove_pis=True,
        huge_tree=False,
    )
    try:
        for _, node in context:
            yield node
            node.clear()
            parent = node.getparent()
            while parent is not None and node.getprevious() is not None:
                del parent[0]
    except etree.LxmlError as error:
        raise UnreadableError(f"not XML, or damaged: {error}") from error


def parse(text: str) -> etree._Element | None:
    """Return the root of a text in XML, mended where it is damaged; None where there is none.

    Raises:
        UnreadableError: the text defines entities that grow out of bounds.
    """
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        recover=True,
        remove_comments=True,
        remove_pis=True,
    )
    doctype = _DOCTYPE.match(text, max(0, text.find("<!DOCTYPE")))
    if doctype:
        check_entities(doctype.group())
        text = text[: doctype.start()] + text[doctype.end() :]
    plain = _NAMED_ENTITY.sub(_entity, text)
    try:
        parser.feed(for_parser(_DECLARATION.sub("", plain)))
        return parser.close()
    except etree.ParseError:
        return None


def check_entities(doctype: str) -> None:
    """Raise an error for entities that expand to over a million characters ("billion laughs")."""
    lengths: dict[str, int] = {}
    for name, one, other in _DEFINED.findall(doctype):
        value = one or other
        lengths[name] = len(value) + sum(lengths.get(n, 0) for n in _REFERENCE.findall(value))
        if lengths[name] > _GROWN:
            raise UnreadableError("an XML bomb: its entities grow to over a million characters")


def _entity(match: re.Match[str]) -> str:
    """Return the character of an HTML entity; a document's own entities become nothing."""
    known = html.unescape(match.group())
    return "" if known == match.group() else known
