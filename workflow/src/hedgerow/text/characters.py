"""Character classes: one for each Unicode code point, in one array."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache

import numpy as np

from hedgerow.text.code_points import BEYOND

SPACE, LETTER, DIGIT, APOSTROPHE, HYPHEN, STOP, MARK, QUOTE, SYMBOL, COMBINING = range(10)
"""Classes: STOP ends sentences (. ! ? and kin), MARK is any other punctuation of sentences,
COMBINING continues the word or symbol before it (accents, vowel signs, selectors of emoji)."""

_STOPS = ".!?…‽。"
_MARKS = ",;:()[]{}–—―·•¡¿"
_QUOTES = '"“”„‟«»‹›`´″'
_APOSTROPHES = "'’‘ʼ"
_HYPHENS = "-‐‑"
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻"

UPPER_BIT = 16
"""Set beside LETTER for upper-case and title-case letters."""


_CLASSES = {
    **dict.fromkeys(("Lu", "Lt"), LETTER | UPPER_BIT),
    **dict.fromkeys(("Ll", "Lm", "Lo"), LETTER),
    **dict.fromkeys(("Mn", "Mc", "Me"), COMBINING),
    **dict.fromkeys(("Nd", "Nl", "No"), DIGIT),
    **dict.fromkeys(("Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Co", "Cn"), SPACE),
    **dict.fromkeys(("Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Sm", "Sc", "Sk", "So"), SYMBOL),
}
"""General category of Unicode -> class."""


def _categories() -> Iterator[str]:
    return map(unicodedata.category, map(chr, range(BEYOND)))


@cache
def character_classes() -> np.ndarray:
    """Return uint8[65537]: the class of each code point; the last entry is for all from U+10000 on.

    >>> [int(character_classes()[ord(char)]) for char in "a1."] == [LETTER, DIGIT, STOP]
    True
    """
    classes = np.fromiter(map(_CLASSES.__getitem__, _categories()), np.uint8, BEYOND)
    for text, kind in (
        (_STOPS, STOP),
        (_MARKS, MARK),
        (_QUOTES, QUOTE),
        (_APOSTROPHES, APOSTROPHE),
        (_HYPHENS, HYPHEN),
        (_RAISED, SYMBOL),  # powers and marks of notes, which are no part of a word
    ):
        classes[[ord(c) for c in text]] = kind
    return np.append(classes, np.uint8(SYMBOL))


def code_points(text: str) -> np.ndarray:
    """Return uint32[len(text)]: the code points of a text, so that indices are those of the text.

    >>> code_points("tea").tolist()
    [116, 101, 97]
    """
    if not text.isascii():
        return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    # A byte a character is widened in a tenth of the time.
    points = np.frombuffer(text.encode(), np.uint8).astype(np.uint32)
    points.flags.writeable = False  # as those above: kernels are compiled for one kind of array
    return points


@cache
def lower_case() -> np.ndarray:
    """Return uint32[65536]: the small letter of each code point, or the code point itself.

    >>> chr(lower_case()[ord("É")])
    'é'
    """
    points = np.arange(BEYOND, dtype=np.uint32)
    # A capital I with a dot becomes two characters, and the small form of a capital sigma depends
    # on its neighbours.
    odd = str.maketrans("\u0130\u03a3", "i\u03c3")
    text = points.tobytes().decode("utf-32-le", "surrogatepass").translate(odd)
    return code_points(text.lower())
