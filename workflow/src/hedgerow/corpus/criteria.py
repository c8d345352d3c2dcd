"""The attention list: which criteria a document fails, in words with the numbers.

Each reason begins with the name of its criterion and a colon.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from hedgerow.corpus.estimates import percent

FEWEST = 2
"""Sentences below which a share of them fails no criterion: one sentence is no habit."""


def failed_criteria(documents: pd.DataFrame, criteria: Mapping[str, Any]) -> pd.DataFrame:
    """Return the columns failed and failed_reasons.

    Args:
        documents: rows of CORPUS["documents"]; undefined measures fail nothing.
        criteria: the settings under `criteria`; one that is null is not asked about.
    """
    reasons = [_reasons(row, criteria) for row in documents.to_dict("records")]
    return pd.DataFrame(
        {
            "failed": [len(r) for r in reasons],
            "failed_reasons": ["; ".join(r) or None for r in reasons],
        },
        index=documents.index,
    )


def _reasons(row: dict[str, Any], limits: Mapping[str, Any]) -> list[str]:
    if not row["included"]:
        return []
    found = []
    if _above(row["consensus_grade"], limits["grade"]):
        low, high = row["consensus_grade_low"], row["consensus_grade_high"]
        interval = f" (95 % interval {low:.1f} to {high:.1f})" if low == low else ""
        found.append(
            f"hard to read: consensus grade {row['consensus_grade']:.1f}{interval},"
            f" above {limits['grade']:g}"
        )
    causal = row["direct_causal"] + row["conditional_causal"]
    if causal >= FEWEST and _above(row["overstatement"], limits["overstatement"]):
        found.append(
            f"overstated: {row['direct_causal']:.0f} of {causal:.0f} causal claims are direct"
            f" ({percent(row['overstatement'])}, above {percent(limits['overstatement'])})"
        )
    if row["direct_causal"] >= FEWEST and _above(
        row["direct_unattributed_share"], limits["unattributed"]
    ):
        found.append(
            f"unattributed: {row['direct_unattributed']:.0f} of {row['direct_causal']:.0f} direct"
            f" claims name no source ({percent(row['direct_unattributed_share'])}, above"
            f" {percent(limits['unattributed'])})"
        )
    if row["research_attributions"] >= FEWEST and _above(
        limits["named"], row["research_named_share"]
    ):
        found.append(
            f"nameless research: {row['research_named']:.0f} of {row['research_attributions']:.0f}"
            f" mentions of research name it ({percent(row['research_named_share'])}, below"
            f" {percent(limits['named'])})"
        )
    if row["stuffed"] is True:
        found.append(f"stuffed: {row['stuffing_reasons']}")
    if _above(row["template_share"], limits["template_share"]):
        found.append(
            f"templated: {percent(row['template_share'])} of the words stand in sequences shared"
            f" with other documents, above {percent(limits['template_share'])}"
        )
    if row["contradictions"] > 0:
        n = int(row["contradictions"])
        found.append(
            f"contradicting: {n} {'pair' if n == 1 else 'pairs'} of sentences may contradict each"
            " other"
        )
    return found


def _above(value: float | None, limit: float | None) -> bool:
    """Say whether value > limit; an undefined value is above nothing."""
    return value is not None and limit is not None and value == value and value > limit
