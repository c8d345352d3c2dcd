"""The scores that the models of sentences give, with the features behind them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hedgerow.lexicons.load import Lexicon
from hedgerow.measures.features import Prepared, prepare, sentence_features
from hedgerow.measures.model import OUTPUTS, Model, compile_model
from hedgerow.measures.patterns import Marks
from hedgerow.measures.rules import Rules, apply_rules
from hedgerow.text.coded import CodedText


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


def score_sentences(coded: CodedText, lexicon: Lexicon, marks: Marks) -> Scores:
    """Apply rules and models to every sentence of a text."""
    rules = apply_rules(coded, lexicon, marks)
    model = compile_model(lexicon)
    n = len(coded.sentence_start)
    unit = place = np.zeros(0, np.int64)
    ready = None
    if model.trained and n:
        ready = prepare(coded, lexicon, marks, model.space)
        unit, place = sentence_features(
            coded, ready, model.space, marks, rules.features(), model.keys
        )
    return Scores(rules, model, unit, place, model.scores(unit, place, n), ready)
