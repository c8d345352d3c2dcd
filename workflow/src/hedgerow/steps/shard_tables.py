"""The shards of a run, read back as one corpus."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa

from hedgerow.corpus.corpus_words import join_words
from hedgerow.corpus.joined_shards import JoinedShards
from hedgerow.corpus.schemas import SHARD
from hedgerow.errors import UserError
from hedgerow.overlap.boilerplate import without_boilerplate
from hedgerow.overlap.signatures import join
from hedgerow.steps.signature_files import read_signatures
from hedgerow.steps.word_files import read_words
from hedgerow.tables.io import read_arrow
from hedgerow.text.tokens.token_file import read_tokens


def read_shards(folder: Path, boilerplate: np.ndarray) -> JoinedShards:
    """Read the shards below a folder and join them.

    Args:
        boilerplate: uint64[n], sorted hashes of the passages that are not measured.

    Raises:
        UserError: there are no shards, or a file of a shard is missing.
    """
    folders = sorted(path.parent for path in Path(folder).glob("*/documents.parquet"))
    if not folders:
        raise UserError(f"{folder}: contains no shards; run the workflow from the start")
    tokenised = [read_tokens(shard / "text.arrow") for shard in folders]
    texts = [without_boilerplate(text, boilerplate) for text in tokenised]
    return JoinedShards(
        tables={name: _joined(folders, name) for name in SHARD if name != "textstat"},
        texts=texts,
        words=join_words([read_words(shard / "words.arrow") for shard in folders], texts),
        signatures=join([read_signatures(shard / "signatures.arrow") for shard in folders]),
    )


def _joined(folders: list[Path], name: str) -> pa.Table:
    parts = [read_arrow(folder / f"{name}.parquet") for folder in folders]
    return pa.concat_tables(parts).sort_by([(key, "ascending") for key in SHARD[name].key])
