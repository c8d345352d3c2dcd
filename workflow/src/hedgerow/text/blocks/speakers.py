"""Transcripts: lines that open with the name of their speaker."""

from __future__ import annotations

import re
from collections import Counter

import numpy as np

from hedgerow.text.blocks import line_flags as flag
from hedgerow.text.blocks.line_table import LineTable

_TIME = r"[\[(]?\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d+)?[\])]?"
_LABEL = re.compile(
    rf"(?:{_TIME}\s+)?(?P<name>[A-Z][\w.'-]*(?: [\w.'-]+){{0,3}})(?: \([^)]{{1,30}}\))?"
    rf"(?:\s+{_TIME})?:\s+(?=\S)"
)
_ASIDE = re.compile(r"[(\[][^()\[\]]{1,80}[)\]]\.?$")
_NAME = r"[A-Z][\w.'-]*(?: [\w.'-]+){0,3}"
_TIMED = re.compile(
    rf"(?m)^{_TIME}(?:[ \t]*[-–]?[ \t]*{_NAME})?:?[ \t]*$|^{_NAME}[ \t]+{_TIME}[ \t]*$"
)
_CUE = re.compile(r"(?m)^(?:\d{1,2}:)?\d\d:\d\d[.,]\d{3}[ \t]+-->[^\n]*$")
_CUE_NUMBER = re.compile(r"\d{1,5}|WEBVTT.*|NOTE\b.*")
_QUESTION, _ANSWER = re.compile(r"(?m)^Q\. "), re.compile(r"(?m)^A\. ")
_FEWEST = 3
"""Lines with a label at least that make a transcript."""


def mark_speakers(text: str, table: LineTable) -> None:
    """Give the lines of a transcript the flag SPEAKER, and their labels as markers.

    A text is a transcript if three lines or more open with a label and a colon, and labels recur:
    labels in capitals ("ANN:", "Q:", "SPEAKER 2:") anywhere, others only where they open half of
    the lines. Times before a label or after it belong to it. Lines of a transcript in brackets get
    the flag ASIDE. The lines of times of captions (WebVTT, SubRip) get it, too, and lines that are
    a name with a time get the flag LABEL.

    >>> from hedgerow.text.blocks.line_table import line_table
    >>> text = "ANN: Do you like it?\\nBOB: I do.\\nANN: Good."
    >>> table = line_table(text)
    >>> mark_speakers(text, table)
    >>> table.lines["marker"].tolist()
    [5, 5, 5]
    """
    _mark_times(text, table)
    if table.every & flag.ASKS:
        _mark_questions(text, table)
    if not table.every & flag.MAY_SPEAKER:
        return
    form, start, end = (table.lines[name] for name in ("form", "start", "end"))
    possible = np.flatnonzero(form & flag.MAY_SPEAKER).tolist()
    if len(possible) < _FEWEST:
        return
    found = {i: _LABEL.match(text, start[i], end[i]) for i in possible}
    labels = {i: match for i, match in found.items() if match}
    names = Counter(match["name"] for match in labels.values())
    capitals = {name for name in names if name.upper() == name}
    recurring = {name for name, number in names.items() if number > 1}
    spoken = capitals if capitals & recurring else set()
    if len(recurring) > 1 and 2 * len(labels) >= len(table):
        spoken |= recurring
    lines = [i for i, match in labels.items() if match["name"] in spoken]
    if len(lines) < _FEWEST:
        return
    for i in lines:
        _set(form, i, flag.SPEAKER)
        table.lines["marker"][i] = labels[i].end() - start[i]
    for i in range(len(table)):
        if _ASIDE.match(text[start[i] : end[i]]):
            _set(form, i, flag.ASIDE)


def _set(form: np.ndarray, i: int, mark: int) -> None:
    other = flag.CANDIDATE | flag.HEAD | flag.MENU | flag.COLON_LAST
    form[i] = (form[i] & ~other) | mark


def _mark_times(text: str, table: LineTable) -> None:
    """Mark the times of captions with their numbers, and names of speakers with times."""
    if not table.every & flag.TIMED:
        return
    form, start, end = (table.lines[name] for name in ("form", "start", "end"))
    if " --> " in text and _CUE.search(text):
        for i in range(len(table)):
            if _CUE.fullmatch(text, start[i], end[i]):
                _set(form, i, flag.ASIDE)
                if i and _CUE_NUMBER.fullmatch(text, start[i - 1], end[i - 1]):
                    _set(form, i - 1, flag.ASIDE)
    elif len(_TIMED.findall(text)) >= _FEWEST:
        for i in range(len(table)):
            if _TIMED.fullmatch(text, start[i], end[i]):
                _set(form, i, flag.LABEL)


def _mark_questions(text: str, table: LineTable) -> None:
    """Mark the lines of an interview that open with "Q." and "A.", two of each at least."""
    form, start, end = (table.lines[name] for name in ("form", "start", "end"))
    asked, told = (
        [i for i in range(len(table)) if pattern.match(text, start[i], end[i])]
        for pattern in (_QUESTION, _ANSWER)
    )
    if min(len(asked), len(told)) < 2:
        return
    for i in (*asked, *told):
        _set(form, i, flag.SPEAKER)
        table.lines["marker"][i] = 3
