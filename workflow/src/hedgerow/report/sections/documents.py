"""The pages of the documents: numbers, position in the corpus, and the marked text of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from hedgerow.report import numbers, sparks
from hedgerow.report.labels import ATTRIBUTIONS, CLAIMS, flags_in_words, in_words, measure
from hedgerow.report.links import Links, slug
from hedgerow.report.markup import Mark
from hedgerow.report.ranks import Ranks
from hedgerow.report.render import part
from hedgerow.report.results import Results, rows, rows_by_document
from hedgerow.report.sections.attention import reasons
from hedgerow.report.sections.document_marks import (
    cue_marks,
    marked_blocks,
    passage_marks,
    phrase_marks,
    sentence_mark,
    toggles,
)
from hedgerow.report.sections.phrases import occurrence_table, sorted_occurrences
from hedgerow.report.sections.section import Page, Part, Section, paragraph
from hedgerow.report.tabulate import (
    ROW_LIMIT,
    Cell,
    Column,
    ReportTable,
    count_column,
    document_column,
    group_columns,
    measure_column,
    number_column,
    text_column,
)
from hedgerow.report.texts import PageText

PAGE_LIMIT = 500
"""Documents with a page of their own, at most; those that need attention come first."""

HARDEST = 10
"""Sentences that a page lists for rewriting."""

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
        "is_long",
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
"""Columns of each table that the pages use."""


def parts(page: Page) -> Iterator[Part]:
    """Yield the index of all documents, and the pages printed inside the report."""
    frame = page.results.documents
    with_text = int(frame["status"].isin(["analysed", "too_short"]).sum())
    without = max(with_text - page.paged, 0)
    if page.links.separate:
        yield paragraph(
            "Each document has a page of its own in the folder <code>documents</code>."
            + (
                " The {paged} documents that fail most criteria have one; {others} with text"
                " {have} none."
                if without
                else ""
            ),
            paged=numbers.count(page.paged),
            others=numbers.plural(without, "document"),
            have="has" if without == 1 else "have",
        )
    else:
        yield paragraph(
            "The full text of each document with all its marks. Open a document below or from any"
            " table."
        )
    yield index_table(page.results, page.links)
    yield part("_documents.html.j2", documents=page.articles)


SECTION = Section("documents", "Document pages", parts)


def paged_documents(results: Results) -> list[str]:
    """Return the documents that get a page, those that fail most criteria first."""
    frame = results.documents
    has_text = frame["status"].isin(["analysed", "too_short"]) | frame["included"].fillna(
        False
    ).astype(bool)
    return [str(doc_id) for doc_id in frame[has_text]["doc_id"].head(PAGE_LIMIT)]


def index_table(results: Results, links: Links) -> ReportTable:
    """Return the index of all documents."""
    frame = results.documents.sort_values("doc_id")
    return ReportTable(
        "documents",
        "All documents",
        [
            document_column(links),
            *group_columns(results.grouped),
            text_column("status", lambda row: in_words({}, row["status"])),
            count_column("words measured", "words"),
            number_column("of all its words", _measured_share, 0, "share", "%"),
            measure_column("consensus_grade", "consensus grade"),
            measure_column("hedge_rate", "hedges per 1,000 words"),
            count_column("direct claims", "direct_causal"),
            measure_column("template_share", "shared wording"),
            count_column("criteria failed", "failed"),
        ],
        rows(frame.head(ROW_LIMIT)),
        n=numbers.plural(len(frame), "document"),
        file=results.table_file("documents"),
        total=len(frame),
    )


def _measured_share(row: Mapping[str, Any]) -> float | None:
    """Return the share of a document's words that were measured; None without words."""
    words, total = row["words"], row["words_all"]
    return float(words) / float(total) if numbers.defined(words) and total else None


class Pages:
    """Builds the pages of the documents `paged`; the tables are split by document once."""

    def __init__(self, results: Results, texts: dict[str, PageText], paged: Sequence[str]) -> None:
        self.results = results
        self.texts = texts
        self.rows = {row["doc_id"]: row for row in rows(results.documents)}
        order = {"sentences": "sentence", "sections": "section", "hard_words": "rank"}
        self._tables = {
            name: rows_by_document(results.table(name)[list(columns)], paged, order.get(name))
            for name, columns in _COLUMNS.items()
        }
        self._occurrences = rows_by_document(sorted_occurrences(results), paged)
        self._others = [
            c for c in results.part("measures") if c not in _CARD and c in results.documents
        ]
        self._ranks = {column: Ranks.of(results, column) for column in (*_CARD, *self._others)}
        pairs = results.table("phrase_documents")
        pairs = pairs[pairs["origin"] == "discovered"]
        # A focus phrase is marked like a listed one, whatever its origin.
        focus = results.table("documents")[["doc_id", "focus_phrase"]]
        self._discovered = set(
            pairs[["doc_id", "phrase"]].itertuples(index=False, name=None)
        ) - set(focus.itertuples(index=False, name=None))

    def context(self, doc_id: str, links: Links) -> dict[str, Any]:
        """Return what the template of a document page prints."""
        row, text = self.rows[doc_id], self.texts.get(doc_id)
        anchor, key = links.anchor(doc_id), slug(doc_id)
        claims = {int(c["sentence"]): c for c in self._tables["claims"][doc_id]}
        sentences = self._tables["sentences"][doc_id]
        marks = self._marks(doc_id) if text else []
        spans = [sentence_mark(s, claims.get(int(s["sentence"])), anchor) for s in sentences]
        listed = self._occurrences[doc_id]
        return {
            "doc_id": doc_id,
            "anchor": anchor,
            "row": row,
            "failed": int(row["failed"] or 0),
            "reasons": reasons(row),
            "card": self._card(row, _CARD),
            "others": self._card(row, self._others),
            "body": marked_blocks(text, spans, marks) if text else [],
            "toggles": toggles(marks, sentences, claims),
            "sentences": _sentence_table(sentences, claims, text, anchor, key),
            "flags": flags_in_words(row["flags"]),
            "sections": _section_table(self._tables["sections"][doc_id], key),
            "hard": _hardest(sentences, text, anchor),
            "words": _hard_words(self._tables["hard_words"][doc_id]),
            "occurrences": occurrence_table(
                self.results, links, listed, len(listed), f"occurrences-{key}", with_document=False
            ),
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
                    "spark": sparks.position(
                        value, *(cells.get(k) for k in ("min", "q1", "median", "q3", "max"))
                    ),
                }
            )
        return lines

    def _marks(self, doc_id: str) -> list[Mark]:
        occurrences = self._tables["phrases"][doc_id]
        discovered = {
            row["phrase"] for row in occurrences if (doc_id, row["phrase"]) in self._discovered
        }
        marks = cue_marks(self._tables["cues"][doc_id])
        marks += phrase_marks(occurrences, discovered)
        marks += passage_marks(self._tables["passages"][doc_id])
        return sorted(marks, key=lambda mark: (mark.start, mark.end, mark.css))


def _sentence_table(
    sentences: Sequence[Mapping[str, Any]],
    claims: Mapping[int, Mapping[str, Any]],
    text: PageText | None,
    anchor: str,
    key: str,
) -> ReportTable:
    def opening(row: Mapping[str, Any]) -> Cell:
        words = text.text[row["start"] : row["end"]][:56] if text else ""
        return Cell(words + "…", None, f"#{anchor}-s{int(row['sentence'])}", "wide")

    def label(row: Mapping[str, Any], name: str) -> Any:
        value = claims.get(int(row["sentence"]), {}).get(name)
        return None if value == "none" and name != "claim" else value

    return ReportTable(
        f"sentences-{key}",
        "Sentences of prose",
        [
            Column("no.", lambda s: Cell(str(int(s["sentence"]) + 1), float(s["sentence"])), "num"),
            Column("opening", opening),
            count_column("words", "words"),
            number_column("grade of the sentence", "flesch_kincaid_grade"),
            number_column("certainty", lambda s: label(s, "certainty")),
            text_column("claim", lambda s: in_words(CLAIMS, label(s, "claim"))),
            text_column("source", lambda s: in_words(ATTRIBUTIONS, label(s, "attribution"))),
            text_column("advice", lambda s: label(s, "advice")),
        ],
        sentences,
        n=numbers.plural(min(len(sentences), ROW_LIMIT), "sentence"),
        unit="certainty from 1 to 6; labels of sentences that hedge, claim, advise or attribute",
    )


def _section_table(sections: Sequence[Mapping[str, Any]], key: str) -> ReportTable:
    return ReportTable(
        f"sections-{key}",
        "Sections",
        [
            text_column("section", lambda row: row["heading"] or "(before the first heading)"),
            count_column("words", "words"),
            number_column("Flesch-Kincaid grade", "flesch_kincaid_grade"),
            number_column("consensus grade", "consensus_grade"),
        ],
        sections,
        n=numbers.plural(len(sections), "section"),
        unit="grades of short sections are rough",
    )


def _hardest(
    sentences: Sequence[Mapping[str, Any]], text: PageText | None, anchor: str
) -> list[dict[str, Any]]:
    scored = [row for row in sentences if row["gain"] is not None and row["gain"] > 0]
    scored.sort(key=lambda row: (-row["gain"], row["sentence"]))
    return [
        {
            "text": text.text[row["start"] : row["end"]] if text else "",
            "href": f"#{anchor}-s{int(row['sentence'])}",
            "gain": numbers.number(row["gain"], 2),
            "words": numbers.plural(row["words"], "word")
            + (" (over 80: a list, or text without sentence ends?)" if row["is_long"] else ""),
            "hard_words": row["hard_words"],
        }
        for row in scored[:HARDEST]
    ]


def _hard_words(words: Sequence[Mapping[str, Any]]) -> str:
    """Return the words that raise the grade of a document most, with their effect, in a line."""
    return ", ".join(
        f"{row['word']} {numbers.number(row['cost'], 2)} ({numbers.plural(row['uses'], 'use')})"
        for row in words
    )
