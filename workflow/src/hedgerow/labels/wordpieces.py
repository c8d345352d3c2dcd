"""WordPieces of word types: the units that the encoder reads (Schuster & Nakajima 2012).

A type is lower-cased, stripped of accents and split at punctuation, as BERT's "basic tokeniser"
does (Devlin et al. 2019); each part is then covered from the left by the longest pieces of the
vocabulary. It is done once for each type of a text, never for each token.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping

import numpy as np

UNKNOWN, FIRST, LAST = "[UNK]", "[CLS]", "[SEP]"
MOST_PIECES = 32
"""Pieces of one type that are kept: beyond are runs of symbols and strings without spaces."""

_LONGEST_PART = 100
_MOST_KNOWN = 200_000
"""Types whose pieces are kept from one part of a text to the next."""

_CJK = (
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x2CEAF),
    (0x2F800, 0x2FA1F),
)


def _alone(character: str) -> bool:
    """Return whether a character is a part of its own: punctuation, a symbol of ASCII, CJK."""
    code = ord(character)
    if code < 128:
        return not character.isalnum()
    return unicodedata.category(character)[0] == "P" or any(a <= code <= b for a, b in _CJK)


def parts(text: str) -> list[str]:
    """Return the parts that a word type is split into before its pieces are looked up.

    Example:
        >>> parts("Crème-brûlée's")
        ['creme', '-', 'brulee', "'", 's']
    """
    found, part = [], ""
    for character in unicodedata.normalize("NFD", text[: 4 * _LONGEST_PART].lower()):
        category = unicodedata.category(character)
        if category == "Mn" or character == "\ufffd":
            continue
        space = category == "Zs" or character in "\t\n\r"
        if category[0] == "C" and not space:
            continue
        if space or _alone(character):
            found += [part] if part else []
            found += [] if space else [character]
            part = ""
        else:
            part += character
    return [*found, part] if part else found


class WordPieces:
    """The pieces of a vocabulary.

    Args:
        vocabulary: piece -> its id; pieces that continue a word start with "##".
    """

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        self.vocabulary = vocabulary
        self.unknown = vocabulary[UNKNOWN]
        self.longest = max(len(piece.removeprefix("##")) for piece in vocabulary)
        self._known: dict[str, list[int]] = {}

    def of(self, text: str) -> list[int]:
        """Return the ids of the pieces of a word type, at most MOST_PIECES.

        Example:
            >>> WordPieces({"[UNK]": 0, "sleep": 1, "##less": 2}).of("Sleepless")
            [1, 2]
        """
        found = self._known.get(text)
        if found is None:
            found = []
            for part in parts(text):
                found += self._cover(part)
                if len(found) >= MOST_PIECES:
                    break
            found = found[:MOST_PIECES]
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            self._known[text] = found
        return found

    def _cover(self, part: str) -> list[int]:
        if len(part) > _LONGEST_PART:
            return [self.unknown]
        found, start = [], 0
        while start < len(part):
            for end in range(min(len(part), start + self.longest), start, -1):
                piece = self.vocabulary.get(
                    part[start:end] if not start else "##" + part[start:end]
                )
                if piece is not None:
                    break
            else:
                return [self.unknown]
            found.append(piece)
            start = end
        return found

    def table(self, types: Iterable[str]) -> tuple[np.ndarray, np.ndarray]:
        """Return int32[N], the pieces of all V types in order, and int64[V + 1], where each type's
        begin.
        """
        lists = [self.of(text) for text in types]
        begin = np.zeros(len(lists) + 1, np.int64)
        np.cumsum([len(pieces) for pieces in lists], out=begin[1:])
        flat = np.fromiter((p for pieces in lists for p in pieces), np.int32, int(begin[-1]))
        return flat, begin
