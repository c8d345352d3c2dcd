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
    LABEL_VALUES,
    Bools,
    LabelCodes,
    LabelMeasure,
    label_codes,
)

_KEPT = ("doc_id", "sentence", "text")
"""Columns of the claims that stay in memory where single sentences are wanted."""

Ints = NDArray[np.signedinteger]

Tallies = Mapping[str, tuple[Ints, Ints]]
"""Measure -> its sentences in each document, int32[D], and those they are a share of."""


@dataclass(frozen=True)
class Labelled:
    """The N labelled sentences of prose of the D included documents.

    Attributes:
        groups: group of each document.
        sentences: int32[D].
        certainty: float64[D], that of its sentences added up.
        tallies: the sentences of each measure.
        document: int32[N], place in `groups`; sentences are in the order of documents and text.
        claims: columns `_KEPT` of the claims table.
        labels: label -> int8[N].
        stratum: int8[N], of the sample for coding.
    """

    groups: Sequence[str]
    sentences: Ints
    certainty: NDArray[np.float64]
    tallies: Tallies
    document: Ints
    claims: pa.Table
    labels: LabelCodes
    stratum: Ints

    @classmethod
    def of(
        cls, parts: Iterable[pa.Table], documents: pd.DataFrame, *, single: bool = True
    ) -> Labelled:
        """Return the prose of the included documents from the claims table in parts.

        Args:
            single: whether single sentences are wanted; else N is 0, and what stays in memory grows
                with the documents alone.
        """
        included = documents.loc[documents["included"], ["doc_id", "group"]].sort_values("doc_id")
        ids = pa.array(included["doc_id"].tolist(), pa.large_string())
        n = len(ids)
        sentences, certainty = np.zeros(n, np.int32), np.zeros(n)
        tallies = {m.key: (np.zeros(n, np.int32), np.zeros(n, np.int32)) for m in LABEL_MEASURES}
        kept: list[_Single] = []
        for part in parts:
            at, claims = _prose(part, ids)
            labels = label_codes(claims)
            sentences += _counts(at, n)
            certainty += np.bincount(at, claims["certainty"].to_numpy(), n)
            for measure in LABEL_MEASURES:
                counted = zip(tallies[measure.key], sentences_of(measure, labels), strict=True)
                for total, which in counted:
                    total += _counts(at[which], n)
            if single or not kept:
                kept.append((at, claims, labels) if single else _none(at, claims, labels))
        groups = included["group"].tolist()
        return cls(groups, sentences, certainty, tallies, *_in_order(kept))


_Single = tuple[Ints, pa.Table, LabelCodes]
"""Document, row of the claims table and labels of some sentences."""


def _prose(claims: pa.Table, ids: pa.Array) -> tuple[Ints, pa.Table]:
    """Return the rows of prose of some documents, and the place of each one's document."""
    place = pc.fill_null(pc.index_in(claims["doc_id"].cast(pa.large_string()), ids), -1)
    at = place.to_numpy().astype(np.int32)
    at[~claims["prose"].to_numpy().astype(bool)] = -1
    return at[at >= 0], claims.filter(pa.array(at >= 0))


def _counts(document: Ints, documents: int) -> NDArray[np.int32]:
    return np.bincount(document, minlength=documents).astype(np.int32)


def _none(at: Ints, claims: pa.Table, labels: LabelCodes) -> _Single:
    return at[:0], claims.slice(0, 0), {name: codes[:0] for name, codes in labels.items()}


def _in_order(parts: Sequence[_Single]) -> tuple[Ints, pa.Table, LabelCodes, Ints]:
    """Return document, claims, labels and stratum of all sentences, in the order of the text."""
    document = np.concatenate([at for at, _, _ in parts])
    claims = [table for _, table, _ in parts]
    numbers, probability = (
        np.concatenate([table[name].to_numpy() for table in claims])
        for name in ("sentence", "claim_probability")
    )
    order = np.lexsort((numbers, document))
    labels = {
        name: np.concatenate([own[name] for _, _, own in parts])[order] for name in LABEL_VALUES
    }
    kept = [name for name in _KEPT if name in claims[0].column_names]
    sentences = pa.concat_tables([table.select(kept) for table in claims]).take(order)
    stratum = strata_of(labels, probability[order].astype(np.float64)).astype(np.int8)
    return document[order], sentences, labels, stratum


def sentences_of(measure: LabelMeasure, labels: LabelCodes) -> tuple[Bools, Bools]:
    """Return the sentences of a measure, and those that it is a share of."""
    part = measure.part(labels)
    return part, measure.of(labels) if measure.of else np.ones(len(part), bool)
