"""Wording that documents share, and documents that resemble each other."""

from __future__ import annotations

from typing import Any

from hedgerow.report import numbers
from hedgerow.report import tabulate as t
from hedgerow.report.links import Links
from hedgerow.report.results import Results, rows
from hedgerow.report.sections.attention import document_cell
from hedgerow.report.sections.comparison import spread_table

_SHOWN = 200
_NAMED = 4


def context(results: Results, links: Links) -> dict[str, Any]:
    """Return the tables of shared sequences and of similar documents."""
    return {
        "spread": spread_table(
            results, ("template_share",), "copies", "Shared wording in the corpus"
        ),
        "templates": _templates(results),
        "similar": _similar(results, links),
    }


def _templates(results: Results) -> t.ReportTable:
    frame = results.table("templates").sort_values(
        ["documents", "words", "text"], ascending=[False, False, True]
    )
    return t.ReportTable(
        "templates",
        "Word sequences that documents share, most shared first",
        [
            t.Heading("sequence", "wide"),
            t.Heading("words", "num"),
            t.Heading("documents", "num"),
            t.Heading("uses", "num"),
            t.Heading("in"),
        ],
        [
            [
                t.text(row["text"], css="quote"),
                t.num(row["words"], 0),
                t.num(row["documents"], 0),
                t.num(row["uses"], 0),
                t.text(_some(row["doc_ids"], row["documents"]), css="wide"),
            ]
            for row in rows(frame.head(_SHOWN))
        ],
        n=numbers.plural(len(frame), "sequence"),
        unit="words in lower case, punctuation left out",
        file=results.table_file("templates"),
        total=len(frame),
    )


def _some(doc_ids: str | None, documents: int) -> str:
    """Name the first documents of a list and count the others."""
    named = [doc_id for doc_id in (doc_ids or "").split(";") if doc_id][:_NAMED]
    others = int(documents) - len(named)
    return "; ".join(named) + (f"; and {numbers.count(others)} more" if others > 0 else "")


def _similar(results: Results, links: Links) -> t.ReportTable:
    frame = results.table("similar").sort_values(
        ["jaccard", "doc_a", "doc_b"], ascending=[False, True, True]
    )
    return t.ReportTable(
        "similar",
        "Similar documents",
        [
            t.Heading("document"),
            t.Heading("and"),
            t.Heading("Jaccard similarity", "num"),
            t.Heading("kind"),
        ],
        [
            [
                document_cell(row["doc_a"], links),
                document_cell(row["doc_b"], links),
                t.num(row["jaccard"], 2),
                t.text(row["kind"]),
            ]
            for row in rows(frame.head(_SHOWN))
        ],
        n=numbers.plural(len(frame), "pair"),
        unit="exact, on 5-word shingles",
        file=results.table_file("similar"),
        total=len(frame),
    )
