"""Familiar words: those on the list of Dale and Chall (1948, 1995), and their inflections."""

from __future__ import annotations

from collections.abc import Iterator

from hedgerow.readability.accents import without_accents
from hedgerow.text.tokens.words import base_of


def is_familiar(word: str, familiar: frozenset[str]) -> bool:
    """Return whether a folded word is on the list, itself or as a regular inflection.

    Inflections are those of nouns, verbs and adjectives: possessives, -s, -es, -ed, -ing, -est and
    -ier with their changes of spelling. Other -er is no inflection, because a comparative looks
    like an agent (farmer), which Dale and Chall (1948) count as another word; nor is -ly.
    Compounds are familiar where the list has them. A token without a part of letters alone (B12,
    U.S.) is familiar.

    >>> is_familiar("stopped", frozenset({"stop"})), is_familiar("stopper", frozenset({"stop"}))
    (True, False)
    """
    word = without_accents(base_of(word))
    if word in familiar or not _is_judged(word):
        return True
    for ending in _ENDINGS.get(word[-1], ()):
        inflected = word.endswith(ending) and len(word) > len(ending) + 1
        if inflected and not familiar.isdisjoint(_stems(word[: -len(ending)], ending)):
            return True
    return False


_ENDINGS = {"s": ("s", "es"), "d": ("ed",), "g": ("ing",), "t": ("est",), "r": ("er",)}
"""Inflectional endings, by their last letter."""


def _is_judged(word: str) -> bool:
    """Return whether a word has a part of letters alone, unlike B12, U.S. or 5mg."""
    return word.isalpha() or any(
        len(part) > 2 and part.isalpha() for part in word.replace("'", "-").split("-")
    )


def _stems(stem: str, ending: str) -> Iterator[str]:
    """Yield the possible stems of a word without its ending: hop(ping), hop(ing)e, happ(iest)y."""
    if ending != "er":
        yield stem
    if ending in ("ed", "ing", "est"):
        yield stem + "e"
        if stem[-1] == stem[-2]:
            yield stem[:-1]
    if ending not in ("s", "ing") and stem.endswith("i"):
        yield stem[:-1] + "y"
