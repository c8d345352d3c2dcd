"""The traps of claims, advice and attribution: what a plain word list gets wrong, one test each."""

from __future__ import annotations

import numpy as np
import pytest

from hedgerow.labels.cues import find_cues
from hedgerow.labels.sentence_labels import Labels, label_sentences
from hedgerow.lexicons.load import load_lexicon
from hedgerow.lexicons.vocabulary import ADVICE, ATTRIBUTIONS, CLAIMS, DIRECTIONS, STANCES
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
    assert STANCES[found.stance[0]] == "denied"
    assert CLAIMS[found.claim[0]] == "direct_causal"


def test_not_only_relieves_but_is_not_negated():
    found = labels("The tea not only relieves pain but also improves sleep.")
    assert STANCES[found.stance[0]] == "asserted"
    assert CLAIMS[found.claim[0]] == "direct_causal"
    assert DIRECTIONS[found.direction[0]] == "benefit"


def test_without_the_side_effects_is_not_the_claim():
    found = labels("The leaf reduces pain without the side effects associated with opioids.")
    assert CLAIMS[found.claim[0]] == "direct_causal"
    assert DIRECTIONS[found.direction[0]] == "benefit"
    assert STANCES[found.stance[0]] == "asserted"


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


def stance(text: str) -> str:
    return STANCES[labels(text).stance[0]]


def advice(text: str) -> str:
    return ADVICE[labels(text).advice[0]]


def direction(text: str) -> str:
    return DIRECTIONS[labels(text).direction[0]]


def source(text: str) -> str:
    return ATTRIBUTIONS[labels(text).attribution[0]]


@pytest.mark.parametrize(
    "text",
    [
        "Lower back pain is common.",
        "Lower limb swelling is a frequent complaint.",
        "Prices may be higher in the city.",
        "Delivery may be slower in winter.",
        "The fund supports research on diseases that cause blindness.",
        "The charity pays for studies on germs that cause infections.",
        "Your doctor may order blood tests.",
        "Your dentist may take an X-ray.",
        "The exact cause is unknown.",
        "The precise cause of the disease is not known.",
        "A team in the north is researching the benefits of the herb.",
        "Scientists are studying the effects of the plant on sleep.",
    ],
)
def test_no_claim_where_none_is_made(text):
    assert claim(text) == "none"


@pytest.mark.parametrize(
    "text",
    [
        "Myth: the leaf is free of side effects.",
        "Myth #3: Sugar causes diabetes.",
        "Fiction: carrots improve night vision.",
    ],
)
def test_a_quoted_myth_is_mentioned(text):
    assert (claim(text), stance(text)) == ("none", "mentioned")


@pytest.mark.parametrize(
    "text",
    [
        "The pillow is designed to relieve neck pain.",
        "This blend was formulated to support restful sleep.",
        "The course is intended to reduce stress.",
        "The authors set out to determine whether the drug prevents stroke.",
        "In the next part we explore how yoga can reduce anxiety.",
    ],
)
def test_purposes_and_topics_are_mentioned(text):
    assert (claim(text), stance(text)) == ("none", "mentioned")


@pytest.mark.parametrize(
    "text",
    [
        "The syrup doesn't relieve coughs.",
        "There is no proof that the herb cures colds.",
        "The extract has yet to be shown to improve memory.",
        "The drug failed to reduce pain.",
        "No studies show that the leaf prevents cancer.",
        "There isn't any evidence that magnets relieve arthritis.",
        "There is not enough evidence that the tea lowers blood pressure.",
        "The powder has not been proven to reduce anxiety.",
        "It is a myth that sugar causes hyperactivity.",
        "There is no treatment that can cure the disease.",
    ],
)
def test_negators_reach_their_effects(text):
    assert stance(text) == "denied"
    assert claim(text) != "none"


@pytest.mark.parametrize(
    "text",
    [
        "The oil eases pain without causing drowsiness.",
        "The cream soothes eczema without irritating the skin.",
        "The tea not only calms the nerves but also improves digestion.",
    ],
)
def test_what_is_denied_beside_a_claim_denies_no_claim(text):
    assert (claim(text), stance(text), direction(text)) == ("direct_causal", "asserted", "benefit")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Untreated pressure in the eye causes vision problems.", "harm"),
        ("Heavy drinking can lead to loss of memory.", "harm"),
        ("Unhealthy habits can cause heart disease.", "harm"),
        ("The compound kills cancer cells.", "benefit"),
        ("The drug brings suppression of pain.", "benefit"),
    ],
)
def test_directions_follow_what_the_effect_means(text, expected):
    assert direction(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The herb is a promising option for insomnia.",
        "SEE ORIGINAL STUDY",
        "READ MORE ARTICLES",
        "Your doctor may suggest a scan.",
        "More research is needed.",
        "Click here to shop.",
        "Learn how the heart works.",
        "Talk therapy was studied in the north.",
        "Exercise based rehabilitation is offered in town.",
        "Research shows that rooms were cold.",
        "Please take a look at our shop.",
        "It is important to remember that herbs are sold as food.",
        "The rash should clear up within a week.",
    ],
)
def test_no_advice_where_none_is_given(text):
    assert advice(text) == "none"


@pytest.mark.parametrize(
    "text",
    [
        "You shouldn't take it before you drive.",
        "Children mustn't use the cream.",
        "Patients shouldn't stop the tablets suddenly.",
        "You must not mix it with alcohol.",
        "People with kidney disease should never use it.",
    ],
)
def test_contracted_prohibitions_are_strong_advice(text):
    assert advice(text) == "strong"


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        ("Gargle with warm salt water twice a day.", "strong"),
        ("Every few hours, check that the child is breathing normally.", "strong"),
        ("Diet: avoid salty food.", "strong"),
        ("You'll need an operation to mend the joint.", "strong"),
        ("It is vital to see a doctor at once.", "strong"),
        ("You can take paracetamol to ease the fever.", "weak"),
        ("You may want to talk to your nurse about the dose.", "weak"),
    ],
)
def test_orders_needs_and_options_are_advice(text, strength):
    assert advice(text) == strength


@pytest.mark.parametrize(
    "text",
    [
        "You can take part in a clinical trial.",
        "Ask whether you can join a trial.",
        "The arteries leading to the heart are narrow.",
        "The FDA regulates supplements as food.",
    ],
)
def test_a_study_or_body_that_is_the_topic_is_no_source(text):
    assert source(text) == "none"


def test_a_road_or_vessel_leads_to_no_effect():
    assert claim("The arteries leading to the heart are narrow.") == "none"


@pytest.mark.parametrize("labeller", ["careful", "fast"])
@pytest.mark.parametrize(
    "text",
    [
        "pain " * 100_000,
        "a",
        "?",
        "Čaj snižuje bolest a zlepšuje spánek.",
        "この薬は痛みを和らげます。",
        "الشاي يخفف الألم",
        "\x00\x01\x02 \x7f",
        "\u200b\u200d\ufeff",
        "🌿" * 300,
    ],
    ids=["long", "letter", "mark", "czech", "japanese", "arabic", "control", "invisible", "emoji"],
)
def test_bad_input_is_labelled_all_the_same(text, labeller):
    found = label_sentences(tokenised(text), LEXICON, labeller=labeller)
    assert len(found.claim) == len(found.stance) == len(tokenised(text).sentence_start)
    assert np.isfinite(found.certainty).all()
