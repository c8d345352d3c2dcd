"""Each measure compared between the groups of a corpus."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd

from hedgerow.corpus.estimates import MEASURES, by_group
from hedgerow.corpus.schemas import CORPUS
from hedgerow.statistics.groups import (
    COMPARED_GROUPS,
    Comparison,
    compare_groups,
    compare_paired,
    largest,
)
from hedgerow.statistics.multiple import holm

TOGETHER = "all groups"
"""Stands for both groups in the row of a test over three groups or more."""


def compare_measures(
    documents: pd.DataFrame, described: Mapping[str, Any], seed: int
) -> pd.DataFrame:
    """Compare every measure between groups: all together, and the largest ones in pairs.

    Documents are compared in pairs where most documents of both groups have a partner by `pair`.

    Args:
        documents: with group, pair, included and the measures.
        described: `measures` of these documents, whose means and medians the table repeats.

    Returns:
        Rows of CORPUS["groups"]; none for fewer than two groups. Of more than `COMPARED_GROUPS`
        those with the most included documents are compared in pairs. Holm's adjustment is over
        all tests made.
    """
    columns = list(CORPUS["groups"].names)
    groups = by_group(documents, [*MEASURES, "pair"])
    del groups["all"]
    if len(groups) < 2:
        return pd.DataFrame(columns=columns)
    in_pairs = largest({name: len(own) for name, own in groups.items()}, COMPARED_GROUPS)
    paired = {(a, b): _partners(groups[a], groups[b]) for a, b in combinations(in_pairs, 2)}
    rows = []
    for measure in MEASURES:
        values = {name: rows_of[measure] for name, rows_of in groups.items()}
        means = described[measure]["groups"]
        numbers = {name: own.to_numpy(float) for name, own in values.items()}
        for comparison in compare_groups(numbers, in_pairs):
            partners = paired.get(comparison.groups) if len(comparison.groups) == 2 else None
            if partners is not None:
                comparison = _in_pairs(comparison, partners, measure, seed)
            rows.append(_row(measure, comparison, means, partners is not None))
    table = pd.DataFrame(rows, columns=[c for c in columns if c != "p_holm"])
    table["p_holm"] = holm(table["p"].to_numpy(float))
    return table[columns]


def _partners(a: pd.DataFrame, b: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame] | None:
    """Return the rows of both groups that have a partner, in the same order; None if few have."""
    left = a[a["pair"].notna()].drop_duplicates("pair", keep=False).set_index("pair")
    right = b[b["pair"].notna()].drop_duplicates("pair", keep=False).set_index("pair")
    keys = sorted(set(left.index) & set(right.index))
    if 2 * len(keys) < min(len(a), len(b)) or len(keys) < 2:
        return None
    return left.loc[keys], right.loc[keys]


def _in_pairs(
    comparison: Comparison,
    partners: tuple[pd.DataFrame, pd.DataFrame],
    measure: str,
    seed: int,
) -> Comparison:
    a, b = comparison.groups
    sides = {a: partners[0][measure].to_numpy(float), b: partners[1][measure].to_numpy(float)}
    tested = compare_paired(sides, seed=seed)
    # effect sizes for independent groups stay beside: readers know them
    return Comparison(
        **{
            **tested.__dict__,
            "hedges_g": comparison.hedges_g,
            "cliffs_delta": comparison.cliffs_delta,
        }
    )


def _row(measure: str, c: Comparison, means: dict, paired: bool) -> dict:
    row: dict[str, object] = {"measure": measure, "paired": paired, "test": c.test or None}
    row |= {"p": c.p, "reason": c.reason or None, "epsilon_squared": c.epsilon_squared}
    if len(c.groups) > 2:
        row |= {"group_a": TOGETHER, "group_b": TOGETHER, "n_a": sum(c.n), "n_b": sum(c.n)}
        undefined = [
            name for name in CORPUS["groups"].names if name not in row and name != "p_holm"
        ]
        return row | dict.fromkeys(undefined, np.nan)
    a, b = c.groups
    row |= {"group_a": a, "group_b": b, "n_a": c.n[0], "n_b": c.n[1]}
    for side, name in (("a", a), ("b", b)):
        row |= {f"mean_{side}{end}": means[name][f"mean{end}"] for end in ("", "_low", "_high")}
        row[f"median_{side}"] = means[name]["median"]
    for name in ("difference", "hedges_g", "cliffs_delta", "rank_biserial"):
        estimate = getattr(c, name)
        row |= {name: estimate.value, f"{name}_low": estimate.low, f"{name}_high": estimate.high}
    return row
