"""What documents share: duplicates, similar pairs, and word sequences found in several."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from hedgerow.measures.duplicates import find_duplicates
from hedgerow.measures.signatures import Signatures
from hedgerow.measures.templates import templates
from hedgerow.tables.schemas import CORPUS
from hedgerow.text.coded import CodedText


@dataclass(frozen=True)
class Copies:
    """Documents that resemble others.

    Attributes:
        duplicates: doc_id, kind (exact or near), original, jaccard of documents that repeat one.
        nearest: doc_id, nearest_doc, nearest_jaccard of the documents that share a shingle.
        similar: rows of CORPUS["similar"].
    """

    duplicates: pd.DataFrame
    nearest: pd.DataFrame
    similar: pd.DataFrame


def find_copies(signatures: Signatures, near: float) -> Copies:
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
    )


def shared_sequences(
    texts: Sequence[CodedText], include: set[str], settings: Mapping[str, Any]
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Find the word sequences that documents share.

    Args:
        include: the documents to compare.
        settings: the settings under `templates`.

    Returns:
        Rows of CORPUS["templates"], rows of CORPUS["passages"], and doc_id with template_share.
    """
    found = templates(texts, include, settings["min_words"], settings["min_documents"])
    spans = [(doc, a, b) for doc, places in sorted(found.spans.items()) for a, b in places]
    share = pd.DataFrame(
        {"doc_id": list(found.share), "template_share": list(found.share.values())}
    )
    return (
        pd.DataFrame(found.rows, columns=list(CORPUS["templates"].names)),
        pd.DataFrame(spans, columns=list(CORPUS["passages"].names)),
        share,
    )
