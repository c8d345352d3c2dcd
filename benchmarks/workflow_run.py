"""A run of the workflow, and what Snakemake measured of its jobs."""

from __future__ import annotations

import csv
import subprocess
import sys
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "workflow" / "src"))

from hedgerow.errors import UserError  # noqa: E402

FAST = "hedging={labels: fast}"
"""Of `--config`: the linear models label the sentences."""
_CORPUS = "benchmark"
_SNAKEMAKE = Path(__file__).with_name("watched_snakemake.py")


@dataclass(frozen=True)
class Job:
    """What a job took; 0 where it ended before it was measured.

    Attributes:
        megabytes: the most resident memory, which counts the pages of mapped files.
        seconds: processor time; up to half a second before the end of the job is left out.
    """

    megabytes: float
    seconds: float


def run_workflow(folder: Path, source: Path, *arguments: str, jobs: int = 1) -> float:
    """Run the workflow in a folder; return the seconds by the clock.

    Args:
        source: the corpus.
        arguments: more of `--config`, then options of Snakemake.
        jobs: how many run side by side.

    Raises:
        UserError: the run failed.
    """
    command = [
        *(sys.executable, str(_SNAKEMAKE), "--snakefile", str(ROOT / "Snakefile")),
        *("--directory", str(folder), f"-j{jobs}", "--config"),
        *(f"corpus={_CORPUS}", f"source={source}", *arguments),
    ]
    begun = time.perf_counter()
    with (folder / "snakemake.log").open("w") as log:
        done = subprocess.run(command, stdout=log, stderr=subprocess.STDOUT, check=False)
    if done.returncode:
        raise UserError(f"the run failed; see {folder / 'snakemake.log'}")
    return time.perf_counter() - begun


def jobs_in(folder: Path, since: float = 0) -> dict[str, list[Job]]:
    """Return the jobs of each rule of the runs in a folder, from the files of `benchmark:`.

    Args:
        since: seconds of the clock; jobs that ended before are left out.
    """
    found: dict[str, list[Job]] = defaultdict(list)
    base = folder / "results" / _CORPUS / "benchmarks"
    for path in sorted(base.rglob("*.tsv")):
        if path.stat().st_mtime < since:
            continue
        rule = path.relative_to(base).parts[0].removesuffix(".tsv")
        with path.open(newline="") as file:
            found[rule] += [
                Job(_number(row["max_rss"]), _number(row["cpu_time"]))
                for row in csv.DictReader(file, delimiter="\t")
            ]
    return dict(found)


def _number(text: str) -> float:
    return float(text) if text not in ("NA", "-") else 0.0
