"""XML of any vocabulary, question-and-answer pages among them, by a rule over names of elements.

An element that has text of its own, or whose children are all inline, is one block; its kind
follows from its name and, for titles, from its position. Short values of elements with unknown
names (codes, identifiers) are metadata, not text.
"""

from __future__ import annotations

from lxml import etree

from hedgerow.sources.base import Source, SourceBlock
from hedgerow.sources.flattened import unflatten
from hedgerow.sources.markup import local_name

_KINDS = {
    tag: kind
    for kind, tags in {
        "title": "focus headline article-title title",
        "byline": "author byline creator contrib",
        "date": "date pubdate pub-date published datepublished",
        "summary": "abstract summary standfirst tldr",
        "heading": "question heading head header subtitle subhead section-title h1 h2 h3 h4 h5 h6",
        "paragraph": "answer p para simpara paragraph text body description",
        "list_item": "li item listitem list-item",
        "table": "row tr",
        "caption": "caption figcaption",
        "quote": "quote blockquote disp-quote",
    }.items()
    for tag in tags.split()
}
_INLINE = frozenset(
    "a abbr b bold br code em emph emphasis ext-link font i ins italic link mark q ref s sc small"
    " span strong styled-content sub sup tt u underline xref".split()
)
_WHOLE = frozenset(("byline", "date", "table"))


def read_tree(root: etree._Element, encoding: str, size: int) -> Source:
    """Read the tree of an XML file."""
    found, left_out = _collect(root)
    facts: dict[str, str] = {}
    blocks: list[SourceBlock] = []
    for kind, words in found:
        if kind in ("title", "byline", "date"):
            facts.setdefault(kind, words)
        if kind == "date":
            kind = "byline"
        if kind == "title" and any(block.kind == "title" for block in blocks):
            kind = "heading"
        blocks += unflatten(kind, words)
    return Source(
        "xml",
        encoding,
        size,
        blocks=tuple(blocks),
        title=facts.get("title"),
        byline=facts.get("byline"),
        date=facts.get("date"),
        boilerplate=left_out,
    )


def _name(node: etree._Element) -> str:
    return local_name(node).lower()


def _collect(root: etree._Element) -> tuple[list[tuple[str | None, str]], int]:
    """Return kind and text of each block in order, and the number of values left out."""
    found: list[tuple[str | None, str]] = []
    left_out = 0
    walker = etree.iterwalk(root, events=("start",))
    for _, node in walker:
        name = _name(node)
        kind = _KINDS.get(name)
        if not (_is_block(node) or kind in _WHOLE):
            continue
        walker.skip_subtree()
        words = _text(node, " | " if kind == "table" else "")
        if not words.strip():
            continue
        if kind is None and not _reads_as_text(words):
            left_out += 1
            continue
        found.append((kind, words))
    return found, left_out


def _is_block(node: etree._Element) -> bool:
    """Return whether a node has text of its own, or only inline elements."""
    if node.text and node.text.strip():
        return True
    return all(_name(child) in _INLINE or not _name(child) for child in node) or any(
        child.tail and child.tail.strip() for child in node
    )


def _text(node: etree._Element, between: str) -> str:
    if between:
        cells = (" ".join("".join(child.itertext()).split()) for child in node)
        return between.join(cell for cell in cells if cell) or "".join(node.itertext())
    return "".join(node.itertext())


def _reads_as_text(words: str) -> bool:
    """Return whether an unknown element holds text: five words, or three and a full stop."""
    number = len(words.split())
    return number >= 5 or (number >= 3 and words.rstrip()[-1] in ".!?")
