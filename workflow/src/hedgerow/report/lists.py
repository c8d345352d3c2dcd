"""Lists of quotable sentences, and how many of their entries are right on unseen real text.

The accuracy of each list comes from verdicts on entries drawn at random
(`lexicons/list_precision.tsv`, made by `tools/list_precision.py`). A list below CANDIDATES, or
without verdicts, is headed as candidates; one below SHOWN is left out unless
`report.doubtful_lists` asks for it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from hedgerow.lexicons.list_accuracy import CANDIDATES, SHOWN, Precision, precisions
from hedgerow.report import numbers
from hedgerow.report.tabulate import ReportTable
from hedgerow.statistics.proportions import wilson


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
    "named_research": QuotedList(
        "Mentions of research that name it",
        "the sentence gives research as the source of what it says, by a name that can be looked"
        " up (author, journal, institution, title, registered trial)",
    ),
    "unnamed_research": QuotedList(
        "Mentions of research that do not name it",
        "the sentence gives research as the source of what it says, without a name that can be"
        " looked up",
    ),
    "disclosures": QuotedList(
        "Disclosures that were found",
        "the text discloses who pays, who profits or whose interests the page serves",
    ),
    "stuffed": QuotedList(
        "Pages stuffed with a key phrase",
        "the page repeats its phrase where a writer without search engines in mind would not",
    ),
    "templates": QuotedList(
        "Word sequences that documents share",
        "the wording was copied or comes from a template, and is no set phrase of the language",
    ),
}
"""All lists of quoted sentences by name."""


def in_words(precision: Precision) -> str:
    """Return a precision with its Wilson interval and n."""
    low, high = (float(end) for end in wilson(precision.right, precision.judged))
    return (
        f"precision on unseen real text {numbers.percent(precision.value)} (95 % interval"
        f" {numbers.interval(low, high, 0, share=True)}, n = {precision.judged})"
    )


def precision_of(name: str) -> str:
    """Return the precision of a list in words; empty without verdicts."""
    found = precisions().get(name)
    return in_words(found) if found else ""


def listed(name: str, table: ReportTable, doubtful: bool = False) -> ReportTable | None:
    """Return the table of a list headed by its precision; None if too few entries are right.

    Args:
        doubtful: whether the settings ask for lists of which fewer than SHOWN are right.
    """
    precision = precisions().get(name)
    if precision is not None and precision.value < SHOWN and not doubtful:
        return None
    note = in_words(precision) if precision else "precision not measured"
    caption = table.caption
    if precision is None or precision.value < CANDIDATES:
        caption = f"Candidates: {caption[:1].lower()}{caption[1:]}"
    unit = "; ".join(words for words in (table.unit, note) if words)
    return replace(table, caption=caption, unit=unit)
