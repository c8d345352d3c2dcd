"""Where a piece of clean text is in the file it was read from."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

_BETWEEN = r"(?:<[^>]*>|&#?\w+;|[^\w<])*"
"""What may be between two words of a sentence in a file: tags, references, marks, line ends."""

_WORD = re.compile(r"\w+")
_MOST_WORDS = 60


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
    Place(line=3, column=1, end_line=3, end_column=14)
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0, *(match.end() for match in re.finditer(r"\r\n?|\n", text))]

    def find(self, piece: str) -> Place | None:
        """Return the first place of a piece; None where its words are not found in a row."""
        words = _WORD.findall(piece)[:_MOST_WORDS]
        if not words:
            return None
        found = re.search(r"(?<!\w)" + _BETWEEN.join(map(re.escape, words)) + r"(?!\w)", self._text)
        if found is None:
            return None
        end = found.end()
        while end < len(self._text) and self._text[end] in ".!?…”’\"')" and end - found.end() < 3:
            end += 1
        return Place(*self._line(found.start()), *self._line(end))

    def _line(self, at: int) -> tuple[int, int]:
        line = bisect_right(self._starts, at)
        return line, at - self._starts[line - 1] + 1
