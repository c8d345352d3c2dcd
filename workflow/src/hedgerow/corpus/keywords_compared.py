"""Keyness of words: each group against the rest of the corpus."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa

from hedgerow.statistics.dispersion import dispersion
from hedgerow.statistics.keyness import keyness
from hedgerow.tables.schemas import CORPUS

LEAST_COUNT = 5
"""Words that the corpus uses less often are not tested."""

MOST_ROWS = 500
"""Rows kept for each group: those with the highest log-likelihood."""


def compare_words(words: pa.Table, documents: pd.DataFrame) -> pd.DataFrame:
    """Compare the use of every word in the prose of each group with the rest.

    Args:
        words: SHARD["words"] of the corpus.
        documents: with doc_id, group, words and included.

    Returns:
        Rows of CORPUS["keyness"]; none for fewer than two groups. Holm's adjustment is over all
        words tested for a group, also those beyond the rows kept.
    """
    included = documents[documents["included"]].reset_index(drop=True)
    groups = sorted(included["group"].unique())
    if len(groups) < 2:
        return pd.DataFrame(columns=list(CORPUS["keyness"].names))
    items, item, part, count = _coordinates(words, included["doc_id"])
    size = included["words"].to_numpy(np.float64)
    member = included["group"].to_numpy()
    tables = [_one_group(name, member == name, items, item, part, count, size) for name in groups]
    return pd.concat(tables, ignore_index=True)


def _coordinates(
    words: pa.Table, doc_ids: pd.Series
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return the words tested, and item, document and count of each of their rows."""
    single = words.filter(pa.compute.equal(words["n"], 1)) if words.num_rows else words
    place = {doc_id: i for i, doc_id in enumerate(doc_ids)}
    item_code = single["item"].combine_chunks().dictionary_encode()
    doc_code = single["doc_id"].combine_chunks().dictionary_encode()
    names = np.array(item_code.dictionary.to_pylist(), dtype=object)
    of_doc = np.array([place.get(d, -1) for d in doc_code.dictionary.to_pylist()], np.int64)
    item = item_code.indices.to_numpy().astype(np.int64)
    part = of_doc[doc_code.indices.to_numpy()] if len(of_doc) else np.zeros(0, np.int64)
    count = single["prose"].to_numpy().astype(np.int64)
    kept = (part >= 0) & (count > 0)
    item, part, count = item[kept], part[kept], count[kept]
    total = np.bincount(item, count, minlength=len(names))
    lettered = np.array([any(c.isalpha() for c in name) for name in names], bool)
    tested = np.flatnonzero((total >= LEAST_COUNT) & lettered)
    tested = tested[np.argsort(names[tested])] if len(tested) else tested
    renumbered = np.full(len(names), -1, np.int64)
    renumbered[tested] = np.arange(len(tested))
    kept = np.flatnonzero(renumbered[item] >= 0)
    # in the order of the documents: sums of floats must not depend on the shards
    kept = kept[np.argsort(part[kept], kind="stable")]
    return names[tested], renumbered[item[kept]], part[kept], count[kept]


def _one_group(
    name: str,
    inside: np.ndarray,
    items: np.ndarray,
    item: np.ndarray,
    part: np.ndarray,
    count: np.ndarray,
    size: np.ndarray,
) -> pd.DataFrame:
    n = len(items)
    own = inside[part]
    a = np.bincount(item[own], count[own], minlength=n)
    b = np.bincount(item[~own], count[~own], minlength=n)
    c, d = size[inside].sum(), size[~inside].sum()
    k = keyness(a, b, c, d)
    spread = dispersion(item[own], part[own], count[own], np.where(inside, size, 0.0), n)
    table = pd.DataFrame(
        {
            "group": name,
            "item": items,
            "kind": "word",
            "count": a.astype(np.int64),
            "rest": b.astype(np.int64),
            "range": np.bincount(item[own], minlength=n),
            "range_rest": np.bincount(item[~own], minlength=n),
            "per_million": 1e6 * a / c if c else np.nan,
            "per_million_rest": 1e6 * b / d if d else np.nan,
            "expected": k.expected_a,
            "expected_rest": k.expected_b,
            "log_likelihood": k.log_likelihood,
            "log_ratio": k.log_ratio,
            "pct_diff": np.where(np.isfinite(k.pct_diff), k.pct_diff, np.nan),
            "bic": k.bic,
            "p_holm": k.p_holm,
            "reliable": k.reliable,
            "dp_norm": spread.dp_norm,
        }
    )
    order = ["log_likelihood", "item"]
    return table.sort_values(order, ascending=[False, True]).head(MOST_ROWS)
