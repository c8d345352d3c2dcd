"""A table of the report as HTML.

Python, not a template: a corpus of some hundred documents has a million cells on its pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from markupsafe import Markup

from hedgerow.report import numbers
from hedgerow.report.escape import html
from hedgerow.report.tabulate import Cell, Heading, ReportTable

CONTEXT = 60
"""Characters of a line of concordance on each side, where its block has so many."""


def table_html(table: ReportTable, root: str = "") -> Markup:
    """Return a table with caption, tools and note; `root` leads to the folder of the report."""
    name, unit = html(table.name), _facts(table.unit)
    number = _facts(f"n = {table.n}") if table.n else ""
    body = _full(table, root) if table.rows else '<p class="note">Nothing to list.</p>\n'
    note = f'<p class="note">{html(table.note)}</p>' if table.note else ""
    return Markup(
        f'<figure class="table" id="table-{name}">\n<figcaption id="caption-{name}">'
        f"<strong>{html(table.caption)}</strong>{number}{unit}</figcaption>\n"
        f"{body}{note}</figure>\n"
    )


def _facts(text: str) -> str:
    return f' <span class="facts">{html(text)}</span>' if text else ""


def _full(table: ReportTable, root: str) -> str:
    name = html(table.name)
    file = f'<a href="{html(root)}{html(table.file)}">{html(table.file)}</a>' if table.file else ""
    heads = "".join(_heading_html(heading) for heading in table.headings)
    numeric = [heading.kind == "num" for heading in table.headings]
    lines = "".join(_line_html(row, numeric) for row in table.rows)
    return (
        f'<div class="tools">\n{_search(name) if table.searchable else ""}'
        f'<button type="button" class="js-only quiet" data-csv="{name}">Save as CSV</button>\n'
        f'{file}</div>\n<div class="scroll" tabindex="0" role="group" '
        f'aria-labelledby="caption-{name}">\n<table class="data" data-page="{table.page_rows}" '
        f'aria-labelledby="caption-{name}">\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{lines}'
        f"</tbody></table></div>\n{_cut_note(table, file)}"
    )


def _search(name: str) -> str:
    return (
        '<label class="js-only search">Search '
        f'<input type="search" data-search="{name}" autocomplete="off"></label>'
    )


def _cut_note(table: ReportTable, file: str) -> str:
    if not table.cut:
        return ""
    kept, total = numbers.count(table.rows_kept), numbers.count(table.total)
    rest = f"; all are in {file}" if file else ""
    return f'<p class="note">The first {kept} of {total} rows{rest}.</p>'


def _heading_html(heading: Heading) -> str:
    kind = f' class="{html(heading.kind)}"' if heading.kind != "text" else ""
    unit = f" <small>{html(heading.unit)}</small>" if heading.unit else ""
    return f'<th scope="col"{kind}>{html(heading.label)}{unit}</th>'


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
    text, _, href, css, tip = cell
    if isinstance(text, Mapping):
        return "".join(_in_context(text, href))
    if href:
        shown = _breakable(html(text)) if css == "id" else html(text)
        return f'<a href="{html(href)}">{shown}</a>'
    if css == "id":
        return _breakable(html(text))
    if tip:
        return f'<span title="{html(tip)}">{html(text)}</span>'
    return html(text)


def _breakable(path: str) -> str:
    """Let a long path break after its folders and before its words, not inside them."""
    return re.sub(r"([/_-]+)(?=[^/_-])", r"\1<wbr>", path)


def _in_context(text: Mapping[str, Any], href: str | None) -> Iterator[str]:
    """Yield a use of a phrase between the words on its left and on its right, whole words only."""
    surface = html(text["surface"] or "")
    left, right = text["left"] or "", text["right"] or ""
    if len(left) >= CONTEXT:
        left = "… " + left.partition(" ")[2]
    if len(right) >= CONTEXT:
        right = right.rpartition(" ")[0] + " …"
    yield f'<span class="left">{html(left)}</span>'
    yield f'<a href="{html(href)}">{surface}</a>' if href else f"<mark>{surface}</mark>"
    yield f'<span class="right">{html(right)}</span>'
