"""The corpus: documents found, excluded and analysed, and the changes made to their text."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from hedgerow.corpus.measured_share import LOW
from hedgerow.report import numbers
from hedgerow.report.labels import STATUSES, in_words
from hedgerow.report.links import Links
from hedgerow.report.results import Results, rows
from hedgerow.report.sections.section import Fold, Page, Part, Section, paragraph
from hedgerow.report.tabulate import (
    ROW_LIMIT,
    ReportTable,
    count_column,
    document_column,
    number_column,
    text_column,
    yes_column,
)

_STEPS = (
    ("found", "found", "files and records below the corpus folder"),
    ("unreadable", "unreadable", "could not be read as text"),
    ("empty", "empty", "no text was left after cleaning"),
    ("not_english", "not English", "another language was recognised"),
    ("duplicate", "duplicate", "same text as another document after normalisation"),
    ("near_duplicate", "near duplicate", "nearly the same text as another document"),
    (
        "too_short",
        "too short",
        "fewer words in prose and statements of lists than the settings say",
    ),
    ("analysed", "analysed", "in English, long enough, and no duplicate"),
    (
        "included",
        "in the statistics",
        "counted in averages, shares and comparisons; near duplicates as the settings say",
    ),
)


_ALWAYS = ("found", "included")
"""Steps that are listed even if no document is in them."""


def parts(page: Page) -> Iterator[Part]:
    """Yield the flow of documents and the excluded ones."""
    results = page.results
    yield _coverage(results)
    yield Fold(
        "From the folder to the statistics: found, left out, boilerplate",
        [
            _flow(results),
            _excluded(results, page.links),
            _unmatched(results),
            _boilerplate(results, page.links),
        ],
    )


SECTION = Section("corpus", "Corpus and quality", parts, "What was measured", view="methods")


def _coverage(results: Results) -> Part:
    """Return the share of the words that was measured, and the documents with little prose."""
    row = results.part("measured")
    if not numbers.defined(row.get("share")):
        return None
    low = row.get("low_documents") or 0
    text = (
        "{share} of the words were measured: {words} of {of}, boilerplate left out. The others"
        " are in headings, menus, tables and captions, or in documents outside the statistics."
    )
    if low:
        text += (
            " In {low} the share is below {line}; <code>{file}</code> has the words of each"
            " document, measured (<code>words</code>) and in all (<code>words_all</code>)."
        )
    words = paragraph(
        text,
        share=numbers.percent(row["share"]),
        words=numbers.count(row["words"]),
        of=numbers.count(row["of"]),
        low=numbers.plural(low, "document"),
        line=numbers.percent(LOW),
        file=results.table_file("documents"),
    )
    return Markup('<div id="measured">{}</div>\n').format(words)


def _boilerplate(results: Results, links: Links) -> ReportTable:
    frame = results.table("boilerplate")
    frame = frame.assign(_weight=frame["words"] * frame["occurrences"])
    frame = frame.sort_values(["_weight", "text"], ascending=[False, True])
    return ReportTable(
        "boilerplate",
        "Boilerplate: passages that repeat over the corpus and are not measured",
        [
            text_column("passage", "text", "quote", "wide"),
            count_column("words", "words"),
            count_column("documents", "documents"),
            count_column("occurrences", "occurrences"),
            yes_column("left out", "removed"),
            document_column(links, "example", "first document"),
        ],
        rows(frame.head(ROW_LIMIT)),
        n=numbers.plural(len(frame), "passage"),
        file=results.table_file("boilerplate"),
        total=len(frame),
    )


def _flow(results: Results) -> ReportTable:
    flow = results.part("flow")
    total = flow.get("found")
    return ReportTable(
        "flow",
        "From the folder to the statistics",
        [
            text_column("step", lambda step: step[1]),
            count_column("documents", lambda step: flow.get(step[0], 0)),
            number_column(
                "of those found",
                lambda step: flow.get(step[0], 0) / total if total else None,
                1,
                "share",
                "%",
            ),
            text_column("meaning", lambda step: step[2], "wide"),
        ],
        [step for step in _STEPS if flow.get(step[0]) or step[0] in _ALWAYS],
        n=f"{numbers.plural(total or 0, 'document')} found",
        file=results.table_file("documents"),
    )


def _unmatched(results: Results) -> ReportTable | None:
    """Return the rows of the table of documents that match no document; null where all do."""
    lost = results.part("unmatched_metadata")
    if not lost:
        return None
    return ReportTable(
        "unmatched-metadata",
        "Rows of the table of documents that match no document",
        [text_column("line", "line"), text_column("path", "file", "wide")],
        lost[:ROW_LIMIT],
        n=numbers.plural(len(lost), "row"),
        total=len(lost),
    )


def _excluded(results: Results, links: Links) -> ReportTable:
    frame = results.table("excluded")
    return ReportTable(
        "excluded",
        "Documents excluded from the statistics",
        [
            document_column(links),
            text_column("status", lambda row: in_words(STATUSES, row["status"])),
            text_column("reason", "reason", "wide"),
        ],
        rows(frame.sort_values(["status", "doc_id"]).head(ROW_LIMIT)),
        n=numbers.plural(len(frame), "document"),
        file=results.table_file("excluded"),
        total=len(frame),
    )
