"""The linear models of the labels: a table of named weights, applied to the features of a text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from hedgerow.labels import feature_space, kept_models
from hedgerow.labels.feature_kernels import strongest
from hedgerow.labels.feature_space import FeatureSpace, space_of
from hedgerow.labels.features import score
from hedgerow.lexicons import load
from hedgerow.lexicons.load import Lexicon

OUTPUTS: tuple[str, ...] = ("hedge", "attributed", "review")
"""Scores that the models give. `hedge` is one of a cue, the others of a sentence: whether it gives
a source, in the manner of news, and its resemblance to a personal review, which decides the meaning
of its cues."""

LENGTHS: dict[str, tuple[str, ...]] = {"hedge_length": ("hedge",)}
"""Models whose scores are divided by a power of the length of the unit: the root of the sum of the
squares of what each of its features adds to it. So a unit of many features is judged much like one
of few (cf. Joachims 1998, where the power is 1)."""

LENGTH_POWER = 0.7

COLUMNS = (*OUTPUTS, *LENGTHS)
"""Columns of label_weights.tsv: the weight of a feature for each output, then what it adds to each
length."""

INTERCEPT = "intercept"


@dataclass(frozen=True)
class Model:
    """Weights of F features (sorted keys) for the outputs, and the outputs' intercepts."""

    space: FeatureSpace
    names: tuple[str, ...]  # F, in the order of `keys`
    keys: np.ndarray  # int64[F]
    weights: np.ndarray  # float64[F, outputs]
    lengths: np.ndarray  # float64[F, LENGTHS], what each feature adds
    intercept: np.ndarray  # float64[outputs]

    @property
    def trained(self) -> bool:
        """There are weights; without them the labels follow the rules alone."""
        return len(self.keys) > 0

    def scores(self, unit: np.ndarray, place: np.ndarray, units: int) -> np.ndarray:
        """Return float64[units, outputs] from pairs (unit, place in `keys`)."""
        sums = score(unit, place, units, self._summed)
        values, squares = sums[:, : len(OUTPUTS)], sums[:, len(OUTPUTS) :]
        for k, outputs in enumerate(LENGTHS.values()):
            values[:, [OUTPUTS.index(name) for name in outputs]] /= damped(squares[:, k])[:, None]
        return self.intercept + values

    @cached_property
    def _summed(self) -> np.ndarray:
        """float64[F, outputs + LENGTHS]: the weights, and the squares of what adds to lengths."""
        return np.concatenate([self.weights, self.lengths**2], axis=1)


def damped(squares: np.ndarray) -> np.ndarray:
    """Return the divisors of the scores of units; 1 where a unit has no feature."""
    return np.where(squares > 0, squares, 1.0) ** (LENGTH_POWER / 2)


_KEPT = ("keys", "weights", "lengths", "intercept")

_last: list[tuple[Lexicon, Model]] = []
"""The lexicon that was compiled last, with its model: a text is labelled in many parts."""


def compile_model(lexicon: Lexicon) -> Model:
    """Return the model in the lexicon's weights; features of terms that are gone are left out."""
    if not _last or _last[0][0] is not lexicon:
        _last[:] = [(lexicon, _kept(lexicon) if lexicon.weights.files else _compile(lexicon))]
    return _last[0][1]


def _kept(lexicon: Lexicon) -> Model:
    """Return the model of the lexicon that comes with Hedgerow, compiled once on a machine."""
    modules = (__file__, feature_space.__file__, load.__file__)
    place = kept_models.place_of([*lexicon.weights.files, *map(Path, modules)])
    parts = kept_models.read_parts(place, _KEPT)
    if parts is not None:
        space, names, arrays = parts
        return Model(space, names, **arrays)
    model = _compile(lexicon)
    arrays = {name: getattr(model, name) for name in _KEPT}
    kept_models.keep_parts(place, (model.space, model.names, arrays))
    return model


def _compile(lexicon: Lexicon) -> Model:
    rows = lexicon.weights.rows
    intercept = np.array([rows.get(INTERCEPT, {}).get(o, 0.0) for o in OUTPUTS])
    space, keys = space_of((name for name in rows if name != INTERCEPT), lexicon)
    names = sorted(keys, key=keys.__getitem__)
    table = np.zeros((len(names), len(COLUMNS)))
    column = {name: i for i, name in enumerate(COLUMNS)}
    for i, name in enumerate(names):
        for output, value in rows[name].items():
            table[i, column[output]] = value
    return Model(
        space,
        tuple(names),
        np.array([keys[name] for name in names], np.int64),
        np.ascontiguousarray(table[:, : len(OUTPUTS)]),
        np.ascontiguousarray(table[:, len(OUTPUTS) :]),
        intercept,
    )


def heaviest(
    unit: np.ndarray,
    place: np.ndarray,
    weights: np.ndarray,
    wanted: np.ndarray,
    column: np.ndarray,
    top: int,
) -> np.ndarray:
    """Return int64[n, top]: the features of each wanted unit that speak most for its output column.

    Places of features with positive weights, largest first; -1 where there are no more.

    Args:
        unit, place: pairs (unit, feature), sorted by unit.
        weights: float64[F, outputs].
        wanted: int64[n], units. column: int64[n], the output of each.
    """
    begin, end = np.searchsorted(unit, wanted), np.searchsorted(unit, wanted, "right")
    return strongest(begin, end, place, weights, column, top)
