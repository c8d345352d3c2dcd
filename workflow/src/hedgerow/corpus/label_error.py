"""The tables on the errors of the labels, from the labels, the codes and the annotated sites."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd
import pyarrow as pa

from hedgerow.corpus.coded_sentences import CodedSentences, CoderFile, match_codes
from hedgerow.corpus.coder_tables import (
    coder_agreement,
    coding_summary,
    disagreements,
    label_agreement,
)
from hedgerow.corpus.label_error_schemas import TABLES
from hedgerow.corpus.label_shares import label_differences, label_shares
from hedgerow.corpus.labelled import Labelled

DRAWS = 1000
"""Draws of a correction by annotated sites."""


def label_error_tables(
    claims: Iterable[pa.Table],
    documents: pd.DataFrame,
    files: Sequence[CoderFile],
    *,
    resamples: int,
    seed: int,
) -> tuple[dict[str, pd.DataFrame], dict[str, Any]]:
    """Return the tables of `label_error_schemas` by name, and the part `coding` of the summary.

    Args:
        claims: rows of CORPUS["claims"] in parts. documents: rows of CORPUS["documents"].
        files: codes of people; may be empty.
        resamples: of the interval of the coders' agreement.
    """
    labelled = Labelled.of(claims, documents, single=bool(files))
    coded = _matched(labelled, files) if files else None
    shares = label_shares(labelled, coded, draws=DRAWS, seed=seed)
    made = {table.name: pd.DataFrame(columns=list(table.names)) for table in TABLES}
    made["label_shares"] = shares
    made["label_differences"] = label_differences(shares, Counter(labelled.groups))
    if coded is None:
        return made, {"sentences": 0, "coders": []}
    if len(coded.rows):
        made["coder_agreement"] = coder_agreement(coded, resamples=resamples, seed=seed)
        made["label_agreement"] = label_agreement(labelled, coded)
        made["disagreements"] = disagreements(labelled, coded)
    return made, coding_summary(coded)


def _matched(labelled: Labelled, files: Sequence[CoderFile]) -> CodedSentences:
    columns = (labelled.claims[name].to_pylist() for name in ("text", "doc_id", "sentence"))
    texts, documents, numbers = columns
    return match_codes(files, texts, documents, numbers)
