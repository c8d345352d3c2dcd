"""Phrase matching: against slow references, and by the rules it promises."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hedgerow.phrases.phrase_matcher import Matches, compile_phrases, phrase_words
from hedgerow.text.blocks.document import document_from_text
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus
from hedgerow.text.tokens.tokeniser import encode


def tokenised_from(*texts: str) -> TokenisedCorpus:
    return encode([document_from_text(str(i), text) for i, text in enumerate(texts)])


def found(hits: Matches, phrases: list[str], tokenised: TokenisedCorpus) -> list[tuple[str, str]]:
    """(phrase, text of the match) of each hit."""
    rows = []
    for phrase, first, last in zip(hits.phrase, hits.first, hits.last, strict=True):
        text = tokenised.text(int(tokenised.token_doc[first]))
        rows.append(
            (phrases[phrase], text[tokenised.token_start[first] : tokenised.token_end[last]])
        )
    return rows


def find(phrases: list[str], *texts: str) -> list[tuple[str, str]]:
    tokenised = tokenised_from(*texts)
    return found(compile_phrases(phrases, tokenised).find(tokenised), phrases, tokenised)


@pytest.mark.parametrize(
    ("phrases", "text", "expected"),
    [
        (["kratom"], "Kratom, KRATOM and kratom's.", ["Kratom", "KRATOM", "kratom's"]),
        (["kratom's"], "Kratom and kratom's and kratom’s.", ["kratom's", "kratom's"]),
        (["patient"], "The patient's and the patients' room.", ["patient's"]),
        (
            ["green tea"],
            'The "green" tea, green "tea" and green, tea.',
            ['green" tea', 'green "tea'],
        ),
        (["well-known"], "A well-known, well known fact.", ["well-known"]),
        (["don't"], "Don’t, don't and do not.", ["Don't", "don't"]),
        (["e.g."], "Some (e.g. two), i.e. few.", ["e.g."]),
        (["does it help"], "Does it help? It does. It help", ["Does it help"]),
        (["cat"], "concatenate cats", []),
        (["cat"], "", []),
        (["", "?!", "nowhere"], "A cat?! Yes.", ["?!"]),
        ([], "A cat.", []),
        (["中文"], "学习 中文 吧", ["中文"]),
    ],
)
def test_rules(phrases, text, expected) -> None:
    assert [surface for _, surface in find(phrases, text)] == expected


def test_a_longer_phrase_does_not_hide_a_shorter_one() -> None:
    phrases = ["tea", "green tea", "green tea leaf", "tea leaf"]
    assert [phrase for phrase, _ in find(phrases, "A green tea leaf.")] == [
        "green tea", "green tea leaf", "tea", "tea leaf",
    ]  # fmt: skip


def test_a_word_and_its_possessive_may_both_be_listed() -> None:
    phrases = ["ann", "ann's", "ann's cat"]
    assert [p for p, _ in find(phrases, "Ann's cat.")] == ["ann", "ann's", "ann's cat"]


def test_matches_never_leave_their_block_or_document() -> None:
    assert find(["green tea"], "It is green\n\ntea it is.", "green", "tea") == []


def test_of_phrases_with_the_same_words_the_first_counts() -> None:
    assert find(["Green tea", "green tea", 'green "tea"'], "green tea") == [
        ("Green tea", "green tea")
    ]


def test_more_matches_than_the_first_room_holds() -> None:
    text = " ".join(["tea"] * 5_000)
    phrases = ["tea", "tea tea", "tea tea tea"]
    assert len(find(phrases, text)) == 5_000 + 4_999 + 4_998


def test_phrases_are_split_as_texts_are() -> None:
    assert phrase_words(["Don’t “stop”", "", "pain-relieving tea", "e.g. x.org"]) == [
        ["don't", "stop"], [], ["pain-relieving", "tea"], ["e.g.", "x.org"],
    ]  # fmt: skip


_WORDS = ["a", "b", "c", "a's", "b's", ","]
_PHRASES = st.lists(
    st.lists(st.sampled_from(["a", "b", "c", "a's"]), min_size=1, max_size=4).map(" ".join),
    max_size=8,
    unique=True,
)
_TEXTS = st.lists(st.lists(st.sampled_from(_WORDS), max_size=14).map(" ".join), max_size=3)


def _matches(phrase: list[str], words: list[str], at: int) -> bool:
    """The rule, word by word: a listed word is the word, or what it is the possessive of."""
    here = words[at : at + len(phrase)]
    return len(here) == len(phrase) and all(
        re.fullmatch(re.escape(p) + ("" if p.endswith("'s") else "(?:'s)?"), w) is not None
        for p, w in zip(phrase, here, strict=True)
    )


def _slow(phrases: list[str], tokenised: TokenisedCorpus) -> list[tuple[int, int, int]]:
    """All matches, by trying each phrase at each token of each block."""
    rows = []
    for b in range(len(tokenised.block_kind)):
        first, last = int(tokenised.block_token[b]), int(tokenised.block_token[b + 1])
        words = [tokenised.word_text[w] for w in tokenised.token_word[first:last]]
        for at in range(len(words)):
            for number, phrase in enumerate(phrases):
                if _matches(phrase.split(), words, at):
                    rows.append((number, first + at, first + at + len(phrase.split()) - 1))
    return rows


def _rows(hits: Matches) -> list[tuple[int, int, int]]:
    return list(zip(hits.phrase.tolist(), hits.first.tolist(), hits.last.tolist(), strict=True))


@given(_PHRASES, _TEXTS)
@settings(max_examples=200, deadline=None)
def test_the_trie_finds_what_a_slow_search_finds(phrases, texts) -> None:
    tokenised = tokenised_from(*texts)
    hits = compile_phrases(phrases, tokenised).find(tokenised)
    got = _rows(hits)
    # a phrase whose words the text does not hold as they are listed can't match
    held = {i for i, p in enumerate(phrases) if set(p.split()) <= set(tokenised.word_text)}
    assert sorted(got) == sorted(row for row in _slow(phrases, tokenised) if row[0] in held)
    order = [(first, last, phrase) for phrase, first, last in got]
    assert order == sorted(order)


def test_the_empty_text_has_no_matches() -> None:
    tokenised = encode([])
    hits = compile_phrases(["a"], tokenised).find(tokenised)
    assert len(hits.phrase) == len(hits.first) == len(hits.last) == 0
    assert hits.phrase.dtype == np.int32


@pytest.mark.parametrize(
    ("phrase", "text", "times"),
    [
        ("dr smith", "I saw Dr. Smith there. I like Dr. Smith.", 2),
        ("st john", "Tea of St. John is good.", 1),
        ("good tea", "It is good. Tea is warm.", 0),
        ("good tea", "Good. Tea is warm.", 0),
        ("good tea", "It is good tea. Good tea.", 2),
    ],
)
def test_a_stop_within_a_sentence_is_passed_over_and_one_at_its_end_is_not(
    phrase: str, text: str, times: int
) -> None:
    assert len(find([phrase], text)) == times


def test_many_more_matches_than_words_are_all_found() -> None:
    """The first room for matches is 1,024 and an eighth of the words."""
    text = "tea " * 3_000
    assert len(find(["tea", "tea tea", "tea tea tea"], text)) == 3_000 + 2_999 + 2_998
