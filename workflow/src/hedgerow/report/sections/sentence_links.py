"""Addresses of sentences on the pages of their documents."""

from __future__ import annotations

from collections.abc import Iterable

from hedgerow.report.links import Links
from hedgerow.report.results import Results
from hedgerow.tables.selection import selected

Position = tuple[str, int]


def sentence_links(
    results: Results, links: Links, positions: Iterable[Position]
) -> dict[Position, str | None]:
    """Return the address of each sentence, given by document and number.

    Sentences of prose have an address of their own; those of other blocks that of the document.
    """
    wanted = set(positions)
    known = selected(
        results.path("sentences"), ("doc_id", "sentence"), {"doc_id": {doc for doc, _ in wanted}}
    )
    prose = set(zip(*(column.to_pylist() for column in known.columns), strict=True))
    return {
        (doc_id, number): links.sentence(doc_id, number)
        if (doc_id, number) in prose
        else links.document(doc_id)
        for doc_id, number in wanted
    }
