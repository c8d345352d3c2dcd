"""The lexicons of a run: the number of entries and a digest of each."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from importlib import resources
from pathlib import Path

DATA = ("lexicons/*.tsv",)


def lexicon_inventory(own: Sequence[str | Path] = ()) -> dict[str, dict[str, int | str]]:
    """Return file name -> entries and sha256, of Hedgerow's lexicons and of the user's own."""
    folder = resources.files("hedgerow.lexicons")
    files = {p.name: p.read_bytes() for p in folder.iterdir() if p.name.endswith(".tsv")}
    files |= {Path(path).name: Path(path).read_bytes() for path in own}
    return {
        name: {"entries": _entries(data), "sha256": sha256(data).hexdigest()}
        for name, data in sorted(files.items())
    }


def _entries(data: bytes) -> int:
    """Count the lines of a TSV that are neither empty, nor comments, nor the header."""
    lines = [line for line in data.splitlines() if line.strip() and not line.startswith(b"#")]
    return max(0, len(lines) - 1)
