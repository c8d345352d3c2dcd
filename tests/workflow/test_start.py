"""What a person sees before anything is computed: the plan, and what is wrong with the settings."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from running import ROOT, SNAKEMAKE, snakemake

pytestmark = pytest.mark.workflow

RULES = {
    "normalise": 1,
    "repeats": 1,
    "boilerplate": 1,
    "readability": 1,
    "hedging": 1,
    "keywords": 1,
    "similarity": 1,
    "textstat": 1,
    "summarise": 1,
    "figures": 1,
    "influence": 1,
    "report": 1,
    "all": 1,
    "total": 13,
}


def test_the_demonstration_is_planned_from_any_folder(tmp_path: Path) -> None:
    run = snakemake(tmp_path, "-n")
    assert run.status == 0, run.text
    assert run.jobs == RULES
    assert "Reading and cleaning" in run.text
    assert not (tmp_path / "results").exists()


def test_another_corpus_without_phrases_is_planned(articles: Path) -> None:
    run = snakemake(articles, "-n", "--config", "corpus=two", "source=my articles", "shards=2")
    assert run.status == 0, run.text
    assert run.jobs["keywords"] == 2
    assert run.jobs["summarise"] == 1
    assert "(part 2 of 2)" in run.text


def test_a_list_of_phrases_in_the_config_is_written_down_first(articles: Path) -> None:
    run = snakemake(
        articles, "-n", "--config", "corpus=two", "source=my articles", "phrases=[a b, it's so]"
    )
    assert run.status == 0, run.text
    assert run.jobs["phrases"] == 1


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        (
            ["corups=x"],
            "Hedgerow cannot start: The config key 'corups' is unknown; did you mean 'corpus'?",
        ),
        (
            ["corpus=none"],
            "Hedgerow cannot start: The corpus folder 'data/raw/none' does not exist; "
            "make it and put the articles in it, or name another (in a run, source=FOLDER).",
        ),
        (
            ["corpus=none", "source=empty"],
            "Hedgerow cannot start: The corpus folder 'empty' holds no articles; "
            "put articles into it (.txt, .html, .pdf, .docx, .jsonl and others are read), or name "
            "another (in a run, source=FOLDER).",
        ),
        (
            ["phrases=no such.txt"],
            "Hedgerow cannot start: There is no file 'no such.txt', "
            "which the config names under 'phrases'.",
        ),
    ],
)
def test_a_slip_ends_in_one_sentence(tmp_path: Path, settings: list[str], sentence: str) -> None:
    (tmp_path / "empty").mkdir()
    run = snakemake(tmp_path, "-j1", "--config", *settings)
    said = [
        line
        for line in run.text.splitlines()
        if not line.startswith(("Using workflow specific profile", "Config file"))
    ]
    assert (run.status, said) == (1, [sentence])


def test_the_workflow_has_good_form(tmp_path: Path) -> None:
    run = snakemake(tmp_path, "--lint")
    assert run.status == 0, run.text
    assert "in a good condition" in run.text


def test_the_rules_are_formatted() -> None:
    program = SNAKEMAKE.with_name("snakefmt")
    done = subprocess.run(
        [program, "--check", ROOT / "Snakefile", ROOT / "workflow"], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


def test_the_default_profile_says_how_many_jobs_unless_told(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "profiles", tmp_path / "profiles")
    (tmp_path / "Snakefile").write_text(
        'print("cores", workflow._cores, "jobs", workflow.nodes)\nrule all:\n    shell: ""\n'
    )
    cores = len(os.sched_getaffinity(0))
    assert f"cores {cores} jobs None" in snakemake(tmp_path).text
    assert "cores 7 jobs None" in snakemake(tmp_path, "-j7").text


def test_the_slurm_profile_is_read(articles: Path) -> None:
    pytest.importorskip("snakemake_executor_plugin_slurm", reason="the Slurm plugin is optional")
    run = snakemake(
        articles,
        "-n",
        "--profile",
        str(ROOT / "profiles/slurm"),
        "--config",
        "corpus=two",
        "source=my articles",
    )
    assert run.status == 0, run.text
    assert run.jobs == RULES
