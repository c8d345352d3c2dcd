"""The sample of sentences that people code: how many, from which strata, with which weights."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from hedgerow.corpus.label_measures import LabelCodes
from hedgerow.lexicons.vocabulary import CLAIMS, STANCES

SURE = 0.9
"""Calibrated probability of the class of a claim from which the labeller is sure."""

STRATA: tuple[str, ...] = (
    "denied effect",
    "direct claim, sure",
    "direct claim, not sure",
    "other claim, sure",
    "other claim, not sure",
    "no claim, with a source",
    "no claim, with advice",
    "no claim, hedged",
    "no label, not sure",
    "no label, sure",
)
"""Strata in the order in which a sentence is tried on them: rare labels first."""

FEWEST_OF_STRATUM = 8
"""Sentences drawn from each stratum at least, where it has as many."""


@dataclass(frozen=True)
class Drawn:
    """A drawn sample: places in the corpus in the order of coding, stratum and weight of each."""

    rows: NDArray[np.int64]
    stratum: NDArray[np.int64]
    weights: NDArray[np.float64]


def sentence_key(text: str) -> str:
    """Return the name of a sentence: a digest of its text, whatever its white space.

    The letter in front keeps a spreadsheet from reading it as a number.

    >>> sentence_key("It  may help.") == sentence_key("It may help. ")
    True
    """
    words = " ".join(unicodedata.normalize("NFC", text).split())
    return "s" + sha256(words.encode("utf-8", "replace")).hexdigest()[:15]


def strata_of(labels: LabelCodes, probability: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return int64[N], the place in STRATA of each sentence.

    Args:
        labels: of all sentences, by the program.
        probability: of the class of the claim; NaN where the labeller gives none, which counts as
            sure.
    """
    claim, stance = labels["claim"], labels["stance"]
    doubt = probability < SURE
    made = stance == STANCES.index("asserted")
    direct = made & (claim == CLAIMS.index("direct_causal"))
    tests = (
        stance == STANCES.index("denied"),
        direct & ~doubt,
        direct,
        made & ~doubt,
        made,
        labels["source"] > 0,
        labels["advice"] > 0,
        labels["hedged"] > 0,
        doubt,
    )
    return np.select(tests, range(len(tests)), len(tests)).astype(np.int64)


def sample_size(half_width: float, sentences: int, level: float = 0.95) -> int:
    """Return how many sentences give an interval of a share of the wished half width.

    z^2 / 4 / half_width^2 for a share of one half, the widest, by simple random sampling; less in a
    small corpus (finite population correction). The strata and the labels make the interval
    narrower, sentences of one document that resemble each other wider.

    Source: Cochran (1977), Sampling Techniques, chapter 4.

    >>> sample_size(0.07, 100_000), sample_size(0.07, 300)
    (196, 119)
    """
    z = NormalDist().inv_cdf((1 + level) / 2)
    n = z**2 / 4 / half_width**2
    return min(sentences, int(np.ceil(n / (1 + (n - 1) / max(sentences, 1)))))


def allocation(sizes: Sequence[int], size: int) -> NDArray[np.int64]:
    """Return how many sentences each stratum gives: by the root of its size, with a least number.

    The compromise between shares of the corpus and equal numbers that keeps rare labels in the
    sample (power allocation: Bankier 1988, The American Statistician 42).

    >>> allocation([1000, 40, 0], 100).tolist()
    [83, 17, 0]
    """
    there = np.asarray(sizes, np.int64)
    if there.sum() <= size:
        return there
    low = np.minimum(there, FEWEST_OF_STRATUM)
    roots = np.sqrt(there)
    # the largest common factor with which the strata give no more than is wanted
    factors = np.concatenate([[0.0], np.linspace(0, size / max(roots[roots > 0].min(), 1), 4001)])
    given = np.clip(np.floor(factors[:, None] * roots + 0.5), low, there).astype(np.int64)
    fits = np.flatnonzero(given.sum(1) <= max(size, int(low.sum())))
    return given[fits[-1]]


def draw_sample(stratum: NDArray[np.int64], size: int, seed: int) -> Drawn:
    """Draw a sample without replacement within strata, in a random order.

    Any beginning of the order is a random sample as well, so that an unfinished coding can be used.

    Args:
        stratum: int64[N] of all sentences.
    """
    rng = np.random.default_rng(seed)
    sizes = np.bincount(stratum, minlength=len(STRATA))
    given = allocation(sizes.tolist(), size)
    rows = np.concatenate(
        [rng.permutation(np.flatnonzero(stratum == h))[:n] for h, n in enumerate(given.tolist())]
    ).astype(np.int64)
    rows = rng.permutation(rows)
    weights = (sizes / np.maximum(given, 1))[stratum[rows]]
    return Drawn(rows, stratum[rows], weights)
