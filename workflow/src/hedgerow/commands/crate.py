"""`hedgerow crate`: a run described as a Workflow Run RO-Crate."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hedgerow import __version__
from hedgerow.errors import UserError
from hedgerow.planning.home import home
from hedgerow.steps.progress import count_of
from hedgerow.tables.replacing import replacing

_METADATA = "ro-crate-metadata.json"
_WORKFLOW = "workflow.smk"
_CONTEXT = ["https://w3id.org/ro/crate/1.1/context", {"sha256": "http://schema.org/sha256"}]
"""What the names of properties mean; the terms of RO-Crate 1.1 are older than that of the sums."""

_PROFILES = (
    ("https://w3id.org/ro/wfrun/process/0.5", "Process Run Crate", "0.5"),
    ("https://w3id.org/ro/wfrun/workflow/0.5", "Workflow Run Crate", "0.5"),
    ("https://w3id.org/workflowhub/workflow-ro-crate/1.0", "Workflow RO-Crate", "1.0"),
)
_LEFT_OUT = ("logs/", "benchmarks/", "shards/", _METADATA, _WORKFLOW)
"""What is no result: logs, and what one rule hands to the next."""

_FORMATS = {
    ".csv": "text/csv",
    ".html": "text/html",
    ".json": "application/json",
    ".md": "text/markdown",
    ".bib": "application/x-bibtex",
    ".parquet": "application/vnd.apache.parquet",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
}


def run(results: Path) -> None:
    """Write ro-crate-metadata.json beside the report, and a copy of the workflow.

    Raises:
        UserError: the folder holds no finished run.
    """
    stamp, summary = (_read(results / name) for name in ("run.json", "summary.json"))
    shutil.copyfile(home() / "workflow/Snakefile", results / _WORKFLOW)
    files = list(_result_files(results))
    graph = [*_about(stamp, summary, files), *_action(stamp, summary, files), *files]
    content = {"@context": _CONTEXT, "@graph": graph}
    with replacing(results / _METADATA) as temporary:
        temporary.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", "utf-8")
    print(f"{results / _METADATA}: a crate of {count_of(len(files), 'file')}")


def _read(file: Path) -> dict[str, Any]:
    try:
        return json.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise UserError(
            f"{file}: no finished run is there; name its folder, as results/demo"
        ) from error


def _result_files(results: Path) -> Iterator[dict[str, Any]]:
    """Yield the entity of each result, sorted by path."""
    for file in sorted(results.rglob("*")):
        path = file.relative_to(results).as_posix()
        if not file.is_file() or path.startswith(_LEFT_OUT) or file.name.startswith("."):
            continue
        with file.open("rb") as stream:
            sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
        yield {
            "@id": path,
            "@type": "File",
            **({"exampleOfWork": {"@id": "#report"}} if path == "report.html" else {}),
            "name": path,
            "contentSize": str(file.stat().st_size),
            "encodingFormat": _FORMATS.get(file.suffix, "application/octet-stream"),
            "sha256": sha256,
        }


def _about(
    stamp: dict[str, Any], summary: dict[str, Any], files: list[dict[str, Any]]
) -> Iterator[dict[str, Any]]:
    """Yield the crate itself, its profiles, and the workflow with its engine."""
    yield {
        "@id": _METADATA,
        "@type": "CreativeWork",
        "about": {"@id": "./"},
        "conformsTo": [
            {"@id": "https://w3id.org/ro/crate/1.1"},
            {"@id": "https://w3id.org/workflowhub/workflow-ro-crate/1.0"},
        ],
    }
    yield {
        "@id": "./",
        "@type": "Dataset",
        "name": f"Hedgerow results of the corpus {summary['corpus']}",
        "description": "Readability, hedging, claims, key phrases and shared wording of a corpus of"
        " English articles: report, tables, figures, methods.",
        "datePublished": stamp["finished"],
        "license": {"@id": "#licence"},
        "conformsTo": [{"@id": address} for address, _, _ in _PROFILES],
        "mainEntity": {"@id": _WORKFLOW},
        "mentions": {"@id": "#run"},
        "hasPart": [{"@id": _WORKFLOW}, *({"@id": file["@id"]} for file in files)],
    }
    for address, name, version in _PROFILES:
        yield {"@id": address, "@type": "CreativeWork", "name": name, "version": version}
    yield {
        "@id": "#licence",
        "@type": "CreativeWork",
        "name": "not stated",
        "description": "The results quote the articles; their licence is that of the corpus.",
    }
    yield {
        "@id": _WORKFLOW,
        "@type": ["File", "SoftwareSourceCode", "ComputationalWorkflow"],
        "name": "Hedgerow",
        "version": stamp["versions"].get("hedgerow") or __version__,
        "license": "MIT",
        "programmingLanguage": {"@id": "https://w3id.org/workflowhub/workflow-ro-crate#snakemake"},
        "input": [{"@id": "#corpus"}, {"@id": "#settings"}],
        "output": {"@id": "#report"},
        "encodingFormat": "text/plain",
        "conformsTo": {"@id": "https://bioschemas.org/profiles/ComputationalWorkflow/1.0-RELEASE"},
    }
    yield {
        "@id": "https://w3id.org/workflowhub/workflow-ro-crate#snakemake",
        "@type": "ComputerLanguage",
        "name": "Snakemake",
        "version": stamp["versions"].get("snakemake"),
        "identifier": {"@id": "https://doi.org/10.1093/bioinformatics/bts480"},
        "url": {"@id": "https://snakemake.github.io"},
    }


def _action(
    stamp: dict[str, Any], summary: dict[str, Any], files: list[dict[str, Any]]
) -> Iterator[dict[str, Any]]:
    """Yield the run: its inputs, settings, results and the parameters they stand for."""
    for name, kind in (("corpus", "Dataset"), ("settings", "PropertyValue"), ("report", "File")):
        yield {
            "@id": f"#{name}",
            "@type": "FormalParameter",
            "name": name,
            "additionalType": kind,
            "conformsTo": {"@id": "https://bioschemas.org/profiles/FormalParameter/1.0-RELEASE"},
        }
    yield {
        "@id": "#articles",
        "@type": "Dataset",
        "name": f"the corpus {summary['corpus']}, which is not part of the crate",
        "exampleOfWork": {"@id": "#corpus"},
        "description": f"{summary['flow']['found']:,} documents were found",
    }
    settings = json.dumps(summary["settings"], ensure_ascii=False, sort_keys=True)
    yield {
        "@id": "#settings-of-the-run",
        "@type": "PropertyValue",
        "name": "settings",
        "exampleOfWork": {"@id": "#settings"},
        "value": settings,
    }
    yield {
        "@id": "#run",
        "@type": "CreateAction",
        "name": f"Hedgerow on the corpus {summary['corpus']}",
        "endTime": stamp["finished"],
        "instrument": {"@id": _WORKFLOW},
        "object": [{"@id": "#articles"}, {"@id": "#settings-of-the-run"}],
        "result": [{"@id": file["@id"]} for file in files],
        "actionStatus": {"@id": "http://schema.org/CompletedActionStatus"},
        "description": f"Python {stamp['python']} on {stamp['system']} {stamp['machine']}",
    }
