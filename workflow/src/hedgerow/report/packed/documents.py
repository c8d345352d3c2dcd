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
from hedgerow.report.results import Results, rows, values
from hedgerow.report.sections.attention import reasons
from hedgerow.report.tabulate import named
from hedgerow.text.blocks.block import BLOCK_KINDS

if TYPE_CHECKING:
    from pandas import DataFrame


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

_AT_ONCE = 1_000
"""Documents whose rows are in memory at once."""


def documents_index(results: Results, links: Links) -> dict[str, Any]:
    """Return what the page needs to know of every document, by columns."""
    names = dict.fromkeys([*_NEEDED, *(shown.column for shown in SHOWN)])
    frame = results.ranked_documents(list(names))
    ids = values(frame["doc_id"])
    return {
        "id": [visible(str(doc_id)) for doc_id in ids],
        "slug": [links.slug(doc_id) for doc_id in ids],
        "title": [visible(named(doc_id, links)) for doc_id in ids],
        "url": [links.url(doc_id) for doc_id in ids],
        "group": [visible(str(group or "")) for group in values(frame["group"])],
        "status": [STATUSES.get(str(status), str(status)) for status in values(frame["status"])],
        "included": [int(bool(included)) for included in values(frame["included"])],
        "focus": [visible(str(focus or "")) for focus in values(frame["focus_phrase"])],
        "why": list(_why(frame)),
        "grouped": int(results.grouped),
        "measures": [_measure(shown) for shown in SHOWN],
        "values": [_values(values(frame[s.column]), s.column) for s in SHOWN],
        "low": _values(values(frame["consensus_grade_low"]), "consensus_grade"),
        "high": _values(values(frame["consensus_grade_high"]), "consensus_grade"),
        "labels": {name: list(classes) for name, classes in RADIX},
        "words": {
            "claim": CLAIMS,
            "source": ATTRIBUTIONS,
            "zone": [ZONES.get(kind, kind) for kind in BLOCK_KINDS],
        },
        "cues": [[cue.name, cue.label, cue.role] for cue in CUE_RECORDS],
    }


def _why(frame: DataFrame) -> Iterator[list[str]]:
    """Yield why each document asks for attention; the rows of some are in memory at once."""
    for first in range(0, len(frame), _AT_ONCE):
        for row in rows(frame.iloc[first : first + _AT_ONCE]):
            yield [visible(why).replace(" %", f"{numbers.NARROW}%") for why in reasons(row)]


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


def _values(found: Sequence[Any], column: str) -> list[float | int | None]:
    """Return values with the decimals that are needed to print and rank them."""
    digits = measure(column).digits + (3 if measure(column).unit == "share" else 1)
    return [_short(value, digits) if numbers.defined(value) else None for value in found]


def _short(value: Any, digits: int) -> float | int:
    rounded = round(float(value), digits)
    return int(rounded) if rounded.is_integer() else rounded
