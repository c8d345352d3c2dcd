"""All documents: heat table and scatter plot, drawn by the script of the page."""

from __future__ import annotations

from collections.abc import Iterator

from hedgerow.report import numbers
from hedgerow.report.links import Links
from hedgerow.report.render import part
from hedgerow.report.results import Results, rows
from hedgerow.report.sections.section import Page, Part, Section
from hedgerow.report.tabulate import named

PLAIN = 2000
"""Rows of the plain table, which a browser without script shows."""

_PLAIN_MEASURES = (
    "consensus_grade",
    "hedge_rate",
    "overstatement",
    "direct_unattributed_share",
    "template_share",
)


def parts(page: Page) -> Iterator[Part]:
    """Yield the heat table; without script, a plain table with a row for each document."""
    yield part(
        "_documents.html.j2",
        total=page.results.length("documents"),
        grouped=page.results.grouped,
        file=page.results.table_file("documents"),
        plain=_plain(page.results, page.links),
    )


SECTION = Section("documents", "Documents", parts, quiet=True, view="documents")


def _plain(results: Results, links: Links) -> dict[str, object]:
    """Return the plain table: its heads, and the anchor, name, file and cells of each row."""
    from hedgerow.report.labels import measure

    measures = [measure(name) for name in _PLAIN_MEASURES]
    listed = rows(results.ranked_documents(["doc_id", *_PLAIN_MEASURES]).head(PLAIN))
    return {
        "heads": [m.label for m in measures],
        "rows": [
            {
                "anchor": str(links.document(row["doc_id"]))[1:],
                "name": named(row["doc_id"], links),
                "file": row["doc_id"],
                "cells": [numbers.with_unit(row[m.column], m.unit, m.digits) for m in measures],
            }
            for row in listed
        ],
    }
