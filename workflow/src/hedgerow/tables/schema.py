"""What a schema of a table is made of: columns with their types, units and meanings.

Each room has the schemas of its tables in its own `schemas.py`; `corpus/schemas.py` collects them
into the output contract. A type is one of `str`, `int`, `float`, `bool`; undefined values are null.
Offsets are character positions in the clean text of the document, counted in code points, end
exclusive.
"""

# ruff: noqa: E501  a column is a line

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """A column: its name, its type, its unit ("" for none) and its meaning."""

    name: str
    type: str
    unit: str
    meaning: str


@dataclass(frozen=True)
class Table:
    """A table: its name, what a row is, the columns that identify and order a row."""

    name: str
    row: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(column.name for column in self.columns)


def columns(text: str) -> tuple[Column, ...]:
    """Read lines of `name | type | unit | meaning`.

    >>> columns("words | int | words | words of prose")[0].meaning
    'words of prose'
    """
    rows = [line.split("|", 3) for line in text.strip().splitlines()]
    return tuple(Column(*(cell.strip() for cell in row)) for row in rows)


SENTENCE_POSITION = columns("""
doc_id | str | | document
sentence | int | | number of the sentence in the document, from 0, over all blocks
block | int | | number of the block in the document, from 0
zone | str | | kind of the block: title, byline, summary, heading, toc, list_item, table, paragraph, caption, quote, code
section | int | | number of the section, from 0 (before the first heading)
start | int | characters | first character in the clean text
end | int | characters | one past the last character
""")
"""Columns that the tables of sentences share."""
