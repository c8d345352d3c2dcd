"""Endings that make a word with a stop inside it a web address or a file name.

"example.org" and "report.pdf" are addresses; "E.coli", "etc.and" and "pain.kratom" are words with a
missing space. Endings that are English words as well (is, me, health) count only before a path, as
in "example.me/path".
"""

from __future__ import annotations

import numpy as np
from numba import njit

from hedgerow.lean_kernels import LEAN
from hedgerow.text.code_points import CAPITAL_A, CAPITAL_Z, CASE_BIT

_DOMAINS = (
    "com org net edu gov mil int info biz io ai dev xyz arpa eu uk ca au nz za sg hk de fr es nl"
    " ch se dk fi pl cz ru ua cn jp kr br mx ar cl pt gr hu ro bg ie il tr vn ph th tw co tv cc ly"
    " gl fm li lu lt lv ee sk si hr rs ng ke pk lk"
)
_WORDS = (
    "is it be at no in to me my so us as am do id la app blog shop store online site tech news"
    " health life care world today club store clinic wiki guru top vip pro name mobi coop jobs"
)
_FILES = (
    "pdf txt htm html xhtml xml doc docx xls xlsx ppt pptx csv tsv json jsonl jpg jpeg png gif svg"
    " webp zip gz tar exe mp3 mp4 mov avi wav js css php asp aspx jsp md rtf tex bib py ipynb epub"
    " odt yaml yml toml log bak dll"
)

_ASCII = 128
_LONGEST = 8
"""Letters of an ending at most, so that its key is one number."""


def _keys(words: str) -> np.ndarray:
    """Return the sorted keys of endings, uint64[n]."""
    return np.unique(
        np.array([sum(ord(c) << 8 * i for i, c in enumerate(w)) for w in words.split()], np.uint64)
    )


_ADDRESSES = _keys(f"{_DOMAINS} {_FILES}")
_BEFORE_PATHS = _keys(_WORDS)


@njit(**LEAN)
def _has(keys, key):
    k = np.searchsorted(keys, key)
    return k < len(keys) and keys[k] == key


@njit(**LEAN)
def is_known_ending(points: np.ndarray, i: int, end: int, path: bool) -> bool:
    """Test whether the characters i to end are the ending of an address, in either case.

    Args:
        path: whether a path follows it.
    """
    if end - i > _LONGEST:
        return False
    key = np.uint64(0)
    for k in range(i, end):
        char = points[k]
        if CAPITAL_A <= char <= CAPITAL_Z:
            char = char | CASE_BIT
        if char >= _ASCII:
            return False
        key = key | np.uint64(char) << np.uint64(8 * (k - i))
    return _has(_ADDRESSES, key) or (path and _has(_BEFORE_PATHS, key))
