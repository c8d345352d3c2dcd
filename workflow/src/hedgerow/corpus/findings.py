"""Findings in plain sentences, written by rules from the tables, each with its evidence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from hedgerow.corpus.estimates import percent
from hedgerow.measures.contradictions import PAIRS

MOST = 8
"""Findings shown: the first that apply, in the order of RULES."""

Finding = dict[str, str]


@dataclass(frozen=True)
class Evidence:
    """What the rules read."""

    summary: Mapping[str, Any]
    documents: pd.DataFrame
    tables: Mapping[str, pd.DataFrame]


def findings(evidence: Evidence) -> list[Finding]:
    """Return up to MOST findings: text, section of the report, anchor of the evidence."""
    found = [rule(evidence) for rule in RULES]
    return [finding for finding in found if finding is not None][:MOST]


def _finding(text: str, section: str, evidence: str) -> Finding:
    return {"text": text, "section": section, "evidence": evidence}


def _range(
    row: Mapping[str, Any], low: str, high: str, digits: int = 1, as_share: bool = False
) -> str:
    """Return " (95 % interval a to b)", or nothing where the interval is undefined."""
    if row[low] is None or row[high] is None:
        return ""
    if as_share:
        return f" (95 % interval {100 * row[low]:.0f} to {100 * row[high]:.0f} %)"
    return f" (95 % interval {row[low]:.{digits}f} to {row[high]:.{digits}f})"


def _readability(e: Evidence) -> Finding | None:
    row = e.summary["measures"]["consensus_grade"]["all"]
    if row["median"] is None:
        return None
    line = max(r["grade"] for r in e.summary["grades"])
    share = next(r for r in e.summary["grades"] if r["grade"] == line and r["group"] == "all")
    return _finding(
        f"The median article reads at grade {row['median']:.1f}"
        f"{_range(row, 'median_low', 'median_high')};"
        f" {share['k']} of {share['n']} {_are(share['k'])} at or below grade {line:g}.",
        "readability",
        "readability",
    )


def _are(n: int) -> str:
    return "is" if n == 1 else "are"


def _groups(e: Evidence) -> Finding | None:
    table = e.tables["groups"]
    rows = table[(table["measure"] == "consensus_grade") & table["difference_low"].notna()]
    rows = rows[(rows["difference_low"] > 0) | (rows["difference_high"] < 0)]
    if rows.empty:
        return None
    row = rows.loc[rows["difference"].abs().idxmax()]
    harder, easier = row["group_a"], row["group_b"]
    low, high = row["difference_low"], row["difference_high"]
    if row["difference"] < 0:
        harder, easier, low, high = easier, harder, -high, -low
    return _finding(
        f"Articles in \u201c{harder}\u201d read {abs(row['difference']):.1f} grades harder than"
        f" those in \u201c{easier}\u201d"
        f" (95 % interval {low:.1f} to {high:.1f}).",
        "readability",
        "readability",
    )


def _overstatement(e: Evidence) -> Finding | None:
    row = e.summary["rates"]["direct_causal"]["all"]
    if not row["of"]:
        return None
    return _finding(
        f"Of {row['of']:,} causal claims, {row['count']:,} ({percent(row['value'])}) carry no hedge"
        f"{_range(row, 'low', 'high', as_share=True)}.",
        "claims",
        "claims",
    )


def _unattributed(e: Evidence) -> Finding | None:
    row = e.summary["rates"]["direct_unattributed"]["all"]
    if not row["of"]:
        return None
    return _finding(
        f"{row['count']:,} of {row['of']:,} unhedged causal claims ({percent(row['value'])})"
        " name no source"
        f"{_range(row, 'low', 'high', as_share=True)}.",
        "claims",
        "claims",
    )


def _nameless(e: Evidence) -> Finding | None:
    row = e.summary["rates"]["research_named"]["all"]
    if not row["of"]:
        return None
    nameless = row["of"] - row["count"]
    return _finding(
        f"{nameless:,} of {row['of']:,} sentences that lean on research do not say which research.",
        "claims",
        "claims",
    )


def _contradictions(e: Evidence) -> Finding | None:
    table = e.tables["contradictions"]
    table = table[table["difference"].fillna("") == ""]
    if table.empty:
        return None
    within = int(table["within"].sum())
    first = table.iloc[0]
    least = "At least " if len(table) >= PAIRS else ""
    pairs = "pair of sentences" if len(table) == 1 else "pairs of sentences"
    return _finding(
        f"{least}{len(table):,} {pairs} may contradict each other, {within:,} of them within one"
        f" article (the first: {first['agent']} and {first['effect']}).",
        "contradictions",
        "contradictions",
    )


def _stuffing(e: Evidence) -> Finding | None:
    rows = e.documents[e.documents["included"]]
    stuffed = rows[rows["stuffed"].fillna(False).astype(bool)]
    unnatural = rows["unnatural_uses"].sum()
    if stuffed.empty and not unnatural:
        return None
    text = (
        f"{len(stuffed):,} of {len(rows):,} articles {_are(len(stuffed))} stuffed with a key phrase"
    )
    if len(stuffed):
        worst = stuffed.loc[stuffed["focus_count"].idxmax()]
        text += (
            f", most often \u201c{worst['focus_phrase']}\u201d "
            f" ({worst['focus_count']:.0f} uses in {worst['doc_id']})"
        )
    return _finding(
        text + f"; {unnatural:,.0f} uses of a phrase do not fit the grammar around them.",
        "phrases",
        "phrases",
    )


def _templates(e: Evidence) -> Finding | None:
    table = e.tables["templates"]
    rows = e.documents[e.documents["included"]]
    if table.empty:
        return None
    top = table.sort_values(["documents", "words"], ascending=False).iloc[0]
    share = rows["template_share"].median()
    return _finding(
        f"The median article shares {percent(share)} of its words, in runs of five or more, with"
        " another article;"
        f" the most widespread run stands in {top['documents']} articles:"
        f" \u201c{_cut(top['text'])}\u201d.",
        "copies",
        "copies",
    )


def _cut(text: str, words: int = 12) -> str:
    parts = text.split()
    return text if len(parts) <= words else " ".join(parts[:words]) + " \u2026"


def _variants(e: Evidence) -> Finding | None:
    rows = e.documents[e.documents["included"]]
    spread = rows["flesch_kincaid_grade_spread"].dropna()
    wide = int((spread > 1).sum())
    if not wide:
        return None
    return _finding(
        f"For {wide:,} of {len(spread):,} articles Flesch-Kincaid moves by more than one grade"
        " with the way headings and lists are counted; the figures here count prose alone.",
        "readability",
        "readability",
    )


RULES: tuple[Callable[[Evidence], Finding | None], ...] = (
    _readability,
    _groups,
    _overstatement,
    _unattributed,
    _nameless,
    _contradictions,
    _stuffing,
    _templates,
    _variants,
)
