"""The forms that `hedgerow check` reports in: for people, JSON, SARIF, GitHub annotations."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any
from urllib.parse import quote

from hedgerow import __version__
from hedgerow.commands.findings import RULES, Checked, Finding, Thresholds
from hedgerow.steps.progress import count_of

_WIDTH = 88


def human(checked: Sequence[Checked], thresholds: Thresholds) -> str:
    """Return a heading for each document, its findings below it, and one line at the end."""
    lines = []
    for document in checked:
        name = document.doc_id if document.path == "-" else _name(document)
        lines.append(f"{name}: {_summary(document)}")
        for finding in document.findings:
            if finding.rule == "unreadable":
                continue  # the line above is its message
            place = f"{finding.place.line}:{finding.place.column}" if finding.place else "-"
            mark = "x" if finding.fails else " "
            lines.append(f"  {place:>7} {mark} {finding.message}")
            if finding.text and finding.rule != "stuffed-phrase":
                lines.append(f"            {_short(finding.text)}")
    failing = sum(document.fails for document in checked)
    lines.append(f"{failing} of {len(checked)} do not pass." if failing else "All pass.")
    return "\n".join(lines) + "\n"


def _summary(document: Checked) -> str:
    """Return why a document is not measured; or its words, its grade, and whether it passes."""
    for finding in document.findings:
        if finding.rule == "unreadable":
            return finding.message
    facts = [count_of(document.words, "word") if document.words else "no prose"]
    if document.grade is not None:
        between = "" if document.low is None else f" ({document.low:.1f} to {document.high:.1f})"
        facts.append(f"grade {document.grade:.1f}{between}")
    return ", ".join([*facts, "above the limits" if document.fails else "passes"])


def _verdict(document: Checked) -> str:
    return "above the limits" if document.fails else "passes"


def as_json(checked: Sequence[Checked], thresholds: Thresholds) -> str:
    """Return the documents and findings as one JSON object."""
    content = {
        "version": __version__,
        "thresholds": asdict(thresholds),
        "passed": not any(document.fails for document in checked),
        "documents": [asdict(document) | {"passed": not document.fails} for document in checked],
    }
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def sarif(checked: Sequence[Checked], thresholds: Thresholds) -> str:
    """Return SARIF 2.1.0, as code scanning reads it."""
    rules = [{"id": rule, "shortDescription": {"text": text}} for rule, text in RULES.items()]
    results = [_sarif_result(d, f) for d in checked for f in d.findings]
    driver = {"name": "hedgerow", "version": __version__, "rules": rules}
    content = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
        ],
    }
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def _sarif_result(document: Checked, finding: Finding) -> dict[str, Any]:
    where: dict[str, Any] = {"artifactLocation": {"uri": quote(document.path.replace("\\", "/"))}}
    if finding.place:
        where["region"] = {
            "startLine": finding.place.line,
            "startColumn": finding.place.column,
            "endLine": finding.place.end_line,
            "endColumn": finding.place.end_column,
        }
    return {
        "ruleId": finding.rule,
        "ruleIndex": list(RULES).index(finding.rule),
        "level": "error" if finding.fails else "note",
        "message": {"text": _whole(finding)},
        "locations": [{"physicalLocation": where}],
    }


def github(checked: Sequence[Checked], thresholds: Thresholds) -> str:
    """Return workflow commands, which GitHub shows beside the lines of a change."""
    return "".join(_annotation(document, f) for document in checked for f in document.findings)


def _annotation(document: Checked, finding: Finding) -> str:
    facts = {"file": document.path}
    if finding.place:
        facts |= {"line": str(finding.place.line), "endLine": str(finding.place.end_line)}
        if finding.place.line == finding.place.end_line:
            facts |= {
                "col": str(finding.place.column),
                "endColumn": str(finding.place.end_column),
            }
    facts["title"] = finding.rule
    listed = ",".join(f"{name}={_escaped(value, ':,')}" for name, value in facts.items())
    kind = "error" if finding.fails else "notice"
    return f"::{kind} {listed}::{_escaped(_whole(finding))}\n"


def _escaped(text: str, more: str = "") -> str:
    for character in "%\r\n" + more:
        text = text.replace(character, f"%{ord(character):02X}")
    return text


def _whole(finding: Finding) -> str:
    if finding.text and finding.rule != "stuffed-phrase":
        return f"{finding.message}. “{finding.text}”"
    return finding.message


def _name(document: Checked) -> str:
    record = document.doc_id.partition("#")[2]
    return f"{document.path}#{record}" if record else document.path


def _short(text: str) -> str:
    return text if len(text) <= _WIDTH else text[: _WIDTH - 1].rsplit(" ", 1)[0] + "…"


FORMS = {"human": human, "json": as_json, "sarif": sarif, "github": github}
