"""Memory: what the rules that run once a shard hold at most over one very large file of records.

    benchmarks/memory.py [--megabytes 2000] [--work FOLDER] [--publish]

writes one .jsonl of that size (the corpus of the benchmark, a record a document), runs the
workflow over it as far as the shards go, one job at a time, and prints the most memory that a job
of each rule held, as Snakemake measured it (`benchmark:`, resident set). With `--publish` the table
goes into docs/validation.md. Needs five times the size on disk, in FOLDER; 2 GB take about an hour.

What runs once for the corpus (`summarise`, `figures`, `report`) is not here: its tables have a row
a document or a use, and so grow with the corpus.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "workflow" / "src"))

from corpus import Vocabulary, make_document, read_pieces  # noqa: E402
from rules import RULES  # noqa: E402
from workflow_run import jobs_in, run_workflow  # noqa: E402

from hedgerow.errors import UserError  # noqa: E402
from hedgerow.tables.marked_sections import write_part  # noqa: E402

SEED = 1
LIMIT = 1_500
"""Megabytes that no job may hold more than."""


def write_corpus(path: Path, megabytes: int) -> int:
    """Write records of that size in all, if they are not there yet; return how many there are."""
    if path.exists():
        with path.open("rb") as file:
            return sum(1 for _ in file)
    pieces, vocabulary = read_pieces(ROOT / "data" / "raw" / "demo"), Vocabulary(SEED)
    size = number = 0
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as file:
        while size < megabytes * 1_000_000:
            text = make_document(pieces, vocabulary, SEED, number)
            size += file.write(json.dumps({"id": str(number), "text": text}) + "\n")
            number += 1
    return number


def peaks(folder: Path) -> dict[str, list[float]]:
    """Return the most megabytes that each job of the run in a folder held, by rule."""
    return {rule: [job.megabytes for job in own] for rule, own in jobs_in(folder).items()}


def as_table(found: dict[str, list[float]], documents: int, megabytes: int) -> str:
    """Write the peaks as a table for docs/validation.md."""
    most = max(max(values) for values in found.values())
    rows = [
        f"| {rule} | {len(values)} | {max(values):,.0f} |"
        for rule, values in sorted(found.items(), key=lambda item: -max(item[1]))
    ]
    verdict = "holds" if most < LIMIT else "FALLS SHORT"
    return "\n".join(
        [
            f"Written by `benchmarks/memory.py --megabytes {megabytes} --publish`: one .jsonl of"
            f" {megabytes:,} MB with {documents:,} documents, all rules that run once a shard, one"
            f" job at a time. No job may hold more than {LIMIT:,} MB: {verdict}"
            f" ({most:,.0f} MB).",
            "",
            "| rule | jobs | most MB held by a job |",
            "|---|---:|---:|",
            *rows,
        ]
    )


def main() -> int:
    """Run it; return 0, or 1 after an error."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--megabytes", type=int, default=2_000, help="size of the file (2000)")
    parser.add_argument("--work", type=Path, help="folder to work in, kept; a temporary one else")
    parser.add_argument("--publish", action="store_true", help="write to docs/validation.md")
    given = parser.parse_args()
    try:
        with tempfile.TemporaryDirectory(prefix="hedgerow-memory-") as temporary:
            folder = (given.work or Path(temporary)).resolve()
            documents = write_corpus(folder / "corpus" / "all.jsonl", given.megabytes)
            # The rules that nothing else here waits for: --until stops at the first it comes to.
            last = (rule for rule in RULES if rule != "normalise")
            run_workflow(folder, folder / "corpus", "--until", *last)
            table = as_table(peaks(folder), documents, given.megabytes)
    except UserError as error:
        print(f"benchmark: error: {error}", file=sys.stderr)
        return 1
    print(table)
    if given.publish:
        write_part(ROOT / "docs" / "validation.md", "memory", table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
