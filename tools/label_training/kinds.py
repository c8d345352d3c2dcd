"""Errors by kind of sentence: where the words alone leave a label open."""

from __future__ import annotations

import numpy as np

from hedgerow.labels.claims import of_table
from hedgerow.lexicons.load import Lexicon
from hedgerow.text.tokens.tokens import QUOTATION
from label_training.gold import Data
from label_training.results import Errors

_TABLES = {"attributed": ("attribution",)}


def kinds(data: Data, lexicon: Lexicon, task: str) -> dict[str, np.ndarray]:
    """Return bool[items] for each kind of sentence that a label is judged by; kinds overlap."""
    tokenised, marks = data.tokenised, data.marks

    def holds(token: np.ndarray) -> np.ndarray:
        out = np.zeros(len(data.items), bool)
        out[tokenised.token_doc[token]] = True
        return out

    worded = np.zeros(len(data.items), bool)
    for table in _TABLES.get(task, ()):
        worded |= holds(marks.first[of_table(marks, lexicon, table)])
    found = {"has no word of the lexicons for it": ~worded}
    if task == "attributed":
        quoted = holds(np.flatnonzero(tokenised.token_kind == QUOTATION))
        found |= {"holds a quotation mark": quoted, "holds none": ~quoted}
    return found if task in _TABLES else {}


def kind_errors(
    data: Data, lexicon: Lexicon, task: str, label: str, y: np.ndarray, found: np.ndarray
) -> list[Errors]:
    """Count the errors by gold file and kind of sentence: how many sentences there are of a kind,
    labels missed or taken for another, and labels found where the gold has none.
    """
    rows: list[Errors] = []
    wrong = y != found
    for file in dict.fromkeys(data.sources.tolist()):
        for kind, those in kinds(data, lexicon, task).items():
            at = those & (data.sources == file)
            missed, false = int((at & wrong & (y > 0)).sum()), int((at & wrong & (y == 0)).sum())
            rows.append((file, f"{label}, by kind", kind, int(at.sum()), missed, false))
    return rows
