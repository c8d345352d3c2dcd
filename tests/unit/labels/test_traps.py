"""The traps of claims, advice and attribution: what a plain word list gets wrong, one test each."""

from __future__ import annotations

from hedgerow.labels.cues import find_cues
from hedgerow.labels.sentence_labels import Labels, label_sentences
from hedgerow.lexicons.load import load_lexicon
from hedgerow.lexicons.vocabulary import ADVICE, ATTRIBUTIONS, CLAIMS, DIRECTIONS
from hedgerow.text.blocks.block import Block
from hedgerow.text.blocks.document import Document
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus
from hedgerow.text.tokens.tokeniser import encode

LEXICON = load_lexicon()


def tokenised(text: str, kind: str = "paragraph") -> TokenisedCorpus:
    block = Block(kind, 0, len(text), 0, kind == "paragraph")
    return encode([Document("a", text, (block,), "text", "utf-8", len(text))])


def labels(text: str) -> Labels:
    return label_sentences(tokenised(text), LEXICON)


def claim(text: str) -> str:
    return CLAIMS[labels(text).claim[0]]


def hedged(text: str) -> bool:
    return bool(labels(text).hedged[0])


def test_can_help_is_a_direct_claim():
    assert claim("Kratom can help relieve pain.") == "direct_causal"
    assert claim("A warm bath can improve sleep.") == "direct_causal"


def test_has_been_shown_to_is_a_direct_claim_on_the_word_of_research():
    text = "The extract has been shown to reduce anxiety."
    assert claim(text) == "direct_causal"
    assert not hedged(text)


def test_no_evidence_that_negates_and_keeps_the_class():
    found = labels("There is no evidence that the tea reduces pain.")
    assert found.negated[0]
    assert CLAIMS[found.claim[0]] == "direct_causal"


def test_not_only_relieves_but_is_not_negated():
    found = labels("The tea not only relieves pain but also improves sleep.")
    assert not found.negated[0]
    assert CLAIMS[found.claim[0]] == "direct_causal"
    assert DIRECTIONS[found.direction[0]] == "benefit"


def test_without_the_side_effects_is_not_the_claim():
    found = labels("The leaf reduces pain without the side effects associated with opioids.")
    assert CLAIMS[found.claim[0]] == "direct_causal"
    assert DIRECTIONS[found.direction[0]] == "benefit"
    assert not found.negated[0]


def test_users_should_consult_is_advice_and_no_source():
    found = labels("Users should consult a doctor before taking kratom.")
    assert ADVICE[found.advice[0]] == "strong"
    assert ATTRIBUTIONS[found.attribution[0]] == "none"


def test_a_question_claims_nothing():
    found = labels("Does kratom cause insomnia?")
    assert CLAIMS[found.claim[0]] == "none"
    assert found.is_question[0]


def test_it_is_important_to_note_is_no_advice():
    found = labels("It is important to note that the leaves are green.")
    assert ADVICE[found.advice[0]] == "none"


def test_may_2021_is_a_month():
    assert not hedged("The rule came into force in may 2021.")
    assert not hedged("The study, published in May 2021, enrolled forty nurses.")


def test_quotation_marks_inside_a_sentence_change_nothing():
    plain, quoted = "Kratom may reduce pain.", "Kratom “may” reduce “pain”."
    assert claim(plain) == claim(quoted) == "conditional_causal"
    assert hedged(plain) and hedged(quoted)


def test_a_claim_in_a_heading_is_not_counted():
    assert len(find_cues(tokenised("Kratom may reduce pain", "heading"), LEXICON).first) == 0


def test_suggest_before_the_effect_is_evidence_and_no_modal():
    assert claim("These findings suggest that the drug may reduce pain.") == "conditional_causal"


def test_report_that_follows_the_clause_it_embeds():
    assert claim("The researchers report that the drug reduced pain.") == "direct_causal"
    assert claim("The researchers report that the drug may reduce pain.") == "conditional_causal"


def test_should_is_no_claim():
    assert claim("Patients should see a doctor every year.") == "none"


def test_is_said_to_is_hearsay():
    found = labels("The tea is said to ease pain.")
    assert ATTRIBUTIONS[found.attribution[0]] == "hearsay"
    assert found.hedged[0]


def test_what_an_article_is_about_is_no_claim():
    assert claim("This article explores the effects of kratom on sleep.") == "none"
    assert claim("In this guide, we look at how kratom can reduce pain.") == "none"


def test_an_adverb_gives_a_change_its_direction():
    better = labels("The tea positively affects sleep quality.")
    worse = labels("The tea negatively affects sleep quality.")
    assert DIRECTIONS[better.direction[0]] == "benefit"
    assert DIRECTIONS[worse.direction[0]] == "harm"


def test_to_induce_what_is_not_listed_is_no_harm():
    assert DIRECTIONS[labels("The tea can induce calmness.").direction[0]] != "harm"
