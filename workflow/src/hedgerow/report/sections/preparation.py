"""How the texts were read: formats, changes before counting, estimated syllables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hedgerow.report import numbers
from hedgerow.report.labels import CHANGES, in_words
from hedgerow.report.results import Results, rows
from hedgerow.report.sections.section import Page, Part, Section, paragraph
from hedgerow.report.tabulate import ReportTable, count_column, text_column


def parts(page: Page) -> Iterator[Part]:
    """Yield formats, the cleaning log, and the words outside the syllable dictionary."""
    results = page.results
    yield _formats(results)
    yield _cleaning(results)
    outside = results.part("oov_words")
    if outside.get("share") is not None:
        yield paragraph(
            "The syllables of {share} of the words of prose were estimated by rule, because the"
            " words are not in the syllable dictionary.",
            share=numbers.percent(outside["share"], 1),
        )
    if outside.get("top"):
        yield _estimated_words(outside["top"])


SECTION = Section("preparation", "Preparation of the texts", parts)


def _cleaning(results: Results) -> ReportTable:
    frame = results.table("cleaning")
    grouped = frame.groupby("change")["count"].agg(["sum", "count"]).reset_index()
    return ReportTable(
        "cleaning",
        "Changes made to the text before anything was counted",
        [
            text_column("change", lambda row: in_words(CHANGES, row["change"])),
            count_column("times", "sum"),
            count_column("documents", "count"),
        ],
        rows(grouped.sort_values(["sum", "change"], ascending=[False, True])),
        n=numbers.plural(frame["doc_id"].nunique(), "document") + " changed",
        file=results.table_file("cleaning"),
    )


def _formats(results: Results) -> ReportTable:
    frame = results.of_documents(["format", "encoding"]).fillna("unknown")
    grouped = frame.groupby(["format", "encoding"]).size().reset_index(name="n")
    return ReportTable(
        "formats",
        "Formats and character encodings",
        [
            text_column("format", "format"),
            text_column("encoding", "encoding"),
            count_column("documents", "n"),
        ],
        rows(grouped.sort_values(["n", "format", "encoding"], ascending=[False, True, True])),
        n=numbers.plural(len(frame), "document"),
    )


def _estimated_words(top: list[Any]) -> ReportTable:
    return ReportTable(
        "oov_words",
        "Most frequent words outside the syllable dictionary",
        [
            text_column("word", lambda item: item[0]),
            count_column("occurrences", lambda item: item[1]),
            count_column("estimated syllables", lambda item: item[2]),
        ],
        [list(item) for item in top],
        n=numbers.plural(len(top), "word"),
    )
