"""The recipes of CONTRIBUTING.md, followed to the letter in a copy of the repository."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
COPIED = ("config", "docs", "tests", "tools", "workflow", "pyproject.toml", "CHANGELOG.md")
RECIPES = re.split(
    r"^### ",
    (ROOT / "CONTRIBUTING.md")
    .read_text(encoding="utf-8")
    .split("\n## Recipes\n")[1]
    .split("\n## ")[0],
    flags=re.MULTILINE,
)[1:]
EDIT = re.compile(
    r"^In (?P<new>a new file )?`(?P<path>[^`]+)`"
    r"(?:, after (?P<header>the header line that begins with )?"
    r"`(?P<anchor>[^`]+)`)?:\n\n```\w+\n(?P<block>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
COMMANDS = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def apply(edit: re.Match[str], root: Path) -> None:
    """Make one edit of a recipe below `root`."""
    path = root / edit["path"]
    if edit["new"]:
        assert not path.exists(), f"{edit['path']} is said to be new"
        path.write_text(edit["block"], encoding="utf-8")
        return
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    begins = [
        n
        for n, line in enumerate(lines)
        if (
            line.split("\t")[0] == edit["anchor"]
            if edit["header"]
            else line.rstrip() == edit["anchor"]
        )
    ]
    assert len(begins) == 1, f"{edit['path']} has {len(begins)} lines {edit['anchor']!r}"
    lines.insert(begins[0] + 1, edit["block"])
    path.write_text("".join(lines), encoding="utf-8")


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda text: text.split(":")[0])
def test_a_recipe_works_as_written(recipe: str, tmp_path: Path) -> None:
    # with the kernels of what stays as it is: to compile them anew takes a minute
    ignore = shutil.ignore_patterns(".venv")
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, tmp_path / name, ignore=ignore)
        else:
            shutil.copy(ROOT / name, tmp_path / name)
    edits = list(EDIT.finditer(recipe))
    assert len(edits) == recipe.count("\nIn `") + recipe.count("\nIn a new file `")
    for edit in edits:
        apply(edit, tmp_path)
    environment = os.environ | {"PYTHONPATH": str(tmp_path / "workflow/src")}
    for command in COMMANDS.search(recipe)[1].splitlines():
        words = [sys.executable, *command.removeprefix("python ").replace('"', "").split(" ")]
        if "-k" in words:  # an expression of several words
            at = words.index("-k") + 1
            words[at:] = [" ".join(words[at:])]
        done = subprocess.run(
            words, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=600
        )
        assert done.returncode == 0, f"{command}\n{done.stdout[-3000:]}{done.stderr[-3000:]}"
