"""Hedgerow's rules for a shard, called as the workflow calls them and in this process."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from contextlib import redirect_stderr
from pathlib import Path

import yaml

from hedgerow import cli
from hedgerow.errors import UserError
from hedgerow.sources.inventory import (
    compared_by_content,
    fingerprint,
    inventory,
    plan_shards,
    split,
)

RULES = ("normalise", "readability", "keywords", "hedging", "similarity")
SAME_WORK = ("normalise", "readability", "keywords")
"""The rules that give what the loop gives, and more: scores, and the uses of the phrases."""

_ROOT = Path(__file__).resolve().parents[1]
_RESAMPLES = yaml.safe_load((_ROOT / "config" / "config.yaml").read_text("utf-8"))["readability"][
    "resamples"
]
"""As many as a run with the settings as they come."""

_LIBRARY = Path(cli.__file__).resolve().parents[1]


class Shards:
    """The shards of one corpus, and the arguments of each rule for each of them.

    Sentences are labelled by the linear models unless `labels` says otherwise: the network would
    take most of the time.
    """

    def __init__(self, source: Path, phrases: Path, out: Path, labels: str = "fast") -> None:
        self.source, self.phrases, self.out, self.labels = source, phrases, out, labels
        files = inventory(source)
        number = plan_shards(len(files), cores=1)
        root = source if compared_by_content(files) else None
        self.fingerprints = [fingerprint(part, root) for part in split(files, number)]
        for shard in range(number):
            self.folder(shard).mkdir(parents=True, exist_ok=True)

    def folder(self, shard: int) -> Path:
        """Return where the tables of a shard go."""
        return self.out / str(shard)

    def arguments(self, rule: str, shard: int) -> list[str]:
        """Return the words of one command, without the name of the program."""
        folder = self.folder(shard)
        text = ["--text", folder / "text.arrow"]
        options: list[object] = {
            "normalise": [
                "--source", self.source, "--shard", shard, "--of", len(self.fingerprints),
                "--fingerprint", self.fingerprints[shard], *text,
                "--documents", folder / "documents.parquet",
                "--cleaning", folder / "cleaning.parquet",
            ],
            "readability": [
                *text, "--scores", folder / "readability.parquet",
                "--sections", folder / "sections.parquet",
                "--sentences", folder / "sentences.parquet",
                "--hardwords", folder / "hard_words.parquet",
                "--oov_words", folder / "oov_words.parquet", "--seed", 1, "--resamples", _RESAMPLES,
            ],
            "keywords": [
                *text, "--phrases", self.phrases, "--occurrences", folder / "phrases.parquet",
                "--per_document", folder / "phrase_documents.parquet",
                "--unnatural", folder / "unnatural.parquet",
                "--words", folder / "words.arrow",
            ],
            "hedging": [
                *text, "--cues", folder / "cues.parquet", "--claims", folder / "claims.parquet",
                "--labels", self.labels,
            ],
            "similarity": [*text, "--signatures", folder / "signatures.arrow"],
        }[rule]  # fmt: skip
        return [rule, *map(str, options)]

    def in_processes(self, rule: str) -> None:
        """Run a rule for all shards, each as a process of its own."""
        for shard in range(len(self.fingerprints)):
            in_process_of_its_own(self.arguments(rule, shard))

    def in_this_process(self, rule: str) -> None:
        """Run a rule for all shards without starting a process."""
        for shard in range(len(self.fingerprints)):
            in_this_process(self.arguments(rule, shard))


def in_process_of_its_own(arguments: list[str]) -> None:
    """Run `hedgerow` as a program.

    Raises:
        UserError: the program failed; with its last line.
    """
    # As users start it: compiled modules are kept and read.
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    before = environment.get("PYTHONPATH")
    environment["PYTHONPATH"] = os.pathsep.join([str(_LIBRARY), *([before] if before else [])])
    command = [sys.executable, "-m", "hedgerow", *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise UserError(f"hedgerow {arguments[0]} failed: {done.stderr.strip()[-2_000:]}")


def in_this_process(arguments: list[str]) -> None:
    """Run a command of `hedgerow` here.

    Raises:
        UserError: the command failed; with its last line.
    """
    said = io.StringIO()
    with redirect_stderr(said):
        status = cli.main(arguments)
    if status:
        raise UserError(f"hedgerow {arguments[0]} failed: {said.getvalue().strip()[-2_000:]}")
