"""Findings in plain sentences, written by rules from the tables, each with its evidence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from hedgerow.corpus.estimates import percent
from hedgerow.labels.contradictions import PAIRS

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
    """Return up to MOST findings: topic, text, section of the report, anchor of the evidence."""
    found = [rule(evidence) for rule in RULES]
    return [finding for finding in found if finding is not None][:MOST]


def _finding(topic: str, text: str, section: str, evidence: str) -> Finding:
    return {"topic": topic, "text": text, "section": section, "evidence": evidence}


def _none(n: int) -> str:
    """Return a count as a sentence takes it: none, 1, 2,000."""
    return f"{n:,}" if n else "none"


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
    are = "are" if share["k"] > 1 else "is"
    return _finding(
        "Reading level",
        f"The median article reads at US school grade {row['median']:.1f}"
        f"{_range(row, 'median_low', 'median_high')};"
        f" {_none(share['k'])} of {share['n']:,} {are} at or below grade {line:g}.",
        "readability",
        "grades",
    )


def _groups(e: Evidence) -> Finding | None:
    """The pair of groups that lie furthest apart in grade, and how they differ in hedging."""
    table = e.tables["groups"]
    rows = table[(table["measure"] == "consensus_grade") & table["difference_low"].notna()]
    rows = rows[(rows["difference_low"] > 0) | (rows["difference_high"] < 0)]
    if rows.empty:
        return None
    row = rows.loc[rows["difference"].abs().idxmax()]
    pair = [row["group_a"], row["group_b"]]
    harder, easier = pair if row["difference"] > 0 else pair[::-1]
    text = (
        f"Articles in \u201c{harder}\u201d read {_apart(row, 'grades')} harder than those in"
        f" \u201c{easier}\u201d{_limits(row)}"
    )
    hedges = table[
        (table["measure"] == "hedge_rate")
        & (table["group_a"] == row["group_a"])
        & (table["group_b"] == row["group_b"])
    ]
    hedges = hedges[(hedges["difference_low"] > 0) | (hedges["difference_high"] < 0)]
    if len(hedges):
        hedge = hedges.iloc[0]
        fewer = "fewer" if hedge["difference"] * row["difference"] < 0 else "more"
        text += f", and have {_apart(hedge, f'{fewer} hedges')} in 1,000 words{_limits(hedge)}"
    return _finding("Groups", f"{text}.", "readability", "readability-groups")


def _apart(row: pd.Series, unit: str) -> str:
    return f"{abs(row['difference']):.1f} {unit}"


def _limits(row: pd.Series) -> str:
    """Return the interval of a difference as one of its size, whichever group comes first."""
    low, high = row["difference_low"], row["difference_high"]
    if row["difference"] < 0:
        low, high = -high, -low
    return f" (95 % interval {low:.1f} to {high:.1f})"


def _overstatement(e: Evidence) -> Finding | None:
    row = e.summary["rates"]["direct_causal"]["all"]
    if not row["of"]:
        return None
    return _finding(
        "Certainty",
        f"{row['count']:,} of {row['of']:,} causal claims ({percent(row['value'])}) are put"
        f" directly, as fact and not as possibility{_range(row, 'low', 'high', as_share=True)}.",
        "claims",
        "claims-pooled",
    )


def _unattributed(e: Evidence) -> Finding | None:
    row = e.summary["rates"]["direct_unattributed"]["all"]
    if not row["of"]:
        return None
    return _finding(
        "Sources",
        f"{row['count']:,} of these {row['of']:,} direct claims ({percent(row['value'])}) name no"
        f" source in the sentence{_range(row, 'low', 'high', as_share=True)}.",
        "claims",
        "strongest",
    )


def _nameless(e: Evidence) -> Finding | None:
    row = e.summary["rates"]["research_named"]["all"]
    if not row["of"]:
        return None
    verb = "says" if row["count"] <= 1 else "say"
    several = f"{_none(row['count'])} of {row['of']:,} sentences that lean on research {verb}"
    one = f"the one sentence that leans on research {'says' if row['count'] else 'does not say'}"
    text = (
        f"{one if row['of'] == 1 else several} which study is meant"
        f"{_range(row, 'low', 'high', as_share=True)}."
    )
    return _finding(
        "Research",
        text[0].upper() + text[1:],
        "claims",
        "attribution",
    )


def _contradictions(e: Evidence) -> Finding | None:
    table = e.tables["contradictions"]
    table = table[table["difference"].fillna("") == ""]
    if table.empty:
        return None
    within = int(table["within"].sum())
    # The order of the report's list: within one article first.
    order = ["_across", "doc_a", "sentence_a", "doc_b", "sentence_b"]
    first = table.assign(_across=~table["within"].astype(bool)).sort_values(order).iloc[0]
    least = "At least " if len(table) >= PAIRS else ""
    pairs = "pair of sentences" if len(table) == 1 else "pairs of sentences"
    return _finding(
        "Contradictions",
        f"{least}{len(table):,} {pairs} may contradict each other, {_none(within)} of them within"
        f" one article (the first is about {first['effect']}).",
        "contradictions",
        "contradictions",
    )


def _stuffing(e: Evidence) -> Finding | None:
    rows = e.documents[e.documents["included"]]
    stuffed = rows[rows["stuffed"].fillna(False).astype(bool)]
    unnatural = rows["unnatural_occurrences"].sum()
    if stuffed.empty and not unnatural:
        return None
    are = "are" if len(stuffed) > 1 else "is"
    text = f"{_none(len(stuffed))} of {len(rows):,} articles {are} stuffed with a key phrase"
    if len(stuffed):
        worst = stuffed.loc[stuffed["focus_count"].idxmax()]
        text += (
            f"; most uses: \u201c{worst['focus_phrase']}\u201d, {worst['focus_count']:.0f} times in"
            f" {worst['doc_id']}"
        )
    if unnatural:
        fit = "use of a phrase does" if unnatural == 1 else "uses of a phrase do"
        text += f"; {unnatural:,.0f} {fit} not fit the grammar around it"
    return _finding("Key phrases", f"{text[0].upper()}{text[1:]}.", "phrases", "focus")


def _templates(e: Evidence) -> Finding | None:
    table = e.tables["templates"]
    rows = e.documents[e.documents["included"]]
    families = e.summary["families"]
    if table.empty:
        text = f"{families['text']}."
        return _finding("Copies", text, "copies", "families") if families["documents"] else None
    top = table.sort_values(["documents", "words"], ascending=False).iloc[0]
    share = rows["template_share"].median()
    words = e.summary["settings"]["templates"]["min_words"]
    return _finding(
        "Shared wording",
        f"{families['text']}. The median article shares {percent(share)} of its words, in runs of"
        f" {words} or more, with another article;"
        f" the most widespread run stands in {top['documents']:,} articles:"
        f" \u201c{_cut(top['text'])}\u201d.",
        "copies",
        "templates",
    )


def _cut(text: str, words: int = 12) -> str:
    parts = text.split()
    return text if len(parts) <= words else " ".join(parts[:words]) + " \u2026"


def _variants(e: Evidence) -> Finding | None:
    rows = e.documents[e.documents["included"]]
    spread = rows["flesch_kincaid_grade_segmentation_range"].dropna()
    wide = int((spread > 1).sum())
    if not wide:
        return None
    return _finding(
        "Other tools",
        f"For {wide:,} of {len(spread):,} articles Flesch-Kincaid moves by more than one grade"
        " with the way headings and lists are counted, so other tools will differ; the figures"
        " here count prose alone.",
        "readability",
        "variants",
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
