"""The labels that a trained model gives to the sentences of a text, before the rules correct them.

`linear_labels` takes them from the linear models over named features, which know claims, advice,
certainty and whether a source is given.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from hedgerow.labels.attribution import attribution_kinds
from hedgerow.labels.claims import choose_claims
from hedgerow.labels.lexicon_matcher import Marks
from hedgerow.labels.scores import Scores
from hedgerow.lexicons.load import Lexicon
from hedgerow.lexicons.vocabulary import ADVICE, ATTRIBUTIONS, CLAIMS
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus


@dataclass(frozen=True)
class ModelLabels:
    """Labels of all S sentences by a model; None where the model does not know the label."""

    labeller: str  # fast or careful
    claim: np.ndarray  # int8[S], CLAIMS
    advice: np.ndarray  # int8[S], ADVICE
    attribution: np.ndarray  # int8[S], ATTRIBUTIONS
    certainty: np.ndarray  # float64[S]
    claim_probability: np.ndarray | None = None  # float64[S], of the class in `claim`
    asserted: np.ndarray | None = None  # float64[S], probability of asserted or denied
    denied: np.ndarray | None = None  # float64[S], probability of denied
    mentioned: np.ndarray | None = None  # float64[S], probability of mentioned
    direction: np.ndarray | None = None  # int8[S], DIRECTIONS
    named: np.ndarray | None = None  # bool[S]
    spans: dict[str, np.ndarray] = field(default_factory=dict)
    """agent, outcome, source -> int64[S, 2], first and last token, -1 where there is none."""


def linear_labels(
    tokenised: TokenisedCorpus, lexicon: Lexicon, marks: Marks, scores: Scores
) -> ModelLabels:
    """Return the labels of the linear models; those of the rules where there are no weights."""
    rules = scores.rules
    claim, advice, given = rules.claim, rules.advice, rules.given
    certainty = np.full(len(claim), np.nan)
    if scores.model.trained:
        kinds = [scores.of(f"claim_{name}") for name in ("none", "correlational", "causal")]
        claim = choose_claims(np.stack(kinds, axis=1), scores.of("conditional"))
        advice = np.stack([scores.of(f"advice_{name}") for name in ADVICE], axis=1).argmax(axis=1)
        given = scores.of("attributed") > 0
        certainty = scores.of("certainty")
    kind = attribution_kinds(tokenised, lexicon, marks)
    return ModelLabels(
        labeller="fast",
        claim=claim.astype(np.int8),
        advice=advice.astype(np.int8),
        attribution=np.where(given, kind, ATTRIBUTIONS.index("none")).astype(np.int8),
        certainty=certainty,
    )


def no_claim(labels: ModelLabels) -> np.ndarray:
    """Return bool[S]: the model finds no claim."""
    return labels.claim == CLAIMS.index("none")
