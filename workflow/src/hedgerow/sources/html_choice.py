"""Which elements of a page are its main text: a linear score, and the choice with the best F1.

The score is the logarithm of the odds that an element belongs to the main text: a weighted sum of
its features (`html_features`), with the weights of lexicons/main_text.tsv, which
tools/main_text_training.py writes.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from hedgerow import lexicons
from hedgerow.errors import UserError

DATA = ("lexicons/main_text.tsv",)
WEIGHTS = "main_text.tsv"
COLUMNS = ("feature", "weight", "least", "most")
INTERCEPT = "intercept"


@dataclass(frozen=True, slots=True)
class Weights:
    """The weight of each feature, and the least and the most that its value counts as."""

    features: tuple[str, ...]
    weight: np.ndarray
    least: np.ndarray
    most: np.ndarray
    intercept: float


@lru_cache(maxsize=1)
def load_weights() -> Weights:
    """Read the weights of the main text.

    Raises:
        UserError: the table has other columns, or no intercept.
    """
    path = Path(lexicons.__file__).parent / WEIGHTS
    rows = [
        line.split("\t")
        for line in path.read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    if not rows or tuple(rows[0]) != COLUMNS or rows[-1][0] != INTERCEPT:
        raise UserError(
            f"{path}: the columns must be {', '.join(COLUMNS)}, the last row {INTERCEPT}"
        )
    table = rows[1:-1]
    weight, least, most = np.array([row[1:] for row in table], float).T
    return Weights(tuple(row[0] for row in table), weight, least, most, float(rows[-1][1]))


def probabilities(names: tuple[str, ...], values: np.ndarray, weights: Weights) -> np.ndarray:
    """float64[n]: the probability of each element to be main text.

    Args:
        names: those of the columns of `values`, float64[n, features].
    """
    column = {name: i for i, name in enumerate(names)}
    used = values[:, [column[name] for name in weights.features]]
    score = np.clip(used, weights.least, weights.most) @ weights.weight + weights.intercept
    return 1 / (1 + np.exp(-np.clip(score, -30, 30)))


def best_choice(probability: np.ndarray, words: np.ndarray) -> np.ndarray:
    """bool[n]: the elements whose choice has the highest expected F1 of words.

    With the probabilities p and the numbers of words w, a choice S has about the F1
    2 sum_S(p w) / (sum_S(w) + sum(p w)); the best S of that form holds all elements above one
    probability, which is half the F1 (Lipton et al. 2014). A page of doubtful elements so keeps
    more of them than a page with a clear text.

    >>> best_choice(np.array([0.9, 0.4, 0.1]), np.array([50.0, 50.0, 50.0])).tolist()
    [True, True, False]
    """
    order = np.argsort(-probability, kind="stable")
    right = np.cumsum((probability * words)[order])
    if not len(right) or right[-1] == 0:
        return np.zeros(len(words), bool)
    scores = 2 * right / (np.cumsum(words[order]) + right[-1])
    return probability >= probability[order][scores.argmax()]
