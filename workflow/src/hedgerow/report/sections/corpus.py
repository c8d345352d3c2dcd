"""What came in, what was left out and why, and what was changed in the text."""

from __future__ import annotations

from typing import Any

from hedgerow.report import numbers
from hedgerow.report import tabulate as t
from hedgerow.report.labels import CHANGES, STATUSES, in_words
from hedgerow.report.links import Links
from hedgerow.report.results import Results, rows
from hedgerow.report.sections.attention import document_cell

_STEPS = (
    ("found", "found", "files and records below the corpus folder"),
    ("unreadable", "unreadable", "could not be read as text"),
    ("empty", "empty", "no text was left after cleaning"),
    ("not_english", "not English", "another language was recognised"),
    ("duplicate", "duplicate", "same text as another document after normalisation"),
    ("near_duplicate", "near duplicate", "nearly the same text as another document"),
    ("too_short", "too short", "fewer words of prose than the settings ask for"),
    ("analysed", "analysed", "read, and none of the above"),
    (
        "included",
        "in the statistics",
        "enter averages, shares and comparisons; near duplicates as the settings say",
    ),
)


def context(results: Results, links: Links) -> dict[str, Any]:
    """Return the flow of documents, the excluded ones, formats and the cleaning log."""
    return {
        "flow": _flow(results),
        "excluded": _excluded(results, links),
        "cleaning": _cleaning(results),
        "forms": _forms(results),
        "odd": _odd_words(results),
    }


def _flow(results: Results) -> t.ReportTable:
    flow = results.part("flow")
    found = flow.get("found")
    lines = [
        [
            t.text(label),
            t.num(flow.get(key, 0), 0),
            t.num(flow.get(key, 0) / found if found else None, 1, "share"),
            t.text(meaning, css="wide"),
        ]
        for key, label, meaning in _STEPS
    ]
    return t.ReportTable(
        "flow",
        "From the folder to the statistics",
        [
            t.Heading("step"),
            t.Heading("documents", "num"),
            t.Heading("of those found", "num", "%"),
            t.Heading("meaning"),
        ],
        lines,
        n=f"{numbers.plural(found or 0, 'document')} found",
        file=results.table_file("documents"),
    )


def _excluded(results: Results, links: Links) -> t.ReportTable:
    frame = results.table("excluded")
    lines = [
        [
            document_cell(row["doc_id"], links),
            t.text(in_words(STATUSES, row["status"])),
            t.text(row["reason"], css="wide"),
        ]
        for row in rows(frame.sort_values(["status", "doc_id"]).head(t.ROW_LIMIT))
    ]
    return t.ReportTable(
        "excluded",
        "Documents that do not enter the statistics",
        [t.Heading("document"), t.Heading("status"), t.Heading("reason")],
        lines,
        n=numbers.plural(len(frame), "document"),
        file=results.table_file("excluded"),
        total=len(frame),
    )


def _cleaning(results: Results) -> t.ReportTable:
    frame = results.table("cleaning")
    grouped = frame.groupby("change")["count"].agg(["sum", "count"]).reset_index()
    grouped = grouped.sort_values(["sum", "change"], ascending=[False, True])
    lines = [
        [
            t.text(in_words(CHANGES, row["change"])),
            t.num(row["sum"], 0),
            t.num(row["count"], 0),
        ]
        for row in rows(grouped)
    ]
    return t.ReportTable(
        "cleaning",
        "What was changed in the text before anything was counted",
        [t.Heading("change"), t.Heading("times", "num"), t.Heading("documents", "num")],
        lines,
        n=numbers.plural(frame["doc_id"].nunique(), "document") + " changed",
        file=results.table_file("cleaning"),
    )


def _forms(results: Results) -> t.ReportTable:
    frame = results.table("documents")[["format", "encoding"]].fillna("unknown")
    grouped = frame.groupby(["format", "encoding"]).size().reset_index(name="n")
    grouped = grouped.sort_values(["n", "format", "encoding"], ascending=[False, True, True])
    return t.ReportTable(
        "forms",
        "Formats and character encodings",
        [t.Heading("format"), t.Heading("encoding"), t.Heading("documents", "num")],
        [[t.text(r["format"]), t.text(r["encoding"]), t.num(r["n"], 0)] for r in rows(grouped)],
        n=numbers.plural(len(frame), "document"),
        file=results.table_file("documents"),
    )


def _odd_words(results: Results) -> dict[str, Any]:
    odd = results.part("oov_words")
    top = [list(item) for item in odd.get("top") or []]
    table = t.ReportTable(
        "oov_words",
        "Most frequent words outside the syllable dictionary",
        [t.Heading("word"), t.Heading("uses", "num"), t.Heading("syllables by the rule", "num")],
        [[t.text(item[0]), t.num(item[1], 0), t.num(item[2], 0)] for item in top],
        n=numbers.plural(len(top), "word"),
    )
    return {"share": odd.get("share"), "table": table}
