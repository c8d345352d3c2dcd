"""The scores that the models of sentences give, with the features behind them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hedgerow.lexicons.load import Lexicon
from hedgerow.measures.features import prepare, sentence_features
from hedgerow.measures.model import OUTPUTS, Model, compile_model
from hedgerow.measures.patterns import Marks
from hedgerow.measures.rules import Rules, apply_rules
from hedgerow.text.coded import CodedText


@dataclass(frozen=True)
class Scores:
    """Rules and model scores of all S sentences; without weights `values` are the intercepts."""

    rules: Rules
    model: Model
    unit: np.ndarray  # int64[N], sentence of each known or unknown feature, sorted
    key: np.ndarray  # int64[N]
    values: np.ndarray  # float64[S, outputs]

    def of(self, output: str) -> np.ndarray:
        """Return float64[S], one output."""
        return self.values[:, OUTPUTS.index(output)]


def score_sentences(coded: CodedText, lexicon: Lexicon, marks: Marks) -> Scores:
    """Apply rules and models to every sentence of a text."""
    rules = apply_rules(coded, lexicon, marks)
    model = compile_model(lexicon)
    n = len(coded.sentence_start)
    unit = key = np.zeros(0, np.int64)
    if model.trained and n:
        ready = prepare(coded, lexicon, marks, model.space)
        unit, key = sentence_features(
            coded, ready, model.space, marks, rules.features(), model.keys
        )
    return Scores(rules, model, unit, key, model.scores(unit, key, n))
