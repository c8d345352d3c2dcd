"""Frequencies of words, from the list of wordfreq that comes with Hedgerow."""

from __future__ import annotations

from functools import cache
from pathlib import Path

DATA = ("lexicons/frequencies.tsv",)


@cache
def word_frequencies() -> dict[str, float]:
    """Return word -> Zipf frequency, the logarithm to base 10 of its uses in a billion words.

    The words are those used once in a million words or more, about 29,000, in lower case (Speer
    2022: subtitles, books, news, the web and other sources). A row of the file holds the words that
    are so many hundredths of a power of ten (centibels) rarer than a word that is every word.

    >>> word_frequencies()["the"]
    7.73
    """
    found = {}
    for line in Path(__file__).with_name("frequencies.tsv").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            below, _, words = line.partition("\t")
            found.update(dict.fromkeys(words.split(" "), 9 - int(below) / 100))
    return found
