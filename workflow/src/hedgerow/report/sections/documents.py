"""One page a document: its numbers, its place in the corpus, its text with all that was found."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from hedgerow.lexicons.vocabulary import HEDGE_TYPES
from hedgerow.report import numbers, sparks
from hedgerow.report import tabulate as t
from hedgerow.report.labels import ATTRIBUTIONS, CLAIMS, ZONES, flags_in_words, in_words, measure
from hedgerow.report.links import Links, slug
from hedgerow.report.markup import Mark, SentenceMark, block_html
from hedgerow.report.ranks import Ranks
from hedgerow.report.results import Results, rows, rows_by_document
from hedgerow.report.sections.attention import document_cell, reasons
from hedgerow.report.sections.phrases import sorted_uses, uses_table
from hedgerow.report.texts import PageText

PAGE_LIMIT = 500
"""More documents than this get no page of their own; those that need attention come first."""

HARD = 14.0
"""A sentence whose own Flesch-Kincaid is at least this is marked as hard."""

_CARD = (
    "consensus_grade",
    "flesch_kincaid_grade",
    "flesch_reading_ease",
    "hedge_rate",
    "booster_rate",
    "certainty",
    "overstatement",
    "direct_unattributed_share",
    "research_named_share",
    "template_share",
)
_WITH_INTERVAL = ("consensus_grade", "flesch_kincaid_grade", "hedgerow_grade")


_COLUMNS = {
    "sentences": (
        "doc_id",
        "sentence",
        "start",
        "end",
        "words",
        "flesch_kincaid_grade",
        "gain",
        "hard_words",
    ),
    "hard_words": ("doc_id", "rank", "word", "uses", "cost"),
    "claims": (
        "doc_id",
        "sentence",
        "certainty",
        "claim",
        "advice",
        "attribution",
        "attribution_named",
    ),
    "cues": ("doc_id", "start", "end", "cue", "type"),
    "phrases": ("doc_id", "start", "end", "phrase", "natural", "reason"),
    "passages": ("doc_id", "start", "end"),
    "sections": (
        "doc_id",
        "section",
        "heading",
        "words",
        "flesch_kincaid_grade",
        "consensus_grade",
    ),
}
"""What the pages need of each table."""


@dataclass(frozen=True)
class Toggle:
    """One kind of mark that a reader can switch: key, label, how many, whether it starts on."""

    key: str
    label: str
    count: int
    on: bool


def paged_documents(results: Results) -> list[str]:
    """Return the documents that get a page, those that fail most criteria first."""
    frame = results.documents
    has_text = frame["status"].isin(["analysed", "too_short"]) | frame["included"].fillna(
        False
    ).astype(bool)
    return [str(doc_id) for doc_id in frame[has_text]["doc_id"].head(PAGE_LIMIT)]


def index_table(results: Results, links: Links) -> t.ReportTable:
    """Return the index of all documents."""
    frame = results.documents.sort_values("doc_id")
    lines = [
        [
            document_cell(row["doc_id"], links),
            t.text(row["title"], css="wide"),
            *([t.text(row["group"])] if results.grouped else []),
            t.text(row["status"].replace("_", " ") if row["status"] else None),
            t.num(row["words"], 0),
            t.num(row["consensus_grade"]),
            t.num(row["hedge_rate"]),
            t.num(row["direct_causal"], 0),
            t.num(row["template_share"], 1, "share"),
            t.num(row["failed"], 0),
        ]
        for row in rows(frame.head(t.ROW_LIMIT))
    ]
    return t.ReportTable(
        "documents",
        "All documents",
        [
            t.Heading("document"),
            t.Heading("title"),
            *([t.Heading("group")] if results.grouped else []),
            t.Heading("status"),
            t.Heading("words", "num"),
            t.Heading("consensus grade", "num"),
            t.Heading("hedges per 1,000 words", "num"),
            t.Heading("direct claims", "num"),
            t.Heading("shared wording", "num", "%"),
            t.Heading("criteria failed", "num"),
        ],
        lines,
        n=numbers.plural(len(frame), "document"),
        file=results.table_file("documents"),
        total=len(frame),
    )


class Pages:
    """Builds the pages of the documents `paged`; the tables are split by document once."""

    def __init__(self, results: Results, texts: dict[str, PageText], paged: Sequence[str]) -> None:
        self.results = results
        self.texts = texts
        self.rows = {row["doc_id"]: row for row in rows(results.documents)}
        order = {"sentences": "sentence", "sections": "section", "hard_words": "rank"}
        self._parts = {
            name: rows_by_document(results.table(name)[list(columns)], paged, order.get(name))
            for name, columns in _COLUMNS.items()
        }
        self._uses = rows_by_document(sorted_uses(results), paged)
        self._others = [
            c for c in results.part("measures") if c not in _CARD and c in results.documents
        ]
        self._ranks = {column: Ranks.of(results, column) for column in (*_CARD, *self._others)}
        pairs = results.table("phrase_documents")
        pairs = pairs[pairs["origin"] == "discovered"]
        # A focus phrase is marked as one of the list, wherever it comes from.
        focus = results.table("documents")[["doc_id", "focus_phrase"]]
        self._discovered = set(
            pairs[["doc_id", "phrase"]].itertuples(index=False, name=None)
        ) - set(focus.itertuples(index=False, name=None))

    def context(self, doc_id: str, links: Links) -> dict[str, Any]:
        """Return what the template of a document page prints."""
        row, text = self.rows[doc_id], self.texts.get(doc_id)
        anchor = links.anchor(doc_id)
        claims = {int(c["sentence"]): c for c in self._parts["claims"][doc_id]}
        sentences = self._parts["sentences"][doc_id]
        marks = self._marks(doc_id) if text else []
        key = slug(doc_id)
        return {
            "doc_id": doc_id,
            "anchor": anchor,
            "row": row,
            "failed": int(row["failed"] or 0),
            "reasons": reasons(row),
            "card": self._card(row, _CARD),
            "others": self._card(row, self._others),
            "body": self._body(text, sentences, claims, marks, anchor) if text else [],
            "toggles": _toggles(marks, sentences, claims),
            "sentences": self._sentence_table(sentences, claims, text, anchor, key),
            "flags": flags_in_words(row["flags"]),
            "sections": self._section_table(doc_id, key),
            "hard": _hardest(sentences, text, anchor),
            "words": _dear_words(self._parts["hard_words"][doc_id]),
            "uses": self._uses_table(doc_id, links, key),
        }

    def _card(self, row: dict[str, Any], columns: Sequence[str]) -> list[dict[str, Any]]:
        known = self.results.part("measures")
        lines = []
        for column in columns:
            m, value = measure(column), row[column]
            cells = (known.get(column) or {}).get("all") or {}
            ends = ""
            if column in _WITH_INTERVAL:
                ends = numbers.interval(row[f"{column}_low"], row[f"{column}_high"])
            lines.append(
                {
                    "label": m.label,
                    "value": numbers.with_unit(value, m.unit, m.digits),
                    "unit": "" if m.unit == "share" or m.unit in m.label else m.unit,
                    "interval": ends,
                    "rank": self._ranks[column].in_words(row["doc_id"]),
                    "spark": sparks.place(
                        value, *(cells.get(k) for k in ("min", "q1", "median", "q3", "max"))
                    ),
                }
            )
        return lines

    def _marks(self, doc_id: str) -> list[Mark]:
        marks = []
        for cue in self._parts["cues"][doc_id]:
            css = (
                "hedge"
                if cue["type"] in HEDGE_TYPES
                else "boost"
                if cue["type"] in ("booster", "hype")
                else "soft"
            )
            tip = f"{in_words({}, cue['type'])}: {cue['cue']}"
            marks.append(Mark(int(cue["start"]), int(cue["end"]), css, tip))
        for use in self._parts["phrases"][doc_id]:
            fits = use["natural"] is None or bool(use["natural"])
            found = (doc_id, use["phrase"]) in self._discovered
            tip = f"{'discovered ' if found else ''}phrase: {use['phrase']}"
            tip += "" if fits else f" ({use['reason']})"
            css = "odd" if not fits else "found-phrase" if found else "phrase"
            marks.append(Mark(int(use["start"]), int(use["end"]), css, tip))
        shared = "wording shared with other documents"
        for passage in self._parts["passages"][doc_id]:
            marks.append(Mark(int(passage["start"]), int(passage["end"]), "shared", shared))
        return sorted(marks, key=lambda mark: (mark.start, mark.end, mark.css))

    def _body(
        self,
        text: PageText,
        sentences: list[dict[str, Any]],
        claims: dict[int, dict[str, Any]],
        marks: Sequence[Mark],
        anchor: str,
    ) -> list[dict[str, Any]]:
        spans = [_sentence_mark(row, claims.get(int(row["sentence"])), anchor) for row in sentences]
        body, first = [], 0
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
            body.append({"kind": block.kind, "zone": ZONES.get(block.kind, ""), "html": html})
        return body

    def _sentence_table(
        self,
        sentences: list[dict[str, Any]],
        claims: dict[int, dict[str, Any]],
        text: PageText | None,
        anchor: str,
        key: str,
    ) -> t.ReportTable:
        lines = []
        for row in sentences:
            label = claims.get(int(row["sentence"]), {})
            opening = text.text[row["start"] : row["end"]][:56] if text else ""
            lines.append(
                [
                    t.Cell(str(int(row["sentence"]) + 1), float(row["sentence"])),
                    t.Cell(opening + "…", None, f"#{anchor}-s{int(row['sentence'])}", "wide"),
                    t.num(row["words"], 0),
                    t.num(row["flesch_kincaid_grade"]),
                    t.num(label.get("certainty"), 1),
                    t.text(in_words(CLAIMS, label.get("claim")) if label else None),
                    t.text(
                        in_words(ATTRIBUTIONS, label["attribution"])
                        if label.get("attribution") not in (None, "none")
                        else None
                    ),
                    t.text(label.get("advice") if label.get("advice") != "none" else None),
                ]
            )
        return t.ReportTable(
            f"sentences-{key}",
            "Its sentences of prose",
            [
                t.Heading("no.", "num"),
                t.Heading("begins"),
                t.Heading("words", "num"),
                t.Heading("grade alone", "num"),
                t.Heading("certainty", "num"),
                t.Heading("claim"),
                t.Heading("on the word of"),
                t.Heading("advice"),
            ],
            lines,
            n=numbers.plural(len(lines), "sentence"),
            unit="certainty from 1 to 6, where the sentence hedges, claims, advises or attributes",
        )

    def _uses_table(self, doc_id: str, links: Links, key: str) -> t.ReportTable:
        total = len(self._parts["phrases"][doc_id])
        uses = self._uses[doc_id]
        return uses_table(self.results, links, uses, total, f"uses-{key}", with_document=False)

    def _section_table(self, doc_id: str, key: str) -> t.ReportTable:
        part = self._parts["sections"][doc_id]
        return t.ReportTable(
            f"sections-{key}",
            "Its sections",
            [
                t.Heading("section"),
                t.Heading("words", "num"),
                t.Heading("Flesch-Kincaid grade", "num"),
                t.Heading("consensus grade", "num"),
            ],
            [
                [
                    t.text(row["heading"] or "(before the first heading)"),
                    t.num(row["words"], 0),
                    t.num(row["flesch_kincaid_grade"]),
                    t.num(row["consensus_grade"]),
                ]
                for row in part
            ],
            n=numbers.plural(len(part), "section"),
            unit="grades of short sections are rough",
        )


def _sentence_mark(row: dict[str, Any], label: dict[str, Any] | None, anchor: str) -> SentenceMark:
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


def _toggles(
    marks: Sequence[Mark], sentences: list[dict[str, Any]], claims: dict[int, dict[str, Any]]
) -> list[Toggle]:
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


def _hardest(
    sentences: list[dict[str, Any]], text: PageText | None, anchor: str
) -> list[dict[str, Any]]:
    scored = [row for row in sentences if row["gain"] is not None and row["gain"] > 0]
    scored.sort(key=lambda row: (-row["gain"], row["sentence"]))
    return [
        {
            "text": text.text[row["start"] : row["end"]] if text else "",
            "href": f"#{anchor}-s{int(row['sentence'])}",
            "gain": numbers.number(row["gain"], 2),
            "words": numbers.plural(row["words"], "word"),
            "hard_words": row["hard_words"],
        }
        for row in scored[:10]
    ]


def _dear_words(words: list[dict[str, Any]]) -> str:
    """Return the dearest words of a document with what they cost, in a line."""
    return ", ".join(
        f"{row['word']} {numbers.number(row['cost'], 2)} ({numbers.plural(row['uses'], 'use')})"
        for row in words
    )
