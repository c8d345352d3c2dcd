"""What documents share: duplicates, similar pairs, and word sequences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from hedgerow.corpus.schemas import CORPUS
from hedgerow.overlap.duplicates import find_duplicates
from hedgerow.overlap.openings import shared_openings
from hedgerow.overlap.repeated_sentences import repeated_sentences
from hedgerow.overlap.shared_sequences import Spans, shared_sequences
from hedgerow.overlap.signatures import Signatures, SignedShards
from hedgerow.tables.freed_memory import trim_freed_memory
from hedgerow.tables.io import to_arrow
from hedgerow.tables.scratch import Scratch
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus


@dataclass(frozen=True)
class Copies:
    """Documents that resemble others.

    Attributes:
        duplicates: doc_id, kind (exact or near), original and jaccard of the documents that repeat
            an earlier one.
        nearest: doc_id, nearest_doc and nearest_jaccard of the documents that share a shingle.
        similar: rows of CORPUS["similar"].
        clusters: doc_id and cluster of the documents that are in one.
    """

    duplicates: pd.DataFrame
    nearest: pd.DataFrame
    similar: pd.DataFrame
    clusters: pd.DataFrame


def find_copies(signatures: Signatures | SignedShards, near: float) -> Copies:
    """Compare the documents with each other.

    Args:
        signatures: of all documents with text, in the order of their ids.
        near: least Jaccard similarity of near duplicates.
    """
    found = find_duplicates(signatures, near)
    ids = np.array(signatures.doc_ids, dtype=object)
    kind = np.array(found.kind, dtype=object)
    copy = np.flatnonzero(found.original >= 0)
    partner = np.flatnonzero(found.nearest >= 0)
    return Copies(
        duplicates=pd.DataFrame(
            {
                "doc_id": ids[copy],
                "kind": kind[copy],
                "original": ids[found.original[copy]],
                "jaccard": found.original_jaccard[copy],
            }
        ),
        nearest=pd.DataFrame(
            {
                "doc_id": ids[partner],
                "nearest_doc": ids[found.nearest[partner]],
                "nearest_jaccard": found.nearest_jaccard[partner],
            }
        ),
        similar=pd.DataFrame(found.similar, columns=list(CORPUS["similar"].names)),
        clusters=pd.DataFrame(
            {"doc_id": ids[found.cluster > 0], "cluster": found.cluster[found.cluster > 0]}
        ),
    )


@dataclass(frozen=True)
class Shared:
    """Wording that documents share.

    Attributes:
        tables: rows of CORPUS["templates"] and ["openings"].
        share: doc_id and template_share of the documents compared.
    """

    tables: dict[str, pd.DataFrame]
    share: pd.DataFrame


def shared_wording(
    texts: Sequence[TokenisedCorpus],
    include: set[str],
    settings: Mapping[str, Any],
    scratch: Scratch,
) -> Shared:
    """Return the word sequences, sentences and openings that documents share.

    Args:
        include: the documents to compare.
        settings: the settings under `templates`.
        scratch: receives the rows of the tables passages and repeated_sentences.
    """
    least = settings["min_documents"]

    def keep(spans: Spans) -> None:
        scratch.add(CORPUS["passages"], _passages(spans))

    keep({})
    found = shared_sequences(
        texts,
        include,
        settings["min_words"],
        least,
        folder=scratch.folder,
        keep=keep,
    )
    trim_freed_memory()
    table = CORPUS["repeated_sentences"]
    for repeated in repeated_sentences(texts, include, folder=scratch.folder):
        scratch.add(table, to_arrow(table, repeated))
    trim_freed_memory()
    rows = {"templates": found.rows, "openings": shared_openings(texts, include, least)}
    tables = {
        name: pd.DataFrame(columns, columns=list(CORPUS[name].names))
        for name, columns in rows.items()
    }
    share = pd.DataFrame(
        {"doc_id": list(found.share), "template_share": list(found.share.values())}
    )
    return Shared(tables, share)


def _passages(spans: Mapping[str, np.ndarray]) -> pa.Table:
    """Return the rows of CORPUS["passages"] of some documents."""
    doc_ids = list(spans)
    start, end = np.concatenate([np.zeros((0, 2)), *(spans[d] for d in doc_ids)]).T
    owner = np.repeat(np.arange(len(doc_ids)), [len(spans[d]) for d in doc_ids])
    columns = {
        "doc_id": pa.array(doc_ids, pa.large_string()).take(pa.array(owner)),
        "start": pa.array(start.astype(np.int64)),
        "end": pa.array(end.astype(np.int64)),
    }
    return pa.table({name: columns[name] for name in CORPUS["passages"].names})
