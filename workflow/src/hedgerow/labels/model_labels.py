"""The labels that a trained model gives to the sentences of a text, before the rules correct them.

All come from the scores of the encoder or of the fast labeller, which finds no spans.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from hedgerow.labels.encoder import HEADS, best_spans
from hedgerow.labels.encoder import Scores as SentenceScores
from hedgerow.lexicons.vocabulary import ADVICE, ATTRIBUTIONS, CLAIMS, DIRECTIONS, STANCES
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus

_LEAST = {"agent": 0.2, "outcome": 0.2, "source": 0.35}
"""Probability from which a token belongs to a span; chosen on the development sites."""

_REVIEW = 0.1
"""Probability of the register of reviews from which "or", "can" and "if" may be hedges."""
_SCIENCE = 0.5
"""Probability of the register of papers and abstracts from which their annotators' hedges count."""


@dataclass(frozen=True)
class ModelLabels:
    """Labels of all S sentences by a model, and the probabilities that the rules need."""

    labeller: str  # fast or careful
    claim: np.ndarray  # int8[S], CLAIMS
    advice: np.ndarray  # int8[S], ADVICE
    attribution: np.ndarray  # int8[S], ATTRIBUTIONS
    certainty: np.ndarray  # float64[S]
    claims: np.ndarray  # float64[S, CLAIMS], probabilities
    stance: np.ndarray  # int8[S], STANCES
    stances: np.ndarray  # float64[S, STANCES], probabilities
    direction: np.ndarray  # int8[S], DIRECTIONS
    directions: np.ndarray  # float64[S, DIRECTIONS], probabilities
    no_advice: np.ndarray  # float64[S], probability
    no_source: np.ndarray  # float64[S], probability
    hedged: np.ndarray  # float64[S], probability
    on_web: np.ndarray  # bool[S], unlike a paper, an abstract or a review
    news: np.ndarray  # float64[S], probability of a news register
    token: dict[str, np.ndarray] = field(default_factory=dict)
    """agent, outcome, source -> float32[T], probability that the token is in such a span."""

    def spans(self, tokenised: TokenisedCorpus, name: str, wanted: np.ndarray) -> np.ndarray:
        """Return int64[S, 2]: the likeliest span of each wanted sentence, -1 for none."""
        if name not in self.token:
            return np.full((len(wanted), 2), -1, np.int64)
        return best_spans(tokenised, self.token[name], wanted, _LEAST[name])


def scored_labels(scores: SentenceScores, labeller: str) -> ModelLabels:
    """Return the labels that the scores of the encoder, or of a model taught by it, amount to."""

    def chosen(head: str, names: tuple[str, ...]) -> np.ndarray:
        codes = np.array([names.index(name) for name in HEADS[head]], np.int8)
        return codes[scores.choose(head)]

    def probability(head: str, names: tuple[str, ...]) -> np.ndarray:
        return scores.probability[head][:, [HEADS[head].index(name) for name in names]]

    return ModelLabels(
        labeller=labeller,
        claim=chosen("claim", CLAIMS),
        advice=chosen("advice", ADVICE),
        attribution=chosen("attribution", ATTRIBUTIONS),
        certainty=scores.certainty,
        claims=probability("claim", CLAIMS),
        stance=chosen("stance", STANCES),
        stances=probability("stance", STANCES),
        direction=chosen("direction", DIRECTIONS),
        directions=probability("direction", DIRECTIONS),
        no_advice=probability("advice", ("none",))[:, 0],
        no_source=probability("attribution", ("none",))[:, 0],
        hedged=probability("hedged", ("yes",))[:, 0],
        on_web=(probability("register", ("review",))[:, 0] < _REVIEW)
        & (probability("register", ("science",))[:, 0] < _SCIENCE),
        news=probability("register", ("news",))[:, 0],
        token=scores.token,
    )
