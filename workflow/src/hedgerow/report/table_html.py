"""A table of the report as HTML.

Python, not a template: a corpus of some hundred documents has a million cells on its pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup

from hedgerow.report import numbers
from hedgerow.report.escape import html
from hedgerow.report.tabulate import PAGE_ROWS, Cell, Column, DocumentName, ReportTable

CONTEXT = 60
"""Characters of context on each side of a concordance line, if its block has as many."""


def table_html(table: ReportTable) -> Markup:
    """Return a table with caption, tools and note."""
    name, unit = html(table.name), _facts(table.unit)
    number = _facts(f"n = {table.n}") if table.n else ""
    body = _full(table) if table.rows else '<p class="note">Nothing to list.</p>\n'
    note = f'<p class="note">{html(table.note)}</p>' if table.note else ""
    return Markup(
        f'<figure class="table" id="table-{name}">\n<figcaption id="caption-{name}">'
        f"<strong>{html(table.caption)}</strong>{number}{unit}</figcaption>\n"
        f"{_tools(table) if table.rows else ''}{body}{note}</figure>\n"
    )


def _facts(text: str) -> str:
    return f' <span class="facts">{html(text)}</span>' if text else ""


def _tools(table: ReportTable) -> str:
    """Return the search of a table, the button that saves it, and the file with all its rows."""
    name = html(table.name)
    return (
        f'<div class="tools">{_search(name) if table.searchable else ""}'
        f'<button type="button" class="js-only quiet" data-csv="{name}">Save as CSV</button> '
        f"{_file(table)}</div>\n"
    )


def _file(table: ReportTable) -> str:
    # A path, not a link: the page is also read where its folder is not.
    return f"<code>{html(table.file)}</code>" if table.file else ""


def _full(table: ReportTable) -> str:
    name = html(table.name)
    heads = "".join(map(_heading_html, table.columns))
    numeric = [column.numeric for column in table.columns]
    lines = "".join(_line_html(row, numeric) for row in table.rows)
    return (
        f'<div class="scroll" tabindex="0" role="group" '
        f'aria-labelledby="caption-{name}">\n<table class="data" data-page="{PAGE_ROWS}" '
        f'aria-labelledby="caption-{name}">\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{lines}'
        f"</tbody></table></div>\n{_cut_note(table)}"
    )


def _search(name: str) -> str:
    return (
        '<label class="js-only search">Search '
        f'<input type="search" data-search="{name}" autocomplete="off"></label>'
    )


def _cut_note(table: ReportTable) -> str:
    if not table.cut:
        return ""
    kept, total = numbers.count(len(table.rows)), numbers.count(table.total)
    rest = f"; all are in {_file(table)}" if table.file else ""
    return f'<p class="note">The first {kept} of {total} rows{rest}.</p>'


def _heading_html(column: Column) -> str:
    css = f' class="{html(column.css)}"' if column.css else ""
    unit = f" <small>{html(column.unit)}</small>" if column.unit else ""
    return f'<th scope="col"{css}>{html(column.heading)}{unit}</th>'


def _line_html(row: Sequence[Cell], numeric: Sequence[bool]) -> str:
    return f"<tr>{''.join(map(_cell_html, row, numeric))}</tr>\n"


def _cell_html(cell: Cell, numeric: bool) -> str:
    _, sort, _, css, _ = cell
    value = f' data-v="{html(sort)}"' if numeric and sort is not None else ""
    return f"<td{_classes(css, numeric)}{value}>{_text_html(cell)}</td>"


@cache
def _classes(css: str, numeric: bool) -> str:
    names = " ".join(name for name in ("num" if numeric else "", css) if name)
    return f' class="{html(names)}"' if names else ""


def _text_html(cell: Cell) -> str:
    text, _, href, _, tip = cell
    if isinstance(text, Mapping):
        return "".join(_in_context(text, href))
    if isinstance(text, DocumentName):
        return _name_html(text, href)
    if href:
        return f'<a href="{html(href)}">{html(text)}</a>'
    if tip:
        return f'<span title="{html(tip)}">{html(text)}</span>'
    return html(text)


def _name_html(name: DocumentName, href: str | None) -> str:
    """Return the title of a document, linked, with its file below; the file alone if no title."""
    titled = name.title != name.file
    shown = html(name.title) if titled else _breakable(html(name.file))
    first = f'<a href="{html(href)}">{shown}</a>' if href else shown
    below = [_breakable(html(name.file))] if titled else []
    if name.url:
        site = html(urlsplit(name.url).netloc.removeprefix("www."))
        below.append(f'<a href="{html(name.url)}" rel="noreferrer">{site}</a>')
    return f'{first} <small class="file">{" · ".join(below)}</small>' if below else first


def _breakable(path: str) -> str:
    """Let a long path break after its folders and before its words, not inside them."""
    return re.sub(r"([/_-]+)(?=[^/_-])", r"\1<wbr>", path)


def _in_context(text: Mapping[str, Any], href: str | None) -> Iterator[str]:
    """Yield an occurrence of a phrase with the whole words to its left and right."""
    surface = html(text["surface"] or "")
    left, right = text["left"] or "", text["right"] or ""
    if len(left) >= CONTEXT:
        left = "… " + left.partition(" ")[2]
    if len(right) >= CONTEXT:
        right = right.rpartition(" ")[0] + " …"
    yield f'<span class="left">{html(left)}</span>'
    yield f'<a href="{html(href)}">{surface}</a>' if href else f"<mark>{surface}</mark>"
    yield f'<span class="right">{html(right)}</span>'
