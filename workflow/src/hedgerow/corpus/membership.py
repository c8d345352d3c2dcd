"""Membership of documents: group, pair, duplicates, and inclusion in the statistics."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

import numpy as np
import pandas as pd

from hedgerow.corpus.estimates import percent
from hedgerow.sources.metadata import folded
from hedgerow.tables.spans import offsets_of
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus

ALONE = "all"
"""The group of every document in a corpus without groups."""

UNLISTED = "(not listed)"
"""The group of a document that is missing from the metadata table."""
_PROSE_OF_LEAST = 0.25
"""Share of the least number of measured words that must be prose."""


def assign_groups(documents: pd.DataFrame, metadata: pd.DataFrame | None) -> pd.DataFrame:
    """Return the columns group, pair and target_phrase for each document.

    The group comes from the metadata of the document or of the file that holds it; otherwise from
    the record itself; otherwise from the first sub-folder in which documents differ. With metadata,
    a sub-folder counts only if its name is a group there.

    Args:
        documents: doc_id, path and own_group (null where a record names none).
        metadata: group, pair and target_phrase, indexed by folded doc_id or path, or
            None.
    """
    own = documents["own_group"].astype(object).reset_index(drop=True)
    folder = pd.Series(_folder_groups(documents["path"]), dtype=object)
    if metadata is None:
        group = own.where(own.notna(), folder)
        nothing = [None] * len(group)
        return pd.DataFrame({"group": group, "pair": nothing, "target_phrase": nothing})
    doc_ids, paths = documents["doc_id"].map(folded), documents["path"].map(folded)
    listed = metadata.reindex(doc_ids).astype(object).reset_index(drop=True)
    of_file = metadata["group"].reindex(paths).astype(object).reset_index(drop=True)
    by_folder = folder.where(folder.isin(set(metadata["group"].dropna())), UNLISTED)
    for fallback in (of_file, own, by_folder):
        listed["group"] = listed["group"].where(listed["group"].notna(), fallback)
    return listed.where(listed.notna(), None)


def _folder_groups(paths: pd.Series) -> list[str]:
    folders = [PurePosixPath(path).parts[:-1] for path in paths]
    common = 0
    while folders and all(len(f) > common and f[common] == folders[0][common] for f in folders):
        common += 1
    return [f[common] if len(f) > common else ALONE for f in folders]


def mark_duplicates(documents: pd.DataFrame, copies: pd.DataFrame) -> pd.DataFrame:
    """Set status, reason, duplicate_of and duplicate_jaccard of documents that repeat another.

    Args:
        documents: sorted by doc_id, with status and reason.
        copies: doc_id, kind (exact or near), original and jaccard of the repeating documents.

    Returns:
        The documents with the columns set.
    """
    marked = documents.merge(
        copies.rename(columns={"original": "duplicate_of", "jaccard": "duplicate_jaccard"}),
        on="doc_id",
        how="left",
    )
    exact, near = marked["kind"] == "exact", marked["kind"] == "near"
    status = marked["status"].mask(exact, "duplicate").mask(near, "near_duplicate")
    reason = [
        _repeats(row.kind, row.duplicate_of, row.duplicate_jaccard) or row.reason
        for row in marked.itertuples()
    ]
    reasons = pd.Series(reason, marked.index, dtype=object)
    return marked.assign(status=status, reason=reasons).drop(columns="kind")


def _repeats(kind: str, original: str, jaccard: float) -> str | None:
    if kind == "exact":
        return f"repeats {original} word for word"
    if kind == "near":
        return f"repeats {original}: {percent(jaccard)} of their 5-word sequences are shared"
    return None


def recount(documents: pd.DataFrame, texts: Sequence[TokenisedCorpus]) -> pd.DataFrame:
    """Set the counts of the documents to those of the texts that are measured.

    Args:
        documents: with doc_id, blocks, tokens, words and words_all.
        texts: without boilerplate.

    Returns:
        The documents, with `words_stated` as well: words of prose and of list items that state
        something.
    """
    counted = []
    for text in texts:
        words = text.block_words
        counted.append(
            pd.DataFrame(
                {
                    "blocks": np.diff(text.doc_block),
                    "tokens": np.diff(text.doc_token),
                    "words": np.diff(offsets_of(words * text.block_prose)[text.doc_block]),
                    "words_all": np.diff(offsets_of(words)[text.doc_block]),
                    "words_stated": np.diff(offsets_of(words * text.block_stated)[text.doc_block]),
                },
                index=text.doc_ids,
            )
        )
    known = pd.concat(counted).reindex(documents["doc_id"])
    for name in known.columns:
        values = known[name].reset_index(drop=True)
        documents[name] = values.fillna(documents.get(name, 0)).astype(np.int64)
    return documents


def mark_short(documents: pd.DataFrame, least: int) -> pd.DataFrame:
    """Set the status of analysed documents with too few measured words to too_short.

    These are documents with fewer words than `least` in prose and list items that state something,
    or fewer than a quarter of it in prose, on which readability is measured.
    """
    stated = documents["words_stated"]
    little = documents["words"] < least * _PROSE_OF_LEAST
    short = (documents["status"] == "analysed") & ((stated < least) | little)
    reason = [
        f"{words} words of prose and {listed - words} in statements of lists, fewer than {least}"
        f"{f' or {least * _PROSE_OF_LEAST:.0f} of prose' if few else ''}: left out of the averages"
        if is_short
        else old
        for words, listed, few, is_short, old in zip(
            documents["words"], stated, little, short, documents["reason"], strict=True
        )
    ]
    return documents.assign(status=documents["status"].where(~short, "too_short"), reason=reason)


def included(status: pd.Series, exclude: str) -> pd.Series:
    """Return which documents enter the statistics.

    Args:
        exclude: repeated documents to leave out: exact, near (both kinds) or none.
    """
    kept = {"exact": ["near_duplicate"], "near": [], "none": ["near_duplicate", "duplicate"]}
    return status.isin(["analysed", *kept[exclude]])
