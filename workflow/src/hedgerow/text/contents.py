"""Lists of contents: lines most of which come back as headings."""

from __future__ import annotations

import re
from collections import Counter

from hedgerow.text.line_table import DOTTED, LONGEST_KEY, NUMBER_LAST, UNKNOWN, LineTable
from hedgerow.text.lines import first_of_key, key_of
from hedgerow.text.typed_block import TypedBlock

_CONTENTS = frozenset(
    (
        "contents",
        "table of contents",
        "in this article",
        "on this page",
        "in this guide",
        "in this post",
        "what this article covers",
    )
)
_LISTED = frozenset(("list_item", "paragraph", "heading", "toc"))
_LEADERS = re.compile(r"(?:\s?\.){3,}\s*\d+$")


def mark_contents(blocks: list[TypedBlock], lines: LineTable) -> None:
    """A run of items (or of short lines) most of which come back as headings is a toc."""
    places = [i for i, block in enumerate(blocks) if block.kind == "heading"]
    if len(places) < 2 and not lines.every & DOTTED:
        return
    if not _may_come_back(blocks, places, lines):
        return
    heads = {i: key_of(blocks[i].text) for i in places}
    head_keys = Counter(heads.values())
    openings = {key.partition(" ")[0] for key in head_keys}
    keys = [_contents_key(block, head_keys, openings) for block in blocks]
    for i in heads:
        heads[i] = keys[i] or heads[i]
    i = 0
    while i < len(blocks):
        end = i
        while end < len(blocks) and keys[end]:
            end += 1
        if end - i >= 2 and _comes_back(keys, heads, i, end, blocks):
            for block in blocks[i:end]:
                block.kind, block.level = "toc", 0
            if i and key_of(blocks[i - 1].text) in _CONTENTS:
                blocks[i - 1].kind, blocks[i - 1].level = "toc", 0
        i = max(end, i + 1)


def _may_come_back(blocks: list[TypedBlock], heads: list[int], lines: LineTable) -> bool:
    """Whether headings come twice, or two lines open as one does or close with a number."""
    keys, openings = ({column[i] for i in heads} for column in (lines.key, lines.opening))
    if len(keys) < len(heads) or UNKNOWN in keys:
        return True
    openings.add(UNKNOWN)
    found = 0
    for block, form, opening in zip(blocks, lines.form, lines.opening, strict=True):
        if block.kind == "heading":
            found += form & NUMBER_LAST > 0
        elif opening in openings or (form & NUMBER_LAST and len(block.text) < LONGEST_KEY):
            found += block.kind in _LISTED
    return found > 1


def _contents_key(block: TypedBlock, heads: Counter[str], openings: set[str]) -> str:
    """The key of a block that may stand in a list of contents; "" where it may not.

    Args:
        heads: how often each key stands among the headings.
        openings: the first words of those keys; of an item that begins with none of them, the
            first word says as well as the whole key that it is no heading.
    """
    if len(block.text) >= LONGEST_KEY or block.kind not in _LISTED:
        return ""
    text = _without_leaders(block.text)
    item = block.kind in ("list_item", "toc") or text != block.text
    first = first_of_key(text)
    if first not in openings:
        return first if item else ""
    key = key_of(text)
    if item:
        return key
    return key if heads[key] > (block.kind == "heading") else ""


def _without_leaders(text: str) -> str:
    """A line of a list of contents without its dots and page number."""
    return _LEADERS.sub("", text) if text[-1:].isdecimal() else text


def _comes_back(
    keys: list[str], heads: dict[int, str], start: int, end: int, blocks: list[TypedBlock]
) -> bool:
    """Whether two of a run's lines, and six in ten, are headings further on or have leaders."""
    later = {key for i, key in heads.items() if i >= end}
    back = sum(
        keys[i] in later or _without_leaders(blocks[i].text) != blocks[i].text
        for i in range(start, end)
    )
    return back >= 2 and back * 10 >= (end - start) * 6


