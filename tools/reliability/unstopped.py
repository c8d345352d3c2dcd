"""A text without a stop: what every step of a shard costs on it."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from cases import Cases

from hedgerow.planning.plan import Plan

STEPS: dict[str, Callable[[Path], list[str]]] = {
    "readability": lambda f: ["--scores", f"{f}/a", "--sections", f"{f}/b", "--sentences", f"{f}/c",
                              "--hardwords", f"{f}/d", "--oov_words", f"{f}/e", "--seed", "1",
                              "--resamples", "500"],
    "hedging": lambda f: ["--cues", f"{f}/f", "--claims", f"{f}/g", "--labels", "fast"],
    "keywords": lambda f: ["--occurrences", f"{f}/h", "--per_document", f"{f}/i", "--unnatural",
                           f"{f}/j", "--words", f"{f}/k"],
    "similarity": lambda f: ["--signatures", f"{f}/l"],
    "repeats": lambda f: ["--passages", f"{f}/m"],
}  # fmt: skip
"""The steps of a shard after `normalise`, with their outputs in a folder."""


_STEP = """
import sys
from pathlib import Path
from hedgerow.cli import main

status = main(sys.argv[1:])
memory = Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0]
print(int(memory) / 1000)
sys.exit(status)
"""
"""A program that runs one step and prints the most memory that it had, in MB."""


def measure(times: int, cases: Cases) -> str:
    """Measure every step on one text without a stop; return the memory and time of each."""
    text = "kratom may help pain and " * times
    done = cases.run([str(times)], lambda _: list(step_costs(text)))
    rows = [f"| `{step}` | {size:,.0f} | {time:.0f} |" for step, size, time in done[str(times)]]
    head = f"`kratom may help pain and `, {times:,} times:\n\n| step | MB | seconds |\n"
    return f"{head}|---|---:|---:|\n" + "\n".join(rows) + "\n"


def step_costs(text: str) -> Iterator[tuple[str, float, float]]:
    """Yield name, peak memory in MB and seconds of every step of a shard over one text."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "source").mkdir()
        (folder / "source/a.txt").write_text(text)
        mark = Plan(str(folder / "source")).fingerprint(1, 0)
        first = ["--source", f"{name}/source", "--shard", "0", "--of", "1", "--fingerprint", mark,
                 "--documents", f"{name}/doc", "--text", f"{name}/text", "--cleaning",
                 f"{name}/clean"]  # fmt: skip
        for step, arguments in [("normalise", first), *((s, a(folder)) for s, a in STEPS.items())]:
            given = arguments if step == "normalise" else ["--text", f"{name}/text", *arguments]
            yield step, *_cost([step, *given])


def _cost(arguments: list[str]) -> tuple[float, float]:
    started = time.monotonic()
    command = [sys.executable, "-c", _STEP, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    return float(done.stdout.splitlines()[-1]), time.monotonic() - started
