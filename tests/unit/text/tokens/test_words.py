"""Word types: folding, shapes, possessives, letters."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hedgerow.text.tokens.tokens import PUNCTUATION, WORD
from hedgerow.text.tokens.words import CAPITALISED, LOWER, MIXED, UPPER, base_of, fold, word_forms


@pytest.mark.parametrize(
    ("surface", "folded"),
    [("Don’t", "don't"), ("WELL‑KNOWN", "well-known"), ("Kratom", "kratom"), ("été", "été")],
)
def test_folding(surface, folded) -> None:
    assert fold(surface) == folded


@pytest.mark.parametrize(
    ("word", "base"),
    [
        ("kratom's", "kratom"),
        ("patients'", "patients"),
        ("it's", "it's"),
        ("that's", "that's"),
        ("don't", "don't"),
        ("'s", "'s"),
        ("s'", "s'"),
        ("kratom", "kratom"),
    ],
)
def test_base(word, base) -> None:
    assert base_of(word) == base


@pytest.mark.parametrize(
    ("surface", "shape"),
    [
        ("kratom", LOWER),
        ("7-hydroxy", LOWER),
        ("42", LOWER),
        ("中文", LOWER),
        ("Kratom", CAPITALISED),
        ("I", CAPITALISED),
        ("FDA", UPPER),
        ("B12", CAPITALISED),
        ("McDonald", MIXED),
        ("iPhone", MIXED),
    ],
)
def test_shapes(surface, shape) -> None:
    assert word_forms([surface], np.array([WORD], np.uint8)).shape.tolist() == [shape]


def test_letters_and_characters_are_those_of_words_alone() -> None:
    forms = word_forms(
        ["don't", "7-hydroxy", ",", "12"], np.array([WORD, WORD, PUNCTUATION, 2], np.uint8)
    )
    assert forms.letters.tolist() == [4, 7, 0, 0]
    assert forms.characters.tolist() == [4, 8, 0, 0]
    assert forms.length.tolist() == [5, 9, 1, 2]


def test_bases_that_no_text_has_become_words() -> None:
    forms = word_forms(["Kratom's", "kratom's"], np.array([WORD, WORD], np.uint8))
    assert forms.word_text == ["kratom's", "kratom"]
    assert forms.word.tolist() == [0, 0]
    assert forms.word_base.tolist() == [1, 1]


def test_no_types() -> None:
    forms = word_forms([], np.zeros(0, np.uint8))
    assert forms.word_text == []
    assert len(forms.word) == len(forms.word_base) == 0


@given(st.lists(st.text(min_size=1, max_size=12), unique=True, max_size=20))
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_word_has_a_base_that_is_its_own(surfaces) -> None:
    forms = word_forms(surfaces, np.full(len(surfaces), WORD, np.uint8))
    assert len(forms.word_base) == len(forms.word_text) == len(set(forms.word_text))
    for surface, word in zip(surfaces, forms.word.tolist(), strict=True):
        assert forms.word_text[word] == fold(surface)
        assert forms.word_text[forms.word_base[word]] == base_of(fold(surface))
