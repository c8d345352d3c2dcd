"""The lines of a text by their characters, found in one pass of a kernel.

Each line gets the flags of its form: whether it ends as a sentence does, which marker makes it an
item of a list, whether it is like a heading. Forms that take a regular expression (a caption, a
reference, a byline) get a flag where they are possible; `line_forms.py` decides.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numba import njit

from hedgerow.lean_kernels import LEAN
from hedgerow.text.blocks import line_flags as flag
from hedgerow.text.blocks.line_hints import front_hints, hints
from hedgerow.text.blocks.line_keys import LineText, line_keys
from hedgerow.text.blocks.line_shape import (
    bare_number,
    form_of,
    marker_length,
    skip_space,
    without_leaders,
)
from hedgerow.text.blocks.line_words import word_flags
from hedgerow.text.characters import character_classes, code_points, lower_case
from hedgerow.text.code_points import (
    ASCII_END,
    BAR,
    BLANK,
    COLON,
    FULL_STOP,
    LINE_FEED,
    NINE,
    TAB,
    ZERO,
)

_BARS = "|\u2502\u2503\u2551"
_BOX_BARS = tuple(map(ord, _BARS[1:]))
"""Bars between the cells of a table: the character, and those of drawn boxes."""
_SHORTEST_RUN = 60
"""Characters from which on the words of a line are counted."""

_FIELDS = "start end form marker spaces number bars key opening"
LINE = np.dtype((np.record, [(name, np.int64) for name in _FIELDS.split()]))
"""One line.

start, end: places in the text, without the white space around the line.
form: its flags.
marker: characters of its item marker (a bullet, or a number or letter with its point or bracket)
    with the white space after it; 0 without.
spaces: spaces in it.
number: a number of one or two digits that opens it before a capital, without a marker; or 0.
bars: bars in it, counted where the text is BARRED.
key: the number of its words, whatever their case, marks, leading numbers and leaders
    (`line_keys.py`).
opening: the number of the first of those words.
"""


@dataclass(frozen=True, slots=True)
class LineTable:
    """The lines of a text that are not blank.

    `points` is uint32[c], the code points of the text; `lines` LINE[n]; `candidates` int64[m], the
    lines that a regular expression must decide on. `every` has all flags of any line and of the
    text. `long` counts the lines of several words that are longer than texts are wrapped at.
    """

    points: np.ndarray
    lines: np.ndarray
    candidates: np.ndarray
    every: int
    long: int

    def __len__(self) -> int:
        return len(self.lines)


def line_table(text: str, plain: bool = True) -> LineTable:
    """Find the lines of a text.

    Args:
        text: clean text, whose only white space is spaces, tabs and line feeds.
        plain: whether the text has no markup; an item marker then settles the kind of its line.

    >>> table = line_table("Tea and sleep\\n- a dark room")
    >>> len(table), table.lines["marker"].tolist()
    (2, [0, 2])
    """
    points = code_points(text)
    # Single characters are found faster in the string than in the array.
    seen = flag.SPACED * ("\t" in text) | flag.BARRED * any(map(text.__contains__, _BARS))
    return LineTable(points, *_table(points, character_classes(), lower_case(), plain, seen))


@njit(**LEAN)
def _text_flags(points):
    """Return SPACED, but for tabs, DOTTED and TIMED of a whole text.

    The loops are without branches and of one kind each, so that the compiler can vectorise them.
    """
    uneven = dotted = timed = False
    after, later = points[1:], points[2:]
    for k in range(len(after)):
        uneven |= (points[k] == BLANK) & (after[k] == BLANK)
    for k in range(len(later)):
        dotted |= (points[k] == FULL_STOP) & (later[k] == FULL_STOP)
    for k in range(len(later)):
        timed |= (after[k] == COLON) & _may_digit(points[k]) & _may_digit(later[k])
    return uneven * flag.SPACED | (dotted and _is_dotted(points)) * flag.DOTTED | timed * flag.TIMED


@njit(cache=True, inline="always")
def _may_digit(point):
    """Test whether a character is a digit of ASCII, or beyond it."""
    return (point >= ZERO) & ((point <= NINE) | (point >= ASCII_END))


@njit(**LEAN)
def _is_dotted(points):
    for k in range(2, len(points)):
        outer = points[k - 2] == FULL_STOP and points[k] == FULL_STOP
        if outer and points[k - 1] in (FULL_STOP, BLANK):
            return True
    return False


@njit(**LEAN)
def _is_spaced(points, i, end):
    for k in range(i, end):
        if points[k] == TAB or (points[k] == BLANK and points[k + 1] == BLANK):
            return True
    return False


@njit(**LEAN)
def _count(points, point):
    number = np.uint32(0)
    for k in range(len(points)):
        number += np.uint32(points[k] == point)
    return number


@njit(**LEAN)
def _bars(points):
    """Count the bars of a line, those of drawn boxes included."""
    number = np.uint32(0)
    for k in range(len(points)):
        number += np.uint32(points[k] == BAR or points[k] in _BOX_BARS)
    return number


@njit(**LEAN)
def _describe(text, text_flags, start, end, line):
    """Fill the record of the line from start to end."""
    points = text.points
    marker, bullet = marker_length(text, start, end)
    spaces = _count(points[start:end], BLANK)
    form = form_of(text, start, end, marker, bullet, spaces + 1) | hints(text, start, end)
    if end - start >= _SHORTEST_RUN:
        form |= word_flags(text, start, end, form & (flag.ENDS | flag.HEAD) != 0)
    if text_flags & flag.SPACED and _is_spaced(points, start, end):
        form |= flag.SPACED
    text_end = without_leaders(points, start, end) if text_flags & flag.DOTTED else end
    if text_end < end:
        form |= flag.LEADERS
    line.start, line.end, line.form = start, end, form
    line.marker, line.spaces = marker, spaces
    line.number = 0 if marker else bare_number(points, start, end)
    line.bars = _bars(points[start:end]) if text_flags & flag.BARRED else 0
    line.key, line.opening = line_keys(text, start + marker, text_end)


@njit(**LEAN)
def _fill_lines(text, text_flags, lines):
    """Fill the records of the lines that are not blank; return their number."""
    points = text.points
    n = end = blanks = 0
    while end <= len(points):
        start = skip_space(points, end, len(points))
        end = last = _line_end(points, start)
        while last > start and points[last - 1] in (BLANK, TAB):
            last -= 1
        if last > start:
            _describe(text, text_flags, start, last, lines[n])
            if blanks and n:
                lines[n].form |= flag.AFTER_BLANK | (blanks > 1) * flag.AFTER_BLANKS
            n += 1
        blanks = blanks + 1 if last == start else 0
        end += 1
    return n


@njit(**LEAN)
def _line_end(points, i):
    while i < len(points) and points[i] != LINE_FEED:
        i += 1
    return i


@njit(**LEAN)
def _finish_lines(text, plain, lines):
    """Add the flags of the first and last lines, and take away those that the kind of text denies.

    Returns the flags of all lines together, the number of candidates, and `long` of a LineTable.
    """
    n = len(lines)
    every = candidates = long = 0
    for k in range(n):
        line = lines[k]
        if k < flag.FRONT or k >= n - flag.BACK:
            line.form |= front_hints(text, line.start, line.end, line.form & flag.ENDS != 0)
        if plain and line.marker and not line.form & flag.HEAD:
            line.form &= ~flag.CANDIDATE
        every |= line.form
        candidates += line.form & flag.CANDIDATE != 0
        long += line.spaces > 0 and line.end - line.start > flag.LONGEST_WRAPPED
    return every, candidates, long


@njit(**LEAN)
def _find_candidates(lines, numbers):
    m = 0
    for k in range(len(lines)):
        if lines[k].form & flag.CANDIDATE:
            numbers[m] = k
            m += 1


@njit(cache=True)
def _table(points, classes, lower, plain, seen):
    """Return the lines, the candidates, `every` and `long` of a LineTable.

    Args:
        seen: SPACED where there are tabs, BARRED where there are bars.
    """
    text = LineText(points, classes, lower)
    text_flags = seen | _text_flags(points)
    lines = np.empty(_count(points, LINE_FEED) + 1, LINE)
    lines = lines[: _fill_lines(text, text_flags, lines)]
    every, candidates, long = _finish_lines(text, plain, lines)
    numbers = np.empty(candidates, np.int64)
    _find_candidates(lines, numbers)
    return lines, numbers, every | text_flags & ~flag.SPACED, long
