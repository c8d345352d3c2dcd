"""Compare two results folders of the same corpus, but for renamed columns and keys.

usage: python tools/compare_results.py BEFORE AFTER [--renames CHANGELOG.md]

Reads the tables of renames of CHANGELOG.md: rows `| old | new |` below a header `| old | new |`.
Tables must hold the same cells, figures the same bytes, `summary.json` the same values. In pages,
whose sentences may be reworded, the numbers are compared in their order. Prints a line for
each file that differs and exits with status 1 where a number does.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

NUMBER = re.compile(r"(?<![\w#.-])\d[\d,]*(?:\.\d+)?(?![\w-])")
LEFT_OUT = ("run.json", "datapackage.json", "logs", "benchmarks", "shards")
"""Stamps, sizes and digests of a run, and what it hands from rule to rule."""


def renames(changelog: Path) -> dict[str, str]:
    """Return old name -> new name from the tables of a changelog."""
    names: dict[str, str] = {}
    inside = False
    for line in changelog.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip().strip("`") for cell in line.strip().strip("|").split("|")]
        inside = line.startswith("|") and (inside or cells[:2] == ["old", "new"])
        if inside and cells[0] not in ("old", "---"):
            names[cells[0]] = cells[1]
    return names


def renamed(value: Any, names: dict[str, str]) -> Any:
    """Return a value of JSON with its keys, and the strings that are names, renamed."""
    if isinstance(value, dict):
        return {names.get(key, key): renamed(entry, names) for key, entry in value.items()}
    if isinstance(value, list):
        return [renamed(entry, names) for entry in value]
    if isinstance(value, str):  # flags are joined by ";"
        return ";".join(names.get(part, part) for part in value.split(";"))
    return value


def numbers_of(text: str) -> list[str]:
    """Return the numbers that a text shows, in their order, without those of styles and scripts."""
    text = re.sub(r"<(style|script)\b.*?</\1>|<[^>]*>", " ", text, flags=re.DOTALL)
    return NUMBER.findall(text)


def unequal_paths(old: Any, new: Any, above: str = "") -> Iterator[str]:
    """Yield the paths of the keys whose values differ."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in sorted(old.keys() | new.keys()):
            yield from unequal_paths(old.get(key), new.get(key), f"{above}.{key}".strip("."))
    elif old != new:
        yield above


def table_difference(before: Path, after: Path, names: dict[str, str]) -> str:
    """Return how two Parquet tables differ; the empty string where they do not."""
    old, new = pq.ParquetFile(before).read(), pq.ParquetFile(after).read()
    known = set(new.column_names)
    old = old.rename_columns([n if n in known else names.get(n, n) for n in old.column_names])
    gone, come = set(old.column_names) - set(new.column_names), set(new.column_names)
    come -= set(old.column_names)
    if gone or come:
        return f"columns gone: {sorted(gone)}, new: {sorted(come)}"
    if old.num_rows != new.num_rows:
        return f"{old.num_rows} rows before, {new.num_rows} after"
    unequal = [name for name in old.column_names if not _equal(old[name], new[name], names)]
    return f"cells differ in {unequal}" if unequal else ""


def _equal(old: Any, new: Any, names: dict[str, str]) -> bool:
    if old.equals(new):
        return True
    return repr(renamed(old.to_pylist(), names)) == repr(new.to_pylist())


def difference(before: Path, after: Path, names: dict[str, str]) -> tuple[str, str]:
    """Return (what is wrong, what is only noted) about two files of the same name."""
    if before.suffix == ".parquet":
        return table_difference(before, after, names), ""
    if before.read_bytes() == after.read_bytes():
        return "", ""
    old, new = (path.read_text(encoding="utf-8", errors="replace") for path in (before, after))
    if before.name == "summary.json":
        paths = list(unequal_paths(renamed(json.loads(old), names), json.loads(new)))
        return (f"values differ in {paths}" if paths else ""), ""
    if before.suffix in (".html", ".md", ".json", ".csv", ".svg", ".bib"):
        same = numbers_of(old) == numbers_of(new)
        return ("" if same else "numbers differ"), "reworded"
    return "bytes differ", ""


def main() -> int:
    """Compare two folders; return 1 where a number differs or a file is missing, else 0."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("before", type=Path)
    parser.add_argument("after", type=Path)
    parser.add_argument("--renames", type=Path, default=Path("CHANGELOG.md"))
    given = parser.parse_args()
    names = renames(given.renames)
    wrong = equal = reworded = 0
    for path in sorted(given.before.rglob("*")):
        inside = path.relative_to(given.before)
        if path.is_dir() or inside.parts[0] in LEFT_OUT:
            continue
        after = given.after / inside.parent / names.get(inside.name, inside.name)
        error, note = difference(path, after, names) if after.exists() else ("missing after", "")
        if error:
            print(f"{inside}: {error}")
        wrong += bool(error)
        equal += not error and not note
        reworded += not error and bool(note)
    print(f"{equal} files equal, {reworded} with equal numbers and other words, {wrong} different")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
