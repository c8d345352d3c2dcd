"""Word sequences that documents share."""

from collections import defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hedgerow.overlap import maximal_sequences, shared_positions, word_stream
from hedgerow.overlap.shared_sequences import shared_sequences
from hedgerow.text.blocks.document import document_from_text
from hedgerow.text.tokens.tokeniser import encode


def code(texts):
    return encode(document_from_text(name, text) for name, text in sorted(texts.items()))


def found_in(tokenised, include=None, min_words=5, min_documents=2):
    spans = {}
    with TemporaryDirectory() as folder:
        found = shared_sequences(
            tokenised, include, min_words, min_documents, folder=Path(folder), keep=spans.update
        )
    return SimpleNamespace(rows=found.rows, share=found.share, spans=spans)


def rows(found):
    columns = found.rows
    return list(zip(columns["text"], columns["words"].tolist(), columns["documents"].tolist(),
                    columns["occurrences"].tolist(), columns["doc_ids"], strict=True))  # fmt: skip


SHARED = "in a world that never slows down"


def test_one_shared_sequence():
    texts = {
        "a": f"Tea. {SHARED.capitalize()}, tea helps.",
        "b": f"So, {SHARED}: coffee.",
        "c": "Nothing in common here at all today.",
    }
    found = found_in([code(texts)])
    assert rows(found) == [(SHARED, 7, 2, 2, "a;b")]
    assert found.share == pytest.approx({"a": 7 / 10, "b": 7 / 9, "c": 0.0})
    (span,) = found.spans["a"]
    assert texts["a"][slice(*span)] == SHARED.capitalize()
    assert "c" not in found.spans


def test_sequences_end_with_the_block():
    texts = {"a": "one two three\n\nfour five six", "b": "one two three four five six"}
    assert rows(found_in([code(texts)])) == []


def test_a_longer_sequence_of_fewer_documents_is_listed_whole():
    texts = {
        "a": "x one two three four five six seven y",
        "b": "z one two three four five six seven w",
        "c": "v one two three four five u",
    }
    found = rows(found_in([code(texts)]))
    assert found == [
        ("one two three four five", 5, 3, 3, "a;b;c"),
        ("one two three four five six seven", 7, 2, 2, "a;b"),
    ]


def test_a_sequence_is_as_long_as_the_first_occurrences_agree():
    texts = {
        "a": "x one two three four five six seven y. Then q two three four five six seven p",
        "b": "z one two three four five six seven w",
        "c": "v one two three four five u",
    }
    assert ("one two three four five six seven", 7, 2, 2, "a;b") in rows(found_in([code(texts)]))


def test_repeated_inside_one_document_is_not_shared():
    text = "one two three four five. one two three four five."
    found = found_in([code({"a": text, "b": "other words stand here instead of those"})])
    assert rows(found) == []
    assert found.share["a"] == 0.0


def test_included_documents_only_and_thresholds():
    texts = {name: f"{name} {SHARED} {name}" for name in "abc"}
    tokenised = code(texts)
    assert rows(found_in([tokenised], include={"a", "c"}))[0][2:] == (2, 2, "a;c")
    assert rows(found_in([tokenised], include={"a"})) == []
    assert rows(found_in([tokenised], include=set())) == []
    assert rows(found_in([tokenised], min_documents=4)) == []
    assert rows(found_in([tokenised], min_words=8)) == []
    assert len(rows(found_in([tokenised], min_words=7))) == 1


@pytest.mark.parametrize("texts", [{}, {"a": ""}, {"a": "word"}, {"a": "", "b": ""}])
def test_corpora_of_nearly_nothing(texts):
    found = found_in([code(texts)] if texts else [])
    assert rows(found) == []
    assert found.share == dict.fromkeys(texts, 0.0)
    assert found.spans == {}


def test_shards_leave_no_trace():
    texts = {name: f"{name} {SHARED} and {name} again {SHARED}" for name in "abcd"}
    whole = found_in([code(texts)])
    split = found_in(
        [code({k: texts[k] for k in "bd"}), code({}), code({k: texts[k] for k in "ca"})]
    )
    assert rows(whole) == rows(split)
    assert whole.share == split.share
    assert whole.spans.keys() == split.spans.keys()
    assert all((whole.spans[d] == split.spans[d]).all() for d in whole.spans)


def test_the_list_is_bounded_and_ordered():
    pieces = [" ".join(f"p{i}w{k}" for k in range(5 + i % 4)) for i in range(600)]
    texts = {"a": "\n\n".join(pieces), "b": "\n\n".join(reversed(pieces))}
    found = rows(found_in([code(texts)]))
    assert len(found) == 500
    keys = [(-row[1] * row[2], row[0]) for row in found]
    assert keys == sorted(keys)


def test_the_longest_sequence_is_listed_first_wherever_it_stands_among_thousands():
    short = [" ".join(f"p{i}w{k}" for k in range(5)) for i in range(2100)]
    for place in (0, len(short)):
        pieces = [*short[:place], SHARED, *short[place:]]
        texts = {"a": "\n\n".join(pieces), "b": "\n\n".join(reversed(pieces))}
        assert rows(found_in([code(texts)]))[0] == (SHARED, 7, 2, 2, "a;b")


def test_fragments_of_a_longer_sequence_are_left_out_unless_they_are_more_widespread():
    longer = "one two three four five six seven eight nine ten"
    texts = {f"a{i}": f"x{i} {longer} y{i}" for i in range(8)}
    texts |= {"b": "z one two three four five zz"}
    assert [row[0] for row in rows(found_in([code(texts)]))] == [longer]
    texts |= {f"c{i}": f"u{i} one two three four five v{i}" for i in range(3)}
    found = {row[0]: row[2] for row in rows(found_in([code(texts)]))}
    assert found == {longer: 8, "one two three four five": 12}


def blocks_of(tokenised):
    """Return the words of each block of each document."""
    documents = defaultdict(list)
    for d in range(len(tokenised.doc_ids)):
        for b in range(tokenised.doc_block[d], tokenised.doc_block[d + 1]):
            tokens = range(tokenised.block_token[b], tokenised.block_token[b + 1])
            documents[d].append(
                [
                    tokenised.word_text[tokenised.token_word[t]]
                    for t in tokens
                    if tokenised.token_kind[t] < 3
                ]
            )
    return documents


def occurrences(documents, words):
    """Return (document, block, place) of each occurrence."""
    n = len(words)
    return [
        (d, b, i)
        for d, blocks in documents.items()
        for b, block in enumerate(blocks)
        for i in range(len(block) - n + 1)
        if block[i : i + n] == words
    ]


TEXT = st.lists(st.sampled_from(["p", "q", "r", "s", "t", ",", "\n\n"]), max_size=30).map(" ".join)


def test_parts_have_the_sequences_of_the_whole(monkeypatch):
    words = [f"w{(i * i) % 89}" for i in range(400)]
    texts = {f"d{i}": " ".join(words[7 * i : 7 * i + 60 + i]) for i in range(24)}
    whole = found_in([code(texts)])
    assert len(rows(whole)) > 3
    monkeypatch.setattr(shared_positions, "AT_ONCE", 64)
    monkeypatch.setattr(maximal_sequences, "_POSITIONS_AT_ONCE", 64)
    monkeypatch.setattr(maximal_sequences, "_WORDS_AT_ONCE", 32)
    monkeypatch.setattr(maximal_sequences, "_BESIDE", 1)
    monkeypatch.setattr(word_stream, "_CHUNK", 100)
    parts = found_in([code(texts)])
    assert rows(parts) == rows(whole)
    assert parts.share == whole.share
    assert {d: s.tolist() for d, s in parts.spans.items()} == {
        d: s.tolist() for d, s in whole.spans.items()
    }


@settings(max_examples=80, deadline=None)
@given(st.lists(TEXT, min_size=2, max_size=4))
def test_agrees_with_a_slow_search(texts):
    tokenised = code({f"d{i}": text for i, text in enumerate(texts)})
    documents = blocks_of(tokenised)
    found = found_in([tokenised], min_words=3)
    holders = defaultdict(set)
    for d, blocks in documents.items():
        for block in blocks:
            for i in range(len(block) - 2):
                holders[tuple(block[i : i + 3])].add(d)
    for d in range(len(tokenised.doc_ids)):
        covered = total = 0
        for block in documents[d]:
            inside = set()
            for i in range(len(block) - 2):
                if len(holders[tuple(block[i : i + 3])]) > 1:
                    inside |= {i, i + 1, i + 2}
            covered += len(inside)
            total += len(block)
        assert found.share[f"d{d}"] == pytest.approx(covered / total if total else 0.0)
    for text, n, n_documents, uses, _ in rows(found):
        words = text.split()
        at = occurrences(documents, words)
        assert len(words) == n >= 3
        assert uses == len(at)
        assert n_documents == len({d for d, _, _ in at}) >= 2
