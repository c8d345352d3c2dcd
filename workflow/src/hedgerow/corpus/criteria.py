"""The attention list: the criteria that each document fails, in words with the numbers.

Each reason begins with the name of its criterion and a colon.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from hedgerow.corpus.estimates import percent

FEWEST = 2
"""A share of fewer sentences fails no criterion: one sentence is not a pattern."""

_READ = (
    *("included", "consensus_grade", "consensus_grade_low", "consensus_grade_high"),
    *("direct_causal", "conditional_causal", "overstatement"),
    *("direct_unattributed", "direct_unattributed_share"),
    *("research_attributions", "research_named", "research_named_share"),
    *("stuffed", "stuffing_reasons", "template_share"),
)
"""Columns of the documents that the criteria read."""

_AT_ONCE = 4_096
"""Documents that are Python objects at once."""


def failed_criteria(documents: pd.DataFrame, criteria: Mapping[str, Any]) -> pd.DataFrame:
    """Return the columns failed and failed_reasons.

    Args:
        documents: rows of CORPUS["documents"]; undefined measures fail nothing.
        criteria: the lines by criterion; a criterion without a line (null) fails nothing.
    """
    # a few rows at once as Python objects: all of them are many times as large as the table
    read = documents[list(_READ)]
    parts = (read.iloc[first : first + _AT_ONCE] for first in range(0, len(read), _AT_ONCE))
    reasons = [_reasons(row, criteria) for part in parts for row in part.to_dict("records")]
    return pd.DataFrame(
        {
            "failed": [len(r) for r in reasons],
            "failed_reasons": ["; ".join(r) or None for r in reasons],
        },
        index=documents.index,
    )


def _reasons(row: dict[str, Any], limits: Mapping[str, Any]) -> list[str]:
    """Return a reason for each criterion that a document fails."""
    if not row["included"]:
        return []
    return [reason for rule in _RULES for reason in rule(row, limits)]


def _hard_to_read(row: Mapping[str, Any], limits: Mapping[str, Any]) -> Iterator[str]:
    if _above(row["consensus_grade"], limits["grade"]):
        low, high = row["consensus_grade_low"], row["consensus_grade_high"]
        interval = f" (95 % interval {low:.1f} to {high:.1f})" if low == low else ""
        yield (
            f"hard to read: consensus grade {row['consensus_grade']:.1f}{interval},"
            f" above {limits['grade']:g}"
        )


def _overstated(row: Mapping[str, Any], limits: Mapping[str, Any]) -> Iterator[str]:
    causal = row["direct_causal"] + row["conditional_causal"]
    if causal >= FEWEST and _above(row["overstatement"], limits["overstatement"]):
        yield (
            f"overstated: {row['direct_causal']:.0f} of {causal:.0f} causal claims are direct"
            f" ({_apart(row['overstatement'], limits['overstatement'])}, above"
            f" {percent(limits['overstatement'])})"
        )


def _unattributed(row: Mapping[str, Any], limits: Mapping[str, Any]) -> Iterator[str]:
    value, limit = row["direct_unattributed_share"], limits["unattributed"]
    if row["direct_causal"] >= FEWEST and _above(value, limit):
        yield (
            f"unattributed: {row['direct_unattributed']:.0f} of {row['direct_causal']:.0f} direct"
            f" claims name no source ({_apart(value, limit)}, above {percent(limit)})"
        )


def _nameless_research(row: Mapping[str, Any], limits: Mapping[str, Any]) -> Iterator[str]:
    value, limit = row["research_named_share"], limits["named"]
    if row["research_attributions"] >= FEWEST and _above(limit, value):
        yield (
            f"nameless research: {row['research_named']:.0f} of {row['research_attributions']:.0f}"
            f" mentions of research name it ({_apart(value, limit)}, below {percent(limit)})"
        )


def _stuffed(row: Mapping[str, Any], limits: Mapping[str, Any]) -> Iterator[str]:
    if row["stuffed"] is True:
        yield f"stuffed: {row['stuffing_reasons']}"


def _templated(row: Mapping[str, Any], limits: Mapping[str, Any]) -> Iterator[str]:
    value, limit = row["template_share"], limits["template_share"]
    if _above(value, limit):
        yield (
            f"templated: {_apart(value, limit)} of the words are in sequences shared with other"
            f" documents, above {percent(limit)}"
        )


_RULES = (
    _hard_to_read,
    _overstated,
    _unattributed,
    _nameless_research,
    _stuffed,
    _templated,
)


def _apart(share: float, line: float) -> str:
    """Return a share with a decimal where it would round to the line: 20.4 % at a line of 20 %."""
    return f"{100 * share:.1f} %" if percent(share) == percent(line) else percent(share)


def _above(value: float | None, limit: float | None) -> bool:
    """Return whether value > limit; an undefined value is above no limit."""
    return value is not None and limit is not None and value == value and value > limit
