"""Tables that several sections share: a measure over the corpus, and groups compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from hedgerow.report import numbers
from hedgerow.report.labels import Measure, measure
from hedgerow.report.results import Results, rows
from hedgerow.report.tabulate import (
    Cell,
    Column,
    ReportTable,
    count_column,
    estimate,
    number,
    p_value,
    text_column,
)
from hedgerow.statistics.groups import COMPARED_GROUPS


def shown_unit(unit: str) -> str:
    """Return a unit as a table prints it: shares are percentages."""
    return "%" if unit == "share" else unit


_MEASURE = text_column("measure", lambda row: row["measure"].label)
_UNIT = text_column("unit", lambda row: shown_unit(row["measure"].unit))

_SPREAD = (
    _MEASURE,
    _UNIT,
    count_column("n", "n"),
    Column("mean (95 % interval)", lambda row: _estimate(row, "mean"), "num"),
    Column("SD", lambda row: number(row["sd"], row["measure"].digits, row["measure"].unit), "num"),
    Column("median (95 % interval)", lambda row: _estimate(row, "median"), "num"),
    Column("middle half", lambda row: _range(row, "q1", "q3"), "num"),
    Column("range", lambda row: _range(row, "min", "max"), "num"),
)


def spread_table(results: Results, columns: Sequence[str], name: str, caption: str) -> ReportTable:
    """Return mean, SD, median, quartiles and range of each measure over the included documents."""
    known = results.part("measures")
    cells = [(column, (known.get(column) or {}).get("all") or {}) for column in columns]
    records = [{"sd": None, **c, "measure": measure(column)} for column, c in cells if c.get("n")]
    return ReportTable(
        name,
        caption,
        _SPREAD,
        records,
        n=numbers.plural(results.n_included, "document"),
        unit="intervals by resampling documents",
        file=results.table_file("documents"),
    )


def _estimate(cells: Mapping[str, Any], key: str, size: int | None = None) -> Cell:
    """Return a mean or median with its interval, and its n where that is not the group's size.

    Documents with equal values have no interval: resampling them would feign certainty.
    """
    m: Measure = cells["measure"]
    alike = cells.get("min") == cells.get("max")
    ends = (None, None) if alike else (cells.get(f"{key}_low"), cells.get(f"{key}_high"))
    cell = estimate(cells.get(key), *ends, m.digits, m.unit)
    if size is None or cell.sort is None or cells.get("n") == size:
        return cell
    return cell._replace(text=f"{cell.text}, n = {numbers.count(cells.get('n'))}")


def _range(cells: Mapping[str, Any], low: str, high: str) -> Cell:
    m: Measure = cells["measure"]
    share = m.unit == "share"
    ends = numbers.interval(cells.get(low), cells.get(high), 0 if share else m.digits, share)
    return Cell(ends or numbers.UNDEFINED, None, css="num")


def group_means(
    results: Results, columns: Sequence[str], name: str, caption: str
) -> ReportTable | None:
    """Return the means of each group side by side; None in a corpus without groups."""
    if not results.grouped:
        return None
    known, sizes = results.part("measures"), results.part("groups")

    def group_column(group: str) -> Column:
        def cell(row: Mapping[str, Any]) -> Cell:
            cells = {**(row["groups"].get(group) or {}), "measure": row["measure"]}
            return _estimate(cells, "mean", sizes.get(group))

        return Column(f"{group} (n = {numbers.count(sizes.get(group))})", cell, "num")

    groups = {column: (known.get(column) or {}).get("groups") or {} for column in columns}
    return ReportTable(
        name,
        caption,
        [_MEASURE, _UNIT, *map(group_column, results.groups)],
        [{"measure": measure(c), "groups": cells} for c, cells in groups.items() if cells],
        n=numbers.plural(results.n_included, "document"),
        unit="means with 95 % intervals by resampling documents",
        file=results.table_file("groups"),
    )


def _count_pair(row: Mapping[str, Any]) -> Cell:
    return Cell(f"{numbers.count(row['n_a'])}, {numbers.count(row['n_b'])}", row["n_a"])


def _effect(row: Mapping[str, Any], name: str) -> Cell:
    return estimate(row[name], row[f"{name}_low"], row[f"{name}_high"], 2)


_COMPARED = (
    text_column("measure", lambda row: measure(row["measure"]).label),
    text_column("groups", lambda row: f"{row['group_a']} − {row['group_b']}"),
    Column("n", _count_pair, "num"),
    Column("difference of means (95 % interval)", lambda row: _difference(row), "num"),
    Column("Hedges g (95 % interval)", lambda row: _effect(row, "hedges_g"), "num"),
    Column("Cliff’s delta (95 % interval)", lambda row: _effect(row, "cliffs_delta"), "num"),
    Column("effect size of the test", lambda row: _whole_effect(row), "num"),
    text_column("test, or why there is none", lambda row: row["test"] or row["reason"], "wide"),
    Column("p", lambda row: p_value(row["p"]), "num"),
    Column("p, Holm", lambda row: p_value(row["p_holm"]), "num"),
)


def pairs_of_largest(results: Results) -> str:
    """Return the part of a table's unit that says which groups are in pairs; empty for all."""
    if len(results.groups) <= COMPARED_GROUPS:
        return ""
    return f"; in pairs the {COMPARED_GROUPS} largest groups of {len(results.groups)}"


def comparison_table(
    results: Results, columns: Sequence[str], name: str, caption: str
) -> ReportTable | None:
    """Return differences, effect sizes and tests of groups; None without any comparison."""
    if not results.grouped:
        return None
    frame = results.table("groups")
    frame = frame[frame["measure"].isin(list(columns))]
    order = {column: position for position, column in enumerate(columns)}
    compared = sorted(rows(frame), key=lambda r: (order[r["measure"]], r["group_a"], r["group_b"]))
    if not compared:
        return None
    return ReportTable(
        name,
        caption,
        _COMPARED,
        compared,
        n=numbers.plural(results.n_included, "document"),
        unit="difference in the unit of the measure, of shares in percentage points"
        + pairs_of_largest(results),
        file=results.table_file("groups"),
    )


def _difference(row: Mapping[str, Any]) -> Cell:
    """Return a difference of means; that of shares is in percentage points, without a % sign."""
    m = measure(row["measure"])
    share = m.unit == "share"
    value, low, high = (
        (100 if share else 1) * row[key] if numbers.defined(row[key]) else None
        for key in ("difference", "difference_low", "difference_high")
    )
    return estimate(value, low, high, m.digits if share else m.digits + 1)


def _whole_effect(row: Mapping[str, Any]) -> Cell:
    """Return the effect size that belongs to the test of pairs, or of all groups together."""
    if row["rank_biserial"] is not None:
        ends = numbers.interval(row["rank_biserial_low"], row["rank_biserial_high"], 2)
        text = f"rank-biserial {numbers.number(row['rank_biserial'], 2)}"
        return Cell(f"{text} ({ends})" if ends else text, row["rank_biserial"])
    if row["epsilon_squared"] is not None:
        text = f"epsilon² {numbers.number(row['epsilon_squared'], 2)}"
        return Cell(text, row["epsilon_squared"])
    return Cell(numbers.UNDEFINED, None)
