"""`hedgerow doctor`: what is installed and prepared, what is missing or too old."""

from __future__ import annotations

import json
import platform
import shutil
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from importlib import metadata
from typing import Any

from hedgerow import __version__
from hedgerow.code_digest import ROOT
from hedgerow.commands.packages import installed_packages, licence_of, part_of, size_of
from hedgerow.kernel_files import are_prepared, kernels_stamp
from hedgerow.lexicons.store import cache_folder
from hedgerow.planning.home import home

NEWEST = (3, 14)
"""The newest Python that the packages are known to resolve for."""

_OPTIONAL = {
    "scikit-learn": "HedgerowFeatures",
    "polars": 'output="polars"',
    "spacy": 'nlp.add_pipe("hedgerow")',
    "snakemake-executor-plugin-slurm": "profiles/slurm",
}
_PROGRAMS = {
    ("chromium", "chromium-browser", "google-chrome"): "report.pdf",
    ("conda", "mamba", "micromamba"): "snakemake --sdm conda",
    ("apptainer", "singularity"): "snakemake --sdm apptainer",
}
_ROOM = 1_000_000_000
"""Bytes that should be free in the folder of reference data."""


@dataclass(frozen=True)
class Fact:
    """One thing that was looked at; `state` is ok, missing (and not needed) or wrong."""

    what: str
    state: str
    found: str
    remedy: str | None = None


def run(format: str, sizes: bool, licences: bool) -> int:
    """Print the state of the installation; return 1 where something is wrong."""
    if sizes or licences:
        _print_packages(sizes, licences)
        return 0
    facts = list(_facts())
    wrong = [fact for fact in facts if fact.state == "wrong"]
    if format == "json":
        print(json.dumps({"ok": not wrong, "facts": [asdict(f) for f in facts]}, indent=1))
    else:
        for fact in facts:
            remedy = f"; {fact.remedy}" if fact.remedy else ""
            print(f"{fact.state:8} {fact.what:34} {fact.found}{remedy}")
        print(f"{len(wrong)} to mend" if wrong else "All is well.")
    return 1 if wrong else 0


def _facts() -> Iterator[Fact]:
    yield Fact("hedgerow", "ok", f"{__version__} in {ROOT}")
    yield _python()
    yield from _requirements()
    yield _prepared()
    yield _reference_data()
    yield _workflow()
    for name, use in _OPTIONAL.items():
        version = _version(name)
        state = "ok" if version else "missing"
        yield Fact(f"{name} (for {use})", state, version or "not installed, not needed")
    for names, use in _PROGRAMS.items():
        path = next(filter(None, map(shutil.which, names)), None)
        found = path or "not found, not needed"
        yield Fact(f"{names[0]} (for {use})", "ok" if path else "missing", found)


def _python() -> Fact:
    found = f"{platform.python_version()} on {platform.system()} {platform.machine()}"
    if sys.version_info[:2] > NEWEST:
        newest = ".".join(map(str, NEWEST))
        return Fact("Python", "wrong", found, f"not tried above {newest}; use that")
    return Fact("Python", "ok", found)


def _requirements() -> Iterator[Fact]:
    from packaging.requirements import Requirement

    try:
        listed = metadata.requires("hedgerow") or []
    except metadata.PackageNotFoundError:
        yield Fact("packages", "wrong", "hedgerow is not installed", "pip install .")
        return
    for line in sorted(listed, key=str.casefold):
        needed = Requirement(line)
        if needed.marker is not None and not needed.marker.evaluate({"extra": ""}):
            continue
        version = _version(needed.name)
        remedy = f"pip install '{needed.name}{needed.specifier}'"
        if version is None:
            yield Fact(needed.name, "wrong", "not installed", remedy)
        elif not needed.specifier.contains(version, prereleases=True):
            yield Fact(needed.name, "wrong", f"{version}, not {needed.specifier}", remedy)
        else:
            yield Fact(needed.name, "ok", version)


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _prepared() -> Fact:
    if are_prepared():
        return Fact("kernels", "ok", "prepared")
    found = "prepared for other sources" if kernels_stamp().exists() else "not prepared"
    return Fact("kernels", "wrong", found, "hedgerow prepare")


def _reference_data() -> Fact:
    folder = cache_folder()
    free = shutil.disk_usage(folder).free
    found = f"{folder}, {free / 1e9:.1f} GB free"
    if free < _ROOM:
        return Fact("reference data", "wrong", found, "free some space")
    return Fact("reference data", "ok", found)


def _workflow() -> Fact:
    snakefile = home() / "workflow/Snakefile"
    if snakefile.is_file():
        return Fact("workflow", "ok", str(snakefile))
    return Fact("workflow", "wrong", f"no {snakefile}", "install hedgerow again")


def _print_packages(sizes: bool, licences: bool) -> None:
    """Print a line for each package that hedgerow brings: what it is for, bytes, licence."""
    rows: list[list[Any]] = []
    for name in installed_packages():
        rows.append([name, part_of(name)])
        if sizes:
            rows[-1].append(size_of(name))
        if licences:
            rows[-1].append(licence_of(name))
    if sizes:
        rows.sort(key=lambda row: -row[2])
    for row in rows:
        cells = [f"{row[0]:28}", f"{row[1]:34}"]
        cells += [
            f"{value / 1e6:7.1f} MB" if isinstance(value, int) else value for value in row[2:]
        ]
        print(" ".join(cells).rstrip())
    if sizes:
        print(f"{'all':28} {'':34} {sum(row[2] for row in rows) / 1e6:7.1f} MB")
