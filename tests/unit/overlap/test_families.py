"""Families: near copies, and pages that one template was filled in for."""

import random

import numpy as np
import pytest

from hedgerow.overlap.families import Texts, families_of, family_tables
from hedgerow.overlap.signatures import sign
from hedgerow.text.blocks.document import document_from_text
from hedgerow.text.tokens.tokeniser import encode

COUNTRIES = [
    "Albania", "Benin", "Chile", "Denmark", "Egypt", "France", "Ghana", "Haiti", "India", "Japan",
    "Kenya", "Latvia", "Malta", "Nepal", "Oman", "Peru", "Qatar", "Rwanda", "Spain", "Togo",
]  # fmt: skip
ENDINGS = ("s", "ly", "er", "ing")
STEMS = "road house garden winter letter river bottle window market doctor paper summer".split()


def prose(words: int, seed: int, every: int) -> str:
    """Return sentences of made-up words with a gap for a name in each `every` words."""
    draw = random.Random(seed)
    out, count = [], 0
    while count < words:
        sentence = [
            draw.choice(STEMS) + draw.choice(["s", "ly", "er", "ing"]) for _ in range(every)
        ]
        sentence.insert(draw.randrange(1, every), "{name}")
        out.append("the " + " ".join(sentence) + ".")
        count += every + 2
    return " ".join(out)


def doorway(template: str, names, prefix: str):
    return [
        document_from_text(f"{prefix}/{k:02}.txt", template.format(name=name))
        for k, name in enumerate(names)
    ]


def found(documents):
    tokenised = encode(documents)
    signatures = sign(tokenised)
    texts = Texts([tokenised])
    return signatures.doc_ids, families_of(signatures, texts), texts


@pytest.mark.parametrize(("words", "every"), [(200, 6), (700, 9)])
def test_forty_pages_of_two_templates(words, every):
    documents = doorway(prose(words, 1, every), COUNTRIES, "a")
    documents += doorway(prose(words, 2, every), COUNTRIES, "b")
    documents += [document_from_text(f"c/{k}", prose(300, 50 + k, 9).format(name="Rome"))
                  for k in range(5)]  # fmt: skip
    ids, family, texts = found(documents)
    assert [sorted({i[0] for i, f in zip(ids, family, strict=True) if f == n}) for n in (1, 2)] == [
        ["a"], ["b"],
    ]  # fmt: skip
    assert np.bincount(family).tolist() == [5, 20, 20]
    tables = family_tables(ids, family, texts)
    assert tables.members["documents"] == [20] * 40
    assert tables.members["differs"][0] is None
    assert tables.members["differs"][1].startswith("Albania → Benin (")
    assert min(tables.members["equal"]) > 0.8
    rows = tables.differences
    assert set(rows["text_a"]) == {"Albania"}
    assert set(rows["text_b"]) == {"Benin"}
    assert rows["doc_b"][0] == "a/01.txt"
    place = slice(rows["start_b"][0], rows["end_b"][0])
    assert documents[1].text[place] == "Benin"


def test_a_long_difference_is_named_by_its_beginning():
    long = "the old harbour of the upper river valley where the eastern railway ends"
    ids, family, texts = found(doorway(prose(900, 5, 300), ["Oslo", long], "a"))
    differs = family_tables(ids, family, texts).members["differs"]
    assert differs[1].startswith(f"Oslo → {long[:60]} … (")


def test_pages_that_differ_in_a_word_that_is_no_name():
    template = prose(300, 3, 18)
    _, family, _ = found(doorway(template, ["backache", "toothache", "earache"], "a"))
    assert family.tolist() == [1, 1, 1]


def test_numbers_may_differ_and_short_pages_count():
    template = "the {name} offer ends soon and " + prose(60, 4, 14)
    _, family, _ = found(doorway(template, ["10", "25", "40"], "a"))
    assert family.tolist() == [1, 1, 1]


def test_pages_of_one_subject_are_no_family():
    documents = doorway(prose(300, 5, 9), ["Rome"], "a") + doorway(prose(300, 6, 9), ["Rome"], "b")
    assert found(documents)[1].tolist() == [0, 0]


def test_nothing_and_documents_without_words():
    assert found([])[1].tolist() == []
    assert found([document_from_text("a", ""), document_from_text("b", "")])[1].tolist() == [0, 0]
    ids, family, texts = found([document_from_text("a", "Tea.")])
    assert family_tables(ids, family, texts).members["doc_id"] == []


def test_a_family_of_exact_copies_differs_in_nothing():
    text = prose(100, 7, 9).format(name="Rome")
    ids, family, texts = found([document_from_text(d, text) for d in "ab"])
    tables = family_tables(ids, family, texts)
    assert tables.members["equal"] == [1.0, 1.0]
    assert tables.members["differs"] == [None, None]
    assert tables.differences["family"] == []


def test_a_passage_is_read_without_the_other_texts():
    documents = doorway(prose(30, 1, 6), ["Chile", "Peru"], "a")
    tokenised = encode(documents)
    assert Texts([tokenised]).characters("a/01.txt", 4, 19) == documents[1].text[4:19]
    assert "doc_ascii" not in vars(tokenised)
