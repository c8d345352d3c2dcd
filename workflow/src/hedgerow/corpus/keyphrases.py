"""Key phrases of the corpus: the listed ones from the shards, the discovered ones found here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from hedgerow.corpus.shards import Shards
from hedgerow.measures.discovery import discover
from hedgerow.measures.keyphrases import (
    find_uses,
    phrase_documents,
    phrase_rows,
    unnatural_rows,
)
from hedgerow.measures.stuffing import focus_rows, stuffing
from hedgerow.measures.unnatural import judge_uses
from hedgerow.text.coded import CodedText

_TABLES = ("phrases", "phrase_documents", "unnatural")

_FOCUS = {
    "focus_phrase": "phrase",
    "focus_count": "count",
    "focus_density_terms": "density_terms",
    "focus_density_words": "density_words",
    "focus_score": "score",
}
"""Columns of `documents` and the columns of `phrase_documents` they come from."""


@dataclass(frozen=True)
class Keyphrases:
    """Rows of the tables of that name, and the keyphrase columns of `documents`."""

    phrases: pd.DataFrame
    phrase_documents: pd.DataFrame
    unnatural: pd.DataFrame
    focus: pd.DataFrame


def keyphrases(
    shards: Shards,
    texts: Sequence[CodedText],
    words: pa.Table,
    documents: pd.DataFrame,
    settings: Mapping[str, Any],
) -> Keyphrases:
    """Bring listed and discovered phrases together and judge each document by them.

    Args:
        words: SHARD["words"] of the corpus.
        documents: with doc_id, included and words_all.
        settings: the settings under `keywords`.
    """
    listed = {name: shards.frame(name) for name in _TABLES}
    targets = _discovered(words, documents, settings["discover"])
    already = set(listed["phrase_documents"]["phrase"])
    found = [
        _uses_of(text, targets, already, settings["inflected"]) for text in texts if text.doc_ids
    ]
    joined = {
        name: pd.concat([listed[name], *(f[name] for f in found)], ignore_index=True)
        for name in _TABLES
    }
    focus = _focus(joined, documents, settings["thresholds"])
    return Keyphrases(focus=focus, **joined)


def _discovered(words: pa.Table, documents: pd.DataFrame, top: int) -> dict[str, list[str]]:
    """Return doc_id -> the phrases discovered in it, best first, for the included documents."""
    included = documents[documents["included"]]
    place = {doc_id: i for i, doc_id in enumerate(included["doc_id"])}
    doc_code = words["doc_id"].combine_chunks().dictionary_encode()
    item_code = words["item"].combine_chunks().dictionary_encode()
    of_doc = np.array([place.get(d, -1) for d in doc_code.dictionary.to_pylist()], np.int64)
    doc = of_doc[doc_code.indices.to_numpy()] if len(of_doc) else np.zeros(0, np.int64)
    kept = doc >= 0
    counts = {c: words[c].to_numpy()[kept] for c in ("n", "count", "prose", "title")}
    items = item_code.dictionary.to_pylist()
    found = discover(
        doc=doc[kept],
        item=item_code.indices.to_numpy()[kept],
        items=items,
        doc_words=included["words_all"].to_numpy(),
        top=top,
        **counts,
    )
    ids = included["doc_id"].tolist()
    targets: dict[str, list[str]] = {}
    for d, i in zip(found.doc.tolist(), found.item.tolist(), strict=True):
        targets.setdefault(ids[d], []).append(items[i])
    return targets


def _uses_of(
    coded: CodedText, targets: Mapping[str, list[str]], already: set[str], inflected: bool
) -> dict[str, pd.DataFrame]:
    """Return the rows of the three tables for the discovered phrases of one shard's documents.

    A phrase counts in the documents it was discovered in; listed phrases are left to the list.
    """
    wanted = {d: set(targets.get(doc_id, ())) for d, doc_id in enumerate(coded.doc_ids)}
    phrases = sorted(set().union(*wanted.values()) - already)
    uses = find_uses(coded, phrases, inflected)
    here = [
        phrases[p] in wanted[d]
        for p, d in zip(uses.phrase.tolist(), uses.doc.tolist(), strict=True)
    ]
    uses = uses.take(np.flatnonzero(here))
    reasons = judge_uses(coded, uses, phrases)
    arguments = (coded, uses, phrases, reasons)
    return {
        "phrases": pd.DataFrame(phrase_rows(*arguments)),
        "phrase_documents": pd.DataFrame(phrase_documents(*arguments, origin="discovered")),
        "unnatural": pd.DataFrame(unnatural_rows(*arguments)),
    }


def _focus(
    tables: Mapping[str, pd.DataFrame], documents: pd.DataFrame, thresholds: Mapping[str, float]
) -> pd.DataFrame:
    """Return the keyphrase columns of `documents`, for documents that use any phrase."""
    rows = tables["phrase_documents"]
    size = rows["doc_id"].map(documents.set_index("doc_id")["words_all"]).to_numpy()
    columns = {name: rows[name].tolist() for name in rows.columns}
    judged = stuffing(columns, size, thresholds)
    focus = focus_rows(columns, judged)
    order = list(focus.values())
    result = pd.DataFrame({"doc_id": list(focus)})
    for name, source in _FOCUS.items():
        result[name] = rows[source].to_numpy()[order] if order else None
    result["stuffed"] = judged.stuffed[order]
    result["stuffing_reasons"] = [
        judged.reasons[i] if stuffed else None
        for i, stuffed in zip(order, judged.stuffed[order].tolist(), strict=True)
    ]
    counted = tables["unnatural"].groupby("doc_id").size()
    result["unnatural_uses"] = result["doc_id"].map(counted).fillna(0).astype(int)
    return result
