"""Random edits of documents, groups, phrases, settings and lexicons give what a fresh run gives.

Two edits in the short form, two hundred with HEDGEROW_RELIABILITY=long (`make reliability`).
"""

from __future__ import annotations

import os
import random
import shutil
from pathlib import Path

import pytest
import yaml
from running import Run, snakemake
from test_reliability import CONFIG, sums

EDITS = 200 if os.environ.get("HEDGEROW_RELIABILITY") == "long" else 2
SENTENCES = (
    "Kratom may ease pain for a few hours.",
    "Researchers found that it causes nausea in some adults.",
    "You should not use it without a doctor.",
    "Does kratom help you sleep?",
)


def edit(folder: Path, draw: random.Random) -> str:
    """Change one thing at random and return what it was."""
    kind = draw.choice(("document", "new document", "no document", "groups", "phrases", "setting"))
    articles = sorted((folder / "my articles").rglob("*.*"))
    documents = [path for path in articles if path.suffix in (".txt", ".md")]
    chosen = draw.choice(documents)
    words = " ".join(draw.choices(SENTENCES, k=draw.randint(1, 30)))
    if kind == "document":
        chosen.write_text(f"{chosen.read_text()}\n\n{words}\n")
    elif kind == "new document":
        (folder / f"my articles/clinic/{draw.randrange(10**6)}.txt").write_text(f"{words}\n" * 4)
    elif kind == "no document" and len(documents) > 3:
        chosen.unlink()
    elif kind == "groups":
        rows = [f'"{path.relative_to(folder / "my articles").as_posix()}",{draw.choice("ab")}'
                for path in documents if '"' not in path.name]  # fmt: skip
        (folder / "my articles/metadata.csv").write_text("\n".join(["file,group", *rows, ""]))
    elif kind == "phrases":
        (folder / "phrases.txt").write_text("\n".join(draw.sample(SENTENCES, 2)) + "\n")
    else:
        path = folder / "hedgerow.yaml"
        settings = yaml.safe_load(path.read_text())
        key, values = draw.choice((("too_short", (20, 50, 80)), ("seed", (1, 2, 3))))
        path.write_text(yaml.safe_dump(settings | {key: draw.choice(values)}))
    return kind


@pytest.mark.parametrize("number", range(EDITS))
def test_an_edit_gives_what_a_fresh_run_gives(finished: Run, tmp_path: Path, number: int) -> None:
    edited = tmp_path / "edited"
    shutil.copytree(finished.folder, edited, symlinks=True)
    what = edit(edited, random.Random(number))
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    shutil.copytree(edited / "my articles", fresh / "my articles")
    for name in ("phrases.txt", "hedgerow.yaml"):
        shutil.copy(edited / name, fresh / name)
    for folder in (edited, fresh):
        run = snakemake(folder, "-j2", *CONFIG)
        assert run.status == 0, (what, run.text)
    assert sums(edited) == sums(fresh), what
    assert "Nothing to be done" in snakemake(edited, "-j2", *CONFIG).text
