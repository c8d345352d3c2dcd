"""The phrases the documents are written around, where they stand and whether they fit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from hedgerow.report import numbers
from hedgerow.report import tabulate as t
from hedgerow.report.labels import PLACES, SCORES, in_words
from hedgerow.report.links import Links
from hedgerow.report.results import Results, of, rows
from hedgerow.report.sections.attention import document_cell
from hedgerow.report.sections.sentence_links import sentence_links

if TYPE_CHECKING:
    from pandas import DataFrame


def context(results: Results, links: Links) -> dict[str, Any]:
    """Return the phrase tables; `listed` says whether any single use is listed."""
    return {
        "focus": _focus(results, links),
        "documents": _documents(results, links),
        "unnatural": _unnatural(results, links),
        "uses": _all_uses(results, links),
        "listed": len(results.table("phrases")) > 0,
    }


def _focus(results: Results, links: Links) -> t.ReportTable:
    frame = results.included.dropna(subset=["focus_phrase"])
    frame = frame.assign(_stuffed=frame["stuffed"].fillna(False).astype(bool))
    frame = frame.sort_values(
        ["_stuffed", "focus_density_words", "doc_id"], ascending=[False, False, True]
    )
    return t.ReportTable(
        "focus",
        "The focus phrase of each document, stuffed ones first",
        [
            t.Heading("document"),
            t.Heading("focus phrase"),
            t.Heading("uses", "num"),
            t.Heading("density, uses", "num", "%"),
            t.Heading("density, words", "num", "%"),
            t.Heading("SEO editors’ rule"),
            t.Heading("unnatural uses of any phrase", "num"),
            t.Heading("stuffed"),
            t.Heading("criteria that are met"),
        ],
        [
            [
                document_cell(row["doc_id"], links),
                t.text(row["focus_phrase"], css="phrase"),
                t.num(row["focus_count"], 0),
                t.num(row["focus_density_terms"], 2),
                t.num(row["focus_density_words"], 2),
                t.text(in_words(SCORES, row["focus_score"])),
                t.num(row["unnatural_occurrences"], 0),
                t.yes(row["stuffed"]),
                t.text(row["stuffing_reasons"], css="wide"),
            ]
            for row in rows(frame.head(t.ROW_LIMIT))
        ],
        n=numbers.plural(len(frame), "document"),
        unit="100 × uses / words, and 100 × uses × words of the phrase / words, all blocks",
        file=results.table_file("documents"),
        total=len(frame),
    )


def _documents(results: Results, links: Links) -> t.ReportTable:
    frame = of(results.table("phrase_documents"), results.included["doc_id"]).sort_values(
        ["density_words", "doc_id", "phrase"], ascending=[False, True, True]
    )
    return t.ReportTable(
        "phrase-documents",
        "Phrases in each document, densest first",
        [
            t.Heading("document"),
            t.Heading("phrase"),
            t.Heading("origin"),
            t.Heading("uses", "num"),
            t.Heading("density, words", "num", "%"),
            t.Heading("first use", "num", "% of the text"),
            t.Heading("unevenness", "num", "0 to 1"),
            *(t.Heading(label, "num") for label in PLACES.values()),
            t.Heading("unnatural", "num"),
            t.Heading("SEO editors’ rule: density"),
            t.Heading("headings with it", "num", "%"),
            t.Heading("their rule: headings"),
        ],
        [
            [
                document_cell(row["doc_id"], links),
                t.text(row["phrase"], css="phrase"),
                t.text(row["origin"]),
                t.num(row["count"], 0),
                t.num(row["density_words"], 2),
                t.num(row["first"], 1, "share"),
                t.num(row["evenness"], 2),
                *(t.num(row[place], 0) for place in PLACES),
                t.num(row["unnatural"], 0),
                t.text(in_words(SCORES, row["score"])),
                t.num(row["heading_share"], 0, "share"),
                t.text(row["subheadings"]),
            ]
            for row in rows(frame.head(t.ROW_LIMIT))
        ],
        n=numbers.plural(len(frame), "pair of phrase and document", "pairs of phrase and document"),
        unit="uses by place",
        file=results.table_file("phrase_documents"),
        total=len(frame),
    )


def _unnatural(results: Results, links: Links) -> t.ReportTable:
    frame = of(results.table("unnatural"), results.included["doc_id"])
    frame = frame.sort_values(["doc_id", "start"])
    shown = rows(frame.head(t.ROW_LIMIT))
    places = sentence_links(results, links, [(r["doc_id"], r["sentence"]) for r in shown])
    return t.ReportTable(
        "unnatural",
        "Phrases that were put in where the grammar does not take them",
        [
            t.Heading("sentence", "wide"),
            t.Heading("phrase"),
            t.Heading("why it does not fit"),
            t.Heading("document"),
        ],
        [
            [
                t.Cell(
                    row["text"] or "",
                    row["start"],
                    places[row["doc_id"], row["sentence"]],
                    "quote",
                ),
                t.text(row["phrase"], css="phrase"),
                t.text(row["reason"], css="wide"),
                document_cell(row["doc_id"], links),
            ]
            for row in shown
        ],
        n=numbers.plural(len(frame), "unnatural use"),
        file=results.table_file("unnatural"),
        total=len(frame),
    )


def sorted_uses(results: Results) -> DataFrame:
    """Return every use of a phrase with the phrase's `origin`.

    Phrases of the list come before discovered ones, those with unnatural uses first of all.
    """
    frame = results.table("phrases")
    frame = frame.assign(_fits=frame["natural"].fillna(True).astype(bool))
    frame["_fit"] = frame.groupby(["doc_id", "phrase"])["_fits"].transform("all")
    origins = results.table("phrase_documents")[["doc_id", "phrase", "origin"]]
    frame = frame.merge(origins, on=["doc_id", "phrase"], how="left")
    frame["_found"] = frame["origin"] == "discovered"
    return frame.sort_values(["_fit", "_found", "doc_id", "phrase", "start"])


def _all_uses(results: Results, links: Links) -> t.ReportTable:
    frame = of(sorted_uses(results), results.included["doc_id"])
    return uses_table(results, links, rows(frame.head(t.ROW_LIMIT)), len(frame))


def uses_table(
    results: Results,
    links: Links,
    uses: Sequence[Mapping[str, Any]],
    total: int,
    name: str = "uses",
    with_document: bool = True,
) -> t.ReportTable:
    """Return uses of phrases, rows of `sorted_uses`, in their context."""
    shown = uses[: t.ROW_LIMIT]
    places = sentence_links(results, links, [(r["doc_id"], r["sentence"]) for r in shown])
    lines = []
    for row in shown:
        fits = row["natural"] is None or bool(row["natural"])
        verdict = "fits" if fits else f"does not fit: {row['reason']}"
        lines.append(
            [
                t.text(row["phrase"], css="phrase"),
                *([document_cell(row["doc_id"], links)] if with_document else []),
                t.text(in_words(PLACES, row["place"])),
                t.Cell(verdict, verdict, css="verdict " + ("fits" if fits else "does-not-fit")),
                t.Cell(
                    {"left": row["left"], "surface": row["surface"], "right": row["right"]},
                    row["start"],
                    places[row["doc_id"], row["sentence"]],
                    "kwic",
                ),
                t.text(row["origin"]),
            ]
        )
    return t.ReportTable(
        name,
        "Every use of a phrase, in its context",
        [
            t.Heading("phrase"),
            *([t.Heading("document")] if with_document else []),
            t.Heading("place"),
            t.Heading("verdict"),
            t.Heading("in context", "wide"),
            t.Heading("origin"),
        ],
        lines,
        n=numbers.plural(total, "use"),
        file=results.table_file("phrases"),
        total=total,
    )
