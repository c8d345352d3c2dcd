"""`hedgerow init`: the folder of a study, ready for articles."""

from __future__ import annotations

import shlex
from pathlib import Path

from hedgerow.commands.run import corpus_name
from hedgerow.errors import UserError

DATA = ("commands/study/*",)

_FILES = {
    "README.md": "readme.txt",
    "hedgerow.yaml": "settings.txt",
    "phrases.txt": "phrases.txt",
    ".gitignore": "gitignore.txt",
    "articles/README.md": "articles.txt",
    "articles/metadata.csv": "metadata.txt",
    "coding/README.md": "coding.txt",
    "notebook.ipynb": "notebook.txt",
}
"""File of a study -> its template, in which {study} is the name of the corpus."""


def run(study: Path) -> None:
    """Make the folder of a study; files that are there already stay as they are.

    Raises:
        UserError: the folder exists and is not empty, or cannot be made.
    """
    if study.exists() and (not study.is_dir() or any(study.iterdir())):
        raise UserError(f"{study} exists and is not empty; name a new folder")
    templates = Path(__file__).with_name("study")
    for name, template in _FILES.items():
        text = (templates / template).read_text("utf-8")
        path = study / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace("{study}", corpus_name(study)), "utf-8")
    print(f"{study}: put articles into {study / 'articles'}, then")
    print("  cd", shlex.quote(str(study)))
    print("  hedgerow run articles --name", corpus_name(study), "--configfile hedgerow.yaml")
