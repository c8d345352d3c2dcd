"""Who belongs where: the group and pair of each document, and whether it enters the statistics."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pandas as pd

from hedgerow.corpus.estimates import percent
from hedgerow.errors import UserError
from hedgerow.phrases.phrase_list import checked_phrases
from hedgerow.sources.metadata import folded, read_metadata_rows

ALONE = "all"
"""The group of every document where nothing tells groups apart."""

UNLISTED = "(not listed)"
"""The group of a document that a metadata table leaves out."""


PAIR, TARGET = "pair", "target_phrase"
"""The usual names of the two columns that a table of documents need not have."""


def read_metadata(path: Path, column: str, pair: str = PAIR, target: str = TARGET) -> pd.DataFrame:
    """Read the table of documents: groups, pairs and target phrases.

    Args:
        path: CSV with a column `file`, the path of a document below the corpus folder.
        column: its column with the group.
        pair: its column with the key of the pair.
        target: its column with the phrase that the document was written for. These two need not be
            there under their usual names, but must be under others.

    Returns:
        Columns group, pair and target_phrase (null where empty), indexed by folded doc_id.

    Raises:
        UserError: the file can't be read, or a column is missing, or a document stands there twice,
            or a target phrase cannot match any text.
    """
    rows = read_metadata_rows(path)
    table = pd.DataFrame([row.values for row in rows.rows.values()], columns=list(rows.columns))
    needed = [("file", None), (column, "groups.column")]
    needed += [(pair, "groups.pair")] if pair != PAIR else []
    needed += [(target, "keywords.target")] if target != TARGET else []
    for name, key in needed:
        if name not in table.columns:
            where = f", which the config names under {key!r}" if key else ""
            raise UserError(
                f"{path} has no column {name!r}{where}; it has: {', '.join(table.columns)}"
            )
    groups = pd.DataFrame({"group": _filled(table, column), "pair": _filled(table, pair)})
    groups["target_phrase"] = _targets(path, table["file"], _filled(table, target), target)
    groups.index = pd.Index(list(rows.rows), name="file", dtype=object)
    return groups


def _filled(table: pd.DataFrame, column: str) -> pd.Series:
    """Return a column with null for empty cells; all null where it is not there."""
    if column not in table.columns:
        return pd.Series([None] * len(table), dtype=object)
    return table[column].where(table[column].str.strip() != "", None).astype(object)


def _targets(path: Path, files: pd.Series, phrases: pd.Series, column: str) -> pd.Series:
    """Return the target phrases as they are looked for."""
    given = phrases.dropna()
    places = [f"{path}, column {column!r} of {file!r}" for file in files[given.index]]
    checked = checked_phrases(given.tolist(), places)
    return pd.Series([phrase for phrase, _ in checked], given.index, object).reindex(phrases.index)


def assign_groups(documents: pd.DataFrame, metadata: pd.DataFrame | None) -> pd.DataFrame:
    """Return the columns group, pair and target_phrase for each document.

    A group is what the metadata say of the document, or of the file it is a record of; otherwise
    what the record says itself; otherwise the first sub-folder that tells documents apart, but
    with metadata only if they have a group of that name.

    Args:
        documents: doc_id, path and own_group (null where a record names none).
        metadata: group, pair and target_phrase, indexed by doc_id or path, or None.
    """
    own = documents["own_group"].astype(object).reset_index(drop=True)
    folder = pd.Series(_folder_groups(documents["path"]), dtype=object)
    if metadata is None:
        group = own.where(own.notna(), folder)
        nothing = [None] * len(group)
        return pd.DataFrame({"group": group, "pair": nothing, "target_phrase": nothing})
    doc_ids, paths = documents["doc_id"].map(folded), documents["path"].map(folded)
    found = metadata.reindex(doc_ids).astype(object).reset_index(drop=True)
    of_file = metadata["group"].reindex(paths).astype(object).reset_index(drop=True)
    listed = folder.where(folder.isin(set(metadata["group"].dropna())), UNLISTED)
    for fallback in (of_file, own, listed):
        found["group"] = found["group"].where(found["group"].notna(), fallback)
    return found.where(found.notna(), None)


def _folder_groups(paths: pd.Series) -> list[str]:
    folders = [PurePosixPath(path).parts[:-1] for path in paths]
    common = 0
    while folders and all(len(f) > common and f[common] == folders[0][common] for f in folders):
        common += 1
    return [f[common] if len(f) > common else ALONE for f in folders]


def mark_duplicates(documents: pd.DataFrame, copies: pd.DataFrame) -> pd.DataFrame:
    """Set status, reason, duplicate_of and duplicate_jaccard where a document repeats another.

    Args:
        documents: sorted by doc_id, with status and reason.
        copies: doc_id, kind (exact or near), original and jaccard of the documents that do.

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


def mark_short(documents: pd.DataFrame, least: int) -> pd.DataFrame:
    """Set the status of analysed documents with fewer prose words than `least` to too_short."""
    short = (documents["status"] == "analysed") & (documents["words"] < least)
    reason = [
        f"{words} words of prose, fewer than {least}: left out of the averages" if is_short else old
        for words, is_short, old in zip(documents["words"], short, documents["reason"], strict=True)
    ]
    return documents.assign(status=documents["status"].where(~short, "too_short"), reason=reason)


def included(status: pd.Series, exclude: str) -> pd.Series:
    """Say which documents enter the statistics.

    Args:
        exclude: which repeated documents are left out: exact, near (both kinds) or none.
    """
    kept = {"exact": ["near_duplicate"], "near": [], "none": ["near_duplicate", "duplicate"]}
    return status.isin(["analysed", *kept[exclude]])
