"""How hard the documents are to read."""

from __future__ import annotations

from collections.abc import Iterator

from hedgerow.readability.formulas import FORMULAS
from hedgerow.report import numbers
from hedgerow.report.links import Links
from hedgerow.report.results import Results, first_rows, rows
from hedgerow.report.sections.comparison import spread_table
from hedgerow.report.sections.section import Fold, Page, Part, Section, paragraph
from hedgerow.report.tabulate import (
    Cell,
    Column,
    ReportTable,
    count_column,
    document_column,
    estimate_column,
    number_column,
    text_column,
)

_DIVERSITY = ("mattr", "mtld", "hdd")
_OVERVIEW = (
    "consensus_grade",
    "consensus_grade_with_lists",
    "hedgerow_grade",
    *(name for name in FORMULAS if name != "hedgerow_grade"),
    *_DIVERSITY,
)
MEASURES = (
    "consensus_grade",
    "hedgerow_grade",
    "flesch_kincaid_grade",
    "flesch_reading_ease",
    *_DIVERSITY,
)
_TOP = 10
"""Rows of the tables of hard sentences and words."""


def parts(page: Page) -> Iterator[Part]:
    """Yield the readability tables and figures."""
    results = page.results
    yield paragraph(
        "All scores are of prose: paragraphs, summaries, quotes and list items that are sentences."
        " The consensus grade is the median of five indices, given as a US school grade. The"
        " Hedgerow grade is a formula fitted to teachers’ judgements of the texts of a public"
        " corpus."
    )
    yield page.figures["grades"]
    yield page.figures["timeline"]
    yield Fold(
        "Documents at or below a grade, and all indices",
        [
            _lines(results),
            spread_table(results, _OVERVIEW, "readability", "Readability of the corpus"),
        ],
    )
    yield Fold("What to rewrite first in all documents", list(_rewriting(page)))


SECTION = Section("readability", "Reading level", parts, view="documents")


def _rewriting(page: Page) -> Iterator[Part]:
    """Yield the sentences and words that raise the grades of all documents most."""
    yield paragraph(
        "Sentences are ranked by how much the grade of the document would fall without them;"
        " unfamiliar words by how much it would fall if a one-syllable word replaced them."
    )
    yield _hard_sentences(page.results, page.links)
    yield _hard_words(page.results)


def _lines(results: Results) -> ReportTable:
    grades = [item for item in results.summary.get("grades") or [] if item]
    return ReportTable(
        "grades",
        "Documents at or below a grade",
        [
            text_column("group", "group"),
            count_column("grade", "grade"),
            count_column("documents at or below", "k"),
            count_column("of", "n"),
            estimate_column("share", "share", 1, "share"),
        ],
        [{**row, "share_low": row.get("low"), "share_high": row.get("high")} for row in grades],
        n=numbers.plural(results.n_included, "document"),
        unit="consensus grade; Wilson intervals",
        file=results.table_file("documents"),
    )


def _hard_sentences(results: Results, links: Links) -> ReportTable:
    order = ["gain", "doc_id", "sentence"]
    gaining = (part.dropna(subset=["gain"]) for part in results.streamed("sentences", order))
    first, scored = first_rows(gaining, order, [False, True, True], _TOP)
    hardest = first[["doc_id", "sentence"]].merge(
        results.rows_of("sentences", set(first["doc_id"])), on=["doc_id", "sentence"], how="left"
    )

    def position(row: dict) -> Cell:
        href = links.sentence(row["doc_id"], row["sentence"])
        return Cell(str(int(row["sentence"]) + 1), float(row["sentence"]), href)

    def words(row: dict) -> Cell:
        return Cell(f"{row['words']:.0f}{' (over 80)' if row['is_long'] else ''}", row["words"])

    return ReportTable(
        "hard-sentences",
        f"The {_TOP} sentences that would lower the grade most if rewritten",
        [
            document_column(links),
            Column("sentence", position, "num"),
            Column("words", words, "num"),
            number_column("grades lower without it", "gain", 2),
            text_column(
                "hard words", lambda row: (row["hard_words"] or "").replace(" ", ", "), "wide"
            ),
        ],
        rows(hardest),
        n=numbers.plural(scored, "sentence"),
        unit="Flesch-Kincaid grades",
        file=results.table_file("sentences"),
    )


def _hard_words(results: Results) -> ReportTable | None:
    frame = results.columns("hard_words", ["doc_id", "word", "uses", "syllables", "cost"])
    if frame.empty:
        return None
    merged = frame.groupby("word", as_index=False).agg(
        documents=("doc_id", "nunique"),
        uses=("uses", "sum"),
        syllables=("syllables", "mean"),
        cost=("cost", "mean"),
        total=("cost", "sum"),
    )
    merged = merged.sort_values(["total", "word"], ascending=[False, True])
    return ReportTable(
        "hard-words",
        f"The {_TOP} words that raise the grade most",
        [
            text_column("word", "word"),
            count_column("documents", "documents"),
            count_column("occurrences in them", "uses"),
            count_column("syllables", "syllables"),
            number_column("grades added, mean over documents", "cost", 2),
        ],
        rows(merged.head(_TOP)),
        n=numbers.plural(len(merged), "word")
        + ", the ten of most effect in each of "
        + numbers.plural(frame["doc_id"].nunique(), "document"),
        unit="Flesch-Kincaid grades",
        file=results.table_file("hard_words"),
    )
