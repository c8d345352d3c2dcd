"""What moved since an earlier run, or between this corpus and another."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from hedgerow.report import numbers
from hedgerow.report import tabulate as t
from hedgerow.report.labels import STATUS_WORDS, in_words, measure
from hedgerow.report.links import Links
from hedgerow.report.results import Earlier, Results, rows
from hedgerow.report.sections.attention import document_cell
from hedgerow.statistics.change import Change, change

if TYPE_CHECKING:
    from pandas import DataFrame

_RATES = {
    "hedges": ("Hedges", "per 1,000 words"),
    "booster": ("Boosters", "per 1,000 words"),
    "hype": ("Hype", "per 1,000 words"),
    "hedged_sentences": ("Hedged sentences", "share"),
    "direct_causal": ("Causal claims that are direct", "share"),
    "direct_unattributed": ("Direct claims on nobody’s word", "share"),
    "research_named": ("Mentions of research that name it", "share"),
}
_DOCUMENT = ("consensus_grade", "hedge_rate", "overstatement", "template_share")
_SHOWN = 40


def context(results: Results, links: Links) -> dict[str, Any] | None:
    """Return what moved since the earlier results; None where there are none."""
    earlier = results.earlier
    if earlier is None:
        return None
    moves = list(_moves(earlier.summary, results.summary, "all"))
    clear = sum(values.clear for _, _, values, _ in moves)
    both = _both(earlier, results)
    return {
        "name": str(earlier.summary.get("corpus")),
        "same": earlier.summary.get("corpus") == results.corpus,
        "documents": (earlier.summary.get("flow") or {}).get("included"),
        "file": earlier.name,
        "settings": _changed_settings(earlier.summary, results.summary),
        "versions": _changed_versions(earlier.summary, results.summary),
        "moved": clear,
        "measured": len(moves),
        "tiles": _tiles(earlier.summary, results.summary),
        "measures": _table("moved-measures", "What moved in the whole corpus", moves),
        "groups": _groups(earlier.summary, results.summary),
        "paired": _paired(both, results) if both is not None else None,
        "texts": _documents(both, results, links) if both is not None else None,
    }


def _flat(settings: Mapping[str, Any], above: str = "") -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in settings.items():
        name = f"{above}.{key}" if above else str(key)
        found |= _flat(value, name) if isinstance(value, Mapping) else {name: value}
    return found


def _as_written(value: Any) -> str:
    """Return a setting as it is written: null, not None."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


_NO_MEASURE = ("corpus", "source", "shards", "compare", "report.title", "report.pages")


def _changed_settings(a: Mapping[str, Any], b: Mapping[str, Any]) -> list[dict[str, str]]:
    """Return the settings that differ and can move a number, with both values."""
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


Move = tuple[str, str, Change, tuple[dict[str, Any], dict[str, Any], int]]
"""Name, unit, change, and the cells of both sides with the decimals."""


def _moves(a: Mapping[str, Any], b: Mapping[str, Any], group: str) -> Iterator[Move]:
    """Yield every measure and pooled rate that both sides have of a group."""
    for column in b.get("measures") or {}:
        m = measure(column)
        sides = [
            _cells(part, "measures", column, group, "mean", "mean_low", "mean_high")
            for part in (a, b)
        ]
        if all(sides):
            yield m.label, m.unit, _change(*sides), (sides[0], sides[1], m.digits)
    for key, (label, unit) in _RATES.items():
        sides = [_cells(part, "rates", key, group, "value", "low", "high") for part in (a, b)]
        if all(sides):
            yield f"{label}, pooled", unit, _change(*sides), (sides[0], sides[1], 1)


def _cells(
    summary: Mapping[str, Any], part: str, key: str, group: str, value: str, low: str, high: str
) -> dict[str, Any]:
    found = (summary.get(part) or {}).get(key) or {}
    cells = found.get(group) or (found.get("groups") or {}).get(group) or {}
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


def _table(name: str, caption: str, moves: Iterable[Move]) -> t.ReportTable:
    lines = []
    # What moved comes first; otherwise the order of the report stays.
    for label, unit, values, (was, now, digits) in sorted(moves, key=lambda m: not m[2].clear):
        lines.append(
            [
                t.text(label),
                t.text(_unit(unit)),
                t.num(was["value"], digits, unit),
                t.num(now["value"], digits, unit),
                _difference(values, digits, unit),
                t.text(_direction(values)),
                t.Cell(f"{numbers.count(was['n'])}, {numbers.count(now['n'])}", None, css="num"),
            ]
        )
    return t.ReportTable(
        name,
        caption,
        [
            t.Heading("measure", "wide"),
            t.Heading("unit"),
            t.Heading("then", "num"),
            t.Heading("now", "num"),
            t.Heading("change (95 % interval)", "num"),
            t.Heading("moved"),
            t.Heading("n then, now", "num"),
        ],
        lines,
        n=numbers.plural(len(lines), "measure"),
        unit="means over documents, rates pooled; n counts documents; shares change in points",
        file="summary.json",
    )


def _unit(unit: str) -> str:
    return "%" if unit == "share" else unit


def _difference(values: Change, digits: int, unit: str) -> t.Cell:
    if not numbers.defined(values.value):
        return t.num(None)
    scale, digits = (100.0, 1) if unit == "share" else (1.0, digits)

    def signed(value: float) -> str:
        text = numbers.number(scale * value, digits)
        return f"+{text}" if value > 0 and float(text.replace(",", "")) else text

    text = signed(values.value)
    if numbers.defined(values.low):
        text += f" ({signed(values.low)} to {signed(values.high)})"
    return t.Cell(text, float(values.value))


def _direction(values: Change) -> str:
    if values.value == values.low == values.high == 0:
        return "unchanged"
    if not values.clear:
        return "no clear change"
    return "▲ up" if values.value > 0 else "▼ down"


def _tiles(a: Mapping[str, Any], b: Mapping[str, Any]) -> t.ReportTable:
    was = {tile.get("key"): tile for tile in a.get("tiles") or []}
    lines = []
    for now in b.get("tiles") or []:
        then = was.get(now.get("key"))
        if then is None:
            continue
        sides = [{k: side.get(k) for k in ("value", "low", "high")} for side in (then, now)]
        there = all(numbers.defined(side["value"]) for side in sides)
        lines.append(
            [
                t.text(now.get("label"), css="wide"),
                *(t.num(side["value"], 1, str(now.get("unit"))) for side in sides),
                _difference(_change(*sides), 1, str(now.get("unit"))) if there else t.num(None),
                *(t.text(STATUS_WORDS.get(str(side.get("status")))) for side in (then, now)),
            ]
        )
    return t.ReportTable(
        "moved-tiles",
        "The numbers of the summary, then and now",
        [
            t.Heading("number"),
            t.Heading("then", "num"),
            t.Heading("now", "num"),
            t.Heading("change (95 % interval)", "num"),
            t.Heading("status then"),
            t.Heading("status now"),
        ],
        lines,
        n=numbers.plural(len(lines), "number"),
        unit="shares change in points",
        file="summary.json",
    )


def _groups(a: Mapping[str, Any], b: Mapping[str, Any]) -> list[t.ReportTable]:
    """Return a table for each group that both sides have, where there is more than one."""
    both = sorted((a.get("groups") or {}).keys() & (b.get("groups") or {}).keys())
    if len(b.get("groups") or {}) < 2:
        return []
    return [
        _table(f"moved-group-{place}", f"What moved in the group {group}", _moves(a, b, group))
        for place, group in enumerate(both)
    ]


def _both(earlier: Earlier, results: Results) -> DataFrame | None:
    """Return the documents of the same name, columns with the suffixes then and now.

    None where the earlier table is not there or has no such document.
    """
    if earlier.documents is None:
        return None
    columns = ["doc_id", "status", "included", *dict.fromkeys((*_measured(results), *_DOCUMENT))]
    both = earlier.documents[columns].merge(
        results.table("documents")[columns], on="doc_id", suffixes=("_then", "_now")
    )
    return both if len(both) else None


def _measured(results: Results) -> list[str]:
    known = set(results.documents.columns)
    return [column for column in results.part("measures") if column in known]


def _paired(both: DataFrame, results: Results) -> t.ReportTable:
    """Return how each measure changed from document to document, a sharper look than two means."""
    import numpy as np

    from hedgerow.statistics.bootstrap import bootstrap_mean

    both = both[both["included_then"].astype(bool) & both["included_now"].astype(bool)]
    resamples = int(results.setting("statistics", "resamples", default=2000))
    found = []
    for column in _measured(results):
        m = measure(column)
        change_of = (both[f"{column}_now"] - both[f"{column}_then"]).dropna().to_numpy(float)
        if not len(change_of):
            continue
        # A difference this small comes from rounding, not from the text.
        change_of = np.where(np.abs(change_of) < 1e-9, 0.0, change_of)
        mean = bootstrap_mean(change_of, resamples=resamples, seed=int(results.summary["seed"]))
        values = Change(mean.value, mean.low, mean.high)
        touched = int((change_of != 0).sum())
        cells = [
            t.text(m.label),
            t.text(_unit(m.unit)),
            t.num(len(change_of), 0),
            *(t.num(int(n), 0) for n in ((change_of > 0).sum(), (change_of < 0).sum())),
            _difference(values, m.digits, m.unit),
            t.text(_direction(values)),
        ]
        found.append((not values.clear, -touched, cells))
    lines = [cells for _, _, cells in sorted(found, key=lambda item: item[:2])]
    return t.ReportTable(
        "moved-paired",
        "What moved in the documents that are in both, each against itself",
        [
            t.Heading("measure", "wide"),
            t.Heading("unit"),
            t.Heading("documents", "num"),
            t.Heading("higher now", "num"),
            t.Heading("lower now", "num"),
            t.Heading("mean change (95 % interval)", "num"),
            t.Heading("moved"),
        ],
        lines,
        n=numbers.plural(len(both), "document"),
        unit="intervals by resampling documents; shares change in points",
        file=results.table_file("documents"),
    )


def _documents(both: DataFrame, results: Results, links: Links) -> t.ReportTable:
    """Return the documents of the same name, those that moved most first."""
    by = ["consensus_grade", "hedge_rate", "overstatement"]
    moved = {column: (both[f"{column}_now"] - both[f"{column}_then"]).abs() for column in by}
    ranked = both.assign(**moved).sort_values(
        [*by, "doc_id"], ascending=[False, False, False, True], na_position="last"
    )
    lines = [
        [document_cell(row["doc_id"], links), *_then_and_now(row)]
        for row in rows(ranked.head(_SHOWN))
    ]
    return t.ReportTable(
        "moved-documents",
        "Documents of the same name, those that moved most first",
        [
            t.Heading("document"),
            t.Heading("status"),
            *(t.Heading(measure(column).label, "num") for column in _DOCUMENT),
        ],
        lines,
        n=f"{numbers.plural(len(both), 'document')} in both",
        unit="then → now; by the change of the grade, then of the hedges",
        file=results.table_file("documents"),
        total=len(both),
    )


def _then_and_now(row: Mapping[str, Any]) -> list[t.Cell]:
    was, now = (in_words({}, row[f"status_{side}"]) for side in ("then", "now"))
    cells = [t.text(str(now) if was == now else f"{was} → {now}")]
    for column in _DOCUMENT:
        m, a, b = measure(column), row[f"{column}_then"], row[f"{column}_now"]
        text = " → ".join(numbers.with_unit(value, m.unit, m.digits) for value in (a, b))
        there = numbers.defined(a) and numbers.defined(b)
        cells.append(t.Cell(text, float(b) - float(a) if there else None))
    return cells
