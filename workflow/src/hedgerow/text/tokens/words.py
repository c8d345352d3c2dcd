"""Word types: the form of each surface form as a word, worked out once per type."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np

from hedgerow.text.tokens.tokens import WORD

LOWER, CAPITALISED, UPPER, MIXED = range(4)
"""Shapes of a surface form. Forms without a cased letter are LOWER."""

_CONTRACTED = frozenset(
    "it that this there here what who where when how why he she let one everyone someone nobody"
    " somebody everything something nothing".split()
)
"""Words whose 's is a verb (or "us"), not a possessive: it's, that's, let's."""

_FOLD = str.maketrans("’‘ʼ‐‑‒–−", "'''-----")


def word_hashes(words: Sequence[str]) -> np.ndarray:
    """Return uint64[W]: a hash of each word, the same in all shards and on all machines."""
    digests = (blake2b(w.encode("utf-8", "replace"), digest_size=8).digest() for w in words)
    return np.frombuffer(b"".join(digests), "<u8")


@dataclass(frozen=True)
class WordForms:
    """The types of a text and their folded words (arrays over V types, W words)."""

    type_text: list[str]
    kind: np.ndarray  # uint8[V]
    shape: np.ndarray  # uint8[V]
    letters: np.ndarray  # int32[V]
    characters: np.ndarray  # int32[V]
    length: np.ndarray  # int32[V]
    word: np.ndarray  # int32[V]
    word_text: list[str]
    word_base: np.ndarray  # int32[W]


def fold(surface: str) -> str:
    """Return the form that words are compared by: lower case, straight apostrophes, hyphens only.

    >>> fold("Don\u2019t")
    "don't"
    """
    folded = surface.lower()
    return folded if folded.isascii() else folded.translate(_FOLD)


def parts_of(word: str) -> list[str]:
    """Return the words in a compound: the parts between hyphens that have a letter.

    >>> parts_of("7-day-old")
    ['day', 'old']
    """
    return [part for part in fold(word).split("-") if any(map(str.isalpha, part))]


def base_of(word: str) -> str:
    """Return a folded word without a possessive ending; contractions stay as they are.

    >>> base_of("kratom's"), base_of("it's")
    ('kratom', "it's")
    """
    if "'" not in word:
        return word
    if word.endswith("'s") and len(word) > 2 and word[:-2] not in _CONTRACTED:
        return word[:-2]
    if word.endswith("s'") and len(word) > 2:
        return word[:-1]
    return word


def _shape_of(surface: str) -> int:
    if surface.islower() or surface.upper() == surface.lower():
        return LOWER
    if surface.isupper():
        return UPPER if sum(c.isalpha() for c in surface) > 1 else CAPITALISED
    return CAPITALISED if surface[0].isupper() and surface[1:].islower() else MIXED


def word_forms(surfaces: list[str], kinds: np.ndarray) -> WordForms:
    """Return the form of each type.

    Args:
        surfaces: V surface forms.
        kinds: uint8[V], kinds of token.

    Returns:
        The forms; letters and characters (letters and digits) are 0 for types that are no words.
    """
    words: dict[str, int] = {}
    word = np.array([words.setdefault(f, len(words)) for f in map(fold, surfaces)], np.int32)
    bases = list(map(base_of, words))
    base = np.array([words.setdefault(b, len(words)) for b in bases], np.int32)
    added = np.arange(len(bases), len(words), dtype=np.int32)
    is_word = (kinds == WORD).tolist()
    length = list(map(len, surfaces))
    letters, characters = length.copy(), length.copy()
    for t, (surface, counts) in enumerate(zip(surfaces, is_word, strict=True)):
        if not (counts and surface.isalpha()):  # few are not
            letters[t] = sum(map(str.isalpha, surface)) if counts else 0
            characters[t] = sum(map(str.isalnum, surface)) if counts else 0
    return WordForms(
        type_text=surfaces,
        kind=kinds,
        shape=np.array([LOWER if s.islower() else _shape_of(s) for s in surfaces], np.uint8),
        letters=np.array(letters, np.int32),
        characters=np.array(characters, np.int32),
        length=np.array(length, np.int32),
        word=word,
        word_text=list(words),
        word_base=np.concatenate([base, added]).astype(np.int32),
    )
