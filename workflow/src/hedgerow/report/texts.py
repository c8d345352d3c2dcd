"""The clean text of the documents that have a page, read from the shards."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class PageBlock:
    """One block of a document: kind, first character, one past the last, heading level."""

    kind: str
    start: int
    end: int
    level: int = 0


@dataclass(frozen=True)
class PageText:
    """The clean text of one document and its blocks in order."""

    doc_id: str
    text: str
    blocks: tuple[PageBlock, ...]


def read_texts(paths: Iterable[Path], wanted: Collection[str]) -> dict[str, PageText]:
    """Return the texts of the wanted documents from the tokenised shards, by document id."""
    from hedgerow.text.blocks.block import BLOCK_KINDS
    from hedgerow.text.tokens.token_file import read_tokens

    texts: dict[str, PageText] = {}
    for path in sorted(paths):
        tokenised = read_tokens(path)
        for d, doc_id in enumerate(tokenised.doc_ids):
            if doc_id not in wanted:
                continue
            blocks = range(int(tokenised.doc_block[d]), int(tokenised.doc_block[d + 1]))
            texts[doc_id] = PageText(
                doc_id,
                tokenised.text(d),
                tuple(
                    PageBlock(
                        BLOCK_KINDS[tokenised.block_kind[b]],
                        int(tokenised.block_start[b]),
                        int(tokenised.block_end[b]),
                        int(tokenised.block_level[b]),
                    )
                    for b in blocks
                ),
            )
    return texts
