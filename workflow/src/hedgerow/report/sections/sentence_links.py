"""Addresses of sentences on the pages of their documents."""

from __future__ import annotations

from collections.abc import Iterable

from hedgerow.report.links import Links
from hedgerow.report.results import Results

Position = tuple[str, int]


def sentence_links(
    results: Results, links: Links, positions: Iterable[Position]
) -> dict[Position, str | None]:
    """Return the address of each sentence, given by document and number.

    Sentences of prose have an address of their own; those of other blocks that of the document.
    """
    prose = results.sentence_numbers
    return {
        (doc_id, number): links.sentence(doc_id, number)
        if number in prose.get(doc_id, ())
        else links.document(doc_id)
        for doc_id, number in set(positions)
    }
