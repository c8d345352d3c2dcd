"""The documents that two runs both contain, and what changed in them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from hedgerow.corpus.schemas import CORPUS
from hedgerow.report import numbers
from hedgerow.report.labels import in_words, measure
from hedgerow.report.links import Links
from hedgerow.report.results import Earlier, Results, rows
from hedgerow.report.sections.change_cells import difference, direction
from hedgerow.report.sections.comparison import shown_unit
from hedgerow.report.tabulate import (
    Cell,
    Column,
    ReportTable,
    count_column,
    document_column,
    text_column,
)
from hedgerow.statistics.change import Change

if TYPE_CHECKING:
    from pandas import DataFrame

_DOCUMENT = ("consensus_grade", "hedge_rate", "overstatement", "template_share")
_SHOWN = 40


def documents_of_both(earlier: Earlier, results: Results) -> DataFrame | None:
    """Return the documents of the same name, columns with the suffixes then and now.

    None if the earlier table is missing or has no such document.
    """
    if earlier.documents is None:
        return None
    columns = ["doc_id", "status", "included", *dict.fromkeys((*_measured(results), *_DOCUMENT))]
    both = earlier.documents[columns].merge(
        results.of_documents(columns), on="doc_id", suffixes=("_then", "_now")
    )
    return both if len(both) else None


def _measured(results: Results) -> list[str]:
    known = set(CORPUS["documents"].names)
    return [column for column in results.part("measures") if column in known]


def paired(both: DataFrame, results: Results) -> ReportTable:
    """Return the change of each measure within documents, more precise than comparing means."""
    import numpy as np

    from hedgerow.statistics.bootstrap import bootstrap_mean

    both = both[both["included_then"].astype(bool) & both["included_now"].astype(bool)]
    resamples = int(results.setting("statistics", "resamples"))
    records: list[dict[str, Any]] = []
    for column in _measured(results):
        differences = both[f"{column}_now"] - both[f"{column}_then"]
        changes = differences.dropna().to_numpy(float)
        if not len(changes):
            continue
        # A difference this small comes from rounding, not from the text.
        changes = np.where(np.abs(changes) < 1e-9, 0.0, changes)
        mean = bootstrap_mean(changes, resamples=resamples, seed=int(results.summary["seed"]))
        records.append(
            {
                "measure": measure(column),
                "n": len(changes),
                "higher": int((changes > 0).sum()),
                "lower": int((changes < 0).sum()),
                "values": Change(mean.value, mean.low, mean.high),
            }
        )
    records.sort(key=lambda r: (not r["values"].clear, -(r["higher"] + r["lower"])))

    def change_of(row: Mapping[str, Any]) -> Cell:
        return difference(row["values"], row["measure"].digits, row["measure"].unit)

    return ReportTable(
        "changes-paired",
        "Changes within the documents that both runs contain",
        [
            text_column("measure", lambda row: row["measure"].label, head="wide"),
            text_column("unit", lambda row: shown_unit(row["measure"].unit)),
            count_column("documents", "n"),
            count_column("higher now", "higher"),
            count_column("lower now", "lower"),
            Column("mean change (95 % interval)", change_of, "num"),
            text_column("direction", lambda row: direction(row["values"])),
        ],
        records,
        n=numbers.plural(len(both), "document"),
        unit="intervals by resampling documents; shares in percentage points",
        file=results.table_file("documents"),
    )


def most_changed(both: DataFrame, results: Results, links: Links) -> ReportTable:
    """Return the documents of the same name, the most changed first."""
    by = ["consensus_grade", "hedge_rate", "overstatement"]
    sizes = {column: (both[f"{column}_now"] - both[f"{column}_then"]).abs() for column in by}
    ranked = both.assign(**sizes).sort_values(
        [*by, "doc_id"], ascending=[False, False, False, True], na_position="last"
    )
    return ReportTable(
        "changes-documents",
        "Documents of the same name, the most changed first",
        [
            document_column(links),
            text_column("status", _status),
            *map(_earlier_and_now, _DOCUMENT),
        ],
        rows(ranked.head(_SHOWN)),
        n=f"{numbers.plural(len(both), 'document')} in both runs",
        unit="earlier → now; by the change of the grade, then of the hedges",
        file=results.table_file("documents"),
        total=len(both),
    )


def _status(row: Mapping[str, Any]) -> str:
    was, now = (in_words({}, row[f"status_{side}"]) for side in ("then", "now"))
    return str(now) if was == now else f"{was} → {now}"


def _earlier_and_now(name: str) -> Column:
    m = measure(name)

    def cell(row: Mapping[str, Any]) -> Cell:
        was, now = row[f"{name}_then"], row[f"{name}_now"]
        text = " → ".join(numbers.with_unit(value, m.unit, m.digits) for value in (was, now))
        known = numbers.defined(was) and numbers.defined(now)
        return Cell(text, float(now) - float(was) if known else None)

    return Column(m.label, cell, "num")
