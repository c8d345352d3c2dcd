"""Labels of sentences by the rules over the lexicons, before any model."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hedgerow.labels.advice import rule_advice
from hedgerow.labels.attribution import attribution_given, evidence
from hedgerow.labels.claim_sites import Sites, claim_sites
from hedgerow.labels.claims import rule_claims
from hedgerow.labels.feature_space import RULE_CLASSES
from hedgerow.labels.lexicon_matcher import Marks
from hedgerow.lexicons.load import Lexicon
from hedgerow.lexicons.vocabulary import ADVICE, CLAIMS
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus


@dataclass(frozen=True)
class Rules:
    """First answers for all S sentences."""

    effect: Sites
    relation: Sites
    claim: np.ndarray  # int8[S], CLAIMS
    advice: np.ndarray  # int8[S], ADVICE
    given: np.ndarray  # bool[S], a source is given
    evidence: np.ndarray  # bool[S]

    def features(self) -> dict[str, np.ndarray]:
        """Return bool[S] for each of RULE_CLASSES."""
        claims = {f"rule.{name}": self.claim == i for i, name in enumerate(CLAIMS)}
        advice = {f"rule.{name}": self.advice == i for i, name in enumerate(ADVICE)}
        found = {**claims, **advice, "rule.given": self.given, "rule.evidence": self.evidence}
        return {name: found[name] for name in RULE_CLASSES}


def apply_rules(tokenised: TokenisedCorpus, lexicon: Lexicon, marks: Marks) -> Rules:
    """Return the labels of every sentence of a text by the rules."""
    effect, relation = claim_sites(tokenised, lexicon, marks)
    return Rules(
        effect,
        relation,
        rule_claims(tokenised, lexicon, marks, effect, relation),
        rule_advice(tokenised, lexicon, marks),
        attribution_given(tokenised, lexicon, marks),
        evidence(tokenised, lexicon, marks),
    )
