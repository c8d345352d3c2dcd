"""The three ways in, from a fresh environment that holds an installation and no checkout."""

from __future__ import annotations

import json
import os
import site
import subprocess
import sys
import venv
from pathlib import Path

import pytest
from running import ROOT, write_articles

pytestmark = pytest.mark.workflow


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of a new environment with Hedgerow as pip installs it.

    Other packages are those of the environment of the tests, so that no index is needed.
    """
    pytest.importorskip("hatchling", reason="hatchling is not installed")
    folder = tmp_path_factory.mktemp("fresh") / "environment"
    wheels = folder.parent / "wheels"
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(wheels)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    venv.create(folder, with_pip=False, symlinks=True)
    python = folder / "bin/python"
    purelib = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        check=True, capture_output=True, text=True,
    ).stdout.strip()  # fmt: skip
    Path(purelib, "shared.pth").write_text("\n".join(site.getsitepackages()))
    (wheel,) = wheels.glob("*.whl")
    subprocess.run([sys.executable, "-m", "zipfile", "-e", str(wheel), purelib], check=True)
    program = folder / "bin/hedgerow"
    program.write_text(f"#!{python}\nimport sys\nfrom hedgerow.cli import main\nsys.exit(main())\n")
    program.chmod(0o755)
    assert hedgerow(folder / "bin", "prepare").returncode == 0
    return folder / "bin"


def hedgerow(
    programs: Path, *arguments: str, cwd: Path | None = None
) -> subprocess.CompletedProcess:
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    return subprocess.run(
        [str(programs / "hedgerow"), *arguments],
        cwd=cwd or programs, env=kept, capture_output=True, text=True, timeout=900,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip


def test_a_text_is_scored_in_python(programs: Path, tmp_path: Path) -> None:
    code = "import hedgerow as hr; print(hr.__file__); print(hr.score('It may rain.').words[0])"
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    done = subprocess.run(
        [programs / "python", "-c", code], cwd=tmp_path, env=kept, capture_output=True, text=True
    )
    where, words = done.stdout.split()
    assert str(programs.parent) in where
    assert words == "3"


def test_one_text_is_checked(programs: Path, tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text("Garlic cures colds.\n")
    done = hedgerow(programs, "check", "--format", "json", "page.txt", cwd=tmp_path)
    assert done.returncode == 1, done.stderr
    assert json.loads(done.stdout)["documents"][0]["findings"][0]["rule"] == "unsourced-claim"


def test_a_folder_becomes_a_report(programs: Path, tmp_path: Path) -> None:
    write_articles(tmp_path / "My articles")
    done = hedgerow(programs, "run", "My articles", "--cores", "2", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    lines = done.stderr.strip().splitlines()
    assert lines[-1] == "The report is at results/My-articles/report.html"
    assert done.stderr.count("report.html") == 1
    assert (tmp_path / "results/My-articles/report.html").is_file()
    assert hedgerow(programs, "verify", "results/My-articles", cwd=tmp_path).returncode == 0


def test_a_run_that_cannot_start_says_why_last(programs: Path, tmp_path: Path) -> None:
    write_articles(tmp_path / "articles")
    done = hedgerow(programs, "run", "articles", "--config", "sead=7", cwd=tmp_path)
    assert done.returncode != 0
    assert "did you mean 'seed'" in done.stderr.strip().splitlines()[-1]
