"""Growth: the memory and time of every rule at corpora of several sizes, and straight lines.

    benchmarks/growth.py [--documents 500 2000] [--work FOLDER] [--publish]

makes a corpus of each size (the corpus of the benchmark), runs the whole workflow over it, one job
at a time, sentences labelled by the linear models, and reads what Snakemake measured of each job
(`benchmark:`): the most memory (resident set, which counts the pages of mapped files) and the
processor time. With `--publish` the table goes into docs/performance.md: the figures at each size,
and of the last two the growth with a thousand documents.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "workflow" / "src"))

from corpus import read_pieces, write_corpus  # noqa: E402
from workflow_run import jobs_in, run_workflow  # noqa: E402

from hedgerow.errors import UserError  # noqa: E402
from hedgerow.tables.marked_sections import write_part  # noqa: E402

Measured = dict[str, tuple[float, float]]
"""Rule -> most megabytes of a job, seconds of processor time of all its jobs."""


def measured(folder: Path) -> Measured:
    """Run the whole workflow over the corpus in a folder; return what its rules took."""
    run_workflow(folder, folder / "corpus", "hedging={labels: fast}")
    return {
        rule: (max(job.megabytes for job in own), sum(job.seconds for job in own))
        for rule, own in jobs_in(folder).items()
    }


def as_table(found: dict[int, Measured]) -> str:
    """Write the figures of all sizes, and the growth between the last two."""
    sizes = sorted(found)
    before, last = sizes[-2:]
    heads = [f"MB, {size:,}" for size in sizes] + ["MB per 1,000 more"]
    heads += [f"s, {size:,}" for size in sizes] + ["s per 1,000 more"]
    rows = []
    for rule in sorted(found[last], key=lambda rule: -found[last][rule][0]):
        cells = []
        for which in (0, 1):
            values = [found[size].get(rule, (0.0, 0.0))[which] for size in sizes]
            slope = (values[-1] - values[-2]) / (last - before) * 1_000
            cells += [*(f"{value:,.0f}" for value in values), f"{slope:,.1f}"]
        rows.append(f"| {rule} | {' | '.join(cells)} |")
    given = " ".join(map(str, sizes))
    return "\n".join(
        [
            f"Written by `benchmarks/growth.py --documents {given} --publish`: documents of 7.7 KB,"
            " one job at a time. MB: the most that a job held; s: processor time of all jobs of a"
            " rule.",
            "",
            f"| rule | {' | '.join(heads)} |",
            "|---" + "|---:" * len(heads) + "|",
            *rows,
        ]
    )


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
        table = as_table(found)
    except UserError as error:
        print(f"benchmark: error: {error}", file=sys.stderr)
        return 1
    print(table)
    if given.publish:
        write_part(ROOT / "docs" / "performance.md", "growth", table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
