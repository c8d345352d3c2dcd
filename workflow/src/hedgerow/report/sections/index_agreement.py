"""How well the readability indices agree with each other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hedgerow.report import numbers
from hedgerow.report.labels import measure
from hedgerow.report.results import Results
from hedgerow.report.sections.section import Page, Part, Section, paragraph
from hedgerow.report.tabulate import Column, ReportTable, number_column, text_column


def parts(page: Page) -> Iterator[Part]:
    """Yield rank correlations of the indices and their agreement in level."""
    results = page.results
    level = _level(results)
    if level:
        yield paragraph(
            "Agreement in level of a single index, ICC(2,1): {level}. Rank correlations show"
            " whether the indices order the documents alike; the ICC also whether they give the"
            " same grade.",
            level=level,
        )
    table = _correlations(results)
    yield table or paragraph(
        "Agreement needs at least three documents with all five indices.", "note"
    )


SECTION = Section("index-agreement", "Agreement of the indices", parts)


def _correlations(results: Results) -> ReportTable | None:
    agreement = results.part("agreement")
    columns, matrix = agreement.get("columns") or [], agreement.get("spearman") or []
    if len(columns) < 2 or not matrix:
        return None
    labels = [measure(column).label for column in columns]

    def index_column(position: int) -> Column:
        return number_column(labels[position], lambda row: row[1][position], 2)

    return ReportTable(
        "agreement",
        "Rank correlations of the indices",
        [text_column("index", lambda row: row[0]), *map(index_column, range(len(labels)))],
        list(zip(labels, matrix, strict=True)),
        n=numbers.plural(results.n_included, "document"),
        unit="Spearman’s rank correlation",
    )


def _level(results: Results) -> str:
    icc: dict[str, Any] = results.part("agreement").get("icc") or {}
    if not numbers.defined(icc.get("value")):
        return ""
    ends = numbers.interval(icc.get("low"), icc.get("high"), 2)
    tail = f", 95{numbers.NARROW}% interval {ends}" if ends else ""
    return f"{numbers.number(icc['value'], 2)} (n = {numbers.count(icc.get('n'))}{tail})"
