"""Electronic books (.epub): the chapters of a book in their order (EPUB 2 and 3)."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from urllib.parse import unquote

from lxml import etree

from hedgerow.sources.base import Source, SourceBlock, UnreadableError
from hedgerow.sources.decode import decode
from hedgerow.sources.files import DOCUMENT_BYTES, too_large
from hedgerow.sources.fragments import html_blocks
from hedgerow.sources.markup import first, local_name, plain_text
from hedgerow.sources.package import package, part_bytes, part_tree

_CHAPTER_BYTES = 4 * DOCUMENT_BYTES


def read(data: bytes) -> Source:
    """Return the book in the bytes of a file.

    Raises:
        UnreadableError: the file is no book, or its chapters are locked or too large.
    """
    with package(data, "an EPUB book", "book; save it as .epub") as archive:
        place = _package_document(archive)
        opf = part_tree(archive, place)
        if opf is None:
            raise UnreadableError(f"not an EPUB book: a ZIP archive without {place}")
        blocks: list[SourceBlock] = []
        left_out = size = 0
        for name in _chapters(opf, place):
            chapter = part_bytes(archive, name) or b""
            size += len(chapter)
            if size > _CHAPTER_BYTES:
                raise UnreadableError(too_large(_CHAPTER_BYTES))
            text, _ = decode(chapter)
            if text is None:
                raise UnreadableError("its chapters are locked (DRM); use a copy without that")
            found, skipped = html_blocks(text)
            blocks += found
            left_out += skipped
    title = _fact(opf, "title")
    return Source(
        "epub",
        "utf-8",
        len(data),
        blocks=tuple([SourceBlock("title", title), *blocks] if title else blocks),
        title=title,
        byline=_fact(opf, "creator"),
        date=_fact(opf, "date"),
        boilerplate=left_out,
    )


def _package_document(archive: zipfile.ZipFile) -> str:
    container = part_tree(archive, "META-INF/container.xml")
    root = None if container is None else first(container, "rootfile")
    place = "" if root is None else root.get("full-path", "")
    if not place:
        raise UnreadableError("not an EPUB book: a ZIP archive without META-INF/container.xml")
    return place


def _chapters(opf: etree._Element, place: str) -> Iterator[str]:
    """Yield the names of the parts that hold the text, in the order of reading."""
    items = {node.get("id", ""): node for node in opf.iter() if local_name(node) == "item"}
    for node in opf.iter():
        if local_name(node) != "itemref" or node.get("linear") == "no":
            continue
        item = items.get(node.get("idref", ""))
        if item is None or "nav" in item.get("properties", "").split():
            continue
        if "html" in item.get("media-type", "html"):
            yield posixpath.normpath(
                posixpath.join(posixpath.dirname(place), unquote(item.get("href", "")))
            )


def _fact(opf: etree._Element, name: str) -> str | None:
    metadata = first(opf, "metadata")
    return None if metadata is None else plain_text(first(metadata, name)) or None
