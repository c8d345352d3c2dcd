"""Runs by other hands: an installation that only root may write, and a user who is not root."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from running import ROOT, SNAKEMAKE, Run

pytestmark = [
    pytest.mark.workflow,
    pytest.mark.skipif(
        not sys.platform.startswith("linux") or not shutil.which("setpriv"),
        reason="needs setpriv of Linux",
    ),
]
TEXT = (
    "What we know about sleep\n\nMany people ask how to sleep, and the answer is not simple. "
    "Researchers found that warm tea may help for a few hours. Talk to your doctor first.\n"
)
WITHOUT_RIGHTS = ["setpriv", "--bounding-set=-all", "--inh-caps=-all"]
"""Root as anybody else: the rights of files hold."""
NOBODY = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]


def may(who: list[str], *command: str) -> bool:
    """Whether somebody can run a command at all."""
    # Only what the shell starts has the rights of the other user alone.
    shell = [*who, "sh", "-c", '"$0" "$@"; exit $?', *command]
    return subprocess.run(shell, capture_output=True, check=False).returncode == 0


@pytest.fixture
def top() -> Iterator[Path]:
    """A folder that anybody may enter; those of pytest are for its own user."""
    with tempfile.TemporaryDirectory(prefix="hedgerow-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture
def installation(top: Path) -> Path:
    """A checkout under a name with blanks, accents and quotes, which nobody may write."""
    copy = top / "Prüfung der 'alten' Häuser"
    for name in ("workflow", "config", "profiles"):
        shutil.copytree(ROOT / name, copy / name)
    for name in ("Snakefile", "environment.yml"):
        shutil.copy(ROOT / name, copy / name)
    for path in (copy, *copy.rglob("*")):
        path.chmod(path.stat().st_mode & ~(stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH) | 0o444)
    return copy


@pytest.mark.parametrize("who", [WITHOUT_RIGHTS, NOBODY], ids=["no rights", "nobody"])
def test_an_installation_that_cannot_be_written_runs(
    installation: Path, top: Path, who: list[str]
) -> None:
    if not may(who, sys.executable, "--version"):
        pytest.skip("these users cannot run this Python")
    assert not may(who, "touch", str(installation / "workflow/new"))
    before = {path: path.stat().st_mtime_ns for path in installation.rglob("*")}
    folder = top / "my work"
    (folder / "articles").mkdir(parents=True)
    for name in ("one.txt", "two.txt"):
        (folder / "articles" / name).write_text(TEXT * (1 + len(name) // 4))
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o777)
    run = run_as(who, installation, folder)
    assert run.status == 0, run.text
    assert run.last_line == "The report is at results/tiny/report.html"
    assert {path: path.stat().st_mtime_ns for path in installation.rglob("*")} == before


def run_as(who: list[str], installation: Path, folder: Path) -> Run:
    """Run the workflow of an installation in a folder, as somebody with a home of their own."""
    command = [*who, str(SNAKEMAKE), "-j1", "--snakefile", str(installation / "Snakefile")]
    settings = ["corpus=tiny", "source=articles", "hedging={labels: fast}", "too_short=5"]
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    done = subprocess.run(
        [*command, "--config", *settings], cwd=folder, env=kept | {"HOME": str(folder)},
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        timeout=600, check=False,
    )  # fmt: skip
    return Run(done.returncode, done.stdout, folder)
