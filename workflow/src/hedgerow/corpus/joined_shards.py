"""The shards of a run joined: plain data, sorted by document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
import pyarrow as pa

from hedgerow.corpus.corpus_words import CorpusWords
from hedgerow.overlap.signatures import Signatures
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus


@dataclass(frozen=True)
class JoinedShards:
    """All shards of a run.

    Attributes:
        tables: the tables of SHARD by name, each sorted by the key of its schema.
        texts: the tokenised text of each shard.
        words: counts of the words and word sequences of all documents.
        signatures: signatures of all documents, in the order of their ids.
    """

    tables: Mapping[str, pa.Table]
    texts: Sequence[TokenisedCorpus]
    words: CorpusWords
    signatures: Signatures

    def frame(self, name: str) -> pd.DataFrame:
        """Return a table as a data frame."""
        return self.tables[name].to_pandas()
