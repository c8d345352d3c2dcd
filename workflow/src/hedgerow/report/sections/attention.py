"""Documents to look at first, with the reasons in words."""

from __future__ import annotations

from typing import Any

from hedgerow.report import tabulate as t
from hedgerow.report.links import Links
from hedgerow.report.results import Results, rows

SHOWN = 100


def reasons(value: Any) -> list[str]:
    """Split the reasons of a document into sentences."""
    return [part.strip() for part in str(value).split("; ") if part.strip()] if value else []


def context(results: Results, links: Links) -> dict[str, Any]:
    """Return the ranked documents that fail at least one criterion."""
    frame = results.documents
    judged = frame[frame["failed"].notna()]
    failing = [row for row in rows(judged) if row["failed"] and int(row["failed"]) > 0]
    listed = [
        {
            "doc_id": row["doc_id"],
            "href": links.document(row["doc_id"]),
            "title": row["title"],
            "group": row["group"] if results.grouped else None,
            "failed": int(row["failed"]),
            "reasons": reasons(row["failed_reasons"]),
        }
        for row in failing[:SHOWN]
    ]
    return {
        "listed": listed,
        "failing": len(failing),
        "judged": len(judged),
        "shown": SHOWN,
        "file": results.table_file("documents"),
    }


def document_cell(doc_id: str, links: Links) -> t.Cell:
    """A document's name with the way to its page."""
    return t.Cell(doc_id, doc_id.casefold(), links.document(doc_id), "id")
