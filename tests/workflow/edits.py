"""Random edits of everything a run reads, each with the jobs that it must start and no others."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import yaml
from running import ROOT, snakemake, sums

from hedgerow.sources.inventory import shard_of

SHARDS = 2
SETTINGS = {
    "corpus": "tiny",
    "source": "articles",
    "phrases": "phrases.txt",
    "shards": SHARDS,
    "too_short": 5,
    "hedging": {"labels": "fast", "lexicons": ["own.tsv"]},
    "readability": {"resamples": 100, "syllables": ["syllables.tsv"], "textstat_sample": 5},
    "statistics": {"resamples": 100},
}
SENTENCES = (
    "Kratom may ease pain for a few hours, a small study found.",
    "Researchers found that it causes nausea in some adults.",
    "You should not use it without a doctor.",
    "Does kratom help you sleep?",
    "It is the best kratom tea for sleep that money can buy.",
    "The clinic has never sold it, and its doctors warn of it.",
    "Pain in the back often goes away by itself within six weeks.",
    "Nobody knows how much of the leaf is safe for the liver.",
    "Ask a pharmacist before you take it with other medicines.",
    "Warm tea could possibly calm a nervous stomach at night.",
)
CUES = ("it is anyone's guess", "the jury is out", "touch wood", "as luck would have it")

OF_A_SHARD = ("normalise", "repeats", "similarity", "readability", "hedging", "keywords")
WITHOUT_BOILERPLATE = ("readability", "hedging", "keywords")
REPORT = frozenset(("report",))
AFTER = REPORT | {"summarise", "figures"}


def in_shards(*rules: str, shards: Iterable[int] = range(SHARDS)) -> frozenset[str]:
    """The jobs of rules in shards, by the names of their logs."""
    numbers = tuple(shards)
    return frozenset(f"{rule}/{SHARDS}/{k:02}" for rule in rules for k in numbers)


EVERYTHING = in_shards(*OF_A_SHARD) | AFTER | {"boilerplate", "textstat"}
"""What may run after `normalise`; what it writes again with the same bytes starts nothing."""

KEYS: dict[str, tuple[tuple[object, ...], frozenset[str]]] = {
    "too_short": ((6, 7, 20), AFTER),
    "seed": ((2, 3), in_shards("readability") | AFTER),
    "readability.grades": (([5], [7, 9]), AFTER),
    "readability.resamples": ((110, 120), in_shards("readability") | AFTER),
    "readability.textstat_sample": ((3, 4), AFTER | {"textstat"}),
    "keywords.forms": ((["plural"], ["hyphen"]), in_shards("keywords") | AFTER),
    "keywords.discover": ((3, 5), AFTER),
    "keywords.thresholds.density": ((1.0, 2.0), AFTER),
    "templates.min_words": ((4, 6), AFTER),
    "statistics.resamples": ((110, 120), AFTER),
    "duplicates.near": ((0.6, 0.9), AFTER),
    "criteria.grade": ((7, 9), AFTER),
    "report.title": (("One", "Two & <three>"), REPORT),
    "report.doubtful_lists": ((True,), REPORT),
    "coding.half_width": ((0.05, 0.1), REPORT),
    "limits.seconds": ((50, 70), in_shards("normalise")),
    "records.title": ((["name"], ["head"]), in_shards("normalise")),
    "boilerplate.share": ((0.3, 0.5), AFTER | {"boilerplate"}),
}
"""Keys of the config: values that they may get, and the jobs that a change of each starts."""

CODE: dict[str, frozenset[str]] = {
    "report/build.py": REPORT,
    "report/figures/keyness.py": REPORT | {"figures"},
    "lexicons/cues.tsv": in_shards("hedging") | AFTER,
    "sources/markdown.py": in_shards("normalise"),
}
"""Files of the library to which a comment is added."""


@dataclass
class Study:
    """A folder with a corpus, a config and a copy of the workflow, and what was done to it.

    Attributes:
        jobs: the jobs that the edits must start, by the names of their logs.
        allowed: those that they may start.
        done: the edits in words.
    """

    folder: Path
    draw: random.Random
    jobs: frozenset[str] = frozenset()
    allowed: frozenset[str] = frozenset()
    done: tuple[str, ...] = ()

    @property
    def documents(self) -> list[Path]:
        return sorted((self.folder / "articles").rglob("*.md"))

    @property
    def snakefile(self) -> Path:
        copy = self.folder / "checkout/Snakefile"
        return copy if copy.exists() else ROOT / "Snakefile"

    def edit(self, kind: str) -> None:
        """Make one random edit of a kind."""
        what, jobs = KINDS[kind](self)
        self.jobs |= jobs
        self.allowed |= EVERYTHING if in_shards("normalise") <= jobs else jobs
        self.done += (f"{kind}: {what}",)

    def edited(self, *documents: Path) -> frozenset[str]:
        """The jobs that changed documents start."""
        names = [path.relative_to(self.folder / "articles").as_posix() for path in documents]
        shards = {shard_of(name, SHARDS) for name in names}
        return in_shards(*OF_A_SHARD, shards=shards) | AFTER | {"boilerplate", "textstat"}


def write_study(folder: Path, documents: int = 26) -> Path:
    """Write a corpus of short documents, its config, and all the files that the config names."""
    draw = random.Random(0)
    for number in range(documents):
        path = folder / f"articles/{draw.choice(('shop', 'clinic'))}/a{number}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_text(draw, number))
    (folder / "phrases.txt").write_text("does kratom help\nkratom tea\n")
    (folder / "own.tsv").write_text(_cues(CUES[:1]))
    (folder / "syllables.tsv").write_text("word\tsyllables\tnote\nkratom\t2\t\n")
    (folder / "hedgerow.yaml").write_text(yaml.safe_dump(SETTINGS))
    return folder


def _text(draw: random.Random, number: int) -> str:
    words = " ".join(draw.choices(SENTENCES, k=draw.randint(4, 12)))
    return f"# Story {number} of {draw.randrange(10**6)}\n\n{words} It is story {number}.\n"


def _cues(cues: Iterable[str]) -> str:
    rows = "".join(f"{cue}\tepistemic\t\tof the house\n" for cue in cues)
    return f"cue\ttype\twhen\tsource\n{rows}"


def _word(draw: random.Random) -> str:
    return "tea" + "".join(draw.choices("abcdefghij", k=8))


def study_of(finished: Path, to: Path, seed: int) -> Study:
    """A copy of a study with its results, to be edited."""
    return Study(Path(shutil.copytree(finished, to, symlinks=True)), random.Random(seed))


def compared(study: Study, fresh: Path) -> dict[str, list[str]]:
    """Run an edited study, and a fresh copy of it; return what differs.

    Returns:
        `bytes`, the results that differ; `missing`, the jobs that should have run; `needless`,
        those that ran and should not; `again`, those that a second run starts. All are empty if
        all is well.
    """
    left_out = shutil.ignore_patterns("results", ".snakemake")
    shutil.copytree(study.folder, fresh, ignore=left_out)
    results = study.folder / "results/tiny"
    list_before = (results / "boilerplate.txt").read_bytes()
    ran = jobs_of(study.folder, study.snakefile)
    jobs = study.jobs
    if (results / "boilerplate.txt").read_bytes() != list_before:
        jobs |= in_shards(*WITHOUT_BOILERPLATE) | AFTER | {"textstat"}
    allowed = study.allowed | jobs
    again = jobs_of(study.folder, study.snakefile)
    jobs_of(fresh, study.snakefile)
    one, other = sums(results), sums(fresh / "results/tiny")
    return {
        "bytes": sorted(name for name in one | other if one.get(name) != other.get(name)),
        "missing": sorted(jobs - ran),
        "needless": sorted(ran - allowed),
        "again": sorted(again),
    }


def jobs_of(folder: Path, snakefile: Path) -> frozenset[str]:
    """Run a study; return the jobs that ran, by the names of their logs."""
    logs = folder / "results/tiny/logs"
    for path in logs.rglob("*.log"):
        path.unlink()
    run = snakemake(folder, "-j2", "--configfile", "hedgerow.yaml", snakefile=snakefile)
    assert run.status == 0, run.text
    return frozenset(
        path.relative_to(logs).with_suffix("").as_posix() for path in logs.rglob("*.log")
    )


def _document(study: Study) -> tuple[str, frozenset[str]]:
    path = study.draw.choice(study.documents)
    path.write_text(f"{path.read_text()}\n{study.draw.choice(SENTENCES)} {study.draw.random()}\n")
    return path.name, study.edited(path)


def _new_document(study: Study) -> tuple[str, frozenset[str]]:
    number = study.draw.randrange(100, 10**6)
    path = study.folder / f"articles/{study.draw.choice(('shop', 'clinic'))}/a{number}.md"
    path.write_text(_text(study.draw, number))
    return path.name, study.edited(path)


def _no_document(study: Study) -> tuple[str, frozenset[str]]:
    path = study.draw.choice(study.documents)
    path.unlink()
    return path.name, study.edited(path)


def _metadata(study: Study) -> tuple[str, frozenset[str]]:
    top = study.folder / "articles"
    rows = [f"{path.relative_to(top).as_posix()},{study.draw.choice('abc')},{study.draw.random()}"
            for path in study.documents]  # fmt: skip
    (top / "metadata.csv").write_text("\n".join(["file,group,note", *rows, ""]))
    return "metadata.csv", AFTER


def _phrases(study: Study) -> tuple[str, frozenset[str]]:
    lines = [*study.draw.sample(SENTENCES, 2), f"kratom {_word(study.draw)}", ""]
    (study.folder / "phrases.txt").write_text("\n".join(lines))
    return "phrases.txt", in_shards("keywords") | AFTER


def _lexicon(study: Study) -> tuple[str, frozenset[str]]:
    cues = [*study.draw.sample(CUES, study.draw.randint(1, 3)), _word(study.draw)]
    (study.folder / "own.tsv").write_text(_cues(cues))
    return "own.tsv", in_shards("hedging") | AFTER


def _syllables(study: Study) -> tuple[str, frozenset[str]]:
    rows = f"kratom\t{study.draw.randint(1, 4)}\t\n{_word(study.draw)}\t4\t\n"
    (study.folder / "syllables.tsv").write_text(f"word\tsyllables\tnote\n{rows}")
    return "syllables.tsv", in_shards("readability") | AFTER


def _setting(study: Study) -> tuple[str, frozenset[str]]:
    key = study.draw.choice(sorted(KEYS))
    values, jobs = KEYS[key]
    path = study.folder / "hedgerow.yaml"
    settings = yaml.safe_load(path.read_text())
    *above, name = key.split(".")
    part = settings
    for step in above:
        part = part.setdefault(step, {})
    part[name] = study.draw.choice(values)
    path.write_text(yaml.safe_dump(settings))
    return f"{key} = {part[name]}", jobs


def _code(study: Study) -> tuple[str, frozenset[str]]:
    copy = study.folder / "checkout"
    if not copy.exists():
        for name in ("workflow", "config", "profiles"):
            shutil.copytree(ROOT / name, copy / name)
        for name in ("Snakefile", "environment.yml"):
            shutil.copy(ROOT / name, copy / name)
    name = study.draw.choice(sorted(CODE))
    with (copy / "workflow/src/hedgerow" / name).open("a") as file:
        file.write(f"\n# {study.draw.random()}\n")
    return name, CODE[name]


KINDS: dict[str, Callable[[Study], tuple[str, frozenset[str]]]] = {
    "document": _document,
    "new document": _new_document,
    "document removed": _no_document,
    "metadata": _metadata,
    "phrases": _phrases,
    "lexicon": _lexicon,
    "syllables": _syllables,
    "setting": _setting,
    "code": _code,
}
