"""Tables of cues, claims and contradictions, and the columns of labels in the table of documents."""

# ruff: noqa: E501  a column is a line

from __future__ import annotations

from hedgerow.lexicons.vocabulary import CUE_TYPES
from hedgerow.tables.schema import SENTENCE_POSITION, Column, Table, columns

DOCUMENT_COLUMNS = tuple(
    Column(f"{kind}_cues", "int", "cues", f"cues of type {kind} in prose") for kind in CUE_TYPES
) + columns("""
hedge_cues | int | cues | modal, epistemic, possibility and stated_uncertainty cues together
hedge_rate | float | per 1,000 words | hedge cues per 1,000 prose words
booster_rate | float | per 1,000 words | boosters and hype per 1,000 prose words
hedge_booster_ratio | float | ratio | hedge cues / (boosters + hype); null if there are none of the latter
hedged_sentences | int | sentences | prose sentences with at least one hedge cue
hedged_share | float | share | hedged sentences / sentences
certainty | float | 1 to 6 | mean certainty of the prose sentences (1 uncertain, 6 certain)
claims | int | sentences | sentences that assert a claim: correlational, conditional or direct
correlational | int | sentences | sentences whose strongest asserted claim is correlational
conditional_causal | int | sentences | sentences whose strongest asserted claim is conditional causal
direct_causal | int | sentences | sentences whose strongest asserted claim is direct causal
denied_claims | int | sentences | sentences that deny an effect; they are no claims
mentioned_effects | int | sentences | sentences that name an effect on health without a claim
overstatement | float | share | direct / (direct + conditional), of asserted claims; null if both are 0
direct_unattributed | int | sentences | asserted direct claims with no attribution
direct_unattributed_share | float | share | of the direct causal sentences; null if there are none
attributed | int | sentences | sentences with any attribution
research_attributions | int | sentences | sentences attributed to research
research_named | int | sentences | of those, sentences that name the study, author, journal or year
research_named_share | float | share | research_named / research_attributions; null if there are none
advice_weak | int | sentences | sentences of weak advice
advice_strong | int | sentences | sentences of strong advice
summary_overclaims | int | claims | sentences of the opening (summary, or prose before the first heading) whose claim is stronger than the same claim in the body
list_sentences | int | sentences | items of lists that state something and are no prose; they are in no other count or rate of labels
list_hedged | int | sentences | of those, hedged ones
list_claims | int | sentences | of those, sentences that assert a claim
list_direct_causal | int | sentences | of those, sentences whose strongest asserted claim is direct causal
list_advice | int | sentences | of those, sentences that give advice
contradictions | int | pairs | contradiction candidates inside the document, without those that differ in dose or strain
""")

_LABELS = columns("""
hedged | bool | | at least one hedge cue
certainty | float | 1 to 6 | 1 uncertain, 6 certain
claim | str | | none, correlational, conditional_causal or direct_causal
claim_probability | float | probability | of the class of the claim, calibrated on sites that the model has not seen; null where the labeller gives none
stance | str | | asserted, denied, mentioned (no claim, but an effect on health is named) or absent
direction | str | | of the claim, denied or not: benefit, harm, both, neutral or none
agent | str | | words for the factor of the claim; null if none was found
effect | str | | effect word and what it acts on; null if there is no claim
outcome | str | | words for the health outcome of the claim; null if none was found
advice | str | | none, weak or strong
attribution | str | | kind of source: none, research, experts, authority, users, tradition, company or hearsay
attribution_words | str | | the words that give the source; null if there is none
attribution_named | bool | | the source can be looked up: a name, journal, agency, or university with year
evidence | bool | | the sentence refers to evidence
is_question | bool | | the sentence is a question
rule | str | | the words and weights behind the claim; null if there is none
decided_by | str | | labels that a rule changed after the model, with the kind of rule (wording, question, topic, negation, phrase), joined by "; "; empty if none
""")

CUES = Table(
    "cues",
    "one cue of hedging or boosting",
    ("doc_id", "start"),
    columns("""
doc_id | str | | document
sentence | int | | number of the sentence in the document
zone | str | | kind of the block
prose | bool | | the cue is in prose; false in an item of a list that states something, which the rates leave out
start | int | characters | first character in the clean text
end | int | characters | one past the last character
surface | str | | the cue as it stands
cue | str | | the cue as the lexicon lists it
type | str | | type of the cue
"""),
)

CLAIMS = Table(
    "claims",
    "one sentence of prose, or of a list item that states something, with its labels",
    ("doc_id", "sentence"),
    SENTENCE_POSITION
    + columns("""
prose | bool | | the sentence is prose; false in an item of a list that states something, which the rates leave out
text | str | | the sentence
""")
    + _LABELS,
)

CONTRADICTIONS = Table(
    "contradictions",
    "one pair of sentences that may contradict each other: a candidate to check",
    ("doc_a", "sentence_a", "doc_b", "sentence_b"),
    columns("""
doc_a | str | | document of the first sentence
sentence_a | int | | number of the first sentence
text_a | str | | the first sentence
direction_a | str | | benefit or harm
doc_b | str | | document of the second sentence
sentence_b | int | | number of the second sentence
text_b | str | | the second sentence
direction_b | str | | benefit or harm
agent | str | | what both speak of
effect | str | | the effect or outcome both speak of
within | bool | | both sentences stand in one document
difference | str | | dose or strain in which the sentences differ, so that both may be true; empty if none
"""),
)

CLAIM_WORDS = Table(
    "claim_words",
    "one of the surest claims",
    ("doc_id", "sentence"),
    columns("""
doc_id | str | | document
sentence | int | | number of the sentence in the document
words | str | | the words that the claim rests on, the most important first; null where no word alone matters
"""),
)
"""Of the run, by careful labels."""
