"""Typed blocks: the kind of each line or marked-up element.

Plain text has no markup, so its kinds come from rules over lines and their neighbours. The blocks
of a marked-up source bring their kinds; the rules add those that markup does not have (a list of
contents, a byline, a caption). `line_table.py` and `line_forms.py` hold the form of a line,
`block_rules.py` the rules over neighbours.
"""

from __future__ import annotations

import re

import numpy as np

from hedgerow.sources.base import SourceBlock
from hedgerow.text.blocks import line_flags as flag
from hedgerow.text.blocks.block import (
    BLOCK_KINDS,
    BYLINE,
    CAPTION,
    HEADING,
    LIST_ITEM,
    PARAGRAPH,
    SUMMARY,
    Blocks,
)
from hedgerow.text.blocks.block_rules import Marked, mark
from hedgerow.text.blocks.line_forms import (
    byline_in,
    is_attributed_quote,
    is_caption,
    is_date_line,
    is_entry,
    is_line_of_names,
    is_summary,
)
from hedgerow.text.blocks.line_table import LineTable, line_table

_TESTS = (
    (flag.MAY_BYLINE, flag.IS_BYLINE, lambda text: byline_in(text) is not None),
    (flag.MAY_DATE, flag.IS_BYLINE, is_date_line),
    (flag.MAY_NAMES, flag.IS_NAMES, is_line_of_names),
    (flag.MAY_CAPTION, flag.IS_CAPTION, is_caption),
    (flag.MAY_QUOTE, flag.IS_QUOTE, is_attributed_quote),
    (flag.MAY_ENTRY, flag.IS_ENTRY, is_entry),
    (flag.MAY_SUMMARY, flag.IS_SUMMARY, is_summary),
)
"""Flag of a possible form, flag of the confirmed form, and the test that decides."""

_KEY_WORD = re.compile(r"[^\W_]+")


def plain_blocks(text: str, table: LineTable) -> tuple[Blocks, np.ndarray]:
    """Give each line of a plain text its kind; a text of one line is a paragraph.

    Args:
        text: clean text.
        table: its lines, at least one.

    Returns:
        The blocks, and int64[2, n], start and end in `text` of each, without the bullets, item
        numbers and marks of quotation, which are structure.

    >>> text = "- a dark room\\n- silence"
    >>> blocks, spans = plain_blocks(text, line_table(text))
    >>> [block.kind for block in blocks], spans.tolist()
    (['list_item', 'list_item'], [[2, 16], [13, 23]])
    """
    marked = mark(table, _confirmed(text, table))
    return _blocks(text, table, marked), marked.source


def marked_blocks(source: list[SourceBlock]) -> Blocks:
    """Complete the kinds of marked-up blocks: lists of contents, bylines, captions, summaries.

    Args:
        source: blocks whose text is on one line, without white space around it.

    >>> source = [SourceBlock("heading", "Tea", 2), SourceBlock("paragraph", "By Ann Green")]
    >>> [block.kind for block in marked_blocks(source)]
    ['heading', 'byline']
    """
    text = "\n".join([block.text for block in source])
    table = line_table(text, plain=False)
    confirmed = _confirmed(text, table)
    known = np.zeros((3, len(source)), np.uint8)
    kind, level, entry = known
    for i, block in enumerate(source):
        kind[i] = BLOCK_KINDS.index(block.kind) if block.kind else flag.NO_KIND
        level[i] = block.level
        # A paragraph by markup may still be a byline or a caption.
        if confirmed[i] and kind[i] in (flag.NO_KIND, PARAGRAPH):
            if confirmed[i] & flag.IS_BYLINE and i < flag.FRONT:
                kind[i] = BYLINE
            elif confirmed[i] & flag.IS_CAPTION:
                kind[i] = CAPTION
            elif confirmed[i] & flag.IS_ENTRY:
                kind[i], entry[i] = LIST_ITEM, 1
    return _blocks(text, table, mark(table, confirmed, known))


def _blocks(text: str, table: LineTable, marked: Marked) -> Blocks:
    if marked.retells:
        _mark_retelling(text, table, marked.kind)
    start, end = marked.place
    unenglish = table.lines["form"] & flag.UNENGLISH > 0
    return Blocks(marked.kind, marked.level, marked.prose, start, end, marked.stated, unenglish)


def _confirmed(text: str, table: LineTable) -> np.ndarray:
    """uint8[n]: the confirmed forms of each line."""
    confirmed = np.zeros(len(table), np.uint8)
    start, end, form = (
        table.lines[name][table.candidates].tolist() for name in ("start", "end", "form")
    )
    for i, a, b, possible in zip(table.candidates.tolist(), start, end, form, strict=True):
        line = text[a:b]
        for candidate, is_form, test in _TESTS:
            if possible & candidate and test(line):
                confirmed[i] |= is_form
    return confirmed


def _mark_retelling(text: str, table: LineTable, kind: np.ndarray) -> None:
    """Mark a first paragraph that names the subjects of most headings (two at least)."""

    def words(i: int) -> set[str]:
        line = text[table.lines["start"][i] : table.lines["end"][i]]
        return set(_KEY_WORD.findall(line.casefold()))

    told = words(0)
    heads = [
        {word for word in words(i) if len(word) > 4}
        for i in np.flatnonzero(kind == HEADING).tolist()
    ]
    named = sum(len(told & head) * 2 >= len(head) > 0 for head in heads)
    if named >= 2 and named * 2 >= len(heads):
        kind[0] = SUMMARY
