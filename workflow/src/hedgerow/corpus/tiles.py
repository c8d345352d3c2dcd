"""The numbers at the top of the report: value, interval, line and status.

One rule for all: a tile passes when its whole interval is on the good side of the line, fails when
the whole interval is on the other side, and is close when the line is inside the interval.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import pandas as pd

from hedgerow.corpus.estimates import percent, share
from hedgerow.corpus.label_shares import CODED
from hedgerow.corpus.measured_share import LOW
from hedgerow.lexicons.list_accuracy import precisions


@dataclass(frozen=True)
class Lines:
    """Lines that the tiles are judged by.

    Attributes:
        reading_grade: the higher of the two grades that the report counts documents at.
        criteria: the lines of the attention list by name.
    """

    reading_grade: float
    criteria: Mapping[str, float | None]


@dataclass(frozen=True)
class TileSource:
    """Data of the tiles: the included documents, and the estimates of the same run."""

    included: pd.DataFrame
    summary: Mapping[str, Any]
    lines: Lines


class Reading(NamedTuple):
    """Value of a tile; `reason` gives its counts, or says why the value is undefined."""

    value: float | None
    reason: str
    low: float | None = None
    high: float | None = None
    n: int = 0
    threshold: float | None = None


@dataclass(frozen=True)
class Tile:
    """One number of the summary.

    Attributes:
        key: its name in summary.json.
        label: what is counted; `{template_share}` stands for the line in the settings.
        unit: share, grade or per 1,000 words.
        read: returns the value from the data of the corpus.
        bad_above: whether values above the line are bad (True) or values below it (False).
    """

    key: str
    label: str
    unit: str
    read: Callable[[TileSource], Reading]
    bad_above: bool = True

    def measured(self, source: TileSource) -> dict[str, Any]:
        """Return the entry of the tile in summary.json."""
        reading = self.read(source)
        template_share = source.lines.criteria.get("template_share") or 0.0
        label = self.label.format(template_share=f"{100 * template_share:.0f} %")
        return {
            "key": self.key,
            "label": label,
            "unit": self.unit,
            "value": reading.value,
            "low": reading.low,
            "high": reading.high,
            "n": reading.n,
            "threshold": reading.threshold,
            "status": self._status(reading),
            "why": reading.reason,
        }

    def _status(self, reading: Reading) -> str:
        """Return pass, warn or fail; none without a value or without a line."""
        value, line = reading.value, reading.threshold
        if value is None or line is None:
            return "none"
        low, high = reading.low, reading.high
        if low is not None and high is not None and low <= line <= high:
            return "warn"
        bad = value > line if self.bad_above else value < line
        return "fail" if bad else "pass"


def tiles(
    documents: pd.DataFrame, summary: Mapping[str, Any], lines: Lines
) -> list[dict[str, Any]]:
    """Return the tiles as entries of summary.json, undefined values with the reason.

    Args:
        documents: rows of CORPUS["documents"].
        summary: grades, measures and rates of the same run.
    """
    source = TileSource(documents[documents["included"]], summary, lines)
    return [tile.measured(source) for tile in TILES]


def _measured(source: TileSource) -> Reading:
    row = source.summary["measured"]
    if row["share"] is None:
        return Reading(None, "there are no words")
    reason = f"{row['words']:,} of {row['of']:,} words are prose or statements in lists"
    if row["share"] < LOW:
        reason += "; little of the corpus was measured"
    return Reading(row["share"], reason, n=row["of"])


def _median_grade(source: TileSource) -> Reading:
    row = source.summary["measures"]["consensus_grade"]["all"]
    if row["median"] is None:
        return Reading(None, "no document has a consensus grade")
    grade = source.lines.reading_grade
    rows = source.summary["grades"]
    below = next(r for r in rows if r["grade"] == grade and r["group"] == "all")
    reason = f"{below['k']:,} of {below['n']:,} documents at or below grade {grade:g}"
    line = source.lines.criteria["grade"]
    return Reading(row["median"], reason, row["median_low"], row["median_high"], row["n"], line)


def _hedge_rate(source: TileSource) -> Reading:
    row = source.summary["rates"]["hedges"]["all"]
    if row["value"] is None:
        return Reading(None, "there are no words")
    reason = f"{row['count']:,} in {row['of']:,} words; neither good nor bad in itself"
    return Reading(row["value"], reason, row["low"], row["high"], row["n"])


def _pooled_share(rate: str, noun: str, criterion: str) -> Callable[[TileSource], Reading]:
    """Return the reader of a pooled share with the line of a criterion."""

    def read(source: TileSource) -> Reading:
        row, line = source.summary["rates"][rate]["all"], source.lines.criteria[criterion]
        if row["value"] is None:
            return Reading(None, f"there are no {noun}", threshold=line)
        counts = f"{row['count']:,} of {row['of']:,} {noun}"
        share = source.summary["label_shares"].get(rate) or {}
        if share.get("corrected") is None:
            reason = f"{counts}; the interval leaves out the errors of the labels"
            return Reading(row["value"], reason, row["low"], row["high"], row["of"], line)
        return Reading(
            share["corrected"],
            f"{counts} by the labels ({percent(row['value'])}); {_grounds(share)}",
            share["low"],
            share["high"],
            row["of"],
            line,
        )

    return read


def _grounds(share: Mapping[str, Any]) -> str:
    """Return what the interval of a corrected share holds."""
    if share["method"] == CODED:
        return f"estimated with {share['n_coded']:,} coded sentences"
    return "the interval holds the errors of the labels on annotated sites"


def _flagged_documents(
    flags: Callable[[TileSource], pd.Series], listed: str = ""
) -> Callable[[TileSource], Reading]:
    """Return the reader of the share of documents with a flag.

    Args:
        listed: the list of such documents, whose precision on real text the reading then gives.
    """
    caution = _precision_of(listed) if listed else ""

    def read(source: TileSource) -> Reading:
        flagged = flags(source)
        row = share(int(flagged.sum()), len(flagged))
        if not row["n"]:
            return Reading(None, "there is no document")
        reason = f"{row['k']:,} of {row['n']:,} documents{caution}"
        return Reading(row["share"], reason, row["low"], row["high"], row["n"])

    return read


def _precision_of(listed: str) -> str:
    """Return in words how many documents with a flag deserve it, empty where nobody judged them."""
    known = precisions().get(listed)
    if known is None:
        return ""
    were = "was" if known.right == 1 else "were"
    return f"; of {known.judged} flagged on other sites, {known.right} {were} judged so"


def _stuffed(source: TileSource) -> pd.Series:
    return source.included["stuffed"].fillna(False).astype(bool)


def _over_template_share(source: TileSource) -> pd.Series:
    return source.included["template_share"] > (source.lines.criteria["template_share"] or 0.0)


TILES: tuple[Tile, ...] = (
    Tile("measured", "Words that were measured", "share", _measured),
    Tile("consensus", "Median consensus grade", "grade", _median_grade),
    Tile("hedges", "Hedges per 1,000 words", "per 1,000 words", _hedge_rate),
    Tile(
        "direct_causal",
        "Causal claims that are direct",
        "share",
        _pooled_share("direct_causal", "causal claims", "overstatement"),
    ),
    Tile(
        "research_named",
        "Mentions of research that name it",
        "share",
        _pooled_share("research_named", "mentions of research", "named"),
        bad_above=False,
    ),
    Tile(
        "stuffing",
        "Documents stuffed with a key phrase",
        "share",
        _flagged_documents(_stuffed, "stuffed"),
    ),
    Tile(
        "templates",
        "Documents with over {template_share} shared text",
        "share",
        _flagged_documents(_over_template_share),
    ),
)
"""All tiles, in the order of the page. Only a published line or the user's own gives a verdict."""
