"""Counts of words joined over shards."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from hedgerow.corpus.corpus_words import ItemHashes, Totals, join_words
from hedgerow.corpus.keywords_compared import REST, compare_words
from hedgerow.phrases.word_counts import count_words, word_flags
from hedgerow.statistics.dispersion import dp_norm, juilland_d
from hedgerow.tables.strings import Speller
from hedgerow.text.blocks.document import document_from_text
from hedgerow.text.tokens.tokeniser import encode

TEXTS = {
    "a": "Green tea helps. Is green tea good? Red wine and green tea.",
    "b": "Red wine hurts, and red wine helps nobody. Green tea, green tea.",
    "c": "Nothing in common.",
}


def shard(*names):
    text = encode(document_from_text(name, TEXTS[name]) for name in names)
    return text, count_words(text, word_flags(text.word_text))


def uses(words):
    rows = [row for part in words.parts() for row in np.stack(part, 1).tolist()]
    found = {("ab"[d], words.words[w]): n for d, w, n in rows}
    assert len(found) == len(rows)
    assert words.total.tolist() == [
        sum(n for (_, other), n in found.items() if other == word) for word in words.words
    ]
    return found


def test_words_are_the_same_in_one_shard_and_in_three(tmp_path):
    whole, parts = (
        uses(join_words(shards, ["a", "b"], tmp_path))
        for shards in ([shard("a", "b", "c")], [shard(n) for n in "cba"])
    )
    assert whole == parts
    assert whole["b", "wine"] == 2
    assert {doc for doc, _ in whole} == {"a", "b"}


def test_items_have_the_same_hash_in_every_shard():
    hashes: dict[str, set[int]] = {}
    for text, counts in (shard("a", "c"), shard("b")):
        found = ItemHashes.of(text, counts)
        spelled = counts.spelled(Speller.of(text.word_text))
        for phrase, h in zip(spelled, found.sequence.tolist(), strict=True):
            hashes.setdefault(phrase, set()).add(h)
        for word, h in zip(text.word_text, found.word.tolist(), strict=True):
            hashes.setdefault(word, set()).add(h)
    assert "green tea" in hashes and "tea" in hashes
    assert all(len(of_item) == 1 for of_item in hashes.values())
    assert len(set().union(*hashes.values())) == len(hashes)


def test_totals_do_not_depend_on_the_parts(tmp_path):
    rng = np.random.default_rng(3)
    item, counts = rng.integers(0, 50, 1_000), rng.integers(1, 9, 1_000)
    hashes = rng.integers(0, 1 << 63, 50).astype(np.uint64)[item] * np.uint64(2)
    expected = np.bincount(item, counts, 50)[item].tolist()
    for parts in (1, 7):
        folder = tmp_path / str(parts)
        folder.mkdir()
        totals = Totals(folder)
        split = np.array_split(np.arange(1_000), parts)
        for some in split:
            totals.add(hashes[some], counts[some])
        found = [totals.of(shard, hashes[some]).tolist() for shard, some in enumerate(split)]
        assert [n for of_shard in found for n in of_shard] == expected


def test_words_of_three_groups_are_compared_with_the_rest_and_in_pairs(tmp_path):
    rng = np.random.default_rng(4)
    used = rng.integers(0, 4, (9, 3))
    used[:, 2] = 1
    names = ["tea", "wine", "water"]
    ids = [f"d{i}" for i in range(9)]
    texts = (" ".join(w for w, n in zip(names, row, strict=True) for _ in range(n)) for row in used)
    shards = []
    for some in np.array_split(np.array(list(zip(ids, texts, strict=True))), 2):
        text = encode(document_from_text(doc_id, f"{words}.") for doc_id, words in some)
        shards.append((text, count_words(text, word_flags(text.word_text))))
    groups = np.array(list("bacabcabc"))
    documents = pd.DataFrame(
        {"doc_id": ids, "group": groups, "words": used.sum(1), "included": True}
    )
    rows = compare_words(shards, documents, tmp_path).set_index(["group", "against", "item"])
    sides = [("a", REST), ("b", REST), ("c", REST), ("a", "b"), ("a", "c"), ("b", "c")]
    assert {row[:2] for row in rows.index} == set(sides)
    for (group, against, item), row in rows.iterrows():
        here = groups == group
        there = ~here if against == REST else groups == against
        of = used[:, names.index(item)]
        assert (row["count"], row["rest"]) == (of[here].sum(), of[there].sum())
        assert (row["range"], row["range_rest"]) == ((of[here] > 0).sum(), (of[there] > 0).sum())
        assert row["per_million_rest"] == pytest.approx(1e6 * of[there].sum() / used[there].sum())
        size = used[here].sum(1)
        assert row["dp_norm"] == pytest.approx(float(dp_norm(of[here], size)), nan_ok=True)
        assert row["juilland_d"] == pytest.approx(float(juilland_d(of[here], size)), nan_ok=True)
