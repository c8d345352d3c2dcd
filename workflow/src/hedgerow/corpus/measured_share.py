"""The share of a corpus that the measures cover."""

from __future__ import annotations

from typing import Any

import pandas as pd

from hedgerow.corpus.estimates import number

LOW = 0.7
"""Below this share of measured words, the report warns."""


def measured_share(documents: pd.DataFrame) -> dict[str, Any]:
    """Return how many words are measured in the statistics, of all words of the corpus.

    Measured are prose and the list items that state something.

    Exact duplicates are counted once. Words outside the statistics are in headings, lists, tables
    and other blocks of which nothing is measured, or in documents that are too short or excluded.

    Args:
        documents: with included, status, words, words_with_lists and words_all.

    Returns:
        words, of, share (null without words), and `low_documents`, the number of included documents
        below LOW.
    """
    included = documents[documents["included"]]
    counted = documents[(documents["status"] != "duplicate") | documents["included"]]
    measured = included["words_with_lists"].fillna(included["words"])
    words, total = int(measured.sum()), int(counted["words_all"].fillna(0).sum())
    own = measured / included["words_all"].where(included["words_all"] > 0)
    return {
        "words": words,
        "of": total,
        "share": number(words / total) if total else None,
        "low_documents": int((own < LOW).sum()),
    }
