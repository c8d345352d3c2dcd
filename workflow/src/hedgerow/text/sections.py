"""Sections that are told by their heading or label: summaries and references."""

from __future__ import annotations

import re
from functools import cache

from hedgerow.text.line_table import MAY_SUMMARY, UNKNOWN, LineTable, line_table
from hedgerow.text.lines import key_of
from hedgerow.text.typed_block import TypedBlock

_SUMMARY_HEADS = frozenset(
    (
        "summary",
        "abstract",
        "tl dr",
        "key points",
        "key takeaways",
        "key facts",
        "in brief",
        "at a glance",
        "executive summary",
        "plain language summary",
    )
)
_SUMMARY_LABEL = re.compile(r"(?:abstract|summary|tl;?\s?dr|in short|in brief)\s*[:—–]\s", re.I)
_REFERENCE_HEADS = frozenset(
    (
        "references",
        "references and notes",
        "notes and references",
        "literature cited",
        "works cited",
        "bibliography",
        "sources",
        "citations",
        "further reading",
        "selected references",
    )
)


def mark_summary(blocks: list[TypedBlock], lines: LineTable) -> None:
    """Paragraphs that are labelled as a summary, or the first one of a text without a title."""
    kinds = [block.kind for block in blocks]
    front = min(len(blocks), max(12, len(blocks) // 5))
    for i, form in enumerate(lines.form[:front]):
        if form & MAY_SUMMARY and kinds[i] == "paragraph" and _SUMMARY_LABEL.match(blocks[i].text):
            blocks[i].kind = "summary"
    for i in _headed(blocks, lines, _SUMMARY_HEADS):
        if i < front:
            _mark_below(blocks[i + 1 :])
    if "summary" in kinds or "title" in kinds or kinds[:2] != ["paragraph", "paragraph"]:
        return
    first = blocks[0]
    if first.text.count(" ") < 25:
        return
    intro = next((i for i, kind in enumerate(kinds) if kind != "paragraph"), len(kinds))
    if intro < len(kinds) and kinds[intro] == "toc":
        first.kind = "summary"
    elif intro < len(kinds) and kinds[intro] == "heading" and _retells(first.text, blocks):
        first.kind = "summary"


def _mark_below(blocks: list[TypedBlock]) -> None:
    """Mark the paragraphs up to the next block that is neither paragraph nor list item."""
    for block in blocks:
        if block.kind not in ("paragraph", "list_item"):
            return
        if block.kind == "paragraph":
            block.kind = "summary"


def _headed(blocks: list[TypedBlock], lines: LineTable, heads: frozenset[str]) -> list[int]:
    """The places of the headings that have one of these keys."""
    known = _hashes(heads)
    return [
        i
        for i, key in enumerate(lines.key)
        if key in known and blocks[i].kind == "heading" and key_of(blocks[i].text) in heads
    ]


@cache
def _hashes(heads: frozenset[str]) -> frozenset[int]:
    """The keys that a line table gives to lines that may be one of these."""
    return frozenset((*line_table("\n".join(sorted(heads))).key, UNKNOWN))


def _retells(text: str, blocks: list[TypedBlock]) -> bool:
    """Whether a paragraph names what most headings (two at least) are about."""
    words = set(key_of(text).split())
    heads = [
        {word for word in key_of(block.text).split() if len(word) > 4}
        for block in blocks
        if block.kind == "heading"
    ]
    named = sum(len(words & head) * 2 >= len(head) > 0 for head in heads)
    return named >= 2 and named * 2 >= len(heads)


def mark_references(blocks: list[TypedBlock], lines: LineTable) -> None:
    """What stands below a heading "References" are entries, up to the next heading."""
    for i in _headed(blocks, lines, _REFERENCE_HEADS):
        for block in blocks[i + 1 :]:
            if block.kind == "heading":
                break
            if block.kind in ("paragraph", "list_item"):
                block.kind, block.entry = "list_item", True
