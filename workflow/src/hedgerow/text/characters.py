"""What each Unicode character is to the tokeniser: one class per code point, in one array."""

from __future__ import annotations

import unicodedata
from functools import cache

import numpy as np

SPACE, LETTER, DIGIT, APOSTROPHE, HYPHEN, STOP, MARK, QUOTE, SYMBOL = range(9)
"""Classes: STOP ends sentences (. ! ? and kin), MARK is other punctuation of sentences."""

_STOPS = ".!?…‽。"  # noqa: RUF001
_MARKS = ",;:()[]{}–—―·•¡¿"  # noqa: RUF001
_QUOTES = "\"“”„‟«»‹›`´″"  # noqa: RUF001
_APOSTROPHES = "'’‘ʼ"  # noqa: RUF001
_HYPHENS = "-‐‑"  # noqa: RUF001

UPPER_BIT = 16
"""Set beside LETTER for upper-case and title-case letters."""


def _class_of(point: int) -> int:
    category = unicodedata.category(chr(point))
    if category[0] == "L" or category[0] == "M":
        return LETTER | (UPPER_BIT if category in ("Lu", "Lt") else 0)
    if category[0] == "N":
        return DIGIT
    if category[0] in "ZC":
        return SPACE
    return SYMBOL


@cache
def character_classes() -> np.ndarray:
    """Return uint8[65537]: the class of each code point; the last entry serves all beyond the BMP."""
    classes = np.fromiter((_class_of(p) for p in range(0x10000)), np.uint8, 0x10000)
    for text, kind in (
        (_STOPS, STOP),
        (_MARKS, MARK),
        (_QUOTES, QUOTE),
        (_APOSTROPHES, APOSTROPHE),
        (_HYPHENS, HYPHEN),
    ):
        classes[[ord(c) for c in text]] = kind
    return np.append(classes, np.uint8(SYMBOL))


def code_points(text: str) -> np.ndarray:
    """Return uint32[len(text)]: the code points of `text`, so that array places are string places."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
