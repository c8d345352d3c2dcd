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

import hedgerow as hr

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
    programs: Path, *arguments: str, cwd: Path | None = None, given: str = ""
) -> subprocess.CompletedProcess[str]:
    return called([str(programs / "hedgerow"), *arguments], cwd or programs, given)


def called(command: list[str], cwd: Path, given: str = "") -> subprocess.CompletedProcess[str]:
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    return subprocess.run(
        command, cwd=cwd, env=kept, capture_output=True, text=True, timeout=900, input=given
    )


def test_texts_and_folders_are_measured_in_python(programs: Path, tmp_path: Path) -> None:
    write_articles(tmp_path / "articles")
    done = called([str(programs / "python"), "-c", PYTHON], tmp_path)
    assert done.returncode == 0, done.stderr
    where, *printed = done.stdout.splitlines()
    assert str(programs.parent) in where
    assert printed == ["3", "['direct_causal']", "1", "Table", "True"]


PYTHON = """
import hedgerow as hr
print(hr.__file__)
print(hr.score("It may rain.")["words"][0])
print(hr.label("Tea cures colds.")["claim"].tolist())
print(hr.phrases("We drink green tea.", "green tea")["count"][0])
print(type(hr.score(["One.", "Two."], output="arrow")).__name__)
corpus = hr.corpus("articles")
print(len(corpus.documents) == len(corpus) > 0 and len(corpus.claims) > 0)
"""


@pytest.mark.parametrize(
    ("package", "program", "printed"),
    [
        ("sklearn", "print(hr.HedgerowFeatures().fit_transform(['It may rain.']).shape[0])", "1"),
        ("polars", "print(type(hr.score('Tea.', output='polars')).__module__[:6])", "polars"),
        (
            "spacy",
            "import spacy; nlp = spacy.blank('en'); nlp.add_pipe('hedgerow')\n"
            "print(nlp('It may rain.')._.hedgerow['words'])",
            "3",
        ),
    ],
)
def test_other_packages_take_it_up(
    programs: Path, tmp_path: Path, package: str, program: str, printed: str
) -> None:
    pytest.importorskip(package, reason=f"{package} is not installed")
    code = f"import hedgerow as hr\n{program}"
    done = called([str(programs / "python"), "-c", code], tmp_path)
    assert done.stdout.strip() == printed, done.stderr


def test_texts_go_through_a_pipe(programs: Path) -> None:
    scored = hedgerow(programs, "score", "-", given="It may rain.")
    assert json.loads(scored.stdout)["words"] == 3, scored.stderr
    labelled = hedgerow(programs, "label", "-", given='{"id": 7, "text": "Tea cures colds."}')
    assert json.loads(labelled.stdout)["sentences"][0]["claim"] == "direct_causal"


def test_the_installation_describes_itself(programs: Path) -> None:
    assert hedgerow(programs, "--version").stdout == f"hedgerow {hr.__version__}\n"
    doctor = json.loads(hedgerow(programs, "doctor", "--format", "json").stdout)
    states = {fact["what"]: fact["state"] for fact in doctor["facts"]}
    assert states["kernels"] == states["workflow"] == states["numba"] == "ok"
    script = hedgerow(programs, "completion", "bash").stdout
    completed = 'COMP_WORDS=(hedgerow che); COMP_CWORD=1; _shtab_hedgerow; echo "${COMPREPLY[@]}"'
    done = called(["bash", "-c", f"{script}\n{completed}"], programs)
    assert done.stdout.split() == ["check"], done.stderr


def test_a_study_is_ready_to_run(programs: Path, tmp_path: Path) -> None:
    made = hedgerow(programs, "init", "my-study", cwd=tmp_path)
    write_articles(tmp_path / "my-study/articles")
    command = made.stdout.splitlines()[-1].split()
    assert command[:2] == ["hedgerow", "run"]
    done = hedgerow(programs, *command[1:], "--dry-run", cwd=tmp_path / "my-study")
    assert done.returncode == 0, done.stderr
    assert "summarise" in done.stdout


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
    assert hedgerow(programs, "crate", "results/My-articles", cwd=tmp_path).returncode == 0
    crate = json.loads((tmp_path / "results/My-articles/ro-crate-metadata.json").read_text())
    assert {"@id": "report.html"} in crate["@graph"][1]["hasPart"]


def test_a_run_that_cannot_start_says_why_last(programs: Path, tmp_path: Path) -> None:
    write_articles(tmp_path / "articles")
    done = hedgerow(programs, "run", "articles", "--config", "sead=7", cwd=tmp_path)
    assert done.returncode != 0
    assert "did you mean 'seed'" in done.stderr.strip().splitlines()[-1]
