"""The marks over a document's text: cues, phrases, shared wording, and the labels of sentences."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hedgerow.lexicons.vocabulary import BOOSTER_TYPES, HEDGE_TYPES
from hedgerow.report.labels import ATTRIBUTIONS, CLAIMS, ZONES, in_words
from hedgerow.report.markup import Mark, SentenceMark, block_html
from hedgerow.report.texts import PageText

HARD = 14.0
"""A sentence whose own Flesch-Kincaid grade is at least this is marked as hard."""

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Toggle:
    """One kind of mark that a reader can switch: key, label, number of marks, initial state."""

    key: str
    label: str
    count: int
    on: bool


def cue_marks(cues: Sequence[Row]) -> list[Mark]:
    """Return the marks of hedges, boosters and other cues."""
    return [
        Mark(
            int(cue["start"]),
            int(cue["end"]),
            _cue_class(cue["type"]),
            f"{in_words({}, cue['type'])}: {cue['cue']}",
        )
        for cue in cues
    ]


def _cue_class(kind: str) -> str:
    if kind in HEDGE_TYPES:
        return "hedge"
    return "boost" if kind in BOOSTER_TYPES else "soft"


def phrase_marks(occurrences: Sequence[Row], discovered: set[str]) -> list[Mark]:
    """Return the marks of phrases; `discovered` are those that no list contains."""
    marks = []
    for row in occurrences:
        fits = row["natural"] is None or bool(row["natural"])
        new = row["phrase"] in discovered
        tip = f"{'discovered ' if new else ''}phrase: {row['phrase']}"
        tip += "" if fits else f" ({row['reason']})"
        css = "odd" if not fits else "found-phrase" if new else "phrase"
        marks.append(Mark(int(row["start"]), int(row["end"]), css, tip))
    return marks


def passage_marks(passages: Sequence[Row]) -> list[Mark]:
    """Return the marks of wording shared with other documents."""
    tip = "wording shared with other documents"
    return [Mark(int(row["start"]), int(row["end"]), "shared", tip) for row in passages]


def marked_blocks(
    text: PageText, spans: Sequence[SentenceMark], marks: Sequence[Mark]
) -> list[dict[str, Any]]:
    """Return the blocks of a text as HTML; spans and marks are sorted by their first character."""
    blocks, first = [], 0
    coming, near = deque(marks), list[Mark]()
    for block in text.blocks:
        while first < len(spans) and spans[first].end <= block.start:
            first += 1
        last = first
        while last < len(spans) and spans[last].start < block.end:
            last += 1
        near = [mark for mark in near if mark.end > block.start]
        while coming and coming[0].start < block.end:
            near.append(coming.popleft())
        html = block_html(text.text, block.start, block.end, spans[first:last], near)
        blocks.append({"kind": block.kind, "zone": ZONES.get(block.kind, ""), "html": html})
    return blocks


def sentence_mark(row: Row, label: Row | None, anchor: str) -> SentenceMark:
    """Return a sentence with the classes and tags of its labels."""
    css, tags = [], []
    if (row["flesch_kincaid_grade"] or 0) >= HARD:
        css.append("hard")
    if label:
        if label["claim"] not in (None, "none"):
            css.append(f"claim {label['claim']}")
            tags.append(("tag-claim", str(in_words(CLAIMS, label["claim"]))))
        if label["attribution"] not in (None, "none"):
            named = ", named" if label["attribution_named"] else ""
            tags.append(("tag-source", f"{in_words(ATTRIBUTIONS, label['attribution'])}{named}"))
        if label["advice"] not in (None, "none"):
            tags.append(("tag-advice", f"{label['advice']} advice"))
    return SentenceMark(
        int(row["start"]),
        int(row["end"]),
        f"{anchor}-s{int(row['sentence'])}",
        " ".join(css),
        tuple(tags),
    )


def toggles(
    marks: Sequence[Mark], sentences: Sequence[Row], claims: Mapping[int, Row]
) -> list[Toggle]:
    """Return the switches of a document's marks, with the number of each kind."""

    def marked(*names: str) -> int:
        return sum(mark.css in names for mark in marks)

    def labelled(key: str) -> int:
        return sum(label[key] not in (None, "none") for label in claims.values())

    hard = sum((row["flesch_kincaid_grade"] or 0) >= HARD for row in sentences)
    return [
        Toggle("hedge", "Hedges", marked("hedge"), True),
        Toggle("boost", "Boosters", marked("boost"), True),
        Toggle("soft", "Other cues", marked("soft"), False),
        Toggle("claim", "Claims", labelled("claim"), True),
        Toggle("source", "Attribution", labelled("attribution"), False),
        Toggle("advice", "Advice", labelled("advice"), False),
        Toggle("phrase", "Phrases", marked("phrase", "odd"), True),
        Toggle("found-phrase", "Discovered phrases", marked("found-phrase"), False),
        Toggle("shared", "Shared wording", marked("shared"), False),
        Toggle("hard", "Hard sentences", hard, False),
    ]
