"""What `pip install .` takes on disk, by package: the table of docs/install.md.

    python tools/install_size.py

makes a fresh environment in a temporary folder, installs the checkout, and asks its own
`hedgerow doctor --sizes`. It needs a package index; `tools/uv.sh` finds the one that pip is set to
use.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from hedgerow.tables.marked_sections import write_part

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs/install.md"
SHOWN = 14


def installed(folder: Path) -> Path:
    """Install the checkout into a fresh environment; return its folder of programs."""
    uv = str(ROOT / "tools/uv.sh")
    subprocess.run([uv, "venv", "--quiet", "--python", sys.executable, folder], check=True)
    programs = folder / ("Scripts" if sys.platform == "win32" else "bin")
    python = str(programs / "python")
    subprocess.run([uv, "pip", "install", "--quiet", "--python", python, ROOT], check=True)
    return programs


def table(folder: Path) -> str:
    """Return the largest packages with what brings them, and the whole."""
    programs = installed(folder)
    command = [programs / "hedgerow", "doctor", "--sizes"]
    lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    rows = ["| package | brought | MB |", "|---|---|---:|"]
    for line in [*lines[:SHOWN], lines[-1]]:
        name, rest = line[:28].strip(), line[29:].strip()
        brought, _, size = rest.rpartition("  ") if "  " in rest else ("", "", rest)
        rows.append(f"| {name} | {brought.strip()} | {size.split()[0]} |")
    whole = sum(p.lstat().st_size for p in folder.rglob("*") if not p.is_dir())
    rows.append(f"| the environment with Python's own files | | {whole / 1e6:.1f} |")
    return "\n".join(rows)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        found = table(Path(name) / "environment")
    print(found)
    write_part(PAGE, "sizes", found)
