"""The labels of sentences: hedging, certainty, claim, stance, direction, advice, attribution.

A trained model gives each sentence its labels (model_labels.py); rules over the lexicons correct
them where the wording decides: negation, topics, questions, phrases that give a source, orders. Of
each corrected label the rule is recorded.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from hedgerow.labels.attribution import named_by_rule
from hedgerow.labels.claim_sites import Sites
from hedgerow.labels.claim_spans import claim_phrases, outcome_spans
from hedgerow.labels.cues import HEDGED, Cues, find_cues
from hedgerow.labels.directions import (
    claim_directions,
    killed_pathogens,
    lowered_outcomes,
)
from hedgerow.labels.encoder import score_text
from hedgerow.labels.fast_labels import score_text_fast
from hedgerow.labels.grounds import Grounds
from hedgerow.labels.lexicon_marks import of_table
from hedgerow.labels.lexicon_matcher import Marks, find_terms
from hedgerow.labels.model_labels import ModelLabels, scored_labels
from hedgerow.labels.scores import score_sentences
from hedgerow.labels.settle import (
    Choice,
    advice_given,
    claims_and_stances,
    questions,
    sources_given,
)
from hedgerow.labels.sources import source_spans
from hedgerow.labels.stance import governed_effects
from hedgerow.lexicons.load import Lexicon
from hedgerow.lexicons.vocabulary import (
    CAUSAL_CLAIMS,
    CLAIMS,
    DIRECTIONS,
    is_any,
)
from hedgerow.tables.strings import Choices
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus

_SURE_DIRECTION = 0.7
"""Probability of a direction from which the model decides it."""

LABELLERS = ("careful", "fast")
"""careful: the encoder and the rules. fast: linear models taught by it, and the rules."""


@dataclass(frozen=True)
class Labels:
    """Labels of all S sentences of a text; classes are places in the tuples of the vocabulary."""

    hedged: np.ndarray  # bool[S]
    certainty: np.ndarray  # float64[S], 1 uncertain to 6 certain
    claim: np.ndarray  # int8[S], CLAIMS
    claim_probability: np.ndarray  # float64[S], of the class in `claim`, NaN where unknown
    stance: np.ndarray  # int8[S], STANCES
    direction: np.ndarray  # int8[S], DIRECTIONS
    agent: np.ndarray  # int64[S, 2], first and last token, -1 where none
    effect: np.ndarray  # int64[S, 2], effect word and what it acts on
    outcome: np.ndarray  # int64[S, 2]
    advice: np.ndarray  # int8[S], ADVICE
    attribution: np.ndarray  # int8[S], ATTRIBUTIONS
    attribution_words: np.ndarray  # int64[S, 2]
    attribution_named: np.ndarray  # bool[S]
    evidence: np.ndarray  # bool[S]
    is_question: np.ndarray  # bool[S]
    cues: Cues
    deciders: dict[str, np.ndarray]  # claim, stance, advice, attribution -> int8[S], DECIDERS
    labeller: str
    grounds: Grounds = field(repr=False)

    def rule(self, chosen: np.ndarray) -> Choices:
        """Return the grounds of the claims of the sentences `chosen` (int64[n]), None for none."""
        return self.grounds.rule(self.claim, chosen)


def _claim_sites(claim: np.ndarray, effect: Sites, relation: Sites) -> Sites:
    """Return the site of each claim: its effect word where it is causal, else its relation."""
    made = claim != CLAIMS.index("none")
    causal = is_any(claim, CLAIMS, CAUSAL_CLAIMS)
    use_effect = (causal & (effect.mark >= 0)) | (relation.mark < 0)

    def chosen(of_effect: np.ndarray, of_relation: np.ndarray) -> np.ndarray:
        return np.where(made, np.where(use_effect, of_effect, of_relation), -1)

    return Sites(
        chosen(effect.mark, relation.mark),
        chosen(effect.first, relation.first),
        chosen(effect.last, relation.last),
    )


def label_sentences(
    tokenised: TokenisedCorpus,
    lexicon: Lexicon,
    marks: Marks | None = None,
    labeller: str = "careful",
) -> Labels:
    """Label every sentence of a text, headings and titles too.

    Args:
        marks: the result of `find_terms` for this text and lexicon; computed where it is None.
        labeller: one of LABELLERS.

    Raises:
        UserError: the weights file of the labeller cannot be used.
    """
    marks = find_terms(tokenised, lexicon) if marks is None else marks
    scores = score_sentences(tokenised, lexicon, marks)
    fast = None
    if labeller == "fast":
        fast = score_text_fast(tokenised, lexicon, marks, scores.rules, ready=scores.ready)
    model = scored_labels(fast.scores if fast else score_text(tokenised), labeller)
    cues = find_cues(tokenised, lexicon, marks, scores, all_blocks=True, model=model)
    governed = governed_effects(tokenised, lexicon, marks)
    claim, stance = claims_and_stances(tokenised, lexicon, marks, scores.rules, model, governed)
    advice = advice_given(tokenised, lexicon, marks, model)
    attributed = scores.of("attributed") > 0 if scores.model.trained else scores.rules.given
    attribution = sources_given(tokenised, lexicon, marks, model, attributed)
    site = _claim_sites(claim.codes, scores.rules.effect, scores.rules.relation)
    agent, effect, outcome, source = _spans(
        tokenised, lexicon, marks, model, site, claim, attribution
    )
    return Labels(
        hedged=_hedged(tokenised, cues, model),
        certainty=np.clip(model.certainty, 1.0, 6.0),
        claim=claim.codes,
        claim_probability=_probability(model, claim),
        stance=stance.codes,
        direction=_directions(tokenised, lexicon, marks, model, site, claim),
        agent=agent,
        effect=effect,
        outcome=outcome,
        advice=advice.codes,
        attribution=attribution.codes,
        attribution_words=source,
        attribution_named=named_by_rule(tokenised, lexicon, marks, attribution.codes),
        evidence=scores.rules.evidence,
        is_question=questions(tokenised),
        cues=cues,
        deciders={
            "claim": claim.decider,
            "stance": stance.decider,
            "advice": advice.decider,
            "attribution": attribution.decider,
        },
        labeller=model.labeller,
        grounds=Grounds(tokenised, fast, site, cues),
    )


def _hedged(tokenised: TokenisedCorpus, cues: Cues, model: ModelLabels) -> np.ndarray:
    """Return bool[S]: a cue hedges the sentence, or the model finds it hedged in other words."""
    n = len(tokenised.sentence_start)
    by_cue = np.bincount(tokenised.token_sentence[cues.first[cues.hedges]], minlength=n) > 0
    return by_cue | (model.on_web & (model.hedged > HEDGED))


def _probability(model: ModelLabels, claim: Choice) -> np.ndarray:
    """Return float64[S]: the model's probability of each claim."""
    return np.take_along_axis(model.claims, claim.codes[:, None].astype(np.int64), 1)[:, 0]


def _directions(
    tokenised: TokenisedCorpus,
    lexicon: Lexicon,
    marks: Marks,
    model: ModelLabels,
    site: Sites,
    claim: Choice,
) -> np.ndarray:
    """Return int8[S], place in DIRECTIONS, of each claim: the model's where it is sure of one.

    Else that of the rule, where the action and a listed outcome give one; without either neutral.
    What is caused is read through a noun of lowering ("leads to a reduction in pain").
    """
    by_rule = claim_directions(tokenised, lexicon, marks, site)
    clear = is_any(by_rule, DIRECTIONS, ("benefit", "harm"))
    none, neutral = DIRECTIONS.index("none"), DIRECTIONS.index("neutral")
    unsure = (model.directions.max(axis=1) < _SURE_DIRECTION) | (model.direction == none)
    direction = np.where(unsure & clear, by_rule, model.direction)
    direction = np.where(direction == none, neutral, direction)
    lowered = lowered_outcomes(tokenised, lexicon, marks)
    caused = np.append(of_table(marks, lexicon, "effects", detail="cause"), False)[site.mark]
    direction = np.where((lowered > 0) & caused & (site.mark >= 0), lowered, direction)
    killed = killed_pathogens(tokenised, lexicon)
    direction = np.where(killed > 0, killed, direction)
    return np.where(claim.is_("none"), none, direction).astype(np.int8)


def _spans(
    tokenised: TokenisedCorpus,
    lexicon: Lexicon,
    marks: Marks,
    model: ModelLabels,
    site: Sites,
    claim: Choice,
    attribution: Choice,
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return the spans of agent, effect, outcome and source, int64[S, 2] each.

    Those of the model where it gives one, else those of the rules.
    """
    agent, effect = claim_phrases(tokenised, lexicon, marks, site)
    outcome = outcome_spans(tokenised, lexicon, marks, site, effect)
    source = source_spans(tokenised, lexicon, marks, attribution.codes)
    made, given = ~claim.is_("none"), ~attribution.is_("none")

    def best(name: str, wanted: np.ndarray, by_rule: np.ndarray) -> np.ndarray:
        span = model.spans(tokenised, name, wanted)
        return np.where(span[:, :1] >= 0, span, by_rule)

    return (
        best("agent", made, agent),
        effect,
        best("outcome", made, outcome),
        best("source", given, source),
    )
