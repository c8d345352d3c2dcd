"""Spreadsheets (Excel, LibreOffice): each sheet is a table whose first row names the columns."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from functools import partial
from typing import Any, BinaryIO

from hedgerow.sources.base import Source, UnreadableError
from hedgerow.sources.files import DOCUMENT_BYTES, whole
from hedgerow.sources.records import Fields, Record, key_of, source_of
from hedgerow.sources.signatures import signature

_FILE_BYTES = 2 * DOCUMENT_BYTES
_UNPACKED = 8 * DOCUMENT_BYTES
_HEAD_ROWS = 10
"""Rows in which the names of the columns are looked for: a title may stand above them."""


def records(stream: BinaryIO, fields: Fields) -> Iterator[Record]:
    """Yield the rows of all sheets that have a column of texts, numbered from 1.

    Raises:
        UnreadableError: the file is no spreadsheet, has a password, grows out of bounds, or has no
            column of texts.
    """
    import python_calamine

    data = whole(stream, _FILE_BYTES)
    _check(data)
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = [sheet.name for sheet in book.sheets_metadata]
    except python_calamine.PasswordError as error:
        raise UnreadableError("protected by a password; save a copy without one") from error
    except (python_calamine.CalamineError, ValueError, OSError) as error:
        raise UnreadableError(f"not a spreadsheet, or damaged: {error}") from error
    number = 0
    most: list[str] = []
    found = False
    for name in names:
        try:
            rows = iter(book.get_sheet_by_name(name).iter_rows())
            head, chosen = _head(rows, fields)
        except (python_calamine.CalamineError, ValueError) as error:
            raise UnreadableError(f"sheet {name!r} is damaged: {error}") from error
        most = max(most, head, key=len)
        if "text" not in chosen:
            continue
        found = True
        columns = {field: head.index(column) for field, column in chosen.items()}
        for row in rows:
            if not any(cell not in ("", None) for cell in row):
                continue
            number += 1
            values = {field: _value(row[i]) for field, i in columns.items() if i < len(row)}
            yield Record(number, key_of(values.get("id")), partial(_read, values))
    if not found:
        raise UnreadableError(fields.missing(most))


def measure(stream: BinaryIO) -> tuple[int, int]:
    """Return about how many documents and bytes of text a file holds: one a kilobyte."""
    size = stream.seek(0, io.SEEK_END)
    return max(1, size // 1000), 2 * size


def _check(data: bytes) -> None:
    """Raise an error for a package that unpacks to more than is held, or is of another kind."""
    kind = signature(data)
    if kind not in ("zip", "doc"):
        raise UnreadableError("not a spreadsheet; save it as .xlsx or .csv")
    if kind == "doc":
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            left = _UNPACKED
            for entry in archive.infolist():
                with archive.open(entry) as part:
                    while piece := part.read(min(1 << 20, left + 1)):
                        left -= len(piece)
                        if left < 0:
                            raise UnreadableError(
                                f"it unpacks to over {_UNPACKED // 1_000_000} MB; save it as .csv"
                            )
    except UnreadableError:
        raise
    except Exception as error:  # zlib, CRC, encryption: damaged data raise many kinds
        raise UnreadableError(f"not a spreadsheet, or damaged: {error}") from error


def _head(rows: Iterator[list[Any]], fields: Fields) -> tuple[list[str], dict[str, str]]:
    """Return the names of the columns, and which of them hold the text, title and so on."""
    most: list[str] = []
    for _, row in zip(range(_HEAD_ROWS), rows, strict=False):
        names = [str(cell).strip() for cell in row]
        chosen = fields.choose(names)
        if "text" in chosen:
            return names, chosen
        most = max(most, [name for name in names if name], key=len)
    return most, {}


def _value(cell: Any) -> Any:
    """Return a cell as text or number: dates as in ISO 8601, whole numbers without a point."""
    if hasattr(cell, "isoformat"):
        return cell.isoformat().removesuffix("T00:00:00")
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    return cell


def _read(values: dict[str, Any]) -> Source:
    text = values.get("text")
    values = values | {"text": "" if text is None else str(text)}
    size = len(values["text"].encode("utf-8", "replace"))
    return source_of("spreadsheet", "utf-8", size, values)
