"""Changes since an earlier run, or differences between this corpus and another."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from hedgerow.report import numbers, sparks
from hedgerow.report.labels import STATUS_WORDS, measure
from hedgerow.report.render import part
from hedgerow.report.results import Results
from hedgerow.report.sections.change_cells import difference, direction
from hedgerow.report.sections.compared_documents import documents_of_both, most_changed, paired
from hedgerow.report.sections.comparison import shown_unit
from hedgerow.report.sections.section import Page, Part, Section
from hedgerow.report.tabulate import (
    Cell,
    Column,
    ReportTable,
    number,
    text_column,
)
from hedgerow.statistics.change import Change, change

if TYPE_CHECKING:
    pass

_RATES = {
    "hedges": ("Hedges", "per 1,000 words"),
    "booster": ("Boosters", "per 1,000 words"),
    "hype": ("Hype", "per 1,000 words"),
    "hedged_sentences": ("Hedged sentences", "share"),
    "direct_causal": ("Causal claims that are direct", "share"),
    "direct_unattributed": ("Direct causal claims without attribution", "share"),
    "research_named": ("Mentions of research that name it", "share"),
}


def parts(page: Page) -> Iterator[Part]:
    """Yield the changes since the earlier results; nothing without earlier results."""
    results, earlier = page.results, page.results.earlier
    if earlier is None:
        return
    changes = list(_changes(earlier.summary, results.summary, "all"))
    both = documents_of_both(earlier, results)
    within = paired(both, results) if both is not None else None
    yield part(
        "_changes.html.j2",
        changes={
            "name": str(earlier.summary.get("corpus")),
            "same": earlier.summary.get("corpus") == results.corpus,
            "documents": (earlier.summary.get("flow") or {}).get("included"),
            "file": earlier.name,
            "settings": _changed_settings(earlier.summary, results.summary),
            "versions": _changed_versions(earlier.summary, results.summary),
            "changed": sum(entry.values.clear for entry in changes),
            "measured": len(changes),
            "paired": within is not None and bool(within.rows),
        },
    )
    if len(results.runs) > 1:
        yield _runs(results)
    yield _tiles(earlier.summary, results.summary)
    if within is not None and within.rows:
        yield within
    yield _table("changes-measures", "Changes in the whole corpus", changes)
    yield from _groups(earlier.summary, results.summary)
    if both is not None:
        yield most_changed(both, results, page.links)


SECTION = Section("changes", "Changes", parts, "Changes since the earlier run", view="compare")


def _runs(results: Results) -> ReportTable:
    """Return the means and rates of every run, oldest first, each measure with its line."""
    summaries = [run.summary for run in results.runs] + [results.summary]
    changes = list(_changes(results.runs[-1].summary, results.summary, "all"))
    earlier = [{e.label: e.was for e in _changes(s, results.summary, "all")} for s in summaries]

    def of_run(k: int) -> Column:
        def cell(entry: Entry) -> Cell:
            cells = earlier[k].get(entry.label)
            return number(cells["value"] if cells else None, entry.digits, entry.unit)

        return Column(names[k], cell, "num")

    def line(entry: Entry) -> Cell:
        values = [
            cells[entry.label]["value"] if entry.label in cells else None for cells in earlier
        ]
        return Cell(sparks.line(values))

    names = [f"{k + 1}. {summary.get('corpus')}" for k, summary in enumerate(summaries)]
    return ReportTable(
        "runs",
        "All runs, oldest first",
        [
            text_column("measure", lambda entry: entry.label),
            *map(of_run, range(len(summaries))),
            Column("as a line", line),
        ],
        changes,
        n=numbers.plural(len(summaries), "run"),
        unit="each line from its own lowest to its own highest value",
    )


def _flat(settings: Mapping[str, Any], above: str = "") -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for key, value in settings.items():
        name = f"{above}.{key}" if above else str(key)
        flat |= _flat(value, name) if isinstance(value, Mapping) else {name: value}
    return flat


def _as_written(value: Any) -> str:
    """Return a setting as YAML has it: null, not None."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


_NO_MEASURE = ("corpus", "source", "shards", "compare", "report.title", "report.pages")


def _changed_settings(a: Mapping[str, Any], b: Mapping[str, Any]) -> list[dict[str, str]]:
    """Return the settings that differ and affect numbers, with both values."""
    was, now = _flat(a.get("settings") or {}), _flat(b.get("settings") or {})
    return [
        {"key": key, "was": _as_written(was[key]), "now": _as_written(now[key])}
        for key in sorted(was.keys() & now.keys())
        if was[key] != now[key] and key not in _NO_MEASURE
    ]


def _changed_versions(a: Mapping[str, Any], b: Mapping[str, Any]) -> list[str]:
    was, now = a.get("versions") or {}, b.get("versions") or {}
    changed = [
        f"{name} {was[name]} → {now[name]}"
        for name in sorted(was.keys() & now.keys())
        if was[name] != now[name]
    ]
    hashes = [
        {name: (cells or {}).get("sha256") for name, cells in (part.get("lexicons") or {}).items()}
        for part in (a, b)
    ]
    lists = sorted(
        name for name in hashes[0] | hashes[1] if hashes[0].get(name) != hashes[1].get(name)
    )
    return changed + [f"lexicon {name} differs" for name in lists]


class Entry(NamedTuple):
    """A measure in both runs: name, unit, decimals, change, and the cells of either run."""

    label: str
    unit: str
    digits: int
    values: Change
    was: Mapping[str, Any]
    now: Mapping[str, Any]


def _changes(a: Mapping[str, Any], b: Mapping[str, Any], group: str) -> Iterator[Entry]:
    """Yield every measure and pooled rate that both runs have for a group."""
    for column in b.get("measures") or {}:
        m = measure(column)
        was, now = (
            _cells(run, "measures", column, group, "mean", "mean_low", "mean_high")
            for run in (a, b)
        )
        if was and now:
            yield Entry(m.label, m.unit, m.digits, _change(was, now), was, now)
    for key, (label, unit) in _RATES.items():
        was, now = (_cells(run, "rates", key, group, "value", "low", "high") for run in (a, b))
        if was and now:
            yield Entry(f"{label}, pooled", unit, 1, _change(was, now), was, now)


def _cells(
    summary: Mapping[str, Any], table: str, key: str, group: str, value: str, low: str, high: str
) -> dict[str, Any]:
    estimates = (summary.get(table) or {}).get(key) or {}
    cells = estimates.get(group) or (estimates.get("groups") or {}).get(group) or {}
    if not numbers.defined(cells.get(value)):
        return {}
    return {
        "value": cells[value],
        "low": cells.get(low),
        "high": cells.get(high),
        "n": cells.get("n"),
    }


def _change(a: Mapping[str, Any], b: Mapping[str, Any]) -> Change:
    ends = [
        float("nan") if side[key] is None else float(side[key])
        for side in (a, b)
        for key in ("value", "low", "high")
    ]
    return change(*ends)


def _counts(entry: Entry) -> Cell:
    return Cell(
        f"{numbers.count(entry.was['n'])}, {numbers.count(entry.now['n'])}", None, css="num"
    )


_ENTRIES = (
    text_column("measure", lambda entry: entry.label, head="wide"),
    text_column("unit", lambda entry: shown_unit(entry.unit)),
    Column("earlier", lambda e: number(e.was["value"], e.digits, e.unit), "num"),
    Column("now", lambda e: number(e.now["value"], e.digits, e.unit), "num"),
    Column("change (95 % interval)", lambda e: difference(e.values, e.digits, e.unit), "num"),
    text_column("direction", lambda entry: direction(entry.values)),
    Column("n earlier, now", _counts, "num"),
)


def _table(name: str, caption: str, changes: Iterable[Entry]) -> ReportTable:
    # Clear changes come first; otherwise the order of the report is kept.
    entries = sorted(changes, key=lambda entry: not entry.values.clear)
    return ReportTable(
        name,
        caption,
        _ENTRIES,
        entries,
        n=numbers.plural(len(entries), "measure"),
        unit="means over documents, pooled rates; n counts documents; shares in percentage points",
        file="summary.json",
    )


def _tiles(a: Mapping[str, Any], b: Mapping[str, Any]) -> ReportTable:
    was = {tile.get("key"): tile for tile in a.get("tiles") or []}
    pairs = [(was[t.get("key")], t) for t in b.get("tiles") or [] if t.get("key") in was]

    def change_of(pair: tuple[Mapping[str, Any], Mapping[str, Any]]) -> Cell:
        sides = [{k: tile.get(k) for k in ("value", "low", "high")} for tile in pair]
        if not all(numbers.defined(side["value"]) for side in sides):
            return number(None)
        return difference(_change(*sides), 1, str(pair[1].get("unit")))

    def value(side: int) -> Callable[[Any], Cell]:
        return lambda pair: number(pair[side].get("value"), 1, str(pair[1].get("unit")))

    def status(side: int) -> Callable[[Any], Any]:
        return lambda pair: STATUS_WORDS.get(str(pair[side].get("status")))

    return ReportTable(
        "changes-tiles",
        "The numbers of the summary, earlier and now",
        [
            text_column("number", lambda pair: pair[1].get("label"), "wide"),
            Column("earlier", value(0), "num"),
            Column("now", value(1), "num"),
            Column("change (95 % interval)", change_of, "num"),
            text_column("status earlier", status(0)),
            text_column("status now", status(1)),
        ],
        pairs,
        n=numbers.plural(len(pairs), "number"),
        unit="shares in percentage points",
        file="summary.json",
    )


def _groups(a: Mapping[str, Any], b: Mapping[str, Any]) -> list[ReportTable]:
    """Return a table for each group that both runs have, where there is more than one."""
    both = sorted((a.get("groups") or {}).keys() & (b.get("groups") or {}).keys())
    if len(b.get("groups") or {}) < 2:
        return []
    return [
        _table(f"changes-group-{k}", f"Changes in the group {group}", _changes(a, b, group))
        for k, group in enumerate(both)
    ]
