"""A changed document reruns its own shard, unless it changes the list of boilerplate."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest
from running import PROSE, Run, snakemake

pytestmark = pytest.mark.workflow

NOTICE = (
    "\n\nThis page is for information only and does not replace the advice of your own doctor or "
    "pharmacist, whom you should ask first.\n"
)
OTHER_NOTICE = "\n\nFour of our pages had this line at their end before a fifth one took it over.\n"
WORDS = "plant leaf river stone garden winter market village teacher bridge window paper".split()
SHARDS = 5
OF_ITS_SHARD = {"normalise": 1, "repeats": 1, "similarity": 1}
MEASURES = ("readability", "hedging", "keywords")
OF_THE_CORPUS = {"boilerplate": 1, "textstat": 1, "summarise": 1, "figures": 1, "report": 1}


def write_pages(folder: Path) -> None:
    """Write 25 pages of different words, each with the same notice at its end."""
    folder.mkdir(parents=True)
    for number in range(25):
        draw = random.Random(number)
        sentences = [" ".join(draw.choices(WORDS, k=12)).capitalize() + "." for _ in range(12)]
        title = f"What we know about the {draw.choice(WORDS)} of place {number}"
        text = (
            PROSE.format(title.lower(), 20 + number).partition(".")[0] + ". " + " ".join(sentences)
        )
        notices = NOTICE + (OTHER_NOTICE if number < 4 else "")
        (folder / f"page-{number:02d}.txt").write_text(f"{title}\n\n{text}{notices}")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = tmp_path_factory.mktemp("pages")
    write_pages(folder / "pages")
    (folder / "hedgerow.yaml").write_text(
        f"corpus: pages\nsource: pages\nshards: {SHARDS}\nhedging: {{labels: fast}}\n"
    )
    run = snakemake(folder, "-j2", "--configfile", "hedgerow.yaml")
    assert run.status == 0, run.text
    assert listed(folder)
    return run


def listed(folder: Path) -> list[str]:
    return (folder / "results/pages/boilerplate.txt").read_text().split()


def run_with(text: str, instead: str, pages: Run, folder: Path) -> Run:
    """Run again in a copy of the finished run, with other text in one page."""
    shutil.copytree(pages.folder, folder, symlinks=True)
    page = folder / "pages/page-07.txt"
    before = page.read_text()
    assert text in before
    page.write_text(before.replace(text, instead))
    run = snakemake(folder, "-j2", "--configfile", "hedgerow.yaml")
    assert run.status == 0, run.text
    return run


def done(run: Run, first: Run) -> dict[str, int]:
    """The jobs that ran again, by rule: those whose log is newer than that of the first run."""
    names = []
    for log in (run.folder / "results/pages/logs").rglob("*.log"):
        path = log.relative_to(run.folder)
        if log.stat().st_mtime > (first.folder / path).stat().st_mtime:
            names.append(path.parts[3].removesuffix(".log"))
    return {name: names.count(name) for name in names}


def test_a_changed_page_reruns_its_own_shard_and_the_corpus(pages: Run, tmp_path: Path) -> None:
    run = run_with("Many people ask", "Many readers ask", pages, tmp_path / "again")
    assert listed(run.folder) == listed(pages.folder)
    assert done(run, pages) == OF_ITS_SHARD | dict.fromkeys(MEASURES, 1) | OF_THE_CORPUS
    assert "Nothing to be done" in snakemake(run.folder, "-n", "--configfile", "hedgerow.yaml").text


def test_a_changed_list_reruns_all_measures(pages: Run, tmp_path: Path) -> None:
    run = run_with(NOTICE, NOTICE + OTHER_NOTICE, pages, tmp_path / "again")
    assert len(listed(run.folder)) > len(listed(pages.folder))
    assert done(run, pages) == OF_ITS_SHARD | dict.fromkeys(MEASURES, SHARDS) | OF_THE_CORPUS
