"""Families of pages: near copies, and pages that one template was filled in for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from hedgerow.report import numbers
from hedgerow.report.links import Links
from hedgerow.report.markup import Mark, marked
from hedgerow.report.render import part
from hedgerow.report.results import Results, rows
from hedgerow.report.sections.section import Fold, Page, Part, heading, paragraph
from hedgerow.report.tabulate import (
    Column,
    ReportTable,
    count_column,
    documents_cell,
    named,
    number_column,
    text_column,
)

PAIRS_SHOWN = 3
"""Families of which a pair is shown side by side."""

_BEFORE, _CHARACTERS = 80, 420
"""Characters shown before the first difference of a pair, and in all."""

_NONE = "No page is a near copy of another or shares its template"


def compared_pairs(results: Results) -> list[tuple[str, str]]:
    """Return the documents of the pairs that are shown side by side, largest families first."""
    table = results.table("family_differences")
    pairs = table[["family", "doc_a", "doc_b"]].drop_duplicates("family").sort_values("family")
    return [(str(a), str(b)) for _, a, b in pairs.head(PAIRS_SHOWN).itertuples(index=False)]


def family_parts(page: Page) -> Iterator[Part]:
    """Yield the families, and a pair of the largest ones with the differences marked."""
    yield heading("Families of pages", "families")
    yield paragraph("{summary}.", summary=page.results.part("families").get("text") or _NONE)
    if len(page.results.table("families")):
        yield _families(page.results, page.links)
        pairs = [_side_by_side(page, a, b) for a, b in compared_pairs(page.results)]
        shown = [part("_family_pair.html.j2", pair=pair) for pair in pairs if pair]
        yield from shown[:1]
        yield Fold("The next families side by side", shown[1:])


def _families(results: Results, links: Links) -> ReportTable:
    table = results.table("families").sort_values(["family", "doc_id"])
    records = []
    for family, own in table.groupby("family"):
        differs = own["differs"].dropna()
        records.append(
            {
                "family": family,
                "documents": len(own),
                "equal": own["equal"].min(),
                "differs": differs.iloc[0] if len(differs) else None,
                "doc_ids": own["doc_id"].tolist(),
            }
        )
    return ReportTable(
        "families",
        "Pages that are copies of each other or share a template",
        [
            count_column("family", "family"),
            count_column("documents", "documents"),
            number_column("lowest share of equal words", "equal", 0, "share"),
            text_column("differences, for example", "differs", "wide"),
            Column(
                "documents of the family",
                lambda row: documents_cell(row["doc_ids"], len(row["doc_ids"]), links),
            ),
        ],
        records,
        n=numbers.plural(len(table), "document")
        + " in "
        + numbers.plural(len(records), "family", "families"),
        unit="compared with the first document of the family, all blocks",
        file=results.table_file("families"),
    )


def _side_by_side(page: Page, doc_a: str, doc_b: str) -> dict[str, Any] | None:
    """Return a pair of documents with an excerpt of each; None without their texts."""
    texts = [page.texts.get(doc_id) for doc_id in (doc_a, doc_b)]
    if None in texts:
        return None
    table = page.results.table("family_differences")
    own = rows(table[(table["doc_a"] == doc_a) & (table["doc_b"] == doc_b)])
    sides = []
    for text, side, doc_id in zip(texts, "ab", (doc_a, doc_b), strict=True):
        assert text is not None
        sides.append(
            {
                "title": named(doc_id, page.links),
                "href": page.links.document(doc_id),
                "html": _excerpt(text.text, own, side),
            }
        )
    return {"sides": sides, "differences": numbers.plural(len(own), "difference")}


def _excerpt(text: str, differences: Sequence[Mapping[str, Any]], side: str) -> Any:
    """Return the text around the first differences as HTML, each difference marked."""
    marks = [
        Mark(int(row[f"start_{side}"]), int(row[f"end_{side}"]), "differs", "differs")
        for row in differences
    ]
    start = max(min((mark.start for mark in marks), default=0) - _BEFORE, 0)
    if start:
        start = text.find(" ", start) + 1
    end = len(text) if len(text) <= start + _CHARACTERS else text.rfind(" ", 0, start + _CHARACTERS)
    return marked(text, start, end, [mark for mark in marks if mark.end > mark.start])
