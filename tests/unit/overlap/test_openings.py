"""Skeletons with which sections of several documents open."""

import pytest

from hedgerow.overlap.openings import shared_openings
from hedgerow.text.blocks.block import Block
from hedgerow.text.blocks.document import Document
from hedgerow.text.tokens.tokeniser import encode

FIRST = "Kratom, derived from the leaves of a tree, has gained attention for its effects on sleep."
SECOND = "Valerian, taken from the roots of a herb, has won praise for its calming effects on rest."


def document(doc_id, *blocks):
    """A document of (kind, text) blocks; every heading opens a section."""
    place, made, text = 0, [], []
    for kind, words in blocks:
        prose = kind == "paragraph"
        made.append(Block(kind, place, place + len(words), int(kind == "heading"), prose))
        text.append(words)
        place += len(words) + 1
    return Document(doc_id, "\n".join(text), tuple(made), "text", "utf-8", place)


def rows(found, *names):
    return list(zip(*(found[name] for name in names), strict=True))


def test_a_pattern_with_other_content_words():
    a = document("a", ("heading", "The Science Behind Kratom"), ("paragraph", FIRST))
    b = document("b", ("heading", "The science behind sleep"), ("paragraph", f"{SECOND} More."))
    found = shared_openings([encode([a, b])])
    assert rows(found, "kind", "skeleton", "elements", "documents", "occurrences", "doc_ids") == [
        ("heading", "the science behind", 3, 2, 2, "a;b"),
        ("sentence", "… from the … of a … has … for its …", 12, 2, 2, "a;b"),
    ]
    assert found["example"] == ["The Science Behind Kratom", FIRST]


def test_shards_give_the_same_as_one():
    made = [document(name, ("paragraph", text)) for name, text in (("b", FIRST), ("a", SECOND))]
    one = shared_openings([encode(sorted(made, key=lambda d: d.doc_id))])
    two = shared_openings([encode(made[:1]), encode([]), encode(made[1:])])
    assert one == two
    assert one["example"] == [SECOND]


def test_a_longer_pattern_of_fewer_documents_stands_beside_the_shorter():
    texts = {
        "a": "In this guide we look at the uses of tea and at its price in the shops.",
        "b": "In this guide we look at the taste of coffee and at its place in the kitchen.",
        "c": "In this guide we look at the water. It is wet.",
    }
    tokenised = encode(document(name, ("paragraph", text)) for name, text in texts.items())
    found = rows(shared_openings([tokenised]), "skeleton", "documents")
    assert found == [
        ("in this … we … at the …", 3),
        ("in this … we … at the … of … and at", 2),
    ]
    found = shared_openings([tokenised], {"a", "c"})
    assert rows(found, "skeleton", "documents") == [("in this … we … at the …", 2)]
    assert shared_openings([tokenised], min_documents=4)["skeleton"] == []


def test_only_the_first_sentence_of_a_section_counts():
    a = document("a", ("paragraph", f"Yes. {FIRST}"))
    b = document("b", ("paragraph", "Tea."), ("paragraph", FIRST))
    assert shared_openings([encode([a, b])])["skeleton"] == []
    c = document("c", ("paragraph", "Tea."), ("heading", "Kratom"), ("paragraph", FIRST))
    d = document("d", ("paragraph", FIRST), ("paragraph", SECOND))
    assert shared_openings([encode([c, d])])["occurrences"] == [2]


@pytest.mark.parametrize("texts", [[], [""], ["word"], ["?!", "?!"], ["the of a", "the of a"]])
def test_texts_of_nearly_nothing(texts):
    tokenised = encode(document(str(i), ("paragraph", text)) for i, text in enumerate(texts))
    assert shared_openings([tokenised])["skeleton"] == []
