"""The table of documents (metadata.csv): its rows by path, and what is wrong with them by line."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from hedgerow.errors import UserError, why_unreadable
from hedgerow.sources.decode import decode

FILE = "file"
"""The column with the path of a document."""

LONGEST_CELL = 500
"""Most characters of a path, group or other value: more is a text in the wrong place."""

_DELIMITERS = (",", ";", "\t", "|")


@dataclass(frozen=True, slots=True)
class MetadataRow:
    """One row: the line of the file that it begins in, and its values by column."""

    line: int
    values: dict[str, str]


@dataclass(frozen=True, slots=True)
class Metadata:
    """The table of documents.

    Attributes:
        path: where it was read from.
        columns: the names of its columns, in order.
        rows: its rows by folded path of the document.
    """

    path: Path
    columns: tuple[str, ...]
    rows: dict[str, MetadataRow]

    def unmatched(self, names: Iterable[str]) -> list[tuple[int, str]]:
        """Return line and path of the rows that name none of these documents and files, sorted.

        A row for a record (`a.jsonl#17`) matches by the name of its document alone.
        """
        known = {folded(name) for name in names}
        return sorted(
            (row.line, row.values[FILE]) for name, row in self.rows.items() if name not in known
        )


def folded(path: str) -> str:
    """Return a path in the form that paths are compared in: composed letters, `/`, no `./`.

    >>> folded("./Shop A\\\\cafe\\u0301.txt ")
    'Shop A/café.txt'
    """
    parts = unicodedata.normalize("NFC", path).strip().replace("\\", "/").split("/")
    return "/".join(part.strip() for part in parts if part.strip() not in ("", "."))


def listed(columns: Sequence[str]) -> str:
    """Return the names of columns as an error lists them: the first ten, none of them whole pages.

    >>> listed(["file", "group"])
    'file, group'
    """
    names = [name if len(name) <= 40 else f"{name[:40]}..." for name in columns[:10]]
    return ", ".join(names) + (f" and {len(columns) - 10:,} more" if len(columns) > 10 else "")


def read_metadata_rows(path: Path) -> Metadata:
    """Read the table of documents, with commas, semicolons, tabs or bars between the cells.

    Raises:
        UserError: the file cannot be read, has no column `file`, or a row has too many cells, a
            value that is too long, or the path of an earlier row. The sentence names the line.
    """
    text = _text_of(path)
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    delimiter = _delimiter_of(text)
    # Strict: a quotation mark that is never closed would take in the rows after it.
    reader = csv.reader(StringIO(text, newline="\n"), delimiter=delimiter, strict=True)
    columns: tuple[str, ...] = ()
    rows: dict[str, MetadataRow] = {}
    begins = 1
    try:
        for cells in reader:
            line, begins = begins, reader.line_num + 1
            while cells and not cells[-1].strip() and len(cells) > len(columns) > 0:
                cells.pop()
            if not any(cell.strip() for cell in cells):
                continue
            if not columns:
                columns = _columns(path, cells)
            else:
                _add(rows, path, line, columns, cells, delimiter)
    except csv.Error as error:
        raise UserError(
            f"{path}, line {begins}: cannot be read as CSV ({error}); a value with quotation marks"
            " begins and ends with one, and one within it is doubled"
        ) from error
    if not columns:
        raise UserError(f"{path}: cannot be read as CSV (it is empty); correct or remove it")
    return Metadata(path, columns, rows)


def _text_of(path: Path) -> str:
    try:
        text, why = decode(path.read_bytes())
    except OSError as error:
        raise UserError(
            f"{path}: cannot be read as CSV ({why_unreadable(error)}); correct or remove it"
        ) from error
    if text is None:
        raise UserError(f"{path}: cannot be read as CSV ({why}); correct or remove it")
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if text.lower().startswith(("sep=", '"sep=')):
        return "\n" + text.partition("\n")[2]
    return text


def _delimiter_of(text: str) -> str:
    """Return the delimiter with which the first line has a column `file`, else the commonest."""
    head = text.lstrip("\n").partition("\n")[0]
    for delimiter in _DELIMITERS:
        if FILE in _names(next(csv.reader([head], delimiter=delimiter), [])):
            return delimiter
    return max(_DELIMITERS, key=head.count)


def _names(cells: list[str]) -> list[str]:
    return [cell.strip() for cell in cells]


def _columns(path: Path, cells: list[str]) -> tuple[str, ...]:
    names = _names(cells)
    while names and not names[-1]:
        names.pop()
    twice = next((name for i, name in enumerate(names) if name and name in names[:i]), None)
    if twice:
        raise UserError(f"{path} has two columns {twice!r}; rename one of them")
    if FILE not in names:
        raise UserError(f"{path} has no column {FILE!r}; it has: {listed(names)}")
    return tuple(names)


def _add(
    rows: dict[str, MetadataRow],
    path: Path,
    line: int,
    columns: tuple[str, ...],
    cells: list[str],
    delimiter: str,
) -> None:
    if len(cells) > len(columns):
        raise UserError(
            f"{path}, line {line}: {len(cells)} cells, but there are {len(columns)} columns;"
            f" put quotation marks around a value with a {delimiter!r} in it"
        )
    values = dict(zip(columns, cells, strict=False)) | dict.fromkeys(columns[len(cells) :], "")
    for name, value in values.items():
        if len(value) > LONGEST_CELL:
            raise UserError(
                f"{path}, line {line}: the value in column {name!r} has {len(value):,} characters,"
                f" more than {LONGEST_CELL}; shorten it"
            )
    name = folded(values[FILE])
    if not name:
        raise UserError(f"{path}, line {line}: no path in column {FILE!r}; fill it in")
    if name in rows:
        raise UserError(
            f"{path}, line {line}: {values[FILE]!r} is listed twice, first in line"
            f" {rows[name].line}; remove one of the rows"
        )
    rows[name] = MetadataRow(line, values)
