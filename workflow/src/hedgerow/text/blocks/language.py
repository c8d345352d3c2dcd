"""The language of a text, and of parts of it.

py3langid takes 0.7 s to load and over a millisecond a document, more than all other reading; so
texts full of English function words do without it.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Any

SAMPLE = 2000
"""Characters of prose that decide."""

_LOOKS = (350, 700)
"""Characters of a first look, and of a second one where the first leaves doubt."""
_MIN_WORDS = 20
_MIN_DIFFERENT = 12
LOOKED_AT = 20
"""Texts in memory that `foreign_text` looks at."""
_FUNCTION_WORDS = frozenset(
    "the and of to that with for are this from by on it be"
    " as is in was or have not you they which can were has".split()
)
# Function words that the neighbouring languages do not share.
_ENGLISH_ONLY = frozenset("the and to that with are this from by which have you they".split())


def language_of(prose: str) -> str | None:
    """Return the ISO 639-1 code of a text's language, from its first 2,000 characters.

    Returns:
        None below 20 words, unless most letters are not Latin.

    >>> language_of("The tea that they drink is for sleep, and it is from a root. " * 2)
    'en'
    """
    words: list[str] = []
    for length in _LOOKS:
        words = prose[:length].lower().split()
        function = sum(map(_FUNCTION_WORDS.__contains__, words))
        enough = len(words) >= _MIN_WORDS and function * 6 >= len(words)
        if enough and len(_ENGLISH_ONLY.intersection(words)) >= 3:
            return "en"
    if len(words) < _MIN_WORDS and not _is_foreign_script(prose[:SAMPLE]):
        return None
    return _identified(prose)


def foreign_text(texts: Iterable[tuple[Any, str]]) -> str | None:
    """Return a sentence about the first text that is not English, of those that are looked at.

    Args:
        texts: key and characters of each text; the first LOOKED_AT are judged, since a column of
            texts is mostly in one language.

    >>> foreign_text([("a", "Tea helps."), ("b", "Il gatto e il cane dormono nella casa grande, "
    ... "perché oggi non fa bel tempo: ieri abbiamo giocato molto fuori.")])
    "the text 'b' looks like it, not English; its measures mean nothing"
    """
    for key, text in islice(texts, LOOKED_AT):
        if _may_be_foreign(text[:SAMPLE]) and (code := language_of(text)) not in (None, "en"):
            return f"the text {key!r} looks like {code}, not English; its measures mean nothing"
    return None


def _may_be_foreign(text: str) -> bool:
    """Return whether a text has no word that only English has, and enough others to judge it."""
    words = set(text.lower().split())
    enough = sum(map(str.isalpha, words)) >= _MIN_DIFFERENT
    return not words & _ENGLISH_ONLY and (enough or _is_foreign_script(text))


def foreign_parts(parts: list[str]) -> list[int]:
    """Return which parts of a text are not English, of those that may not be.

    Args:
        parts: paragraphs with hardly any function word of English.

    Returns:
        Indices of the parts of 80 characters or more in another language; none where the parts
        together read as English.
    """
    long = [i for i, part in enumerate(parts) if len(part) >= _SHORTEST_PART]
    if not long or _identified(" ".join(parts[i] for i in long)) == "en":
        return []
    return [i for i in long if _identified(parts[i]) != "en"]


_SHORTEST_PART = 80
"""Characters from which on the language of a paragraph can be judged."""


def _identified(text: str) -> str:
    import py3langid

    code = str(py3langid.classify(text[:SAMPLE])[0])
    # It takes short lists in English for Nigerian Pidgin, whose words are English.
    return "en" if code == "pcm" else code


def _is_foreign_script(text: str) -> bool:
    if text.isascii():
        return False
    letters = [char for char in text if char.isalpha()]
    # Latin letters, with their accents, end at U+024F.
    return len(letters) >= 10 and sum(char > "\u024f" for char in letters) * 2 > len(letters)
