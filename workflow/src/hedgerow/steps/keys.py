"""Keys of documents for seeded resampling: the same wherever and in whatever order they are met."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b

import numpy as np


def document_keys(doc_ids: Sequence[str]) -> np.ndarray:
    """Return uint64[n]: a stable hash of each document id."""
    return np.array(
        [
            int.from_bytes(blake2b(d.encode("utf-8", "replace"), digest_size=8).digest())
            for d in doc_ids
        ],
        np.uint64,
    )
