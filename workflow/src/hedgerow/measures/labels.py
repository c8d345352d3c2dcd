"""The labels of sentences: hedging, certainty, claim, negation, direction, advice, attribution.

Rules over the lexicons give a first answer to each; where there are trained weights
(label_weights.tsv), linear models over named features decide the classes that rules alone get wrong
too often, and the rules keep negation, direction, phrases and the class of a source. Questions
claim nothing and give no advice.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from hedgerow.lexicons.load import CUE_TYPES, Lexicon
from hedgerow.measures import advice as adv
from hedgerow.measures import attribution as att
from hedgerow.measures import claims as cl
from hedgerow.measures.cues import HEDGE_TYPES, Cues, find_cues
from hedgerow.measures.directions import claim_directions
from hedgerow.measures.model import OUTPUTS, reasons
from hedgerow.measures.patterns import Marks, find_terms
from hedgerow.measures.scores import Scores, score_sentences
from hedgerow.text.coded import CodedText
from hedgerow.text.tokens import QUOTATION

_CERTAIN, _UNCERTAIN_STEP = 5.0, 1.2
"""Certainty by the rule: the midpoint of plain statements, and what a hedge takes off it."""


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
        """Say for each sentence in `chosen` (int64[n]) what gave its claim label; None for none."""
        return self.why.rule(self, chosen)


@dataclass(frozen=True)
class _Why:
    coded: CodedText
    scores: Scores
    site: cl.Sites

    def rule(self, labels: Labels, chosen: np.ndarray) -> list[str | None]:
        claims = np.flatnonzero(labels.claim[chosen] != cl.CLAIMS.index("none"))
        sentences = chosen[claims]
        kind = np.minimum(labels.claim[sentences].astype(np.int64), 2)  # causal claims are one
        column = OUTPUTS.index("claim_none") + kind
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
        sentence = self.coded.token_sentence[labels.cues.first[at]]
        return cl.first_per_sentence(at, sentence, len(labels.hedged))

    def _words(self, labels: Labels, s: int, hedge: int, why: list) -> str:
        claim = cl.CLAIMS[labels.claim[s]]
        parts = [claim]
        if self.site.mark[s] >= 0:
            word = surface(self.coded, int(self.site.first[s]), int(self.site.last[s]))
            kind = "word of association" if claim == "correlational" else "effect word"
            parts.append(f'{kind} "{word}"')
        if hedge >= 0 and claim == "conditional_causal":
            cue = surface(self.coded, int(labels.cues.first[hedge]), int(labels.cues.last[hedge]))
            parts.append(f'hedge "{cue}"')
        if why:
            weights = ", ".join(f"{name} {weight:+.2f}" for name, weight in why)
            parts.append(f"strongest features {weights}")
        return "; ".join(parts)


def surface(coded: CodedText, first: int, last: int) -> str:
    """Return the text from token `first` to token `last`."""
    d = int(coded.sentence_doc[coded.token_sentence[first]])
    return coded.text(d)[coded.token_start[first] : coded.token_end[last]]


def questions(coded: CodedText) -> np.ndarray:
    """Return bool[S]: the sentence ends with a question mark, closing quotation marks passed
    over.
    """
    asks = np.array(["?" in text for text in coded.type_text] or [False])
    token = coded.sentence_token[1:] - 1
    kinds = coded.token_kind
    if not len(token):
        return np.zeros(0, bool)
    for _ in range(2):
        token = token - ((kinds[token] == QUOTATION) & (token > coded.sentence_token[:-1]))
    return asks[coded.token_type[token]]


def _rule_certainty(coded: CodedText, cues: Cues) -> np.ndarray:
    n = len(coded.sentence_start)
    sentence = coded.token_sentence[cues.first]
    hedges = np.bincount(sentence[cues.hedges & (cues.type < len(HEDGE_TYPES))], minlength=n)
    boosters = np.bincount(sentence[cues.type == CUE_TYPES.index("booster")], minlength=n)
    return _CERTAIN - _UNCERTAIN_STEP * np.minimum(hedges, 3) + 0.3 * np.minimum(boosters, 2)


def _together(scores: Scores, prefix: str, names: tuple[str, ...]) -> np.ndarray:
    return np.stack([scores.of(f"{prefix}_{name}") for name in names], axis=1)


def label_sentences(coded: CodedText, lexicon: Lexicon, marks: Marks | None = None) -> Labels:
    """Label every sentence of a text, headings and titles too.

    Args:
        marks: what `find_terms` gave for this text and lexicon, if it is at hand.
    """
    marks = find_terms(coded, lexicon) if marks is None else marks
    scores = score_sentences(coded, lexicon, marks)
    cues = find_cues(coded, lexicon, marks, scores, all_blocks=True)
    n = len(coded.sentence_start)
    rules = scores.rules
    effect, relation = rules.effect, rules.relation
    claim, advice, given = rules.claim, rules.advice, rules.given
    asks = questions(coded)
    certainty = _rule_certainty(coded, cues)
    if scores.model.trained:
        kind = _together(scores, "claim", ("none", "correlational", "causal"))
        picked = cl.choose_claims(kind, scores.of("conditional"))
        claim = cl.settle_claims(coded, lexicon, marks, effect, relation, picked)
        advice = _together(scores, "advice", adv.ADVICE).argmax(axis=1)
        advice = adv.settle_advice(coded, lexicon, marks, advice)
        given = scores.of("attributed") > 0
        given |= att.plain_sources(coded, lexicon, marks)
        certainty = scores.of("certainty")
    given = (given | att.citations(coded)) & ~att.no_sources(coded, lexicon, marks)
    claim = np.where(asks, 0, claim).astype(np.int8)
    advice = np.where(asks, 0, advice).astype(np.int8)
    causal = claim >= 2
    use_effect = (causal & (effect.mark >= 0)) | (relation.mark < 0)
    site = cl.Sites(
        *(
            np.where(claim > 0, np.where(use_effect, getattr(effect, f), getattr(relation, f)), -1)
            for f in ("mark", "first", "last")
        )
    )
    direction = claim_directions(coded, lexicon, marks, site)
    attribution = att.attribution_classes(coded, lexicon, marks, given)
    agent, phrase = cl.claim_phrases(coded, lexicon, marks, site)
    return Labels(
        hedged=np.bincount(coded.token_sentence[cues.first[cues.hedges]], minlength=n) > 0,
        certainty=np.clip(certainty, 1.0, 6.0),
        claim=claim,
        negated=cl.negated_claims(coded, lexicon, marks, site),
        direction=np.where((claim > 0) & (direction == 0), 3, direction).astype(np.int8),
        agent=agent,
        effect=phrase,
        advice=advice,
        attribution=attribution,
        attribution_named=att.attribution_named(coded, lexicon, marks, attribution),
        evidence=rules.evidence,
        is_question=asks,
        cues=cues,
        why=_Why(coded, scores, site),
    )
