"""Lexical diversity of texts given as integer word ids.

An index is NaN where its definition does not apply, and no other index replaces it: a text shorter
than the window has no MATTR, one without a repeated word no MTLD.
"""

from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Ids = NDArray[np.int32]

WINDOW = 50
THRESHOLD = 0.72
DRAWS = 42


@dataclass(frozen=True)
class Diversity:
    """Lexical diversity, one element per document; undefined values NaN."""

    tokens: Integers
    types: Integers
    ttr: Floats
    mattr: Floats
    mtld: Floats
    hdd: Floats
    below_50: NDArray[np.bool_]
    below_100: NDArray[np.bool_]


def diversity(
    ids: ArrayLike,
    offsets: ArrayLike,
    *,
    window: int = WINDOW,
    threshold: float = THRESHOLD,
    draws: int = DRAWS,
) -> Diversity:
    """Return all indices for many documents; see `ttr`, `mattr`, `mtld` and `hdd`.

    Args:
        ids: word ids of all documents, shape (tokens,). Equal words have equal ids, numbered
            densely from 0 (scratch memory is 4 bytes per id up to the largest).
        offsets: document i is ids[offsets[i]:offsets[i + 1]], shape (documents + 1,).
        window, threshold, draws: parameters of MATTR, MTLD and HD-D.

    Returns:
        `Diversity`, arrays of shape (documents,). below_50 and below_100 flag documents with
        fewer tokens, whose indices are not to be trusted.

    Raises:
        ValueError: a negative id, or offsets that do not fit the ids.
    """
    words, bounds = _tokenised(ids, offsets)
    n_ids = int(words.max()) + 1 if words.size else 0
    types, moving, factors, draw = _measure(words, bounds, n_ids, window, threshold, draws)
    tokens = np.diff(bounds)
    return Diversity(
        tokens=tokens,
        types=types,
        ttr=np.divide(types, tokens, out=np.full(tokens.shape, np.nan), where=tokens > 0),
        mattr=moving,
        mtld=factors,
        hdd=draw,
        below_50=tokens < 50,
        below_100=tokens < 100,
    )


def ttr(ids: ArrayLike) -> float:
    """Return the type-token ratio of one text, shape (tokens,); NaN for an empty text.

    Depends on length: compare it only between texts of the same length.

    >>> ttr([0, 1, 0, 2])
    0.75
    """
    return float(_one(ids).ttr[0])


def mattr(ids: ArrayLike, window: int = WINDOW) -> float:
    """Return the moving-average type-token ratio of one text, shape (tokens,).

    The mean of types / window over all runs of `window` successive tokens; in [0, 1].
    NaN where the text is shorter than the window.

    Source: Covington and McFall (2010), "Cutting the Gordian knot: the moving-average
    type-token ratio (MATTR)", Journal of Quantitative Linguistics 17.
    """
    return float(_one(ids, window=window).mattr[0])


def mtld(ids: ArrayLike, threshold: float = THRESHOLD) -> float:
    """Return the measure of textual lexical diversity of one text, shape (tokens,).

    Tokens per factor, a factor being a run whose type-token ratio falls to `threshold` or
    below; the rest counts as (1 - ttr) / (1 - threshold) of a factor. The mean of the forward
    and the backward reading. NaN where no word is repeated: there is no factor to divide by.

    Source: McCarthy and Jarvis (2010), "MTLD, vocd-D, and HD-D", Behavior Research Methods 42.
    """
    return float(_one(ids, threshold=threshold).mtld[0])


def hdd(ids: ArrayLike, draws: int = DRAWS) -> float:
    """Return HD-D of one text, shape (tokens,).

    The expected type-token ratio of `draws` tokens drawn without replacement: the sum over
    types of P(drawn at least once) / draws, P hypergeometric. NaN for fewer tokens than draws.

    Source: McCarthy and Jarvis (2007), "vocd: a theoretical and empirical evaluation",
    Language Testing 24.
    """
    return float(_one(ids, draws=draws).hdd[0])


def _one(
    ids: ArrayLike, *, window: int = WINDOW, threshold: float = THRESHOLD, draws: int = DRAWS
) -> Diversity:
    words = np.asarray(ids)
    # one text may carry any ids: number them densely
    dense = np.unique(words, return_inverse=True)[1] if words.size else words
    offsets = [0, words.size]
    return diversity(dense, offsets, window=window, threshold=threshold, draws=draws)


def _tokenised(ids: ArrayLike, offsets: ArrayLike) -> tuple[Ids, Integers]:
    """Check ids and offsets and bring them to the types the kernel is compiled for."""
    words, bounds = np.asarray(ids), np.asarray(offsets, dtype=np.int64)
    if words.size and (words.min() < 0 or words.max() > np.iinfo(np.int32).max - 1):
        raise ValueError("diversity: word ids must be between 0 and 2**31 - 2")
    fits = bounds.size > 0 and bounds[0] >= 0 and bounds[-1] <= words.size
    if not fits or (np.diff(bounds) < 0).any():
        raise ValueError("diversity: offsets must rise from 0 to at most the number of ids")
    return np.ascontiguousarray(words, dtype=np.int32), bounds


@njit(cache=True)
def _measure(
    ids: Ids, offsets: Integers, n_ids: int, window: int, threshold: float, draws: int
) -> tuple[Integers, Floats, Floats, Floats]:
    """Measure each document; scratch arrays are cleared after use.

    Words are numbered anew in each document, so that the arrays indexed by them stay in the
    processor's cache.
    """
    n = offsets.size - 1
    types = np.zeros(n, np.int64)
    moving, factors, draw = np.full(n, np.nan), np.full(n, np.nan), np.full(n, np.nan)
    longest = 0
    for i in range(n):
        longest = max(longest, offsets[i + 1] - offsets[i])
    most = _most_types(longest, threshold)
    number = np.full(n_ids, -1, np.int32)
    numbered = np.empty(longest, np.int32)
    count = np.zeros(longest, np.int64)
    seen = np.zeros(longest, np.int64)
    stamp = 0
    for i in range(n):
        doc = _numbered(ids[offsets[i] : offsets[i + 1]], number, numbered)
        types[i], draw[i] = _types_and_hdd(doc, count, draws)
        moving[i] = _mattr(doc, count, window)
        forward, stamp = _factors(doc, seen, stamp, most, threshold)
        backward, stamp = _factors(doc[::-1], seen, stamp, most, threshold)
        if forward > 0 and backward > 0:
            factors[i] = (doc.size / forward + doc.size / backward) / 2
    return types, moving, factors, draw


@njit(cache=True)
def _numbered(doc: Ids, number: Ids, out: Ids) -> Ids:
    """Number the words of a document in order of appearance; `number` is all -1."""
    n = 0
    for i in range(doc.size):
        word = doc[i]
        if number[word] < 0:
            number[word] = n
            n += 1
        out[i] = number[word]
    for word in doc:
        number[word] = -1
    return out[: doc.size]


@njit(cache=True)
def _types_and_hdd(doc: Ids, count: Integers, draws: int) -> tuple[int, float]:
    n = doc.size
    types = 0
    for word in doc:
        types += count[word] == 0
        count[word] += 1
    # the number of types that occur once, twice, ...; the counts are cleared on the way
    spectrum = np.zeros(n + 1, np.int64)
    for word in doc:
        spectrum[count[word]] += count[word] > 0
        count[word] = 0
    if n < draws:
        return types, np.nan
    total = 0.0
    absent = 1.0  # P(a type of frequency f is in none of the draws), from f = 0 upwards
    left = types
    for f in range(n + 1):
        total += spectrum[f] * (1.0 - absent)
        left -= spectrum[f] if f > 0 else 0
        if left == 0 or f == n:
            break
        absent *= max(n - f - draws, 0) / (n - f)
    return types, total / draws


@njit(cache=True)
def _mattr(doc: Ids, count: Integers, window: int) -> float:
    n = doc.size
    if n < window or window < 1:
        return np.nan
    types = 0
    total = 0
    for i in range(n):
        types += count[doc[i]] == 0
        count[doc[i]] += 1
        if i >= window:
            count[doc[i - window]] -= 1
            types -= count[doc[i - window]] == 0
        if i >= window - 1:
            total += types
    for i in range(n - window, n):
        count[doc[i]] = 0
    return total / (window * (n - window + 1))


@njit(cache=True)
def _most_types(longest: int, threshold: float) -> Integers:
    """Return for each number of tokens the most types that are a share of at most `threshold`."""
    most = np.zeros(longest + 1, np.int64)
    for tokens in range(1, longest + 1):
        most[tokens] = most[tokens - 1]
        while (most[tokens] + 1) / tokens <= threshold:
            most[tokens] += 1
    return most


@njit(cache=True)
def _factors(
    doc: Ids, seen: Integers, stamp: int, most: Integers, threshold: float
) -> tuple[float, int]:
    """Return the number of factors and the last stamp, which marks the words of the last factor.

    Args:
        most: `_most_types`, which saves a division a word.
    """
    factors = 0.0
    stamp += 1
    types = 0
    tokens = 0
    for word in doc:
        tokens += 1
        types += seen[word] != stamp
        seen[word] = stamp
        if types <= most[tokens]:
            factors += 1.0
            stamp += 1
            types = 0
            tokens = 0
    if tokens > 0:
        factors += (1.0 - types / tokens) / (1.0 - threshold)
    return factors, stamp
