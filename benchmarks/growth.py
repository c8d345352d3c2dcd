"""Growth: the memory and time of every rule at corpora of several sizes, and straight lines.

    benchmarks/growth.py [--documents 500 2000] [--work FOLDER] [--publish]

makes a corpus of each size (the corpus of the benchmark), runs the whole workflow over it, a job on
each core, sentences labelled by the linear models, and reads what Snakemake measured of each job
(`benchmark:`), which it is made to look at every half second: the most memory (resident set, which
counts the pages of mapped files) and the processor time. With `--publish` two tables go into
docs/performance.md: the figures at each size, and of the last two the growth with a thousand
documents; and the straight lines through these two, drawn on to ten million documents.
"""

from __future__ import annotations

import argparse
import math
import os
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "workflow" / "src"))

import yaml  # noqa: E402
from corpus import read_pieces, write_corpus  # noqa: E402
from workflow_run import FAST, jobs_in, run_workflow  # noqa: E402

from hedgerow.errors import UserError  # noqa: E402
from hedgerow.sources.inventory import SHARD_DOCUMENTS  # noqa: E402
from hedgerow.tables.marked_sections import write_part  # noqa: E402

_CORES = os.cpu_count() or 1
LARGE_JOB = 2_000
"""Megabytes that a job should not hold."""
PLANNED = 10_000_000
"""Documents of the corpus that is planned."""


@dataclass(frozen=True)
class Rule:
    """What a rule took: the most megabytes of a job, seconds of processor time of all, and jobs."""

    megabytes: float
    seconds: float
    jobs: int


@dataclass(frozen=True)
class Measured:
    """What a run took: of each rule, and of all.

    Attributes:
        gigabytes: of the files that were left.
        report: megabytes of report.html.
        clock: seconds by the clock, from the start of Snakemake to its end.
    """

    rules: dict[str, Rule]
    gigabytes: float
    report: float
    clock: float


def measured(folder: Path) -> Measured:
    """Run the whole workflow over the corpus in a folder; return what its rules took."""
    clock = run_workflow(folder, folder / "corpus", FAST, jobs=_CORES)
    rules = {
        rule: Rule(max(job.megabytes for job in own), sum(job.seconds for job in own), len(own))
        for rule, own in jobs_in(folder).items()
    }
    files = [path for path in (folder / "results").rglob("*") if path.is_file()]
    (report,) = (path.stat().st_size / 1e6 for path in files if path.name == "report.html")
    return Measured(rules, sum(path.stat().st_size for path in files) / 1e9, report, clock)


def jobs_of_a_shard(rules: Iterable[str]) -> int:
    """Return how many jobs of a cluster these rules of one shard are, grouped by profiles/slurm.

    >>> jobs_of_a_shard(["normalise", "repeats", "keywords"])
    2
    """
    profile = yaml.safe_load((ROOT / "profiles" / "slurm" / "config.yaml").read_text())
    group_of = dict(entry.split("=") for entry in profile["groups"])
    return len({group_of.get(rule, rule) for rule in rules})


def plan(found: dict[int, Measured]) -> str:
    """Draw the lines through the last two sizes on to `PLANNED` documents.

    A rule with several jobs in the larger run sees one shard; the memory of its jobs stays.
    """
    before, last = sorted(found)[-2:]
    shards = math.ceil(PLANNED / SHARD_DOCUMENTS)

    def line(values: tuple[float, float]) -> float:
        # what fell between the sizes is noise and does not go on falling
        return values[1] + max(0.0, values[1] - values[0]) / (last - before) * (PLANNED - last)

    of_shards = {name for name, rule in found[last].rules.items() if rule.jobs > 1}
    of_corpus = len(found[last].rules) - len(of_shards)
    rows, hours = [], 0.0
    for name, rule in found[last].rules.items():
        small = found[before].rules[name]
        time = line((small.seconds, rule.seconds)) / 3_600
        number = shards if name in of_shards else 1
        memory = rule.megabytes if name in of_shards else line((small.megabytes, rule.megabytes))
        hours += time
        cells = f"{number:,} | {time:,.1f} | {60 * time / number:,.1f} | {memory / 1e3:,.1f}"
        rows.append((-time, f"| {name} | {cells} |"))
    disk = line((found[before].gigabytes, found[last].gigabytes))
    return "\n".join(
        [
            f"Written by `{_command(found)}`: the straight lines through the last two sizes, drawn"
            f" on to {PLANNED:,} documents of 7.7 KB in {shards:,} shards. Nothing of this size was"
            " run.",
            "",
            "| rule | jobs | hours of one core | minutes of a job | GB of a job |",
            "|---|---:|---:|---:|---:|",
            *(row for _, row in sorted(rows)),
            "",
            f"Together {shards * len(of_shards) + of_corpus:,} jobs, {hours:,.0f} hours of one"
            f" core, and {disk:,.0f} GB of results. With the groups of `profiles/slurm` a cluster"
            f" has {shards * jobs_of_a_shard(of_shards) + of_corpus:,} jobs.",
        ]
    )


def _command(found: dict[int, Measured]) -> str:
    return f"benchmarks/growth.py --documents {' '.join(map(str, sorted(found)))} --publish"


def as_table(found: dict[int, Measured]) -> str:
    """Write the figures of all sizes, and the growth between the last two."""
    sizes = sorted(found)
    before, last = sizes[-2:]
    heads = [f"MB, {size:,}" for size in sizes] + ["MB per 1,000 more"]
    heads += [f"s, {size:,}" for size in sizes] + ["s per 1,000 more"]
    rows = []

    def row(name: str, *measures: list[float]) -> None:
        cells = []
        for values in measures:
            slope = (values[-1] - values[-2]) / (last - before) * 1_000
            cells += [*(f"{value:,.0f}" for value in values), f"{slope:,.1f}"]
        rows.append(f"| {name} | {' | '.join(cells)} |")

    rules = found[last].rules
    for rule in sorted(rules, key=lambda rule: -rules[rule].megabytes):
        own = [found[size].rules[rule] for size in sizes]
        row(rule, [one.megabytes for one in own], [one.seconds for one in own])
    runs = [found[size].rules.values() for size in sizes]
    seconds = [sum(rule.seconds for rule in run) for run in runs]
    row("all rules", [max(rule.megabytes for rule in run) for run in runs], seconds)
    more = seconds[-1] / last / (seconds[-2] / before) - 1
    return "\n".join(
        [
            f"Written by `{_command(found)}`: documents of 7.7 KB, {_CORES} jobs at a time. MB: the"
            " most that a job held; s: processor time of all jobs of a rule.",
            "",
            f"| rule | {' | '.join(heads)} |",
            "|---" + "|---:" * len(heads) + "|",
            *rows,
            "",
            f"A document took {abs(more):.0%} {'more' if more >= 0 else 'less'} processor time at"
            f" {last:,} documents than at {before:,}. By the clock, and MB of report.html:"
            f" {'; '.join(_of_run(size, found[size]) for size in sizes)}. {_reach(found)}",
        ]
    )


def _reach(found: dict[int, Measured]) -> str:
    """Say up to how many documents no job holds too much, by the lines of the last two sizes."""
    before, last = sorted(found)[-2:]
    reached = []
    for name, rule in found[last].rules.items():
        slope = (rule.megabytes - found[before].rules[name].megabytes) / (last - before)
        if rule.jobs == 1 and slope > 0:
            reached.append((int(last + (LARGE_JOB - rule.megabytes) / slope), name))
    documents, name = min(reached)
    return (
        f"By the lines of these two sizes a job first holds {LARGE_JOB:,} MB at"
        f" {round(documents, -3):,} documents (`{name}`)."
    )


def _of_run(size: int, run: Measured) -> str:
    return f"{size:,} documents {run.clock:,.0f} s, {run.report:.1f} MB"


def main() -> int:
    """Run it; return 0, or 1 after an error."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--documents", type=int, nargs="+", default=[500, 2_000],
                        help="sizes of the corpora, two or more (500 2000)")  # fmt: skip
    parser.add_argument("--work", type=Path, help="folder to work in, kept; a temporary one else")
    parser.add_argument("--publish", action="store_true", help="write to docs/performance.md")
    given = parser.parse_args()
    try:
        if len(set(given.documents)) < 2:
            raise UserError("name two sizes or more")
        pieces = read_pieces(ROOT / "data" / "raw" / "demo")
        found = {}
        with tempfile.TemporaryDirectory(prefix="hedgerow-growth-") as temporary:
            for size in given.documents:
                folder = (given.work or Path(temporary)).resolve() / str(size)
                write_corpus(folder / "corpus", pieces, size, seed=1)
                found[size] = measured(folder)
        table, planned = as_table(found), plan(found)
    except UserError as error:
        print(f"benchmark: error: {error}", file=sys.stderr)
        return 1
    print(f"{table}\n\n{planned}")
    if given.publish:
        write_part(ROOT / "docs" / "performance.md", "growth", table)
        write_part(ROOT / "docs" / "performance.md", "planning", planned)
    return 0


if __name__ == "__main__":
    sys.exit(main())
