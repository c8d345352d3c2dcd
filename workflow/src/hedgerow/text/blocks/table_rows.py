"""Rows of tables in plain text, whose cells are aligned by spaces or tabs."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from hedgerow.text.blocks import line_flags as flag
from hedgerow.text.blocks.line_table import LineTable

# Two spaces after a stop are those of a typewriter.
_GAP = re.compile(r"\t[ \t]*|(?<![.!?:;,\"')]) {2,}[\t ]*| {3,}[\t ]*")
_LONGEST_CELL = 60
"""Characters of a cell at most; longer ones are text in columns."""


def mark_rows(text: str, table: LineTable) -> None:
    """Give the rows of tables the flag ROW.

    A table is two lines or more in a row with the same number of cells, at least two, between gaps
    of two spaces or a tab, whose cells begin or end at the same characters (any, for tabs). The
    line above with the same number of cells, over a ruled line or not, is its head. A text without
    single spaces has its white space spread out, and no tables.

    >>> from hedgerow.text.blocks.line_table import line_table
    >>> text = "Tea in pots\\nTown   Mills\\nLeeds       5\\nYork        3"
    >>> table = line_table(text)
    >>> mark_rows(text, table)
    >>> (table.lines["form"] & flag.ROW > 0).tolist()
    [False, True, True, True]
    """
    if not table.every & flag.SPACED or _is_spread(text, table):
        return
    form, start, end = (table.lines[name] for name in ("form", "start", "end"))
    run: list[int] = []
    cells: list[list[tuple[int, int]]] = []
    for i in [*np.flatnonzero(form & flag.SPACED).tolist(), -1]:
        found = _cells(text, start[i], end[i]) if i >= 0 else []
        next_to = run and (form[run[-1] + 1 : i] & flag.BORDER).all()
        fits = next_to and i > 0 and len(found) == len(cells[-1])
        if not fits or not _aligned(text, start, cells[-1], run[-1], found, i):
            if len(run) > 1:
                head = run[0] - 1
                while head > 0 and form[head] & flag.BORDER:
                    head -= 1
                if head >= 0 and form[head] & flag.SPACED:
                    above = _cells(text, start[head], end[head])
                    run += [head] * (len(above) == len(cells[0]))
                form[run] |= flag.ROW
            run, cells = [], []
        if len(found) > 1 and max(b - a for a, b in found) <= _LONGEST_CELL:
            run.append(i)
            cells.append(found)


def _is_spread(text: str, table: LineTable) -> bool:
    """Test whether no line has a single space between words."""
    return all(
        re.search(r"\S \S", text[a:b]) is None for a, b in table.lines[["start", "end"]].tolist()
    )


def _cells(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return start and end of the cells of a line."""
    gaps = [match.span() for match in _GAP.finditer(text, start, end)]
    starts = [start, *(gap[1] for gap in gaps)]
    ends = [*(gap[0] for gap in gaps), end]
    return list(zip(starts, ends, strict=True))


def _aligned(
    text: str,
    start: np.ndarray,
    above: Sequence[tuple[int, int]],
    i: int,
    below: Sequence[tuple[int, int]],
    j: int,
) -> bool:
    """Test whether most cells after the first begin or end at the same column in two lines."""
    if "\t" in text[above[0][1] : above[1][0]] and "\t" in text[below[0][1] : below[1][0]]:
        return True
    a, b = _line_start(text, int(start[i])), _line_start(text, int(start[j]))
    same = sum(
        x[0] - a == y[0] - b or x[1] - a == y[1] - b
        for x, y in zip(above[1:], below[1:], strict=True)
    )
    return 2 * same > len(above) - 1


def _line_start(text: str, start: int) -> int:
    """Return where a line begins with its white space."""
    return text.rfind("\n", 0, start) + 1
