"""What the rules over the lexicons say of each sentence, before any model."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hedgerow.lexicons.load import Lexicon
from hedgerow.measures.advice import rule_advice
from hedgerow.measures.attribution import attribution_given, evidence
from hedgerow.measures.claims import Sites, claim_sites, rule_claims
from hedgerow.measures.feature_space import RULE_CLASSES
from hedgerow.measures.patterns import Marks
from hedgerow.text.coded import CodedText


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
        values = [self.claim == i for i in (1, 2, 3)]
        values += [self.advice == i for i in (1, 2)]
        return dict(zip(RULE_CLASSES, [*values, self.given, self.evidence], strict=True))


def apply_rules(coded: CodedText, lexicon: Lexicon, marks: Marks) -> Rules:
    """Return what the rules say of every sentence of a text."""
    effect, relation = claim_sites(coded, lexicon, marks)
    return Rules(
        effect,
        relation,
        rule_claims(coded, lexicon, marks, effect, relation),
        rule_advice(coded, lexicon, marks),
        attribution_given(coded, lexicon, marks),
        evidence(coded, lexicon, marks),
    )
