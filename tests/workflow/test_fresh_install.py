"""The three ways in, from a fresh environment that holds an installation and no checkout."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
from pathlib import Path

import pytest
from fresh import OUTSIDE, called, hedgerow, needs_outside
from running import ROOT, write_articles

import hedgerow as hr

pytestmark = pytest.mark.workflow


@pytest.fixture(scope="module")
def study(
    programs: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """A folder with a report on its articles, and what the run printed."""
    folder = tmp_path_factory.mktemp("study")
    write_articles(folder / "My articles")
    done = hedgerow(
        programs, "run", "My articles", "--cores", "2", cwd=folder, NUMBA_DEBUG_CACHE="1"
    )
    assert done.returncode == 0, done.stderr
    return folder, done


def test_the_three_ways_of_the_readme_fit_on_a_screen_and_work(
    programs: Path, study: tuple[Path, subprocess.CompletedProcess[str]]
) -> None:
    folder, _ = study
    readme = (ROOT / "README.md").read_text("utf-8")
    ways = readme.partition("## Three ways in\n")[2].partition("\n## ")[0]
    assert ways.count("\n") < 30
    run, python, check = re.findall(r"^```\w*\n(.*?)^```$", ways, re.DOTALL | re.MULTILINE)
    assert shlex.split(run) == ["hedgerow", "run", "My articles"]  # as `study` did
    done = called(
        programs, ["python", "-c", f"{python}\nprint(len(scores), len(claims) > 0)"], folder
    )
    assert done.stdout == "2 True\n", done.stderr
    (folder / "article.html").write_text("<html><body><p>Garlic cures colds.</p></body></html>")
    done = called(programs, shlex.split(check), folder)
    assert (done.returncode, done.stdout.startswith("article.html: 3 words")) == (1, True)


def test_texts_and_folders_are_measured_in_python(programs: Path, tmp_path: Path) -> None:
    write_articles(tmp_path / "articles")
    done = called(programs, ["python", "-c", PYTHON], tmp_path)
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
    if package == "spacy" and not (OUTSIDE / "ready").exists():
        pytest.skip("spaCy is not installed: `make outside` installs it")
    code = f"import hedgerow as hr\n{program}"
    done = called(programs, ["python", "-c", code], tmp_path)
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
    done = called(programs, ["bash", "-c", f"{script}\n{completed}"], programs)
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


def test_a_folder_becomes_a_report(
    programs: Path, study: tuple[Path, subprocess.CompletedProcess[str]]
) -> None:
    folder, done = study
    lines = done.stderr.strip().splitlines()
    assert lines[-1] == "The report is at results/My-articles/report.html"
    assert done.stderr.count("report.html") == 1
    assert (folder / "results/My-articles/report.html").is_file()
    assert hedgerow(programs, "verify", "results/My-articles", cwd=folder).returncode == 0


@needs_outside
def test_the_validator_of_ro_crate_accepts_the_crate_of_a_run(
    programs: Path, study: tuple[Path, subprocess.CompletedProcess[str]]
) -> None:
    folder, _ = study
    results = folder / "results/My-articles"
    assert hedgerow(programs, "crate", str(results)).returncode == 0
    crate = json.loads((results / "ro-crate-metadata.json").read_text())
    assert {"@id": "report.html"} in crate["@graph"][1]["hasPart"]
    done = called(programs, ["python", "-c", VALIDATE, str(results)], folder)
    assert done.stdout.splitlines()[-1] == "accepted", done.stdout + done.stderr


VALIDATE = """
import sys
from pathlib import Path
import rocrate
from requests import Response
from rocrate_validator import services
from rocrate_validator.models import Severity
from rocrate_validator.utils.http import HttpRequester

CONTEXT = "https://w3id.org/ro/crate/1.1/context"
terms = Path(rocrate.__file__).with_name("data") / "ro-crate.jsonld"
assert CONTEXT in terms.read_text()

def get(self, url, **options):  # the terms come from the package rocrate, nothing from the web
    response = Response()
    response.url, response.status_code = url, 200 if url == CONTEXT else 404
    response._content = terms.read_bytes() if url == CONTEXT else b""
    response.headers["Content-Type"] = "application/ld+json"
    return response

HttpRequester.get = get
for profile in ("ro-crate-1.1", "process-run-crate", "workflow-run-crate"):
    settings = services.ValidationSettings(
        rocrate_uri=sys.argv[1],
        profile_identifier=profile,
        requirement_severity=Severity.REQUIRED,
    )
    found = services.validate(settings).get_issues()
    assert not found, [f"{issue.check.identifier}: {issue.message}" for issue in found]
print("accepted")
"""


KERNEL = re.compile(r"\[cache\] data (?:loaded from|saved to) .*?([^/\\]+\.nbc)")


def test_what_is_called_first_was_compiled_by_prepare(
    programs: Path, study: tuple[Path, subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    folder, _ = study
    prepared = set(KERNEL.findall((programs.parent / "prepared").read_text()))
    assert len(prepared) > 50
    logs = (folder / "results/My-articles/logs").rglob("*.log")
    of_run = {name for log in logs for name in KERNEL.findall(log.read_text())}
    done = called(programs, ["python", "-c", FIRST_CALLS], tmp_path, NUMBA_DEBUG_CACHE="1")
    of_calls = set(KERNEL.findall(done.stdout))
    assert len(of_run) > 30 and len(of_calls) > 30, done.stderr
    assert sorted((of_run | of_calls) - prepared) == []


FIRST_CALLS = """
import hedgerow as hr
from hedgerow import cli
text = "Does tea help? Tea may help some people. Green tea cures colds."
hr.score(text)
hr.label(text)
hr.phrases(text, "green tea")
open("page.txt", "w").write(text)
cli.main(["check", "page.txt"])
"""


def test_a_run_that_cannot_start_says_why_last(programs: Path, tmp_path: Path) -> None:
    write_articles(tmp_path / "articles")
    done = hedgerow(programs, "run", "articles", "--config", "sead=7", cwd=tmp_path)
    assert done.returncode != 0
    assert "did you mean 'seed'" in done.stderr.strip().splitlines()[-1]
