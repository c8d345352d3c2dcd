"""`hedgerow run`: the whole workflow over a folder, with the name of the corpus from the folder."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from hedgerow.commands.run_progress import RunProgress
from hedgerow.errors import UserError
from hedgerow.planning.home import home
from hedgerow.planning.run_lock import lift_stale_lock

_NOT_IN_NAME = re.compile(r"[/\\{}*?\s]+")
"""Characters that a corpus name may not have, and blanks, which make awkward paths."""


def run(
    articles: Path,
    name: str | None,
    cores: int | None,
    configfile: Path | None,
    config: Sequence[str],
    directory: Path,
    dry_run: bool,
    quiet: bool,
    verbose: bool,
) -> int:
    """Run the workflow over the articles; return the status of Snakemake.

    Raises:
        UserError: the folder does not exist, or Snakemake is not installed.
    """
    if not articles.expanduser().is_dir():
        raise UserError(f"There is no folder {str(articles)!r}; name the one with the articles.")
    corpus = name or corpus_name(articles)
    directory.mkdir(parents=True, exist_ok=True)
    command = snakemake_command(articles, corpus, cores, configfile, config, directory)
    if dry_run:
        return subprocess.run([*command, "--dry-run"]).returncode
    lift_stale_lock(directory)
    if verbose:
        return subprocess.run(command).returncode
    progress = RunProgress(directory / "results" / corpus / "logs", quiet)
    return progress.follow(command)


def corpus_name(articles: Path) -> str:
    """Return the name of a corpus from its folder.

    >>> corpus_name(Path("data/My articles")), corpus_name(Path("/srv/.hidden"))
    ('My-articles', 'hidden')
    """
    named = articles.expanduser().absolute()
    return _NOT_IN_NAME.sub("-", named.name).strip("-.") or "corpus"


def snakemake_command(
    articles: Path,
    corpus: str,
    cores: int | None,
    configfile: Path | None,
    config: Sequence[str],
    directory: Path,
) -> list[str]:
    """Return the command that runs the workflow of this installation."""
    source = articles.expanduser().absolute()
    command = [sys.executable, "-m", "snakemake", "--snakefile", str(home() / "Snakefile")]
    command += ["--directory", str(directory), "--cores", str(cores or os.cpu_count() or 1)]
    command += ["--workflow-profile", str(home() / "profiles/default")]
    if configfile is not None:
        if not configfile.is_file():
            raise UserError(f"There is no file {str(configfile)!r} of settings.")
        command += ["--configfile", str(configfile.absolute())]
    return [*command, "--config", f"corpus={corpus}", f"source={source}", *config]
