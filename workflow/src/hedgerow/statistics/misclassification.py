"""Shares corrected for the errors of labels, as far as annotated sites show them.

Of a share p, labels with sensitivity s and false positive rate f show q = p s + (1 - p) f, so that
p = (q - f) / (s - f).

Source: Rogan and Gladen (1978), "Estimating prevalence from the results of a screening test",
American Journal of Epidemiology 107. Rates differ from site to site by more than chance: each is
beta-binomial over the annotated sites, and the rate of a corpus that is not among them is drawn
from its predictive distribution (Gelman et al. 2013, Bayesian Data Analysis, chapter 5).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hedgerow.statistics.estimate import Estimate

Floats = NDArray[np.float64]

_MEANS = (np.arange(80) + 0.5) / 80
_SPREADS = 0.4 * (np.arange(24) + 0.5) / 24
_SHARES = (np.arange(400) + 0.5) / 400


class SiteCounts(NamedTuple):
    """Counts of annotated sentences, each int64[sites].

    Attributes:
        right: sentences with the label by annotation and by the program.
        missed: by annotation only.
        wrong: by the program only.
        neither: with the label by neither.
    """

    right: NDArray[np.int64]
    missed: NDArray[np.int64]
    wrong: NDArray[np.int64]
    neither: NDArray[np.int64]


def site_rates(k: ArrayLike, n: ArrayLike, draws: int, seed: int) -> Floats:
    """Draw the rate of a site that is not among those counted.

    Beta-binomial with mean m and correlation r within sites, on a grid; before the counts, m is
    uniform in (0, 1) and r has the distribution Beta(1, 9), cut at 0.4.

    Args:
        k, n: int64[sites], sentences with a label, and all of them.

    Returns:
        float64[draws] in [0, 1].

    >>> round(float(site_rates([90, 88, 91] * 3, [100] * 9, 2000, 1).mean()), 1)
    0.9
    """
    from scipy.special import betaln

    k, n = np.asarray(k, np.float64), np.asarray(n, np.float64)
    mean, spread = (grid.ravel() for grid in np.meshgrid(_MEANS, _SPREADS, indexing="ij"))
    a, b = mean * (1 / spread - 1), (1 - mean) * (1 / spread - 1)
    fit = betaln(k[:, None] + a, (n - k)[:, None] + b) - betaln(a, b)
    fit = fit.sum(0) + 8 * np.log1p(-spread)
    weight = np.exp(fit - fit.max())
    rng = np.random.default_rng(seed)
    at = rng.choice(len(weight), draws, p=weight / weight.sum())
    return rng.beta(a[at], b[at])


def share_draws(
    share: float, size: float, counts: SiteCounts, *, draws: int = 1000, seed: int
) -> Floats:
    """Draw the share of a corpus from its share by labels and their errors on annotated sites.

    The likelihood of `share` under Rogan and Gladen's relation, averaged over draws of sensitivity
    and false positive rate, times the distribution of the share over sites like those annotated.

    Args:
        share: by the labels.
        size: effective number of sentences behind it, share (1 - share) / its variance.
        counts: of the annotated sites.

    Returns:
        float64[draws] in [0, 1].
    """
    with_label = counts.right + counts.missed
    without = counts.wrong + counts.neither
    found = site_rates(counts.right, with_label, draws, seed)
    false = site_rates(counts.wrong, without, draws, seed + 1)
    usual = site_rates(with_label, with_label + without, 4 * draws, seed + 3)
    shown = _SHARES[:, None] * found
    shown += (1 - _SHARES)[:, None] * false
    np.clip(shown, 1e-9, 1 - 1e-9, out=shown)
    fit = _likelihood(share, size, shown)
    with np.errstate(under="ignore"):
        likely = np.exp(fit, out=fit).mean(1)
    # a tenth of a draw in each bin: no share is impossible because no site has shown it
    likely *= np.histogram(usual, len(_SHARES), (0, 1))[0] + 0.1
    rng = np.random.default_rng(seed + 2)
    at = rng.choice(len(likely), draws, p=likely / likely.sum())
    return _SHARES[at] + (rng.random(draws) - 0.5) / len(_SHARES)


def _likelihood(share: float, size: float, shown: Floats) -> Floats:
    """Return the logarithm of the likelihood of a share, 0 at most, and use up `shown`.

    In place: memory for each term would take half as long again as the logarithms.

    Args:
        shown: share by the labels under each share of the corpus and each draw of their errors.
    """
    fit = np.log(shown)
    fit *= share
    np.subtract(1, shown, out=shown)
    np.log(shown, out=shown)
    shown *= 1 - share
    fit += shown
    fit *= size
    fit -= fit.max()
    return fit


def corrected(share: float, draws: Floats, level: float = 0.95) -> Estimate:
    """Return a share moved towards its draws as far as they differ by more than they spread.

    The step is 1 - (spread / distance) ** 2 of the way from the share to the median of the draws,
    and none where the distance is below the spread (positive-part shrinkage: James and Stein 1961).
    On sites that took no part, Rogan and Gladen's estimate alone errs more than no correction.

    Args:
        share: by the labels.
        draws: of `share_draws`, or of a ratio of such draws.

    Returns:
        Corrected share; its interval is that of the draws, widened to hold the value if need be.

    >>> corrected(0.2, np.full(3, 0.5)).value
    0.5
    """
    middle, spread = float(np.median(draws)), float(draws.std())
    distance = middle - share
    step = max(0.0, 1 - (spread / distance) ** 2) if distance else 0.0
    value = share + step * distance
    low, high = (float(q) for q in np.quantile(draws, [(1 - level) / 2, (1 + level) / 2]))
    return Estimate(value, min(low, value), max(high, value))
