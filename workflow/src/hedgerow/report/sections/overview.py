"""Header, tiles, findings: the summary on one screen."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from hedgerow.report import numbers, sparks
from hedgerow.report.labels import STATUS_WORDS
from hedgerow.report.results import Results

_NOUNS = {
    "grade": "document",
    "consensus": "document",
    "hedges": "document",
    "overstatement": "causal claim",
    "named": "research claim",
    "stuffed": "document",
    "stuffing": "document",
    "template": "document",
    "templates": "document",
}

LIMITS = (
    "Whether a claim is true. The labels say how strongly a sentence is put and on whose word, not "
    "whether the evidence bears it.",
    "Whether a reader understands. Grades count words, syllables and sentences; they know nothing of "
    "the reader, the layout or the argument.",
    "Who copied whom, and why. Shared wording and dense phrases are counted; intent is not, and set "
    "phrases are shared by honest writers too.",
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
    why: str | None


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


def _noun(key: str) -> str:
    return next((noun for stem, noun in _NOUNS.items() if stem in key), "document")


def _domain(unit: str, values: list[float]) -> tuple[float, float]:
    if unit in ("share", "documents"):
        return 0.0, 1.0
    if unit == "grade":
        return 0.0, max(18.0, *values)
    return 0.0, 1.2 * max([*values, 1e-9])


def tile(raw: Mapping[str, Any]) -> Tile:
    """Return a tile of the summary in words; a value that is undefined is said to be so."""
    unit, value, n = str(raw.get("unit") or ""), raw.get("value"), raw.get("n")
    low, high, threshold = raw.get("low"), raw.get("high"), raw.get("threshold")
    noun = _noun(str(raw.get("key") or ""))
    status = str(raw.get("status") or "none")
    drawn: Any = value
    if not numbers.defined(value):
        shown, detail = numbers.UNDEFINED, f"n = {numbers.count(n or 0)} {noun}s"
        status = "none"
    elif unit == "documents":
        shown = f"{numbers.count(value)} of {numbers.count(n)}"
        drawn = float(value) / float(n) if numbers.defined(n) and n else None
        if numbers.defined(high) and float(high) > 1 and n:
            low, high = float(low or 0) / float(n), float(high) / float(n)
        ends = numbers.interval(low, high, 0, share=True)
        detail = numbers.percent(drawn) + (f", 95{numbers.NARROW}% interval {ends}" if ends else "")
    elif unit == "share":
        shown = numbers.percent(value)
        ends = numbers.interval(low, high, 0, share=True)
        k = round(float(value) * float(n)) if numbers.defined(n) else None
        detail = f"{numbers.count(k)} of {numbers.plural(n, noun)}" + (
            f", 95{numbers.NARROW}% interval {ends}" if ends else ""
        )
    else:
        shown = numbers.number(value)
        ends = numbers.interval(low, high)
        detail = f"{unit}, n = {numbers.plural(n, noun)}" + (
            f", 95{numbers.NARROW}% interval {ends}" if ends else ""
        )
    extent = [float(item) for item in (drawn, low, high, threshold) if numbers.defined(item)]
    return Tile(
        key=str(raw.get("key") or ""),
        label=str(raw.get("label") or raw.get("key") or ""),
        value=shown,
        detail=detail,
        spark=sparks.interval(drawn, low, high, _domain(unit, extent), _line_at(unit, threshold)),
        line=_line(unit, threshold),
        status=status,
        word=STATUS_WORDS.get(status, STATUS_WORDS["none"]),
        why=str(raw["why"]) if raw.get("why") else None,
    )


def _line_at(unit: str, threshold: Any) -> Any:
    if unit == "documents" and numbers.defined(threshold) and float(threshold) > 1:
        return None
    return threshold


def _line(unit: str, threshold: Any) -> str:
    if not numbers.defined(threshold):
        return ""
    if unit in ("share", "documents") and float(threshold) <= 1:
        return f"line at {numbers.percent(threshold)}"
    return f"line at {numbers.number(threshold, 0 if float(threshold).is_integer() else 1)}"


def context(results: Results, anchors: frozenset[str]) -> dict[str, Any]:
    """Return the header and the summary; findings lead to anchors that are on the page."""
    totals = results.part("totals")
    findings = []
    for raw in results.summary.get("findings") or []:
        wanted = str(raw.get("evidence") or "").lstrip("#")
        candidates = (wanted, f"table-{wanted}", f"figure-{wanted}", str(raw.get("section") or ""))
        target = next((name for name in candidates if name in anchors), None)
        findings.append({"text": str(raw.get("text") or ""), "target": target})
    flow = results.part("flow")
    return {
        "tiles": [tile(raw) for raw in results.summary.get("tiles") or []],
        "findings": findings,
        "limits": LIMITS,
        "included": flow.get("included", len(results.included)),
        "found": flow.get("found", len(results.table("documents"))),
        "words": totals.get("words"),
        "sentences": totals.get("sentences"),
        "groups": results.part("groups") if results.grouped else {},
        "settings_hash": settings_hash(results),
        "input_hash": input_hash(results),
    }
