"""Measure what Hedgerow withstands, and publish the figures in docs/reliability.md.

python tools/reliability kills 30         runs that are killed at a random moment
python tools/reliability edits 200        random edits, compared with fresh runs
python tools/reliability hostile 60       large hostile files, with that limit in seconds
python tools/reliability mutated 5720     that many mutated files of each format
python tools/reliability unstopped 60000  a text of that many repetitions without a stop
python tools/reliability changes 40       that many changes to the code of each of five folders

Each case is kept in results/reliability/ when it is done. With `--seconds 500` a command ends after
about that time, and the next call goes on with the rest. Without the folder all is measured anew.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
for folder in (ROOT / "tools", ROOT / "tests", ROOT / "tests/workflow", Path(__file__).parent):
    sys.path.insert(0, str(folder))

import changes  # noqa: E402  the folders above are no packages
import edited_runs  # noqa: E402
import killed_runs  # noqa: E402
import large_files  # noqa: E402
import mutated_files  # noqa: E402
import unstopped  # noqa: E402
from cases import Cases  # noqa: E402

from hedgerow.tables.marked_sections import write_part  # noqa: E402

PAGE = ROOT / "docs/reliability.md"
MEASURED = {
    "kills": killed_runs.measure,
    "edits": edited_runs.measure,
    "hostile": large_files.measure,
    "mutated": mutated_files.measure,
    "unstopped": unstopped.measure,
    "changes": changes.measure,
}


def main() -> None:
    """Run the measurement that the command line names and publish its part of the page."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=MEASURED)
    parser.add_argument("number", type=int)
    parser.add_argument("--seconds", type=float, default=float("inf"))
    given = parser.parse_args()
    cases = Cases(
        ROOT / f"results/reliability/{given.what}.jsonl", time.monotonic() + given.seconds
    )
    part = MEASURED[given.what](given.number, cases)
    print(part)
    write_part(PAGE, given.what, part)


if __name__ == "__main__":
    main()
