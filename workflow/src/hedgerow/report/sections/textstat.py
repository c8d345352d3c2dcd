"""Hedgerow's counts and scores compared with those of textstat."""

from __future__ import annotations

from collections.abc import Iterator

from hedgerow.report import numbers
from hedgerow.report.labels import measure
from hedgerow.report.sections.section import Page, Part, Section, paragraph
from hedgerow.report.tabulate import ReportTable, number_column, text_column

_CAUSES = {
    "flesch_reading_ease": "sentence ends, syllables of single words, words in compounds",
    "flesch_kincaid_grade": "sentence ends, syllables of single words, words in compounds",
    "smog": "sentence ends; textstat counts a compound of three syllables as one long word",
    "gunning_fog": "textstat’s hard words are those of three syllables off the familiar list, "
    "inflected forms and names among them; Hedgerow uses Gunning’s definition",
    "coleman_liau": "textstat’s factor is 0.058, the authors’ is 0.0588; sentence ends",
    "automated_readability_index": "textstat counts punctuation as characters; sentence ends",
    "dale_chall": "textstat counts inflected forms of familiar words (plurals, -ed, -ing) and "
    "numbers as hard",
    "sentences": "textstat ends a sentence at decimals and abbreviations, and leaves out "
    "sentences of one or two words",
    "words": "textstat counts numbers and addresses as words, and a compound as one word",
    "syllables": "textstat counts those of numbers and addresses, takes the first pronunciation "
    "(Hedgerow the shortest) and hyphenates words outside the dictionary",
}
"""Causes of the difference, by Hedgerow's column."""


def parts(page: Page) -> Iterator[Part]:
    """Yield the differences between textstat and Hedgerow, if a sample was compared."""
    results = page.results
    sample = results.part("textstat")
    differences = sample.get("differences") or {}
    if not sample.get("documents") or not differences:
        return
    yield paragraph(
        "textstat scored the same prose of {documents}. The table gives the differences from"
        " Hedgerow and their causes; the values of textstat are in"
        " <a href='{file}'>{file}</a>.",
        documents=numbers.plural(sample["documents"], "document"),
        file=results.table_file("documents"),
    )
    yield ReportTable(
        "textstat",
        "textstat minus Hedgerow, on the same prose",
        [
            text_column("measure", lambda row: measure(row["measure"]).label),
            number_column("mean difference", lambda row: row.get("mean"), 2),
            number_column("median difference", lambda row: row.get("median"), 2),
            number_column("largest absolute difference", lambda row: row.get("max"), 2),
            text_column("causes", lambda row: _CAUSES.get(row.get("ours", "")), "wide"),
        ],
        [
            {**cells, "measure": cells.get("ours") or column.removeprefix("textstat_")}
            for column, cells in sorted(differences.items())
            if isinstance(cells, dict)
        ],
        n=numbers.plural(sample["documents"], "document") + " compared",
        unit="in the unit of the measure",
        file=results.table_file("documents"),
    )


SECTION = Section("textstat", "Comparison with textstat", parts)
