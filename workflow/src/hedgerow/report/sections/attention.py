"""Documents to check first, with the reasons in words."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from hedgerow.report import numbers
from hedgerow.report.links import Links
from hedgerow.report.render import part
from hedgerow.report.results import Results, rows
from hedgerow.report.sections.section import Fold, Page, Part, Section
from hedgerow.report.tabulate import ReportTable, count_column, named, number_column, text_column

SHOWN = 50

FIRST = 3
"""Documents that are listed before the list is unfolded."""

COMMON = 0.75
"""A criterion that this share of the documents fails does not rank them."""

FEW = 5
"""In smaller corpora no criterion is common."""

CRITERIA = {
    "hard to read": "Hard to read",
    "overstated": "Overstated",
    "unattributed": "Unattributed",
    "nameless research": "Nameless research",
    "stuffed": "Stuffed",
    "templated": "Templated",
}
"""The criteria by the first words of their reasons, in the order of the reasons."""


def parts(page: Page) -> Iterator[Part]:
    """Yield the documents that fail a criterion, and how many fail each."""
    attention = attention_list(page.results, page.links)
    yield part("_attention.html.j2", attention=attention)
    if attention["judged"]:
        table = _criteria_table(page.results, attention["counts"], attention["judged"])
        yield Fold("How many documents fail each criterion", [table])


SECTION = Section("attention", "Documents to check first", parts, view="overview")


_NEEDED = ("doc_id", "title", "group", "failed", "failed_reasons", "stuffing_reasons")
"""Columns of `documents` that the list is made of."""


def reasons(row: Mapping[str, Any]) -> list[str]:
    """Split the reasons of a document, one for each criterion that it fails."""
    text, stuffing = row["failed_reasons"], row["stuffing_reasons"]
    if not text:
        return []
    if stuffing:
        # The criteria of stuffing are themselves joined by "; ".
        text = text.replace(stuffing, stuffing.replace("; ", ", "))
    return [part.strip() for part in text.split("; ") if part.strip()]


def attention_list(results: Results, links: Links) -> dict[str, Any]:
    """Return the documents that fail a criterion, those that differ from the others first.

    A criterion that nearly all documents fail is named once. Documents are ranked by the number of
    other criteria they fail, then by how rare these are.
    """
    frame = results.of_included(_NEEDED)
    judged = [row for row in rows(frame) if row["failed"] is not None]
    failed = {row["doc_id"]: reasons(row) for row in judged}
    counts = Counter(criterion(reason) for own in failed.values() for reason in own)
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
        "counts": counts,
        "common": [CRITERIA.get(key, key).lower() for key in CRITERIA if key in common],
        "failing": len(failing),
        "standing_out": len(standing_out),
        "judged": len(judged),
        "shown": SHOWN,
        "first": FIRST,
        "file": results.table_file("documents"),
    }


def criterion(reason: str) -> str:
    """Return the name of the criterion that a reason begins with."""
    return reason.partition(":")[0]


def _item(
    row: Mapping[str, Any], own: list[str], common: set[str], results: Results, links: Links
) -> dict[str, Any]:
    in_words = [(CRITERIA.get(criterion(r), criterion(r)), r.partition(": ")[2]) for r in own]
    keys = [criterion(reason) for reason in own]
    group = row["group"] if results.grouped else None
    name = named(row["doc_id"], links)
    file = row["doc_id"] if row["doc_id"] != name else None
    return {
        "name": name,
        "href": links.document(row["doc_id"]),
        "facts": [fact for fact in (file, group) if fact],
        "failed": len(own),
        "reasons": [item for item, key in zip(in_words, keys, strict=True) if key not in common],
        "shared": [item for item, key in zip(in_words, keys, strict=True) if key in common],
    }


_LINES = {
    "hard to read": "grade",
    "overstated": "overstatement",
    "unattributed": "unattributed",
    "nameless research": "named",
    "templated": "template_share",
}
"""Settings under `criteria` with the lines."""

_MEANINGS = {
    "hard to read": "consensus grade above the threshold",
    "overstated": "too large a share of its causal claims is direct",
    "unattributed": "too large a share of its direct claims names no source",
    "nameless research": "too small a share of its mentions of research names the study",
    "stuffed": "several signs together that it was written around a key phrase",
    "templated": "too large a share of its words is in sequences shared with other documents",
}


def _criteria_table(results: Results, counts: Mapping[str, int], judged: int) -> ReportTable:
    lines = {key for key, name in _LINES.items() if results.setting("criteria", name) is not None}
    lines.add("stuffed")
    return ReportTable(
        "criteria",
        "How many documents fail each criterion",
        [
            text_column("criterion", lambda key: CRITERIA[key]),
            count_column("documents", lambda key: counts.get(key, 0)),
            number_column("share", lambda key: counts.get(key, 0) / judged, 1, "share", "%"),
            text_column("meaning", lambda key: _MEANINGS[key], "wide"),
        ],
        [key for key in CRITERIA if key in lines or counts.get(key)],
        n=numbers.plural(judged, "document"),
        unit="thresholds are in the settings; a criterion without one fails no document",
    )
