"""Scores of automatic labels against gold labels, with bootstrap intervals over items.

Precision, recall and F1 depend on the items only through the confusion counts, and resampling n
items draws the counts from a multinomial distribution. The intervals are those of resampling items
one by one, at a cost that does not grow with the number of items.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hedgerow.statistics.agreement import pearson
from hedgerow.statistics.bootstrap import bootstrap_sums, interval
from hedgerow.statistics.estimate import UNDEFINED, Estimate

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]


@dataclass(frozen=True)
class BinaryScores:
    """Scores of one yes-or-no label over n items."""

    n: int
    true_positive: int
    false_positive: int
    false_negative: int
    true_negative: int
    precision: Estimate
    recall: Estimate
    f1: Estimate


@dataclass(frozen=True)
class ClassScores:
    """Scores of a label with k classes over n items; confusion[gold, predicted] is (k, k)."""

    n: int
    confusion: Counts
    precision: tuple[Estimate, ...]
    recall: tuple[Estimate, ...]
    f1: tuple[Estimate, ...]
    macro_f1: Estimate
    accuracy: Estimate


def binary_scores(
    gold: ArrayLike,
    predicted: ArrayLike,
    *,
    seed: int,
    resamples: int = 2000,
    level: float = 0.95,
) -> BinaryScores:
    """Score a yes-or-no label.

    precision = TP / (TP + FP), recall = TP / (TP + FN), F1 = 2 TP / (2 TP + FP + FN).

    Source: van Rijsbergen (1979), Information Retrieval, chapter 7.

    Args:
        gold, predicted: one truth value per item, shape (items,).
        seed, resamples, level: of the percentile bootstrap over items.

    Returns:
        `BinaryScores`. Precision is NaN where nothing was predicted, recall where nothing is
        gold, F1 where neither; bounds are NaN for fewer than two items.

    Raises:
        ValueError: arrays of different length.

    >>> round(binary_scores([1, 1, 0, 0], [1, 0, 0, 0], seed=1).f1.value, 3)
    0.667
    """
    confusion = _confusion(np.asarray(gold, bool), np.asarray(predicted, bool), 2)
    drawn = _resampled(confusion, resamples, seed)
    precision, recall, f1 = (
        _estimate(value[1], values[:, 1], level)
        for value, values in zip(_per_class(confusion), _per_class(drawn), strict=True)
    )
    return BinaryScores(
        n=int(confusion.sum()),
        true_positive=int(confusion[1, 1]),
        false_positive=int(confusion[0, 1]),
        false_negative=int(confusion[1, 0]),
        true_negative=int(confusion[0, 0]),
        precision=precision,
        recall=recall,
        f1=f1,
    )


def class_scores(
    gold: ArrayLike,
    predicted: ArrayLike,
    n_classes: int,
    *,
    seed: int,
    resamples: int = 2000,
    level: float = 0.95,
) -> ClassScores:
    """Score a label with several classes.

    Per class as in `binary_scores`, the class against all others; macro-F1 is the mean of F1
    over the classes that occur among the gold or the predicted labels; accuracy is the share
    of items labelled right.

    Source: Sokolova and Lapalme (2009), Information Processing and Management 45.

    Args:
        gold, predicted: one class per item, 0..n_classes - 1, shape (items,).
        n_classes: number of classes.
        seed, resamples, level: of the percentile bootstrap over items.

    Returns:
        `ClassScores`; undefined values as in `binary_scores`.

    Raises:
        ValueError: arrays of different length or a class out of range.

    >>> class_scores([0, 1, 2, 2], [0, 1, 2, 0], 3, seed=1).accuracy.value
    0.75
    """
    confusion = _confusion(np.asarray(gold, np.int64), np.asarray(predicted, np.int64), n_classes)
    drawn = _resampled(confusion, resamples, seed)
    scores, resampled = _per_class(confusion), _per_class(drawn)
    precision, recall, f1 = (
        tuple(_estimate(value[i], values[:, i], level) for i in range(n_classes))
        for value, values in zip(scores, resampled, strict=True)
    )
    return ClassScores(
        n=int(confusion.sum()),
        confusion=confusion,
        precision=precision,
        recall=recall,
        f1=f1,
        macro_f1=_estimate(_mean(scores[2]), _mean(resampled[2]), level),
        accuracy=_estimate(_accuracy(confusion), _accuracy(drawn), level),
    )


def correlation(
    x: ArrayLike, y: ArrayLike, *, seed: int, resamples: int = 2000, level: float = 0.95
) -> Estimate:
    """Return Pearson's r of two scores with its percentile interval over resampled items.

    Each resample's r comes from its sums of x, y, x^2, y^2 and x y.

    Args:
        x, y: one value per item, shape (items,); items with a NaN are left out.
        seed, resamples, level: of the bootstrap.

    Returns:
        NaN for fewer than two items or a score that does not vary.

    Raises:
        ValueError: arrays of different length.

    >>> round(correlation([1, 2, 3], [1, 2, 4], seed=1).value, 3)
    0.982
    """
    u, v = np.asarray(x, np.float64), np.asarray(y, np.float64)
    if u.shape != v.shape:
        raise ValueError("correlation: arrays of different length")
    both = ~np.isnan(u) & ~np.isnan(v)
    u, v = u[both], v[both]
    value = pearson(u, v)
    if np.isnan(value):
        return UNDEFINED
    # centred and scaled, so that the sums of squares keep their digits
    u, v = (u - u.mean()) / u.std(), (v - v.mean()) / v.std()
    columns = np.stack([u, v, u * u, v * v, u * v], 1)
    means = bootstrap_sums(columns, resamples=resamples, seed=seed) / u.size
    mu, mv, muu, mvv, muv = means.T
    spread = (muu - mu**2) * (mvv - mv**2)
    r = np.full(resamples, np.nan)
    # a resample of one item over and over has no r; its spread is zero up to rounding
    np.divide(muv - mu * mv, np.sqrt(np.maximum(spread, 0)), out=r, where=spread > 1e-20)
    return _estimate(value, np.clip(r, -1.0, 1.0), level)


def _confusion(gold: NDArray, predicted: NDArray, n_classes: int) -> Counts:
    """Return counts [gold, predicted], shape (k, k)."""
    if gold.shape != predicted.shape or gold.ndim != 1:
        raise ValueError("classification: gold and predicted must be flat and of equal length")
    for name, labels in (("gold", gold), ("predicted", predicted)):
        if labels.size and (labels.min() < 0 or labels.max() >= n_classes):
            raise ValueError(f"classification: {name} class outside 0..{n_classes - 1}")
    cells = gold.astype(np.int64) * n_classes + predicted
    return np.bincount(cells, minlength=n_classes**2).reshape(n_classes, n_classes)


def _resampled(confusion: Counts, resamples: int, seed: int) -> Counts:
    """Return confusion counts of resampled items, shape (resamples, k, k)."""
    n = int(confusion.sum())
    if n < 2:
        return np.zeros((resamples, *confusion.shape), np.int64)
    rng = np.random.default_rng(seed)
    drawn = rng.multinomial(n, confusion.ravel() / n, size=resamples)
    return drawn.reshape(resamples, *confusion.shape)


def _per_class(confusion: Counts) -> tuple[Floats, Floats, Floats]:
    """Return precision, recall and F1, (..., k, k) -> three arrays (..., k)."""
    hits = np.diagonal(confusion, axis1=-2, axis2=-1)
    predicted, gold = confusion.sum(-2), confusion.sum(-1)
    return _share(hits, predicted), _share(hits, gold), _share(2 * hits, predicted + gold)


def _accuracy(confusion: Counts) -> Floats:
    return _share(np.trace(confusion, axis1=-2, axis2=-1), confusion.sum((-2, -1)))


def _mean(f1: Floats) -> Floats:
    """Return the mean over the last axis of what is defined; NaN where nothing is."""
    return _share(np.nansum(f1, -1), (~np.isnan(f1)).sum(-1))


def _share(part: ArrayLike, whole: ArrayLike) -> Floats:
    part, whole = np.asarray(part), np.asarray(whole)
    return np.divide(part, whole, out=np.full(whole.shape, np.nan), where=whole > 0)


def _estimate(value: ArrayLike, resampled: Floats, level: float) -> Estimate:
    low, high = interval(resampled, level)
    return Estimate(float(np.asarray(value)), float(low), float(high))
