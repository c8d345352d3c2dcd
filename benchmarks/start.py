"""Start: what the least run takes, as a multiple of what Snakemake takes for itself.

    benchmarks/start.py [--rounds 3] [--publish]

runs, in turn: Snakemake with an empty Snakefile, `hedgerow --version`, the workflow over five
articles of the demonstration corpus with the careful labels, and the workflow again where there is
nothing to do. The first round loads what is on disk and is left out. Given are ratios within a
round, of time by the clock, and the seconds. With `--publish` the table goes into
docs/performance.md.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "workflow" / "src"))

from hedgerow.errors import UserError  # noqa: E402
from hedgerow.tables.marked_sections import write_part  # noqa: E402

ARTICLES = 5
EMPTY = "Snakemake, an empty Snakefile"
_NAME = "start"


def commands(folder: Path) -> dict[str, list[str]]:
    """Write what is run below a folder; return the commands, in the order of a round."""
    source = folder / "articles"
    source.mkdir(parents=True)
    articles = sorted((ROOT / "data" / "raw" / "demo").rglob("*.txt"))[:ARTICLES]
    for path in articles:
        shutil.copy(path, source)
    (folder / "Snakefile").touch()
    snakemake = [sys.executable, "-m", "snakemake", "-j4"]
    workflow = [*snakemake, "--snakefile", str(ROOT / "Snakefile"), "--config"]
    workflow += [f"corpus={_NAME}", f"source={source}"]
    return {
        EMPTY: [*snakemake, "--snakefile", str(folder / "Snakefile")],
        "`hedgerow --version`": [sys.executable, "-m", "hedgerow", "--version"],
        f"{len(articles)} articles, from nothing to the report": workflow,
        "the same again: nothing to do": workflow,
    }


def one_round(folder: Path) -> dict[str, float]:
    """Return the seconds by the clock of each command.

    Raises:
        UserError: a command failed; with its last lines.
    """
    seconds = {}
    environment = os.environ | {"PYTHONPATH": str(ROOT / "workflow" / "src")}
    for name, command in commands(folder).items():
        begun = time.perf_counter()
        done = subprocess.run(
            command,
            cwd=folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        seconds[name] = time.perf_counter() - begun
        if done.returncode:
            raise UserError(f"{name} failed: {done.stdout.strip()[-2_000:]}")
    return seconds


def as_table(rounds: list[dict[str, float]]) -> str:
    """Write the ratios to an empty Snakefile as a table."""
    lines = [
        f"Written by `benchmarks/start.py --rounds {len(rounds)} --publish`: time by the clock as"
        f" a multiple of that of an empty Snakefile, and in seconds, medians of the rounds;"
        f" {os.cpu_count()} cores.",
        "",
        "| | times an empty Snakefile | least to most | s |",
        "|---|---:|---:|---:|",
    ]
    for name in rounds[0]:
        ratios = [seconds[name] / seconds[EMPTY] for seconds in rounds]
        spread = f"{min(ratios):.2g} to {max(ratios):.2g}"
        clock = median(seconds[name] for seconds in rounds)
        lines.append(f"| {name} | {median(ratios):.2g} | {spread} | {clock:.2g} |")
    return "\n".join(lines)


def main() -> int:
    """Run it; return 0, or 1 after an error."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=3, help="how often all is measured (3)")
    parser.add_argument("--publish", action="store_true", help="write to docs/performance.md")
    given = parser.parse_args()
    try:
        with tempfile.TemporaryDirectory(prefix="hedgerow-start-") as folder:
            rounds = [one_round(Path(folder, str(k))) for k in range(given.rounds + 1)]
    except UserError as error:
        print(f"benchmark: error: {error}", file=sys.stderr)
        return 1
    table = as_table(rounds[1:])
    print(table)
    if given.publish:
        write_part(ROOT / "docs" / "performance.md", "start", table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
