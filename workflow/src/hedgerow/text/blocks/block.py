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
    "code",
    "note",
    "speaker",
)

(
    TITLE,
    BYLINE,
    SUMMARY,
    HEADING,
    TOC,
    LIST_ITEM,
    TABLE,
    PARAGRAPH,
    CAPTION,
    QUOTE,
    CODE,
    NOTE,
    SPEAKER,
) = range(len(BLOCK_KINDS))
"""Indices into BLOCK_KINDS. A note is a foot note, an end note, or what a transcript gives in
brackets (laughter); a speaker is the name before a speech."""

UNMEASURED = (TABLE, CODE, SPEAKER)
"""Kinds of which nothing is measured, phrases included: a table also holds menus and forms."""


class Block(NamedTuple):
    """One typed span of a document's clean text, end exclusive."""

    kind: str
    start: int
    end: int
    level: int = 0
    prose: bool = False
    stated: bool = False


COLUMNS = ("kind", "level", "prose", "start", "end", "stated")
"""The arrays of `Blocks` that a tokenised corpus keeps."""


class Blocks(Sequence[Block]):
    """The blocks of a document, in order, as arrays of n.

    `kind` is uint8, an index into BLOCK_KINDS; `level` uint8; `prose` uint8, 1 for text that
    readability is measured on; `start` and `end` int32, places in the document's clean text;
    `stated` uint8, 1 for text that labels and phrases are taken from: prose, and list items that
    state something. `unenglish` is bool, true for text with hardly any function word of English; it
    serves to judge the language and is not kept.

    >>> Blocks.of([Block("heading", 0, 3, 2), Block("paragraph", 4, 20, 0, True)]).end.tolist()
    [3, 20]
    """

    __slots__ = (*COLUMNS, "unenglish")

    def __init__(
        self,
        kind: np.ndarray,
        level: np.ndarray,
        prose: np.ndarray,
        start: np.ndarray,
        end: np.ndarray,
        stated: np.ndarray | None = None,
        unenglish: np.ndarray | None = None,
    ) -> None:
        self.kind, self.level, self.prose, self.start, self.end = kind, level, prose, start, end
        self.stated = prose if stated is None else stated
        self.unenglish = np.zeros(len(kind), bool) if unenglish is None else unenglish

    @staticmethod
    def of(blocks: Iterable[Block]) -> Blocks:
        """Return the arrays of single blocks."""
        rows = [
            (b.start, b.end, BLOCK_KINDS.index(b.kind), b.level, b.prose, b.stated or b.prose)
            for b in blocks
        ]
        start, end, *small = np.array(rows, np.int32).reshape(-1, 6).T
        kind, level, prose, stated = (column.astype(np.uint8) for column in small)
        return Blocks(kind, level, prose, start, end, stated)

    def __len__(self) -> int:
        return len(self.kind)

    def __getitem__(self, i: Any) -> Any:
        if isinstance(i, slice):
            return Blocks(*(getattr(self, name)[i] for name in self.__slots__))
        return Block(
            BLOCK_KINDS[self.kind[i]],
            int(self.start[i]),
            int(self.end[i]),
            int(self.level[i]),
            bool(self.prose[i]),
            bool(self.stated[i]),
        )

    def __iter__(self) -> Iterator[Block]:
        return map(self.__getitem__, range(len(self)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, (Blocks, tuple)) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]
