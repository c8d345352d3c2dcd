"""`hedgerow verify`: are the files of a run those that it wrote."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from hedgerow.errors import UserError

DIFFERENT = 1
"""Exit status where a file is missing or differs."""

_NEEDED = ("report.html", "summary.json", "methods.md", "references.bib", "run.json")


@dataclass(frozen=True)
class FileState:
    """A file of a run: the same, changed, missing or unlisted (written by nobody)."""

    path: str
    state: str


def run(results: Path, format: str) -> int:
    """Compare the files of a run with its datapackage.json; return 0 or DIFFERENT.

    Raises:
        UserError: the folder holds no finished run.
    """
    states = list(_states(results))
    wrong = [s for s in states if s.state in ("changed", "missing")]
    if format == "json":
        print(json.dumps({"ok": not wrong, "files": [asdict(s) for s in states]}, indent=1))
    else:
        for state in states:
            if state.state != "same":
                print(f"{state.state:9} {state.path}")
        if wrong:
            print(f"{results}: {len(wrong)} of {len(states)} files are not as they were written")
        else:
            print(f"{results}: all {len(states)} files are as they were written")
    return DIFFERENT if wrong else 0


def _states(results: Path) -> Iterator[FileState]:
    package = _read_package(results)
    listed = {resource["path"]: resource["hash"] for resource in package["resources"]}
    for path, wanted in listed.items():
        file = results / path
        if not file.is_file():
            yield FileState(path, "missing")
        else:
            same = f"sha256:{_sum(file)}" == wanted
            yield FileState(path, "same" if same else "changed")
    for path in _NEEDED:
        if path not in listed:
            yield FileState(path, "same" if (results / path).is_file() else "missing")
    for file in sorted((results / "tables").glob("*.csv")):
        path = f"tables/{file.name}"
        if path not in listed:
            yield FileState(path, "unlisted")


def _sum(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _read_package(results: Path) -> dict[str, Any]:
    file = results / "datapackage.json"
    try:
        content = json.loads(file.read_text("utf-8"))
        if not all({"path", "hash"} <= set(r) for r in content["resources"]):
            raise ValueError("a resource without a sum")
        return content
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UserError(
            f"{file}: no description of a finished run; name its folder, as results/demo"
        ) from error
