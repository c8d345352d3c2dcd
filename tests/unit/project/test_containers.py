"""The container recipes copy what an installation is built from, and nothing else."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[3]
RULES = (ROOT / ".dockerignore").read_text().split("\n", 1)[1].split()
COPIED = [rule.removeprefix("!") for rule in RULES if rule.startswith("!")]


def files() -> set[str]:
    """The files that `COPY .` puts into the image: those of COPIED without caches."""
    found = set()
    for name in COPIED:
        path = ROOT / name
        for file in [path] if path.is_file() else path.rglob("*"):
            if file.is_file() and "__pycache__" not in file.parts:
                found.add(file.relative_to(ROOT).as_posix())
    return found


def test_everything_is_left_out_but_what_is_named() -> None:
    assert [rule for rule in RULES if not rule.startswith("!")] == ["*", "**/__pycache__"]
    assert RULES[0] == "*"
    assert RULES[-1] == "**/__pycache__"
    assert all((ROOT / name).exists() for name in COPIED)


def test_both_recipes_copy_the_same_files() -> None:
    recipe = (ROOT / "hedgerow.def").read_text()
    section = re.search(r"^%files\n((?: .*\n)+)", recipe, re.MULTILINE)
    assert section is not None
    pairs = [line.split() for line in section[1].splitlines()]
    assert [name for name, _ in pairs] == COPIED
    assert all(place == f"/opt/hedgerow/{name}" for name, place in pairs)
    assert "\nCOPY . /opt/hedgerow\n" in (ROOT / "Containerfile").read_text()


def test_the_build_finds_all_it_needs_and_nothing_is_there_for_no_use() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    targets = settings["tool"]["hatch"]["build"]["targets"]["wheel"]
    needed = {"pyproject.toml", "requirements.lock", settings["project"]["readme"]}
    needed |= set(settings["project"]["license-files"]) | set(targets["packages"])
    needed |= set(targets["force-include"])
    copied = files()
    for name in needed:
        assert any(file == name or file.startswith(f"{name}/") for file in copied), name
    extra = {
        file
        for file in copied
        if not any(file == name or file.startswith(f"{name}/") for name in needed)
    }
    assert extra == set()
    assert sum((ROOT / file).stat().st_size for file in copied) < 40e6
