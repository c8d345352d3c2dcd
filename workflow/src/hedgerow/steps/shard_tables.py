"""The shards of a run, read back as one corpus."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import overload

import numpy as np
import pyarrow as pa

from hedgerow.corpus.joined_shards import JoinedShards
from hedgerow.corpus.schemas import SHARD
from hedgerow.errors import UserError
from hedgerow.overlap.passage_hashes import repeated_passages
from hedgerow.overlap.signatures import SignedShards
from hedgerow.steps.signature_files import SignatureFiles
from hedgerow.steps.word_files import read_words
from hedgerow.tables.freed_memory import forget_pages, trim_freed_memory
from hedgerow.tables.selection import Only, selected
from hedgerow.text.tokens.sentence_filter import without_sentences
from hedgerow.text.tokens.token_file import read_columns, read_tokens, write_tokens
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus

_VOCABULARY = ("doc_ids", "word_text", "word_hash")
"""What a `Vocabulary` has."""

_COLUMNS = tuple(TokenisedCorpus.__dataclass_fields__)


class ShardTexts(Sequence[TokenisedCorpus]):
    """The measured texts of the shards: the one asked for last is in memory, and no other.

    After a loop over several none is, as the next loop begins with another, and what the loop freed
    goes back to the system. What of a text changes without its boilerplate is worked out once, and
    waits on disk.
    """

    def __init__(self, paths: Sequence[Path], boilerplate: np.ndarray, folder: Path) -> None:
        """Take the files of the texts, hashes of boilerplate, and a folder for what waits."""
        self._paths = paths
        self._boilerplate = boilerplate
        self._folder = folder
        self._changed: dict[Path, list[str]] = {}
        self._last: tuple[int, TokenisedCorpus | None] = (-1, None)

    def __len__(self) -> int:
        return len(self._paths)

    @overload
    def __getitem__(self, i: int) -> TokenisedCorpus: ...
    @overload
    def __getitem__(self, i: slice) -> Sequence[TokenisedCorpus]: ...
    def __getitem__(self, i: int | slice) -> TokenisedCorpus | Sequence[TokenisedCorpus]:
        if isinstance(i, slice):
            return ShardTexts(self._paths[i], self._boilerplate, self._folder)
        path = self._paths[i]
        if self._last[0] != i or self._last[1] is None:
            if self._last[1] is not None:
                # a loop holds the text before until it has the next one
                _forget(self._last[1])
            self._last = (-1, None)
            self._last = (i, self._measured(path, read_tokens(path)))
        return self._last[1]  # type: ignore[return-value]

    def __iter__(self) -> Iterator[TokenisedCorpus]:
        for i in range(len(self)):
            yield self[i]
        if len(self) > 1:
            self._last = (-1, None)
        trim_freed_memory()

    def _measured(self, path: Path, text: TokenisedCorpus) -> TokenisedCorpus:
        if not len(self._boilerplate):
            return text
        waiting = self._folder / f"measured.{path.parent.name}.{path.stem}.arrow"
        if path not in self._changed:
            measured = without_sentences(text, repeated_passages(text, self._boilerplate))
            names = [n for n in _COLUMNS if getattr(measured, n) is not getattr(text, n)]
            if names:
                write_tokens(waiting, measured, names)
            self._changed[path] = names
            # what was read of the file to copy it
            _forget(text)
        names = self._changed[path]
        return replace(text, **read_columns(waiting, names)) if names else text


def _forget(text: TokenisedCorpus) -> None:
    """Take what was read of the longest columns of a text out of memory."""
    for name in ("token_type", "token_start", "sentence_start", "sentence_end"):
        forget_pages(getattr(text, name))
    forget_pages(text.doc_text.data)


def shard_folders(folder: Path) -> list[Path]:
    """Return the folders of the shards.

    Raises:
        UserError: there are no shards.
    """
    folders = sorted(path.parent for path in Path(folder).glob("*/documents.parquet"))
    if not folders:
        raise UserError(f"{folder}: contains no shards; run the workflow from the start")
    return folders


def read_shards(folder: Path, boilerplate: np.ndarray, scratch: Path) -> JoinedShards:
    """Return the shards below a folder.

    Args:
        boilerplate: uint64[n], sorted hashes of the passages that are not measured.
        scratch: folder for what waits on disk as long as the shards are read.

    Raises:
        UserError: there are no shards, or a file of a shard is missing.
    """
    folders = shard_folders(folder)
    texts = ShardTexts([shard / "text.arrow" for shard in folders], boilerplate, scratch)

    def tables(
        name: str, without: Collection[str] = (), only: Only | None = None
    ) -> Iterator[pa.Table]:
        names = [column for column in SHARD[name].names if column not in without]
        return (selected(shard / f"{name}.parquet", names, only) for shard in folders)

    return JoinedShards(
        texts=texts,
        tables=tables,
        key=lambda name: SHARD[name].key,
        words=lambda sequences=True: (
            (
                SimpleNamespace(**read_columns(shard / "text.arrow", _VOCABULARY)),
                read_words(shard / "words.arrow", sequences=sequences),
            )
            for shard in folders
        ),
        signatures=lambda: SignedShards(SignatureFiles([s / "signatures.arrow" for s in folders])),
    )
