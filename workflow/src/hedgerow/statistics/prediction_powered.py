"""Shares estimated from a coded sample and the labels of the whole corpus together.

A program labels every sentence of a corpus; people code a random sample of them. The mean of the
labels is precise but biased, the mean of the sample unbiased but imprecise. Prediction-powered
inference corrects the mean of the labels by what the sample shows of their errors, so that the
interval holds whatever the labels are worth and narrows with their worth.

Source: Angelopoulos, Bates, Fannjiang, Jordan & Zrnic (2023), "Prediction-powered inference",
Science 382; the tuning of the labels' weight: Angelopoulos, Duchi & Zrnic (2023), "PPI++"; strata:
Fisch et al. (2024), "Stratified prediction-powered inference". Sentences of a document resemble
each other, so that the variance is that of documents (linearised, with documents as clusters:
Binder 1983, International Statistical Review 51), and the interval of a share is Wilson's with the
effective sample size (Franco, Little, Louis & Slud 2019, Journal of Survey Statistics and
Methodology 7). The target is the share in documents like those of the corpus.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hedgerow.statistics.estimate import UNDEFINED, Estimate
from hedgerow.statistics.proportions import wilson_effective

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

LEAST_IN_STRATUM = 5
"""Strata with fewer coded sentences are merged with the next one."""

FEWEST_CODED = 20
"""With fewer coded sentences nothing is estimated."""


@dataclass(frozen=True)
class CodedSample:
    """The coded sentences of a corpus of N sentences in D documents.

    Attributes:
        document: int64[N], document of each sentence, from 0.
        stratum: int64[N], stratum that each sentence was drawn from, from 0.
        rows: int64[n], the coded sentences by their places in the corpus, each once.
        weights: float64[n], how many sentences of the corpus each stands for.
    """

    document: Ints
    stratum: Ints
    rows: Ints
    weights: Floats

    def restricted(self, kept: NDArray[np.bool_]) -> tuple[CodedSample, NDArray[np.bool_]]:
        """Return the sample within the sentences `kept`, bool[N], and which of its rows remain."""
        inside = kept[self.rows]
        place = np.cumsum(kept) - 1
        _, document = np.unique(self.document[kept], return_inverse=True)
        sample = CodedSample(
            document, self.stratum[kept], place[self.rows[inside]], self.weights[inside]
        )
        return sample, inside


class PoweredMean(NamedTuple):
    """A mean with the part that each document has in its error.

    Attributes:
        value: the estimate.
        parts: float64[D], linearised contributions of the documents; they add up to 0.
        tuning: weight of the labels, 0 (not used) to 1 (as in the original method).
    """

    value: float
    parts: Floats
    tuning: float


def merged_strata(stratum: ArrayLike, rows: ArrayLike, least: int = LEAST_IN_STRATUM) -> Ints:
    """Return strata of which each has at least `least` coded rows: neighbours are merged.

    Args:
        stratum: int64[N] from 0. rows: int64[n], coded rows.

    Returns:
        int64[N], strata numbered from 0 without gaps; one stratum where there are fewer rows.

    >>> merged_strata([0, 0, 1, 1, 2, 2], [0, 2, 3, 4, 5], least=2).tolist()
    [0, 0, 0, 0, 1, 1]
    """
    stratum = np.asarray(stratum, np.int64)
    coded = np.bincount(stratum[np.asarray(rows, np.int64)], minlength=int(stratum.max()) + 1)
    to, current, have = np.zeros(len(coded), np.int64), 0, 0
    for k, n in enumerate(coded.tolist()):
        to[k] = current
        have += n
        if have >= least and coded[k + 1 :].sum() >= least:
            current, have = current + 1, 0
    return to[stratum]


def powered_mean(predicted: ArrayLike, observed: ArrayLike, sample: CodedSample) -> PoweredMean:
    """Return the mean of what people would code, from labels of all and codes of some sentences.

    lambda m(f) + sum over strata of W (m(y) - lambda m(f)), where f are the labels, y the codes, W
    the share of a stratum; lambda minimises the variance of the sampling within strata.

    Args:
        predicted: float64[N], label of each sentence of the corpus.
        observed: float64[n], code of each coded sentence.
        sample: N sentences, n of them coded, n >= 1.

    Returns:
        `PoweredMean`.

    >>> one = CodedSample(np.arange(4), np.zeros(4, int), np.array([0, 3]), np.full(2, 2.0))
    >>> round(float(powered_mean([1, 1, 0, 0], [1, 0], one).value), 3)
    0.5
    """
    f, y = np.asarray(predicted, np.float64), np.asarray(observed, np.float64)
    stratum = merged_strata(sample.stratum, sample.rows)
    at, w, n = stratum[sample.rows], sample.weights, len(f)
    weight = np.bincount(at, w)
    share = np.bincount(stratum, minlength=len(weight)) / n
    means = [np.bincount(at, w * v) / weight for v in (y, f[sample.rows])]
    dy, df = y - means[0][at], f[sample.rows] - means[1][at]
    # what a coded sentence counts in the estimate of the mean
    scale = (share / weight)[at] * w
    varying = float((scale**2 * df**2).sum())
    tuning = float(np.clip((scale**2 * dy * df).sum() / varying, 0, 1)) if varying > 0 else 1.0
    rest = means[0] - tuning * means[1]
    value = float(tuning * f.mean() + share @ rest)
    predicted_parts = (tuning * f + rest[stratum] - value) / n
    parts = np.bincount(sample.document, predicted_parts).astype(np.float64)
    freed = np.bincount(at)
    freed = np.sqrt(freed / np.maximum(freed - 1, 1))[at]
    own = scale * freed * (dy - tuning * df)
    parts += np.bincount(sample.document[sample.rows], own, minlength=len(parts))
    return PoweredMean(value, parts, tuning)


def powered_share(
    predicted: ArrayLike, observed: ArrayLike, sample: CodedSample, level: float = 0.95
) -> Estimate:
    """Return a share of all sentences with its interval; see `powered_mean`.

    NaN for fewer than FEWEST_CODED coded sentences or fewer than two documents with one.
    """
    if not _enough(sample):
        return UNDEFINED
    mean = powered_mean(predicted, observed, sample)
    return _share(mean.value, mean.parts, sample, len(sample.rows), level)


def powered_ratio(
    predicted: tuple[ArrayLike, ArrayLike],
    observed: tuple[ArrayLike, ArrayLike],
    sample: CodedSample,
    level: float = 0.95,
) -> Estimate:
    """Return a share of some sentences, such as of the causal claims those that are direct.

    Args:
        predicted, observed: numerator and denominator, each as in `powered_mean`; a sentence of the
            numerator is one of the denominator.

    Returns:
        Ratio of the two means with its interval by the delta method. NaN as in `powered_share`,
        and where the denominator is not clearly above 0 (twice its standard error) or fewer than
        10 coded sentences are in it.
    """
    of = float(np.asarray(observed[1], np.float64).sum())
    if not _enough(sample) or of < 10:
        return UNDEFINED
    over, under = (powered_mean(f, y, sample) for f, y in zip(predicted, observed, strict=True))
    if under.value <= 2 * np.sqrt(_variance(under.parts)):
        return UNDEFINED
    value = float(np.clip(over.value / under.value, 0, 1))
    parts = (over.parts - value * under.parts) / under.value
    return _share(value, parts, sample, of, level)


def weighted_ratio(
    numerator: ArrayLike, denominator: ArrayLike, sample: CodedSample, level: float = 0.95
) -> Estimate:
    """Return a ratio of the coded sentences alone, weighted to the corpus, with its interval.

    Precision and recall of the labels are such ratios. NaN where the denominator has no sentence;
    the bounds NaN where only one document has some.

    Args:
        numerator, denominator: float64[n] of the coded sentences.
    """
    a, b = np.asarray(numerator, np.float64), np.asarray(denominator, np.float64)
    w, of = sample.weights, float(b.sum())
    total = float(w @ b)
    if total <= 0:
        return UNDEFINED
    value = float(w @ a) / total
    own = w * (a - value * b) / total
    parts = np.bincount(sample.document[sample.rows], own).astype(np.float64)
    used = np.bincount(sample.document[sample.rows], b) > 0
    if used.sum() < 2:
        return Estimate(value, float("nan"), float("nan"))
    return _share(value, parts[used], sample, of, level)


def _enough(sample: CodedSample) -> bool:
    coded = np.unique(sample.document[sample.rows])
    return len(sample.rows) >= FEWEST_CODED and len(coded) >= 2


def _variance(parts: Floats) -> float:
    d = len(parts)
    return float(d / (d - 1) * (parts**2).sum()) if d > 1 else float("nan")


def _share(value: float, parts: Floats, sample: CodedSample, n: float, level: float) -> Estimate:
    """Return a share with its interval from the contributions of the documents.

    Half a sentence on which labels and codes disagree is added to the n coded ones, as probable as
    the share is: without it, labels without an error in a small sample would count as perfect.
    """
    value = float(np.clip(value, 0, 1))
    variance = _variance(parts) + max(value * (1 - value), 0.5 / n) / (2 * n**2)
    coded = len(np.unique(sample.document[sample.rows]))
    low, high = wilson_effective(value, variance, coded - 1, level)
    return Estimate(value, min(low, value), max(high, value))
