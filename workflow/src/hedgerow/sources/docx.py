"""Word documents (.docx): paragraphs with kinds from their styles, and tables.

The file is read as XML in a ZIP archive, which gives access to content controls, tracked changes
and text boxes, and lets nothing be unpacked beyond a bound.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from hedgerow.sources.base import Source, SourceBlock, UnreadableError
from hedgerow.sources.markup import local_name
from hedgerow.sources.news import articles
from hedgerow.sources.package import package, part_tree
from hedgerow.sources.records import Fields, Record

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
    hidden: bool = False


def documents(data: bytes, fields: Fields) -> Source | Iterator[Record]:
    """Return the document in the bytes of a Word file, or the articles of an export.

    Raises:
        UnreadableError: the file is no Word document, or is protected by a password.
    """
    source = read(data)
    return articles([block.text for block in source.blocks or ()], source) or source


def read(data: bytes) -> Source:
    """Return the document in the bytes of a Word file.

    Raises:
        UnreadableError: the file is no Word document, or is protected by a password.
    """
    with package(data, "a Word document", ".doc; save it as plain .docx") as archive:
        body = part_tree(archive, "word/document.xml")
        if body is None:
            raise UnreadableError("not a Word document: a ZIP archive without word/document.xml")
        blocks = list(_blocks(body, _styles(part_tree(archive, "word/styles.xml"))))
        facts = _facts(part_tree(archive, "docProps/core.xml"))
    styled = next((block.text for block in blocks if block.kind == "title"), None)
    return Source(
        "docx",
        "utf-8",
        len(data),
        blocks=tuple(blocks),
        title=styled or facts.get("title"),
        byline=facts.get("creator"),
    )


def _child(node: etree._Element | None, name: str) -> etree._Element | None:
    if node is None:
        return None
    return next((child for child in node if local_name(child) == name), None)


def _value(node: etree._Element | None) -> str:
    """Return the attribute `val` of an element."""
    if node is None:
        return ""
    return next((v for k, v in node.attrib.items() if k.rpartition("}")[2] == "val"), "")


def _styles(tree: etree._Element | None) -> dict[str, _Style]:
    """Return each style by its id, with a kind from its name or its outline level."""
    found: dict[str, _Style] = {}
    for node in tree if tree is not None else ():
        if local_name(node) != "style":
            continue
        ident = next((v for k, v in node.attrib.items() if k.endswith("}styleId")), "")
        name = _value(_child(node, "name")).lower()
        style = _Style(based_on=_value(_child(node, "basedOn")))
        style.hidden = _is_hidden(_child(node, "rPr")) is True
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


def _is_hidden(properties: etree._Element | None) -> bool | None:
    """Return whether the properties of a run hide it; None where they leave that to its style."""
    mark = next(
        (child for name in ("vanish", "specVanish", "webHidden")
         if (child := _child(properties, name)) is not None), None,
    )  # fmt: skip
    return None if mark is None else _value(mark).lower() not in ("0", "false", "off")


def _hides(run: etree._Element, hidden: frozenset[str], of_paragraph: bool) -> bool:
    """Return whether a run is hidden: by itself, else by its style, else by its paragraph's."""
    properties = _child(run, "rPr")
    own = _is_hidden(properties)
    if own is not None:
        return own
    return of_paragraph or _value(_child(properties, "rStyle")) in hidden


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
    hidden = frozenset(ident for ident, style in styles.items() if style.hidden)
    walker = etree.iterwalk(body, events=("start",))
    for _, node in walker:
        name = local_name(node)
        if name in _SKIPPED and name != "txbxContent":
            walker.skip_subtree()
        elif name == "tbl" and _is_data(node):
            walker.skip_subtree()
            yield from _rows(node, hidden)
        elif name == "p":
            text = _text(node, hidden)
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


def _text(paragraph: etree._Element, hidden: frozenset[str] = frozenset()) -> str:
    """Return the text of a paragraph on one line, with all tracked changes accepted."""
    parts: list[str] = []
    style = _value(_child(_child(paragraph, "pPr"), "pStyle"))
    of_paragraph = style in hidden
    walker = etree.iterwalk(paragraph, events=("start",))
    for _, node in walker:
        name = local_name(node)
        if name in _SKIPPED or (name == "r" and _hides(node, hidden, of_paragraph)):
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
    if any(local_name(node) == "tbl" for node in table.iterdescendants()):
        return False
    cells = [node for node in table.iter() if local_name(node) == "tc"]
    paragraphs = sum(local_name(node) == "p" for node in table.iter())
    return len(cells) > 1 and paragraphs <= 3 * len(cells)


def _rows(table: etree._Element, hidden: frozenset[str]) -> Iterator[SourceBlock]:
    for row in table.iter():
        if local_name(row) != "tr":
            continue
        cells = [
            " ".join(filter(None, (_text(p, hidden) for p in cell.iter() if local_name(p) == "p")))
            for cell in row.iter()
            if local_name(cell) == "tc"
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
            found.setdefault(local_name(node), text)
    return found
