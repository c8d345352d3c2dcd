"""The shards of a run, read back as one: tables joined in the order of the documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow as pa

from hedgerow.corpus.schemas import SHARD
from hedgerow.corpus.signature_files import read_signatures
from hedgerow.corpus.word_files import CorpusWords, join_words, read_words
from hedgerow.errors import UserError
from hedgerow.overlap.signatures import Signatures, join
from hedgerow.tables.io import read_arrow
from hedgerow.text.tokens.token_file import read_tokens
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus


@dataclass(frozen=True)
class Shards:
    """The folders of the shards; every table comes sorted by the key of its schema."""

    folders: Sequence[Path]

    @classmethod
    def under(cls, folder: Path) -> Shards:
        """Find the shards below a folder.

        Raises:
            UserError: there are none.
        """
        found = sorted(path.parent for path in Path(folder).glob("*/documents.parquet"))
        if not found:
            raise UserError(f"{folder}: no shards are there; run the workflow from the start")
        return cls(found)

    def arrow(self, name: str) -> pa.Table:
        """Return a shard table of all shards as Arrow, sorted by its key."""
        schema = SHARD[name]
        parts = [read_arrow(folder / f"{name}.parquet") for folder in self.folders]
        return pa.concat_tables(parts).sort_by([(key, "ascending") for key in schema.key])

    def words(self, texts: Sequence[TokenisedCorpus]) -> CorpusWords:
        """Return the counts of words of all shards; `texts` are those of the shards."""
        counts = [read_words(folder / "words.arrow") for folder in self.folders]
        return join_words(counts, texts)

    def frame(self, name: str) -> pd.DataFrame:
        """Return a shard table of all shards as a data frame, sorted by its key."""
        return self.arrow(name).to_pandas()

    def texts(self) -> list[TokenisedCorpus]:
        """Map the tokenised text of each shard."""
        return [read_tokens(folder / "text.arrow") for folder in self.folders]

    def signatures(self) -> Signatures:
        """Return the signatures of all documents, in the order of their ids."""
        return join([read_signatures(folder / "signatures.arrow") for folder in self.folders])
