"""Where each block is, and whether it is prose: kernels over typed lines.

Prose, the text that readability is measured on, is paragraphs, summaries, quotes, and list items
that are sentences; a paragraph of up to three words that ends as no sentence ("FAQ") is none. A
list item is a sentence if it ends with a full stop, question mark or exclamation mark and has at
least four words, or if a sentence ends inside it (a stop, white space and a capital letter) and it
has at least six words. References, addresses and keywords are list items that are not prose. Stated
text, from which labels and phrases are taken, is prose and the list items that state something
(`line_words.states`).
"""

from __future__ import annotations

import numpy as np
from numba import njit

from hedgerow.lean_kernels import LEAN
from hedgerow.text.blocks import line_flags as flag
from hedgerow.text.blocks.block import LIST_ITEM, PARAGRAPH, QUOTE, SUMMARY, TOC
from hedgerow.text.blocks.line_keys import LineText
from hedgerow.text.blocks.line_words import states
from hedgerow.text.characters import LETTER, UPPER_BIT
from hedgerow.text.code_points import (
    APOSTROPHE,
    BEYOND,
    BLANK,
    CAPITAL_A,
    CAPITAL_Z,
    CLOSE_ROUND,
    CLOSE_SQUARE,
    EXCLAMATION_MARK,
    FULL_STOP,
    GREATER_THAN,
    OPEN_ROUND,
    OPEN_SQUARE,
    QUESTION_MARK,
    QUOTATION_MARK,
    TAB,
)

_FEWEST_WORDS = 4
"""Words of an item at least that is prose because it ends as a sentence."""
_FEWEST_WORDS_UNENDED = 6
"""Words of an item at least that is prose because a sentence ends inside it."""


@njit(cache=True)
def block_spans(
    points: np.ndarray,
    classes: np.ndarray,
    lower: np.ndarray,
    lines: np.ndarray,
    kind: np.ndarray,
    entry: np.ndarray,
    plain: bool,
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return where each block is, and whether it is prose and stated.

    Args:
        points, classes, lower: the text, see `LineText`.
        lines: LINE[n].
        kind, entry: uint8[n].
        plain: whether markers that open a line (bullets, numbers, ">") are no part of its block.

    Returns:
        int64[2, n], start and end of each block in the text; int32[2, n], start and end in a
        document with one block a line; uint8[n], 1 for prose; uint8[n], 1 for stated text.
    """
    text = LineText(points, classes, lower)
    n = len(kind)
    source, place = np.empty((2, n), np.int64), np.empty((2, n), np.int32)
    prose, stated = np.zeros(n, np.uint8), np.zeros(n, np.uint8)
    at = 0
    for i in range(n):
        start, end = lines[i].start, lines[i].end
        if plain and (kind[i] in (LIST_ITEM, TOC) or lines[i].form & flag.SPEAKER):
            start += lines[i].marker
        elif plain and kind[i] == QUOTE:
            k = start
            while k < end and points[k] in (BLANK, GREATER_THAN):
                k += 1
            start = k if k < end else start
        source[0, i], source[1, i] = start, end
        place[0, i], place[1, i] = at, at + end - start
        at += end - start + 1
        if kind[i] == LIST_ITEM:
            ends = lines[i].form & flag.ENDS != 0
            prose[i] = not entry[i] and _is_sentence(points, classes, start, end, ends)
            stated[i] = prose[i] or (not entry[i] and states(text, start, end))
        else:
            prose[i] = stated[i] = kind[i] in (PARAGRAPH, SUMMARY, QUOTE) and not (
                kind[i] == PARAGRAPH and n > 1 and _is_scrap(points, start, end, lines[i].form)
            )
    return source, place, prose, stated


@njit(**LEAN)
def _is_scrap(points, start, end, form):
    """Test whether a paragraph is a remnant of up to three words that ends as no sentence."""
    words = 1
    for k in range(start, end):
        words += points[k] == BLANK
    return words < _FEWEST_WORDS and not form & (flag.ENDS | flag.SPEAKER)


@njit(**LEAN)
def _is_sentence(points, classes, start, end, ends):
    """Test whether a list item ends as a sentence, or a sentence ends inside it."""
    words = 1
    for k in range(start, end):
        words += points[k] == BLANK
    if words >= _FEWEST_WORDS and ends:
        return True
    if words < _FEWEST_WORDS_UNENDED:
        return False
    for k in range(start + 2, end):
        if (
            points[k] in (FULL_STOP, EXCLAMATION_MARK, QUESTION_MARK)
            and _is_letter(points, classes, k - 1)
            and _is_letter(points, classes, k - 2)
            and _capital_follows(points, k + 1, end)
        ):
            return True
    return False


@njit(**LEAN)
def _is_letter(points, classes, k):
    return classes[min(points[k], np.uint32(BEYOND))] & (UPPER_BIT - 1) == LETTER


@njit(**LEAN)
def _capital_follows(points, k, end):
    """Test whether closing marks, white space and a capital follow, the last perhaps quoted."""
    while k < end and points[k] in (QUOTATION_MARK, APOSTROPHE, CLOSE_ROUND, CLOSE_SQUARE):
        k += 1
    after = k
    while after < end and points[after] in (BLANK, TAB):
        after += 1
    opening = (QUOTATION_MARK, APOSTROPHE, OPEN_ROUND, OPEN_SQUARE)
    if after < end and after > k and points[after] in opening:
        after += 1
    return k < after < end and CAPITAL_A <= points[after] <= CAPITAL_Z
