"""Word documents (.docx): paragraphs with kinds from their styles, and tables.

The file is read as XML in a ZIP archive, which gives access to content controls, tracked changes
and text boxes, and lets nothing be unpacked beyond a bound.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from hedgerow.sources.base import Source, SourceBlock, UnreadableError
from hedgerow.sources.files import DOCUMENT_BYTES, too_large

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PART_BYTES = 4 * DOCUMENT_BYTES
# Deleted and moved text, the copy of a drawing for old programs, and text boxes, whose paragraphs
# are paragraphs of the document and not of the one that anchors them.
_SKIPPED = frozenset(("del", "moveFrom", "Fallback", "txbxContent", "pPr", "rPr"))
_NAMED = (
    (re.compile(r"title"), "title"),
    (re.compile(r"(?:intense )?quote|block text"), "quote"),
    (re.compile(r"caption"), "caption"),
    (re.compile(r"toc \d|table of figures"), "toc"),
    (re.compile(r"toc heading|contents heading"), "heading"),
    (re.compile(r"abstract|summary|executive summary"), "summary"),
    (re.compile(r"authors?|byline|date"), "byline"),
    (re.compile(r"list (?:bullet|number|continue)?(?: ?\d)?"), "list_item"),
)
_HEADING = re.compile(r"heading (\d)")


@dataclass(slots=True)
class _Style:
    """The kind and level that a style gives a paragraph."""

    kind: str | None = None
    level: int = 0
    based_on: str = ""


def read(data: bytes) -> Source:
    """Read the bytes of a Word document.

    Raises:
        UnreadableError: the file is no Word document, or is protected by a password.
    """
    if data.startswith(_OLE):
        raise UnreadableError("protected by a password, or an old .doc; save it as plain .docx")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise UnreadableError(f"not a Word document: no readable ZIP ({error})") from error
    with archive:
        body = _part(archive, "word/document.xml")
        if body is None:
            raise UnreadableError("not a Word document: a ZIP archive without word/document.xml")
        blocks = list(_blocks(body, _styles(_part(archive, "word/styles.xml"))))
        facts = _facts(_part(archive, "docProps/core.xml"))
    styled = next((block.text for block in blocks if block.kind == "title"), None)
    return Source(
        "docx",
        "utf-8",
        len(data),
        blocks=tuple(blocks),
        title=styled or facts.get("title"),
        byline=facts.get("creator"),
    )


def _part(archive: zipfile.ZipFile, name: str) -> etree._Element | None:
    """Return the tree of one part of the package; None where it does not exist."""
    try:
        with archive.open(name) as file:
            data = file.read(_PART_BYTES + 1)
    except KeyError:
        return None
    except Exception as error:  # zlib, CRC, encryption: damaged data raise many kinds
        raise UnreadableError(f"its {name} is damaged: {error}") from error
    if len(data) > _PART_BYTES:
        raise UnreadableError(too_large(_PART_BYTES))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableError(f"its {name} is no XML: {error}") from error


def _name(node: etree._Element) -> str:
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def _child(node: etree._Element | None, name: str) -> etree._Element | None:
    if node is None:
        return None
    return next((child for child in node if _name(child) == name), None)


def _value(node: etree._Element | None) -> str:
    """Return the attribute `val` of an element."""
    if node is None:
        return ""
    return next((v for k, v in node.attrib.items() if k.rpartition("}")[2] == "val"), "")


def _styles(tree: etree._Element | None) -> dict[str, _Style]:
    """Return each style by its id, with a kind from its name or its outline level."""
    found: dict[str, _Style] = {}
    for node in tree if tree is not None else ():
        if _name(node) != "style":
            continue
        ident = next((v for k, v in node.attrib.items() if k.endswith("}styleId")), "")
        name = _value(_child(node, "name")).lower()
        style = _Style(based_on=_value(_child(node, "basedOn")))
        properties = _child(node, "pPr")
        outline = _value(_child(properties, "outlineLvl"))
        heading = _HEADING.fullmatch(name)
        if heading:
            style.kind, style.level = "heading", int(heading.group(1))
        else:
            style.kind = next((kind for form, kind in _NAMED if form.fullmatch(name)), None)
        if style.kind is None and outline.isdigit() and int(outline) < 9:
            style.kind, style.level = "heading", int(outline) + 1
        elif style.kind is None and _child(properties, "numPr") is not None:
            style.kind = "list_item"
        found[ident] = style
    return found


def _style_of(properties: etree._Element | None, styles: dict[str, _Style]) -> _Style:
    """Return the style of a paragraph, or the nearest style it is based on that has a kind."""
    ident = _value(_child(properties, "pStyle"))
    for _ in range(len(styles)):
        style = styles.get(ident)
        if style is None:
            break
        if style.kind is not None:
            return style
        ident = style.based_on
    return _Style()


def _blocks(body: etree._Element, styles: dict[str, _Style]) -> Iterator[SourceBlock]:
    walker = etree.iterwalk(body, events=("start",))
    for _, node in walker:
        name = _name(node)
        if name in _SKIPPED and name != "txbxContent":
            walker.skip_subtree()
        elif name == "tbl" and _is_data(node):
            walker.skip_subtree()
            yield from _rows(node)
        elif name == "p":
            text = _text(node)
            if text:
                yield _paragraph(node, text, styles)


def _paragraph(node: etree._Element, text: str, styles: dict[str, _Style]) -> SourceBlock:
    properties = _child(node, "pPr")
    style = _style_of(properties, styles)
    kind, level = style.kind, style.level
    outline = _value(_child(properties, "outlineLvl"))
    number = _child(_child(properties, "numPr"), "numId")
    if kind is None and outline.isdigit() and int(outline) < 9:
        kind, level = "heading", int(outline) + 1
    if kind is None and number is not None and _value(number) != "0":
        kind = "list_item"
    return SourceBlock(kind, text, level if kind == "heading" else 0)


def _text(paragraph: etree._Element) -> str:
    """Return the text of a paragraph on one line, with all tracked changes accepted."""
    parts: list[str] = []
    walker = etree.iterwalk(paragraph, events=("start",))
    for _, node in walker:
        name = _name(node)
        if name in _SKIPPED:
            walker.skip_subtree()
        elif name == "t":
            parts.append(node.text or "")
        elif name in ("tab", "br", "cr"):
            parts.append(" ")
        elif name == "noBreakHyphen":
            parts.append("-")
    return " ".join("".join(parts).split())


def _is_data(table: etree._Element) -> bool:
    """Return whether a table holds data; one with tables or long cells in it is for layout."""
    if any(_name(node) == "tbl" for node in table.iterdescendants()):
        return False
    cells = [node for node in table.iter() if _name(node) == "tc"]
    paragraphs = sum(_name(node) == "p" for node in table.iter())
    return len(cells) > 1 and paragraphs <= 3 * len(cells)


def _rows(table: etree._Element) -> Iterator[SourceBlock]:
    for row in table.iter():
        if _name(row) != "tr":
            continue
        cells = [
            " ".join(filter(None, (_text(p) for p in cell.iter() if _name(p) == "p")))
            for cell in row.iter()
            if _name(cell) == "tc"
        ]
        text = " | ".join(filter(None, cells))
        if text:
            yield SourceBlock("table", text)


def _facts(core: etree._Element | None) -> dict[str, str]:
    """Return title and creator from the properties of the file."""
    found: dict[str, str] = {}
    for node in core if core is not None else ():
        text = " ".join((node.text or "").split())
        if text:
            found.setdefault(_name(node), text)
    return found
