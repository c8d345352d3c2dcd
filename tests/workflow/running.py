"""Runs of the workflow as a person starts them: the program `snakemake`, in some folder."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
SNAKEMAKE = Path(sys.executable).with_name("snakemake")

ARTICLES = {
    'shop/does kratom\'s {tea} help "sleep".txt': "Does kratom help you sleep",
    "shop/pain.md": "Does kratom help with pain",
    "shop/offer.html": "Does kratom help you relax",
    "clinic/sleep.txt": "What we know about sleep",
    "clinic/pain.txt": "What we know about pain",
    "clinic/safety.txt": "What we know about safety",
}
FORMS = {
    ".txt": "{}\n\n{}",
    ".md": "# {}\n\n{}",
    ".html": "<html><body><h1>{}</h1><p>{}</p></body></html>",
}
PROSE = (
    "Many people ask {0}, and the answer is not simple. Researchers who studied {1} adults found "
    "that the plant may ease pain for a few hours. However, the study by Smith was small, and its "
    "authors said that further research is needed. Some users report that they felt sick on day "
    "{1}. Kratom causes dependence in people who take it every day. If you are pregnant, you "
    "should not use it. Talk to your doctor before you start any medicine. The agency has warned "
    "of {0} since it was first sold. It could slow your breathing, and it might damage the liver. "
    "Nobody knows how much is safe. That is why we wrote down what {1} careful readers told us.\n\n"
)


@dataclass
class Run:
    """One call of snakemake: its status, what it printed, and the folder it ran in."""

    status: int
    text: str
    folder: Path

    @property
    def jobs(self) -> dict[str, int]:
        """The table of jobs: how many of each rule."""
        return {match[1]: int(match[2]) for match in re.finditer(r"(?m)^(\w+) +(\d+)$", self.text)}

    @property
    def last_line(self) -> str:
        return self.text.strip().rpartition("\n")[2]


def snakemake(folder: Path, *arguments: str, snakefile: Path | None = None) -> Run:
    """Run snakemake in a folder and return what a person at the terminal saw."""
    command = [str(SNAKEMAKE), *arguments]
    if snakefile is not None or not (folder / "Snakefile").exists():
        command += ["--snakefile", str(snakefile or ROOT / "Snakefile")]
    # As after a fresh log-in: the program must be found without help of the test's environment.
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    done = subprocess.run(
        command,
        cwd=folder,
        env=kept | {"PATH": os.defpath},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=600,
    )
    return Run(done.returncode, done.stdout, folder)


def write_articles(folder: Path) -> Path:
    """Write the tiny corpus: six articles in two groups, each a little different."""
    for number, (name, title) in enumerate(ARTICLES.items()):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        body = PROSE.format(title.lower(), 20 + number)
        path.write_text(FORMS[path.suffix].format(title, body))
    return folder
