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
            f" ({_apart(row['overstatement'], limits['overstatement'])}, above"
            f" {percent(limits['overstatement'])})"
        )
    if row["direct_causal"] >= FEWEST and _above(
        row["direct_unattributed_share"], limits["unattributed"]
    ):
        found.append(
            f"unattributed: {row['direct_unattributed']:.0f} of {row['direct_causal']:.0f} direct"
            " claims name no source"
            f" ({_apart(row['direct_unattributed_share'], limits['unattributed'])}, above"
            f" {percent(limits['unattributed'])})"
        )
    if row["research_attributions"] >= FEWEST and _above(
        limits["named"], row["research_named_share"]
    ):
        found.append(
            f"nameless research: {row['research_named']:.0f} of {row['research_attributions']:.0f}"
            " mentions of research name it"
            f" ({_apart(row['research_named_share'], limits['named'])}, below"
            f" {percent(limits['named'])})"
        )
    if row["stuffed"] is True:
        found.append(f"stuffed: {row['stuffing_reasons']}")
    if _above(row["template_share"], limits["template_share"]):
        found.append(
            f"templated: {_apart(row['template_share'], limits['template_share'])} of the words"
            " stand in sequences shared with other documents, above"
            f" {percent(limits['template_share'])}"
        )
    if row["contradictions"] > 0:
        n = int(row["contradictions"])
        found.append(
            f"contradicting: {n} {'pair' if n == 1 else 'pairs'} of sentences may contradict each"
            " other"
        )
    return found


def _apart(share: float, line: float) -> str:
    """Return a share so that it can be told from the line: 20.4 % where 20 % is the line."""
    return f"{100 * share:.1f} %" if percent(share) == percent(line) else percent(share)


def _above(value: float | None, limit: float | None) -> bool:
    """Say whether value > limit; an undefined value is above nothing."""
    return value is not None and limit is not None and value == value and value > limit
