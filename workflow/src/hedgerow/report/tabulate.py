"""A table of the report: columns, each with its heading and its cells, before any markup."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from markupsafe import Markup

from hedgerow.report import numbers
from hedgerow.report.escape import html
from hedgerow.report.links import Links

ROW_LIMIT = 100
"""Rows of a table on the page, at most; the file behind it has all."""

PAGE_ROWS = 100
"""Rows that the browser shows at once of a longer table."""


class Cell(NamedTuple):
    """One cell: text, sort key (None sorts last), address of its link, class, tooltip."""

    text: Any
    sort: float | str | None = None
    href: str | None = None
    css: str = ""
    tip: str | None = None


@dataclass(frozen=True)
class Column:
    """One column of a table, declared once.

    Attributes:
        heading: its name.
        cell: returns the cell of a row.
        css: class of the heading: num for numbers, wide for long texts, else empty.
        unit: unit printed below the heading.
    """

    heading: str
    cell: Callable[[Any], Cell]
    css: str = ""
    unit: str = ""

    @property
    def numeric(self) -> bool:
        return self.css == "num"


@dataclass
class ReportTable:
    """A table with its caption, n, unit and the file that holds all of its rows.

    Attributes:
        records: the rows as the columns take them; those beyond ROW_LIMIT are left out.
        total: rows of the file, where the table does not have all of them.
    """

    name: str
    caption: str
    columns: Sequence[Column]
    records: Sequence[Any]
    n: str = ""
    unit: str = ""
    file: str | None = None
    total: int | None = None
    note: str | None = None
    rows: list[list[Cell]] = field(init=False)

    def __post_init__(self) -> None:
        if self.total is None:
            self.total = len(self.records)
        kept = self.records[:ROW_LIMIT]
        self.rows = [[column.cell(record) for column in self.columns] for record in kept]

    @property
    def cut(self) -> bool:
        return self.total is not None and self.total > len(self.rows)

    @property
    def searchable(self) -> bool:
        return len(self.rows) > 8


def number(value: Any, digits: int = 1, unit: str = "") -> Cell:
    """Return a number, sorted by its value; shares are printed as percentages."""
    if not numbers.defined(value):
        return Cell(numbers.UNDEFINED, None, tip="not defined")
    return Cell(numbers.with_unit(value, unit, digits), float(value))


def estimate(value: Any, low: Any, high: Any, digits: int = 1, unit: str = "") -> Cell:
    """Return a number with its interval in brackets, sorted by the number."""
    if not numbers.defined(value):
        return Cell(numbers.UNDEFINED, None, tip="not defined")
    ends = numbers.interval(low, high, 0 if unit == "share" else digits, unit == "share")
    text = numbers.with_unit(value, unit, digits)
    return Cell(f"{text} ({ends})" if ends else text, float(value))


def words(value: Any, href: str | None = None, css: str = "") -> Cell:
    """Return a text; an undefined or empty one becomes a dash that sorts last."""
    if not numbers.defined(value) or value == "":
        return Cell(numbers.UNDEFINED, None, tip="none")
    return Cell(str(value), str(value).casefold(), href, css)


def yes_or_no(value: Any, yes: str = "yes", no: str = "no") -> Cell:
    """Return yes or no in words."""
    if not numbers.defined(value):
        return Cell(numbers.UNDEFINED, None, tip="not defined")
    return Cell(yes if value else no, float(bool(value)))


def p_value(value: Any) -> Cell:
    """Return a p-value."""
    return Cell(numbers.p_value(value), value)


Key = str | Callable[[Any], Any]
"""A field of a row, or a function of the row."""


def _value(key: Key) -> Callable[[Any], Any]:
    return key if callable(key) else lambda row: row[key]


def text_column(heading: str, key: Key, css: str = "", head: str = "", unit: str = "") -> Column:
    """Return a column of texts; `css` is the class of its cells, `head` that of its heading."""
    value = _value(key)
    return Column(heading, lambda row: words(value(row), css=css), head, unit)


def number_column(
    heading: str, key: Key, digits: int = 1, unit: str = "", label: str = ""
) -> Column:
    """Return a column of numbers; a `unit` of share prints percentages, `label` is printed."""
    value = _value(key)
    return Column(heading, lambda row: number(value(row), digits, unit), "num", label)


def count_column(heading: str, key: Key) -> Column:
    """Return a column of whole numbers."""
    return number_column(heading, key, 0)


def estimate_column(heading: str, name: str, digits: int = 1, unit: str = "") -> Column:
    """Return a column of estimates: the fields `name`, `name_low` and `name_high` of a row."""

    def cell(row: Mapping[str, Any]) -> Cell:
        return estimate(row[name], row[f"{name}_low"], row[f"{name}_high"], digits, unit)

    return Column(f"{heading} (95 % interval)", cell, "num")


def yes_column(heading: str, key: Key, yes: str = "yes", no: str = "no") -> Column:
    """Return a column of yes and no."""
    value = _value(key)
    return Column(heading, lambda row: yes_or_no(value(row), yes, no))


class DocumentName(NamedTuple):
    """Title of a document, the file or record below it, and its address on the web if known."""

    title: str
    file: str
    url: str | None = None


TITLE_LENGTH = 70
"""Characters of a title, at most; longer ones are cut at a word."""


def named(doc_id: str, links: Links) -> str:
    """Return the title of a document, cut to a line, or its name if it has none."""
    title = " ".join(links.title(doc_id).split())
    if len(title) <= TITLE_LENGTH:
        return title
    # The opening words of a text without a title are in quotation marks.
    end = "…”" if title.startswith("“") and title.endswith("”") else "…"
    return title[:TITLE_LENGTH].rsplit(" ", 1)[0] + end


def document_cell(doc_id: str, links: Links) -> Cell:
    """Return title and file of a document with the link to its page."""
    name = DocumentName(named(doc_id, links), doc_id, links.url(doc_id))
    return Cell(name, name.title.casefold(), links.document(doc_id), "id")


NAMED = 2
"""Documents of a cell that are named; the others are counted."""


def documents_cell(doc_ids: Sequence[str], total: int, links: Links) -> Cell:
    """Return the first documents of several, each linked on a line, and how many more there are."""
    titles = [named(doc_id, links) for doc_id in doc_ids[:NAMED]]
    shown = [
        f'<a href="{html(links.document(doc_id) or "")}">{html(title)}</a>'
        # Documents of one title are told apart by their files.
        + (f" <small>{html(doc_id)}</small>" if titles.count(title) > 1 else "")
        for doc_id, title in zip(doc_ids, titles, strict=False)
    ]
    others = total - len(shown)
    if others > 0:
        shown.append(f"and {numbers.count(others)} more")
    ends = ["; "] * (len(shown) - 1) + [""]
    lines = (f'<span class="line">{one}{end}</span>' for one, end in zip(shown, ends, strict=True))
    return Cell(Markup("".join(lines)), css="wide")


def document_column(links: Links, key: str = "doc_id", heading: str = "document") -> Column:
    """Return the column of the documents that rows are about."""
    return Column(heading, lambda row: document_cell(row[key], links))


def quote_column(heading: str, text: str, href: Callable[[Any], str | None]) -> Column:
    """Return a column of sentences in full, each linked to its position in the document."""
    return Column(heading, lambda row: Cell(row[text] or "", row[text], href(row), "quote"), "wide")
