"""OpenDocument texts (.odt), as LibreOffice writes them (ISO/IEC 26300)."""

from __future__ import annotations

from lxml import etree

from hedgerow.sources.base import Source, SourceBlock, UnreadableError
from hedgerow.sources.markup import Vocabulary, blocks_of, first, local_name, plain_text
from hedgerow.sources.package import package, part_bytes, part_tree

_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}style-name"
_LEVEL = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}outline-level"
_NAME = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}name"
_PARENT = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}parent-style-name"
_STYLED = {"Title": "title", "Subtitle": "heading", "Quotations": "quote", "Caption": "caption",
           "Illustration": "caption", "Table": "caption", "Figure": "caption"}  # fmt: skip

VOCABULARY = Vocabulary(
    blocks={
        **dict.fromkeys("text section list table frame text-box p".split()),
        "list-item": "list_item",
        "title": "title",
        "quote": "quote",
        "caption": "caption",
    },
    headings={f"h{level}": level for level in range(1, 7)},
    rows=frozenset(("table-row",)),
    cells=frozenset(("table-cell",)),
    notes=frozenset(("note-body",)),
    omitted=frozenset(
        "tracked-changes table-of-content alphabetical-index bibliography annotation"
        " annotation-end forms sequence-decls note-citation bookmark object script"
        " hidden-text".split()
    ),
    spaces=frozenset(("s", "tab", "line-break")),
)


def read(data: bytes) -> Source:
    """Return the document in the bytes of a file.

    Raises:
        UnreadableError: the file is no OpenDocument text, or is protected by a password.
    """
    with package(data, "an OpenDocument text", "document; save it as .odt without one") as archive:
        manifest = part_bytes(archive, "META-INF/manifest.xml") or b""
        if b"encryption-data" in manifest:
            raise UnreadableError("protected by a password; save a copy without one")
        tree = part_tree(archive, "content.xml")
        body = None if tree is None else first(tree, "text")
        if tree is None or body is None:
            raise UnreadableError("not an OpenDocument text: a ZIP archive without its content.xml")
        meta = part_tree(archive, "meta.xml")
    _name_by_style(body, _parents(tree))
    blocks, left_out = blocks_of(body, VOCABULARY)
    titled = next((block.text for block in blocks if block.kind == "title"), None)
    return Source(
        "odt",
        "utf-8",
        len(data),
        blocks=tuple(_one_title(blocks)),
        title=titled or _fact(meta, "title"),
        byline=_fact(meta, "initial-creator", "creator"),
        date=_fact(meta, "creation-date"),
        boilerplate=left_out,
    )


def _parents(tree: etree._Element) -> dict[str, str]:
    """Return the style that each automatic style is based on."""
    return {
        node.get(_NAME, ""): node.get(_PARENT, "")
        for node in tree.iter()
        if local_name(node) == "style"
    }


def _name_by_style(body: etree._Element, parents: dict[str, str]) -> None:
    """Give paragraphs the names by which the vocabulary knows headings, titles and captions."""
    for node in list(body.iter()):
        name = local_name(node)
        style = node.get(_STYLE, "")
        style = parents.get(style) or style
        if name == "h":
            level = node.get(_LEVEL, "1")
            node.tag = f"h{min(6, max(1, int(level)))}" if level.isdigit() else "h1"
        elif name == "p" and style in _STYLED:
            node.tag = {"heading": "h2"}.get(_STYLED[style], _STYLED[style])


def _one_title(blocks: list[SourceBlock]) -> list[SourceBlock]:
    """Return the blocks with headings for all titles but the first."""
    seen = False
    for i, block in enumerate(blocks):
        if block.kind == "title":
            blocks[i] = SourceBlock("heading", block.text, 1) if seen else block
            seen = True
    return blocks


def _fact(meta: etree._Element | None, *names: str) -> str | None:
    return None if meta is None else plain_text(first(meta, *names)) or None
