"""A block of text on its way to a kind."""

from __future__ import annotations

from dataclasses import dataclass

_NONE: frozenset[int] = frozenset()


@dataclass(slots=True)
class TypedBlock:
    """One block with its kind ("" until it has one), on one line.

    In plain text `pieces` are spans of the clean text, in order, and `glued` has each i whose
    piece follows the one before it without a space (a word that was wrapped at its hyphen); blocks
    of marked-up text have none. An `entry` is a list item to look up, not to read: a reference, an
    address, keywords. `prose` says whether the block is what readability and hedging are measured
    on.
    """

    kind: str
    text: str
    pieces: list[tuple[int, int]]
    level: int = 0
    glued: frozenset[int] = _NONE
    entry: bool = False
    prose: bool = False

    def cut(self, number: int) -> None:
        """Take characters off the front of the text and of its pieces."""
        self.text = self.text[number:]
        dropped = 0
        while number and self.pieces:
            start, end = self.pieces[0]
            length = end - start + (1 if 1 + dropped not in self.glued else 0)
            if number < end - start:
                self.pieces[0] = (start + number, end)
                break
            del self.pieces[0]
            dropped += 1
            number -= min(number, length)
        self.glued = frozenset(i - dropped for i in self.glued if i > dropped)
