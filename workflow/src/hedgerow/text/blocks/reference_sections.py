"""Lists of contents, summaries and references: blocks whose kind depends on other blocks."""

from __future__ import annotations

import numpy as np
from numba import njit

from hedgerow.lean_kernels import LEAN
from hedgerow.text.blocks import line_flags as flag
from hedgerow.text.blocks.block import HEADING, LIST_ITEM, PARAGRAPH, SUMMARY, TITLE, TOC
from hedgerow.text.blocks.line_keys import key_number
from hedgerow.text.blocks.line_table import LineTable

_LONG_SUMMARY = 25
"""Spaces from which on a first paragraph may be a summary."""

_BETWEEN_ENTRIES, _SHORT_ENTRY = 3, 200
"""Lines between entries, and characters of each, that are entries as well."""


def _keys_of(*headings: str) -> tuple[int, ...]:
    return tuple(map(key_number, headings))


_CONTENTS = _keys_of(
    "contents",
    "table of contents",
    "in this article",
    "on this page",
    "in this guide",
    "in this post",
    "what this article covers",
)
_SUMMARIES = _keys_of(
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
_REFERENCES = _keys_of(
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


def mark_sections(
    table: LineTable, confirmed: np.ndarray, kind: np.ndarray, level: np.ndarray, entry: np.ndarray
) -> bool:
    """Mark lists of contents, summaries and references among blocks that have kinds.

    Args:
        confirmed: uint8[n], the confirmed forms of each line.
        kind, level, entry: uint8[n], changed in place.

    Returns:
        True where the first block is a summary if it names what the headings are about.
    """
    return bool(_mark_sections(table.lines, table.every, confirmed, kind, level, entry))


@njit(cache=True)
def _mark_sections(lines, every, confirmed, kind, level, entry):
    _mark_contents(lines, every, kind, level)
    retells = _mark_summary(lines, confirmed, kind)
    _mark_references(lines, kind, entry)
    _mark_between_entries(lines, kind, entry)
    return retells


@njit(**LEAN)
def _mark_between_entries(lines, kind, entry):
    """Mark up to three short lines between entries, two on either side, as entries, too."""
    n, i = len(kind), 2
    while i < n - 2:
        if entry[i] or not (entry[i - 1] and entry[i - 2]):
            i += 1
            continue
        end = i
        while end < n and end - i <= _BETWEEN_ENTRIES and not entry[end]:
            short = lines[end].end - lines[end].start <= _SHORT_ENTRY
            if not short or kind[end] not in (LIST_ITEM, PARAGRAPH):
                break
            end += 1
        if i < end <= i + _BETWEEN_ENTRIES and end + 1 < n and entry[end] and entry[end + 1]:
            for k in range(i, end):
                kind[k], entry[k] = LIST_ITEM, 1
        i = max(end, i + 1)


@njit(cache=True, inline="always")
def _slot(keys, key):
    """Return the slot of a key, or the empty slot for it, in a table of keys that are not 0."""
    mask = np.int64(len(keys) - 1)
    slot = (key ^ (key >> np.int64(29))) & mask
    while keys[slot] != 0 and keys[slot] != key:
        slot = (slot + 1) & mask
    return slot


@njit(cache=True)
def _heads(lines, kind, n_heads):
    """Return the keys of the headings, their counts and last places, and their openings."""
    size = 4
    while size < 2 * n_heads:
        size *= 2
    keys, openings = np.zeros(size, np.int64), np.zeros(size, np.int64)
    times, last = np.zeros(size, np.int64), np.full(size, -1, np.int64)
    for i in range(len(kind)):
        key = lines[i].key
        if kind[i] == HEADING and key:
            slot = _slot(keys, key)
            keys[slot], last[slot] = key, i
            times[slot] += 1
            openings[_slot(openings, lines[i].opening)] = lines[i].opening
    return keys, times, last, openings


@njit(cache=True)
def _mark_contents(lines, every, kind, level):
    """Mark runs of items or short lines most of which recur as headings: lists of contents."""
    n_heads = np.sum(kind == HEADING)
    if n_heads < 2 and not every & flag.DOTTED:
        return
    keys, times, last, openings = _heads(lines, kind, n_heads)
    n = len(kind)
    listed = np.zeros(n, np.int64)
    for i in range(n):
        if kind[i] not in (LIST_ITEM, PARAGRAPH, HEADING, TOC) or lines[i].key == 0:
            continue
        item = kind[i] in (LIST_ITEM, TOC) or lines[i].form & flag.LEADERS
        key, opening = lines[i].key, lines[i].opening
        if item or times[_slot(keys, key)] > (kind[i] == HEADING):
            known = openings[_slot(openings, opening)] == opening
            listed[i] = key if known else opening
    i = 0
    while i < n:
        end = i
        back = 0
        while end < n and listed[end]:
            end += 1
        for k in range(i, end):
            slot = _slot(keys, listed[k])
            back += (keys[slot] != 0 and last[slot] >= end) or lines[k].form & flag.LEADERS != 0
        if back >= 2 and back * 10 >= (end - i) * 6:
            kind[i:end], level[i:end] = TOC, 0
            if i and lines[i - 1].key in _CONTENTS:
                kind[i - 1], level[i - 1] = TOC, 0
        i = max(end, i + 1)


@njit(cache=True)
def _mark_summary(lines, confirmed, kind):
    """Mark paragraphs labelled as a summary, or the first paragraph of a text without a title.

    Returns:
        True where the first paragraph is a summary if it names the subjects of the headings.
    """
    n = len(kind)
    intro = 0
    while intro < n and kind[intro] == PARAGRAPH:
        intro += 1
    told = kind[intro] if intro < n else flag.NO_KIND
    untitled = intro > 1 and not np.any((kind == SUMMARY) | (kind == TITLE))
    for i in range(min(n, max(12, n // 5))):
        if confirmed[i] & flag.IS_SUMMARY and kind[i] == PARAGRAPH:
            kind[i] = SUMMARY
        if kind[i] == HEADING and lines[i].key in _SUMMARIES:
            k = i + 1
            while k < n and kind[k] in (PARAGRAPH, LIST_ITEM):
                if kind[k] == PARAGRAPH:
                    kind[k] = SUMMARY
                k += 1
    if not untitled or lines[0].spaces < _LONG_SUMMARY:
        return False
    if told == TOC:
        kind[0] = SUMMARY
    return told == HEADING


@njit(**LEAN)
def _mark_references(lines, kind, entry):
    """Mark the blocks from a heading "References" to the next heading as entries."""
    below = False
    for i in range(len(kind)):
        if kind[i] == HEADING:
            below = lines[i].key in _REFERENCES
        elif below and kind[i] in (PARAGRAPH, LIST_ITEM):
            kind[i], entry[i] = LIST_ITEM, 1
