"""The scores that the models of sentences give, with the features behind them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hedgerow.labels.features import Prepared, prepare, sentence_features
from hedgerow.labels.lexicon_matcher import Marks
from hedgerow.labels.linear_model import OUTPUTS, Model, compile_model
from hedgerow.labels.rule_labels import Rules, apply_rules
from hedgerow.lexicons.load import Lexicon
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus


@dataclass(frozen=True)
class Scores:
    """Rules and model scores of all S sentences; without weights `values` are the intercepts."""

    rules: Rules
    model: Model
    unit: np.ndarray  # int64[N], sentence of each feature with weights, sorted
    place: np.ndarray  # int64[N], the feature's place in Model.keys
    values: np.ndarray  # float64[S, outputs]
    ready: Prepared | None  # what the features need of the text; None without weights

    def of(self, output: str) -> np.ndarray:
        """Return float64[S], one output."""
        return self.values[:, OUTPUTS.index(output)]


def score_sentences(tokenised: TokenisedCorpus, lexicon: Lexicon, marks: Marks) -> Scores:
    """Apply rules and models to every sentence of a text."""
    rules = apply_rules(tokenised, lexicon, marks)
    model = compile_model(lexicon)
    n = len(tokenised.sentence_start)
    unit = place = np.zeros(0, np.int64)
    ready = None
    if model.trained and n:
        ready = prepare(tokenised, lexicon, marks, model.space)
        unit, place = sentence_features(tokenised, ready, model.space, rules.features(), model.keys)
    return Scores(rules, model, unit, place, model.scores(unit, place, n), ready)
