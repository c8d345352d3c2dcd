"""Flags of tokens and sentences, against the same by numpy's indexes."""

from __future__ import annotations

import numpy as np
import pytest

from hedgerow.labels.lexicon_marks import class_tokens, has, has_flag, last_at, next_flag
from hedgerow.labels.lexicon_matcher import class_words
from hedgerow.lexicons.load import load_lexicon
from hedgerow.text.blocks.block import Block
from hedgerow.text.blocks.document import Document
from hedgerow.text.tokens.tokeniser import encode

LEXICON = load_lexicon()
TEXT = "Mint's oil may help. Mint and tea may not. Nobody says so, and the tea is cold."


@pytest.fixture(scope="module")
def tokenised():
    block = Block("paragraph", 0, len(TEXT), 0, True)
    return encode([Document("a", TEXT, (block,), "text", "utf-8", len(TEXT))])


@pytest.mark.parametrize("words", ["=mint", "=may|and|tea", "be", "=nowhere", "=*y"])
def test_tokens_of_a_class_are_those_whose_word_is_in_it(tokenised, words):
    wanted = class_words(tokenised, words, LEXICON)[tokenised.token_base]
    assert class_tokens(tokenised, words, LEXICON).tolist() == wanted.tolist()


def test_a_possessive_counts_as_its_word(tokenised):
    assert class_tokens(tokenised, "=mint", LEXICON).sum() == 2


@pytest.mark.parametrize("shortened", [0, 1])
def test_sentences_with_a_flagged_token(tokenised, shortened):
    flags = class_tokens(tokenised, "=may|.", LEXICON)
    flags = flags[: len(flags) - shortened]
    wanted = has(tokenised, np.flatnonzero(flags))
    assert has_flag(tokenised, flags).tolist() == wanted.tolist()
    assert wanted.tolist() == [True, True, not shortened]


def test_the_nearest_flagged_tokens():
    flags = np.array([False, True, False, True, False])
    at = np.arange(-1, 5)
    assert last_at(flags, at).tolist() == [-1, -1, 1, 1, 3, 3]
    assert next_flag(flags, at[1:]).tolist() == [1, 1, 3, 3, 5]
    assert last_at(np.zeros(2, bool), at[:3]).tolist() == [-1, -1, -1]
