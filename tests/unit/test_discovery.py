"""Counts of words and sequences, and the topics found from them."""

import os
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hedgerow.measures.discovery import LONGEST, count_words, discover, word_flags
from hedgerow.tables.strings import Speller
from hedgerow.text.block import Block
from hedgerow.text.coder import encode
from hedgerow.text.document import Document, document_from_text
from hedgerow.text.reading import read_document


def counts(coded):
    """Return {(doc, item): (n, count, prose, title)}."""
    counted = count_words(coded, word_flags(coded.word_text))
    items = counted.spelled(Speller.of(coded.word_text))
    numbers = zip(counted.n, counted.count, counted.prose, counted.title, strict=True)
    rows = [tuple(int(v) for v in row) for row in numbers]
    assert len(set(zip(counted.doc.tolist(), items, strict=True))) == len(rows)
    return dict(zip(zip(counted.doc.tolist(), items, strict=True), rows, strict=True))


def code(*texts):
    return encode(document_from_text(f"d{i}", text) for i, text in enumerate(texts))


def topics(coded, top=10):
    counted = count_words(coded, word_flags(coded.word_text))
    text = list(counted.spelled(Speller.of(coded.word_text)))
    items = sorted(set(text))
    place = {t: i for i, t in enumerate(items)}
    single = counted.n == 1
    words = np.bincount(counted.doc[single], counted.count[single], minlength=len(coded.doc_ids))
    found = discover(
        counted.doc, np.array([place[t] for t in text], int), items, counted.n, counted.count,
        counted.prose, counted.title, words, top,
    )  # fmt: skip
    result = [[] for _ in coded.doc_ids]
    for d, i in zip(found.doc.tolist(), found.item.tolist(), strict=True):
        result[d].append(items[i])
    return result


def test_words_with_possessives_and_zones():
    text = "Kratom Tea\nKratom's tea. Kratom tea!"
    blocks = (Block("title", 0, 10), Block("paragraph", 11, len(text), 0, True))
    coded = encode([Document("d", text, blocks, "text", "utf-8", len(text))])
    found = counts(coded)
    assert found[0, "kratom"] == (1, 3, 2, 1)
    assert found[0, "tea"] == (1, 3, 2, 1)
    assert found[0, "kratom tea"] == (2, 2, 1, 1)
    assert set(found) == {(0, "kratom"), (0, "tea"), (0, "kratom tea")}


def test_sequences_stop_at_marks_and_blocks_but_not_at_quotes():
    found = counts(code("green “tea” leaf, green tea leaf\n\nold green\n\ntea. old green, tea"))
    assert found[0, "green tea leaf"] == (3, 2, 2, 0)
    assert (0, "old green tea") not in found
    assert found[0, "old green"] == (2, 2, 2, 0)


def test_sequences_open_and_close_as_phrases_do():
    found = counts(
        code("The tea of the day. The tea of the day is good for you. Is it good for you.")
    )
    sequences = {item for _, item in found if " " in item}
    assert sequences == {"tea of the day", "good for you"}


@pytest.mark.parametrize("text", ["", "word", "7 7 7", "?"])
def test_texts_of_nearly_nothing(text):
    found = counts(code(text))
    assert found == ({(0, "word"): (1, 1, 1, 0)} if text == "word" else {})
    assert topics(code(text)) == [[]]


def slow(coded):
    """Count with dictionaries."""
    flags = dict(zip(coded.word_text, word_flags(coded.word_text).tolist(), strict=True))
    found = {}
    for d in range(len(coded.doc_ids)):
        seen = Counter()
        for b in range(coded.doc_block[d], coded.doc_block[d + 1]):
            runs = [[]]
            for t in range(coded.block_token[b], coded.block_token[b + 1]):
                if coded.token_kind[t] in (1, 2):
                    runs[-1].append(coded.word_text[coded.token_word[t]])
                elif coded.token_kind[t] != 5:
                    runs.append([])
            for run in runs:
                for n in range(2, LONGEST + 1):
                    seen.update(tuple(run[i : i + n]) for i in range(len(run) - n + 1))
        for gram, count in seen.items():
            kinds = [flags[w] for w in gram]
            if count > 1 and kinds[0] & 2 and kinds[-1] & 4 and any(k & 1 for k in kinds):
                found[d, " ".join(gram)] = count
    return found


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.lists(st.sampled_from(["tea", "a", "7", "Sleep", "how", "aid", ",", '"', "\n", "tea's"]),
                 max_size=40),
        min_size=1, max_size=3,
    )
)  # fmt: skip
def test_agrees_with_counting_by_dictionaries(documents):
    coded = code(*(" ".join(words) for words in documents))
    found = {key: row[1] for key, row in counts(coded).items() if row[0] > 1}
    assert found == slow(coded)


def test_parts_of_a_text_give_the_same_rows():
    coded = code("a tea leaf, a tea leaf", "", "tea sleep tea sleep tea sleep")
    parts = [
        {(d + i, item): row for (d, item), row in counts(part).items()}
        for i, part in enumerate(coded.parts(1))
    ]
    assert counts(coded) == {k: v for part in parts for k, v in part.items()}


def test_the_phrase_a_page_is_written_around_comes_first():
    page = (
        "Sleep and tea. Does green tea help you sleep? We asked. Some say green tea is fine. "
        "Does green tea help you sleep at night? Yes. Again, does green tea help you sleep?"
    )
    other = "Walking is good. Walking is good for the heart. Rest is fine and walking is good."
    found = topics(code(page, other))
    assert found[0][0] == "does green tea help you sleep"
    assert "green tea help" not in found[0]


def test_a_document_alone_has_topics_too():
    assert topics(code("back pain hurts, back pain lasts, and back pain goes"))[0] == ["back pain"]


def test_is_crucial_is_no_topic():
    text = "Rest is crucial. Tea is crucial. Sleep is crucial."
    assert topics(code(text)) == [[]]


@pytest.mark.shared
def test_the_target_of_a_real_article_comes_first():
    if not os.environ.get("HEDGEROW_SHARED"):
        pytest.skip("HEDGEROW_SHARED is not set: the shared corpora are not here")
    folder = Path(os.environ["HEDGEROW_SHARED"]) / "corpora" / "kratom"
    names = sorted(p.name for p in folder.glob("*.txt"))
    found = topics(encode(read_document(folder, name) for name in names))
    assert found[3][0] == "does kratom cause insomnia"
    assert found[0][0] == "insomnia treatment"
    assert found[2][0] == "sleep aid"
