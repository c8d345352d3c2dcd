"""Syllables of words: overrides, CMUdict, the parts of a compound, then a rule for the rest."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

_VOWELS = re.compile(r"[aeiouy]+")
_SILENT_ENDING = re.compile(
    r"(?:[^aeiouy]|[aeiou]u|gu|qu)e$"  # make, argue, tongue; not the, apple
)
_SYLLABIC_LE = re.compile(r"[^aeiouylrw]les?$")
_SILENT_ED = re.compile(r"[^aeiouydt]ed$")
_SILENT_ES = re.compile(r"[^aeiouyscxzhg]es$")
_HUSHED_ES = re.compile(r"(?:th|gh|ph)es$")
_HIATUS = re.compile(
    r"(?:ia(?!l[a-z]?$|n$|ns$|g[eo])|i(?:o(?!us|n)|um|us|ent|er|est|et)|eo(?!n$|us)|ua(?!r|l[^a-z]|d|n|y)"
    r"|[aeiou]ing|ya|yo(?!u)|io[dlt]|uou|uity|eum|eing|oe[mtv]|iii?)"
)
_INNER_E = re.compile(
    r"(?<=[a-z]{2}[^aeiouy])e(?=(?:ly|less|ful|ment|ness|some|ware|line|work|land|body|time|ty)s?$)"
)
_INITIALS = re.compile(r"[b-df-hj-np-tv-xz]+$")


@dataclass(frozen=True)
class Syllables:
    """Syllables of W words, and which of them a dictionary gave."""

    count: np.ndarray  # int16[W]
    known: np.ndarray  # bool[W]


def syllables_by_rule(word: str) -> int:
    """Estimate the syllables of a lower-case word from its spelling; at least 1 for any letters.

    Vowel groups, less silent endings, plus vowels in hiatus. A run of consonants is said letter by
    letter (fda has 3). Words without a letter have 0.
    """
    letters = re.sub(r"[^a-z]", "", word)
    if not letters:
        return 0
    if _INITIALS.match(letters) and len(letters) <= 5:
        return len(letters) + 2 * letters.count("w")
    stem = _INNER_E.sub("", letters)
    n = len(_VOWELS.findall(stem))
    if _SYLLABIC_LE.search(stem):
        pass
    elif _SILENT_ENDING.search(stem) or _SILENT_ED.search(stem):
        n -= 1
    elif (_SILENT_ES.search(stem) and len(stem) > 3) or _HUSHED_ES.search(stem):
        n -= 1
    n += len(_HIATUS.findall(stem))
    if stem.endswith(("sm", "thm")):
        n += 1
    return max(1, n)


def _from_stem(word: str, known: Mapping[str, int]) -> int | None:
    """Return the syllables of a regular inflection of a known word, or None."""
    for ending, add in (("ing", 1), ("ings", 1), ("ly", 1), ("ness", 1), ("less", 1), ("ful", 1)):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word[: -len(ending)]
            for candidate in (stem, stem + "e", stem[:-1] if stem[-1:] == stem[-2:-1] else stem):
                if candidate in known:
                    return known[candidate] + add
    if word.endswith("ed") and len(word) > 4:
        for candidate in (word[:-1], word[:-2], word[:-3] if word[-3] == word[-4] else word[:-2]):
            if candidate in known:
                return known[candidate] + (word[-3] in "td")
    if word.endswith("s") and len(word) > 3:
        for candidate in (word[:-1], word[:-2] if word.endswith("es") else word[:-1]):
            if candidate in known:
                sounded = candidate.endswith(("s", "x", "z", "ch", "sh", "ce", "ge", "se", "ze"))
                return known[candidate] + sounded
    return None


def _parts(word: str) -> list[str]:
    return [part for part in re.split(r"[-'/.&]", word) if part]


def _of_word(word: str, known: Mapping[str, int]) -> tuple[int, bool]:
    """Return the syllables of one folded word and whether the dictionary stands behind them."""
    count = known.get(word)
    if count is None and word.endswith(("'s", "s'")):
        base = word[:-2] if word.endswith("'s") else word[:-1]
        if base in known:
            sounded = word.endswith("'s") and base.endswith(("s", "x", "z", "ch", "sh", "ce", "ge"))
            count = known[base] + sounded
    if count is None:
        count = _from_stem(word, known)
    if count is not None:
        return count, True
    parts = _parts(word)
    if len(parts) > 1:
        each = [_of_word(part, known) for part in parts]
        return sum(n for n, _ in each), all(k for _, k in each)
    return syllables_by_rule(word), not any(c.isalpha() for c in word)


def word_syllables(words: Sequence[str], known: Mapping[str, int]) -> Syllables:
    """Count the syllables of folded words.

    Args:
        words: W folded words.
        known: word -> syllables, the project's overrides over CMUdict.

    Returns:
        Counts and whether the dictionary gave them: directly, through a regular inflection, or for
        every part of a compound.
    """
    pairs = [_of_word(word, known) for word in words]
    return Syllables(
        count=np.array([n for n, _ in pairs], np.int16).reshape(-1),
        known=np.array([k for _, k in pairs], bool).reshape(-1),
    )
