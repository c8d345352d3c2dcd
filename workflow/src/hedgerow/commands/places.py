"""Where a piece of clean text is in the file it was read from."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

_PIECE = re.compile(
    r"<(script|style)\b.*?</\1>|<[A-Za-z/!?][^>]*>|&#?\w+;|\w+", re.DOTALL | re.IGNORECASE
)
"""A tag, a character reference, or a word. What is between two words of a sentence in a file is
passed over: tags, references, marks, line ends."""

_WORD = re.compile(r"\w+")
_MOST_WORDS = 60
_BETWEEN = "\0"


@dataclass(frozen=True)
class Place:
    """Lines and columns from 1, counted in characters; the end is one past the last."""

    line: int
    column: int
    end_line: int
    end_column: int


class Places:
    """Finds pieces of clean text in the text of a file.

    Reading a file drops tags and marks and changes quotes and spaces, so words are compared.

    >>> Places("# Tea\\n\\nIt *may* help.").find("It may help.")
    Place(line=3, column=1, end_line=3, end_column=15)
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0, *(match.end() for match in re.finditer(r"\r\n?|\n", text))]
        words = [m for m in _PIECE.finditer(text) if m[0][0] not in "<&"]
        self._spans = [word.span() for word in words]
        self._words = _row(word[0] for word in words)

    def find(self, piece: str) -> Place | None:
        """Return the first place of a piece; None where its words are not found in a row."""
        words = _WORD.findall(piece)[:_MOST_WORDS]
        at = self._words.find(_row(words))
        if not words or at < 0:
            return None
        first = self._words.count(_BETWEEN, 0, at)
        begin, last = self._spans[first][0], self._spans[first + len(words) - 1][1]
        end = last
        while end < len(self._text) and self._text[end] in ".!?…”’\"')" and end - last < 3:
            end += 1
        return Place(*self._line(begin), *self._line(end))

    def _line(self, at: int) -> tuple[int, int]:
        line = bisect_right(self._starts, at)
        return line, at - self._starts[line - 1] + 1


def _row(words: Iterable[str]) -> str:
    return _BETWEEN + "".join(f"{word}{_BETWEEN}" for word in words)
