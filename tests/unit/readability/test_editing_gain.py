"""What makes a document hard: words by their cost in grades, sentences by their gain."""

from __future__ import annotations

import numpy as np
import pytest

from hedgerow.readability import word_features
from hedgerow.readability.editing_gain import MOST_WORDS, HardWords, hard_words, sentence_gains
from hedgerow.readability.scores import all_scores
from hedgerow.readability.syllables import word_syllables
from hedgerow.text.blocks.document import document_from_text
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus
from hedgerow.text.tokens.tokeniser import encode

FAMILIAR = frozenset("the cat sat on a mat it was of and in happy".split())
KNOWN = {"opioid": 3, "opioids": 3, "kratom": 2, "stent": 1, "happy": 2, "biology": 4, "zoology": 4}


def measured(*texts: str) -> tuple[TokenisedCorpus, np.ndarray, np.ndarray, np.ndarray]:
    tokenised = encode([document_from_text(str(i), text) for i, text in enumerate(texts)])
    syllables = word_syllables(tokenised.word_text, KNOWN)
    features = word_features.type_features(tokenised, syllables, FAMILIAR, KNOWN, {})
    sums = word_features.sentence_sums(tokenised, features)
    assert tokenised.sentence_prose.all()
    return tokenised, features, sums, tokenised.doc_sentence


def ranked(*texts: str) -> tuple[TokenisedCorpus, HardWords]:
    tokenised, features, sums, offsets = measured(*texts)
    off_list = word_features.unfamiliar_words(tokenised, features)
    return tokenised, hard_words(
        tokenised, features, off_list, word_features.totals(sums, offsets)["words"]
    )


def test_a_word_costs_its_spare_syllables_for_each_use() -> None:
    text = "The cat sat on kratom. It was of opioid and kratom's happy stent, and opioid-kratom."
    tokenised, found = ranked(text)
    words = [tokenised.word_text[w] for w in found.word]
    # 16 words; happy is familiar, stent has no spare syllable; the possessive is a use of kratom
    assert words == ["opioid-kratom", "kratom", "opioid"]
    assert found.uses.tolist() == [1, 2, 1]
    assert found.syllables.tolist() == [5, 2, 3]
    assert found.cost == pytest.approx([11.8 * 3 / 16, 11.8 * 2 / 16, 11.8 * 2 / 16])
    assert found.rank.tolist() == [1, 2, 3]


def test_the_cost_is_what_the_grade_falls_by() -> None:
    def grade(text: str) -> float:
        _, _, sums, offsets = measured(text)
        return float(all_scores(word_features.totals(sums, offsets))["flesch_kincaid_grade"][0])

    hard = "The opioid sat on the opioid. It was a cat."
    _, found = ranked(hard)
    assert found.cost[0] == pytest.approx(grade(hard) - grade(hard.replace("opioid", "cat")))


def test_each_document_has_its_own_ten_words_whatever_its_company() -> None:
    many = " ".join(f"The {a}{b}o{c}o sat." for a in "bdf" for b in "ae" for c in "lmnr")
    tokenised, found = ranked(many, "The cat sat.", "The biology sat. The zoology sat.")
    assert np.bincount(found.doc, minlength=3).tolist() == [MOST_WORDS, 0, 2]
    assert found.rank.tolist() == [*range(1, MOST_WORDS + 1), 1, 2]
    # equal costs keep the order of the text
    assert [tokenised.word_text[w] for w in found.word[-2:]] == ["biology", "zoology"]
    _, alone = ranked("The biology sat. The zoology sat.")
    assert alone.cost == pytest.approx(found.cost[-2:])


def test_a_sentence_gains_what_its_document_loses_without_it() -> None:
    texts = ["The cat sat. It was of opioid biology and the cat and the mat. It sat.", "The cat."]
    _, _, sums, offsets = measured(*texts)
    gains = sentence_gains(sums, offsets)

    def grade(text: str) -> float:
        _, _, rows, bounds = measured(text)
        return float(all_scores(word_features.totals(rows, bounds))["flesch_kincaid_grade"][0])

    assert gains[1] == pytest.approx(grade(texts[0]) - grade("The cat sat. It sat."))
    assert gains[1] > 0 > gains[2]
    assert np.isnan(gains[3])


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("text", ["", "#", "The cat sat."])
def test_nothing_hard_gives_no_rows(text) -> None:
    tokenised = encode([document_from_text("d", text)])
    features = word_features.type_features(
        tokenised, word_syllables(tokenised.word_text, {}), FAMILIAR, {}, {}
    )
    found = hard_words(
        tokenised, features, word_features.unfamiliar_words(tokenised, features), np.zeros(1)
    )
    assert len(found.word) == len(found.rank) == 0
