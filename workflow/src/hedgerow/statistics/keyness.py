"""Keyness: how much more often a word or phrase occurs in one corpus than in another."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hedgerow.statistics.multiple import holm

Floats = NDArray[np.float64]

# Critical values of chi-squared with one degree of freedom (p = 0.01, 0.001, 0.0001) and the least
# expected count at which each is reliable; below the first of them the 5 % level (3.84) and its
# count of 13 apply. Rayson, Berridge and Francis (2004).
_CRITICAL = np.array([6.63, 10.83, 15.13])
_EXPECTED_NEEDED = np.array([13.0, 11.0, 8.0, 1.0])


@dataclass(frozen=True)
class Keyness:
    """Keyness statistics, one element per item; see `keyness` for the formulas."""

    expected_a: Floats
    expected_b: Floats
    log_likelihood: Floats
    log_ratio: Floats
    pct_diff: Floats
    bic: Floats
    ell: Floats
    reliable: NDArray[np.bool_]
    p: Floats
    p_holm: Floats


def log_likelihood(a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike) -> Floats:
    """Return the two-cell log-likelihood of items in two corpora.

    With N = c + d, E1 = c (a + b) / N and E2 = d (a + b) / N: LL = 2 [a ln(a / E1) + b ln(b / E2)],
    0 ln 0 = 0 (Rayson and Garside 2000). Dunning (1993) adds the cells of all other words.

    Args:
        a, b: occurrences of each item in the first and the second corpus, not negative.
        c, d: words in the first and the second corpus; scalars or one per item.

    Returns:
        Array in the common broadcast shape. NaN where a corpus has no words or a count is NaN; 0
        where a = b = 0.

    >>> log_likelihood([30, 10], [10, 10], 1000, 1000).round(2)
    array([10.46,  0.  ])
    """
    from scipy.special import xlogy

    a, b, c, d = (np.asarray(x, dtype=np.float64) for x in (a, b, c, d))
    c, d = np.where(c > 0, c, np.nan), np.where(d > 0, d, np.nan)
    expected_a, expected_b = c * (a + b) / (c + d), d * (a + b) / (c + d)
    with np.errstate(divide="ignore", invalid="ignore"):
        # a / E1 without the division 0 / 0 of an item that occurs nowhere
        ratio_a = np.where(a == 0, 1.0, a / expected_a)
        ratio_b = np.where(b == 0, 1.0, b / expected_b)
    value = np.maximum(2 * (xlogy(a, ratio_a) + xlogy(b, ratio_b)), 0.0)
    return np.where(np.isnan(c) | np.isnan(d), np.nan, value)


def keyness(a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike) -> Keyness:
    """Compare the frequencies of items in two corpora.

    With N = c + d, expected_a = c (a + b) / N and expected_b = d (a + b) / N:

    - log_likelihood: the two-cell form, as in the function of that name;
    - log_ratio = log2[(a / c) / (b / d)], a count of 0 taken as 0.5 (Hardie 2014);
    - pct_diff = 100 (a / c - b / d) / (b / d) (Gabrielatos and Marchi 2011), infinite where
      b = 0 < a;
    - bic = log_likelihood - ln N (Wilson 2013);
    - ell = log_likelihood / (N ln(smaller expected)): the size of the effect apart from that of
      the corpora, 0 to 1 (Johnston, Berry and Mielke 2006); NaN where the smaller expected count
      is 1 or less;
    - reliable: the smaller expected count is at least 13, 11, 8, 1 where the log-likelihood
      is below 6.63, 10.83, 15.13, or beyond (Rayson, Berridge and Francis 2004);
    - p: upper tail of chi-squared with one degree of freedom; p_holm: adjusted over all items.

    Args:
        a, b: occurrences of each item in the first and the second corpus.
        c, d: words in the first and the second corpus; scalars or one per item.

    Returns:
        Arrays in the common broadcast shape. Where a corpus has no words everything is NaN and
        reliable is False. Where a = b = 0 the log-likelihood is 0, p is 1 and pct_diff is NaN.

    Raises:
        ValueError: a count is negative.
    """
    from scipy.special import erfc

    a, b, c, d = np.broadcast_arrays(*(np.asarray(x, dtype=np.float64) for x in (a, b, c, d)))
    if any((x < 0).any() for x in (a, b, c, d)):
        raise ValueError("keyness: counts must not be negative")
    both = (c > 0) & (d > 0)
    c, d = np.where(both, c, np.nan), np.where(both, d, np.nan)
    total = c + d
    expected_a, expected_b = c * (a + b) / total, d * (a + b) / total
    with np.errstate(divide="ignore", invalid="ignore"):
        pct_diff = 100 * (a / c - b / d) / (b / d)
    likelihood = log_likelihood(a, b, c, d)
    log_ratio = np.log2((np.where(a > 0, a, 0.5) / c) / (np.where(b > 0, b, 0.5) / d))
    smaller = np.minimum(expected_a, expected_b)
    with np.errstate(divide="ignore", invalid="ignore"):
        ell = np.where(smaller > 1, likelihood / (total * np.log(smaller)), np.nan)
    needed = _EXPECTED_NEEDED[np.searchsorted(_CRITICAL, np.nan_to_num(likelihood), "right")]
    # chi-squared with one degree of freedom is a squared normal: its tail is erfc
    p = erfc(np.sqrt(likelihood / 2))
    return Keyness(
        expected_a=expected_a,
        expected_b=expected_b,
        log_likelihood=likelihood,
        log_ratio=log_ratio,
        pct_diff=pct_diff,
        bic=likelihood - np.log(total),
        ell=ell,
        reliable=both & (smaller >= needed),
        p=p,
        p_holm=holm(p),
    )
