"""Fits of linear models over 0/1 features, and their cross-validation."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from scipy.optimize import minimize
from scipy.sparse.linalg import lsqr

from hedgerow.labels.linear_model import damped

FOLDS = 5
DIVISIONS = (1, 2, 3)
"""Seeds by which documents are divided into folds; the figures are means over the divisions."""


@dataclass(frozen=True)
class Fit:
    """How a model is fitted.

    `power` is that of the log ratios that weigh the features beforehand (Wang & Manning 2012), 0
    for none. By length: rows are divided by a power of their length, so that the scores grow less
    with the sentence. The ridge of a hinge is that of rows of mean squared length 1. `bias` is
    added to the score of a model of one output.
    """

    loss: str  # "hinge", "logistic" or "squares"
    ridge: float
    keep: int
    power: float = 1.0
    by_length: bool = False
    bias: float = 0.0


@dataclass(frozen=True)
class Linear:
    """A fitted model of F features."""

    weights: np.ndarray  # float64[F, outputs]
    intercept: np.ndarray  # float64[outputs]
    lengths: np.ndarray  # float64[F], what a feature adds to the length of a row; all 0: no length

    def scores(self, x: sp.csr_matrix) -> np.ndarray:
        """Return float64[rows, outputs]."""
        return (x @ self.weights) / _lengths(x, self.lengths)[:, None] + self.intercept


def _lengths(x: sp.csr_matrix, lengths: np.ndarray) -> np.ndarray:
    return damped(np.asarray(x @ lengths**2).ravel())


def log_ratios(x: sp.csr_matrix, y: np.ndarray, classes: int, weight: np.ndarray) -> np.ndarray:
    """Return float64[features]: the largest absolute log ratio of a feature over the classes."""
    ratio = np.zeros(x.shape[1])
    total = np.asarray(x.T @ weight).ravel()
    for c in range(classes):
        inside = np.asarray(x.T @ (weight * (y == c))).ravel()
        n = (weight * (y == c)).sum()
        p = (inside + 1) / (n + 2)
        q = (total - inside + 1) / (weight.sum() - n + 2)
        ratio = np.maximum(ratio, np.abs(np.log(p / q)))
    return ratio * np.minimum(1.0, (total + 2) / 8)


def _descend(loss, size: int) -> np.ndarray:
    found = minimize(loss, np.zeros(size), jac=True, method="L-BFGS-B", options={"maxiter": 60})
    return found.x


def logistic_fit(
    x: sp.csr_matrix, sign: np.ndarray, weight: np.ndarray, ridge: float
) -> np.ndarray:
    """Fit logistic regression with an L2 penalty to signs 1 and -1; return float64[features + 1].

    The penalty is that of two opposite scores, half the weight each.
    """
    transposed = x.T.tocsr()

    def loss(b: np.ndarray) -> tuple[float, np.ndarray]:
        z = sign * (x @ b[:-1] + b[-1])
        d = -weight * sign / (1 + np.exp(np.clip(z, -700, 700)))
        value = float((weight * np.logaddexp(0, -z)).sum()) + 0.25 * ridge * float(b[:-1] @ b[:-1])
        return value, np.append(transposed @ d + 0.5 * ridge * b[:-1], d.sum())

    return _descend(loss, x.shape[1] + 1)


def hinge_fit(x: sp.csr_matrix, sign: np.ndarray, weight: np.ndarray, ridge: float) -> np.ndarray:
    """Fit a support vector machine with squared hinge loss to signs 1 and -1; return
    float64[features + 1].
    """
    transposed = x.T.tocsr()

    def loss(b: np.ndarray) -> tuple[float, np.ndarray]:
        short = np.maximum(0, 1 - sign * (x @ b[:-1] + b[-1]))
        d = -2 * weight * short * sign
        value = float((weight * short**2).sum()) + 0.5 * ridge * float(b[:-1] @ b[:-1])
        return value, np.append(transposed @ d + ridge * b[:-1], d.sum())

    return _descend(loss, x.shape[1] + 1)


def squares_fit(x: sp.csr_matrix, y: np.ndarray, weight: np.ndarray, ridge: float) -> np.ndarray:
    """Fit ridge regression to numbers; return float64[features + 1]."""
    root = np.sqrt(weight)
    mean = float((weight * y).sum() / weight.sum())
    centre = np.asarray(x.T @ weight).ravel() / weight.sum()
    b = lsqr(sp.diags(root) @ x, root * (y - mean), damp=ridge**0.5)[0]
    return np.append(b, mean - float(centre @ b))


_FITS = {"hinge": hinge_fit, "logistic": logistic_fit, "squares": squares_fit}


def fit(x: sp.csr_matrix, y: np.ndarray, weight: np.ndarray, outputs: int, how: Fit) -> Linear:
    """Fit, keep the strongest features, fit again.

    Args:
        y: numbers for "squares"; else the class of each row, one output for each class or, with one
            output, 0 or 1.
    """
    numbers = how.loss == "squares"
    scale = np.ones(x.shape[1])
    if not numbers:
        scale = log_ratios(x, y, max(2, outputs), weight)
    share = np.asarray(x.mean(axis=0)).ravel()
    spread = np.sqrt(np.maximum(share * (1 - share), 0.0))
    kept = np.arange(x.shape[1])
    if len(kept) > 3 * how.keep and not numbers:
        kept = strongest(scale * spread, 3 * how.keep)
    scale = scale**how.power
    b = _once(x[:, kept], y, weight, outputs, how, scale[kept])
    if len(kept) > how.keep:
        kept = kept[strongest(np.abs(b[:-1]).max(axis=1) * spread[kept], how.keep)]
        b = _once(x[:, kept], y, weight, outputs, how, scale[kept])
    weights, lengths = np.zeros((x.shape[1], b.shape[1])), np.zeros(x.shape[1])
    weights[kept] = b[:-1]
    if how.by_length:
        lengths[kept] = scale[kept]
    return Linear(weights, b[-1] + how.bias, lengths)


def _once(
    x: sp.csr_matrix, y: np.ndarray, weight: np.ndarray, outputs: int, how: Fit, scale: np.ndarray
) -> np.ndarray:
    """Return float64[features + 1, outputs] of the features as they are, fitted as scaled."""
    length = _lengths(x, scale) if how.by_length else np.ones(x.shape[0])
    scaled = (sp.diags(1 / length) @ x @ sp.diags(scale)).tocsr()
    if how.loss == "hinge":
        size = np.sqrt(scaled.multiply(scaled).sum() / x.shape[0])
        scaled, scale = (scaled / size).tocsr(), scale / size
    if how.loss == "squares":
        targets = [y]
    elif outputs == 1:
        targets = [np.where(y > 0, 1.0, -1.0)]
    else:
        targets = [np.where(y == c, 1.0, -1.0) for c in range(outputs)]
    b = np.stack([_FITS[how.loss](scaled, t, weight, how.ridge) for t in targets], axis=1)
    b[:-1] *= scale[:, None]
    return b


def strongest(strength: np.ndarray, count: int) -> np.ndarray:
    """Return int64[count], ascending: the places of the largest values."""
    return np.sort(np.argsort(-strength, kind="stable")[:count])


def folds(groups: list[str], seed: int) -> np.ndarray:
    """Return the fold of each item; items of one group share a fold."""
    names, place = np.unique(groups, return_inverse=True)
    return (np.random.default_rng(seed).permutation(len(names)) % FOLDS)[place]


def cross_validate(
    x: sp.csr_matrix,
    y: np.ndarray,
    weight: np.ndarray,
    fold: np.ndarray,
    outputs: int,
    how: Fit,
    taught: np.ndarray | None = None,
) -> np.ndarray:
    """Return float64[items, outputs]: the score of each item by a model that never saw its
    document.

    Args:
        taught: bool[items], those that a model may learn from; all are scored.
    """
    taught = np.ones(len(y), bool) if taught is None else taught
    scores = np.zeros((len(y), outputs))
    for f in range(FOLDS):
        seen = (fold != f) & taught
        model = fit(x[seen], y[seen], weight[seen], outputs, how)
        scores[fold == f] = model.scores(x[fold == f])
    return scores
