"""The shards of a run: what is small joined, what is large read a shard at a time."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import pandas as pd
import pyarrow as pa

from hedgerow.corpus.corpus_words import Vocabulary
from hedgerow.overlap.signatures import SignedShards
from hedgerow.phrases.word_counts import WordCounts
from hedgerow.tables.selection import Only
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus


class ShardTables(Protocol):
    """Gives a table of each shard, one by one."""

    def __call__(
        self, name: str, without: Collection[str] = (), only: Only | None = None
    ) -> Iterator[pa.Table]: ...


class ShardWords(Protocol):
    """Gives the documents, the words and the counts of each shard, one by one."""

    def __call__(self, sequences: bool = True) -> Iterator[tuple[Vocabulary, WordCounts]]: ...


@dataclass(frozen=True)
class JoinedShards:
    """All shards of a run.

    Attributes:
        texts: the tokenised text of each shard; read when it is asked for, so that a loop over them
            holds one at a time.
        tables: returns a table of SHARD by name, without some of its columns, and only the rows
            with some values: one Arrow table for each shard, read one by one.
        key: the columns by which the rows of a table are sorted, by name of the table.
        words: returns documents, words and the counts of words and word sequences of each shard,
            the sequences if they are wanted; read one by one, without the text.
        signatures: returns the signatures of all documents, in the order of their ids; their
            shingles are read when they are asked for.
    """

    texts: Sequence[TokenisedCorpus]
    tables: ShardTables
    key: Callable[[str], Sequence[str]]
    words: ShardWords
    signatures: Callable[[], SignedShards]

    def joined(
        self, name: str, without: Collection[str] = (), only: Only | None = None
    ) -> pa.Table:
        """Return a table of all shards, sorted by its key, without some of its columns and rows."""
        parts = pa.concat_tables(list(self.tables(name, without, only)))
        return parts.sort_by([(key, "ascending") for key in self.key(name)])

    def frame(self, name: str) -> pd.DataFrame:
        """Return a table of all shards as a data frame, sorted by its key."""
        return self.joined(name).to_pandas()
