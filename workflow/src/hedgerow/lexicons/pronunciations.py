"""The syllable dictionary that readability uses: CMUdict, with overrides on top."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import resources
from pathlib import Path

from hedgerow.errors import UserError, why_unreadable
from hedgerow.lexicons.store import syllable_dictionary

DATA = ("lexicons/syllables.tsv",)

MOST = 30
"""More syllables than this are an error in the table."""


def syllable_overrides() -> dict[str, int]:
    """Return word -> syllables from lexicons/syllables.tsv."""
    text = resources.files("hedgerow.lexicons").joinpath("syllables.tsv").read_text("utf-8")
    return _rows(text, "syllables.tsv")


def pronunciations(own: Sequence[str | Path] = ()) -> dict[str, int]:
    """Return word -> syllables: the user's own files, the overrides, CMUdict's shortest.

    Args:
        own: tables with the columns word, syllables and, if you like, note; later files win.

    Raises:
        UserError: a file can't be read or has an error; names the file and the line.
    """
    known = _shared()
    for path in own:
        try:
            text = Path(path).read_text("utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise UserError(
                f"{path}: the table of syllables can't be read: {why_unreadable(error)};"
                " name a UTF-8 TSV file"
            ) from error
        known = known | _rows(text, str(path))
    return known


@cache
def _shared() -> dict[str, int]:
    return syllable_dictionary(spoken=True) | syllable_overrides()


def _rows(text: str, name: str) -> dict[str, int]:
    """Read the rows of a table of syllables; a comment begins with #."""
    found: dict[str, int] = {}
    header = False
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if not header:
            if cells[:2] != ["word", "syllables"]:
                raise UserError(f"{name}, line {number}: begin with the row word, syllables, note")
            header = True
        elif len(cells) < 2 or not cells[1].isdecimal() or not 0 < int(cells[1]) <= MOST:
            raise UserError(
                f"{name}, line {number}: write a word, a tab and its syllables, a number from 1"
            )
        else:
            found[cells[0].lower().replace("\u2019", "'")] = int(cells[1])
    return found
