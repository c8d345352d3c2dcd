"""Tables that several sections share: a measure over the corpus, and groups against each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from hedgerow.report import numbers
from hedgerow.report import tabulate as t
from hedgerow.report.labels import Measure, measure
from hedgerow.report.results import Results, rows


def spread_table(
    results: Results, columns: Sequence[str], name: str, caption: str
) -> t.ReportTable:
    """Return mean, SD, median, quartiles and range of each measure over the included documents."""
    known = results.part("measures")
    lines = []
    for column in columns:
        cells = (known.get(column) or {}).get("all") or {}
        if not cells.get("n"):
            continue
        m = measure(column)
        lines.append(
            [
                t.text(m.label),
                t.text(_unit(m.unit)),
                t.num(cells["n"], 0),
                _estimate(cells, "mean", m),
                t.num(cells.get("sd"), m.digits, m.unit),
                _estimate(cells, "median", m),
                t.Cell(_range(cells, "q1", "q3", m.digits, m.unit), None, css="num"),
                t.Cell(_range(cells, "min", "max", m.digits, m.unit), None, css="num"),
            ]
        )
    return t.ReportTable(
        name,
        caption,
        [
            t.Heading("measure"),
            t.Heading("unit"),
            t.Heading("n", "num"),
            t.Heading("mean (95 % interval)", "num"),
            t.Heading("SD", "num"),
            t.Heading("median (95 % interval)", "num"),
            t.Heading("middle half", "num"),
            t.Heading("range", "num"),
        ],
        lines,
        n=numbers.plural(len(results.included), "document"),
        unit="units in the table; intervals by resampling documents",
        file=results.table_file("documents"),
    )


def _estimate(cells: Mapping[str, Any], key: str, m: Measure, size: int | None = None) -> t.Cell:
    """Return a mean or median with its interval, and its n where that is not the group's size.

    Documents that are all alike have no interval: drawing them anew would feign certainty.
    """
    alike = cells.get("min") == cells.get("max")
    ends = (None, None) if alike else (cells.get(f"{key}_low"), cells.get(f"{key}_high"))
    cell = t.num_interval(cells.get(key), *ends, m.digits, m.unit)
    if size is None or cell.sort is None or cells.get("n") == size:
        return cell
    return cell._replace(text=f"{cell.text}, n = {numbers.count(cells.get('n'))}")


def _unit(unit: str) -> str:
    return "%" if unit == "share" else unit


def _range(cells: dict, low: str, high: str, digits: int, unit: str) -> str:
    share = unit == "share"
    ends = numbers.interval(cells.get(low), cells.get(high), 0 if share else digits, share)
    return ends or numbers.UNDEFINED


def group_means(
    results: Results, columns: Sequence[str], name: str, caption: str
) -> t.ReportTable | None:
    """Return the means of each group side by side; None where nothing was compared."""
    if not results.grouped:
        return None
    known, sizes = results.part("measures"), results.part("groups")
    lines = []
    for column in columns:
        groups = (known.get(column) or {}).get("groups") or {}
        if not groups:
            continue
        m = measure(column)
        line = [t.text(m.label), t.text(_unit(m.unit))]
        for group in results.groups:
            cells = groups.get(group) or {}
            line.append(_estimate(cells, "mean", m, sizes.get(group)))
        lines.append(line)
    return t.ReportTable(
        name,
        caption,
        [
            t.Heading("measure"),
            t.Heading("unit"),
            *(
                t.Heading(f"{group} (n = {numbers.count(sizes.get(group))})", "num")
                for group in results.groups
            ),
        ],
        lines,
        n=numbers.plural(len(results.included), "document"),
        unit="mean with 95 % interval, documents resampled",
        file=results.table_file("groups"),
    )


def comparison_table(
    results: Results, columns: Sequence[str], name: str, caption: str
) -> t.ReportTable | None:
    """Return differences, effect sizes and tests of groups; None where nothing was compared."""
    if not results.grouped:
        return None
    frame = results.table("groups")
    frame = frame[frame["measure"].isin(list(columns))]
    order = {column: place for place, column in enumerate(columns)}
    found = sorted(rows(frame), key=lambda r: (order[r["measure"]], r["group_a"], r["group_b"]))
    if not found:
        return None
    lines = []
    for row in found:
        m = measure(row["measure"])
        digits = m.digits + (0 if m.unit == "share" else 1)
        lines.append(
            [
                t.text(m.label),
                t.text(f"{row['group_a']} − {row['group_b']}"),
                t.Cell(f"{numbers.count(row['n_a'])}, {numbers.count(row['n_b'])}", row["n_a"]),
                _difference(row, digits, m.unit),
                t.num_interval(row["hedges_g"], row["hedges_g_low"], row["hedges_g_high"], 2),
                t.num_interval(
                    row["cliffs_delta"], row["cliffs_delta_low"], row["cliffs_delta_high"], 2
                ),
                _whole_effect(row),
                t.text(row["test"] or row["reason"], css="wide"),
                t.Cell(numbers.p_value(row["p"]), row["p"]),
                t.Cell(numbers.p_value(row["p_holm"]), row["p_holm"]),
            ]
        )
    return t.ReportTable(
        name,
        caption,
        [
            t.Heading("measure"),
            t.Heading("groups"),
            t.Heading("n", "num"),
            t.Heading("difference of means (95 % interval)", "num"),
            t.Heading("Hedges g (95 % interval)", "num"),
            t.Heading("Cliff’s delta (95 % interval)", "num"),
            t.Heading("effect size of the test", "num"),
            t.Heading("test, or why there is none"),
            t.Heading("p", "num"),
            t.Heading("p, Holm", "num"),
        ],
        lines,
        n=numbers.plural(len(results.included), "document"),
        unit="difference in the unit of the measure, of shares in percentage points",
        file=results.table_file("groups"),
    )


def _difference(row: Mapping[str, Any], digits: int, unit: str) -> t.Cell:
    """Return a difference of means; that of shares is in percentage points and has no % sign."""
    times = 100 if unit == "share" else 1
    value, low, high = (
        times * row[key] if numbers.defined(row[key]) else None
        for key in ("difference", "difference_low", "difference_high")
    )
    return t.num_interval(value, low, high, digits)


def _whole_effect(row: Mapping[str, Any]) -> t.Cell:
    """Return the effect size that belongs to the test of pairs, or of all groups together."""
    if row["rank_biserial"] is not None:
        ends = numbers.interval(row["rank_biserial_low"], row["rank_biserial_high"], 2)
        text = f"rank-biserial {numbers.number(row['rank_biserial'], 2)}"
        return t.Cell(f"{text} ({ends})" if ends else text, row["rank_biserial"])
    if row["epsilon_squared"] is not None:
        text = f"epsilon² {numbers.number(row['epsilon_squared'], 2)}"
        return t.Cell(text, row["epsilon_squared"])
    return t.Cell(numbers.UNDEFINED, None)
