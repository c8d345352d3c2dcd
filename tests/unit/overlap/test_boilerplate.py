"""Boilerplate: passages that repeat over a corpus, and the text without them."""

import numpy as np
import pytest

from hedgerow.overlap.boilerplate import without_boilerplate
from hedgerow.overlap.passage_hashes import passage_hashes
from hedgerow.steps.boilerplate import boilerplate_of
from hedgerow.text.blocks.document import document_from_text
from hedgerow.text.tokens.tokeniser import encode

NOTICE = "Our team of nurses reviews every page of this site before it is put online for you."


def own(i: int) -> str:
    """Return a paragraph that no other document has."""
    code = "".join(chr(97 + i // 26**k % 26) for k in range(3))
    return f"The {' '.join(code + letter for letter in 'abcdefghijkl')} story is told here alone."


def pages(n: int, extra) -> list:
    return [
        document_from_text(f"{i:03}", "\n\n".join([own(i), *extra(i), own(i + 500)]))
        for i in range(n)
    ]


def found_in(documents, family=None, share=0.02):
    tokenised = encode(documents)
    passages = [passage_hashes(tokenised)]
    family = np.zeros(len(documents), np.int64) if family is None else family
    return tokenised, boilerplate_of(lambda: passages, family, share)


def texts(tokenised, d):
    text = tokenised.text(d)
    return [
        text[a:b]
        for a, b in zip(
            tokenised.block_start[tokenised.doc_block[d] : tokenised.doc_block[d + 1]],
            tokenised.block_end[tokenised.doc_block[d] : tokenised.doc_block[d + 1]],
            strict=True,
        )
    ]


def test_a_block_in_many_documents_is_left_out():
    tokenised, found = found_in(pages(30, lambda i: [NOTICE] if i < 6 else []))
    assert found.documents.tolist() == [6]
    assert found.whole.tolist() == [True]
    masked = without_boilerplate(tokenised, found.hash)
    assert texts(masked, 0) == [own(0), own(500)]
    assert texts(masked, 7) == texts(tokenised, 7)
    assert masked.doc_ids == tokenised.doc_ids


def test_four_documents_are_too_few_and_so_is_a_small_corpus():
    assert not len(found_in(pages(30, lambda i: [NOTICE] if i < 4 else []))[1].hash)
    assert not len(found_in(pages(19, lambda i: [NOTICE]))[1].hash)
    assert len(found_in(pages(20, lambda i: [NOTICE]))[1].hash) == 1


def test_numbers_and_dates_may_differ():
    months = ["January", "March", "May", "July", "August", "December"]
    line = "Medically reviewed and last updated on {} {}, {}."
    documents = pages(24, lambda i: [line.format(months[i % 6], i + 1, 2000 + i)])
    found = found_in(documents)[1]
    assert found.documents.tolist() == [24]


def test_a_sentence_inside_other_blocks_must_be_long_or_very_frequent():
    short, long = "Talk to your doctor.", "This page was made with the help of our readers in town."
    tokenised, found = found_in(pages(120, lambda i: [f"{own(i + 900)} {short} {long}"] * (i < 10)))
    assert found.words.tolist() == [12]
    masked = without_boilerplate(tokenised, found.hash)
    assert texts(masked, 0) == [own(0), f"{own(900)} {short}", own(500)]
    assert masked.block_words.sum() == tokenised.block_words.sum() - 10 * 12
    many = found_in(pages(100, lambda i: [f"{own(i + 900)} {short}"] * (i < 12)))[1]
    assert many.words.tolist() == [4]


def test_a_dropped_sentence_in_the_middle_cuts_its_block():
    documents = pages(25, lambda i: [f"{own(i + 900)} {NOTICE} {own(i + 1900)}"])
    tokenised, found = found_in(documents)
    masked = without_boilerplate(tokenised, found.hash)
    assert texts(masked, 3) == [own(3), own(903), own(1903), own(503)]
    assert masked.sentence_token[-1] == len(masked.token_type) == masked.block_token[-1]
    assert (np.diff(masked.block_sentence) > 0).all()


def test_copies_count_as_one_document():
    copies = pages(30, lambda i: [NOTICE] if i < 8 else [])
    family = np.array([1] * 8 + [0] * 22)
    assert not len(found_in(copies, family)[1].hash)


def test_headings_and_short_items_are_content():
    text = "Symptoms\n\n{}\n\n- Fever\n- Cough\n- Tiredness"
    documents = [document_from_text(f"{i}", text.format(own(i))) for i in range(40)]
    assert not len(found_in(documents)[1].hash)


FIELDS = ("hash", "whole", "words", "documents", "families", "occurrences")


@pytest.mark.parametrize("parts", [1, 3])
def test_shards_and_their_order_do_not_matter(parts):
    documents = pages(30, lambda i: [NOTICE, own(i + 900)] if i % 3 else [own(i + 1900)] * 2)
    family = np.array([1, 1, 1, 1, 2, 2] + [0] * 24)
    _, whole = found_in(documents, family)
    shards = [passage_hashes(encode(documents[k::parts])) for k in range(parts)]
    found = boilerplate_of(lambda: reversed(shards), family, 0.02)
    for name in FIELDS:
        assert getattr(found, name).tolist() == getattr(whole, name).tolist() != [], name
    assert (found.documents.tolist(), found.families.tolist()) == ([20], [18])
    (example,) = found.example.doc.tolist()
    assert found.example.doc_ids[example] == "001"
    assert found.example.start.tolist() == whole.example.start.tolist()


def test_nothing_to_look_at():
    assert not len(found_in([])[1].hash)
    one = encode([document_from_text("a", "Tea.")])
    assert without_boilerplate(one, np.zeros(0, np.uint64)) is one


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Take 5 grams of it.", "Take 7 grams of it.", True),
        ("Take 5 10 grams of it.", "Take 7 grams of it.", True),  # numbers in a row are one
        ("On 3 May 2024 it rained.", "On Monday it rained.", True),
        ("Take 5 grams of it.", "Take 5 leaves of it.", False),
        ("Take 5 grams of it.", "Take grams of it.", False),
        ("Take 5 grams of 2.", "Take 5 grams of it.", False),
        ("Take it, of grams.", "Take it of GRAMS!", True),
        ("of it take grams", "take grams of it", False),
    ],
)
def test_passages_are_equal_by_their_words_in_order(one: str, other: str, same: bool):
    found = passage_hashes(encode([document_from_text("a", one), document_from_text("b", other)]))
    assert len(found.hash) == 2
    assert (found.hash[0] == found.hash[1]) == same


def test_the_words_of_a_passage_are_counted_with_its_numbers():
    found = passage_hashes(encode([document_from_text("a", "Take 5 10 grams. It is well-known.")]))
    assert found.words.tolist() == [7, 4, 3]
    assert found.whole.tolist() == [True, False, False]
    numbers = passage_hashes(encode([document_from_text("a", "May 2024, 10 am.")]))
    assert numbers.hash.tolist() == []
