"""TEI: texts of the humanities (Text Encoding Initiative, P4 and P5).

Of two readings of a place the edited one is taken (corrected, regular, expanded); the header gives
the facts; notes and names of speakers are apart from the sentences.
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

_EDITED = ("corr", "reg", "expan", "unclear", "seg")
_ORIGINAL = frozenset(("sic", "orig", "abbr", "am"))
_ID = "{http://www.w3.org/XML/1998/namespace}id"


def _is_second_reading(node: etree._Element) -> bool:
    parent = node.getparent()
    if parent is None or local_name(parent) not in ("choice", "app", "subst"):
        return False
    names = [local_name(child) for child in parent]
    if local_name(parent) == "app":
        return node is not next((c for c in parent if local_name(c) == "lem"), parent[0])
    if local_name(node) in _ORIGINAL:
        return any(name in _EDITED for name in names)
    first_of_kind = next(c for c in parent if local_name(c) not in _ORIGINAL or len(parent) == 1)
    return local_name(parent) == "choice" and node is not first_of_kind


VOCABULARY = Vocabulary(
    blocks={
        **dict.fromkeys(
            "text front body back group div div1 div2 div3 div4 div5 lg list sp table figure"
            " floatingText epigraph argument opener closer postscript docTitle".split()
        ),
        **dict.fromkeys(("p", "ab", "lg", "u"), "paragraph"),
        **dict.fromkeys(("item",), "list_item"),
        **dict.fromkeys(("figDesc", "trailer"), "caption"),
        "stage": "note",
        "speaker": "speaker",
        **dict.fromkeys(("q", "quote"), None),
        **dict.fromkeys(
            ("byline", "docAuthor", "docDate", "dateline", "signed", "salute"), "byline"
        ),
    },
    headings={"head": 0, "titlePart": 0},
    sections=frozenset(("div", "div1", "div2", "div3", "div4", "div5")),
    rows=frozenset(("row",)),
    cells=frozenset(("cell",)),
    notes=frozenset(("note",)),
    omitted=frozenset("teiHeader listBibl fw graphic facsimile sourceDoc standOff del gap".split()),
    spaces=frozenset(("lb", "pb", "cb", "l")),
    omit=_is_second_reading,
)


def is_document(root: etree._Element) -> bool:
    """Return whether the tree of a file is a text in TEI."""
    return local_name(root) in ("TEI", "TEI.2")


def records(stream: BinaryIO, encoding: str) -> Iterator[Record]:
    """Yield the texts of a corpus, numbered from 1; the id of one is its xml:id."""
    for number, node in enumerate(elements(stream, encoding, ("TEI", "TEI.2")), 1):
        yield Record(number, key_of(node.get(_ID)), partial(read_tree, node, "utf-8", 0))


def read_tree(root: etree._Element, encoding: str, size: int) -> Source:
    """Read the tree of a text."""
    header = first(root, "teiHeader")
    statement = first(header, "titleStmt") if header is not None else None
    title = plain_text(first(statement, "title")) if statement is not None else ""
    authors = (
        [] if statement is None else [plain_text(n) for n in statement if local_name(n) == "author"]
    )
    for node in [
        n for n in root.iter() if local_name(n) in ("lb", "pb") and n.get("break") == "no"
    ]:
        node.tag = "joined"
    text = next((child for child in root if local_name(child) == "text"), root)
    # A quotation that holds paragraphs is a block, one inside a sentence is not.
    for node in [n for n in text.iter() if local_name(n) in ("q", "quote")]:
        inline = not any(local_name(child) in ("p", "lg", "l") for child in node)
        node.tag = "inline" if inline else "div"
    blocks, left_out = blocks_of(text, VOCABULARY)
    return Source(
        "xml",
        encoding,
        size or len(etree.tostring(root)),
        blocks=titled(blocks, title or None),
        title=title or None,
        byline=", ".join(filter(None, authors)) or None,
        date=_date(header),
        boilerplate=left_out,
    )


def _date(header: etree._Element | None) -> str | None:
    for place in ("publicationStmt", "sourceDesc", "creation"):
        part = None if header is None else first(header, place)
        date = None if part is None else first(part, "date")
        if date is not None:
            return date.get("when") or plain_text(date) or None
    return None
