"""Facts of the pages: author, date, references, disclosure, advertising, links."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hedgerow.report import numbers
from hedgerow.report.lists import precision_of
from hedgerow.report.results import rows
from hedgerow.report.sections.section import Page, Part, paragraph
from hedgerow.report.tabulate import (
    ROW_LIMIT,
    Cell,
    Column,
    ReportTable,
    count_column,
    document_column,
)

if TYPE_CHECKING:
    from pandas import Series

QUOTED = 120
"""Characters of a quoted text, at most."""


@dataclass(frozen=True)
class Sign:
    """A sign of transparency: its column of `documents`, its name, and the column of its text."""

    column: str
    name: str
    noun: str
    text: str = ""


SIGNS = (
    Sign("has_author", "author", "an author", "author_text"),
    Sign("has_date", "date", "a date", "date_text"),
    Sign("has_references", "references", "references", "references_text"),
    Sign("has_disclosure", "disclosure", "a disclosure", "disclosure_text"),
    Sign("has_advertising", "advertising", "a mark of advertising", "advertising_text"),
    Sign("names_study", "named study", "a study named as a source"),
)

LINKS = {
    "links_study": "links to studies",
    "links_agency": "links to agencies",
    "links_shop": "links to shops",
    "links_other": "other links",
}
"""Columns of `documents` that count outgoing links."""


def transparency_parts(page: Page) -> Iterator[Part]:
    """Yield how many pages show each sign, and the signs and links of each page."""
    results = page.results
    texts = [sign.text for sign in SIGNS if sign.text]
    names = ["doc_id", *(sign.column for sign in SIGNS), *texts, *LINKS]
    frame = results.of_included(list(dict.fromkeys(names)))
    totals = [
        f"{sign.noun} in {numbers.share_of(_count(frame[sign.column]), len(frame), 'document')}"
        for sign in SIGNS
    ]
    yield paragraph("Identified by rule: {totals}.", totals="; ".join(totals))
    if frame[list(LINKS)].fillna(0).to_numpy().any():
        links = (f"{numbers.count(frame[c].fillna(0).sum())} {name}" for c, name in LINKS.items())
        yield paragraph("Outgoing links of all pages: {links}.", links=", ".join(links))
    yield ReportTable(
        "transparency",
        "Transparency: automatic proxies of the JAMA benchmarks, advertising, and links",
        [
            document_column(page.links),
            *map(_sign_column, SIGNS),
            *(count_column(name, column) for column, name in LINKS.items()),
        ],
        rows(frame.head(ROW_LIMIT)),
        n=numbers.plural(len(frame), "document"),
        unit=f"disclosures: {precision_of('disclosures')}",
        file=results.table_file("documents"),
        total=len(frame),
    )


def _count(found: Series) -> int:
    return int(found.fillna(False).astype(bool).sum())


def _sign_column(sign: Sign) -> Column:
    def cell(row: Mapping[str, Any]) -> Cell:
        if not row[sign.column]:
            return Cell("not found", 0.0)
        words = str((row[sign.text] if sign.text else None) or "found")
        return Cell(words if len(words) <= QUOTED else f"{words[: QUOTED - 1]}…", 1.0, css="wide")

    return Column(sign.name, cell)
