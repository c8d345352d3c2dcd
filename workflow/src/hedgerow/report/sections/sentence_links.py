"""Addresses of sentences on the pages of their documents."""

from __future__ import annotations

from collections.abc import Iterable

from hedgerow.report.links import Links
from hedgerow.report.results import Results

Place = tuple[str, int]


def sentence_links(
    results: Results, links: Links, places: Iterable[Place]
) -> dict[Place, str | None]:
    """Return the address of each sentence, given by document and number.

    Sentences of prose have one of their own. Those of headings and other blocks have not: theirs is
    that of the document.
    """
    wanted = set(places)
    table = results.table("sentences")
    table = table[table["doc_id"].isin({doc_id for doc_id, _ in wanted})]
    anchored = set(zip(table["doc_id"], table["sentence"], strict=True))
    return {
        (doc_id, number): links.sentence(doc_id, number)
        if (doc_id, number) in anchored
        else links.document(doc_id)
        for doc_id, number in wanted
    }
