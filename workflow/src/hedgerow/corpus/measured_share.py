"""The share of a corpus that the measures cover."""

from __future__ import annotations

from typing import Any

import pandas as pd

from hedgerow.corpus.estimates import number

LOW = 0.7
"""Below this share of measured words, the report warns."""


def measured_share(documents: pd.DataFrame) -> dict[str, Any]:
    """Return how many words of the statistics are prose or statements in lists, of all words.

    Both are labelled and searched for phrases; readability is given of prose, and of both. Exact
    duplicates are counted once. The other words are in headings, menus, tables and blocks like
    them, or in documents that are too short or excluded.

    Args:
        documents: with included, status, words, words_with_lists and words_all.

    Returns:
        words, of, share (null without words), `prose`, the words of prose alone, and
        `low_documents`, the number of included documents below LOW.
    """
    included = documents[documents["included"]]
    counted = documents[(documents["status"] != "duplicate") | documents["included"]]
    stated = included["words_with_lists"].fillna(0).clip(lower=included["words"])
    words, total = int(stated.sum()), int(counted["words_all"].fillna(0).sum())
    own = stated / included["words_all"].where(included["words_all"] > 0)
    return {
        "words": words,
        "of": total,
        "share": number(words / total) if total else None,
        "prose": int(included["words"].sum()),
        "low_documents": int((own < LOW).sum()),
    }
