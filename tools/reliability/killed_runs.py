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
    early = sum(one["over"] for one in done)
    files = len(whole["sums"])
    moments = sorted(one["moment"] for one in done)
    groups = sum(one["group"] for one in done)
    return (
        f"{good} of {len(done)} runs of the demonstration (fast labels, 2 cores,"
        f" {whole['seconds']:.0f} s undisturbed) were recovered by the same command after"
        f" `kill -9`, and all {files} results have the bytes of an undisturbed run. The moments"
        f" are uniform between the start and the end ({moments[0]:.0f} to {moments[-1]:.0f} s);"
        f" {groups} kills ended all processes at once, as a power cut does, the others only that"
        f" of Snakemake, while its jobs went on. {early} of the runs were over before their kill.\n"
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
