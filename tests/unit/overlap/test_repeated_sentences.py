"""Sentences that several documents have."""

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest

from hedgerow.overlap.repeated_sentences import repeated_sentences
from hedgerow.overlap.signatures import SHINGLE
from hedgerow.text.blocks.document import document_from_text
from hedgerow.text.tokens.tokeniser import encode

SAME = "In a world that never slows down we all want better sleep tonight."


def found_in(*given):
    with TemporaryDirectory() as folder:
        parts = list(repeated_sentences(*given, folder=Path(folder)))
    if not parts:
        return {}
    whole = {name: [value for part in parts for value in part[name]] for name in parts[0]}
    by_place = sorted(
        range(len(whole["doc_id"])), key=lambda i: (whole["doc_id"][i], whole["sentence"][i])
    )
    return {name: [values[i] for i in by_place] for name, values in whole.items()}


def code(**texts):
    return encode(document_from_text(name, text) for name, text in sorted(texts.items()))


def rows(found, *names):
    return list(zip(*(list(found[name]) for name in names), strict=True))


def test_exact_and_near_ones_with_the_first():
    tokenised = code(
        a=f"Tea is old. {SAME}",
        b=f"{SAME} Coffee is young.",
        c=f"{SAME[:-1]}, friends. Short one here. Short one here.",
    )
    found = found_in([tokenised])
    names = ("doc_id", "sentence", "of_doc", "of_sentence")
    assert rows(found, *names) == [("b", 0, "a", 1), ("c", 0, "a", 1)]
    assert found["jaccard"] == pytest.approx([1.0, 9 / 10])
    assert found["of_text"] == [SAME, SAME]
    assert found["text"][1] == f"{SAME[:-1]}, friends."
    assert tokenised.text(1)[found["start"][0] : found["end"][0]] == SAME


def test_shards_and_documents_looked_at():
    shards = [code(b=SAME, d=SAME), code(), code(a=f"Yes. {SAME}", c=SAME)]
    found = found_in(shards)
    assert rows(found, "doc_id", "of_doc", "of_sentence") == [
        ("b", "a", 1), ("c", "a", 1), ("d", "a", 1),
    ]  # fmt: skip
    assert rows(found_in(shards, {"c", "d"}), "doc_id", "of_doc") == [("d", "c")]


def test_inside_one_document_is_no_repetition():
    assert found_in([code(a=f"{SAME} {SAME}", b="Tea.")])["doc_id"] == []
    assert found_in([]) == {}


def test_every_near_pair_of_a_large_corpus_is_found():
    rng = np.random.default_rng(3)
    vocabulary = [f"w{i}x" for i in range(3000)]
    sentences = [rng.choice(vocabulary, 20).tolist() for _ in range(300)]
    texts = {}
    for k, words in enumerate(sentences):
        texts[f"d{k:03}a"] = " ".join(words) + "."
        # the first word replaced: one of 16 shingles differs, 15 / 17 are shared
        texts[f"d{k:03}b"] = " ".join(["new", *words[1:]]) + "."
    found = found_in([code(**texts)])
    expected = [(f"d{k:03}b", f"d{k:03}a") for k in range(300)]
    assert rows(found, "doc_id", "of_doc") == expected
    shared = 20 - SHINGLE
    np.testing.assert_allclose(found["jaccard"], shared / (shared + 2))
