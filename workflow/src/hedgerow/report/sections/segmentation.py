"""How far the grade depends on the way a text is segmented."""

from __future__ import annotations

from collections.abc import Iterator

from hedgerow.report import numbers
from hedgerow.report.results import Results
from hedgerow.report.sections.section import Page, Part, Section, paragraph
from hedgerow.report.tabulate import ReportTable, count_column, estimate_column, text_column

_VARIANTS = {
    "prose": "prose alone (used everywhere else)",
    "block_closed": "all blocks, each closed by a full stop",
    "unsegmented": "all blocks, line breaks ignored",
    "textstat": "prose alone, scored by textstat",
}


def parts(page: Page) -> Iterator[Part]:
    """Yield the grades of the same texts under three segmentations."""
    yield paragraph(
        "A heading without a full stop that is joined to the next sentence makes one long sentence"
        " of two short ones. The variants show how far the grade depends on that."
    )
    yield _variants(page.results)
    yield page.figures["variants"]


SECTION = Section("segmentation", "Effect of segmentation", parts)


def _variants(results: Results) -> ReportTable:
    variants = results.part("variants")
    records = [
        {"median_low": None, "median_high": None, **variants[key], "label": label}
        for key, label in _VARIANTS.items()
        if isinstance(variants.get(key), dict) and variants[key].get("n")
    ]
    return ReportTable(
        "variants",
        "The same text under three segmentations",
        [
            text_column("text scored", "label"),
            count_column("n", "n"),
            estimate_column("median Flesch-Kincaid grade", "median"),
        ],
        records,
        n=numbers.plural(results.n_included, "document"),
        unit="US school grade",
        file=results.table_file("documents"),
    )
