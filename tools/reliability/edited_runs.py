"""Random edits of a study, compared with fresh runs."""

from __future__ import annotations

import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from cases import Cases
from edits import KINDS, SHARDS, compared, jobs_of, study_of, write_study
from running import ROOT

TOGETHER = 8
"""Edits between two comparisons."""


def measure(number: int, cases: Cases) -> str:
    """Make so many edits; return how many gave the results of a fresh run, as text and table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)

        def batch(case: str) -> dict[str, Any]:
            if not (folder / "study").exists():
                jobs_of(write_study(folder / "study"), ROOT / "Snakefile")
            return _batch(folder / "study", int(case.split()[1]))

        names = [f"batch {k}" for k in range(-(-number // TOGETHER))]
        done = list(cases.run(names, batch).values())
    return _published(done)


def _published(done: list[dict[str, Any]]) -> str:
    made: Counter[str] = Counter()
    for one in done:
        made.update(edit.partition(":")[0] for edit in one["edits"])
    faults = {kind: [n for n, one in enumerate(done) if one["found"][kind]]
              for kind in ("bytes", "missing", "needless", "again")}  # fmt: skip
    rows = [f"| {kind} | {made[kind]} |" for kind in KINDS]
    return (
        f"{made.total()} edits of a corpus of 26 short documents in {SHARDS} shards (fast labels),"
        f" {TOGETHER} of two kinds between two comparisons; {len(done)} comparisons.\n\n"
        "| | comparisons |\n|---|---:|\n"
        f"| all results have the bytes of a fresh run | {len(done) - len(faults['bytes'])} |\n"
        f"| no job ran that need not | {len(done) - len(faults['needless'])} |\n"
        f"| every job ran that must | {len(done) - len(faults['missing'])} |\n"
        f"| a second run starts nothing | {len(done) - len(faults['again'])} |\n\n"
        "| kind of edit | edits |\n|---|---:|\n" + "\n".join(rows) + "\n"
    )


def _batch(study: Path, seed: int) -> dict[str, Any]:
    """Make some edits and compare; of two kinds alone, so that not everything must run.

    The kinds take turns, so that five comparisons have each of the nine.
    """
    kinds = [[*KINDS][(2 * seed + k) % len(KINDS)] for k in (0, 1)]
    with tempfile.TemporaryDirectory() as name:
        edited = study_of(study, Path(name, "edited"), seed)
        for k in range(TOGETHER):
            edited.edit(kinds[k % 2])
        found = compared(edited, Path(name, "fresh"))
    return {"edits": edited.done, "found": found}
