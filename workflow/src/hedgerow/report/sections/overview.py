"""Header, tiles, findings: the summary on one screen."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from hedgerow.report import numbers, sparks
from hedgerow.report.labels import STATUS_WORDS
from hedgerow.report.results import Results

LIMITS = (
    "Whether a claim is true. The labels say how strongly a sentence is put and on whose word, "
    "not whether the evidence bears it.",
    "Whether a reader understands. Grades count words, syllables and sentences; they know nothing "
    "of the reader, the layout or the argument.",
    "Who copied whom, and why. Shared wording and dense phrases are counted; intent is not, and "
    "set phrases are shared by honest writers too.",
)


@dataclass(frozen=True)
class Tile:
    """One number of the summary, ready to print."""

    key: str
    label: str
    value: str
    detail: str
    spark: Markup
    line: str
    status: str
    word: str


def settings_hash(results: Results) -> str:
    """Return a short hash of the settings as used."""
    canonical = json.dumps(results.settings, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(canonical.encode()).hexdigest()[:12]


def input_hash(results: Results) -> str:
    """Return a short hash of the names and sizes of all input documents."""
    frame = results.table("documents").sort_values("doc_id")
    lines = "".join(
        f"{doc_id}\t{numbers.count(size)}\n"
        for doc_id, size in zip(frame["doc_id"], frame["bytes"], strict=True)
    )
    return hashlib.sha256(lines.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _domain(unit: str, values: list[float]) -> tuple[float, float]:
    """Return the ends of the axis that a tile's value is drawn on."""
    if unit == "share":
        return 0.0, 1.0
    if unit == "grade":
        return 0.0, max([18.0, *values])
    return 0.0, 1.2 * max([*values, 1e-9])


def tile(raw: Mapping[str, Any]) -> Tile:
    """Return a tile of the summary in words; a value that is undefined is said to be so."""
    key, unit = str(raw.get("key") or ""), str(raw.get("unit") or "")
    value, low, high = raw.get("value"), raw.get("low"), raw.get("high")
    threshold, share = raw.get("threshold"), unit == "share"
    there = numbers.defined(value)
    status = str(raw.get("status") or "none") if there else "none"
    facts = [_tight(str(raw["why"]))] if raw.get("why") else []
    ends = numbers.interval(low, high, 0 if share else 1, share)
    if ends and there:
        facts.append(f"95{numbers.NARROW}% interval {ends}")
    extent = [float(x) for x in (value, low, high, threshold) if x is not None]
    return Tile(
        key=key,
        label=str(raw.get("label") or key),
        value=numbers.with_unit(value, unit),
        detail="; ".join(facts),
        spark=sparks.interval(value, low, high, _domain(unit, extent), threshold),
        line=_line(unit, threshold) if there else "",
        status=status,
        word=STATUS_WORDS.get(status, STATUS_WORDS["none"]) if there else "Not defined",
    )


def _tight(text: str) -> str:
    """Bind the % sign to its number."""
    return re.sub(r"(?<=\d) %", f"{numbers.NARROW}%", text)


def _line(unit: str, threshold: Any) -> str:
    if not numbers.defined(threshold):
        return ""
    if unit == "share":
        return f"line at {numbers.percent(threshold)}"
    return f"line at {numbers.number(threshold, 0 if float(threshold).is_integer() else 1)}"


def context(results: Results, anchors: frozenset[str]) -> dict[str, Any]:
    """Return the header and the summary; findings lead to anchors that are on the page."""
    totals = results.part("totals")
    findings = []
    tiles = [tile(raw) for raw in results.summary.get("tiles") or []]
    for raw in results.summary.get("findings") or []:
        wanted = str(raw.get("evidence") or "").lstrip("#")
        candidates = (wanted, f"table-{wanted}", f"figure-{wanted}", str(raw.get("section") or ""))
        target = next((name for name in candidates if name in anchors), None)
        text = _tight(str(raw.get("text") or ""))
        findings.append({"topic": str(raw.get("topic") or ""), "text": text, "target": target})
    flow = results.part("flow")
    return {
        "tiles": tiles,
        "verdict": _verdict(tiles),
        "findings": findings,
        "limits": LIMITS,
        "included": flow.get("included", len(results.included)),
        "found": flow.get("found", len(results.table("documents"))),
        "version": results.part("versions").get("hedgerow"),
        "words": totals.get("words"),
        "sentences": totals.get("sentences"),
        "groups": results.part("groups") if results.grouped else {},
        "settings_hash": settings_hash(results),
        "input_hash": input_hash(results),
    }


def _verdict(tiles: list[Tile]) -> str:
    """Return how many lines are kept, missed and too close to call; empty where there is none."""
    held = Counter(tile.status for tile in tiles if tile.line)
    total = sum(held.values())
    words = (("pass", "kept"), ("warn", "too close to call"), ("fail", "missed"))
    parts = [f"{held[key]} {word}" for key, word in words if held[key]]
    return f"Of {numbers.plural(total, 'line')} set: {', '.join(parts)}." if total else ""
