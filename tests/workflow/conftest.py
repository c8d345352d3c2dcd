"""A tiny corpus and one finished run over it, shared by the tests of the workflow."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import fresh
import pytest
from running import Run, snakemake, write_articles


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A folder to run in, with the tiny corpus below it."""
    write_articles(tmp_path / "my articles")
    return tmp_path


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """One finished run over the tiny corpus, in three shards. Not to be changed: see `again`."""
    folder = tmp_path_factory.mktemp("finished")
    write_articles(folder / "my articles")
    (folder / "phrases.txt").write_text("does kratom help\nfurther research\n")
    (folder / "hedgerow.yaml").write_text(
        "corpus: tiny\nsource: my articles\nphrases: phrases.txt\nshards: 3\ntoo_short: 50\n"
    )
    run = snakemake(folder, "-j2", "--configfile", "hedgerow.yaml")
    assert run.status == 0, run.text
    return run


@pytest.fixture
def again(finished: Run, tmp_path: Path) -> Callable[..., Run]:
    """Run snakemake over a copy of the finished run, after a change to it."""
    folder = tmp_path / "again"
    shutil.copytree(finished.folder, folder, symlinks=True)

    def run(*arguments: str, snakefile: Path | None = None) -> Run:
        return snakemake(
            folder, "-j2", "--configfile", "hedgerow.yaml", *arguments, snakefile=snakefile
        )

    run.folder = folder  # type: ignore[attr-defined]
    return run


@pytest.fixture(scope="session")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of a fresh environment with Hedgerow in it, prepared."""
    pytest.importorskip("hatchling", reason="hatchling is not installed")
    made = fresh.install(tmp_path_factory.mktemp("fresh") / "environment")
    done = fresh.hedgerow(made, "prepare", NUMBA_DEBUG_CACHE="1")
    assert done.returncode == 0, done.stderr
    (made.parent / "prepared").write_text(done.stdout)
    return made
