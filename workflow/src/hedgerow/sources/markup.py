"""Marked-up text as blocks: one walk over a tree, steered by a record of the vocabulary.

A vocabulary names the elements that are blocks, those that are left out and those that stand beside
the text. HTML fragments, JATS, TEI and OpenDocument are read by this walk, each with its record.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from hedgerow.sources.base import SourceBlock, UnreadableError

NOTE = "note"
"""Kind of foot notes: text beside the text, as captions are."""

DEEPEST = 2_000
"""Most levels of elements; a deeper tree is no document."""

_BREAK = "\u2029"


def local_name(node: etree._Element) -> str:
    """Return the name of an element without its namespace; "" for comments and the like."""
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def plain_text(node: etree._Element | None) -> str:
    """Return all text inside an element on one line; "" where there is no element."""
    return "" if node is None else " ".join("".join(node.itertext()).split())


def first(node: etree._Element, *names: str) -> etree._Element | None:
    """Return the first descendant with one of these local names, the names in order."""
    for name in names:
        found = next((child for child in node.iterdescendants() if local_name(child) == name), None)
        if found is not None:
            return found
    return None


@dataclass(frozen=True)
class Vocabulary:
    """What the elements of a markup language are, by local name.

    Attributes:
        blocks: elements that begin and end a block, with its kind; None takes the kind of the
            element around it.
        headings: elements that are headings, with their level; 0 takes the depth of sections.
        sections: elements that a heading of level 0 counts.
        rows: rows of tables; `cells` are their cells.
        notes: elements whose text stands beside the text that they interrupt.
        omitted: elements that are no text of the document. They are counted.
        spaces: empty elements that stand for a space.
        breaks: empty elements of which two in a row part paragraphs.
        omit: whether one element is left out, for what the name alone does not settle. It is not
            counted.
    """

    blocks: Mapping[str, str | None]
    headings: Mapping[str, int] = field(default_factory=dict)
    sections: frozenset[str] = frozenset()
    rows: frozenset[str] = frozenset()
    cells: frozenset[str] = frozenset()
    notes: frozenset[str] = frozenset()
    omitted: frozenset[str] = frozenset()
    spaces: frozenset[str] = frozenset()
    breaks: frozenset[str] = frozenset()
    omit: Callable[[etree._Element], bool] = lambda node: False


def blocks_of(tree: etree._Element, vocabulary: Vocabulary) -> tuple[list[SourceBlock], int]:
    """Return the blocks of a tree in order, and the number of elements left out.

    Raises:
        UnreadableError: elements are nested deeper than in any document.

    >>> words = Vocabulary({"p": None, "li": "list_item"})
    >>> blocks_of(etree.fromstring("<d><p>Tea <b>is</b> warm.</p><li>Mint</li></d>"), words)[0]
    [SourceBlock(kind=None, text='Tea is warm.', level=0), SourceBlock(kind='list_item', text='Mint', level=0)]
    """  # noqa: E501
    walk = _Walk(vocabulary)
    walker = etree.iterwalk(tree, events=("start", "end"))
    depth = 0
    for event, node in walker:
        depth += 1 if event == "start" else -1
        if depth > DEEPEST:
            raise UnreadableError(f"its elements are nested over {DEEPEST:,} deep: not a document")
        if event == "end":
            walk.end(node)
        elif not walk.start(node):
            walker.skip_subtree()
    walk.flush()
    return walk.found, walk.left_out


class _Walk:
    """The open elements, the text since the last boundary of a block, and the blocks so far."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.words = vocabulary
        self.found: list[SourceBlock] = []
        self.left_out = 0
        self._text: list[str] = []
        self._kinds: list[str | None] = [None]
        self._levels = [0]
        self._depth = 0
        self._rows = 0
        self._notes: list[SourceBlock] = []
        self._interrupted: list[tuple[list[str], int]] = []
        self._skipped: etree._Element | None = None

    def start(self, node: etree._Element) -> bool:
        """Open an element; False if its content is left out."""
        name, words = local_name(node), self.words
        if not name or name in words.omitted or words.omit(node):
            self.left_out += name in words.omitted
            self._skipped = node
            return False
        if name in words.notes:
            self._interrupted.append((self._text, self._rows))
            self._text, self._rows = [], 0
            self._depth += name in words.sections
            self._text.append(node.text or "")
            return True
        if name in words.cells and self._rows:
            if "".join(self._text).strip():
                self._text.append(" | ")
        elif self._is_block(name):
            self._open(name)
        elif name in words.spaces:
            self._text.append(" ")
        elif name in words.breaks:
            self._text.append(_BREAK)
        self._depth += name in words.sections
        if node.text:
            self._text.append(node.text)
        return True

    def _is_block(self, name: str) -> bool:
        words = self.words
        return not (self._rows or self._interrupted) and (
            name in words.blocks or name in words.headings or name in words.rows
        )

    def _open(self, name: str) -> None:
        words = self.words
        self.flush()
        kind, level = words.blocks.get(name) or self._kinds[-1], 0
        if name in words.headings:
            kind = "heading"
            level = words.headings[name] or min(6, max(1, self._depth))
        elif name in words.rows:
            kind = "table"
            self._rows = 1
        self._kinds.append(kind)
        self._levels.append(level)

    def end(self, node: etree._Element) -> None:
        """Close an element and take the text behind it."""
        name, words = local_name(node), self.words
        if node is self._skipped:
            self._skipped = None
        else:
            self._depth -= name in words.sections
            if name in words.notes:
                note = " ".join("".join(self._text).replace(_BREAK, " ").split())
                self._text, self._rows = self._interrupted.pop()
                if note:
                    self._notes.append(SourceBlock(NOTE, note))
            elif name in words.rows and self._rows:
                self._rows = 0
                self._close()
            elif self._is_block(name):
                self._close()
            elif name in words.blocks:
                self._text.append(" ")
        if node.tail:
            self._text.append(node.tail)

    def _close(self) -> None:
        self.flush()
        if len(self._kinds) > 1:
            self._kinds.pop()
            self._levels.pop()

    def flush(self) -> None:
        """Make a block of the text so far, then of the notes in it."""
        whole, self._text = "".join(self._text), []
        for part in whole.split(_BREAK + _BREAK):
            text = " ".join(part.replace(_BREAK, " ").split()).strip("| ")
            if text:
                self.found.append(SourceBlock(self._kinds[-1], text, self._levels[-1]))
        if not self._interrupted:
            self.found += self._notes
            self._notes = []


def titled(blocks: list[SourceBlock], title: str | None) -> tuple[SourceBlock, ...]:
    """Return blocks with the title in front, unless they begin with it.

    >>> titled([SourceBlock("heading", "On tea", 1)], "On tea")
    (SourceBlock(kind='title', text='On tea', level=0),)
    """
    if not title or not blocks:
        return tuple(blocks)
    same = blocks[0].text.casefold() == title.casefold()
    return (SourceBlock("title", title), *blocks[same:])
