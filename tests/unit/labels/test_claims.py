"""Claims, advice and attribution of single sentences, with the traps that word lists fall into."""

from __future__ import annotations

import numpy as np
import pytest

from hedgerow.labels.advice import settle_advice
from hedgerow.labels.claim_sites import claim_sites
from hedgerow.labels.claim_spans import claim_phrases, outcome_spans
from hedgerow.labels.claims import settle_claims
from hedgerow.labels.directions import claim_directions
from hedgerow.labels.lexicon_matcher import find_terms
from hedgerow.labels.sentence_labels import label_sentences
from hedgerow.lexicons.load import load_lexicon
from hedgerow.lexicons.vocabulary import ADVICE, ATTRIBUTIONS, CLAIMS, DIRECTIONS, STANCES
from hedgerow.text.blocks.block import Block
from hedgerow.text.blocks.document import Document
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus
from hedgerow.text.tokens.tokeniser import encode
from spans import surface

LEXICON = load_lexicon()


def tokens_of(text: str) -> TokenisedCorpus:
    return encode(
        [Document("a", text, (Block("paragraph", 0, len(text), 0, True),), "text", "utf-8", 1)]
    )


def label(text: str) -> dict:
    """Return the labels of a one-sentence text."""
    tokenised = tokens_of(text)
    found = label_sentences(tokenised, LEXICON)
    assert len(found.claim) == 1
    spans = {
        name: surface(tokenised, *getattr(found, name)[0])
        if getattr(found, name)[0, 0] >= 0
        else None
        for name in ("agent", "effect", "outcome")
    }
    return {
        "claim": CLAIMS[found.claim[0]],
        "direction": DIRECTIONS[found.direction[0]],
        "stance": STANCES[found.stance[0]],
        "advice": ADVICE[found.advice[0]],
        "attribution": ATTRIBUTIONS[found.attribution[0]],
        "named": bool(found.attribution_named[0]),
        "hedged": bool(found.hedged[0]),
        "evidence": bool(found.evidence[0]),
        "question": bool(found.is_question[0]),
        "rule": found.rule(np.array([0]))[0],
        **spans,
    }


@pytest.mark.parametrize(
    ("text", "claim", "direction", "stance"),
    [
        ("Kratom reduces pain.", "direct_causal", "benefit", "asserted"),
        ("Kratom can reduce pain.", "direct_causal", "benefit", "asserted"),
        ("Kratom may reduce pain.", "conditional_causal", "benefit", "asserted"),
        ("High doses of kratom cause insomnia.", "direct_causal", "harm", "asserted"),
        ("Smoking is associated with a high risk of stroke.", "correlational", "harm", "asserted"),
        ("The tea does not improve sleep quality.", "direct_causal", "benefit", "denied"),
        ("Users relax with kratom, which reduces pain without causing insomnia.", "direct_causal",
         "benefit", "asserted"),
        ("The plant grows in Thailand.", "none", "none", "absent"),
    ],
)  # fmt: skip
def test_claims(text, claim, direction, stance):
    found = label(text)
    assert (found["claim"], found["direction"], found["stance"]) == (claim, direction, stance)


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("The drug reduces pain.", "benefit"),
        ("The drug reduces sleep quality.", "harm"),
        ("The drug increases anxiety.", "harm"),
        ("The pump prevents heart block.", "benefit"),
        ("Too much of the drug can cause heart block.", "harm"),
        ("These compounds modulate a receptor, which relieves pain.", "benefit"),
        ("These compounds modulate a receptor.", "neutral"),
        ("Pain and anxiety were reduced by the tea.", "benefit"),
    ],
)
def test_direction_is_read_on_from_the_effect_word(text, direction):
    tokenised = tokens_of(text)
    marks = find_terms(tokenised, LEXICON)
    effect, _ = claim_sites(tokenised, LEXICON, marks)
    found = claim_directions(tokenised, LEXICON, marks, effect)
    assert DIRECTIONS[found[0]] == direction


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The tea reduces the dark spots of leaves and prevents insomnia.", "reduces"),
        ("The tea reduces the dark spots of old leaves and prevents insomnia.", "prevents"),
    ],
)
def test_the_claim_is_at_the_first_verb_with_an_outcome_in_the_next_eight_words(text, word):
    tokenised = tokens_of(text)
    site, _ = claim_sites(tokenised, LEXICON, find_terms(tokenised, LEXICON))
    assert surface(tokenised, site.first[0], site.last[0]) == word


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("The tea improves sleep quality in adults.", "sleep quality"),
        ("The tea helps with pain in adults.", "pain"),
        ("The tea improves the quality of sleep in adults.", "quality of sleep"),
        ("The tea improves the taste of soup in winter.", "taste of soup in winter"),
    ],
)
def test_an_outcome_by_the_rules_ends_before_the_preposition_after_a_listed_one(text, outcome):
    tokenised = tokens_of(text)
    marks = find_terms(tokenised, LEXICON)
    site, _ = claim_sites(tokenised, LEXICON, marks)
    _, effect = claim_phrases(tokenised, LEXICON, marks, site)
    [span] = outcome_spans(tokenised, LEXICON, marks, site, effect)
    assert surface(tokenised, *span) == outcome


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Kratom has also reduced pain.", "direct_causal"),
        ("Kratom has also always reduced pain.", "none"),
    ],
)
def test_an_agent_close_to_its_verb_makes_a_claim_that_the_model_misses(text, claim):
    tokenised = tokens_of(text)
    marks = find_terms(tokenised, LEXICON)
    none = np.array([CLAIMS.index("none")])
    settled = settle_claims(
        tokenised, LEXICON, marks, *claim_sites(tokenised, LEXICON, marks), none
    )
    assert CLAIMS[settled[0]] == claim


@pytest.mark.parametrize(
    ("text", "settled"),
    [
        ("Magnesium may offer benefits for older adults.", "weak"),
        ("Older adults should have magnesium.", "strong"),
        ("It is essential that older adults sleep.", "strong"),
    ],
)
def test_strong_advice_needs_a_word_of_need(text, settled):
    tokenised = tokens_of(text)
    strong = np.array([ADVICE.index("strong")])
    advice = settle_advice(tokenised, LEXICON, find_terms(tokenised, LEXICON), strong)
    assert ADVICE[advice[0]] == settled


def test_no_evidence_negates():
    assert label("There is no evidence that kratom reduces pain.")["stance"] == "denied"
    assert label("Kratom not only reduces pain but also lifts mood.")["stance"] == "asserted"


def test_reported_claims_follow_the_embedded_clause():
    found = label("Studies have shown that kratom reduces pain.")
    assert (found["claim"], found["attribution"]) == ("direct_causal", "research")
    assert found["evidence"]


def test_a_question_claims_nothing():
    found = label("Does kratom cause insomnia?")
    assert (found["claim"], found["advice"], found["question"]) == ("none", "none", True)
    assert label("“Does kratom cause insomnia?”")["question"]


def test_phrases_and_rule():
    found = label("Studies suggest that high doses of kratom may cause insomnia.")
    assert found["agent"] == "high doses of kratom"
    assert found["effect"] == "cause insomnia"
    assert found["rule"].startswith('conditional_causal; effect word "cause"')
    assert label("The plant grows in Thailand.")["rule"] is None


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("Users should consult a doctor before taking kratom.", "strong"),
        ("It is crucial to approach kratom with caution.", "strong"),
        ("Always talk to your doctor first.", "strong"),
        ("If you feel dizzy, avoid alcohol.", "strong"),
        ("Kratom grows quickly.", "none"),
        ("It is important to note that the leaves are green.", "none"),
        ("More research is needed.", "none"),
    ],
)
def test_advice(text, advice):
    assert label(text)["advice"] == advice


@pytest.mark.parametrize(
    ("text", "attribution"),
    [
        ("Some users report that kratom eases pain.", "users"),
        ("Users should consult a doctor before taking kratom.", "none"),
        ("The FDA has warned about the risks of kratom.", "authority"),
        ("Kratom is said to ease pain.", "hearsay"),
        ("Studies show that the tea improves sleep.", "research"),
        ("The leaves are green.", "none"),
    ],
)
def test_attribution(text, attribution):
    assert label(text)["attribution"] == attribution


def test_named_sources():
    assert label("The FDA has warned about the risks of kratom.")["named"]
    assert label("A 2019 study in the Journal of Sleep found that the tea improves sleep.")["named"]
    assert not label("A 2019 study found that the tea improves sleep.")["named"]
    assert not label("Studies show that the tea improves sleep.")["named"]


def test_text_without_sentences():
    tokenised = encode([Document("a", "", (), "text", "utf-8", 0)])
    found = label_sentences(tokenised, LEXICON)
    assert len(found.claim) == len(found.certainty) == 0
