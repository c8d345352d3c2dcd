"""Dates as pages write them, as ISO days."""

from __future__ import annotations

import datetime
import re

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
        rf"\b(?P<m>{_MONTH})\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>(?:19|20)\d\d)(?!\d)",
        re.I,
    ),
    re.compile(
        rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+(?:of\s+)?(?P<m>{_MONTH})\.?,?[\s-]+"
        r"(?P<y>(?:19|20)\d\d)(?!\d)",
        re.I,
    ),
    re.compile(rf"\b(?P<y>(?:19|20)\d\d)\s+(?P<m>{_MONTH})\.?\s+(?P<d>\d{{1,2}})\b", re.I),
    re.compile(r"(?<!\d)(?P<m>\d{1,2})([/.-])(?P<d>\d{1,2})\2(?P<y>(?:19|20)\d\d)(?!\d)"),
)
"""ISO days, runs of eight digits, days with the name of the month, and month/day/year."""


def iso_date(text: str) -> str | None:
    """Return the first day in a short text as YYYY-MM-DD; null where there is none.

    Numbers with slashes are read as month, day, year, or as day, month, year where the first
    cannot be a month.

    >>> iso_date("Posted on 3rd May 2024 at noon")
    '2024-05-03'
    """
    for form in _FORMS:
        match = form.search(text[:200])
        if match is None:
            continue
        month, day = match["m"].lower(), int(match["d"])
        number = _MONTHS.get(month) or int(month)
        if number > 12:
            number, day = day, number
        try:
            return datetime.date(int(match["y"]), number, day).isoformat()
        except ValueError:
            continue
    return None
