"""The rule `figures`: from the tables of a corpus to its figures."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from hedgerow.steps.progress import count_of, step
from hedgerow.tables.freed_memory import return_freed_memory
from hedgerow.tables.replacing import replacing_folder


def run(tables: Path, summary: Path, texts: Sequence[Path], out: Path, processes: int = 1) -> None:
    """Write each figure as SVG, PNG and CSV into `out`; print the reason for each missing one.

    A document without a title is named by the first words of its text, from the tokenised `texts`.
    So many `processes` draw at once.
    """
    from hedgerow.report.figures import FIGURES
    from hedgerow.report.figures.write import write_figures
    from hedgerow.report.results import Results

    return_freed_memory()
    with step("figures") as notes:
        with replacing_folder(out) as new:
            reasons = write_figures(Results.read(tables, summary), new, processes, texts)
        notes.append(count_of(len(FIGURES) - len(reasons), "figure"))
    for name, reason in sorted(reasons.items()):
        print(f"figures: {name} is not drawn: {reason}", file=sys.stderr)
