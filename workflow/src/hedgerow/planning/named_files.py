"""The files that settings name, found in the working folder or in the checkout."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

from hedgerow.errors import UserError

_LONGEST_NAME = 200
"""Bytes of the longest name of a corpus; a file system takes 255, and files add endings."""


@dataclass(frozen=True)
class NamedFiles:
    """The corpus folder, and each file that the settings name.

    Attributes:
        source: folder of the articles.
        phrases: file of phrases that the user keeps, or None.
        metadata: table of groups and pairs, or None.
        compare: summaries of earlier runs, oldest first.
        lexicons: the user's own lexicons of cues.
        syllables: the user's own tables of syllables.
        codes: files of coded sentences.
    """

    source: str
    phrases: str | None
    metadata: str | None
    compare: tuple[str, ...]
    lexicons: tuple[str, ...]
    syllables: tuple[str, ...]
    codes: tuple[str, ...]


def named_files(settings: Mapping[str, Any], home: Path) -> NamedFiles:
    """Find the files that the settings name.

    Args:
        settings: checked settings.
        home: folder of the checkout, where the usual places are tried second.

    Raises:
        UserError: a named file does not exist; the sentence names it and its key.
    """
    corpus = str(settings["corpus"])
    if len(corpus.encode()) > _LONGEST_NAME:
        raise UserError(
            f"The corpus name {corpus[:40]!r}... has {len(corpus.encode())} bytes, too many for a"
            " folder; choose a shorter one (key 'corpus')."
        )
    source = str(Path(settings["source"] or _usual(f"data/raw/{corpus}", home)).expanduser())
    return NamedFiles(
        source=source,
        phrases=_phrase_file(settings["phrases"], corpus, home),
        metadata=_metadata_table(settings["groups"]["metadata"], source),
        compare=_all_existing(_listed(settings["compare"]), "compare"),
        lexicons=_all_existing(settings["hedging"]["lexicons"], "hedging.lexicons"),
        syllables=_all_existing(settings["readability"]["syllables"], "readability.syllables"),
        codes=_codes(settings["codes"], corpus),
    )


def contents_digest(*paths: str | None) -> list[str]:
    """Return a digest of each file's content, by which a run notices a change; skip None."""
    return [blake2b(Path(path).read_bytes()).hexdigest() for path in paths if path is not None]


def _listed(given: Any) -> list[str]:
    """Return a setting that is one path, several, or null as a list of paths."""
    return [given] if isinstance(given, str) else list(given or ())


def _existing(path: str, key: str) -> str:
    if not Path(path).expanduser().is_file():
        raise UserError(f"There is no file {path!r}, which the config names under {key!r}.")
    return str(Path(path).expanduser())


def _all_existing(paths: Iterable[str], key: str) -> tuple[str, ...]:
    return tuple(_existing(path, key) for path in paths)


def _codes(paths: Iterable[str], corpus: str) -> tuple[str, ...]:
    """Return the files of codes; none may be one that a new draw of the sample writes over."""
    found = _all_existing(paths, "codes")
    folder = Path("results", corpus, "coding").resolve()
    for path in found:
        if Path(path).resolve().parent == folder:
            raise UserError(
                f"Move {path!r} out of {folder.name}/ before it is named under 'codes': the next"
                " `snakemake coding` would write over it."
            )
    return found


def _usual(path: str, home: Path) -> str:
    """Return a path of the working folder, or that of the checkout if only that one exists."""
    return str(home / path if (home / path).exists() and not Path(path).exists() else path)


def _phrase_file(given: Any, corpus: str, home: Path) -> str | None:
    if isinstance(given, list):
        return None
    if given is not None:
        return _existing(given, "phrases")
    path = _usual(f"config/phrases/{corpus}.txt", home)
    return path if Path(path).is_file() else None


def _metadata_table(name: str, source: str) -> str | None:
    """Return the table of groups; None where the corpus has none under the usual name."""
    inside = Path(source, name)
    if inside.is_file():
        return str(inside)
    if name == "metadata.csv" and not inside.exists():
        return None
    return _existing(name, "groups.metadata")
