"""Dates as pages write them, as ISO days."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        1,
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_FORMS = (
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?!\d)"),
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<m>[01]\d)(?P<d>[0-3]\d)(?!\d)"),
    re.compile(
        rf"(?<![A-Za-z])(?P<m>{_MONTH})\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>(?:19|20)\d\d)(?!\d)",
        re.I,
    ),
    re.compile(
        rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+(?:of\s+)?(?P<m>{_MONTH})\.?,?[\s-]+"
        r"(?P<y>(?:19|20)\d\d)(?!\d)",
        re.I,
    ),
    re.compile(rf"(?<!\d)(?P<y>(?:19|20)\d\d)\s+(?P<m>{_MONTH})\.?\s+(?P<d>\d{{1,2}})\b", re.I),
    re.compile(r"(?<!\d)(?P<m>\d{1,2})([/.-])(?P<d>\d{1,2})\2(?P<y>(?:19|20)\d\d)(?!\d)"),
)
"""ISO days, runs of eight digits, days with the name of the month, and month/day/year."""


def iso_date(text: str) -> str | None:
    """Return the first day in a short text as YYYY-MM-DD; null where there is none.

    >>> iso_date("Posted on 3rd May 2024 at noon")
    '2024-05-03'
    """
    return next(iso_dates(text), None)


def iso_dates(text: str) -> Iterator[str]:
    """Yield the days in a short text as YYYY-MM-DD, those of one form after those of another.

    Numbers with slashes are read as month, day, year, or as day, month, year where the first
    cannot be a month.
    """
    for form in _FORMS:
        for match in form.finditer(text[:200]):
            month, day = match["m"].lower(), int(match["d"])
            number = _MONTHS.get(month) or int(month)
            if number > 12:
                number, day = day, number
            try:
                yield datetime.date(int(match["y"]), number, day).isoformat()
            except ValueError:
                continue
