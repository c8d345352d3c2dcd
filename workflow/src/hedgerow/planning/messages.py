"""What a person reads at the start and at the end of a run."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from hedgerow.sources.inventory import Survey
from hedgerow.steps.progress import in_print

NOT_USED = ("unreadable", "empty", "not_english")
MOST_NAMED = 50
_ERROR = "hedgerow: error: "


def left_out_by_rule(survey: Survey) -> Iterator[str]:
    """Name each file that is no document by rule."""
    for path, what in survey.ignored:
        yield f"Left out of the corpus: {in_print(path)} ({what})"


def left_out_as_unusable(survey: Survey) -> Iterator[str]:
    """Name each file that cannot be used, with the reason."""
    for path, why in survey.problems:
        yield f"Left out of the corpus: {in_print(path)}: {why}"


def documents_not_used(table: Path) -> Iterator[str]:
    """Name the documents that a run could not use, with the reasons; count those above the limit.

    Args:
        table: `excluded.csv` of the run; nothing is named where it does not exist.
    """
    if not table.is_file():
        return
    with table.open(newline="", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["status"] in NOT_USED]
    for row in rows[:MOST_NAMED]:
        yield f"Not used ({row['status']}): {in_print(row['doc_id'])}: {in_print(row['reason'])}"
    if len(rows) > MOST_NAMED:
        yield f"Not used: {len(rows) - MOST_NAMED:,} more; {table} names them all"


def reason_of_failure(logs: Path, started: float) -> str:
    """Return the reason that the step which failed gave last, and the path of its log.

    Args:
        logs: folder of the run's logs.
        started: start of the run in seconds; older logs are those of earlier runs.
    """
    fresh = [log for log in logs.rglob("*.log") if log.stat().st_mtime >= started]
    for log in sorted(fresh, key=lambda log: log.stat().st_mtime, reverse=True):
        text = log.read_text(errors="replace").strip()
        last = text.rpartition("\n")[2]
        if last.startswith(_ERROR):
            return f"Hedgerow stopped: {last.removeprefix(_ERROR)} (log: {log})"
        if "Traceback" in text:
            return f"Hedgerow stopped by a fault of its own: {last} (log: {log})"
    return f"Hedgerow stopped because a step failed; its log is the newest one in {logs}."
