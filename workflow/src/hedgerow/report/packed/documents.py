"""The documents of the page: names, addresses, groups, and the measures of the heat table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hedgerow.lexicons.vocabulary import CUE_RECORDS
from hedgerow.report import numbers
from hedgerow.report.escape import visible
from hedgerow.report.labels import ATTRIBUTIONS, CLAIMS, STATUSES, ZONES, measure
from hedgerow.report.links import Links
from hedgerow.report.packed.marks import RADIX
from hedgerow.report.results import Results, values
from hedgerow.report.sections.attention import reasons
from hedgerow.report.tabulate import named
from hedgerow.text.blocks.block import BLOCK_KINDS

if TYPE_CHECKING:
    from pandas import DataFrame, Series


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


def documents_index(
    results: Results, links: Links, parts: Sequence[int]
) -> Iterator[tuple[str, Any]]:
    """Yield what the page needs to know of every document, by columns.

    Args:
        parts: the first document of each part of the texts.
    """
    names = dict.fromkeys([*_NEEDED, *(shown.column for shown in SHOWN)])
    frame = results.ranked_documents(list(names))
    ids = values(frame["doc_id"])
    yield "id", [visible(str(doc_id)) for doc_id in ids]
    yield "slug", [links.slug(doc_id) for doc_id in ids]
    yield "title", [visible(named(doc_id, links)) for doc_id in ids]
    yield "url", [links.url(doc_id) for doc_id in ids]
    yield "group", [visible(str(group or "")) for group in values(frame["group"])]
    yield "status", [STATUSES.get(str(s), str(s)) for s in values(frame["status"])]
    yield "included", [int(bool(included)) for included in values(frame["included"])]
    yield "focus", [visible(str(focus or "")) for focus in values(frame["focus_phrase"])]
    yield "why", list(_why(frame))
    yield "grouped", int(results.grouped)
    yield "measures", [_measure(shown) for shown in SHOWN]
    yield "values", (_values(frame[shown.column], shown.column) for shown in SHOWN)
    yield "low", _values(frame["consensus_grade_low"], "consensus_grade")
    yield "high", _values(frame["consensus_grade_high"], "consensus_grade")
    yield "labels", {name: list(classes) for name, classes in RADIX}
    zones = [ZONES.get(kind, kind) for kind in BLOCK_KINDS]
    yield "words", {"claim": CLAIMS, "source": ATTRIBUTIONS, "zone": zones}
    yield "cues", [[cue.name, cue.label, cue.role] for cue in CUE_RECORDS]
    yield "parts", parts


def _why(frame: DataFrame) -> Iterator[list[str]]:
    """Yield why each document asks for attention."""
    names = ("failed_reasons", "stuffing_reasons")
    for pair in zip(*(values(frame[name]) for name in names), strict=True):
        own = reasons(dict(zip(names, pair, strict=True)))
        yield [visible(why).replace(" %", f"{numbers.NARROW}%") for why in own]


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


def _values(found: Series, column: str) -> list[float | int | None]:
    """Return values with the decimals that are needed to print and rank them."""
    digits = measure(column).digits + (3 if measure(column).unit == "share" else 1)
    return [_short(value, digits) if numbers.defined(value) else None for value in values(found)]


def _short(value: Any, digits: int) -> float | int:
    rounded = round(float(value), digits)
    return int(rounded) if rounded.is_integer() else rounded
