"""The words that claims rest on: those without which the encoder finds the claim less likely."""

from __future__ import annotations

from hedgerow.corpus.explanations import EXPLAINED, claim_words


def test_the_effect_word_comes_before_words_that_matter_less():
    (words,) = claim_words(["Ginger tea relieves nausea in the morning."])
    assert words[0][0] == "relieves"
    falls = [fall for _, fall in words]
    assert falls == sorted(falls, reverse=True)
    assert all(0 < fall <= 1 for fall in falls) and len(words) <= 3


def test_signs_are_no_words():
    (words,) = claim_words(["Ginger (fresh), \u2014 well \u2014 relieves nausea!"])
    assert all(word.isalpha() for word, _ in words)


def test_nothing_and_unreadable_texts():
    assert claim_words([]) == []
    assert claim_words(["", "Ginger relieves nausea."])[0] == []
    assert claim_words(["?"]) == [[]]


def test_only_the_first_claims_are_explained():
    found = claim_words(["Ginger relieves nausea."] * (EXPLAINED + 2))
    assert found[EXPLAINED - 1] and found[EXPLAINED:] == [[], []]
