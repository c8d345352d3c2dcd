"""Wording that documents share, and documents that resemble each other."""

from __future__ import annotations

from typing import Any

from hedgerow.report import numbers
from hedgerow.report import tabulate as t
from hedgerow.report.links import Links
from hedgerow.report.results import Results, rows
from hedgerow.report.sections.attention import document_cell
from hedgerow.report.sections.comparison import spread_table
from hedgerow.report.sections.sentence_links import sentence_links

_SHOWN = 200
_NAMED = 4


def context(results: Results, links: Links) -> dict[str, Any]:
    """Return the tables of shared sequences and of similar documents."""
    return {
        "spread": spread_table(
            results, ("template_share",), "copies", "Shared wording in the corpus"
        ),
        "templates": _templates(results),
        "openings": _openings(results),
        "sentences": _sentences(results, links),
        "similar": _similar(results, links),
        "clusters": _clusters(results, links),
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
                t.num(row["occurrences"], 0),
                t.text(_some(row["doc_ids"], row["documents"]), css="wide"),
            ]
            for row in rows(frame.head(_SHOWN))
        ],
        n=numbers.plural(len(frame), "sequence"),
        unit="words in lower case, punctuation left out",
        file=results.table_file("templates"),
        total=len(frame),
    )


def _openings(results: Results) -> t.ReportTable:
    frame = results.table("openings")
    frame = frame.assign(_weight=frame["documents"] * frame["elements"])
    frame = frame.sort_values(["_weight", "skeleton"], ascending=[False, True])
    return t.ReportTable(
        "openings",
        "Patterns that sections of several documents open with",
        [
            t.Heading("pattern", "wide"),
            t.Heading("of a"),
            t.Heading("documents", "num"),
            t.Heading("uses", "num"),
            t.Heading("for example", "wide"),
            t.Heading("in"),
        ],
        [
            [
                t.text(row["skeleton"], css="quote"),
                t.text(row["kind"]),
                t.num(row["documents"], 0),
                t.num(row["occurrences"], 0),
                t.text(row["example"], css="quote"),
                t.text(_some(row["doc_ids"], row["documents"]), css="wide"),
            ]
            for row in rows(frame.head(_SHOWN))
        ],
        n=numbers.plural(len(frame), "pattern"),
        unit="function words as they are, … for content words; headings with all their words",
        file=results.table_file("openings"),
        total=len(frame),
    )


def _sentences(results: Results, links: Links) -> t.ReportTable:
    """Return the sentences that other documents repeat, those with most repetitions first."""
    frame = results.table("repeated_sentences")
    groups = frame.groupby(["of_doc", "of_sentence"], sort=True)
    found = groups.agg(
        text=("of_text", "first"),
        documents=("doc_id", "nunique"),
        least=("jaccard", "min"),
        doc_ids=("doc_id", lambda ids: ";".join(sorted(set(ids))[:_NAMED])),
    ).reset_index()
    found = found.sort_values(["documents", "of_doc", "of_sentence"], ascending=[False, True, True])
    shown = rows(found.head(_SHOWN))
    places = sentence_links(results, links, [(r["of_doc"], r["of_sentence"]) for r in shown])
    return t.ReportTable(
        "repeated-sentences",
        "Sentences that other documents repeat, word for word or nearly",
        [
            t.Heading("sentence", "wide"),
            t.Heading("first in"),
            t.Heading("other documents", "num"),
            t.Heading("least similarity", "num"),
            t.Heading("they are"),
        ],
        [
            [
                t.Cell(
                    row["text"],
                    row["text"],
                    places[row["of_doc"], row["of_sentence"]],
                    "quote",
                ),
                document_cell(row["of_doc"], links),
                t.num(row["documents"], 0),
                t.num(row["least"], 2),
                t.text(_some(row["doc_ids"], row["documents"]), css="wide"),
            ]
            for row in shown
        ],
        n=numbers.plural(len(found), "sentence"),
        unit="of eight words or more; Jaccard similarity on 5-word shingles, 0.8 and above",
        file=results.table_file("repeated_sentences"),
        total=len(found),
    )


def _clusters(results: Results, links: Links) -> t.ReportTable:
    """Return the clusters of similar documents, with the similarity of their listed pairs."""
    members = results.table("documents").dropna(subset=["cluster"])
    of = dict(zip(members["doc_id"], members["cluster"], strict=True))
    pairs = results.table("similar")
    pairs = pairs[pairs["kind"] != "slight"].assign(cluster=pairs["doc_a"].map(of))
    span = pairs.groupby("cluster")["jaccard"].agg(["min", "max"])
    lines = []
    for cluster, part in members.groupby("cluster"):
        ids = part["doc_id"].tolist()
        groups = sorted(str(group) for group in part["group"].dropna().unique())
        lines.append(
            [
                t.num(cluster, 0),
                t.num(len(ids), 0),
                t.text("; ".join(groups)),
                t.num(span["min"].get(cluster), 2),
                t.num(span["max"].get(cluster), 2),
                t.text(_some(";".join(ids), len(ids)), css="wide"),
            ]
        )
    return t.ReportTable(
        "clusters",
        "Clusters of similar documents",
        [
            t.Heading("cluster", "num"),
            t.Heading("documents", "num"),
            t.Heading("groups"),
            t.Heading("least similarity of a pair", "num"),
            t.Heading("largest", "num"),
            t.Heading("documents"),
        ],
        lines[:_SHOWN],
        n=numbers.plural(len(lines), "cluster"),
        unit="documents that hang together by pairs with a Jaccard similarity of 0.5 and above",
        file=results.table_file("documents"),
        total=len(lines),
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
                t.num(row["jaccard"], 3),
                t.text(row["kind"]),
            ]
            for row in rows(frame.head(_SHOWN))
        ],
        n=numbers.plural(len(frame), "pair"),
        unit="exact, on 5-word shingles",
        file=results.table_file("similar"),
        total=len(frame),
    )
