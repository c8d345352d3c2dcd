"""The seven numbers at the top of the report: value, interval, threshold and a status in a word.

One rule for all: a tile passes where its whole interval lies on the good side of the line, fails
where all of it lies on the other, and is close where the line runs through the interval.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from hedgerow.corpus.estimates import percent, share

Tile = dict[str, Any]

MANY = 0.2
"""Line of the tiles that count documents with something to look at: a fifth of them."""


def tiles(documents: pd.DataFrame, summary: Mapping[str, Any], settings: Mapping) -> list[Tile]:
    """Return the tiles; a value that is undefined is null, with the status none and the reason.

    Args:
        documents: rows of CORPUS["documents"].
        summary: grades, measures and rates of the same run.
        settings: the config as used.
    """
    criteria = settings["criteria"]
    included = documents[documents["included"]]
    return [
        _grades(summary, settings["readability"]["grades"]),
        _consensus(summary, criteria["grade"]),
        _hedges(summary),
        _rate(
            summary,
            "direct_causal",
            "Causal claims that are direct",
            "of causal claims",
            criteria["overstatement"],
            upper=True,
        ),
        _rate(
            summary,
            "research_named",
            "Mentions of research that name it",
            "of mentions of research",
            criteria["named"],
            upper=False,
        ),
        _documents(
            "stuffing",
            "Documents stuffed with a key phrase",
            included["stuffed"].fillna(False).astype(bool),
        ),
        _documents(
            "templates",
            f"Documents with over {percent(criteria['template_share'])} shared text",
            included["template_share"] > criteria["template_share"],
        ),
    ]


def _tile(key: str, label: str, unit: str, **values: Any) -> Tile:
    empty = {"value": None, "low": None, "high": None, "n": 0, "threshold": None}
    return {
        "key": key,
        "label": label,
        "unit": unit,
        **empty,
        "status": "none",
        "why": "",
        **values,
    }


def _status(row: Mapping, value: str, line: float, upper: bool, ends: str = "") -> str:
    """Return pass, warn or fail of a value with its interval; `upper`: above the line is bad."""
    low, high = row[f"{ends}low"], row[f"{ends}high"]
    if low is not None and high is not None and low <= line <= high:
        return "warn"
    bad = row[value] > line if upper else row[value] < line
    return "fail" if bad else "pass"


def _grades(summary: Mapping, grades: list[float]) -> Tile:
    line = max(grades)
    row = next(r for r in summary["grades"] if r["grade"] == line and r["group"] == "all")
    label = f"Documents at or below grade {line:g}"
    if not row["n"]:
        return _tile("grade", label, "share", why="no document has a consensus grade")
    return _tile(
        "grade",
        label,
        "share",
        value=row["share"],
        low=row["low"],
        high=row["high"],
        n=row["n"],
        threshold=0.5,
        status=_status(row, "share", 0.5, upper=False),
        why=f"{row['k']:,} of {row['n']:,} documents",
    )


def _consensus(summary: Mapping, line: float) -> Tile:
    row = summary["measures"]["consensus_grade"]["all"]
    label = "Median consensus grade"
    if row["median"] is None:
        return _tile("consensus", label, "grade", why="no document has a consensus grade")
    return _tile(
        "consensus",
        label,
        "grade",
        value=row["median"],
        low=row["median_low"],
        high=row["median_high"],
        n=row["n"],
        threshold=line,
        status=_status(row, "median", line, upper=True, ends="median_"),
        why=f"{row['n']:,} documents",
    )


def _hedges(summary: Mapping) -> Tile:
    row = summary["rates"]["hedges"]["all"]
    label = "Hedges per 1,000 words"
    if row["value"] is None:
        return _tile("hedges", label, "per 1,000 words", why="there are no words")
    why = f"{row['count']:,} in {row['of']:,} words; neither good nor bad in itself"
    return _tile(
        "hedges",
        label,
        "per 1,000 words",
        value=row["value"],
        low=row["low"],
        high=row["high"],
        n=row["n"],
        why=why,
    )


def _rate(summary: Mapping, key: str, label: str, what: str, line: float, upper: bool) -> Tile:
    """A pooled share; `upper`: values above the line are bad, else values below it."""
    row = summary["rates"][key]["all"]
    if row["value"] is None:
        return _tile(
            key, label, "share", threshold=line, why=f"there is nothing to count: 0 {what[3:]}"
        )
    return _tile(
        key,
        label,
        "share",
        value=row["value"],
        low=row["low"],
        high=row["high"],
        n=row["of"],
        threshold=line,
        status=_status(row, "value", line, upper),
        why=f"{row['count']:,} of {row['of']:,} {what[3:]}",
    )


def _documents(key: str, label: str, flags: pd.Series) -> Tile:
    row = share(int(flags.sum()), len(flags))
    if not row["n"]:
        return _tile(key, label, "share", why="there is no document")
    return _tile(
        key,
        label,
        "share",
        value=row["share"],
        low=row["low"],
        high=row["high"],
        n=row["n"],
        threshold=MANY,
        # None at all passes, however wide the interval of a few documents is.
        status=_status(row, "share", MANY, upper=True) if row["k"] else "pass",
        why=f"{row['k']:,} of {row['n']:,} documents",
    )
