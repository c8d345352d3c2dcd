"""Documents to look at first, with the reasons in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hedgerow.report import tabulate as t
from hedgerow.report.links import Links
from hedgerow.report.results import Results, rows

SHOWN = 100


def reasons(row: Mapping[str, Any]) -> list[str]:
    """Split the reasons of a document, one for each criterion that it fails."""
    text, stuffing = row["failed_reasons"], row["stuffing_reasons"]
    if not text:
        return []
    if stuffing:
        # The criteria of stuffing are themselves joined by "; ".
        text = text.replace(stuffing, stuffing.replace("; ", ", "))
    return [part.strip() for part in text.split("; ") if part.strip()]


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
            "reasons": reasons(row),
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
