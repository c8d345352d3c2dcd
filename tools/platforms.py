"""Which Pythons and machines the packages of pyproject.toml resolve for, with wheels alone.

    python tools/platforms.py

asks uv to resolve the dependencies for each, and writes the table of docs/install.md. It needs a
package index; `tools/uv.sh` finds the one that pip is set to use.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
from pathlib import Path

from hedgerow.tables.marked_sections import write_part

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs/install.md"
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
MACHINES = {
    "Linux x86-64": "x86_64-manylinux_2_28",
    "Linux ARM": "aarch64-manylinux_2_28",
    "macOS ARM": "aarch64-apple-darwin",
    "macOS Intel": "x86_64-apple-darwin",
    "Windows x86-64": "x86_64-pc-windows-msvc",
}
PURE = frozenset(("connection-pool", "docopt", "stopit", "wordfreq"))
"""Packages of Python code alone that come as source: no compiler is needed for them."""

_MOST_SOURCES = 8
_NAMED = re.compile(r"(?:versions of )?([\w.-]+?)(?:[<>=!~]=?\S+)? ha(?:s|ve) no usable wheels")


def resolves(python: str, platform: str) -> str:
    """Return "yes", "compiles X" where X has no wheel, or the reason why nothing resolves."""
    sources: list[str] = []
    while len(sources) < _MOST_SOURCES:
        message = _failure(python, platform, sources)
        if message is None:
            compiled = sorted(set(sources) - PURE)
            return f"compiles {', '.join(compiled)}" if compiled else "yes"
        named = _NAMED.search(message)
        if named is None or named[1] in sources:
            return f"no: {message[:120]}"
        sources.append(named[1])
    return f"no: needs {', '.join(sources)} from source"


def _failure(python: str, platform: str, sources: list[str]) -> str | None:
    """Resolve with wheels but for some packages; return what uv says where that fails."""
    command = [str(ROOT / "tools/uv.sh"), "pip", "compile", "--quiet", "--no-header"]
    command += ["--python-version", python, "--python-platform", platform]
    command += ["--only-binary", ":all:"]
    for name in sources:
        command += ["--no-binary", name]
    with tempfile.TemporaryDirectory() as folder:
        command += ["--output-file", str(Path(folder) / "out"), str(ROOT / "pyproject.toml")]
        done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    return " ".join(done.stderr.split()) if done.returncode else None


def table() -> str:
    """Return a row for each machine and a column for each Python."""
    rows = [f"| | {' | '.join(PYTHONS)} |", "|---|" + "---|" * len(PYTHONS)]
    for machine, platform in MACHINES.items():
        cells = [resolves(python, platform) for python in PYTHONS]
        rows.append(f"| {machine} | {' | '.join(cells)} |")
    return "\n".join(rows)


if __name__ == "__main__":
    found = table()
    print(found)
    write_part(PAGE, "platforms", found)
