"""CSV and TSV: the first row names the columns, and each row after it is a document."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import partial
from typing import BinaryIO

from hedgerow.sources.base import Source, UnreadableError
from hedgerow.sources.decode import ascii_compatible, decode
from hedgerow.sources.files import DOCUMENT_BYTES, lines, too_large
from hedgerow.sources.records import Fields, Record, key_of, source_of

_DELIMITERS = ("\t", ",", ";", "|")


def records(stream: BinaryIO, fields: Fields) -> Iterator[Record]:
    """Yield the rows of a table, numbered from 1 without the head line.

    The delimiter is that of tab, comma, semicolon and bar with which the head line has a column of
    texts.

    Raises:
        UnreadableError: there is no such column, or a quotation mark is never closed.
    """
    stream, encoding = ascii_compatible(stream)
    # Every byte becomes one character, so that each cell can be decoded by itself: tables are
    # often put together from sources in several encodings.
    physical = _lines(stream)
    first = next(physical, "").removeprefix("\xef\xbb\xbf")
    delimiter, head = _head(first, fields)
    csv.field_size_limit(DOCUMENT_BYTES)
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
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        start = 0
        while end := text.find("\n", start) + 1:
            yield text[start:end]
            start = end
        if start < len(text):
            yield text[start:]


def _head(line: str, fields: Fields) -> tuple[str, list[str]]:
    """Return the delimiter and the names of the columns."""
    most: list[str] = []
    for delimiter in _DELIMITERS:
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
