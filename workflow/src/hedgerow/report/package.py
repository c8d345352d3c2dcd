"""Files beside the report: the description of the data, and the stamps of the run."""

from __future__ import annotations

import hashlib
import json
from importlib import metadata
from pathlib import Path
from typing import Any

from hedgerow.corpus.schemas import CORPUS
from hedgerow.report.results import Results
from hedgerow.tables.schema import Table

_TYPES = {"str": "string", "int": "integer", "float": "number", "bool": "boolean"}


def _schema(table: Table) -> dict[str, Any]:
    return {
        "fields": [
            {
                "name": column.name,
                "type": _TYPES[column.type],
                "description": column.meaning + (f" ({column.unit})" if column.unit else ""),
            }
            for column in table.columns
        ],
        "primaryKey": list(table.key),
        "missingValues": [""],
    }


def _resource(folder: Path, path: str, **more: Any) -> dict[str, Any] | None:
    file = folder / path
    if not file.is_file():
        return None
    with file.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()
    return {
        "name": path.replace("/", "-").rsplit(".", 1)[0].replace("_", "-").lower(),
        "path": path,
        "bytes": file.stat().st_size,
        "hash": f"sha256:{digest}",
        **more,
    }


def data_package(results: Results, folder: Path) -> str:
    """Return the Frictionless description of the tables and figures of a run, as JSON."""
    resources = []
    for name, table in CORPUS.items():
        path = results.table_file(name)
        form = path.rsplit(".", 1)[1]
        resources.append(
            _resource(
                folder,
                path,
                title=table.row,
                format=form,
                mediatype="text/csv" if form == "csv" else "application/vnd.apache.parquet",
                encoding="utf-8",
                profile="tabular-data-resource" if form == "csv" else "data-resource",
                schema=_schema(table),
            )
        )
    for file in sorted((folder / "figures").glob("*.csv")):
        resources.append(
            _resource(folder, f"figures/{file.name}", format="csv", mediatype="text/csv")
        )
    resources.append(_resource(folder, "summary.json", format="json", mediatype="application/json"))
    package = {
        "profile": "data-package",
        "name": _name(results.corpus),
        "title": f"Hedgerow results of the corpus {results.corpus}",
        "resources": [resource for resource in resources if resource],
    }
    return json.dumps(package, indent=2, ensure_ascii=False) + "\n"


def _name(corpus: str) -> str:
    kept = "".join(c if c.isascii() and c.isalnum() else "-" for c in corpus.lower())
    return "hedgerow-" + (kept.strip("-") or "corpus")


def run_stamps(results: Results) -> str:
    """Return time and versions of the run; this file alone differs from run to run."""
    import datetime
    import platform

    stamps: dict[str, Any] = {
        "corpus": results.corpus,
        "finished": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "system": platform.system(),
        "machine": platform.machine(),
        "commit": _commit(Path(__file__).resolve()),
        "versions": {
            name: _version(name)
            for name in (
                "hedgerow",
                "jinja2",
                "matplotlib",
                "nltk",
                "numba",
                "numpy",
                "pandas",
                "pyarrow",
                "scipy",
                "snakemake",
                "textstat",
            )
        },
    }
    return json.dumps(stamps, indent=2) + "\n"


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _commit(here: Path) -> str | None:
    """Return the git commit of the source; None outside a checkout."""
    import subprocess

    try:
        done = subprocess.run(
            ["git", "-C", str(here.parent), "rev-parse", "HEAD"],
            capture_output=True,
            text=True,
            timeout=10,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip() or None
