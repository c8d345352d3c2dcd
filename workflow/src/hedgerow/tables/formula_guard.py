"""Cells of CSV that a spreadsheet would run as formulas get an apostrophe in front.

Programs that read the tables take Parquet, where texts stay as they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

FORMULA_STARTS = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
"""First characters of a cell that a spreadsheet takes for a formula or trims to one (OWASP); the
last four are = + - @ of full width, which some take for the others."""
_STARTS = "^[" + "".join(rf"\x{{{ord(c):X}}}" for c in FORMULA_STARTS) + "]"
"""The same as a regular expression of Arrow."""


def guarded(value: Any) -> Any:
    """Return a cell, with an apostrophe in front of a text that would be run as a formula.

    >>> guarded("=1+1"), guarded("tea"), guarded(-1), unguarded("'=1+1")
    ("'=1+1", 'tea', -1, '=1+1')
    """
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value


def unguarded(cell: str) -> str:
    """Return the text that a cell of CSV had before it was guarded."""
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(FORMULA_STARTS) else cell


def guarded_column(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return a column of texts, guarded cell by cell; other columns stay as they are."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if not (pa.types.is_string(column.type) or pa.types.is_large_string(column.type)):
        return column
    would_run = pc.match_substring_regex(column, _STARTS)
    if not pc.any(would_run).as_py():
        return column
    apostrophe, nothing = (pa.scalar(text, column.type) for text in ("'", ""))
    joined = pc.binary_join_element_wise(apostrophe, column, nothing)
    return pc.if_else(would_run, joined, column)
