"""Forms in which a phrase may occur: the spellings that count as the same word.

Always the same are a word with and without the stop of an abbreviation ("vs", "vs."; "St", "St.").
A possessive counts as its word (`phrase_matcher`). Families of forms can be added:

| family | the phrase "sleep aid" also matches |
|---|---|
| plural | sleep aids |
| hyphen | sleep-aid, anti-sleep aid |
| inflected | sleeping aids: words are compared by their stems (Snowball, Porter 2001) |

A phrase can have synonyms, given as "sleep aid | sleeping pill": occurrences of either are its
occurrences.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from functools import lru_cache

PLURAL, HYPHEN, INFLECTED = "plural", "hyphen", "inflected"
FAMILIES = (PLURAL, HYPHEN, INFLECTED)
FORMS = ("exact", "spelling", "possessive", PLURAL, HYPHEN, INFLECTED, "synonym")
"""Forms of an occurrence, from the listed phrase to the most remote."""

_SYNONYM = re.compile(r"\s+\|\s+")
_IRREGULAR = {
    "children": "child", "men": "man", "women": "woman", "feet": "foot", "teeth": "tooth",
    "mice": "mouse", "geese": "goose", "leaves": "leaf", "lives": "life", "wives": "wife",
    "knives": "knife", "halves": "half", "loaves": "loaf", "shelves": "shelf", "wolves": "wolf",
    "diagnoses": "diagnosis", "analyses": "analysis", "crises": "crisis", "bacteria": "bacterium",
}  # fmt: skip


def synonyms(phrase: str) -> list[str]:
    """Return the alternatives of a phrase, the phrase itself first.

    >>> synonyms("sleep aid | sleeping pill"), synonyms("(x|y)")
    (['sleep aid', 'sleeping pill'], ['(x|y)'])
    """
    return [part for part in _SYNONYM.split(phrase.strip()) if part] or [phrase]


def word_key(families: Collection[str] = ()) -> Callable[[str], str]:
    """Return the function that maps folded words of the same form to one key.

    >>> word_key()("vs."), word_key(["plural"])("remedies"), word_key(["inflected"])("sleeping")
    ('vs', 'remedy', 'sleep')
    """
    if INFLECTED in families:
        return lambda word: _stem(_without_stop(word))
    if PLURAL in families:
        return lambda word: singular(_without_stop(word))
    return _without_stop


def _without_stop(word: str) -> str:
    return word.rstrip(".") or word if word[-1:] == "." else word


def singular(word: str) -> str:
    """Return the singular of a regular English plural; other words unchanged.

    >>> singular("boxes"), singular("glass"), singular("teas")
    ('box', 'glass', 'tea')
    """
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes", "zes")):
        return word[:-2]
    return word[:-1]


@lru_cache(maxsize=1 << 17)
def _stem(word: str) -> str:
    # contractions and marks stay as they are
    return _snowball().stemWord(word) if word.replace("-", "").isalnum() else word


@lru_cache(maxsize=1)
def _snowball():
    from Stemmer import Stemmer

    return Stemmer("english")


def form_of(words: list[str], bases: list[str], phrase: list[str]) -> str:
    """Return the form in which words of a text are an occurrence of a phrase; see FORMS.

    Args:
        words, bases: folded words of the text, with and without possessive endings.
        phrase: folded words of the phrase, without its synonyms.
    """
    if words == phrase:
        return "exact"
    spelled = plain_words(phrase)
    if plain_words(words) == spelled:
        return "spelling"
    mixed = [b if b in spelled else w for w, b in zip(words, bases, strict=True)]
    if plain_words(mixed) == spelled:
        return "possessive"
    split, wanted = _split(bases), _split(phrase)
    if contains(split, wanted):
        return HYPHEN
    for family, key in ((PLURAL, word_key([PLURAL])), (INFLECTED, word_key([INFLECTED]))):
        if contains(list(map(key, split)), list(map(key, wanted))):
            return family
    return "synonym"


def plain_words(words: Sequence[str]) -> list[str]:
    """Return words without the stops of abbreviations, whether these are tokens or not.

    A stop that is a token belongs to an abbreviation if it lies between two words.

    >>> plain_words(["tea", "vs", ".", "coffee"]), plain_words(["u.s."])
    (['tea', 'vs', 'coffee'], ['u.s'])
    """
    around = zip(words, ["", *words], [*words[1:], ""], strict=False)
    return [
        _without_stop(word)
        for word, before, after in around
        if not (word == "." and before[-1:].isalnum() and after[:1].isalpha())
    ]


def contains(words: list[str], wanted: list[str]) -> bool:
    """Return whether the words contain others in a row."""
    n = len(wanted)
    return any(words[i : i + n] == wanted for i in range(len(words) - n + 1))


def _split(words: list[str]) -> list[str]:
    return [part for word in plain_words(words) for part in word.split("-") if part]
