"""Keyness of words and phrases: each group against the rest of the corpus, and groups in pairs."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd

from hedgerow.corpus.corpus_words import CorpusWords, Shards, join_words
from hedgerow.corpus.schemas import CORPUS
from hedgerow.statistics.dispersion import dispersion
from hedgerow.statistics.keyness import keyness

LEAST_COUNT = 5
"""Words and phrases that the corpus uses less often are not tested."""

MOST_ROWS = 500
"""Rows kept for each comparison: those with the highest log-likelihood."""

MOST_GROUPS = 6
"""With more groups they are compared with the rest only: pairs grow with their square."""

REST = "rest"
"""Stands for all documents of other groups."""


@dataclass(frozen=True)
class _Counts:
    """Items and their uses in documents: R rows, in the order of the documents."""

    items: np.ndarray
    kind: np.ndarray  # word or phrase
    item: np.ndarray  # int32[R]
    part: np.ndarray  # int32[R], document
    count: np.ndarray  # int32[R]
    size: np.ndarray  # float64, words of each document


def compare_words(
    shards: Shards, documents: pd.DataFrame, phrases: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Compare the use of every word and listed phrase in the prose of groups.

    Args:
        shards: text and counts of words of each shard; not read for fewer than two groups.
        documents: with doc_id, group, words and included.
        phrases: rows of CORPUS["phrase_documents"]; those of listed phrases of two words or more
            are compared, by their uses outside titles, headings and lists of contents.

    Returns:
        Rows of CORPUS["keyness"]; none for fewer than two groups. Each group is compared with the
        rest and, in a corpus of three to six groups, with each later one. Holm's adjustment is over
        all items tested in a comparison, also those beyond the rows kept.
    """
    included = documents[documents["included"]].reset_index(drop=True)
    groups = sorted(included["group"].unique())
    if len(groups) < 2:
        return pd.DataFrame(columns=list(CORPUS["keyness"].names))
    counts = _counts(join_words(shards), included, phrases)
    member = included["group"].to_numpy()
    tables = [_compared(counts, g, REST, member == g, member != g) for g in groups]
    if 2 < len(groups) <= MOST_GROUPS:
        tables += [
            _compared(counts, a, b, member == a, member == b) for a, b in combinations(groups, 2)
        ]
    return pd.concat(tables, ignore_index=True)


def _counts(words: CorpusWords, included: pd.DataFrame, phrases: pd.DataFrame | None) -> _Counts:
    items, item, part, count = _coordinates(words, included["doc_id"])
    del words
    kind = np.full(len(items), "word", object)
    if phrases is not None:
        found = _phrase_coordinates(phrases, included["doc_id"])
        item = np.concatenate([item, found[1] + np.int32(len(items))])
        part, count = np.concatenate([part, found[2]]), np.concatenate([count, found[3]])
        items = np.concatenate([items, found[0]])
        kind = np.concatenate([kind, np.full(len(found[0]), "phrase", object)])
    # in the order of the documents: sums of floats must not depend on the shards
    order = np.argsort(part, kind="stable")
    size = included["words"].to_numpy(np.float64)
    return _Counts(items, kind, item[order], part[order], count[order], size)


def _phrase_coordinates(
    phrases: pd.DataFrame, doc_ids: pd.Series
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return the listed phrases tested, and item, document and count of each of their rows."""
    listed = set(phrases.loc[phrases["origin"] == "listed", "phrase"])
    place = pd.Series(np.arange(len(doc_ids)), index=doc_ids)
    rows = phrases[phrases["phrase"].isin(listed) & (phrases["phrase_words"] > 1)]
    rows = rows.assign(
        prose=rows["introduction"] + rows["body"] + rows["conclusion"],
        part=rows["doc_id"].map(place),
    )
    rows = rows[rows["part"].notna() & (rows["prose"] > 0)]
    total = rows.groupby("phrase")["prose"].sum()
    tested = np.array(sorted(total.index[total >= LEAST_COUNT]), object)
    rows = rows[rows["phrase"].isin(set(tested))].sort_values(["part", "phrase"])
    number = {phrase: k for k, phrase in enumerate(tested)}
    item = rows["phrase"].map(number).to_numpy(np.int32)
    return tested, item, rows["part"].to_numpy(np.int32), rows["prose"].to_numpy(np.int32)


def _coordinates(
    words: CorpusWords, doc_ids: pd.Series
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return the words tested, and item, document and count of each of their rows."""
    place = {doc_id: i for i, doc_id in enumerate(doc_ids)}
    names = np.array(words.words, dtype=object)
    of_doc = np.array([place.get(d, -1) for d in words.doc_ids], np.int32)
    part = of_doc[words.doc]
    kept = part >= 0
    item, part, count = words.word[kept], part[kept], words.uses[kept]
    total = np.bincount(item, count, minlength=len(names))
    lettered = np.array([any(c.isalpha() for c in name) for name in names], bool)
    tested = np.flatnonzero((total >= LEAST_COUNT) & lettered)
    tested = tested[np.argsort(names[tested])] if len(tested) else tested
    renumbered = np.full(len(names), -1, np.int32)
    renumbered[tested] = np.arange(len(tested))
    item = renumbered[item]
    kept = item >= 0
    return names[tested], item[kept], part[kept], count[kept]


def _compared(
    counts: _Counts, group: str, against: str, inside: np.ndarray, outside: np.ndarray
) -> pd.DataFrame:
    """Return the rows of one comparison; inside and outside are masks of documents."""
    n = len(counts.items)
    item, part, count = counts.item, counts.part, counts.count
    own, other = inside[part], outside[part]
    a = np.bincount(item[own], count[own], minlength=n)
    b = np.bincount(item[other], count[other], minlength=n)
    used = a + b > 0
    c, d = counts.size[inside].sum(), counts.size[outside].sum()
    k = keyness(a[used], b[used], c, d)
    size = np.where(inside, counts.size, 0.0)
    spread = dispersion(item[own], part[own], count[own], size, n)
    table = pd.DataFrame(
        {
            "group": group,
            "against": against,
            "item": counts.items[used],
            "kind": counts.kind[used],
            "count": a[used].astype(np.int64),
            "rest": b[used].astype(np.int64),
            "range": np.bincount(item[own], minlength=n)[used],
            "range_rest": np.bincount(item[other], minlength=n)[used],
            "per_million": 1e6 * a[used] / c if c else np.nan,
            "per_million_rest": 1e6 * b[used] / d if d else np.nan,
            "expected": k.expected_a,
            "expected_rest": k.expected_b,
            "log_likelihood": k.log_likelihood,
            "log_ratio": k.log_ratio,
            "pct_diff": np.where(np.isfinite(k.pct_diff), k.pct_diff, np.nan),
            "bic": k.bic,
            "ell": k.ell,
            "p_holm": k.p_holm,
            "reliable": k.reliable,
            "dp_norm": spread.dp_norm[used],
            "juilland_d": spread.juilland_d[used],
        }
    )
    order = ["log_likelihood", "item", "kind"]
    return table.sort_values(order, ascending=[False, True, True]).head(MOST_ROWS)
