"""A finished run without its measures."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path


def finished_run(folder: Path) -> Path:
    """Make the folder of a run, as small as `hedgerow verify` and `hedgerow crate` read it."""
    (folder / "tables").mkdir(parents=True)
    content = b"doc_id\na\n"
    (folder / "tables/documents.csv").write_bytes(content)
    for name in ("report.html", "methods.md", "references.bib"):
        (folder / name).write_text("x")
    stamp = {"finished": "2026-01-01T00:00:00+00:00", "python": "3.12", "system": "Linux",
             "machine": "x86_64", "versions": {"snakemake": "9.20"}}  # fmt: skip
    (folder / "run.json").write_text(json.dumps(stamp))
    summary = {"corpus": "tiny", "settings": {"seed": 1}, "flow": {"found": 3}}
    (folder / "summary.json").write_text(json.dumps(summary))
    sums = f"sha256:{hashlib.sha256(content).hexdigest()}"
    resources = [{"path": "tables/documents.csv", "hash": sums}]
    (folder / "datapackage.json").write_text(json.dumps({"resources": resources}))
    return folder
