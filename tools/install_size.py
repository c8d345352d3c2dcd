"""What `pip install .` takes on disk, by package: the tables of docs/install.md.

    python tools/install_size.py

makes a fresh environment in a temporary folder, installs the checkout, and asks its own
`hedgerow doctor --sizes`. It needs a package index; `tools/uv.sh` finds the one that pip is set to
use.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from hedgerow.tables.marked_sections import write_part

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs/install.md"
SHOWN = 14
UNUSED = {
    "wordfreq: languages but English": ("wordfreq/data/*.msgpack.gz", "_en.msgpack.gz"),
    "pyarrow: Flight, Substrait, S3, Gandiva, headers": (
        "pyarrow/libarrow_flight* pyarrow/libarrow_substrait* pyarrow/libarrow_s3*"
        " pyarrow/libgandiva* pyarrow/include/**/*",
        None,
    ),
    "pulp: solvers of linear programs": ("pulp/solverdir/**/*", None),
    "babel: dates and numbers of all languages": ("babel/locale-data/*.dat", "/en.dat"),
    "pandas, pyarrow, numpy: their tests": (
        "pandas/tests/**/*.py pyarrow/tests/**/* numpy/**/tests/**/*.py",
        None,
    ),
}
"""Parts of packages that Hedgerow never reads: what -> patterns, ending of what it reads."""

OLDER = {"llvmlite": "llvmlite<0.44", "pyarrow": "pyarrow<18"}
"""Packages that were smaller in an earlier version that Hedgerow still runs with."""


def installed(folder: Path) -> Path:
    """Install the checkout into a fresh environment; return its folder of programs."""
    uv = str(ROOT / "tools/uv.sh")
    subprocess.run([uv, "venv", "--quiet", "--python", sys.executable, folder], check=True)
    programs = folder / ("Scripts" if sys.platform == "win32" else "bin")
    python = str(programs / "python")
    subprocess.run([uv, "pip", "install", "--quiet", "--python", python, ROOT], check=True)
    return programs


def table(programs: Path) -> str:
    """Return the largest packages with what brings them, and the whole."""
    lines = _sizes(programs)
    rows = ["| package | brought | MB |", "|---|---|---:|"]
    for line in [*lines[:SHOWN], lines[-1]]:
        name, rest = line[:28].strip(), line[29:].strip()
        brought, _, size = rest.rpartition("  ") if "  " in rest else ("", "", rest)
        rows.append(f"| {name} | {brought.strip()} | {size.split()[0]} |")
    whole = _megabytes(programs.parent.rglob("*"))
    rows.append(f"| the environment with Python's own files | | {whole:.1f} |")
    return "\n".join(rows)


def _sizes(programs: Path) -> list[str]:
    command = [programs / "hedgerow", "doctor", "--sizes"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()


def _megabytes(paths: Iterable[Path]) -> float:
    return sum(path.lstat().st_size for path in paths if not path.is_dir()) / 1e6


def savings(programs: Path) -> str:
    """Return what smaller packages would save: parts that are not read, earlier versions."""
    (packages,) = programs.parent.glob("[Ll]ib/**/site-packages")
    rows = ["| what | MB |", "|---|---:|"]
    for what, (patterns, read) in UNUSED.items():
        found = {path for pattern in patterns.split() for path in packages.glob(pattern)}
        kept = {path for path in found if read and str(path).endswith(read)}
        rows.append(f"| {what} | {_megabytes(found - kept):.1f} |")
    now = {line.split()[0]: float(line.split()[-2]) for line in _sizes(programs)}
    for name, older in OLDER.items():
        with tempfile.TemporaryDirectory() as folder:
            command = [str(ROOT / "tools/uv.sh"), "pip", "install", "--quiet", "--no-deps"]
            python = str(programs / "python")
            command += ["--python", python, "--target", folder, older]
            subprocess.run(command, check=True)
            saved = now[name] - _megabytes(Path(folder).rglob("*"))
        rows.append(f"| `{older}` instead of the newest | {saved:.1f} |")
    return "\n".join(rows)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        programs = installed(Path(name) / "environment")
        for part, found in (("sizes", table(programs)), ("savings", savings(programs))):
            print(found)
            write_part(PAGE, part, found)
