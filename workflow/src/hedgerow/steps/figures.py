"""The rule `figures`: from the tables of a corpus to its figures."""

from __future__ import annotations

import sys
from pathlib import Path


def run(tables: Path, summary: Path, out: Path) -> None:
    """Write each figure as SVG, PNG and CSV into `out`; say which have no data."""
    from hedgerow.report.figures.write import write_figures
    from hedgerow.report.results import Results

    results = Results.read(Path(tables), Path(summary))
    reasons = write_figures(results, Path(out))
    written = len(list(Path(out).glob("*.svg")))
    print(f"figures: {written} figures in {out}", file=sys.stderr)
    for name, reason in sorted(reasons.items()):
        print(f"figures: {name} is not drawn: {reason}", file=sys.stderr)
