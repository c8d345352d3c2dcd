"""What a person reads at the start and at the end of a run."""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from hedgerow.sources.inventory import Survey
from hedgerow.steps.progress import in_print
from hedgerow.tables.formula_guard import unguarded

NOT_USED = ("unreadable", "empty", "not_english")
MOST_NAMED = 50
_ERROR = "hedgerow: error: "
_FULL = 1_000_000
"""Free bytes below which a disk counts as full."""
_KILLED = re.compile(r"died with <Signals\.SIG(?:KILL|TERM)|exit (?:status|code) (?:137|143)\b")
_FRAME = re.compile(r'^  File "([^"]+)", line', re.M)
_LIBRARY = re.compile(r"(?:site|dist)-packages/([^/.]+)")


PLACES = {
    "coding": ("page to code sentences on", "coding/coding.html"),
    "pdf": ("PDF of the report", "report.pdf"),
}
"""Target beside the report -> what it is, and its file among the results."""


def places(targets: Iterable[str], results: str) -> list[str]:
    """Return a line for each thing that a run makes: what it is, and where.

    Args:
        targets: names of rules that the run was asked for; none for the report.

    >>> places([], "results/demo")
    ['The report is at results/demo/report.html']
    """
    asked = sorted(set(targets))
    lines = []
    for target in asked:
        if target in PLACES:
            what, file = PLACES[target]
            lines.append(f"The {what} is at {results}/{file}")
    if any(target not in PLACES for target in asked) or not asked:
        lines.append(f"The report is at {results}/report.html")
    return lines


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
        name, why = (in_print(unguarded(row[key])) for key in ("doc_id", "reason"))
        yield f"Not used ({row['status']}): {name}: {why}"
    if len(rows) > MOST_NAMED:
        yield f"Not used: {len(rows) - MOST_NAMED:,} more; {table} names them all"


def reason_of_failure(logs: Path, started: float, run_logs: Sequence[str] = ()) -> str:
    """Return the reason that the step which failed gave last, and the path of its log.

    What the machine or a library caused is named as that, and not as a fault of Hedgerow.

    Args:
        logs: folder of the run's logs.
        started: start of the run in seconds; older logs are those of earlier runs.
        run_logs: Snakemake's own logs of the run.
    """
    fresh = [log for log in logs.rglob("*.log") if log.stat().st_mtime >= started]
    for log in sorted(fresh, key=lambda log: log.stat().st_mtime, reverse=True):
        text = log.read_text(errors="replace").strip()
        last = text.rpartition("\n")[2]
        if last.startswith(_ERROR):
            return f"Hedgerow stopped: {last.removeprefix(_ERROR)} (log: {log})"
        if "Traceback" in text:
            return f"Hedgerow stopped by {_whose_fault(text)}: {last} (log: {log})"
    if _free_bytes(logs) < _FULL:
        return "Hedgerow stopped because the disk is full; free some space and start again."
    if any(_KILLED.search(Path(log).read_text(errors="replace")) for log in run_logs):
        return (
            "Hedgerow stopped because a step was killed, most likely for want of memory; "
            "use fewer jobs (-j1) or more shards, or close other programs."
        )
    return f"Hedgerow stopped because a step failed; its log is the newest one in {logs}."


def _whose_fault(log: str) -> str:
    """Return what failed by the last frame of a traceback: a library, or Hedgerow itself."""
    frames = _FRAME.findall(log)
    library = _LIBRARY.search(frames[-1].replace("\\", "/")) if frames else None
    if library and library[1] != "hedgerow":
        return f"an error in the library {library[1]}"
    return "a fault of its own"


def _free_bytes(folder: Path) -> float:
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return float("inf")
