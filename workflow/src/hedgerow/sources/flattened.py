"""Text whose markup was lost: lists and tables that were run into one line.

Exports keep what markup there was as white space at best: a bullet after two spaces, cells and rows
of a table apart by runs of spaces. Some give a list twice, once with bullets and once more run
together.
"""

from __future__ import annotations

import re

from hedgerow.sources.base import SourceBlock

_PART = re.compile(r"\n\s*\n")
_FLAT_ITEM = re.compile(r"\s{2,}-\s+(?=\S)|\s-\s{2,}(?=\S)")
_SENTENCE_END = re.compile(r"[.!?]\s+[A-Z]")
_DOUBLED = re.compile(r"(?:^|\s)-\s+(\S.{2,300}?)\s{2,}\1(?=\s|$)")
"""An item that is given twice."""
_GAP = re.compile(r"[ \t\u00a0]{4,}")
_PIECE = re.compile(r"\s{2,}(?=\S)")
_FEWEST_GAPS, _LONGEST_CELL = 4, 8
"""Runs of spaces in a flattened table at least, and words of its cells at most, in the mean."""


def unflatten(kind: str | None, words: str) -> list[SourceBlock]:
    """Split an element's text at blank lines, and take flattened lists and tables apart.

    The parts have lost their markup, so the kinds of those that are no items and rows are left to
    the rules of plain text.

    Args:
        kind: of the element; text of other kinds than paragraphs and summaries is one block.

    >>> [block.text for block in unflatten("paragraph", "Take -  oil  - salt  Then stir.")]
    ['Take', 'oil', 'salt', 'Then stir.']
    """
    if kind not in (None, "paragraph", "summary"):
        return [SourceBlock(kind, " ".join(words.split()), 2 if kind == "heading" else 0)]
    blocks: list[SourceBlock] = []
    for part in _PART.split(words):
        if part.strip():
            blocks += _rows(part) or _items(kind, part)
    if len(blocks) > 1:
        return [
            SourceBlock(None, block.text) if block.kind == "paragraph" else block
            for block in blocks
        ]
    return blocks


def _rows(part: str) -> list[SourceBlock]:
    """Return the rows of a flattened table; none where the text is none.

    Where gaps are of two lengths, the longer ones part rows and the shorter ones cells.
    """
    text = part.strip()
    gaps = [len(gap) for gap in _GAP.findall(text)]
    if len(gaps) < _FEWEST_GAPS or len(text.split()) > _LONGEST_CELL * (len(gaps) + 1):
        return []
    wide = max(gaps) if min(gaps) < max(gaps) else min(gaps)
    rows: list[list[str]] = [[]]
    at = 0
    for gap in _GAP.finditer(text):
        rows[-1].append(text[at : gap.start()])
        at = gap.end()
        if len(gap.group()) >= wide:
            rows.append([])
    rows[-1].append(text[at:])
    return [SourceBlock("table", " | ".join(" ".join(cell.split()) for cell in r)) for r in rows]


def _items(kind: str | None, part: str) -> list[SourceBlock]:
    """Return a text with the items of the lists in it as blocks of their own.

    An item ends at two spaces, after which text goes on that may lead in to another list.
    """
    text, *pieces = _FLAT_ITEM.split(_DOUBLED.sub(r"  - \1  ", part))
    if not pieces:
        return [SourceBlock(kind, " ".join(part.split()))]
    blocks: list[SourceBlock] = []
    items: list[str] = []

    def add_text(words: str) -> None:
        words = " ".join(words.split())
        if words:
            rest = _without_repeat(words, items)
            blocks.extend([SourceBlock(kind, rest)] if rest else [])
            items.clear()

    def add_item(words: str) -> None:
        item = _once(" ".join(words.split()))
        if item:
            items.append(item)
            blocks.append(SourceBlock("list_item", item))

    for piece in pieces:
        lead, first = _lead_and_item(text)
        add_text(lead)
        add_item(first)
        gap = _PIECE.search(piece.strip())
        end = gap.start() if gap else len(piece)
        item, text = piece.strip()[:end], piece.strip()[end:]
        item, repeat = _before_repeat(" ".join(item.split()), items)
        add_item(item)
        if repeat:
            text = f"{repeat}  {text}"
    add_text(text)
    return blocks


def _lead_and_item(text: str) -> tuple[str, str]:
    """Part the text before a bullet into its lead-in and the first item of the list.

    Only one space may be before the bullet of that item. What holds the end of a sentence or leads
    in itself is no item, and the mark before it a dash.
    """
    lead, mark, item = text.rpartition(" - ") if not text.startswith("- ") else ("", " ", text[2:])
    if not mark or _SENTENCE_END.search(item) or item.rstrip().endswith(":"):
        return text, ""
    return lead, item


def _once(item: str) -> str:
    """An item that is given twice in a row, once.

    >>> _once("red rice red rice")
    'red rice'
    """
    words = item.split()
    half = len(words) // 2
    return " ".join(words[:half]) if half and words[:half] == words[half:] else item


def _before_repeat(item: str, items: list[str]) -> tuple[str, str]:
    """Part the last item of a list from a repeat of the whole list that was run on after it."""
    at = item.find(f" {items[0]} ") if items else -1
    head = item[:at].strip()
    if at < 0 or not head:
        return item, ""
    rest = item[at + 1 :]
    return (head, rest) if _repeated(rest, [*items, head]) > 1 else (item, "")


def _repeated(text: str, items: list[str]) -> int:
    """How many items in a row a text begins with."""
    found = at = 0
    for item in items:
        if not text.startswith(item, at):
            break
        at, found = _next(text, at + len(item)), found + 1
    return found


def _next(text: str, at: int) -> int:
    """The place of the next word."""
    while at < len(text) and text[at] in " .;,":
        at += 1
    return at


def _without_repeat(text: str, items: list[str]) -> str:
    """A text without the items of the list before it, run together at its beginning.

    It is kept whole unless two items at least come again, in order.
    """
    number, at = _repeated(text, items), 0
    if number < 2:
        return text
    for item in items[:number]:
        at = _next(text, at + len(item))
    return text[at:]
