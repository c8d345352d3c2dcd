"""The phrases that documents are written around: positions, densities, and grammatical fit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from hedgerow.corpus.schemas import CORPUS
from hedgerow.report import numbers
from hedgerow.report.labels import PARTS, SCORES, in_words
from hedgerow.report.links import Links
from hedgerow.report.lists import LISTS, listed, precision_of
from hedgerow.report.results import Results, first_rows, rows
from hedgerow.report.sections.page_titles import titles_table
from hedgerow.report.sections.section import Fold, Page, Part, Section, paragraph
from hedgerow.report.sections.sentence_links import sentence_links
from hedgerow.report.tabulate import (
    ROW_LIMIT,
    Cell,
    Column,
    ReportTable,
    count_column,
    document_column,
    number_column,
    quote_column,
    text_column,
    yes_column,
)

if TYPE_CHECKING:
    from pandas import DataFrame

_PHRASE = text_column("phrase", "phrase", "phrase")


def parts(page: Page) -> Iterator[Part]:
    """Yield the tables and figures of phrases."""
    results, links = page.results, page.links
    doubtful = bool(results.setting("report", "doubtful_lists"))
    yield paragraph(
        "Density alone does not reveal a phrase that does not belong: a page may be “good” by the"
        " rule of SEO editors while most occurrences of its phrase are ungrammatical. So each"
        " occurrence has a verdict of its own."
    )
    yield _focus(results, links)
    yield listed("unnatural", _unnatural(results, links), doubtful)
    yield Fold(
        "Where the phrases are, every occurrence, and the phrases of each document",
        [
            page.figures["phrase_positions"],
            _all_occurrences(results, links) if results.length("phrases") else None,
            _documents(results, links),
        ],
    )
    yield Fold("Titles and links", [titles_table(results, links)])


SECTION = Section("phrases", "Key phrases", parts, quiet=True, view="phrases")


def _focus(results: Results, links: Links) -> ReportTable:
    names = ("density_terms", "density_words", "count", "phrase", "score")
    columns = ["doc_id", "stuffed", "stuffing_reasons", "unnatural_occurrences"]
    frame = results.of_included([*columns, *(f"focus_{name}" for name in names)])
    frame = frame.dropna(subset=["focus_phrase"])
    frame = frame.assign(_stuffed=frame["stuffed"].fillna(False).astype(bool))
    frame = frame.sort_values(
        ["_stuffed", "focus_density_words", "doc_id"], ascending=[False, False, True]
    )
    return ReportTable(
        "focus",
        "The focus phrase of each document, stuffed documents first",
        [
            document_column(links),
            text_column("focus phrase", "focus_phrase", "phrase"),
            count_column("uses", "focus_count"),
            number_column("density, uses", "focus_density_terms", 2, label="%"),
            number_column("density, words", "focus_density_words", 2, label="%"),
            text_column("SEO editors’ rule", lambda row: in_words(SCORES, row["focus_score"])),
            count_column("unnatural uses", "unnatural_occurrences"),
            yes_column("stuffed", "stuffed"),
            text_column("criteria met", "stuffing_reasons", "wide"),
        ],
        rows(frame.head(ROW_LIMIT)),
        n=numbers.plural(len(frame), "document"),
        unit="density: 100 × uses / words, and 100 × uses × words of the phrase / words, all"
        " blocks; unnatural uses are of any phrase; pages marked as stuffed:"
        f" {precision_of('stuffed')}",
        file=results.table_file("documents"),
        total=len(frame),
    )


def _documents(results: Results, links: Links) -> ReportTable:
    parts = results.streamed("phrase_documents", CORPUS["phrase_documents"].names)
    order = ["density_words", "doc_id", "phrase"]
    first, total = first_rows(parts, order, [False, True, True], ROW_LIMIT)
    return ReportTable(
        "phrase-documents",
        "Phrases in each document, densest first",
        [
            document_column(links),
            _PHRASE,
            text_column("origin", "origin"),
            count_column("occurrences", "count"),
            number_column("density, words", "density_words", 2, label="%"),
            number_column("first occurrence", "first", 1, "share", "% of the text"),
            number_column("unevenness", "evenness", 2, label="0 to 1"),
            *(count_column(label, name) for name, label in PARTS.items()),
            count_column("unnatural", "unnatural"),
            text_column("SEO editors’ rule: density", lambda row: in_words(SCORES, row["score"])),
            number_column("headings with it", "heading_share", 0, "share", "%"),
            text_column("SEO editors’ rule: headings", "subheadings"),
        ],
        rows(first),
        n=numbers.plural(total, "pair of phrase and document", "pairs of phrase and document"),
        unit="occurrences by part of the document",
        file=results.table_file("phrase_documents"),
        total=total,
    )


def _unnatural(results: Results, links: Links) -> ReportTable:
    parts = results.streamed("unnatural", CORPUS["unnatural"].names)
    first, total = first_rows(parts, ["doc_id", "start"], [True, True], ROW_LIMIT)
    shown = rows(first)
    hrefs = sentence_links(results, links, [(r["doc_id"], r["sentence"]) for r in shown])
    return ReportTable(
        "unnatural",
        LISTS["unnatural"].caption,
        [
            quote_column("sentence", "text", lambda row: hrefs[row["doc_id"], row["sentence"]]),
            _PHRASE,
            text_column("why it does not fit", "reason", "wide"),
            document_column(links),
        ],
        shown,
        n=numbers.plural(total, "unnatural occurrence"),
        file=results.table_file("unnatural"),
        total=total,
    )


def first_occurrences(results: Results, number: int) -> DataFrame:
    """Return the first occurrences of phrases with the phrase's `origin`.

    Listed phrases come before discovered ones, and phrases with unnatural occurrences first.
    """
    pair, order = ["doc_id", "phrase"], ["_fits", "_discovered", "doc_id", "phrase"]
    parts = (
        part[part["count"] > 0].assign(
            _fits=part["unnatural"] == 0, _discovered=part["origin"] == "discovered"
        )
        for part in results.streamed("phrase_documents", [*pair, "origin", "count", "unnatural"])
    )
    # Each of these pairs of document and phrase has an occurrence.
    pairs, _ = first_rows(parts, order, [True] * len(order), number)
    found = pairs[[*order, "origin"]].merge(
        results.rows_of("phrases", set(pairs["doc_id"])), on=pair
    )
    return found.sort_values([*order, "start"]).head(number)


def _all_occurrences(results: Results, links: Links) -> ReportTable:
    first = rows(first_occurrences(results, ROW_LIMIT))
    total = sum(len(part) for part in results.streamed("phrases", ["start"]))
    return occurrence_table(results, links, first, total)


def _verdict(row: Mapping[str, Any]) -> Cell:
    fits = row["natural"] is None or bool(row["natural"])
    words = "fits" if fits else f"does not fit: {row['reason']}"
    return Cell(words, words, css="verdict " + ("fits" if fits else "does-not-fit"))


def occurrence_table(
    results: Results,
    links: Links,
    occurrences: Sequence[Mapping[str, Any]],
    total: int,
    name: str = "occurrences",
    with_document: bool = True,
) -> ReportTable:
    """Return occurrences of phrases, rows of `first_occurrences`, in their context."""
    shown = occurrences[:ROW_LIMIT]
    hrefs = sentence_links(results, links, [(r["doc_id"], r["sentence"]) for r in shown])

    def in_context(row: Mapping[str, Any]) -> Cell:
        text = {side: row[side] for side in ("left", "surface", "right")}
        return Cell(text, row["start"], hrefs[row["doc_id"], row["sentence"]], "kwic")

    return ReportTable(
        name,
        "Every occurrence of a phrase in its context",
        [
            _PHRASE,
            *([document_column(links)] if with_document else []),
            text_column("part", lambda row: in_words(PARTS, row["place"])),
            Column("verdict", _verdict),
            Column("in context", in_context, "wide"),
            text_column("origin", "origin"),
        ],
        shown,
        n=numbers.plural(total, "occurrence"),
        file=results.table_file("phrases"),
        total=total,
    )
