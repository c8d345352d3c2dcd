"""Documents to look at first, with the reasons in words."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from typing import Any

from hedgerow.report import numbers
from hedgerow.report import tabulate as t
from hedgerow.report.links import Links
from hedgerow.report.results import Results, rows

SHOWN = 100

COMMON = 0.75
"""A criterion that this share of the documents fails says nothing of where to begin."""

FEW = 5
"""In smaller corpora no criterion is common."""

CRITERIA = {
    "hard to read": "Hard to read",
    "overstated": "Overstated",
    "unattributed": "Unattributed",
    "nameless research": "Nameless research",
    "stuffed": "Stuffed",
    "templated": "Templated",
    "contradicting": "Contradicting",
}
"""The criteria by the word that their reasons begin with, in the order of the reasons."""


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
    """Return the documents that fail a criterion, those that stand out from the others first.

    A criterion that nearly all documents fail is said once. Documents are ranked by the number of
    other criteria they fail, then by how rare these are.
    """
    judged = [row for row in rows(results.included) if row["failed"] is not None]
    failed = {row["doc_id"]: reasons(row) for row in judged}
    counts = Counter(criterion(reason) for found in failed.values() for reason in found)
    common = {key for key, n in counts.items() if n >= COMMON * len(judged) and len(judged) >= FEW}

    def rank(row: Mapping[str, Any]) -> tuple[int, float, str]:
        keys = [key for key in map(criterion, failed[row["doc_id"]]) if key not in common]
        return -len(keys), sum(math.log(counts[key]) for key in keys), row["doc_id"]

    failing = sorted((row for row in judged if failed[row["doc_id"]]), key=rank)
    standing_out = [row for row in failing if rank(row)[0]]
    return {
        "listed": [
            _item(row, failed[row["doc_id"]], common, results, links)
            for row in standing_out[:SHOWN]
        ],
        "criteria": _criteria_table(counts, len(judged)),
        "common": [CRITERIA.get(key, key).lower() for key in CRITERIA if key in common],
        "failing": len(failing),
        "standing_out": len(standing_out),
        "judged": len(judged),
        "shown": SHOWN,
        "file": results.table_file("documents"),
    }


def criterion(reason: str) -> str:
    """Return the name of the criterion that a reason speaks of."""
    return reason.partition(":")[0]


def _item(
    row: Mapping[str, Any], found: list[str], common: set[str], results: Results, links: Links
) -> dict[str, Any]:
    parts = [(CRITERIA.get(criterion(r), criterion(r)), r.partition(": ")[2]) for r in found]
    keys = [criterion(reason) for reason in found]
    return {
        "doc_id": row["doc_id"],
        "href": links.document(row["doc_id"]),
        "facts": [row[key] for key in ("title", "group") if row[key] and _tells(key, results)],
        "failed": len(found),
        "reasons": [part for part, key in zip(parts, keys, strict=True) if key not in common],
        "shared": [part for part, key in zip(parts, keys, strict=True) if key in common],
    }


def _tells(column: str, results: Results) -> bool:
    return column != "group" or results.grouped


_MEANINGS = {
    "hard to read": "consensus grade above the line",
    "overstated": "too many of its causal claims are put directly",
    "unattributed": "too many of its direct claims name no source",
    "nameless research": "too few of its mentions of research say which",
    "stuffed": "written around a key phrase by several signs together",
    "templated": "too many of its words stand in runs that other documents have",
    "contradicting": "two of its own sentences may say opposite things",
}


def _criteria_table(counts: Mapping[str, int], judged: int) -> t.ReportTable:
    lines = [
        [
            t.text(label),
            t.num(counts.get(key, 0), 0),
            t.num(counts.get(key, 0) / judged if judged else None, 1, "share"),
            t.text(_MEANINGS[key], css="wide"),
        ]
        for key, label in CRITERIA.items()
    ]
    return t.ReportTable(
        "criteria",
        "How many documents fail each criterion",
        [
            t.Heading("criterion"),
            t.Heading("documents", "num"),
            t.Heading("share", "num", "%"),
            t.Heading("what it asks"),
        ],
        lines,
        n=numbers.plural(judged, "document"),
        unit="the lines are in the settings; a criterion without a line fails nobody",
    )


def document_cell(doc_id: str, links: Links) -> t.Cell:
    """A document's name with the way to its page."""
    return t.Cell(doc_id, doc_id.casefold(), links.document(doc_id), "id")
