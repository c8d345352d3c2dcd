"""The clean text of the documents that have a page, read from the shards."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
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


class DocumentTexts:
    """The texts of documents in the tokenised shards; each is read when it is asked for."""

    def __init__(self, places: dict[str, tuple[Path, int]]) -> None:
        """Take the shard of each document, and its place there."""
        self._places = places

    def __len__(self) -> int:
        return len(self._places)

    def __contains__(self, doc_id: object) -> bool:
        return doc_id in self._places

    def reading(self, doc_ids: Iterable[str]) -> Iterator[PageText]:
        """Yield the texts of those of the documents that have one, one shard after the other."""
        of_shard: dict[Path, list[tuple[int, str]]] = {}
        for doc_id in doc_ids:
            if doc_id in self._places:
                path, place = self._places[doc_id]
                of_shard.setdefault(path, []).append((place, doc_id))
        for path in sorted(of_shard):
            yield from _read(path, sorted(of_shard[path]))

    def some(self, doc_ids: Iterable[str]) -> dict[str, PageText]:
        """Return the texts of those of the documents that have one, by document."""
        return {page.doc_id: page for page in self.reading(doc_ids)}

    def get(self, doc_id: str) -> PageText | None:
        """Return the text of a document; None for a document without one."""
        return self.some([doc_id]).get(doc_id)


def read_texts(paths: Iterable[Path], wanted: Collection[str]) -> DocumentTexts:
    """Return the texts of the wanted documents of the tokenised shards."""
    if not wanted:
        return DocumentTexts({})
    from hedgerow.text.tokens.token_file import read_columns

    places: dict[str, tuple[Path, int]] = {}
    for path in sorted(paths):
        doc_ids = read_columns(path, ["doc_ids"])["doc_ids"]
        places |= {doc_id: (path, d) for d, doc_id in enumerate(doc_ids) if doc_id in wanted}
    return DocumentTexts(places)


def _read(path: Path, documents: Iterable[tuple[int, str]]) -> Iterator[PageText]:
    """Yield the texts of documents of a shard, given by place and id."""
    from hedgerow.text.blocks.block import BLOCK_KINDS
    from hedgerow.text.tokens.token_file import read_columns

    names = ("doc_text", "doc_block", "block_kind", "block_start", "block_end", "block_level")
    columns = read_columns(path, names)
    bounds = columns["doc_block"]
    for d, doc_id in documents:
        own = slice(int(bounds[d]), int(bounds[d + 1]))
        blocks = zip(*(columns[name][own].tolist() for name in names[2:]), strict=True)
        yield PageText(
            doc_id,
            columns["doc_text"][d],
            tuple(PageBlock(BLOCK_KINDS[kind], *place) for kind, *place in blocks),
        )
