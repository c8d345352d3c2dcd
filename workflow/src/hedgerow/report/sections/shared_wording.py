"""Wording that documents share, and documents that resemble each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from hedgerow.report import numbers
from hedgerow.report.links import Links
from hedgerow.report.lists import listed
from hedgerow.report.results import Results, rows
from hedgerow.report.sections.comparison import spread_table
from hedgerow.report.sections.page_families import family_parts
from hedgerow.report.sections.section import Fold, Page, Part, Section, heading, paragraph
from hedgerow.report.sections.sentence_links import sentence_links
from hedgerow.report.tabulate import (
    NAMED,
    Cell,
    Column,
    ReportTable,
    count_column,
    document_column,
    documents_cell,
    number_column,
    quote_column,
    text_column,
)
from hedgerow.tables.selection import selected

_SHOWN = 200


def parts(page: Page) -> Iterator[Part]:
    """Yield the tables of shared sequences and of similar documents."""
    results, links = page.results, page.links
    doubtful = bool(results.setting("report", "doubtful_lists"))
    yield from family_parts(page)
    yield heading("Shared passages")
    yield paragraph(
        "Sequences of {words} or more words that occur in {documents} or more documents. Shared"
        " wording is not proof of copying: disclaimers, names of studies and set phrases are shared"
        " too.",
        words=results.setting("templates", "min_words"),
        documents=results.setting("templates", "min_documents"),
    )
    yield listed("templates", _templates(results, links), doubtful)
    yield Fold(
        "Map of similar documents, clusters, similar pairs, repeated sentences, opening patterns",
        [
            page.figures["clusters"],
            _sentences(results, links),
            _clusters(results, links),
            _similar(results, links),
            _openings(results, links),
            spread_table(
                results,
                ("template_share",),
                "shared-wording-spread",
                "Shared wording in the corpus",
            ),
        ],
    )


SECTION = Section("shared-wording", "Shared wording", parts, quiet=True, view="shared")


def _documents_column(links: Links) -> Column:
    """Return the column that names the first documents of a row and counts the others."""

    def cell(row: Mapping[str, Any]) -> Cell:
        ids = [doc_id for doc_id in (row["doc_ids"] or "").split(";") if doc_id]
        return documents_cell(ids, int(row["documents"]), links)

    return Column("found in", cell, "wide")


_DOCUMENTS = count_column("documents", "documents")
_OCCURRENCES = count_column("occurrences", "occurrences")


def _templates(results: Results, links: Links) -> ReportTable:
    frame = results.table("templates")
    long = listed_sequences(frame)
    records = folded_sequences(rows(long.head(_COMPARED)))
    return ReportTable(
        "templates",
        "Word sequences that documents share, by words times documents",
        [
            text_column("sequence", lambda row: beginning(row["text"]), "quote", "wide"),
            count_column("words", "words"),
            _DOCUMENTS,
            _OCCURRENCES,
            count_column("overlapping sequences", "overlapping"),
            _documents_column(links),
        ],
        records[:_SHOWN],
        n=f"{numbers.plural(len(frame), 'sequence')}; listed are those of {_LONG} words or more"
        f" ({numbers.count(len(long))}), without rows of values; those with {_OVERLAP} words in a"
        " row in common share a line",
        unit=f"lower case, without punctuation, the first {_WORDS} words",
        file=results.table_file("templates"),
        total=len(records),
    )


def listed_sequences(templates: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the table `templates` that are wording, by words times documents.

    Short sequences are left out, which are mostly set phrases and names, and rows of values.
    """
    # The weight comes first: a Series that is assigned to a frame without rows gives it rows.
    weighed = templates.assign(_weight=templates["words"] * templates["documents"])
    chosen = weighed[
        (templates["words"] >= _LONG) & ~templates["text"].map(is_of_values).astype(bool)
    ]
    return chosen.sort_values(["_weight", "text"], ascending=[False, True])


_LONG = 8
"""Words of a listed sequence, at least."""

_VALUES = 0.3
"""Share of the words that are numbers from which a sequence is a row of values."""


def is_of_values(text: str) -> bool:
    """Test whether a sequence is a row of values, not wording.

    >>> is_of_values("leeds 71.7 66 york 59.1 170"), is_of_values("take 2 with a glass of water")
    (True, False)
    """
    words = text.split()
    return sum(word[0].isdigit() for word in words) > _VALUES * len(words)


_WORDS = 24
"""Words of a sequence that are shown; the table beside the report has all of them."""


def beginning(text: str) -> str:
    """Return the first words of a sequence.

    >>> beginning("talk to your doctor")
    'talk to your doctor'
    """
    words = text.split()
    return text if len(words) <= _WORDS else f"{' '.join(words[:_WORDS])} …"


_COMPARED = 2000
"""Sequences that are compared for overlaps, those with the most words times documents."""

_OVERLAP = 4
"""Words that two sequences must share in a row to be shown as one."""


def folded_sequences(sequences: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the sequences without those that overlap an earlier one, which counts them.

    >>> folded_sequences([{"text": "a b c d e"}, {"text": "b c d e f"}, {"text": "x y z u v"}])
    [{'text': 'a b c d e', 'overlapping': 1}, {'text': 'x y z u v', 'overlapping': 0}]
    """
    kept: list[dict[str, Any]] = []
    owner: dict[tuple[str, ...], dict[str, Any]] = {}
    for row in sequences:
        words = str(row["text"]).split()
        pieces = [tuple(words[k : k + _OVERLAP]) for k in range(len(words) - _OVERLAP + 1)]
        first = next((owner[piece] for piece in pieces if piece in owner), None)
        if first is None:
            first = {**row, "overlapping": 0}
            kept.append(first)
            owner |= dict.fromkeys(pieces, first)
        else:
            first["overlapping"] += 1
    return kept


def _openings(results: Results, links: Links) -> ReportTable:
    frame = results.table("openings")
    frame = frame.assign(_weight=frame["documents"] * frame["elements"])
    frame = frame.sort_values(["_weight", "skeleton"], ascending=[False, True])
    return ReportTable(
        "openings",
        "Opening patterns that several documents share",
        [
            text_column("pattern", "skeleton", "quote", "wide"),
            text_column("opening of a", "kind"),
            _DOCUMENTS,
            _OCCURRENCES,
            text_column("example", "example", "quote", "wide"),
            _documents_column(links),
        ],
        rows(frame.head(_SHOWN)),
        n=numbers.plural(len(frame), "pattern"),
        unit="function words in full, … for content words; headings with all their words",
        file=results.table_file("openings"),
        total=len(frame),
    )


def _sentences(results: Results, links: Links) -> ReportTable:
    """Return the sentences that other documents repeat, those with most repetitions first."""
    keys = ["of_doc", "of_sentence"]
    columns = [*keys, "of_text", "doc_id", "jaccard"]
    frame = selected(results.path("repeated_sentences"), columns).to_pandas()
    grouped = frame.groupby(keys, sort=True)
    repeated = grouped.agg(
        text=("of_text", "first"), documents=("doc_id", "nunique"), least=("jaccard", "min")
    ).reset_index()
    repeated = repeated.sort_values(
        ["documents", "of_doc", "of_sentence"], ascending=[False, True, True]
    )
    first = repeated.head(_SHOWN)
    doc_ids = (
        frame.merge(first[keys], on=keys)
        .groupby(keys)["doc_id"]
        .agg(lambda ids: ";".join(sorted(set(ids))[:NAMED]))
    )
    first = first.merge(doc_ids.rename("doc_ids").reset_index(), on=keys)
    shown = rows(first)
    hrefs = sentence_links(results, links, [(r["of_doc"], r["of_sentence"]) for r in shown])
    return ReportTable(
        "repeated-sentences",
        "Sentences that other documents repeat, word for word or nearly",
        [
            quote_column("sentence", "text", lambda row: hrefs[row["of_doc"], row["of_sentence"]]),
            document_column(links, "of_doc", "first document"),
            count_column("other documents", "documents"),
            number_column("lowest similarity", "least", 2),
            _documents_column(links),
        ],
        shown,
        n=numbers.plural(len(repeated), "sentence"),
        unit="of eight words or more; Jaccard similarity on 5-word shingles of at least 0.8",
        file=results.table_file("repeated_sentences"),
        total=len(repeated),
    )


def _clusters(results: Results, links: Links) -> ReportTable:
    """Return the clusters of similar documents, with the similarity of their listed pairs."""
    members = results.of_documents(["cluster", "doc_id", "group"]).dropna(subset=["cluster"])
    cluster_of = dict(zip(members["doc_id"], members["cluster"], strict=True))
    pairs = results.table("similar")
    pairs = pairs[pairs["kind"] != "slight"].assign(cluster=pairs["doc_a"].map(cluster_of))
    span = pairs.groupby("cluster")["jaccard"].agg(["min", "max"])
    records = [
        {
            "cluster": cluster,
            "documents": len(own),
            "groups": "; ".join(sorted(str(group) for group in own["group"].dropna().unique())),
            "lowest": span["min"].get(cluster),
            "highest": span["max"].get(cluster),
            "doc_ids": ";".join(own["doc_id"]),
        }
        for cluster, own in members.groupby("cluster")
    ]
    return ReportTable(
        "clusters",
        "Clusters of similar documents",
        [
            count_column("cluster", "cluster"),
            _DOCUMENTS,
            text_column("groups", "groups"),
            number_column("lowest similarity of a pair", "lowest", 2),
            number_column("highest", "highest", 2),
            _documents_column(links),
        ],
        records[:_SHOWN],
        n=numbers.plural(len(records), "cluster"),
        unit="documents connected by pairs with a Jaccard similarity of at least 0.5",
        file=results.table_file("documents"),
        total=len(records),
    )


def _similar(results: Results, links: Links) -> ReportTable:
    frame = results.table("similar").sort_values(
        ["jaccard", "doc_a", "doc_b"], ascending=[False, True, True]
    )
    return ReportTable(
        "similar",
        "Similar documents",
        [
            document_column(links, "doc_a"),
            document_column(links, "doc_b", "and"),
            number_column("Jaccard similarity", "jaccard", 3),
            text_column("kind", "kind"),
        ],
        rows(frame.head(_SHOWN)),
        n=numbers.plural(len(frame), "pair"),
        unit="exact, on 5-word shingles",
        file=results.table_file("similar"),
        total=len(frame),
    )
