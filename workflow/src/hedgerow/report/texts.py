"""The clean text of the documents that have a page, read from the shards."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np


@dataclass(frozen=True)
class PageText:
    """The clean text of one document, in UTF-8, and its blocks in order.

    Attributes:
        blocks: int64[B, 3]; place in BLOCK_KINDS, first character, one past the last.
    """

    doc_id: str
    utf8: bytes
    blocks: np.ndarray

    @property
    def text(self) -> str:
        return self.utf8.decode()


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
    import numpy as np

    from hedgerow.text.tokens.token_file import read_columns

    names = ("doc_text", "doc_block", "block_kind", "block_start", "block_end")
    columns = read_columns(path, names)
    bounds = columns["doc_block"]
    for d, doc_id in documents:
        own = slice(int(bounds[d]), int(bounds[d + 1]))
        blocks = np.empty((own.stop - own.start, 3), np.int64)
        for k, name in enumerate(names[2:]):
            blocks[:, k] = columns[name][own]
        yield PageText(doc_id, bytes(columns["doc_text"].utf8(d)), blocks)
