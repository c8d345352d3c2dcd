"""The labels of sentences: hedging, certainty, claim, stance, direction, advice, attribution.

A trained model gives each sentence its labels (model_labels.py); rules over the lexicons correct
them where the wording decides: negation, topics, questions, phrases that give a source, orders. Of
each corrected label the rule is recorded.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from hedgerow.labels.advice import no_advice, settle_advice
from hedgerow.labels.attribution import named_by_rule, source_by_rule
from hedgerow.labels.claim_sites import Sites
from hedgerow.labels.claim_spans import claim_phrases, outcome_spans
from hedgerow.labels.claims import settle_claims
from hedgerow.labels.cues import Cues, find_cues
from hedgerow.labels.directions import claim_directions
from hedgerow.labels.grounds import Grounds
from hedgerow.labels.lexicon_matcher import Marks, find_terms
from hedgerow.labels.model_labels import ModelLabels, linear_labels
from hedgerow.labels.scores import Scores, score_sentences
from hedgerow.labels.sources import source_spans
from hedgerow.labels.stance import Governed, denied_by_rule, governed_effects, mentioned_by_rule
from hedgerow.lexicons.load import Lexicon
from hedgerow.lexicons.vocabulary import (
    ADVICE,
    ATTRIBUTIONS,
    CAUSAL_CLAIMS,
    CLAIMS,
    CUE_TYPES,
    DIRECTIONS,
    HEDGE_TYPES,
    STANCES,
    is_any,
)
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus
from hedgerow.text.tokens.tokens import QUOTATION

_CERTAIN, _UNCERTAIN_STEP = 5.0, 1.2
"""Certainty by the rule: the midpoint of plain statements, and the reduction by each hedge."""

DECIDERS = ("model", "wording", "question", "topic", "negation", "phrase")
"""What gave a label: the trained model or one of the rules."""


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

    def rule(self, chosen: np.ndarray) -> list[str | None]:
        """Return the grounds of the claims of the sentences `chosen` (int64[n]), None for none."""
        return self.grounds.rule(self.claim, chosen)


class _Choice:
    """A label of all sentences that rules may change, with the rule that decided each."""

    def __init__(self, names: tuple[str, ...], codes: np.ndarray) -> None:
        self.names = names
        self.codes = codes.astype(np.int8)
        self.decider = np.zeros(len(codes), np.int8)

    def settle(self, where: np.ndarray, value: str | np.ndarray, decider: str) -> None:
        """Set the label of the sentences in `where` to a class name or to codes, int8[S]."""
        codes = self.names.index(value) if isinstance(value, str) else value
        changed = where & (self.codes != codes)
        self.codes = np.where(where, codes, self.codes).astype(np.int8)
        self.decider[changed] = DECIDERS.index(decider)

    def is_(self, name: str) -> np.ndarray:
        """Return bool[S]: the label is the class of that name."""
        return self.codes == self.names.index(name)


def questions(tokenised: TokenisedCorpus) -> np.ndarray:
    """Return bool[S]: the sentence ends with a question mark, before closing quotation marks."""
    asks = np.array(["?" in text for text in tokenised.type_text] or [False])
    token = tokenised.sentence_token[1:] - 1
    kinds = tokenised.token_kind
    if not len(token):
        return np.zeros(0, bool)
    for _ in range(2):
        token = token - ((kinds[token] == QUOTATION) & (token > tokenised.sentence_token[:-1]))
    return asks[tokenised.token_type[token]]


def _rule_certainty(tokenised: TokenisedCorpus, cues: Cues) -> np.ndarray:
    n = len(tokenised.sentence_start)
    sentence = tokenised.token_sentence[cues.first]
    headline = cues.hedges & is_any(cues.type, CUE_TYPES, HEDGE_TYPES)
    hedges = np.bincount(sentence[headline], minlength=n)
    boosters = np.bincount(sentence[cues.type == CUE_TYPES.index("booster")], minlength=n)
    return _CERTAIN - _UNCERTAIN_STEP * np.minimum(hedges, 3) + 0.3 * np.minimum(boosters, 2)


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


def _settle_claims(
    tokenised: TokenisedCorpus,
    lexicon: Lexicon,
    marks: Marks,
    scores: Scores,
    model: ModelLabels,
    governed: Governed,
) -> _Choice:
    """Return the claims of the model, corrected by wording, topics and questions."""
    claim = _Choice(CLAIMS, model.claim)
    rules = scores.rules
    if scores.model.trained:
        wording = settle_claims(
            tokenised, lexicon, marks, rules.effect, rules.relation, model.claim
        )
        claim.settle(wording != model.claim, wording, "wording")
    claim.settle(mentioned_by_rule(tokenised, governed), "none", "topic")
    claim.settle(questions(tokenised), "none", "question")
    return claim


def _settle_stance(
    tokenised: TokenisedCorpus, model: ModelLabels, governed: Governed, claim: _Choice
) -> _Choice:
    """Return the stances: of sentences with a claim asserted or denied, of others the rest."""
    n = len(tokenised.sentence_start)
    made = ~claim.is_("none")
    effects = np.bincount(governed.sentence[governed.has_outcome | governed.topic], minlength=n) > 0
    named = (effects | governed.myth) if model.mentioned is None else model.mentioned >= 0.5
    asserted, mentioned, absent = (STANCES.index(s) for s in ("asserted", "mentioned", "absent"))
    stance = _Choice(STANCES, np.where(made, asserted, np.where(named, mentioned, absent)))
    stance.settle(made & (denied_by_rule(tokenised, governed) > 0), "denied", "negation")
    return stance


def _settle_attribution(
    tokenised: TokenisedCorpus, lexicon: Lexicon, marks: Marks, model: ModelLabels
) -> _Choice:
    """Return the kinds of source of the model, corrected by phrases, citations and narrators."""
    attribution = _Choice(ATTRIBUTIONS, model.attribution)
    rule = source_by_rule(tokenised, lexicon, marks)
    attribution.settle(rule > 0, rule, "phrase")
    attribution.settle(rule < 0, "none", "phrase")
    return attribution


def label_sentences(
    tokenised: TokenisedCorpus, lexicon: Lexicon, marks: Marks | None = None
) -> Labels:
    """Label every sentence of a text, headings and titles too.

    Args:
        marks: the result of `find_terms` for this text and lexicon; computed where it is None.
    """
    marks = find_terms(tokenised, lexicon) if marks is None else marks
    scores = score_sentences(tokenised, lexicon, marks)
    cues = find_cues(tokenised, lexicon, marks, scores, all_blocks=True)
    model = linear_labels(tokenised, lexicon, marks, scores)
    governed = governed_effects(tokenised, lexicon, marks)
    claim = _settle_claims(tokenised, lexicon, marks, scores, model, governed)
    stance = _settle_stance(tokenised, model, governed, claim)
    asks = questions(tokenised)
    advice = _Choice(ADVICE, model.advice)
    if scores.model.trained:
        wording = settle_advice(tokenised, lexicon, marks, model.advice)
        advice.settle(wording != model.advice, wording, "wording")
    advice.settle(no_advice(tokenised, lexicon, marks), "none", "wording")
    advice.settle(asks, "none", "question")
    attribution = _settle_attribution(tokenised, lexicon, marks, model)
    site = _claim_sites(claim.codes, scores.rules.effect, scores.rules.relation)
    agent, effect = claim_phrases(tokenised, lexicon, marks, site)
    direction = claim_directions(tokenised, lexicon, marks, site)
    unclear = ~claim.is_("none") & (direction == DIRECTIONS.index("none"))
    certainty = np.where(
        np.isnan(model.certainty), _rule_certainty(tokenised, cues), model.certainty
    )
    n = len(claim.codes)
    return Labels(
        hedged=np.bincount(tokenised.token_sentence[cues.first[cues.hedges]], minlength=n) > 0,
        certainty=np.clip(certainty, 1.0, 6.0),
        claim=claim.codes,
        claim_probability=np.full(n, np.nan),
        stance=stance.codes,
        direction=np.where(unclear, DIRECTIONS.index("neutral"), direction).astype(np.int8),
        agent=agent,
        effect=effect,
        outcome=outcome_spans(tokenised, lexicon, marks, site, effect),
        advice=advice.codes,
        attribution=attribution.codes,
        attribution_words=source_spans(tokenised, lexicon, marks, attribution.codes),
        attribution_named=named_by_rule(tokenised, lexicon, marks, attribution.codes),
        evidence=scores.rules.evidence,
        is_question=asks,
        cues=cues,
        deciders={
            "claim": claim.decider,
            "stance": stance.decider,
            "advice": advice.decider,
            "attribution": attribution.decider,
        },
        labeller=model.labeller,
        grounds=Grounds(tokenised, scores, site, cues),
    )
