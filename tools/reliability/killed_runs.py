"""Runs of the demonstration that are killed at a random moment, and gone on with."""

from __future__ import annotations

import random
import signal
import tempfile
import time
from pathlib import Path
from typing import Any

from cases import Cases
from running import kill, lift, snakemake, start, sums

OPTIONS = ("--config", "hedging={labels: fast}")
UNDISTURBED = "undisturbed"


def measure(number: int, cases: Cases) -> str:
    """Kill so many runs; return how many the same command recovered, as text."""
    whole = cases.run([UNDISTURBED], lambda name: _undisturbed())[UNDISTURBED]
    names = [f"kill {k}" for k in range(number)]
    done = list(cases.run(names, lambda name: _killed(int(name.split()[1]), whole)).values())
    good = sum(one["status"] == 0 and not one["differing"] for one in done)
    moments = sorted(one["moment"] for one in done)
    rows = (
        ("runs of the demonstration that were killed with `kill -9`", len(done)),
        ("all processes at once, as a power cut does", sum(one["group"] for one in done)),
        ("the process of Snakemake alone, while its jobs went on",
         sum(not one["group"] for one in done)),
        ("over before the kill came", sum(one["over"] for one in done)),
        (f"recovered by the same command, all {len(whole['sums'])} results with the bytes of an"
         " undisturbed run and nothing left beside them", good),
    )  # fmt: skip
    return (
        f"Fast labels, 2 cores, {whole['seconds']:.0f} s undisturbed; the moments of the kills are"
        f" drawn between its start and its end ({moments[0]:.0f} to {moments[-1]:.0f} s).\n\n"
        "| | runs |\n|---|---:|\n" + "".join(f"| {what} | {n} |\n" for what, n in rows)
    )


def _undisturbed() -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as name:
        started = time.monotonic()
        run = snakemake(Path(name), "-j2", *OPTIONS)
        if run.status:
            raise SystemExit(run.text)
        seconds = time.monotonic() - started
        return {"seconds": seconds, "sums": sums(Path(name, "results/demo"))}


def _killed(seed: int, whole: dict[str, Any]) -> dict[str, Any]:
    """Kill one run and give the command of `make` again, as often as it asks to wait."""
    draw = random.Random(seed)
    moment, group = draw.uniform(0, whole["seconds"]), draw.random() < 0.5
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run = start(folder, *OPTIONS)
        time.sleep(moment)
        over = run.poll() is not None
        if not over:
            kill(run, signal.SIGKILL, whole=group)
        waited = -1
        while waited < 60:
            waited += 1
            lift(folder)
            again = snakemake(folder, "-j2", *OPTIONS)
            if "Another run is going on" not in again.text:
                break
            time.sleep(1)
        found = sums(folder / "results/demo")
    differing = [
        path for path in whole["sums"] | found if whole["sums"].get(path) != found.get(path)
    ]
    return {"moment": moment, "group": group, "over": over, "waited": waited,
            "status": again.status, "differing": differing, "last": again.last_line}  # fmt: skip
