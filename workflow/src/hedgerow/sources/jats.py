"""JATS: articles of journals, as PubMed Central and publishers give them (ANSI/NISO Z39.96).

References, key words and what is about the journal are left out; captions, list items, tables and
foot notes are apart from the sentences.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import BinaryIO

from lxml import etree

from hedgerow.sources.base import Source
from hedgerow.sources.markup import Vocabulary, blocks_of, first, local_name, plain_text, titled
from hedgerow.sources.records import Record, key_of
from hedgerow.sources.xml_tree import elements


def _is_mark(node: etree._Element) -> bool:
    """Return whether an element is the raised mark of a reference or note, or a label of a list."""
    name = local_name(node)
    if name == "label":
        parent = node.getparent()
        return parent is None or local_name(parent) not in ("fig", "table-wrap", "sec")
    if name == "xref" and node.get("ref-type") == "fn":
        return True
    if name != "sup":
        return False
    return any(local_name(child) == "xref" for child in node) and not any(
        char.isalpha() for char in plain_text(node)
    )


VOCABULARY = Vocabulary(
    blocks={
        **dict.fromkeys(
            "abstract trans-abstract body back sec p disp-formula disp-formula-group list def-list"
            " fig fig-group table-wrap table thead tbody tfoot boxed-text ack app app-group"
            " fn-group glossary"
            " statement verse-group".split()
        ),
        **dict.fromkeys(("list-item", "def-item"), "list_item"),
        **dict.fromkeys(("caption", "attrib", "fig", "table-wrap", "table-wrap-foot"), "caption"),
        **dict.fromkeys(("disp-quote", "speech", "verse-group"), "quote"),
    },
    headings={"title": 0, "subtitle": 0},
    sections=frozenset(("sec", "abstract", "ack", "app", "boxed-text", "fn-group")),
    rows=frozenset(("tr",)),
    cells=frozenset(("td", "th")),
    notes=frozenset(("fn",)),
    omitted=frozenset(
        "journal-meta ref-list kwd-group permissions counts custom-meta-group funding-group"
        " sub-article response object-id graphic media supplementary-material inline-graphic"
        " author-notes related-article tex-math alternatives-graphic front-stub sig-block".split()
    ),
    spaces=frozenset(("break",)),
    omit=_is_mark,
)


def is_document(root: etree._Element) -> bool:
    """Return whether the tree of a file is an article in JATS."""
    return local_name(root) == "article" and any(
        local_name(child) in ("front", "body") for child in root
    ) and first(root, "article-meta", "sec", "p") is not None and (
        first(root, "article-meta", "journal-meta") is not None
    )  # fmt: skip


def records(stream: BinaryIO, encoding: str) -> Iterator[Record]:
    """Yield the articles of a file with a set of them, numbered from 1; the id is the first one."""
    for number, node in enumerate(elements(stream, encoding, ("article",)), 1):
        key = key_of(plain_text(first(node, "article-id")))
        yield Record(number, key, partial(read_tree, node, "utf-8", 0))


def read_tree(root: etree._Element, encoding: str, size: int) -> Source:
    """Read the tree of an article."""
    meta = first(root, "article-meta")
    title = plain_text(first(meta, "article-title") if meta is not None else None) or None
    blocks, left_out = [], 0
    for part in root.iter():
        name = local_name(part)
        if name in ("abstract", "body", "back") and _is_own(part, root):
            found, skipped = blocks_of(part, VOCABULARY)
            if name == "abstract":
                found = [
                    block if block.kind == "heading" else type(block)("summary", block.text)
                    for block in found
                ]
            blocks += found
            left_out += skipped
    return Source(
        "xml",
        encoding,
        size or len(etree.tostring(root)),
        blocks=titled(blocks, title),
        title=title,
        byline=", ".join(_authors(meta)) or None,
        date=_date(meta),
        boilerplate=left_out,
    )


def _is_own(part: etree._Element, root: etree._Element) -> bool:
    """Return whether a part belongs to the article itself and not to an article inside it."""
    above = {local_name(node) for node in part.iterancestors() if node is not root}
    return not above & {"sub-article", "response", "abstract", "body", "back"}


def _authors(meta: etree._Element | None) -> Iterator[str]:
    for contrib in meta.iterdescendants() if meta is not None else ():
        if local_name(contrib) != "contrib" or contrib.get("contrib-type", "author") != "author":
            continue
        given, surname = first(contrib, "given-names"), first(contrib, "surname")
        name = f"{plain_text(given)} {plain_text(surname)}".strip()
        name = name or plain_text(first(contrib, "collab", "string-name"))
        if name:
            yield name


def _date(meta: etree._Element | None) -> str | None:
    """Return the first date of publication as year, month and day, as far as they are given."""
    dates = (
        [n for n in meta.iterdescendants() if local_name(n) == "pub-date"]
        if meta is not None
        else []
    )
    for date in sorted(dates, key=lambda node: first(node, "day") is None):
        parts = {local_name(child): plain_text(child) for child in date}
        if "year" in parts:
            numbers = [parts["year"], *(f"{parts[n]:0>2}" for n in ("month", "day") if n in parts)]
            return "-".join(numbers)
    return None
