"""Percentile bootstrap: of scores from sentence sums, and of group values over documents.

Every score of a document is a smooth function of sums over sentences (words, syllables, ...), so
its bootstrap needs only the totals of resampled sentences: `resampled_totals` returns them, the
caller applies the formula of the score, and `interval` takes the quantiles.

Source: Efron and Tibshirani (1993), An Introduction to the Bootstrap, chapters 6 and 13.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hedgerow.statistics.estimate import UNDEFINED, Estimate

Floats = NDArray[np.float64]

_TOGETHER = 24
"""Documents whose totals are computed at once, few enough for the processor's cache."""

_DRAWN = 1 << 22
"""Counts of draws held in memory at once, 32 MB."""


def resampled_totals(
    sums: NDArray[np.floating], offsets: NDArray[np.int64], *, resamples: int, seed: int
) -> Iterator[tuple[NDArray[np.int64], Floats]]:
    """Resample the sentences of documents with replacement and total their sums.

    Documents with the same number of sentences share resamples. The draws follow from that number
    and the seed, not from shards or order; each interval concerns one document, so shared draws do
    not affect it.

    Args:
        sums: one column per sentence, one row per quantity, shape (k, sentences): whole numbers,
            whose totals are exact in any order of addition.
        offsets: document i has columns offsets[i]:offsets[i + 1], shape (documents + 1,).
        resamples: number of resamples.
        seed: seed of the run.

    Yields:
        Documents, shape (d,), and their totals, shape (k, d, resamples). Documents with fewer than
        two sentences, which cannot vary, are left out.
    """
    sizes = np.diff(offsets)
    for n in np.unique(sizes[sizes > 1]).tolist():
        alike = np.flatnonzero(sizes == n)
        parts = [alike[i : i + _TOGETHER] for i in range(0, len(alike), _TOGETHER)]
        step = max(1, _DRAWN // n)
        drawn = _draws(n, 0, resamples, seed) if step >= resamples else None
        for documents in parts:
            rows = sums[:, offsets[documents][:, None] + np.arange(n)].reshape(-1, n)
            rows = rows.astype(np.float64, copy=False)
            totals = np.empty((len(rows), resamples))
            for done in range(0, resamples, step):
                some = min(step, resamples - done)
                counts = drawn if drawn is not None else _draws(n, done, some, seed)
                np.matmul(rows, counts.T, out=totals[:, done : done + some])
            yield documents, totals.reshape(len(sums), len(documents), resamples)


def _draws(n: int, done: int, resamples: int, seed: int) -> Floats:
    from hedgerow.statistics.resampling import draw_counts

    return draw_counts(n, resamples, _word(seed), done)


def bootstrap_sums(sums: ArrayLike, *, resamples: int, seed: int) -> Floats:
    """Resample rows with replacement and total them.

    Args:
        sums: one row per document, one column per quantity, shape (documents, k).
        resamples: number of resamples.
        seed: seed of the run.

    Returns:
        Totals, shape (resamples, k). NaN for fewer than two rows, which cannot vary.
    """
    from hedgerow.statistics.resampling import resample

    return resample(np.ascontiguousarray(sums, dtype=np.float64), resamples, _word(seed))


def interval(values: ArrayLike, level: float = 0.95) -> tuple[Floats, Floats]:
    """Return the percentile interval over the last axis.

    Args:
        values: the statistic in each resample, shape (..., resamples).
        level: coverage; the bounds are the (1 - level) / 2 and (1 + level) / 2 quantiles.

    Returns:
        Lower and upper bounds, each of shape (...). Resamples in which the statistic is
        undefined (NaN) are left out; where fewer than half are defined, or a bound falls on an
        infinite value, the bounds are NaN.

    >>> low, high = interval(np.arange(1001.0))
    >>> round(float(low)), round(float(high))
    (25, 975)
    """
    from hedgerow.statistics.resampling import tails

    values = np.asarray(values, dtype=np.float64)
    n = values.shape[-1]
    quantiles = (1 - level) / 2, (1 + level) / 2
    rows = np.ascontiguousarray(values.reshape(int(np.prod(values.shape[:-1])), n))
    bounds = np.full((2, len(rows)), np.nan)
    if n:
        undefined = np.empty(len(rows), np.int64)
        bounds = tails(rows, *quantiles, undefined)
        bounds[:, undefined > 0] = np.nan
        partial = (undefined > 0) & (2 * undefined <= n)
        if partial.any():
            with np.errstate(invalid="ignore"):
                bounds[:, partial] = np.nanquantile(rows[partial], quantiles, axis=-1)
    bounds[:, ~np.isfinite(bounds).all(0)] = np.nan
    low, high = bounds.reshape(2, *values.shape[:-1])
    return low, high


def bootstrap_mean(
    values: ArrayLike, *, resamples: int = 2000, seed: int, level: float = 0.95
) -> Estimate:
    """Return the mean of documents' values with its interval over resampled documents.

    Args:
        values: one per document, any order; NaN (undefined for a document) is left out.
        resamples, seed, level: as in `bootstrap_sums` and `interval`.

    Returns:
        Mean and bounds. NaN for no values; the bounds NaN for fewer than two.

    >>> bootstrap_mean([1.0, 2.0, 3.0, np.nan], seed=1).value
    2.0
    """
    return bootstrap_means([values], resamples=resamples, seed=seed, level=level)[0]


def bootstrap_means(
    columns: Sequence[ArrayLike], *, resamples: int = 2000, seed: int, level: float = 0.95
) -> list[Estimate]:
    """Return `bootstrap_mean` of each of several columns.

    Columns with equally many values share the draws, which follow from that number and the seed:
    they are drawn once for six columns, and the results are those of each column by itself.

    >>> [mean.value for mean in bootstrap_means([[1.0, 2.0], [3.0, np.nan]], seed=1)]
    [1.5, 3.0]
    """
    values = [np.asarray(column, dtype=np.float64) for column in columns]
    # sorted, so that the order of the documents does not change the bytes of the result
    values = [np.sort(column[~np.isnan(column)]) for column in values]
    totals = _sums_together([column[:, None] for column in values], resamples, seed)
    return [
        _estimate(column.mean(), total[:, 0] / column.size, level) if column.size else UNDEFINED
        for column, total in zip(values, totals, strict=True)
    ]


def bootstrap_ratio(
    numerators: ArrayLike,
    denominators: ArrayLike,
    *,
    resamples: int = 2000,
    seed: int,
    level: float = 0.95,
) -> Estimate:
    """Return sum(numerators) / sum(denominators) with its interval over resampled documents.

    The rate of a group, such as hedges per word, in which all words have the same weight.

    Args:
        numerators, denominators: one pair per document, any order; pairs with a NaN are left
            out.
        resamples, seed, level: as in `bootstrap_sums` and `interval`.

    Returns:
        Ratio and bounds. NaN where the denominators add up to 0; the bounds NaN for fewer than
        two documents.

    >>> bootstrap_ratio([1, 3], [10, 10], seed=1).value
    0.2
    """
    pairs = [(numerators, denominators)]
    return bootstrap_ratios(pairs, resamples=resamples, seed=seed, level=level)[0]


def bootstrap_ratios(
    pairs: Sequence[tuple[ArrayLike, ArrayLike]],
    *,
    resamples: int = 2000,
    seed: int,
    level: float = 0.95,
) -> list[Estimate]:
    """Return `bootstrap_ratio` of each of several pairs of columns; see `bootstrap_means`.

    >>> [ratio.value for ratio in bootstrap_ratios([([1, 3], [10, 10]), ([1], [4])], seed=1)]
    [0.2, 0.25]
    """
    tables = [np.stack([np.asarray(x, dtype=np.float64) for x in pair], 1) for pair in pairs]
    tables = [table[~np.isnan(table).any(1)] for table in tables]
    tables = [table[np.lexsort(table.T)] for table in tables]
    estimates = []
    for table, totals in zip(tables, _sums_together(tables, resamples, seed), strict=True):
        numerator, denominator = table.sum(0)
        value = numerator / denominator if denominator else np.nan
        ratios = np.full(resamples, np.nan)
        np.divide(totals[:, 0], totals[:, 1], out=ratios, where=totals[:, 1] != 0)
        estimates.append(_estimate(value, ratios, level))
    return estimates


def _sums_together(tables: Sequence[Floats], resamples: int, seed: int) -> list[Floats]:
    """Return `bootstrap_sums` of tables of equal width; those of equal length in one pass."""
    from hedgerow.statistics.resampling import WIDTH

    sums = [np.empty((0, 0))] * len(tables)
    alike: dict[int, list[int]] = {}
    for i, table in enumerate(tables):
        alike.setdefault(len(table), []).append(i)
    for which in alike.values():
        k = tables[which[0]].shape[1]
        step = WIDTH // k
        for first in range(0, len(which), step):
            some = which[first : first + step]
            drawn = bootstrap_sums(
                np.hstack([tables[i] for i in some]), resamples=resamples, seed=seed
            )
            for place, i in enumerate(some):
                sums[i] = drawn[:, place * k : (place + 1) * k]
    return sums


def bootstrap_median(
    values: ArrayLike, *, resamples: int = 2000, seed: int, level: float = 0.95
) -> Estimate:
    """Return the median of documents' values with its interval over resampled documents.

    Drawn from the exact distribution of a resample's median: the sorted positions of n draws with
    replacement are floor(n U(1)), ..., floor(n U(n)) for sorted uniform numbers U, and the middle
    ones follow beta distributions. No resample is drawn.

    Source: Efron and Tibshirani (1993); order statistics of the uniform distribution: David
    and Nagaraja (2003), Order Statistics, chapter 2.

    Arguments, shapes and undefined values as in `bootstrap_mean`.

    >>> bootstrap_median([1.0, 2.0, 9.0], seed=1).value
    2.0
    """
    values = np.asarray(values, dtype=np.float64)
    values = np.sort(values[~np.isnan(values)])
    n = values.size
    if not n:
        return UNDEFINED
    rng = np.random.default_rng(seed)
    lower_rank = (n + 1) // 2
    lower = rng.beta(lower_rank, n - lower_rank + 1, resamples)
    upper = lower
    if n % 2 == 0:
        # the next order statistic is the smallest of the n - lower_rank above this one
        upper = lower + (1 - lower) * rng.beta(1, n - lower_rank, resamples)
    places = np.minimum(np.stack([lower, upper]) * n, n - 1).astype(np.int64)
    medians = values[places].mean(0) if n > 1 else np.full(resamples, np.nan)
    return _estimate(np.median(values), medians, level)


def _estimate(value: float, resampled: Floats, level: float) -> Estimate:
    low, high = interval(resampled, level)
    return Estimate(float(value), float(low), float(high))


def _word(seed: int) -> np.uint64:
    """Return the seed as 64 bits."""
    return np.uint64(seed & 0xFFFFFFFFFFFFFFFF)
