"""The workflow with `--sdm conda`, with a stand-in for conda, and the recipe of `--containerize`.

The stand-in writes down what it is asked for; what it activates is an environment that is there.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from fresh import called
from running import ROOT, SNAKEMAKE, write_articles

pytestmark = [
    pytest.mark.workflow,
    pytest.mark.skipif(os.name == "nt", reason="the stand-in is a shell script"),
]
CONDA = """#!/bin/sh
echo "$*" >> "{folder}/asked"
case "$*" in
"info --json") echo '{{"conda_prefix": "{folder}", "platform": "linux-64"}}' ;;
*channel_priority*) echo '{{"get": {{"channel_priority": "strict"}}}}' ;;
--version) echo conda 24.9.2 ;;
"env create"*) mkdir -p "$8" ;;
esac
"""
ACTIVATE = 'echo "activate $1" >> "{folder}/asked"\nPATH="{programs}:$PATH"\n'


COMMAND = [str(SNAKEMAKE), "--snakefile", str(ROOT / "Snakefile")]
SETTINGS = ["--config", "corpus=tiny", "source=articles"]


@pytest.fixture
def stand_in(programs: Path, tmp_path: Path) -> Path:
    """The folder of the stand-in, beside a folder of articles."""
    folder = tmp_path / "conda"
    (folder / "bin").mkdir(parents=True)
    for name, text in {"conda": CONDA, "activate": ACTIVATE}.items():
        (folder / "bin" / name).write_text(text.format(folder=folder, programs=programs))
        (folder / "bin" / name).chmod(0o755)
    write_articles(tmp_path / "articles")
    return folder


def path_of(stand_in: Path) -> str:
    return f"{stand_in}/bin{os.pathsep}{os.defpath}"


def test_conda_is_asked_for_the_environment_and_the_rules_run_in_it(
    programs: Path, stand_in: Path, tmp_path: Path
) -> None:
    command = [*COMMAND, "-j1", "--sdm", "conda", "--until", "normalise", *SETTINGS]
    done = called(programs, command, tmp_path, PATH=path_of(stand_in))
    assert done.returncode == 0, done.stderr
    asked = (stand_in / "asked").read_text()
    (given,) = re.findall(r"env create .*--file (\S+) --prefix", asked)
    assert Path(given).read_text() == (ROOT / "environment.yml").read_text()
    (environment,) = re.findall(r"activate (\S+)", asked)
    assert f"--prefix {environment}\n" in asked
    assert list((tmp_path / "results/tiny/shards").rglob("text.arrow"))


@pytest.mark.skipif(" " in str(ROOT), reason="Snakemake does not quote the paths of its recipe")
def test_a_recipe_for_a_container_has_the_environment(
    programs: Path, stand_in: Path, tmp_path: Path
) -> None:
    command = [*COMMAND, "--containerize", *SETTINGS]
    done = called(programs, command, tmp_path, PATH=path_of(stand_in))
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("FROM condaforge/miniforge3")
    (copied,) = re.findall(r"^COPY (\S+) (?=\S+/environment.yaml$)", done.stdout, re.MULTILINE)
    assert (tmp_path / copied).samefile(ROOT / "environment.yml")
    assert len(re.findall(r"^RUN conda env create ", done.stdout, re.MULTILINE)) == 1
