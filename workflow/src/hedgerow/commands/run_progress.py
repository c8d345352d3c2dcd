"""What a person sees of a run: one line a rule, progress on long ones, the report at the end."""

from __future__ import annotations

import queue
import re
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path

_FINISHED = re.compile(r"Finished jobid: \d+ \(Rule: (\w+)\)")
_JOBS = re.compile(r"(\w+) +(\d+)$")
_DONE = re.compile(r"^(\w+)[^:]*: ([\d,]+) of ([\d,]+) documents, ([\d,]+) a second")
_EVERY = 5.0
"""Seconds between two lines of progress."""

_MADE = re.compile(r"The [\w ]+ is at ")
_STOPPED = ("Hedgerow stopped", "Hedgerow cannot start")
_SHOWN = ("Left out of the corpus:", "Not used", "hedgerow:")
_TAIL = 15
"""Lines of Snakemake that are shown where a run fails for a reason that Hedgerow does not know."""


class RunProgress:
    """Follows a run of Snakemake and prints what a person wants to know, on standard error.

    Attributes:
        logs: folder of the logs of the corpus, in which the steps write how far they are.
        quiet: print one line a rule and no progress.
        places: lines that say where the results are, for a run that finds nothing to do.
    """

    def __init__(self, logs: Path, quiet: bool, places: Sequence[str] = ()) -> None:
        self.logs = logs
        self.quiet = quiet
        self.places = places
        self._begun = time.time()
        self._waiting: dict[str, int] = {}
        self._since: dict[str, float] = {}
        self._seen: list[str] = []
        self._said = self._begun

    def follow(self, command: Sequence[str]) -> int:
        """Run the command to its end and return its status."""
        run = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
        )
        lines: queue.Queue[str | None] = queue.Queue()
        threading.Thread(target=_read, args=(run, lines), daemon=True).start()
        try:
            self._print_until_end(lines)
        except KeyboardInterrupt:
            run.terminate()
            run.wait()
            raise
        status = run.wait()
        if any(map(_is_last, self._seen)):
            return status
        if status:
            self._say("\n".join(self._seen[-_TAIL:]))
        elif any(line.startswith("Nothing to be done") for line in self._seen):
            self._say("Nothing to do: neither the articles nor the settings have changed.")
            self._say("\n".join(self.places))
        return status

    def _print_until_end(self, lines: queue.Queue[str | None]) -> None:
        last: dict[str, None] = {}  # once each, and after everything else
        while True:
            try:
                line = lines.get(timeout=1.0)
            except queue.Empty:
                self._report_progress()
                continue
            if line is None:
                break
            self._seen.append(line)
            if _is_last(line):
                last[line] = None
            elif line.startswith(_SHOWN):
                self._say(line)
            self._note(line)
        for line in last:
            self._say(line)

    def _note(self, line: str) -> None:
        """Note the plan of a run, and print the rules whose jobs are all done."""
        planned, finished = _JOBS.fullmatch(line), _FINISHED.search(line)
        if planned and planned[1] not in ("total", "all"):
            self._waiting.setdefault(planned[1], int(planned[2]))
        if finished and finished[1] in self._waiting:
            rule = finished[1]
            self._waiting[rule] -= 1
            if self._waiting[rule] == 0:
                now = time.time()
                rest = sum(n > 0 for n in self._waiting.values())
                left = f", {rest} rules to go" if rest > 1 else ""
                self._say(f"{rule}: done after {now - self._begun:.0f} s{left}")
                self._said = now

    def _report_progress(self) -> None:
        """Print how far the running steps are, every few seconds of a long one."""
        now = time.time()
        if self.quiet or now - self._said < _EVERY:
            return
        found = progress_of(self.logs, now - 3 * _EVERY)
        if found is not None:
            self._say(found)
            self._said = now

    def _say(self, text: str) -> None:
        print(text, file=sys.stderr, flush=True)


def _is_last(line: str) -> bool:
    return _MADE.match(line) is not None or line.startswith(_STOPPED)


def _read(run: subprocess.Popen[str], lines: queue.Queue[str | None]) -> None:
    assert run.stdout is not None
    for line in run.stdout:
        lines.put(line.rstrip("\n"))
    lines.put(None)


def progress_of(logs: Path, since: float) -> str | None:
    """Return how far the steps are whose logs have grown lately; None where none says.

    Args:
        logs: folder of the logs.
        since: time from which a log counts as growing, in seconds.
    """
    rules: dict[str, list[int]] = {}
    for log in logs.rglob("*.log"):
        try:
            if log.stat().st_mtime < since:
                continue
            last = log.read_text("utf-8", errors="replace").rstrip().rpartition("\n")[2]
        except OSError:
            continue
        match = _DONE.match(last)
        if match:
            numbers = [int(match[k].replace(",", "")) for k in (2, 3, 4)]
            sums = rules.setdefault(match[1], [0, 0, 0])
            rules[match[1]] = [a + b for a, b in zip(sums, numbers, strict=True)]
    if not rules:
        return None
    rule, (done, of, rate) = max(rules.items(), key=lambda item: item[1][1])
    left = f", about {(of - done) / rate:,.0f} s left" if rate else ""
    return f"{rule}: {done:,} of {of:,} documents, {rate:,} a second{left}"
