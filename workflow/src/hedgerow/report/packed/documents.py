"""The documents of the page: names, addresses, groups, and the measures of the heat table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from hedgerow.lexicons.vocabulary import CUE_RECORDS
from hedgerow.report import numbers
from hedgerow.report.escape import visible
from hedgerow.report.labels import ATTRIBUTIONS, CLAIMS, STATUSES, ZONES, measure
from hedgerow.report.links import Links
from hedgerow.report.packed.texts import RADIX
from hedgerow.report.results import Results, rows
from hedgerow.report.sections.attention import reasons
from hedgerow.report.tabulate import named
from hedgerow.text.blocks.block import BLOCK_KINDS


@dataclass(frozen=True)
class Shown:
    """A column of the heat table: a measure of `documents`, and how it is read.

    Attributes:
        first: whether the table has it before a reader chooses columns.
        worse: 1 if high values ask for attention, -1 if low ones do, 0 for neither.
    """

    column: str
    first: bool = False
    worse: int = 0


SHOWN: tuple[Shown, ...] = (
    Shown("words"),
    Shown("failed", worse=1),
    Shown("consensus_grade", True, 1),
    Shown("hedgerow_grade", worse=1),
    Shown("flesch_kincaid_grade", worse=1),
    Shown("flesch_reading_ease", worse=-1),
    Shown("mattr"),
    Shown("hedge_rate", True),
    Shown("booster_rate", worse=1),
    Shown("hedged_share"),
    Shown("certainty"),
    Shown("claims"),
    Shown("direct_causal"),
    Shown("overstatement", True, 1),
    Shown("direct_unattributed_share", True, 1),
    Shown("research_named_share", True, -1),
    Shown("advice_strong"),
    Shown("focus_density_words", True, 1),
    Shown("unnatural_occurrences", worse=1),
    Shown("template_share", True, 1),
    Shown("nearest_jaccard", worse=1),
    Shown("links_study", worse=-1),
    Shown("links_shop"),
    Shown("links_other"),
)


_NEEDED = (
    *("doc_id", "group", "status", "included", "focus_phrase", "failed_reasons"),
    *("stuffing_reasons", "consensus_grade_low", "consensus_grade_high"),
)
"""Columns of `documents` that the page needs beside those of the heat table."""


def documents_index(results: Results, links: Links) -> dict[str, Any]:
    """Return what the page needs to know of every document, by columns."""
    frame = results.documents
    known = [shown for shown in SHOWN if shown.column in frame.columns]
    names = dict.fromkeys([*_NEEDED, *(shown.column for shown in known)])
    records = rows(frame[list(names)])
    return {
        "id": [visible(str(row["doc_id"])) for row in records],
        "slug": [links.slug(row["doc_id"]) for row in records],
        "title": [visible(named(row["doc_id"], links)) for row in records],
        "url": [links.url(row["doc_id"]) for row in records],
        "group": [visible(str(row["group"] or "")) for row in records],
        "status": [STATUSES.get(str(row["status"]), str(row["status"])) for row in records],
        "included": [int(bool(row["included"])) for row in records],
        "focus": [visible(str(row["focus_phrase"] or "")) for row in records],
        "why": [
            [visible(why).replace(" %", f"{numbers.NARROW}%") for why in reasons(row)]
            for row in records
        ],
        "grouped": int(results.grouped),
        "measures": [_measure(shown) for shown in known],
        "values": [_values([row[s.column] for row in records], s.column) for s in known],
        "low": _values([row["consensus_grade_low"] for row in records], "consensus_grade"),
        "high": _values([row["consensus_grade_high"] for row in records], "consensus_grade"),
        "labels": {name: list(classes) for name, classes in RADIX},
        "words": {
            "claim": CLAIMS,
            "source": ATTRIBUTIONS,
            "zone": [ZONES.get(kind, kind) for kind in BLOCK_KINDS],
        },
        "cues": [[cue.name, cue.label, cue.role] for cue in CUE_RECORDS],
    }


def _measure(shown: Shown) -> dict[str, Any]:
    m = measure(shown.column)
    return {
        "key": m.column,
        "label": m.label,
        "unit": m.unit,
        "digits": m.digits,
        "first": int(shown.first),
        "worse": shown.worse,
    }


def _values(values: Sequence[Any], column: str) -> list[float | int | None]:
    """Return values with the decimals that are needed to print and rank them."""
    digits = measure(column).digits + (3 if measure(column).unit == "share" else 1)
    return [_short(value, digits) if numbers.defined(value) else None for value in values]


def _short(value: Any, digits: int) -> float | int:
    rounded = round(float(value), digits)
    return int(rounded) if rounded.is_integer() else rounded
