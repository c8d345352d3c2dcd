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

from hedgerow import kernel_files

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
    # Somebody prepared it, so that its kernels are not compiled for minutes.
    cache = folder / ".cache/hedgerow"
    cache.mkdir(parents=True)
    (cache / kernel_files.kernels_stamp(installation / "workflow/src/hedgerow").name).write_text("")
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o777)
    run = run_as(who, installation, folder)
    assert run.status == 0, run.text
    assert run.last_line == "The report is at results/tiny/report.html"
    assert {path: path.stat().st_mtime_ns for path in installation.rglob("*")} == before


@pytest.mark.parametrize("who", [WITHOUT_RIGHTS, NOBODY], ids=["no rights", "nobody"])
def test_a_user_without_a_place_of_their_own_gets_an_answer(
    installation: Path, top: Path, who: list[str]
) -> None:
    """Who may write neither into the installation nor at home, as in many containers."""
    if not may(who, sys.executable, "--version"):
        pytest.skip("these users cannot run this Python")
    (top / "articles").mkdir()
    (top / "locked").mkdir()
    (top / "secret.txt").write_text("Tea.")
    for name, mode in (("secret.txt", 0), ("locked", 0), (".", 0o555)):
        (top / name).chmod(mode)
    for arguments, sentence in {
        ("check", "secret.txt"): "secret.txt: can't be read: you have no right to read it; name",
        ("score", "secret.txt"): "secret.txt: can't be read: you have no right to read it; name",
        ("label", "locked/a.txt"): "locked/a.txt: can't be read: you have no right to read it",
        ("check", "locked/a.txt"): "locked/a.txt: can't be read: you have no right to read it",
        ("run", "locked"): "You have no right to read the folder 'locked'.",
        ("run", "articles"): f"You have no right to write in '{top}', where results/ would be",
        ("init", "study"): "study: you have no right to it; name another place",
    }.items():
        done = program_of(installation, who, "-m", "hedgerow", *arguments)
        assert done.stderr.startswith(f"hedgerow: error: {sentence}"), done.stderr


@pytest.mark.parametrize("who", [WITHOUT_RIGHTS, NOBODY], ids=["no rights", "nobody"])
def test_kernels_are_read_where_somebody_else_prepared_them(
    installation: Path, top: Path, who: list[str]
) -> None:
    if not may(who, sys.executable, "--version"):
        pytest.skip("these users cannot run this Python")
    package = installation / "workflow/src/hedgerow"
    cache = top / "cache"
    cache.mkdir()
    for path in (top, cache):
        path.chmod(0o555)
    code = (
        "import numpy as np; from hedgerow import api; from hedgerow.tables import spans\n"
        "print(spans.span_sums(np.ones((2, 1)), np.array([0, 2])), spans._add_up.stats.cache_path)"
    )

    def kernels() -> Path:
        done = program_of(installation, who, "-c", code, HEDGEROW_CACHE=str(cache))
        sums, _, place = done.stdout.strip().partition(" ")
        assert sums == "[[2.]]", done.stderr
        return Path(place)

    assert not kernels().is_relative_to(package)  # nobody says that they were prepared
    cache.chmod(0o755)
    (cache / kernel_files.kernels_stamp(package).name).write_text("")
    cache.chmod(0o555)
    assert kernels().is_relative_to(package)


def program_of(
    installation: Path, who: list[str], *arguments: str, **settings: str
) -> subprocess.CompletedProcess[str]:
    """Run Python with the library of an installation, as somebody whose home cannot be written."""
    folder = installation.parent
    environment = {key: value for key, value in os.environ.items() if key != "HEDGEROW_CACHE"}
    environment |= {"HOME": str(folder), "PYTHONPATH": str(installation / "workflow/src")}
    environment |= settings
    command = [*who, sys.executable, *arguments]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=600
    )


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
