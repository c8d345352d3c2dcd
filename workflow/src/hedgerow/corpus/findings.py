"""Findings: plain sentences made by rules from the tables, each with its evidence.

Findings are ordered by importance: the share of the documents, words or claims that a finding is
about, taken at the lower end of its 95 % interval, so that a share of few cases weighs less.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import pandas as pd

from hedgerow.corpus.estimates import percent, share
from hedgerow.corpus.label_shares import CODED
from hedgerow.corpus.measured_share import LOW
from hedgerow.lexicons.list_accuracy import reliable

MOST = 7
"""Findings shown, at most."""

FEWEST = 3
"""Findings shown, whatever their importance, if as many apply."""

NEGLIGIBLE = 0.05
"""Findings of less importance are left out beyond the first FEWEST."""


@dataclass(frozen=True)
class Finding:
    """One finding.

    Attributes:
        topic: one or two words.
        text: a sentence with the numbers and their interval, and one on what to do.
        section: section of the report.
        evidence: anchor of the table or figure that holds the numbers.
        importance: share of the corpus concerned, at the lower end of its interval.
    """

    topic: str
    text: str
    section: str
    evidence: str
    importance: float


@dataclass(frozen=True)
class Evidence:
    """Data of the rules; `min_words` is the length of the shortest shared sequence."""

    summary: Mapping[str, Any]
    documents: pd.DataFrame
    tables: Mapping[str, pd.DataFrame]
    min_words: int
    template_share: float | None

    @property
    def included(self) -> pd.DataFrame:
        return self.documents[self.documents["included"]]


def findings(evidence: Evidence) -> list[dict[str, Any]]:
    """Return the findings that apply, most important first."""
    candidates = [rule(evidence) for rule in RULES]
    applying = [finding for finding in candidates if finding is not None]
    ranked = sorted(applying, key=lambda finding: -finding.importance)
    kept = [f for k, f in enumerate(ranked) if k < FEWEST or f.importance >= NEGLIGIBLE]
    return [asdict(finding) for finding in kept[:MOST]]


def _of(k: int, n: int) -> str:
    """Return how many of all: 1 of 5, none of the 5."""
    return f"{k:,} of {n:,}" if k else f"none of the {n:,}"


def _are(n: int) -> str:
    return "is" if n == 1 else "are"


def _interval(low: float | None, high: float | None, as_share: bool = False) -> str:
    """Return " (95 % interval a to b)", or nothing where the interval is undefined."""
    if low is None or high is None:
        return ""
    if as_share:
        return f" (95 % interval {100 * low:.0f} to {100 * high:.0f} %)"
    return f" (95 % interval {low:.1f} to {high:.1f})"


def _measured(e: Evidence) -> Finding | None:
    """Warn of a corpus of which little is prose; this comes before all other findings."""
    row = e.summary["measured"]
    if row["share"] is None or row["share"] >= LOW:
        return None
    return Finding(
        "Coverage",
        f"Only {percent(row['share'])} of the words ({row['words']:,} of {row['of']:,}) are prose"
        " or statements in lists and were measured. The rest is in headings, menus, tables and"
        " short pages: check how the"
        " files were read before relying on the rates.",
        "corpus",
        "measured",
        1.0 + 1.0 - row["share"],
    )


def _families(e: Evidence) -> Finding | None:
    """Report pages that are copies of each other or share a template."""
    table = e.tables.get("families")
    if table is None or table.empty:
        return None
    row = share(len(table), max(len(e.documents), len(table)))
    families = table["family"].nunique()
    kinds, largest = "1 template", ""
    if families > 1:
        kinds = f"{families:,} templates"
        largest = f"; the largest has {int(table['documents'].max()):,} pages"
    return Finding(
        "Page families",
        f"{len(table):,} of {len(e.documents):,} pages are {kinds} (near copies, or one text with"
        f" other names and numbers){largest}. Count a template as one page, or leave the copies"
        " out with the setting duplicates.exclude.",
        "shared-wording",
        "families",
        row["low"] or 0.0,
    )


def _readability(e: Evidence) -> Finding | None:
    row = e.summary["measures"]["consensus_grade"]["all"]
    if row["median"] is None:
        return None
    line = max(r["grade"] for r in e.summary["grades"])
    below = next(r for r in e.summary["grades"] if r["grade"] == line and r["group"] == "all")
    above = share(below["n"] - below["k"], below["n"])
    return Finding(
        "Reading level",
        f"The median article reads at US school grade {row['median']:.1f}"
        f"{_interval(row['median_low'], row['median_high'])}; {_of(below['k'], below['n'])}"
        f" {_are(below['k'] or 2)} at or below grade {line:g}. Begin with the"
        " sentences listed under “What to rewrite first”.",
        "readability",
        "grades",
        above["low"] or 0.0,
    )


def _groups(e: Evidence) -> Finding | None:
    """Return the difference of groups in grade if its test, adjusted for all tests, is clear."""
    table = e.tables["groups"]
    rows = table[table["measure"] == "consensus_grade"]
    tested = rows[rows["p_holm"] < 0.05]
    pairs = rows[rows["difference"].notna()]
    if tested.empty or pairs.empty:
        return None
    known = e.summary["measures"]["consensus_grade"]["groups"]
    groups = {name: cells["mean"] for name, cells in known.items() if cells["n"] > 1}
    by_grade = sorted(groups, key=lambda name: (groups[name], name))
    easiest, hardest = by_grade[0], by_grade[-1]
    text = (
        f"Articles in “{hardest}” read hardest (mean grade {groups[hardest]:.1f}), those in"
        f" “{easiest}” easiest ({groups[easiest]:.1f})"
    )
    if len(groups) == 2:
        row = pairs.iloc[0]
        low, high = row["difference_low"], row["difference_high"]
        if row["difference"] < 0:
            low, high = -high, -low
        text += f", a difference of {abs(row['difference']):.1f} grades{_interval(low, high)}"
    else:
        text += f"; the {len(groups)} groups differ by the {tested.iloc[0]['test']} test"
        text += ", adjusted for all tests made"
    return Finding("Groups", f"{text}.", "readability", "readability-groups", 0.5)


def _labelled_share(e: Evidence, name: str, whole: str) -> tuple[str, float] | None:
    """Return a share that rests on labels in words, with its interval, and the lower end.

    None without sentences of the whole, or where the errors of the labels are not known: what
    nobody has checked is no finding.
    """
    row = (e.summary.get("label_shares") or {}).get(name) or {}
    if row.get("corrected") is None:
        return None
    grounds = "from the labels and their errors on annotated sites"
    if row["method"] == CODED:
        grounds = f"from the labels and {row['n_coded']:,} coded sentences"
    interval = f"95 % interval {100 * row['low']:.0f} to {100 * row['high']:.0f} %"
    words = (
        f"{percent(row['corrected'])} of {whole} ({interval}, {grounds};"
        f" {row['count']:,} of {row['of']:,} by the labels alone)"
    )
    return words, row["low"]


def _certainty(e: Evidence) -> Finding | None:
    found = _labelled_share(e, "direct_causal", "the causal claims")
    if found is None:
        return None
    return Finding(
        "Certainty",
        f"About {found[0]} are direct: stated as fact, not as a possibility. Check whether the"
        " evidence supports them.",
        "claims",
        "claims-pooled",
        found[1],
    )


def _sources(e: Evidence) -> Finding | None:
    found = _labelled_share(e, "direct_unattributed", "the direct causal claims")
    if found is None:
        return None
    return Finding(
        "Sources",
        f"About {found[0]} name no source in the sentence. Name one, or point to the paragraph that"
        " does.",
        "claims",
        "attribution",
        found[1],
    )


def _research(e: Evidence) -> Finding | None:
    row = (e.summary.get("label_shares") or {}).get("research_named") or {}
    found = _labelled_share(e, "research_named", "the sentences that cite research")
    if found is None:
        return None
    return Finding(
        "Research",
        f"About {found[0]} name the study. Readers cannot check a study without a name.",
        "claims",
        "attribution",
        1.0 - row["high"],
    )


def _stuffing(e: Evidence) -> Finding | None:
    rows = e.included
    stuffed = rows[rows["stuffed"].fillna(False).astype(bool)]
    if stuffed.empty or not reliable("stuffed"):
        return None
    row, worst = share(len(stuffed), len(rows)), stuffed.loc[stuffed["focus_count"].idxmax()]
    title = worst["title"] if isinstance(worst["title"], str) else None
    return Finding(
        "Key phrases",
        f"{len(stuffed):,} of {len(rows):,} articles {_are(len(stuffed))} stuffed with a key phrase"
        f"{_interval(row['low'], row['high'], True)}; most occurrences: “{worst['focus_phrase']}”,"
        f" {worst['focus_count']:.0f} times in “{title or worst['doc_id']}”.",
        "phrases",
        "focus",
        row["low"] or 0.0,
    )


def _shared_wording(e: Evidence) -> Finding | None:
    rows = e.included[e.included["template_share"].notna()]
    if rows.empty or e.template_share is None or not rows["template_share"].gt(0).any():
        return None
    over = int((rows["template_share"] > e.template_share).sum())
    row = share(over, len(rows))
    return Finding(
        "Shared wording",
        f"{_of(over, len(rows)).capitalize()} articles"
        f" {'shares' if over == 1 else 'share'} more than {percent(e.template_share)} of"
        f" {'its' if over == 1 else 'their'} words with other articles, in runs of {e.min_words}"
        f" or more{_interval(row['low'], row['high'], True)}; the median article shares"
        f" {percent(rows['template_share'].median())}.",
        "shared-wording",
        "templates",
        row["low"] or 0.0,
    )


RULES: tuple[Callable[[Evidence], Finding | None], ...] = (
    _measured,
    _families,
    _readability,
    _groups,
    _certainty,
    _sources,
    _research,
    _stuffing,
    _shared_wording,
)
