"""The syllable dictionary that readability uses: CMUdict, with the project's overrides on top."""

from __future__ import annotations

from functools import cache
from importlib import resources

from hedgerow.lexicons.store import syllable_dictionary


def syllable_overrides() -> dict[str, int]:
    """Return word -> syllables from lexicons/syllables.tsv."""
    text = resources.files("hedgerow.lexicons").joinpath("syllables.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return {row[0]: int(row[1]) for row in rows[1:]}


@cache
def pronunciations() -> dict[str, int]:
    """Return word -> syllables: overrides first, then the shortest pronunciation in CMUdict."""
    return syllable_dictionary(spoken=True) | syllable_overrides()
