"""The lines of a PDF page, in the order in which people read them.

pdfium gives the characters of a page as lines. A line that runs over two columns, or over the cells
of a table, is cut at its gaps; columns are then read one after the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from ctypes import byref, c_double
from dataclasses import dataclass, replace
from itertools import groupby
from statistics import median
from typing import Any

_CUT = re.compile("[\x02\ufffe]")
"""The marks of pdfium for a hyphen at the end of a line."""

_GUTTER = 0.8
"""Least gap between columns, as a multiple of the size of the font."""

_CELL = 1.6
"""Least gap between cells of a table, as a multiple of the size of the font."""

_SAMPLE = 8
_WIDE = 1.3
"""A line is wide if its letters take this many times the room of those of the page."""

_LEAST_LINES = 4
"""Fewest lines of a column."""

_PROSE = 18
"""Characters of a piece of a line from which on it is prose in a column rather than a cell."""


@dataclass(slots=True)
class Line:
    """One line: text, font size, and position on its page in points from the left and below.

    `table` marks a row of a table, whose text has bars between the cells.
    """

    text: str
    size: float
    left: float
    right: float
    bottom: float
    page: int
    table: bool = False


def lines_of(text_page: Any, number: int) -> list[Line]:
    """Return the lines of a page in reading order, without white space around them.

    Args:
        text_page: the page's text as pypdfium2 gives it.
        number: the number of the page.
    """
    measured = list(_measured(text_page, number))
    if not measured:
        return []
    suspects = _suspects(text_page, measured)
    if not suspects:
        return [line for line, _ in measured]
    pieces = [
        _pieces(text_page, line, start) if i in suspects else [line]
        for i, (line, start) in enumerate(measured)
    ]
    gutter = _gutter(pieces)
    if gutter is not None:
        return _by_columns(pieces, gutter)
    return list(_with_tables(pieces))


def _measured(page: Any, number: int) -> Iterator[tuple[Line, int]]:
    """Yield each line with the index of its first character."""
    from pypdfium2 import raw

    box = raw.FS_RECTF()
    index = 0
    for row in page.get_text_range(errors="replace").split("\r\n"):
        parts = _CUT.split(row)
        for i, part in enumerate(parts):
            text = part.strip()
            if text:
                # pdfium counts UTF-16 code units, in lengths and in indices of characters.
                first = index + _units(part) - _units(part.lstrip())
                last = index + _units(part.rstrip()) - 1
                raw.FPDFText_GetLooseCharBox(page.raw, first, byref(box))
                left, bottom, height = box.left, box.bottom, box.top - box.bottom
                size = raw.FPDFText_GetFontSize(page.raw, first)
                if size <= 1.5:  # a font of size 1, scaled by the page
                    size = height
                raw.FPDFText_GetLooseCharBox(page.raw, last, byref(box))
                text += "-" if i + 1 < len(parts) else ""
                yield Line(text, round(size, 1), left, box.right, bottom, number), first
            index += _units(part) + 1
        index += 1


def _units(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _suspects(page: Any, measured: list[tuple[Line, int]]) -> set[int]:
    """Return the lines that may have gaps in them: wide ones, or all where a sample has gaps."""
    rooms = [
        (line.right - line.left) / (len(line.text) * max(1.0, line.size)) for line, _ in measured
    ]
    prose = [room for room, (line, _) in zip(rooms, measured, strict=True)
             if len(line.text) >= 2 * _PROSE]  # fmt: skip
    usual = median(prose) if prose else min(rooms)
    suspects = {i for i, room in enumerate(rooms) if room > _WIDE * usual and " " in
                measured[i][0].text}  # fmt: skip
    long = [i for i, (line, _) in enumerate(measured) if len(line.text) >= 2 * _PROSE]
    sample = long[:: max(1, len(long) // _SAMPLE)][:_SAMPLE]
    gaps = sum(len(_pieces(page, *measured[i])) > 1 for i in sample)
    if len(sample) >= _LEAST_LINES and gaps * 2 >= len(sample):
        return set(range(len(measured)))
    return suspects


def _pieces(page: Any, line: Line, start: int) -> list[Line]:
    """Return a line cut at the gaps that may part columns or cells."""
    from pypdfium2 import raw

    left, right, bottom, top = c_double(), c_double(), c_double(), c_double()
    pieces: list[Line] = []
    begins, begins_at, ended_at = 0, line.left, line.left
    index = start
    for i, char in enumerate(line.text):
        if not char.isspace():
            found = raw.FPDFText_GetCharBox(
                page.raw, index, byref(left), byref(right), byref(bottom), byref(top)
            )
            if found and i > begins and left.value - ended_at > _GUTTER * line.size:
                text = line.text[begins:i].strip()
                pieces.append(replace(line, text=text, left=begins_at, right=ended_at))
                begins, begins_at = i, left.value
            if found and right.value > left.value:
                ended_at = right.value
        index += 2 if ord(char) > 0xFFFF else 1
    pieces.append(replace(line, text=line.text[begins:].strip(), left=begins_at))
    return [piece for piece in pieces if piece.text]


def _gutter(pieces: list[list[Line]]) -> float | None:
    """Return the position between two columns of prose; None for a page without any."""
    pairs = [
        (one.right, two.left)
        for row in pieces
        if len(row) == 2
        for one, two in [row]
        if len(one.text) >= _PROSE or len(two.text) >= _PROSE
    ]
    both = [row for row in pieces if len(row) == 2 and min(len(p.text) for p in row) >= _PROSE]
    if len(both) < _LEAST_LINES or len(both) * 2 < len(pairs):
        return None
    best = max(
        ((sum(a <= x <= b for a, b in pairs), x) for x in {(a + b) / 2 for a, b in pairs}),
        default=(0, 0.0),
    )
    return best[1] if best[0] >= 0.7 * len(pairs) else None


def _by_columns(pieces: list[list[Line]], gutter: float) -> list[Line]:
    """Return the lines of the left column, then of the right one, between lines over both."""
    ordered: list[Line] = []
    left: list[Line] = []
    right: list[Line] = []
    for row in pieces:
        if len(row) == 1 and row[0].left < gutter < row[0].right:
            ordered += left + right
            left, right = [], []
            ordered += row
            continue
        # A gap that is none of the columns is white space of justified lines.
        for is_right, group in groupby(row, key=lambda piece: piece.left > gutter):
            (right if is_right else left).append(_whole(list(group)))
    return ordered + left + right


def _whole(row: list[Line], between: str = " ", table: bool = False) -> Line:
    """Return the pieces of a line as one."""
    text = between.join(piece.text for piece in row)
    return replace(row[0], text=text, right=row[-1].right, table=table)


def _with_tables(pieces: list[list[Line]]) -> Iterator[Line]:
    """Yield the lines, with two or more rows of cells below each other as rows of a table."""
    rows = [_cells(row) for row in pieces]
    i = 0
    while i < len(rows):
        end = i
        while end < len(rows) and len(rows[end]) > 1 and _aligned(rows[i], rows[end]):
            end += 1
        if end - i >= 2:
            for row in rows[i:end]:
                yield _whole(row, " | ", table=True)
            i = end
        else:
            yield _whole(pieces[i])
            i += 1


def _cells(row: list[Line]) -> list[Line]:
    """Return the cells of a row: pieces with a gap between them that is wide enough for cells."""
    cells: list[Line] = []
    for piece in row:
        if cells and piece.left - cells[-1].right < _CELL * piece.size:
            cells[-1] = _whole([cells[-1], piece])
        else:
            cells.append(piece)
    return cells


def _aligned(one: list[Line], other: list[Line]) -> bool:
    """Return whether most cells of the shorter row begin, end or are centred where others do."""
    short, long = sorted((one, other), key=len)
    edge = 1.5 * one[0].size
    matching = sum(
        any(
            abs(a.left - b.left) < edge
            or abs(a.right - b.right) < edge
            or abs(a.left + a.right - b.left - b.right) < 2 * edge
            for b in long
        )
        for a in short
    )
    return (
        matching * 3 >= 2 * len(short) and abs(one[0].bottom - other[0].bottom) < 60 * one[0].size
    )
