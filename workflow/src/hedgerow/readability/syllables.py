"""Syllables of words: overrides, CMUdict, the parts of a compound, then a rule for the rest."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from hedgerow.readability.accents import without_accents
from hedgerow.readability.syllable_rules import syllables_by_rule

Rule = Callable[[str], int]


@dataclass(frozen=True)
class Syllables:
    """Syllables of W words, and which of them a dictionary gave."""

    count: np.ndarray  # int16[W]
    known: np.ndarray  # bool[W]


_SIBILANTS = ("s", "x", "z", "ch", "sh", "ce", "ge", "se", "ze")
"""Endings after which -s is a syllable of its own."""


_SUFFIXES = {
    "g": (("ing", 1),),
    "s": (("ings", 1), ("ness", 1), ("less", 1)),
    "y": (("ly", 1),),
    "l": (("ful", 1),),
}
"""Endings that are syllables of their own, by their last letter."""


def _from_stem(word: str, known: Mapping[str, int]) -> int | None:
    """Return the syllables of a regular inflection of a known word, or None."""
    last = word[-1:]
    for ending, add in _SUFFIXES.get(last, ()):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word[: -len(ending)]
            for candidate in (stem, stem + "e", stem[:-1] if stem[-1:] == stem[-2:-1] else stem):
                if candidate in known:
                    return known[candidate] + add
    if last == "d" and word.endswith("ed") and len(word) > 4:
        for candidate in (word[:-1], word[:-2], word[:-3] if word[-3] == word[-4] else word[:-2]):
            if candidate in known:
                return known[candidate] + (word[-3] in "td")
    if last == "s" and len(word) > 3:
        for candidate in (word[:-1], word[:-2] if word.endswith("es") else word[:-1]):
            if candidate in known:
                return known[candidate] + candidate.endswith(_SIBILANTS)
    return None


_CONTRACTED = re.compile(r"(?P<base>.*[^'])(?P<ending>n't|'(?:ll|ve|d|re|m))")


def _from_contraction(word: str, known: Mapping[str, int]) -> int | None:
    """Return the syllables of a contraction of a known word (it'll, might've), or None.

    The ending is a syllable after a consonant; n't not after r or n (aren't), 'd only after t or d.
    """
    match = _CONTRACTED.fullmatch(word)
    base = match["base"] if match else ""
    if not match or base not in known:
        return None
    after_vowel, ending = base.endswith(("a", "e", "i", "o", "u", "y", "w")), match["ending"]
    silent = {"n't": base[-1] in "rn", "'d": base[-1] not in "td", "'m": True}
    return known[base] + (not after_vowel and not silent.get(ending, False))


_FINAL_ACCENT = re.compile("(?:é|ée)(?=s?$)")


def _with_accents(word: str, known: Mapping[str, int], rule: Rule) -> tuple[int, bool]:
    """Return the syllables of a word with accents: those of its English spelling.

    An é at the end is a syllable: résumé has one more than resume.
    """
    plain = without_accents(word)
    count, is_known = _of_word(plain, known, rule)
    sounded = _FINAL_ACCENT.sub("ay", word)
    if sounded != word:
        count = max(count, rule(without_accents(sounded)))
    return count, is_known


def _parts(word: str) -> list[str]:
    return [part for part in re.split(r"[-'/.&]", word) if part]


def _of_word(word: str, known: Mapping[str, int], rule: Rule) -> tuple[int, bool]:
    """Return the syllables of a folded word, and whether they come from the dictionary."""
    count = known.get(word)
    if count is None and word.isascii() and word.isalpha():  # most are
        count = _from_stem(word, known)
        return (rule(word), False) if count is None else (count, True)
    if count is None and without_accents(word) != word:
        return _with_accents(word, known, rule)
    if count is None and word.endswith(("'s", "s'")):
        base = word[:-2] if word.endswith("'s") else word[:-1]
        count = known.get(base, _from_stem(base, known))
        if count is not None:
            count += word.endswith("'s") and base.endswith(_SIBILANTS)
    if count is None:
        count = _from_contraction(word, known)
    if count is None:
        count = _from_stem(word, known)
    if count is not None:
        return count, True
    parts = _parts(word)
    if len(parts) > 1:
        each = [_of_word(part, known, rule) for part in parts]
        return sum(n for n, _ in each), all(k for _, k in each)
    return rule(word), not any(c.isalpha() for c in word)


_ONSET = re.compile(
    r"[^AEIOUY]?[AEIOUY]|(?:[BCFGKP]L|[BCDFGKPTW]R|[CGPRSTW]H|S[CKLMNPQTW]|[DGTQ]W|QU|GN|KN|PS|SCH"
    r"|S[CPT]R|SPL|THR|SHR|PHR)"
)


def _is_unsayable(letters: str) -> bool:
    """Return whether capitals have no vowel or begin as no English word does."""
    return not set(letters) & set("AEIOUY") or not _ONSET.match(letters)


def initialism_syllables(surface: str) -> int | None:
    """Return the syllables of a form in capitals that is read letter by letter, or None.

    For words that no dictionary has: up to three capitals with or without a plural -s (IBS, UTIs),
    four or five that no word can begin with or that have no vowel (PCOS, HDTV), and up to five
    letters that end in two capitals and begin small (siRNA).

    >>> initialism_syllables("IBS"), initialism_syllables("siRNA"), initialism_syllables("Ibs")
    (3, 5, None)
    >>> initialism_syllables("PCOS"), initialism_syllables("GERD")
    (4, None)
    """
    stem = surface.removesuffix("s")
    if not (stem.isascii() and stem.isalpha() and stem[-2:].isupper()):
        return None
    is_read = 2 <= len(stem) <= 3 or (len(stem) <= 5 and (stem[0].islower() or _is_unsayable(stem)))
    return len(stem) + 2 * stem.upper().count("W") if is_read else None


def word_syllables(words: Sequence[str], known: Mapping[str, int]) -> Syllables:
    """Count the syllables of folded words.

    Args:
        words: W folded words.
        known: word -> syllables, the project's overrides over CMUdict.

    Returns:
        Counts, and whether the dictionary gave them: directly, through a regular inflection, or for
        every part of a compound. A word with accents is looked up without them.

    >>> word_syllables(["café", "pains", "it'll"], {"cafe": 2, "pain": 1, "it": 1}).count.tolist()
    [2, 1, 2]
    """
    count = list(map(known.get, words))
    is_known = [True] * len(words)
    others = [i for i, n in enumerate(count) if n is None]
    # the rule takes all unknown words at once; then the words that contain them are counted again
    by_rule: dict[str, int] = {}
    for i in others:
        count[i], is_known[i] = _of_word(words[i], known, lambda part: by_rule.setdefault(part, 0))
    by_rule = dict(zip(by_rule, syllables_by_rule(list(by_rule)), strict=True))
    for i in others:
        word = words[i]
        if is_known[i] and word.isascii():
            continue
        if word in by_rule:
            count[i], is_known[i] = by_rule[word], False
        else:
            count[i], is_known[i] = _of_word(word, known, by_rule.__getitem__)
    return Syllables(np.array(count, np.int16).reshape(-1), np.array(is_known, bool).reshape(-1))
