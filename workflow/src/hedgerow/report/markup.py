"""Spans over a document's text -> HTML, whatever overlaps.

Marks may overlap freely (a phrase inside a shared sequence that runs past it). The text is cut at
every boundary, and each piece carries the classes of all marks that cover it, so elements never
cross. Sentences, which never overlap each other, are elements around their pieces.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup, escape

from hedgerow.report.escape import visible


@dataclass(frozen=True)
class Mark:
    """One mark: characters [start, end), its class, what it says when pointed at."""

    start: int
    end: int
    css: str
    tip: str = ""


@dataclass(frozen=True)
class SentenceMark:
    """One sentence: characters [start, end), its id, classes and the labels shown at its end."""

    start: int
    end: int
    anchor: str
    css: str = ""
    tags: tuple[tuple[str, str], ...] = ()


def pieces(start: int, end: int, marks: Iterable[Mark]) -> list[tuple[int, int, list[Mark]]]:
    """Cut [start, end) at the boundaries of the marks; each piece with the marks that cover it."""
    inside = [mark for mark in marks if mark.start < end and mark.end > start]
    cuts = {start, end}
    for mark in inside:
        cuts.update((max(mark.start, start), min(mark.end, end)))
    edges = sorted(cuts)
    return [
        (a, b, [mark for mark in inside if mark.start <= a and mark.end >= b])
        for a, b in pairwise(edges)
        if a < b
    ]


def marked(text: str, start: int, end: int, marks: Sequence[Mark]) -> Markup:
    """Return the characters [start, end) of a text as HTML with its marks."""
    out: list[Markup] = []
    for a, b, over in pieces(start, end, marks):
        shown = escape(visible(text[a:b]))
        if not over:
            out.append(shown)
            continue
        classes = [f"m {mark.css}" for mark in over]
        # The two ends of a mark are drawn only where it really begins and ends.
        classes += [f"{mark.css}-a" for mark in over if mark.start == a]
        classes += [f"{mark.css}-z" for mark in over if mark.end == b]
        names = " ".join(dict.fromkeys(" ".join(classes).split()))
        tips = "; ".join(dict.fromkeys(mark.tip for mark in over if mark.tip))
        title = Markup(' title="{}"').format(visible(tips)) if tips else Markup("")
        out.append(Markup('<span class="{}"{}>{}</span>').format(names, title, shown))
    return Markup("").join(out)


def block_html(
    text: str, start: int, end: int, sentences: Sequence[SentenceMark], marks: Sequence[Mark]
) -> Markup:
    """Return one block: its sentences as elements, the marks inside them, the rest between."""
    near = [mark for mark in marks if mark.start < end and mark.end > start]
    out: list[Markup] = []
    place = start
    for sentence in sorted(sentences, key=lambda item: item.start):
        first, last = max(sentence.start, place), min(sentence.end, end)
        if first >= last:
            continue
        out.append(marked(text, place, first, near))
        tags = Markup("").join(
            Markup('<span class="tag {}">{}</span>').format(css, visible(word))
            for css, word in sentence.tags
        )
        out.append(
            Markup('<span class="s {}" id="{}">{}{}</span>').format(
                sentence.css, sentence.anchor, marked(text, first, last, near), tags
            )
        )
        place = last
    out.append(marked(text, place, end, near))
    return Markup("").join(out)
