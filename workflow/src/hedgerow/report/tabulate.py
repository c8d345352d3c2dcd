"""A table of the report: what it shows before any markup."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from hedgerow.report import numbers

ROW_LIMIT = 500
"""No table of the page has more rows than this; the file behind it has all."""

PAGE_ROWS = 200
"""Longer tables are paged in the browser."""


class Cell(NamedTuple):
    """One cell: the text, what it sorts by (None sorts last), where it leads, its class."""

    text: Any
    sort: float | str | None = None
    href: str | None = None
    css: str = ""
    tip: str | None = None


@dataclass(frozen=True)
class Heading:
    """One column: name, kind (`text`, `num`, `wide`) and unit."""

    label: str
    kind: str = "text"
    unit: str = ""


@dataclass
class ReportTable:
    """A table with its caption, n, unit and the file that holds all of it."""

    name: str
    caption: str
    headings: Sequence[Heading]
    rows: list[list[Cell]]
    n: str = ""
    unit: str = ""
    file: str | None = None
    total: int | None = None
    note: str | None = None
    rows_kept: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        if self.total is None:
            self.total = len(self.rows)
        self.rows = self.rows[:ROW_LIMIT]
        self.rows_kept = len(self.rows)

    @property
    def cut(self) -> bool:
        return self.total is not None and self.total > self.rows_kept

    @property
    def searchable(self) -> bool:
        return self.rows_kept > 8

    @property
    def page_rows(self) -> int:
        return PAGE_ROWS


def num(value: Any, digits: int = 1, unit: str = "") -> Cell:
    """A number, sorted by its value; shares are printed as percentages."""
    if not numbers.defined(value):
        return Cell(numbers.UNDEFINED, None, tip="not defined")
    return Cell(numbers.with_unit(value, unit, digits), float(value))


def num_interval(value: Any, low: Any, high: Any, digits: int = 1, unit: str = "") -> Cell:
    """A number with its interval in brackets, sorted by the number."""
    if not numbers.defined(value):
        return Cell(numbers.UNDEFINED, None, tip="not defined")
    ends = numbers.interval(low, high, 0 if unit == "share" else digits, unit == "share")
    text = numbers.with_unit(value, unit, digits)
    return Cell(f"{text} ({ends})" if ends else text, float(value))


def text(value: Any, href: str | None = None, css: str = "") -> Cell:
    """Words; undefined becomes a dash that sorts last."""
    if not numbers.defined(value) or value == "":
        return Cell(numbers.UNDEFINED, None, tip="none")
    return Cell(str(value), str(value).casefold(), href, css)


def yes(value: Any, yes_word: str = "yes", no_word: str = "no") -> Cell:
    """A yes or no."""
    if not numbers.defined(value):
        return Cell(numbers.UNDEFINED, None, tip="not defined")
    return Cell(yes_word if value else no_word, float(bool(value)))


def limited(items: Iterable[Any], limit: int = ROW_LIMIT) -> list[Any]:
    """Return the first items up to the limit."""
    return [item for _, item in zip(range(limit), items, strict=False)]
