"""The user's table of documents: group, pair and target phrase of each."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from hedgerow.errors import UserError
from hedgerow.phrases.phrase_list import checked_phrases
from hedgerow.sources.metadata import read_metadata_rows

PAIR, TARGET = "pair", "target_phrase"
"""Default names of the two optional columns of the metadata table."""


def read_metadata(path: Path, column: str, pair: str = PAIR, target: str = TARGET) -> pd.DataFrame:
    """Read groups, pairs and target phrases of documents from a CSV file.

    Args:
        path: CSV with a column `file`, the path of a document below the corpus folder.
        column: name of the column with the group.
        pair: name of the column with the key of the pair.
        target: name of the column with the phrase that the document was written for. A column
            under its default name is optional; a column under another name must exist.

    Returns:
        Columns group, pair and target_phrase (null where empty), indexed by folded path.

    Raises:
        UserError: the file cannot be read, a column is missing, a document is listed twice, or a
            target phrase cannot match any text.
    """
    rows = read_metadata_rows(path)
    table = pd.DataFrame([row.values for row in rows.rows.values()], columns=list(rows.columns))
    needed = [(column, "groups.column")]
    needed += [(pair, "groups.pair")] if pair != PAIR else []
    needed += [(target, "keywords.target")] if target != TARGET else []
    for name, key in needed:
        if name not in table.columns:
            raise UserError(
                f"{path} has no column {name!r}, which the config names under {key!r}; it has: "
                + ", ".join(table.columns)
            )
    groups = pd.DataFrame({"group": _filled(table, column), "pair": _filled(table, pair)})
    groups["target_phrase"] = _targets(path, table["file"], _filled(table, target), target)
    groups.index = pd.Index(list(rows.rows), name="file", dtype=object)
    return groups


def _filled(table: pd.DataFrame, column: str) -> pd.Series:
    """Return a column with null for empty cells; all null if the column is missing."""
    if column not in table.columns:
        return pd.Series([None] * len(table), dtype=object)
    return table[column].where(table[column].str.strip() != "", None).astype(object)


def _targets(path: Path, files: pd.Series, phrases: pd.Series, column: str) -> pd.Series:
    """Return the target phrases in the form they are matched in."""
    given = phrases.dropna()
    sources = [f"{path}, column {column!r} of {file!r}" for file in files[given.index]]
    checked = checked_phrases(given.tolist(), sources)
    return pd.Series([phrase for phrase, _ in checked], given.index, object).reindex(phrases.index)
