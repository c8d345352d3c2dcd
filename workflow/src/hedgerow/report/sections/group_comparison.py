"""Groups beside each other: measures with intervals, tests, and distinctive words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from hedgerow.report import numbers
from hedgerow.report.results import Results, rows
from hedgerow.report.sections import claims, hedging, readability
from hedgerow.report.sections.comparison import comparison_table, group_means
from hedgerow.report.sections.section import Fold, Page, Part, Section, paragraph
from hedgerow.report.tabulate import (
    ROW_LIMIT,
    Cell,
    Column,
    ReportTable,
    count_column,
    number_column,
    p_value,
    text_column,
    yes_column,
)

MEASURES = (*readability.MEASURES, *hedging.MEASURES, *claims.MEASURES, "template_share")


def parts(page: Page) -> Iterator[Part]:
    """Yield the comparison of groups, or one line in a corpus of one group."""
    results = page.results
    if not results.grouped:
        yield paragraph(
            "This corpus has one group. Groups come from a column of a table of metadata, a field"
            " of records, or folders, as the setting <code>groups</code> chooses.",
            "note",
        )
        return
    yield page.figures["group_means"]
    yield Fold("Means in numbers", [group_means(results, MEASURES, "groups", "Measures by group")])
    yield Fold(
        "Differences of groups, effect sizes and tests",
        [comparison_table(results, MEASURES, "groups-tests", "Groups compared in pairs")],
    )
    yield Fold("Words that distinguish the groups", [page.figures["keyness"], _keyness(results)])


SECTION = Section("groups", "Groups", parts, "Groups beside each other", view="compare")


def _ranges(row: Mapping[str, Any]) -> Cell:
    return Cell(f"{numbers.count(row['range'])}, {numbers.count(row['range_rest'])}", row["range"])


_KEYNESS = (
    text_column("item", "item"),
    text_column("group", "group"),
    count_column("occurrences in the group", "count"),
    count_column("in the rest", "rest"),
    Column("documents (group, rest)", _ranges, "num"),
    number_column("log ratio", "log_ratio", 2),
    number_column("LL", "log_likelihood"),
    number_column("difference, %", "pct_diff", 0),
    number_column("BIC", "bic"),
    Column("p, Holm", lambda row: p_value(row["p_holm"]), "num"),
    number_column("dispersion", "dp_norm", 2),
    yes_column("reliable", "reliable", "yes", "no: expected counts too small"),
)


def _keyness(results: Results) -> ReportTable:
    frame = results.table("keyness")
    # With two groups each item is in the table twice, once for either group.
    frame = frame[(frame["log_ratio"] > 0) & (frame["against"] == "rest")].sort_values(
        ["log_likelihood", "group", "item"], ascending=[False, True, True]
    )
    return ReportTable(
        "keyness",
        "Words and phrases that are more frequent in a group",
        _KEYNESS,
        rows(frame.head(ROW_LIMIT)),
        n=numbers.plural(len(frame), "item"),
        unit="two-cell log-likelihood (LL); a log ratio of 1 is a doubling",
        file=results.table_file("keyness"),
        total=len(frame),
    )
