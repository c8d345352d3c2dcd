"""Dispersion: how evenly an item is spread over the parts (documents) of a corpus.

`dp`, `dp_norm`, `juilland_d` and `part_range` take dense frequencies; `dispersion` takes the
coordinates of the non-zero ones, for millions of items that each occur in a few documents.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Dispersion:
    """Dispersion of each item; arrays of length n_items, undefined values NaN."""

    frequency: Floats
    range: NDArray[np.int64]
    dp: Floats
    dp_norm: Floats
    juilland_d: Floats


def dp(frequencies: ArrayLike, sizes: ArrayLike) -> Floats:
    """Return Gries's deviation of proportions.

    DP = 0.5 sum_i |v_i / f - s_i / S|: 0 when the item is spread as the words are, towards 1
    when it is bunched.

    Source: Gries (2008), "Dispersions and adjusted frequencies in corpora", International
    Journal of Corpus Linguistics 13.

    Args:
        frequencies: occurrences, shape (..., parts).
        sizes: words in each part, shape (parts,), or (..., parts) for items with parts of their
            own.

    Returns:
        Shape (...); NaN where the item does not occur.

    >>> dp([[1, 2, 3, 4, 5], [3, 3, 3, 3, 3]], [9, 10, 10, 10, 11]).round(3)
    array([0.18, 0.02])
    """
    # the order of a sum depends on the layout: in rows, an item has the same sum among any others
    v, s = (np.asarray(given, np.float64, order="C") for given in (frequencies, sizes))
    if (v < 0).any() or (s < 0).any():
        raise ValueError("dispersion: counts and part sizes must not be negative")
    if ((v > 0) & (s == 0)).any():
        raise ValueError("dispersion: occurrences in a part without words")
    frequency = v.sum(-1, keepdims=True)
    with np.errstate(invalid="ignore"):
        values = 0.5 * np.abs(v / frequency - s / s.sum(-1, keepdims=True)).sum(-1)
    return np.where(frequency[..., 0] > 0, values, np.nan)


def dp_norm(frequencies: ArrayLike, sizes: ArrayLike) -> Floats:
    """Return DP divided by its largest possible value, 1 - min(s_i / S).

    Source: Lijffijt and Gries (2012), "Correction to Stefan Th. Gries' 'Dispersions and
    adjusted frequencies in corpora'", International Journal of Corpus Linguistics 17.

    Arguments as in `dp`, sizes of shape (parts,). NaN where the item does not occur or there is one
    part.

    >>> dp_norm([[3, 3, 3], [9, 0, 0]], [10, 10, 10]).round(3)
    array([0., 1.])
    """
    _, s = _dense(frequencies, sizes)
    return dp(frequencies, sizes) / _largest_dp(s)


def juilland_d(frequencies: ArrayLike, sizes: ArrayLike) -> Floats:
    """Return Juilland's D on per-part rates.

    D = 1 - (sd / mean) / sqrt(n - 1), over the rates v_i / s_i of the n parts, with the
    population standard deviation: 1 when every part has the same rate, 0 when one has all.

    Source: Juilland, Brodin and Davidovitch (1970), Frequency Dictionary of French Words;
    rates for parts of unequal size as in Gries (2008).

    Arguments as in `dp`, sizes of shape (parts,). NaN where the item does not occur or there is one
    part.

    >>> float(juilland_d([1, 2, 3, 4, 5], [9, 10, 10, 10, 11]).round(3))
    0.785
    """
    v, s = _dense(frequencies, sizes)
    if s.size < 2:
        return np.full(v.shape[:-1], np.nan)
    rates = v / s
    with np.errstate(divide="ignore", invalid="ignore"):
        d = 1 - rates.std(-1) / rates.mean(-1) / np.sqrt(s.size - 1)
    return _unit(d, s.size)


def part_range(frequencies: ArrayLike) -> NDArray[np.int64]:
    """Return the number of parts in which an item occurs; (..., parts) -> (...).

    >>> part_range([[3, 3, 3], [9, 0, 0]]).tolist()
    [3, 1]
    """
    return np.asarray((np.asarray(frequencies) > 0).sum(-1), dtype=np.int64)


def dispersion(
    item: ArrayLike, part: ArrayLike, count: ArrayLike, part_size: ArrayLike, n_items: int
) -> Dispersion:
    """Return the dispersion of many items from the coordinates of their occurrences.

    The same numbers as the dense functions above. For DP, a part in which an item does not
    occur adds its share s_i / S; as all shares add up to 1, only the rows given are visited.

    Args:
        item, part: index of the item and of the part of each row, shape (rows,).
        count: occurrences, shape (rows,). Rows of one item and part are added up.
        part_size: words in each part, shape (parts,). A part without words is no part.
        n_items: number of items; one that is in no row has frequency 0.

    Returns:
        `Dispersion`, arrays of shape (n_items,). For an item that does not occur dp, dp_norm
        and juilland_d are NaN; dp_norm and juilland_d are NaN too when there is one part.

    Raises:
        ValueError: a negative count or size, an index out of range, or occurrences in a part
            without words.
    """
    item, part, count, size = _coordinates(item, part, count, part_size, n_items)
    n_parts = int((size > 0).sum())

    def per_item(weights: Floats) -> Floats:
        # bincount returns integers for no rows
        return np.bincount(item, weights, minlength=n_items).astype(np.float64)

    frequency = per_item(count)
    parts_with = np.bincount(item, minlength=n_items).astype(np.int64)
    share = (size / size.sum())[part] if count.size else count
    deviation = per_item(np.abs(count / frequency[item] - share) - share)
    rate = count / size[part] if count.size else count
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = per_item(rate) / n_parts
        # squared deviations of the given rows, then of the parts at rate zero
        squares = per_item((rate - mean[item]) ** 2) + (n_parts - parts_with) * mean**2
        d = 1 - np.sqrt(squares / n_parts) / mean / np.sqrt(n_parts - 1)
    occurs = frequency > 0
    # rounding may leave -1e-17 for a perfectly even item
    dp_values = np.where(occurs, np.maximum(0.5 * (deviation + 1.0), 0.0), np.nan)
    return Dispersion(
        frequency=frequency,
        range=parts_with,
        dp=dp_values,
        dp_norm=dp_values / _largest_dp(size[size > 0]),
        juilland_d=_unit(np.where(occurs, d, np.nan), n_parts),
    )


def _dense(frequencies: ArrayLike, sizes: ArrayLike) -> tuple[Floats, Floats]:
    """Return frequencies and sizes as floats, without the parts that have no words.

    Parts that differ from item to item are all kept.
    """
    v, s = np.asarray(frequencies, dtype=np.float64), np.asarray(sizes, dtype=np.float64)
    if (v < 0).any() or (s < 0).any():
        raise ValueError("dispersion: counts and part sizes must not be negative")
    if ((v > 0) & (s == 0)).any():
        raise ValueError("dispersion: occurrences in a part without words")
    return (v, s) if s.ndim > 1 else (v[..., s > 0], s[s > 0])


def _coordinates(
    item: ArrayLike, part: ArrayLike, count: ArrayLike, part_size: ArrayLike, n_items: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], Floats, Floats]:
    """Check the rows, drop those of count zero and add up those of one item and part."""
    items, parts = np.asarray(item, dtype=np.int64), np.asarray(part, dtype=np.int64)
    counts = np.asarray(count, dtype=np.float64)
    sizes = np.asarray(part_size, dtype=np.float64)
    if (counts < 0).any() or (sizes < 0).any():
        raise ValueError("dispersion: counts and part sizes must not be negative")
    for name, index, end in (("item", items, n_items), ("part", parts, sizes.size)):
        if index.size and (index.min() < 0 or index.max() >= end):
            raise ValueError(f"dispersion: {name} index outside 0..{end - 1}")
    if not counts.all():
        keep = counts > 0
        items, parts, counts = items[keep], parts[keep], counts[keep]
    if (sizes[parts] == 0).any():
        raise ValueError("dispersion: occurrences in a part without words")
    key = items * max(sizes.size, 1) + parts
    if (np.diff(key) <= 0).any():
        # unsorted or repeated: sorting makes the sums independent of the order of the rows
        unique, where = np.unique(key, return_inverse=True)
        counts = np.bincount(where, counts).astype(np.float64)
        items, parts = unique // sizes.size, unique % sizes.size
    return items, parts, counts, sizes


def _largest_dp(sizes: Floats) -> float:
    """Return the largest DP that parts of these sizes allow; NaN for fewer than two parts."""
    return float(1 - sizes.min() / sizes.sum()) if sizes.size > 1 else float("nan")


def _unit(d: Floats, n_parts: int) -> Floats:
    """Cut rounding off at 0 and 1; undefined for fewer than two parts."""
    return np.clip(d, 0.0, 1.0) if n_parts > 1 else np.full(np.shape(d), np.nan)
