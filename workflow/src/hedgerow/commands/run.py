"""`hedgerow run`: the whole workflow over a folder, with the name of the corpus from the folder."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from hedgerow.commands.run_progress import RunProgress
from hedgerow.errors import UserError, why_unreadable
from hedgerow.lexicons.store import user_cache
from hedgerow.planning import messages
from hedgerow.planning.home import home
from hedgerow.planning.run_lock import lift_stale_lock

TARGETS = ("report", *messages.PLACES)
"""What can be made of a corpus."""

_NOT_IN_NAME = re.compile(r"[/\\{}*?\s]+")
"""Characters that a corpus name may not have, and blanks, which make awkward paths."""


def run(
    articles: Path,
    targets: Sequence[str],
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

    Args:
        targets: some of TARGETS; none for the report.

    Raises:
        UserError: the folder or the file of settings does not exist, or an argument has no sense.
    """
    _check(articles, targets, cores, config)
    corpus = name or corpus_name(articles)
    _make_folder(directory)
    command = snakemake_command(articles, corpus, cores, configfile, config, directory, targets)
    # Snakemake ends in a traceback where it cannot write there.
    os.environ["XDG_CACHE_HOME"] = str(user_cache())
    if dry_run:
        return subprocess.run([*command, "--dry-run"]).returncode
    lift_stale_lock(directory)
    if verbose:
        return subprocess.run(command).returncode
    results = directory / "results" / corpus
    progress = RunProgress(results / "logs", quiet, messages.places(targets, str(results)))
    return progress.follow(command)


def _check(
    articles: Path, targets: Sequence[str], cores: int | None, config: Sequence[str]
) -> None:
    folder = articles.expanduser()
    if re.match(r"\w+:/", articles.as_posix()):
        address = articles.as_posix().replace(":/", "://", 1)
        raise UserError(
            f"{address} is an address; fetch it into a folder first (docs/install.md, remote"
            " sources)."
        )
    if folder.is_file():
        raise UserError(
            f"{articles} is a file; name its folder, or use `hedgerow check {articles}`."
        )
    if not folder.is_dir():
        raise UserError(f"There is no folder {str(articles)!r}; name the one with the articles.")
    if not os.access(folder, os.R_OK | os.X_OK):
        raise UserError(f"You have no right to read the folder {str(articles)!r}.")
    for target in targets:
        if target not in TARGETS:
            raise UserError(f"{target!r} is no target; name some of: {', '.join(TARGETS)}.")
    if cores is not None and cores < 1:
        raise UserError(f"--cores is {cores}, but must be 1 or more.")
    for pair in config:
        key, sign, value = pair.partition("=")
        if not sign:
            raise UserError(f"--config has {pair!r}, but needs KEY=VALUE, as seed=7.")
        if not key.isidentifier():
            outer, _, inner = key.partition(".")
            form = f"{outer}={{{inner}: {value}}}" if inner else "KEY=VALUE, as seed=7"
            raise UserError(f"--config has {pair!r}, but needs {form}.")


def _check_file(configfile: Path) -> None:
    """Refuse a file of settings in which there are none; what they are, the run checks itself."""
    import yaml

    try:
        content = yaml.safe_load(configfile.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        why = why_unreadable(error)
        raise UserError(f"{configfile}: the settings can't be read: {why}.") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        why = getattr(error, "problem", None) or "a character that YAML does not allow"
        raise UserError(f"{configfile}{line}: is not YAML ({why}).") from error
    if not isinstance(content, dict):
        raise UserError(f"{configfile}: holds no settings; write keys with values, as seed: 7.")


def _make_folder(directory: Path) -> None:
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise UserError(f"--directory is {str(directory)!r}, but that is a file.") from None
    if not os.access(directory, os.W_OK | os.X_OK):
        raise UserError(
            f"You have no right to write in {str(directory.absolute())!r}, where results/ would be;"
            " name another folder with --directory."
        )


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
    targets: Sequence[str] = (),
) -> list[str]:
    """Return the command that runs the workflow of this installation."""
    source = articles.expanduser().absolute()
    command = [sys.executable, "-m", "snakemake", "--snakefile", str(home() / "Snakefile")]
    command += ["--directory", str(directory), "--cores", str(cores or os.cpu_count() or 1)]
    command += ["--workflow-profile", str(home() / "profiles/default")]
    if configfile is not None:
        _check_file(configfile)
        command += ["--configfile", str(configfile.absolute())]
    made = [target if target != "report" else "all" for target in targets]
    return [*command, *made, "--config", f"corpus={corpus}", f"source={source}", *config]
