"""Hyphens at the end of a line: a word cut in two, or a hyphen of its own.

The text itself decides where it has the word elsewhere, and else the dictionaries: "sur-" and
"rounding" are one word, because "surrounding" is commoner than "sur"; "well-" and "known" keep
their hyphen. A text that certainly cuts no word was wrapped only at its own hyphens, and keeps all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Set

from hedgerow.lexicons.frequency import word_frequencies
from hedgerow.lexicons.pronunciations import pronunciations

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_LETTERS = re.compile(r"[^\W\d_]+")
_COMPOUNDS = frozenset("well long short high low self half mid ex all cross x far ill full".split())
"""First parts that keep their hyphen even where the word is known without it."""

_PREFIXES = _COMPOUNDS | frozenset(
    "anti non pre post co multi semi quasi pseudo over under inter intra sub super counter ultra re"
    " un bi tri neuro cardio immuno".split()
)
"""Parts that take a hyphen, although some are no words by themselves."""


def words_of(text: str) -> frozenset[str]:
    """Return the words of a text in small letters, compounds with their hyphens.

    >>> sorted(words_of("A well-known mill"))
    ['a', 'mill', 'well-known']
    """
    return frozenset(_WORD.findall(text.lower()))


def _parts(before: str, after: str) -> tuple[str, str] | None:
    """Return the letters on both sides of the hyphen, or None where it must stay."""
    if "/" in before:  # an address, whose hyphens are its own
        return None
    match = _LETTERS.match(after)
    first = re.sub(r"^\W+", "", before.lower().rsplit("-", 1)[-1])
    if not match or not match.group().islower() or not first.isalpha() or len(first) == 1:
        return None
    return first, match.group()


def _is_cut(first: str, second: str, words: Set[str]) -> bool:
    """Test whether two parts are certainly fragments: rarer than the whole, or no words at all."""
    frequency, spoken = word_frequencies(), pronunciations()
    whole = frequency.get(first + second, 0.0)
    if whole or first + second in spoken:
        rarest = frequency.get(second, 0.0)
        if first not in _PREFIXES:
            rarest = min(rarest, frequency.get(first, 0.0))
        both_rare = not whole and first in _PREFIXES and second in spoken  # over-zealous
        return first not in _COMPOUNDS and not both_rare and rarest <= whole
    known = [part in frequency or part in spoken or part in words for part in (first, second)]
    return not (known[1] and (known[0] or first in _PREFIXES))


def cuts_words(pairs: Iterable[tuple[str, str]], words: Set[str] = frozenset()) -> bool:
    """Test whether a text cuts words at the ends of its lines.

    Args:
        pairs: the parts before and after each hyphen at the end of a line, the latter with or
            without the marks that follow.
        words: the words of the text, see `words_of`.

    >>> cuts_words([("well", "known"), ("sur", "rounding")]), cuts_words([("well", "known")])
    (True, False)
    """
    found = [parts for before, after in pairs if (parts := _parts(before, after))]
    return any(_is_cut(*parts, words) for parts in found)


def is_one_word(before: str, after: str, words: Set[str] = frozenset()) -> bool:
    """Test whether two parts around a hyphen at the end of a line are one word without it.

    The text must be one that cuts words (`cuts_words`); arguments are as there.

    >>> is_one_word("sur", "rounding"), is_one_word("well", "known,"), is_one_word("COVID", "19")
    (True, False, False)
    """
    parts = _parts(before, after)
    if parts is None:
        return False
    first, second = parts
    if f"{first}-{second}" in words:
        return False
    whole = first + second
    known = first not in _COMPOUNDS and whole in word_frequencies()
    return whole in words or known or _is_cut(first, second, words)
