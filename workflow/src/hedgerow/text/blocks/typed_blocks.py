"""Typed blocks: what each line or marked-up element is.

Plain text has no markup, so its kinds come from rules over the lines and their neighbours; the
blocks of a marked-up source bring their kinds and get only what markup does not say (a list of
contents, a byline, a caption). What a line is by itself is in `line_table` and `line_forms`, the
rules over neighbours in `marking`.
"""

from __future__ import annotations

import re

import numpy as np

from hedgerow.sources.base import SourceBlock
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
from hedgerow.text.blocks.line_flags import (
    END,
    FRONT,
    IS_BYLINE,
    IS_CAPTION,
    IS_ENTRY,
    IS_NAMES,
    IS_QUOTE,
    IS_SUMMARY,
    MAY_BYLINE,
    MAY_CAPTION,
    MAY_DATE,
    MAY_ENTRY,
    MAY_NAMES,
    MAY_QUOTE,
    MAY_SUMMARY,
    NO_KIND,
    START,
)
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

_QUESTIONS = (
    (MAY_BYLINE, IS_BYLINE, lambda text: byline_in(text) is not None),
    (MAY_DATE, IS_BYLINE, is_date_line),
    (MAY_NAMES, IS_NAMES, is_line_of_names),
    (MAY_CAPTION, IS_CAPTION, is_caption),
    (MAY_QUOTE, IS_QUOTE, is_attributed_quote),
    (MAY_ENTRY, IS_ENTRY, is_entry),
    (MAY_SUMMARY, IS_SUMMARY, is_summary),
)
_KEY_WORD = re.compile(r"[^\W_]+")


def plain_blocks(text: str, lines: LineTable) -> tuple[Blocks, np.ndarray]:
    """Give each line of a plain text its kind; a text of one line is a paragraph.

    Args:
        lines: those of `text`, of which there must be one at least.

    Returns:
        The blocks, and int64[2, n]: where the text of each starts and ends in `text`, without
        bullets, item numbers and marks of quotation, which are structure.
    """
    marked = mark(lines, _answers(text, lines))
    return _blocks(text, lines, marked), marked.source


def marked_blocks(source: list[SourceBlock]) -> Blocks:
    """Complete the kinds of marked-up blocks: lists of contents, bylines, captions, summaries.

    The text of each must be on one line, without white space around it.
    """
    text = "\n".join([block.text for block in source])
    lines = line_table(text, plain=False)
    answers = _answers(text, lines)
    known = np.zeros((3, len(source)), np.uint8)
    kind, level, entry = known
    for i, block in enumerate(source):
        kind[i] = BLOCK_KINDS.index(block.kind) if block.kind else NO_KIND
        level[i] = block.level
        # What markup calls a paragraph may still be a byline or a caption.
        if answers[i] and kind[i] in (NO_KIND, PARAGRAPH):
            if answers[i] & IS_BYLINE and i < FRONT:
                kind[i] = BYLINE
            elif answers[i] & IS_CAPTION:
                kind[i] = CAPTION
            elif answers[i] & IS_ENTRY:
                kind[i], entry[i] = LIST_ITEM, 1
    return _blocks(text, lines, mark(lines, answers, known))


def _blocks(text: str, lines: LineTable, marked: Marked) -> Blocks:
    if marked.retells:
        _mark_retelling(text, lines, marked.kind)
    return Blocks(marked.kind, marked.level, marked.prose, *marked.place)


def _answers(text: str, lines: LineTable) -> np.ndarray:
    """uint8[n]: the answers to what is worth asking of each line."""
    answers = np.zeros(len(lines), np.uint8)
    for i, start, end, form in zip(*lines.asked.tolist(), strict=True):
        line = text[start:end]
        for bit, answer, question in _QUESTIONS:
            if form & bit and question(line):
                answers[i] |= answer
    return answers


def _mark_retelling(text: str, lines: LineTable, kind: np.ndarray) -> None:
    """Mark a first paragraph that names what most headings (two at least) are about."""

    def words(i: int) -> set[str]:
        line = text[lines.rows[START, i] : lines.rows[END, i]]
        return set(_KEY_WORD.findall(line.casefold()))

    told = words(0)
    heads = [
        {word for word in words(i) if len(word) > 4}
        for i in np.flatnonzero(kind == HEADING).tolist()
    ]
    named = sum(len(told & head) * 2 >= len(head) > 0 for head in heads)
    if named >= 2 and named * 2 >= len(heads):
        kind[0] = SUMMARY
