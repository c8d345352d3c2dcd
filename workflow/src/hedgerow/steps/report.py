"""The rule `report`: from tables, figures and text to the report and the files beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from hedgerow.steps.progress import count_of, step
from hedgerow.tables.freed_memory import return_freed_memory


def run(
    results: Path,
    texts: Sequence[Path],
    settings: Mapping[str, Any],
    out: Path,
    compare: Sequence[Path] = (),
) -> None:
    """Write `report.html`, the methods, references, document pages, data package and run stamps.

    Args:
        results: folder of the corpus.
        texts: tokenised texts of its shards.
        settings: override those of the summary, so that a new title reruns this step alone.
        compare: a `summary.json` of each earlier run to compare with, oldest first.
    """
    from hedgerow.report.build import write_report
    from hedgerow.report.results import Results
    from hedgerow.report.texts import read_texts

    return_freed_memory()
    with step("report") as notes:
        content = Results.read(results / "tables", results / "summary.json", settings, compare)
        made = write_report(content, read_texts(texts, content.document_ids()), out)
        notes += [count_of(made["pages"], "document"), f"{made['bytes'] / 1e6:.1f} MB"]
