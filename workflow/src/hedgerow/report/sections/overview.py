"""The summary on one screen: header, tiles, findings."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from hedgerow.corpus.measured_share import LOW
from hedgerow.report import numbers, sparks
from hedgerow.report.figures.timeline import dated
from hedgerow.report.labels import STATUS_WORDS
from hedgerow.report.render import part
from hedgerow.report.results import Results
from hedgerow.report.sections.section import Page, Part, Section

LIMITS = (
    "Whether a claim is true. The labels describe how strong a claim is and which source it names, "
    "not whether the evidence supports it.",
    "Whether a reader understands. Grades count words, syllables and sentences; they do not "
    "consider the reader, the layout or the argument.",
    "Who copied whom, and why. Shared wording and dense phrases are counted; intent is not, and "
    "honest writers share set phrases too.",
)


@dataclass(frozen=True)
class TileView:
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


def _domain(unit: str, values: list[float]) -> tuple[float, float]:
    """Return the ends of the axis of a tile."""
    if unit == "share":
        return 0.0, 1.0
    if unit == "grade":
        return 0.0, max([18.0, *values])
    return 0.0, 1.2 * max([*values, 1e-9])


def tile_view(raw: Mapping[str, Any]) -> TileView:
    """Return a tile of the summary in words; an undefined value is called not defined."""
    key, unit = str(raw.get("key") or ""), str(raw.get("unit") or "")
    value, low, high = raw.get("value"), raw.get("low"), raw.get("high")
    threshold, share = raw.get("threshold"), unit == "share"
    known = numbers.defined(value)
    status = str(raw.get("status") or "none") if known else "none"
    facts = [_tight(str(raw["why"]))] if raw.get("why") else []
    ends = numbers.interval(low, high, 0 if share else 1, share)
    if ends and known:
        facts.append(f"95{numbers.NARROW}% interval {ends}")
    extent = [float(x) for x in (value, low, high, threshold) if x is not None]
    return TileView(
        key=key,
        label=str(raw.get("label") or key),
        value=numbers.with_unit(value, unit),
        detail="; ".join(facts),
        spark=sparks.interval(value, low, high, _domain(unit, extent), threshold),
        line=_line(unit, threshold) if known else "",
        status=status,
        word=_word(status, threshold) if known else "Not defined",
    )


def _word(status: str, threshold: Any) -> str:
    """Return the word of a status; empty for a tile that has no line."""
    return STATUS_WORDS.get(status, "") if numbers.defined(threshold) else ""


def _tight(text: str) -> str:
    """Bind the % sign to its number."""
    return re.sub(r"(?<=\d) %", f"{numbers.NARROW}%", text)


def _line(unit: str, threshold: Any) -> str:
    if not numbers.defined(threshold):
        return ""
    if unit == "share":
        return f"threshold {numbers.percent(threshold)}"
    return f"threshold {numbers.number(threshold, 0 if float(threshold).is_integer() else 1)}"


def header(results: Results) -> dict[str, Any]:
    """Return what the head of the page prints: counts, groups, and hashes of input and settings."""
    totals, flow = results.part("totals"), results.part("flow")
    return {
        "included": flow.get("included", results.n_included),
        "found": flow.get("found", results.length("documents")),
        "version": results.part("versions").get("hedgerow"),
        "back": None,
        "words": totals.get("words"),
        "groups": results.part("groups") if results.grouped else {},
        "settings_hash": settings_hash(results),
        "input_hash": results.input_hash,
    }


def parts(page: Page) -> Iterator[Part]:
    """Yield the tiles, the findings and the limits."""
    results = page.results
    # What was measured is in the sentence above the tiles.
    raw_tiles = [raw for raw in results.summary.get("tiles") or [] if raw.get("key") != "measured"]
    tiles = [tile_view(raw) for raw in raw_tiles]
    yield part(
        "_overview.html.j2",
        overview={
            "kind": _kind(results),
            "tiles": tiles,
            "verdict": _verdict(tiles),
            "warning": _warning(results),
            "findings": _findings(page),
            "limits": LIMITS,
        },
    )


SECTION = Section("summary", "Summary", parts, quiet=True, view="overview")


def _kind(results: Results) -> str:
    """Return what kind of texts these are: number, words, share measured, time span, groups."""
    flow, totals, measured = (results.part(key) for key in ("flow", "totals", "measured"))
    included = flow.get("included", results.n_included)
    found = flow.get("found", included)
    text = numbers.plural(included, "document")
    if found != included:
        text += f" of {numbers.count(found)} found"
    if numbers.defined(measured.get("share")):
        text += f", {numbers.plural(measured['words'], 'word')} of prose and of statements in lists"
        text += f" ({numbers.percent(measured['share'])} of all words)"
    else:
        text += f", {numbers.plural(totals.get('words') or 0, 'word')} of prose"
    years = dated(results)["year"]
    if len(years):
        first, last = int(years.min()), int(years.max())
        span = f"{first}" if first == last else f"{first} to {last}"
        text += f"; dated {span}"
        if len(years) < included:
            text += f" ({numbers.count(len(years))} have a date)"
    if results.grouped:
        named = results.groups
        few = named if len(named) <= _GROUPS_NAMED else named[:3]
        shown = ", ".join(few)
        if len(few) < len(named):
            shown += f" and {len(named) - len(few)} more"
        text += f"; {len(named)} groups: {shown}"
    return f"{text}."


_GROUPS_NAMED = 6


def _warning(results: Results) -> str:
    """Return a warning if little of the corpus was measured; otherwise nothing."""
    row = results.part("measured")
    share = row.get("share")
    if not numbers.defined(share) or share >= LOW:
        return ""
    return (
        f"Only {numbers.percent(share)} of the words of this corpus were measured"
        f" ({numbers.count(row['words'])} of {numbers.count(row['of'])}): the numbers below"
        " describe prose and leave out menus, tables and short pages."
    )


def _findings(page: Page) -> list[dict[str, Any]]:
    """Return the findings; each leads to its evidence, if that is on the page."""
    findings = []
    for raw in page.results.summary.get("findings") or []:
        wanted = str(raw.get("evidence") or "").lstrip("#")
        candidates = (wanted, f"table-{wanted}", f"figure-{wanted}", str(raw.get("section") or ""))
        target = next((name for name in candidates if name in page.anchors), None)
        text = _tight(str(raw.get("text") or ""))
        findings.append({"topic": str(raw.get("topic") or ""), "text": text, "target": target})
    return findings


def _verdict(tiles: list[TileView]) -> str:
    """Return how many thresholds are met, missed and too close to call; empty without any."""
    judged = [tile for tile in tiles if tile.line]
    held = Counter(tile.status for tile in judged)
    words = {"pass": "met", "warn": "too close to call", "fail": "missed"}
    counts = [f"{held[key]} {word}" for key, word in words.items() if held[key]]
    if len(judged) == 1 and counts:
        return f"{judged[0].label}: {judged[0].line} {words[judged[0].status]}."
    return f"Thresholds in the settings: {', '.join(counts)}." if counts else ""
