"""One changed document: what a run takes after it, beside the run before.

    benchmarks/changed.py [--documents 2000] [--work FOLDER] [--publish]

makes the corpus of the benchmark, runs the whole workflow over it, a job on each core, sentences
labelled by the linear models, adds a sentence to one document and runs the workflow again. With
`--publish` the figures go into docs/performance.md.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "workflow" / "src"))

from corpus import read_pieces, write_corpus  # noqa: E402
from workflow_run import FAST, Job, jobs_in, run_workflow  # noqa: E402

from hedgerow.errors import UserError  # noqa: E402
from hedgerow.tables.marked_sections import write_part  # noqa: E402

_CORES = os.cpu_count() or 1
_PIECES = ROOT / "data" / "raw" / "demo"
_ADDED = "\nA sentence that was not here before may change a little of all this.\n"


def as_table(documents: int, first: float, again: float, jobs: dict[str, list[Job]]) -> str:
    """Write what both runs took, and which jobs ran again.

    Args:
        first, again: seconds by the clock of the whole run and of that after the change.
        jobs: those of the second run.
    """
    seconds = {rule: sum(job.seconds for job in own) for rule, own in jobs.items()}
    order = sorted(jobs, key=lambda rule: (-seconds[rule], rule))
    return "\n".join(
        [
            f"Written by `benchmarks/changed.py --documents {documents} --publish`: one of"
            f" {documents:,} documents of 7.7 KB got a sentence more, {_CORES} jobs at a time. By"
            f" the clock the whole run took {first:,.0f} s and that after the change {again:,.0f} s"
            f" ({again / first:.0%}).",
            "",
            "| rule | jobs that ran again | s of processor time |",
            "|---|---:|---:|",
            *(f"| {rule} | {len(jobs[rule])} | {seconds[rule]:,.0f} |" for rule in order),
        ]
    )


def measured(folder: Path, documents: int) -> str:
    """Run the workflow, change a document, run it again; return the table."""
    paths = write_corpus(folder / "corpus", read_pieces(_PIECES), documents, seed=1)
    command = (folder, folder / "corpus", FAST)
    first = run_workflow(*command, jobs=_CORES)
    with paths[documents // 2].open("a", encoding="utf-8") as file:
        file.write(_ADDED)
    changed = time.time()
    again = run_workflow(*command, jobs=_CORES)
    return as_table(documents, first, again, jobs_in(folder, since=changed))


def main() -> int:
    """Run it; return 0, or 1 after an error."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--documents", type=int, default=2_000, help="size of the corpus (2000)")
    parser.add_argument("--work", type=Path, help="folder to work in, kept; a temporary one else")
    parser.add_argument("--publish", action="store_true", help="write to docs/performance.md")
    given = parser.parse_args()
    try:
        with tempfile.TemporaryDirectory(prefix="hedgerow-changed-") as temporary:
            table = measured((given.work or Path(temporary)).resolve(), given.documents)
    except UserError as error:
        print(f"benchmark: error: {error}", file=sys.stderr)
        return 1
    print(table)
    if given.publish:
        write_part(ROOT / "docs" / "performance.md", "changed", table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
