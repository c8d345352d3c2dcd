"""Keyness of words and phrases: each group against the rest of the corpus, and groups in pairs."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, pairwise
from pathlib import Path

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

PHRASE_COLUMNS = (
    "doc_id",
    "phrase",
    "origin",
    "phrase_words",
    "introduction",
    "body",
    "conclusion",
)
"""Columns of CORPUS["phrase_documents"] that phrases are compared by."""

PHRASE_ROWS = {"origin": ("listed", "target")}
"""Its rows: a listed phrase is the target of some documents."""

REST = "rest"
"""Stands for all documents of other groups."""


@dataclass(frozen=True)
class _Counts:
    """Items and their uses.

    Attributes:
        items, kind: the items, and whether each is a word or a phrase.
        words: int64[groups], words of the documents of each group.
        uses, documents: int64[groups, items], occurrences, and documents with one.
        dp_norm, juilland_d: float64[groups, items], dispersion over the documents of the group.
    """

    items: np.ndarray
    kind: np.ndarray
    words: np.ndarray
    uses: np.ndarray
    documents: np.ndarray
    dp_norm: np.ndarray
    juilland_d: np.ndarray


def compare_words(
    shards: Shards, documents: pd.DataFrame, folder: Path, phrases: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Compare the use of every word and listed phrase in the prose of groups.

    Args:
        shards: text and counts of words of each shard; not read for fewer than two groups.
        documents: with doc_id, group, words and included.
        folder: receives the counts of the words for as long as they are compared.
        phrases: `PHRASE_ROWS` of CORPUS["phrase_documents"]; those of listed phrases of two words
            or more are compared, by their uses outside titles, headings and lists of contents.

    Returns:
        Rows of CORPUS["keyness"]; none for fewer than two groups. Each group is compared with the
        rest and, in a corpus of three to six groups, with each later one. Holm's adjustment is over
        all items tested in a comparison, also those beyond the rows kept.
    """
    included = documents[documents["included"]].sort_values("group", kind="stable")
    included = included.reset_index(drop=True)
    groups = sorted(included["group"].unique())
    if len(groups) < 2:
        return pd.DataFrame(columns=list(CORPUS["keyness"].names))
    counts = _counts(join_words(shards, included["doc_id"].tolist(), folder), included, phrases)
    everything = counts.uses.sum(0), counts.documents.sum(0)
    words = counts.words
    tables = []
    for g, group in enumerate(groups):
        rest = [
            total - own[g]
            for total, own in zip(everything, (counts.uses, counts.documents), strict=True)
        ]
        tables.append(_compared(counts, g, group, REST, (*rest, words.sum() - words[g])))
    if 2 < len(groups) <= MOST_GROUPS:
        for a, b in combinations(range(len(groups)), 2):
            other = counts.uses[b], counts.documents[b], words[b]
            tables.append(_compared(counts, a, groups[a], groups[b], other))
    return pd.concat(tables, ignore_index=True)


def _counts(words: CorpusWords, included: pd.DataFrame, phrases: pd.DataFrame | None) -> _Counts:
    """Return the counts; `included` is in the order of the groups."""
    items, renumbered = _tested_words(words)
    kind = np.full(len(items), "word", object)
    found = None
    if phrases is not None:
        found = _phrase_coordinates(phrases, included["doc_id"])
        kind = np.concatenate([kind, np.full(len(found[0]), "phrase", object)])
        items, first_phrase = np.concatenate([items, found[0]]), len(items)
    first = np.append(np.flatnonzero(~included["group"].duplicated()), len(included))
    sizes = np.split(included["words"].to_numpy(np.float64), first[1:-1])
    shape = len(sizes), len(items)
    uses, of = np.zeros((2, *shape), np.int64)
    dp_norm, juilland_d = np.full((2, *shape), np.nan)

    def add(item: np.ndarray, doc: np.ndarray, count: np.ndarray) -> None:
        some, item = np.unique(item, return_inverse=True)
        # by group, item and document: sums of floats must not depend on the shards
        group = np.searchsorted(first, doc, side="right") - 1
        key = (group * len(some) + item) * len(included) + doc
        order = np.argsort(key)
        item, doc, count = item[order], doc[order], count[order]
        edges = np.searchsorted(group[order], np.arange(len(sizes) + 1)).tolist()
        for g, (begin, end) in enumerate(pairwise(edges)):
            own = item[begin:end], doc[begin:end] - first[g], count[begin:end]
            uses[g, some] = np.bincount(own[0], own[2], minlength=len(some))
            of[g, some] = np.bincount(own[0], minlength=len(some))
            spread = dispersion(*own, sizes[g], len(some))
            dp_norm[g, some], juilland_d[g, some] = spread.dp_norm, spread.juilland_d

    for doc, word, count in words.parts():
        item = renumbered[word]
        kept = item >= 0
        add(item[kept], doc[kept], count[kept])
    if found is not None:
        add(found[1] + first_phrase, found[2], found[3])
    total = np.array([size.sum() for size in sizes])
    return _Counts(items, kind, total, uses, of, dp_norm, juilland_d)


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


def _tested_words(words: CorpusWords) -> tuple[np.ndarray, np.ndarray]:
    """Return the words tested, and the place of each word among them, -1 for the others."""
    names = np.array(words.words, dtype=object)
    lettered = np.array([any(c.isalpha() for c in name) for name in names], bool)
    tested = np.flatnonzero((words.total >= LEAST_COUNT) & lettered)
    tested = tested[np.argsort(names[tested])] if len(tested) else tested
    renumbered = np.full(len(names), -1, np.int32)
    renumbered[tested] = np.arange(len(tested))
    return names[tested], renumbered


def _compared(
    counts: _Counts,
    g: int,
    group: str,
    against: str,
    other: tuple[np.ndarray, np.ndarray, float],
) -> pd.DataFrame:
    """Return the rows of the comparison of group g.

    Args:
        other: uses and documents of each item on the other side, and its words.
    """
    a, (b, documents, d) = counts.uses[g], other
    used = a + b > 0
    c = counts.words[g]
    k = keyness(a[used], b[used], c, d)
    table = pd.DataFrame(
        {
            "group": group,
            "against": against,
            "item": counts.items[used],
            "kind": counts.kind[used],
            "count": a[used],
            "rest": b[used],
            "range": counts.documents[g][used],
            "range_rest": documents[used],
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
            "dp_norm": counts.dp_norm[g][used],
            "juilland_d": counts.juilland_d[g][used],
        }
    )
    order = ["log_likelihood", "item", "kind"]
    return table.sort_values(order, ascending=[False, True, True]).head(MOST_ROWS)
