"""Marks over a document's text as HTML, overlapping or not.

Marks may overlap freely (a phrase that extends beyond a shared sequence). The text is cut at every
boundary, and each piece has the classes of all marks that cover it, so elements never cross.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from markupsafe import Markup

from hedgerow.report.escape import html


class Mark(NamedTuple):
    """One mark: characters [start, end), its class and its tooltip."""

    start: int
    end: int
    css: str
    tip: str = ""


def pieces(start: int, end: int, marks: Iterable[Mark]) -> list[tuple[int, int, list[Mark]]]:
    """Cut [start, end) at the boundaries of the marks; each piece with the marks that cover it."""
    inside = [mark for mark in marks if mark.start < end and mark.end > start]
    cuts = {start, end}
    for mark in inside:
        cuts.add(max(mark.start, start))
        cuts.add(min(mark.end, end))
    return [
        (a, b, [mark for mark in inside if mark.start <= a and mark.end >= b])
        for a, b in pairwise(sorted(cuts))
        if a < b
    ]


def marked(text: str, start: int, end: int, marks: Sequence[Mark]) -> Markup:
    """Return the characters [start, end) of a text as HTML with its marks."""
    return Markup("".join(_pieces_html(text, start, end, marks)))


def _pieces_html(text: str, start: int, end: int, marks: Sequence[Mark]) -> Iterator[str]:
    for a, b, over in pieces(start, end, marks):
        shown = html(text[a:b])
        yield f"<span {_attributes(a, b, over)}>{shown}</span>" if over else shown


def _attributes(a: int, b: int, over: Sequence[Mark]) -> str:
    """Return class and title of the piece [a, b), which these marks cover."""
    classes = [f"m {mark.css}" for mark in over]
    # The ends of a mark are drawn only at its first and last piece.
    classes += [f"{mark.css}-a" for mark in over if mark.start == a]
    classes += [f"{mark.css}-z" for mark in over if mark.end == b]
    names = " ".join(dict.fromkeys(" ".join(classes).split()))
    tips = "; ".join(dict.fromkeys(mark.tip for mark in over if mark.tip))
    return f'class="{html(names)}"' + (f' title="{html(tips)}"' if tips else "")
