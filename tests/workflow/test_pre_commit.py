"""The hook of pre-commit, as docs/command-line.md describes it, on a text that passes and one that
fails."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from fresh import OUTSIDE, called, needs_outside
from running import ROOT

pytestmark = [
    pytest.mark.workflow,
    needs_outside,
    pytest.mark.skipif(not shutil.which("git"), reason="git is not installed"),
]
PAGE = (ROOT / "docs/command-line.md").read_text("utf-8")
LOCAL, DECLARED = re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)


def git(folder: Path, *arguments: str) -> str:
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    command = ["git", *who, "-C", str(folder), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def repository(folder: Path, **files: str) -> str:
    """Make a git repository with files in it, and return its commit."""
    folder.mkdir()
    git(folder, "init", "-q")
    for name, text in files.items():
        (folder / name).write_text(text)
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "Start")
    return git(folder, "rev-parse", "HEAD")


@pytest.fixture
def declared(tmp_path: Path) -> str:
    """The configuration that takes the hook from a repository which declares it as this one."""
    name = ".pre-commit-hooks.yaml"
    commit = repository(tmp_path / "hedgerow", **{name: (ROOT / name).read_text()})
    return DECLARED.replace("ADDRESS", str(tmp_path / "hedgerow")).replace("COMMIT", commit)


@pytest.mark.parametrize("form", ["local", "declared"])
def test_a_commit_is_held_up_by_a_claim_without_a_source(
    form: str, declared: str, programs: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "articles"
    config = LOCAL if form == "local" else declared
    repository(folder, **{".pre-commit-config.yaml": config})
    program = [str(OUTSIDE / "bin/pre-commit"), "run"]
    home = {"PRE_COMMIT_HOME": str(tmp_path / "home")}
    for text, status in {
        "Garlic cures colds.\n": 1,
        "Garlic may be good with bread.\n": 0,
    }.items():
        (folder / "page.md").write_text(text)
        git(folder, "add", "page.md")
        done = called(programs, program, folder, **home)
        assert done.returncode == status, done.stdout + done.stderr
        assert ("claim without a source (“cures colds”)" in done.stdout) == bool(status)
    # files of other kinds are nothing to it
    git(folder, "commit", "-qam", "Text")
    (folder / "program.py").write_text("# Garlic cures colds.\n")
    git(folder, "add", "program.py")
    assert "Skipped" in called(programs, program, folder, **home).stdout
