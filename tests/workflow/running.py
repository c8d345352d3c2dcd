"""Runs of the workflow as a person starts them: the program `snakemake`, in some folder."""

from __future__ import annotations

import hashlib
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
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


def sums(results: Path) -> dict[str, str]:
    """Hashes of all results, without what differs from run to run."""
    left_out = ("logs", "benchmarks", "shards")
    return {
        path.relative_to(results).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(results.rglob("*"))
        if path.is_file()
        and path.relative_to(results).parts[0] not in left_out
        and path.name not in ("run.json", ".snakemake_timestamp")
    }


def start(folder: Path, *arguments: str) -> subprocess.Popen:
    """Start snakemake in a folder, as the first process of a group."""
    command = [str(Path(sys.executable).with_name("snakemake")), "-j2", *arguments]
    return subprocess.Popen(
        [*command, "--snakefile", str(ROOT / "Snakefile")],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def lift(folder: Path) -> str:
    """Lift a stale lock as `make` does, and return what is printed."""
    command = [sys.executable, "-P", "-m", "hedgerow.planning.run_lock"]
    environment = os.environ | {"PYTHONPATH": str(ROOT / "workflow/src")}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stderr


def locked(folder: Path) -> bool:
    return any((folder / ".snakemake/locks").glob("*.lock"))


def wait_for(condition: Callable[[], bool], seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)


def kill(run: subprocess.Popen, number: int, whole: bool) -> None:
    """End a run by a signal: its first process alone, or all of them as a power cut does.

    Snakemake may wait for itself when a signal meets it between two jobs; it is killed then, as a
    person would do.
    """
    (os.killpg if whole else os.kill)(run.pid, number)
    try:
        run.wait(timeout=30)
    except subprocess.TimeoutExpired:
        os.killpg(run.pid, signal.SIGKILL)
        run.wait()
