"""Lists of quotable sentences, and how many of their entries are right on unseen real text.

The accuracy of each list comes from verdicts on entries drawn at random
(`report/assets/list_precision.tsv`, made by `tools/list_precision.py`). A list below CANDIDATES, or
without verdicts, is headed as candidates; one below SHOWN is left out of the report.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from hedgerow.report import numbers
from hedgerow.report.render import asset
from hedgerow.report.tabulate import ReportTable
from hedgerow.statistics.proportions import wilson

DATA = ("report/assets/list_precision.tsv",)

CANDIDATES = 0.8
"""Below this precision a list is headed as candidates."""

SHOWN = 0.5
"""Below this precision a list is not shown."""


@dataclass(frozen=True)
class QuotedList:
    """A list of quoted sentences: its heading, and what an entry must be to be right."""

    caption: str
    right: str


LISTS: dict[str, QuotedList] = {
    "strongest": QuotedList(
        "Strongest claims: direct, unhedged and without attribution; benefits first",
        "the sentence itself asserts an effect as fact and names no source",
    ),
    "overclaims": QuotedList(
        "Documents whose summary states a claim more strongly than their body",
        "the summary asserts an effect that the body hedges or does not state",
    ),
    "advice": QuotedList(
        "Sentences that give advice, strong advice first",
        "the sentence tells the reader what to do or consider",
    ),
    "unnatural": QuotedList(
        "Phrases inserted where the grammar does not allow them",
        "the phrase does not fit the grammar of the sentence around it",
    ),
}
"""All lists of quoted sentences by name."""


@dataclass(frozen=True)
class Precision:
    """Verdicts on a list: entries judged right, entries judged."""

    right: int
    judged: int

    @property
    def value(self) -> float:
        return self.right / self.judged

    def in_words(self) -> str:
        """Return the precision with its Wilson interval and n."""
        low, high = (float(end) for end in wilson(self.right, self.judged))
        return (
            f"precision on unseen real text {numbers.percent(self.value)} (95 % interval"
            f" {numbers.interval(low, high, 0, share=True)}, n = {self.judged})"
        )


@cache
def precisions() -> dict[str, Precision]:
    """Return the measured precision of the lists that have verdicts."""
    lines = [line for line in asset("list_precision.tsv").splitlines() if line[:1] not in ("", "#")]
    rows = [line.split("\t") for line in lines[1:]]
    return {name: Precision(int(right), int(judged)) for name, right, judged, *_ in rows}


def listed(name: str, table: ReportTable) -> ReportTable | None:
    """Return the table of a list headed by its precision; None if too few entries are right."""
    precision = precisions().get(name)
    if precision is not None and precision.value < SHOWN:
        return None
    note = precision.in_words() if precision else "precision not measured"
    caption = table.caption
    if precision is None or precision.value < CANDIDATES:
        caption = f"Candidates: {caption[:1].lower()}{caption[1:]}"
    unit = "; ".join(words for words in (table.unit, note) if words)
    return replace(table, caption=caption, unit=unit)
