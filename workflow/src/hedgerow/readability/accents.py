"""Letters with accents, for look-ups in English word lists."""

from __future__ import annotations

import unicodedata

_LETTERS = str.maketrans(
    {"ø": "o", "æ": "ae", "œ": "oe", "ß": "ss", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)


def without_accents(word: str) -> str:
    """Return a lower-case word in the letters of English.

    >>> without_accents("café"), without_accents("smørrebrød")
    ('cafe', 'smorrebrod')
    """
    if word.isascii():
        return word
    decomposed = unicodedata.normalize("NFKD", word.translate(_LETTERS))
    return "".join(c for c in decomposed if not unicodedata.combining(c))
