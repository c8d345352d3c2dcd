"""CSV and TSV: the first row names the columns, and each row after it is a document."""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterator
from functools import partial
from typing import BinaryIO

from hedgerow.sources.base import Source, UnreadableError
from hedgerow.sources.decode import ascii_compatible, decode
from hedgerow.sources.files import DOCUMENT_BYTES, beginning, lines, too_large
from hedgerow.sources.records import Fields, Record, key_of, source_of
from hedgerow.sources.signatures import LONGEST_SIGNATURE, check_signature

_DELIMITERS = ("\t", ",", ";", "|")
_ANNOUNCED = re.compile(r'"?sep=(.)"?[\t,;|]*\s*', re.IGNORECASE)
"""The line before the head line that gives Excel the delimiter."""

_LOOKAHEAD = 2_000
"""Most lines of a quoted cell in a table with tabs."""


def records(stream: BinaryIO, fields: Fields) -> Iterator[Record]:
    """Yield the rows of a table, numbered from 1 without the head line.

    The delimiter is that of tab, comma, semicolon and bar with which the head line has a column of
    texts.

    Raises:
        UnreadableError: there is no such column, or a quotation mark is never closed.
    """
    head_bytes, stream = beginning(stream, LONGEST_SIGNATURE)
    check_signature(head_bytes, "a table")
    stream, encoding = ascii_compatible(stream)
    # Every byte becomes one character, so that each cell can be decoded by itself: tables are
    # often put together from sources in several encodings.
    physical = _lines(stream)
    first = next(physical, "").removeprefix("\xef\xbb\xbf")
    announced = _ANNOUNCED.fullmatch(first)
    if announced:
        first = next(physical, "")
    delimiter, head = _head(first, fields, announced.group(1) if announced else None)
    csv.field_size_limit(DOCUMENT_BYTES)
    if delimiter == "\t":
        rows: Iterator[list[str]] = _tabbed(physical, len(head))
    else:
        rows = csv.reader(physical, delimiter=delimiter)
    chosen = {field: head.index(name) for field, name in fields.choose(head).items()}
    number = 0
    while True:
        try:
            row = next(rows, None)
        except csv.Error as error:
            raise UnreadableError(
                f"row {number + 1} and what follows it are not read: {error}"
            ) from error
        if row is None:
            return
        if not row:
            continue
        number += 1
        size = sum(map(len, row)) + len(row)
        # Excel and others end each row with the delimiter.
        while len(row) > len(head) and not row[-1]:
            row.pop()
        if len(row) != len(head):
            cells = f"{len(row)} cell{'s' if len(row) > 1 else ''}"
            reason = f"row {number} has {cells}, but there are {len(head)} columns"
            read = partial(Source, "csv", encoding, size, reason=reason)
            yield Record(number, None, read)
            continue
        key = key_of(_decoded(row[chosen["id"]])[0]) if "id" in chosen else None
        yield Record(number, key, partial(_read, row, chosen, encoding, size))


def count(sample: bytes) -> int:
    """Return the number of documents in the first bytes of a file."""
    rows = sample.decode("latin-1").splitlines(keepends=True)
    head = rows[0] if rows else ""
    csv.field_size_limit(DOCUMENT_BYTES)
    delimiter = max("\t,;|", key=head.count)
    try:
        return sum(bool(row) for row in csv.reader(rows, delimiter=delimiter)) - 1
    except csv.Error:
        return len(rows) - 1


def _lines(stream: BinaryIO) -> Iterator[str]:
    """Yield the lines, each ending in a line feed instead of whatever ended it."""
    for line in lines(stream):
        if line is None:
            raise UnreadableError(f"a line is {too_large()}")
        text = line.decode("latin-1")
        if "\r" not in text:
            yield text
            continue
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        start = 0
        while end := text.find("\n", start) + 1:
            yield text[start:end]
            start = end
        if start < len(text):
            yield text[start:]


def _tabbed(lines: Iterator[str], columns: int) -> Iterator[list[str]]:
    """Yield the rows of a table with tabs, in which a quotation mark need not quote a cell.

    It does where a later line closes it before the next line that is a row by itself.
    """
    ahead: deque[str] = deque()
    while (line := ahead.popleft() if ahead else next(lines, None)) is not None:
        cells = _cells(line)
        opened = next((i for i, cell in enumerate(cells) if _opens(cell)), None)
        if opened is None:
            yield [_unquoted(cell) for cell in cells] if line != "\n" else []
            continue
        gathered = [line]
        closed = any(map(_closes, cells[opened + 1 :]))
        while not closed and len(gathered) < _LOOKAHEAD:
            more = ahead.popleft() if ahead else next(lines, None)
            if more is None:
                break
            gathered.append(more)
            if len(cells) == columns == len(_cells(more)):
                break
            closed = any(map(_closes, _cells(more)))
        if closed:
            yield from csv.reader(gathered, delimiter="\t")
        else:
            ahead.extendleft(reversed(gathered[1:]))
            yield [_unquoted(cell) for cell in cells]


def _cells(line: str) -> list[str]:
    return line.rstrip("\n").split("\t")


def _opens(cell: str) -> bool:
    return cell.startswith('"') and cell.count('"') % 2 == 1


def _closes(cell: str) -> bool:
    return cell.endswith('"') and cell.count('"') % 2 == 1


def _unquoted(cell: str) -> str:
    """Return a cell without the quotation marks around all of it."""
    inner = cell[1:-1].replace('""', "")
    quoted = len(cell) > 1 and cell[0] == cell[-1] == '"' and '"' not in inner
    return cell[1:-1].replace('""', '"') if quoted else cell


def _head(line: str, fields: Fields, announced: str | None) -> tuple[str, list[str]]:
    """Return the delimiter and the names of the columns."""
    most: list[str] = []
    for delimiter in (announced,) if announced else _DELIMITERS:
        if delimiter not in line and delimiter != ",":
            continue  # a table of one column
        try:
            cells = next(csv.reader([line], delimiter=delimiter), [])
        except csv.Error:
            continue
        names = [(_decoded(cell)[0] or "").strip() for cell in cells]
        if "text" in fields.choose(names):
            return delimiter, names
        most = max(most, names, key=len)
    raise UnreadableError(fields.missing(most))


def _decoded(cell: str) -> tuple[str | None, str]:
    data = cell.encode("latin-1")
    return (cell, "utf-8") if data.isascii() else decode(data)


def _read(row: list[str], chosen: dict[str, int], encoding: str, size: int) -> Source:
    record = {}
    for field, column in chosen.items():
        record[field], used = _decoded(row[column])
        if record[field] is None:
            return Source("csv", "", size, reason=used)
        if field == "text" and used != "utf-8":
            encoding = used
    return source_of("csv", encoding, size, record)
