"""The kinds of blocks, and the blocks of a document as arrays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

BLOCK_KINDS: tuple[str, ...] = (
    "title",
    "byline",
    "summary",
    "heading",
    "toc",
    "list_item",
    "table",
    "paragraph",
    "caption",
    "quote",
)

(TITLE, BYLINE, SUMMARY, HEADING, TOC, LIST_ITEM, TABLE, PARAGRAPH, CAPTION, QUOTE) = range(
    len(BLOCK_KINDS)
)
"""Indices into BLOCK_KINDS."""


class Block(NamedTuple):
    """One typed span of a document's clean text, end exclusive."""

    kind: str
    start: int
    end: int
    level: int = 0
    prose: bool = False


_COLUMNS = ("kind", "level", "prose", "start", "end")


class Blocks(Sequence[Block]):
    """The blocks of a document, in order, as arrays of n.

    `kind` is uint8, an index into BLOCK_KINDS; `level` uint8; `prose` uint8, 1 for text that
    readability and hedging are measured on; `start` and `end` int32, places in the document's clean
    text.

    >>> Blocks.of([Block("heading", 0, 3, 2), Block("paragraph", 4, 20, 0, True)]).end.tolist()
    [3, 20]
    """

    __slots__ = _COLUMNS

    def __init__(
        self,
        kind: np.ndarray,
        level: np.ndarray,
        prose: np.ndarray,
        start: np.ndarray,
        end: np.ndarray,
    ) -> None:
        self.kind, self.level, self.prose, self.start, self.end = kind, level, prose, start, end

    @staticmethod
    def of(blocks: Iterable[Block]) -> Blocks:
        """Return the arrays of single blocks."""
        rows = [(BLOCK_KINDS.index(b.kind), b.level, b.prose, b.start, b.end) for b in blocks]
        kind, level, prose, start, end = np.array(rows, np.int32).reshape(-1, 5).T
        small = np.uint8
        return Blocks(kind.astype(small), level.astype(small), prose.astype(small), start, end)

    def __len__(self) -> int:
        return len(self.kind)

    def __getitem__(self, i: Any) -> Any:
        if isinstance(i, slice):
            return Blocks(*(getattr(self, name)[i] for name in _COLUMNS))
        return Block(
            BLOCK_KINDS[self.kind[i]],
            int(self.start[i]),
            int(self.end[i]),
            int(self.level[i]),
            bool(self.prose[i]),
        )

    def __iter__(self) -> Iterator[Block]:
        return map(self.__getitem__, range(len(self)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, (Blocks, tuple)) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]
