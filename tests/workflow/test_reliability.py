"""Runs that are killed, stopped, or fail: the same command goes on, and no good result is lost.

`tools/reliability` has the long forms, which kill many runs at random moments.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from running import (
    ROOT,
    Run,
    kill,
    lift,
    locked,
    snakemake,
    start,
    sums,
    wait_for,
    write_articles,
)

CONFIG = ("--configfile", "hedgerow.yaml")

FAILING = """
import importlib.abc, os, sys
step = os.environ.get("FAILING_STEP", "-")
if step in sys.argv[1:2]:
    class Finder(importlib.abc.MetaPathFinder):
        def find_spec(self, name, path, target=None):
            if name == f"hedgerow.steps.{step}":
                raise OSError(28, "No space left on device")
    sys.meta_path.insert(0, Finder())
"""


@pytest.fixture
def fresh(tmp_path: Path, finished: Run) -> Path:
    """A folder with the articles and settings of the finished run, and nothing computed."""
    folder = tmp_path / "fresh"
    shutil.copytree(finished.folder / "my articles", folder / "my articles")
    for name in ("phrases.txt", "hedgerow.yaml"):
        shutil.copy(finished.folder / name, folder / name)
    return folder


def test_a_killed_run_is_recovered_by_the_same_commands(fresh: Path, finished: Run) -> None:
    run = start(fresh, *CONFIG)
    wait_for(lambda: locked(fresh) or run.poll() is not None)
    time.sleep(2)
    kill(run, signal.SIGKILL, whole=False)
    lift(fresh)
    again = snakemake(fresh, "-j2", *CONFIG)
    assert again.status == 0, again.text
    assert sums(fresh / "results/tiny") == sums(finished.folder / "results/tiny")


def test_a_live_lock_stays_and_a_stale_one_is_named_with_its_command(fresh: Path) -> None:
    run = start(fresh, *CONFIG)
    try:
        wait_for(lambda: locked(fresh))
        assert lift(fresh) == ""
        assert locked(fresh)
    finally:
        kill(run, signal.SIGKILL, whole=True)
    refused = snakemake(fresh, "-j2", *CONFIG)
    assert refused.status != 0
    assert "snakemake --unlock -j2 --configfile hedgerow.yaml" in refused.last_line
    assert "lifted" in lift(fresh)
    assert not locked(fresh)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_stopped_run_goes_on(fresh: Path, finished: Run, number: int) -> None:
    run = start(fresh, *CONFIG)
    wait_for(lambda: locked(fresh))
    time.sleep(2)
    kill(run, number, whole=True)
    lift(fresh)
    again = snakemake(fresh, "-j2", *CONFIG)
    assert again.status == 0, again.text
    assert sums(fresh / "results/tiny") == sums(finished.folder / "results/tiny")


@pytest.mark.parametrize("step", ["summarise", "figures", "report"])
def test_a_failing_run_keeps_the_earlier_results(
    again: Callable[..., Run], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    folder: Path = again.folder  # type: ignore[attr-defined]
    before = sums(folder / "results/tiny")
    (tmp_path / "site").mkdir()
    (tmp_path / "site/sitecustomize.py").write_text(FAILING)
    monkeypatch.setenv("FAILING_STEP", step)
    changed = ("--config", "too_short=40", "report={title: Changed}")
    failed = with_site(folder, tmp_path / "site", *changed)
    assert failed.status != 0
    assert "the disk is full" in failed.last_line, failed.text
    kept = sums(folder / "results/tiny")
    assert {name: kept.get(name) for name in before if name in kept} == kept
    assert set(before) <= set(kept)
    assert kept.items() >= {name: before[name] for name in before if must_stay(name, step)}.items()
    monkeypatch.delenv("FAILING_STEP")
    mended = again(*changed)
    assert mended.status == 0, mended.text
    assert mended.jobs[step] == 1
    assert (
        json.loads((folder / "results/tiny/summary.json").read_text())["settings"]["too_short"]
        == 40
    )


def must_stay(name: str, step: str) -> bool:
    """Whether a result must be as before: all but what the steps before the failing one made."""
    made = {"summarise": (), "figures": ("tables/", "summary.json"),
            "report": ("tables/", "summary.json", "figures/")}[step]  # fmt: skip
    return not name.startswith(made)


def with_site(folder: Path, site: Path, *arguments: str) -> Run:
    """Run snakemake with a `sitecustomize` that the jobs import."""
    command = [str(Path(sys.executable).with_name("snakemake")), "-j2", *CONFIG, *arguments]
    done = subprocess.run(
        [*command, "--snakefile", str(ROOT / "Snakefile")],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(site)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return Run(done.returncode, done.stdout, folder)


def test_a_hostile_document_is_listed_and_the_others_are_measured(tmp_path: Path) -> None:
    write_articles(tmp_path / "my articles")
    (tmp_path / "my articles/shop/crossed.html").write_text("<b><p><i></b>" * 500_000)
    run = snakemake(
        tmp_path, "-j2", "--config", "corpus=tiny", "source=my articles", "limits={seconds: 1}"
    )
    assert run.status == 0, run.text
    assert "crossed.html: reading it takes more than 1 s" in run.text


@pytest.mark.parametrize(
    ("cores", "shards", "locale", "folder"),
    [(1, 1, "C", "plain"), (2, 2, "C.UTF-8", "a folder with blanks, ümlauts and 'quotes'")],
)
def test_the_same_bytes_come_from_any_run(
    finished: Run, tmp_path: Path, monkeypatch, cores: int, shards: int, locale: str, folder: str
) -> None:
    """The determinism matrix: cores, shards, locale, hash seed, order of files, name of folder."""
    here = tmp_path / folder
    here.mkdir()
    files = [path for path in (finished.folder / "my articles").rglob("*") if path.is_file()]
    for path in sorted(files, reverse=True):
        copy = here / path.relative_to(finished.folder)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, copy)
    for name in ("phrases.txt", "hedgerow.yaml"):
        shutil.copy(finished.folder / name, here / name)
    monkeypatch.setenv("LC_ALL", locale)
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    monkeypatch.setenv("PYTHONHASHSEED", str(shards))
    monkeypatch.setenv("OMP_NUM_THREADS", str(cores))
    run = snakemake(here, f"-j{cores}", *CONFIG, "--config", f"shards={shards}")
    assert run.status == 0, run.text
    assert sums(here / "results/tiny") == sums(finished.folder / "results/tiny")
