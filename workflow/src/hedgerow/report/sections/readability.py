"""How hard the documents read."""

from __future__ import annotations

from typing import Any

from hedgerow.readability.formulas import CONSENSUS, FORMULAS
from hedgerow.report import numbers
from hedgerow.report import tabulate as t
from hedgerow.report.labels import flags_in_words, measure
from hedgerow.report.links import Links
from hedgerow.report.results import Results, rows
from hedgerow.report.sections.attention import document_cell
from hedgerow.report.sections.comparison import comparison_table, group_means, spread_table

_DIVERSITY = ("mattr", "mtld", "hdd")
_OVERVIEW = (
    "consensus_grade",
    "hedgerow_grade",
    *(name for name in FORMULAS if name != "hedgerow_grade"),
    *_DIVERSITY,
)
_COMPARED = (
    "consensus_grade",
    "hedgerow_grade",
    "flesch_kincaid_grade",
    "flesch_reading_ease",
    *_DIVERSITY,
)

_WHY = {
    "flesch_reading_ease": "sentence ends, syllables of single words, words in compounds",
    "flesch_kincaid_grade": "sentence ends, syllables of single words, words in compounds",
    "smog": "sentence ends; a compound of three syllables is one long word to textstat",
    "gunning_fog": "textstat’s hard words are those of three syllables off the familiar list, "
    "inflected forms and names among them; ours are Gunning’s",
    "coleman_liau": "textstat’s factor is 0.058, the authors’ is 0.0588; sentence ends",
    "automated_readability_index": "textstat counts punctuation as characters; sentence ends",
    "dale_chall": "inflected forms of familiar words (plurals, -ed, -ing) are hard to textstat, "
    "and so are numbers",
    "sentences": "textstat ends a sentence at decimals and abbreviations, and leaves out "
    "sentences of one or two words",
    "words": "numbers and addresses are words to textstat, a compound is one",
    "syllables": "textstat counts those of numbers and addresses, takes the first pronunciation "
    "(ours is the shortest) and divides words outside the dictionary as at the end of a line",
}
"""Why textstat's value differs from ours."""


def context(results: Results, links: Links) -> dict[str, Any]:
    """Return the readability tables."""
    return {
        "spread": spread_table(results, _OVERVIEW, "readability", "Readability of the corpus"),
        "lines": _lines(results),
        "means": group_means(results, _COMPARED, "readability-groups", "Readability by group"),
        "compared": comparison_table(
            results, _COMPARED, "readability-tests", "Readability: groups against each other"
        ),
        "agreement": _agreement(results),
        "icc": _icc(results),
        "variants": _variants(results),
        "textstat": _textstat(results),
        "documents": _documents(results, links),
        "hard": _hard_sentences(results, links),
        "words": _hard_words(results),
    }


def _lines(results: Results) -> t.ReportTable:
    found = [item for item in results.summary.get("grades") or [] if item]
    return t.ReportTable(
        "grades",
        "Documents at or below a grade",
        [
            t.Heading("group"),
            t.Heading("grade", "num"),
            t.Heading("documents at or below", "num"),
            t.Heading("of", "num"),
            t.Heading("share (95 % interval)", "num"),
        ],
        [
            [
                t.text(item.get("group")),
                t.num(item.get("grade"), 0),
                t.num(item.get("k"), 0),
                t.num(item.get("n"), 0),
                t.num_interval(item.get("share"), item.get("low"), item.get("high"), 1, "share"),
            ]
            for item in found
        ],
        n=numbers.plural(len(results.included), "document"),
        unit="consensus grade; Wilson intervals",
        file=results.table_file("documents"),
    )


def _agreement(results: Results) -> t.ReportTable | None:
    agreement = results.part("agreement")
    columns, matrix = agreement.get("columns") or [], agreement.get("spearman") or []
    if len(columns) < 2 or not matrix:
        return None
    labels = [measure(column).label for column in columns]
    return t.ReportTable(
        "agreement",
        "How far the indices rank the documents alike",
        [t.Heading("index"), *(t.Heading(label, "num") for label in labels)],
        [
            [t.text(label), *(t.num(value, 2) for value in line)]
            for label, line in zip(labels, matrix, strict=True)
        ],
        n=numbers.plural(len(results.included), "document"),
        unit="Spearman’s rank correlation",
    )


def _icc(results: Results) -> str:
    icc = results.part("agreement").get("icc") or {}
    if not numbers.defined(icc.get("value")):
        return ""
    ends = numbers.interval(icc.get("low"), icc.get("high"), 2)
    tail = f", 95{numbers.NARROW}% interval {ends}" if ends else ""
    return f"{numbers.number(icc['value'], 2)} (n = {numbers.count(icc.get('n'))}{tail})"


def _variants(results: Results) -> t.ReportTable:
    named = {
        "prose": "prose alone (used everywhere else)",
        "block_closed": "all blocks, a full stop closes each",
        "unsegmented": "all blocks, line breaks ignored",
        "textstat": "prose alone, scored by textstat",
    }
    variants = results.part("variants")
    lines = []
    for key, label in named.items():
        cells = variants.get(key)
        if not isinstance(cells, dict) or not cells.get("n"):
            continue
        lines.append(
            [
                t.text(label),
                t.num(cells["n"], 0),
                t.num_interval(
                    cells.get("median"), cells.get("median_low"), cells.get("median_high")
                ),
            ]
        )
    return t.ReportTable(
        "variants",
        "The same text cut three ways",
        [
            t.Heading("text that is scored"),
            t.Heading("n", "num"),
            t.Heading("median Flesch-Kincaid grade", "num"),
        ],
        lines,
        n=numbers.plural(len(results.included), "document"),
        unit="US school grade",
        file=results.table_file("documents"),
    )


def _textstat(results: Results) -> dict[str, Any] | None:
    part = results.part("textstat")
    differences = part.get("differences") or {}
    if not part.get("documents") or not differences:
        return None
    table = t.ReportTable(
        "textstat",
        "textstat less Hedgerow, on the same prose",
        [
            t.Heading("measure"),
            t.Heading("mean difference", "num"),
            t.Heading("median difference", "num"),
            t.Heading("largest, either way", "num"),
            t.Heading("where it comes from"),
        ],
        [
            [
                t.text(measure(cells.get("ours") or column.removeprefix("textstat_")).label),
                t.num(cells.get("mean"), 2),
                t.num(cells.get("median"), 2),
                t.num(cells.get("max"), 2),
                t.text(_WHY.get(cells.get("ours", "")), css="wide"),
            ]
            for column, cells in sorted(differences.items())
            if isinstance(cells, dict)
        ],
        n=numbers.plural(part["documents"], "document") + " compared",
        unit="as in the measure",
        file=results.table_file("documents"),
    )
    return {"table": table, "documents": part["documents"]}


def _documents(results: Results, links: Links) -> t.ReportTable:
    columns = ("flesch_reading_ease", *CONSENSUS, "dale_chall")
    frame = results.included[results.included["consensus_grade"].notna()]
    frame = frame.sort_values(["consensus_grade", "doc_id"], ascending=[False, True])
    lines = []
    for row in rows(frame.head(t.ROW_LIMIT)):
        lines.append(
            [
                document_cell(row["doc_id"], links),
                *([t.text(row["group"])] if results.grouped else []),
                t.num(row["words"], 0),
                t.num_interval(
                    row["consensus_grade"], row["consensus_grade_low"], row["consensus_grade_high"]
                ),
                t.num_interval(
                    row["hedgerow_grade"], row["hedgerow_grade_low"], row["hedgerow_grade_high"]
                ),
                *(t.num(row[column]) for column in columns),
                t.text(flags_in_words(row["flags"]), css="wide"),
            ]
        )
    return t.ReportTable(
        "readability-documents",
        "Readability of each document, hardest first",
        [
            t.Heading("document"),
            *([t.Heading("group")] if results.grouped else []),
            t.Heading("words", "num"),
            t.Heading("consensus grade (95 % interval)", "num"),
            t.Heading("Hedgerow grade (95 % interval)", "num"),
            *(t.Heading(measure(column).label, "num") for column in columns),
            t.Heading("flags"),
        ],
        lines,
        n=numbers.plural(len(frame), "document"),
        unit="US school grade; Flesch Reading Ease and Dale-Chall in points",
        file=results.table_file("documents"),
        total=len(frame),
    )


_TOP = 25
"""Rows of the tables of hard sentences and words."""


def _hard_sentences(results: Results, links: Links) -> t.ReportTable:
    frame = results.table("sentences").dropna(subset=["gain"])
    frame = frame[frame["doc_id"].isin(results.included["doc_id"])]
    frame = frame.sort_values(["gain", "doc_id", "sentence"], ascending=[False, True, True])
    return t.ReportTable(
        "hard-sentences",
        f"The {_TOP} sentences whose rewriting would help most",
        [
            t.Heading("document"),
            t.Heading("sentence", "num"),
            t.Heading("words", "num"),
            t.Heading("grade of the document without it, lower by", "num"),
            t.Heading("hard words"),
        ],
        [
            [
                document_cell(row["doc_id"], links),
                t.Cell(
                    str(int(row["sentence"]) + 1),
                    float(row["sentence"]),
                    links.sentence(row["doc_id"], row["sentence"]),
                ),
                t.num(row["words"], 0),
                t.num(row["gain"], 2),
                t.text(row["hard_words"], css="wide"),
            ]
            for row in rows(frame.head(_TOP))
        ],
        n=numbers.plural(len(frame), "sentence"),
        unit="Flesch-Kincaid grades",
        file=results.table_file("sentences"),
    )


def _hard_words(results: Results) -> t.ReportTable | None:
    frame = results.table("hard_words")
    frame = frame[frame["doc_id"].isin(results.included["doc_id"])]
    if frame.empty:
        return None
    merged = frame.groupby("word", as_index=False).agg(
        documents=("doc_id", "nunique"),
        uses=("uses", "sum"),
        syllables=("syllables", "mean"),
        cost=("cost", "mean"),
        total=("cost", "sum"),
    )
    merged = merged.sort_values(["total", "word"], ascending=[False, True])
    return t.ReportTable(
        "hard-words",
        f"The {_TOP} words that cost most grades",
        [
            t.Heading("word"),
            t.Heading("documents", "num"),
            t.Heading("uses in them", "num"),
            t.Heading("syllables", "num"),
            t.Heading("grades it costs each, on average", "num"),
        ],
        [
            [
                t.text(row["word"]),
                t.num(row["documents"], 0),
                t.num(row["uses"], 0),
                t.num(row["syllables"], 0),
                t.num(row["cost"], 2),
            ]
            for row in rows(merged.head(_TOP))
        ],
        n=numbers.plural(len(merged), "word")
        + " among the ten dearest of "
        + numbers.plural(frame["doc_id"].nunique(), "document"),
        unit="Flesch-Kincaid grades; documents where the word is among the ten dearest",
        file=results.table_file("hard_words"),
    )
