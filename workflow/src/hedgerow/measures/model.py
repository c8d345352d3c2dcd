"""The linear models of the labels: a table of named weights, applied to the features of a text."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hedgerow.lexicons.load import Lexicon
from hedgerow.measures.features import FeatureSpace, score, space_of

OUTPUTS: tuple[str, ...] = (
    "hedge", "certainty", "claim_none", "claim_correlational", "claim_conditional_causal",
    "claim_direct_causal", "advice_none", "advice_weak", "advice_strong", "attributed", "review",
)  # fmt: skip
"""Columns of label_weights.tsv. `hedge` is a score of one cue, the others of a sentence;
`review` says how much a sentence sounds like a personal review, which decides what a cue means in
it."""

INTERCEPT = "intercept"


@dataclass(frozen=True)
class Model:
    """Weights of F features (sorted keys) for the outputs, and the outputs' intercepts."""

    space: FeatureSpace
    names: tuple[str, ...]  # F, in the order of `keys`
    keys: np.ndarray  # int64[F]
    weights: np.ndarray  # float64[F, outputs]
    intercept: np.ndarray  # float64[outputs]

    @property
    def trained(self) -> bool:
        """There are weights; without them the labels follow the rules alone."""
        return len(self.keys) > 0

    def scores(self, unit: np.ndarray, place: np.ndarray, units: int) -> np.ndarray:
        """Return float64[units, outputs] from pairs (unit, place in `keys`)."""
        return self.intercept + score(unit, place, units, self.weights)


def compile_model(lexicon: Lexicon) -> Model:
    """Return the model in the lexicon's weights; features of terms that are gone are left out."""
    rows = lexicon.weights.rows
    intercept = np.array([rows.get(INTERCEPT, {}).get(o, 0.0) for o in OUTPUTS])
    space, keys = space_of((name for name in rows if name != INTERCEPT), lexicon)
    names = sorted(keys, key=keys.__getitem__)
    weights = np.array([[rows[name].get(o, 0.0) for o in OUTPUTS] for name in names])
    return Model(
        space,
        tuple(names),
        np.array([keys[name] for name in names], np.int64),
        weights.reshape(-1, len(OUTPUTS)),
        intercept,
    )


def reasons(
    model: Model,
    unit: np.ndarray,
    place: np.ndarray,
    wanted: np.ndarray,
    column: np.ndarray,
    top: int,
) -> list[list[tuple[str, float]]]:
    """Return, for each wanted unit, the `top` features that speak most for its output column.

    Args:
        unit, place: pairs (unit, place in `model.keys`), sorted by unit.
        wanted: int64[n], units. column: int64[n], the output of each.

    Returns:
        n lists of (feature, weight), largest first, positive weights only.
    """
    begin, end = np.searchsorted(unit, wanted), np.searchsorted(unit, wanted, "right")
    owner = np.repeat(np.arange(len(wanted)), end - begin)
    pair = np.arange(len(owner)) + np.repeat(
        begin - np.cumsum(end - begin) + (end - begin), end - begin
    )
    place = place[pair]
    weight = model.weights[place, column[owner]]
    order = np.lexsort((place, -weight, owner))
    rank = np.arange(len(order)) - np.searchsorted(owner[order], owner[order])
    order = order[(rank < top) & (weight[order] > 0)]
    found: list[list[tuple[str, float]]] = [[] for _ in range(len(wanted))]
    for o, p, w in zip(
        owner[order].tolist(), place[order].tolist(), weight[order].tolist(), strict=True
    ):
        found[o].append((model.names[p], w))
    return found
