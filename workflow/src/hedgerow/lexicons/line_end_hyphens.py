"""Hyphens at the end of a line: a word cut in two, or a hyphen of its own.

The text itself decides where it has the word elsewhere, and else the dictionary: "sur-" and
"rounding" are one word, "well-" and "known" keep their hyphen. A text that cuts no word for certain
("mitra-" and "gynine") was wrapped only at its own hyphens, and keeps all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Set

from hedgerow.lexicons.pronunciations import pronunciations

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_LETTERS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_PREFIXES = frozenset(
    "anti non pre post co multi semi self ex mid half quasi pseudo over under inter intra sub super"
    " well long short high low e x all cross counter ultra".split()
)
"""Parts that take a hyphen, although they are no words by themselves or as common as words."""


def words_of(text: str) -> frozenset[str]:
    """Return the words of a text in small letters, compounds with their hyphens.

    >>> sorted(words_of("A well-known mill"))
    ['a', 'mill', 'well-known']
    """
    return frozenset(_WORD.findall(text.lower()))


def is_one_word(before: str, after: str, words: Set[str] = frozenset()) -> bool:
    """Test whether two parts around a hyphen at the end of a line are one word without it.

    Args:
        before: the part before the hyphen.
        after: the part after it, with or without the marks that follow.
        words: the words of the text, see `words_of`.

    >>> is_one_word("sur", "rounding"), is_one_word("well", "known,"), is_one_word("COVID", "19")
    (True, False, False)
    """
    match = _LETTERS.match(after)
    parts = before.lower().rsplit("-", 1)
    first = re.sub(r"^\W+", "", parts[-1])
    if not match or not first.isalpha() or not match.group()[0].islower():
        return False
    second = match.group().split("-", 1)[0]
    whole = first + second
    if f"{first}-{second}" in words or len(first) == 1:
        return False
    if whole in words or whole in pronunciations():
        return True
    return _has_fragment(first, second)


def cuts_words(pairs: Iterable[tuple[str, str]]) -> bool:
    """Test whether a text cuts words at line ends: some part is no word by itself.

    Args:
        pairs: the parts before and after each hyphen at the end of a line.

    >>> cuts_words([("well", "known"), ("mitra", "gynine")]), cuts_words([("well", "known")])
    (True, False)
    """
    for before, after in pairs:
        match = _LETTERS.match(after)
        first = before.lower().rsplit("-", 1)[-1]
        second = match.group().split("-", 1)[0] if match else ""
        plain = len(first) > 1 and first.isalpha() and second.islower()
        if plain and _has_fragment(first, second):
            return True
    return False


def _has_fragment(first: str, second: str) -> bool:
    known = pronunciations()
    return not ((first in known or first in _PREFIXES) and second in known)
