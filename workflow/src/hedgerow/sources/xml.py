"""XML: question-and-answer pages and, by a general rule over tag names, any other vocabulary.

By the general rule, an element that has text of its own, or whose children are all inline, is one
block; its kind follows from its name and, for titles, from its position. Short values of elements
with unknown names (codes, identifiers) are metadata, not text. Entities are not expanded and
nothing is fetched.
"""

from __future__ import annotations

import html
import re

from lxml import etree

from hedgerow.sources.base import Source, SourceBlock, UnreadableError
from hedgerow.sources.decode import decode, for_parser
from hedgerow.sources.files import MARKED_BYTES, too_large

_NAMED_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)[A-Za-z][A-Za-z0-9]{1,30};")
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", re.DOTALL)
_DEFINED = re.compile(r"""<!ENTITY\s+([^\s%"']+)\s+(?:"([^"]*)"|'([^']*)')""")
_REFERENCE = re.compile(r"&([^\s&;#]{1,60});")
_GROWN = 1_000_000
"""Most characters that an entity may expand to; more is a bomb."""
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_PART = re.compile(r"\n\s*\n")
_FLAT_ITEM = re.compile(r"\s{2,}-\s+(?=\S)")
_LEAD_ITEM = re.compile(r"\s-\s+(?=\S)")

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


def read(data: bytes) -> Source:
    """Read the bytes of an XML file.

    Raises:
        UnreadableError: the file is too large, or defines entities that grow out of bounds.
    """
    if len(data) > MARKED_BYTES:
        raise UnreadableError(too_large(MARKED_BYTES))
    text, encoding = decode(data)
    if text is None:
        return Source("xml", "", len(data), reason=encoding)
    root = _parse(text.lstrip("\ufeff"))
    if root is None:
        return Source("xml", encoding, len(data), reason="not XML: no element could be read")
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
        blocks += _unflatten(kind, words)
    return Source(
        "xml",
        encoding,
        len(data),
        blocks=tuple(blocks),
        title=facts.get("title"),
        byline=facts.get("byline"),
        date=facts.get("date"),
        boilerplate=left_out,
    )


def _parse(text: str) -> etree._Element | None:
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
        _check_growth(doctype.group())
        text = text[: doctype.start()] + text[doctype.end() :]
    plain = _NAMED_ENTITY.sub(_entity, text)
    try:
        parser.feed(for_parser(_DECLARATION.sub("", plain)))
        return parser.close()
    except etree.ParseError:
        return None


def _check_growth(doctype: str) -> None:
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


def _name(node: etree._Element) -> str:
    return node.tag.rpartition("}")[2].lower() if isinstance(node.tag, str) else ""


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


def _unflatten(kind: str | None, words: str) -> list[SourceBlock]:
    """Split an answer at blank lines and at the bullets of lists that were run into it.

    The parts have lost their markup, so their kinds are left to the rules of plain text.
    """
    if kind not in (None, "paragraph", "summary"):
        return [SourceBlock(kind, " ".join(words.split()), 2 if kind == "heading" else 0)]
    blocks: list[SourceBlock] = []
    for part in _PART.split(words):
        pieces = _FLAT_ITEM.split(part)
        if len(pieces) > 1:
            # Only one space may separate the first bullet of a list from its lead-in.
            pieces[:1] = _LEAD_ITEM.split(f" {pieces[0]}", maxsplit=1)
        for i, piece in enumerate(pieces):
            if piece.strip():
                blocks.append(SourceBlock("list_item" if i else kind, " ".join(piece.split())))
    if len(blocks) > 1:
        return [
            SourceBlock(None, block.text) if block.kind == "paragraph" else block
            for block in blocks
        ]
    return blocks
