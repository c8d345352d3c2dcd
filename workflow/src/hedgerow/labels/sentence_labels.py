"""The labels of sentences: hedging, certainty, claim, negation, direction, advice, attribution.

Rules over the lexicons give a first answer to each; where there are trained weights
(label_weights.tsv), linear models over named features decide the classes that rules alone get wrong
too often, and the rules keep negation, direction, phrases and the class of a source. Questions
claim nothing and give no advice.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from hedgerow.labels.advice import settle_advice
from hedgerow.labels.attribution import (
    attribution_classes,
    attribution_named,
    citations,
    no_sources,
    plain_sources,
)
from hedgerow.labels.claims import (
    Sites,
    choose_claims,
    claim_phrases,
    first_per_sentence,
    negated_claims,
    settle_claims,
)
from hedgerow.labels.cues import Cues, find_cues
from hedgerow.labels.directions import claim_directions
from hedgerow.labels.lexicon_matcher import Marks, find_terms
from hedgerow.labels.linear_model import OUTPUTS, reasons
from hedgerow.labels.scores import Scores, score_sentences
from hedgerow.lexicons.load import Lexicon
from hedgerow.lexicons.vocabulary import (
    ADVICE,
    CAUSAL_CLAIMS,
    CLAIMS,
    CUE_TYPES,
    DIRECTIONS,
    HEDGE_TYPES,
    is_any,
)
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus
from hedgerow.text.tokens.tokens import QUOTATION

_CERTAIN, _UNCERTAIN_STEP = 5.0, 1.2
"""Certainty by the rule: the midpoint of plain statements, and what a hedge takes off it."""


_CLAIM_COLUMN = np.array(
    [OUTPUTS.index("claim_causal" if name in CAUSAL_CLAIMS else f"claim_{name}") for name in CLAIMS]
)
"""The output of the linear model that decides each claim class; causal claims share one."""


@dataclass(frozen=True)
class Labels:
    """Labels of all S sentences of a text; classes are places in the tuples of their modules."""

    hedged: np.ndarray  # bool[S]
    certainty: np.ndarray  # float64[S], 1 uncertain to 6 certain
    claim: np.ndarray  # int8[S], CLAIMS
    negated: np.ndarray  # bool[S]
    direction: np.ndarray  # int8[S], DIRECTIONS
    agent: np.ndarray  # int64[S, 2], first and last token, -1 where none
    effect: np.ndarray  # int64[S, 2]
    advice: np.ndarray  # int8[S], ADVICE
    attribution: np.ndarray  # int8[S], ATTRIBUTIONS
    attribution_named: np.ndarray  # bool[S]
    evidence: np.ndarray  # bool[S]
    is_question: np.ndarray  # bool[S]
    cues: Cues
    why: _Why = field(repr=False)

    def rule(self, chosen: np.ndarray) -> list[str | None]:
        """Return the grounds of the claims of the sentences `chosen` (int64[n]), None for none."""
        return self.why.rule(self, chosen)


@dataclass(frozen=True)
class _Why:
    tokenised: TokenisedCorpus
    scores: Scores
    site: Sites

    def rule(self, labels: Labels, chosen: np.ndarray) -> list[str | None]:
        claims = np.flatnonzero(labels.claim[chosen] != CLAIMS.index("none"))
        sentences = chosen[claims]
        column = _CLAIM_COLUMN[labels.claim[sentences]]
        scores = self.scores
        found = (
            reasons(scores.model, scores.unit, scores.place, sentences, column, 3)
            if scores.model.trained
            else [[] for _ in sentences]
        )
        hedge = self._first_hedge(labels)
        texts: list[str | None] = [None] * len(chosen)
        for i, s, why in zip(claims.tolist(), sentences.tolist(), found, strict=True):
            texts[i] = self._words(labels, s, int(hedge[s]), why)
        return texts

    def _first_hedge(self, labels: Labels) -> np.ndarray:
        at = np.flatnonzero(labels.cues.hedges)
        sentence = self.tokenised.token_sentence[labels.cues.first[at]]
        return first_per_sentence(at, sentence, len(labels.hedged))

    def _words(self, labels: Labels, s: int, hedge: int, why: list) -> str:
        claim = CLAIMS[labels.claim[s]]
        parts = [claim]
        if self.site.mark[s] >= 0:
            word = surface(self.tokenised, int(self.site.first[s]), int(self.site.last[s]))
            kind = "word of association" if claim == "correlational" else "effect word"
            parts.append(f'{kind} "{word}"')
        if hedge >= 0 and claim == "conditional_causal":
            cue = surface(
                self.tokenised, int(labels.cues.first[hedge]), int(labels.cues.last[hedge])
            )
            parts.append(f'hedge "{cue}"')
        if why:
            weights = ", ".join(f"{name} {weight:+.2f}" for name, weight in why)
            parts.append(f"strongest features {weights}")
        return "; ".join(parts)


def surface(tokenised: TokenisedCorpus, first: int, last: int) -> str:
    """Return the text from token `first` to token `last`."""
    d = int(tokenised.sentence_doc[tokenised.token_sentence[first]])
    return tokenised.text(d)[tokenised.token_start[first] : tokenised.token_end[last]]


def questions(tokenised: TokenisedCorpus) -> np.ndarray:
    """Return bool[S]: the sentence ends with a question mark, closing quotation marks passed
    over.
    """
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


def _together(scores: Scores, prefix: str, names: tuple[str, ...]) -> np.ndarray:
    return np.stack([scores.of(f"{prefix}_{name}") for name in names], axis=1)


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
    n = len(tokenised.sentence_start)
    rules = scores.rules
    effect, relation = rules.effect, rules.relation
    claim, advice, given = rules.claim, rules.advice, rules.given
    asks = questions(tokenised)
    certainty = _rule_certainty(tokenised, cues)
    if scores.model.trained:
        kind = _together(scores, "claim", ("none", "correlational", "causal"))
        picked = choose_claims(kind, scores.of("conditional"))
        claim = settle_claims(tokenised, lexicon, marks, effect, relation, picked)
        advice = _together(scores, "advice", ADVICE).argmax(axis=1)
        advice = settle_advice(tokenised, lexicon, marks, advice)
        given = scores.of("attributed") > 0
        given |= plain_sources(tokenised, lexicon, marks)
        certainty = scores.of("certainty")
    given = (given | citations(tokenised)) & ~no_sources(tokenised, lexicon, marks)
    claim = np.where(asks, CLAIMS.index("none"), claim).astype(np.int8)
    advice = np.where(asks, ADVICE.index("none"), advice).astype(np.int8)
    site = _claim_sites(claim, effect, relation)
    direction = claim_directions(tokenised, lexicon, marks, site)
    unclear = (claim != CLAIMS.index("none")) & (direction == DIRECTIONS.index("none"))
    attribution = attribution_classes(tokenised, lexicon, marks, given)
    agent, phrase = claim_phrases(tokenised, lexicon, marks, site)
    return Labels(
        hedged=np.bincount(tokenised.token_sentence[cues.first[cues.hedges]], minlength=n) > 0,
        certainty=np.clip(certainty, 1.0, 6.0),
        claim=claim,
        negated=negated_claims(tokenised, lexicon, marks, site),
        direction=np.where(unclear, DIRECTIONS.index("neutral"), direction).astype(np.int8),
        agent=agent,
        effect=phrase,
        advice=advice,
        attribution=attribution,
        attribution_named=attribution_named(tokenised, lexicon, marks, attribution),
        evidence=rules.evidence,
        is_question=asks,
        cues=cues,
        why=_Why(tokenised, scores, site),
    )
