"""The labelled sentences of a corpus, and how many of each measure every document has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from hedgerow.corpus.coding_sample import strata_of
from hedgerow.corpus.label_measures import (
    LABEL_MEASURES,
    Bools,
    LabelCodes,
    LabelMeasure,
    label_codes,
)
from hedgerow.tables.arrays import joined

_KEPT = ("doc_id", "sentence", "text")
"""Columns of the claims that stay in memory where single sentences are wanted."""

Tallies = Mapping[str, tuple[NDArray[np.float64], NDArray[np.float64]]]
"""Measure -> its sentences in each document, float64[D], and those it is a share of."""


@dataclass(frozen=True)
class Labelled:
    """The N labelled sentences of prose of the D included documents.

    Attributes:
        tallies: the sentences of each measure.
        document: int32[N], place in `groups`; sentences are in the order of documents and text.
        certainty: float64[N].
        claims: columns `_KEPT` of the claims table.
        labels: label -> int8[N].
        stratum: int8[N], of the sample for coding.
        groups: group of each document.
    """

    tallies: Tallies
    document: NDArray[np.signedinteger]
    certainty: NDArray[np.float64]
    claims: pa.Table
    labels: LabelCodes
    stratum: NDArray[np.signedinteger]
    groups: Sequence[str]

    @classmethod
    def of(
        cls, parts: Iterable[pa.Table], documents: pd.DataFrame, *, single: bool = True
    ) -> Labelled:
        """Return the prose of the included documents from the claims table in parts.

        Args:
            single: whether single sentences are wanted; else `claims`, `labels` and `stratum` are
                empty.
        """
        included = documents[documents["included"]].sort_values("doc_id")
        ids = pa.array(included["doc_id"].tolist(), pa.large_string())
        groups = included["group"].tolist()
        read = [cls._of_part(part, ids, groups, single) for part in parts]
        coded, numbers = [part for part, _ in read], joined([number for _, number in read])
        document = joined([part.document for part in coded])
        order = np.lexsort((numbers, document))
        tallies = {
            key: tuple(np.sum([part.tallies[key][i] for part in coded], 0) for i in range(2))
            for key in coded[0].tallies
        }
        return cls(
            tallies,
            document[order],
            joined([part.certainty for part in coded])[order],
            pa.concat_tables([part.claims for part in coded]).take(order if single else []),
            {
                name: joined([part.labels[name] for part in coded])[order]
                for name in coded[0].labels
            },
            joined([part.stratum for part in coded])[order if single else slice(0)],
            groups,
        )

    @classmethod
    def _of_part(
        cls, part: pa.Table, ids: pa.Array, groups: Sequence[str], single: bool
    ) -> tuple[Labelled, NDArray[np.int32]]:
        """Return the sentences of a part, and the number of each in its document."""
        place = pc.fill_null(pc.index_in(part["doc_id"].cast(pa.large_string()), ids), -1)
        at = place.to_numpy().astype(np.int32)
        at[~part["prose"].to_numpy().astype(bool)] = -1
        part = part.filter(pa.array(at >= 0))
        at = at[at >= 0]
        labels = label_codes(part)
        stratum = strata_of(labels, part["claim_probability"].to_numpy().astype(np.float64))
        found = cls(
            {m.key: _tally(m, labels, at, len(groups)) for m in LABEL_MEASURES},
            at,
            part["certainty"].to_numpy().astype(np.float64),
            part.select([name for name in _KEPT if name in part.column_names if single]),
            labels if single else {},
            stratum.astype(np.int8)[: None if single else 0],
            groups,
        )
        return found, part["sentence"].to_numpy().astype(np.int32)

    def by_group(self) -> dict[str, Bools]:
        """Return "all" and, where there are several groups, each group: bool of the documents."""
        groups = np.array(self.groups, object)
        names = sorted(set(self.groups))
        return {"all": np.ones(len(groups), bool)} | (
            {name: groups == name for name in names} if len(names) > 1 else {}
        )


def _tally(
    measure: LabelMeasure, labels: LabelCodes, document: NDArray[np.signedinteger], documents: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the sentences of a measure in each document, and those that it is a share of."""
    over, under = (
        np.bincount(document[which], minlength=documents).astype(np.float64)
        for which in sentences_of(measure, labels)
    )
    return over, under


def sentences_of(measure: LabelMeasure, labels: LabelCodes) -> tuple[Bools, Bools]:
    """Return the sentences of a measure, and those that it is a share of."""
    part = measure.part(labels)
    return part, measure.of(labels) if measure.of else np.ones(len(part), bool)
