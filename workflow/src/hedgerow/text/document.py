"""Documents: clean text with typed blocks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

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


@dataclass(frozen=True)
class Block:
    """One typed span of a document's clean text, end exclusive."""

    kind: str
    start: int
    end: int
    level: int = 0
    prose: bool = False


@dataclass(frozen=True)
class Document:
    """One document: its clean text, the blocks in it, and how it was read."""

    doc_id: str
    text: str
    blocks: tuple[Block, ...]
    format: str
    encoding: str
    bytes: int
    title: str | None = None
    byline: str | None = None
    date: str | None = None
    language: str | None = None
    cleaning: dict[str, int] = field(default_factory=dict)
    status: str = "analysed"
    reason: str | None = None
    offsets: np.ndarray | None = None


def document_from_text(doc_id: str, text: str) -> Document:
    """Read plain text that is in memory, as if it were a .txt file."""
    pieces: list[str] = []
    offsets: list[np.ndarray] = []
    blocks: list[Block] = []
    place = 0
    for match in re.finditer(r"[^\s](?:[^\n\r]*[^\s])?", text):
        words = match.group()
        pieces.append(words)
        offsets.append(np.arange(match.start(), match.end() + 1, dtype=np.int32))
        blocks.append(Block("paragraph", place, place + len(words), 0, True))
        place += len(words) + 1
    return Document(
        doc_id=doc_id,
        text="\n".join(pieces),
        blocks=tuple(blocks),
        format="text",
        encoding="utf-8",
        bytes=len(text.encode("utf-8", "surrogatepass")),
        status="analysed" if blocks else "empty",
        reason=None if blocks else "no text after normalisation",
        offsets=np.concatenate(offsets) if offsets else np.zeros(1, dtype=np.int32),
    )


def read_document(root: Path, relative: str) -> Document:
    """Read one file below `root`; whatever is in it, a document comes back."""
    text = (root / relative).read_bytes().decode("utf-8", "replace")
    return document_from_text(relative, text)
