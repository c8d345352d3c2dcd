"""Titles and links of the pages, as those see them who optimise pages for search engines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hedgerow.report import numbers
from hedgerow.report.links import Links
from hedgerow.report.results import Results, rows
from hedgerow.report.sections.transparency import LINKS
from hedgerow.report.tabulate import (
    ROW_LIMIT,
    ReportTable,
    count_column,
    document_column,
    text_column,
    yes_column,
)


def titles_table(results: Results, links: Links) -> ReportTable:
    """Return length of the title, other pages with it, its focus phrase, and links of each page.

    Pages that share their title come first, then those with the longest titles.
    """
    frame = results.of_included(["doc_id", "title", "focus_phrase", *LINKS])
    titles = frame["title"].fillna("").astype(str).str.strip()
    folded = titles.str.casefold()
    same = folded.map(folded.value_counts()).astype(float).where(titles != "")
    frame = frame.assign(_length=titles.str.len().astype(float).where(titles != ""), _same=same - 1)
    frame = frame.sort_values(["_same", "_length", "doc_id"], ascending=[False, False, True])
    shown = frame.head(ROW_LIMIT)
    uses = results.rows_of("phrase_documents", set(shown["doc_id"]))
    counts = {
        column: dict(
            zip(zip(uses["doc_id"], uses["phrase"], strict=True), uses[column], strict=True)
        )
        for column in ("title", "heading")
    }

    def focus(row: Mapping[str, Any], column: str) -> Any:
        value = counts[column].get((row["doc_id"], row["focus_phrase"]), 0)
        return int(value) if row["focus_phrase"] is not None and numbers.defined(value) else None

    def in_title(row: Mapping[str, Any]) -> Any:
        return focus(row, "title") if numbers.defined(row["_length"]) else None

    return ReportTable(
        "titles",
        "Titles and links of each page",
        [
            document_column(links),
            count_column("characters of the title", "_length"),
            count_column("other pages with this title", "_same"),
            text_column("focus phrase", "focus_phrase", "phrase"),
            yes_column("in the title", in_title),
            count_column("in headings", lambda row: focus(row, "heading")),
            *(count_column(name, column) for column, name in LINKS.items()),
        ],
        rows(shown),
        n=numbers.plural(len(frame), "document"),
        file=results.table_file("documents"),
        total=len(frame),
    )
