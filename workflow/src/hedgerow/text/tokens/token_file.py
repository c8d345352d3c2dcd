"""A tokenised corpus as a file: one Arrow record batch of one row, whose columns are the arrays.

The file is written complete or not at all, and read by memory mapping, without a copy.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from hedgerow.text.tokens.lazy_strings import LazyStrings

if TYPE_CHECKING:
    from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus

_STRINGS = ("doc_ids", "doc_text", "type_text", "word_text")
_LAZY = ("doc_text", "type_text", "word_text")


def write_tokens(
    path: Path, tokenised: TokenisedCorpus, names: Sequence[str] | None = None
) -> None:
    """Write a tokenised corpus as one Arrow file, complete or not at all.

    Args:
        names: columns to write; None for all.
    """
    import pyarrow as pa

    from hedgerow.tables.arrays import arrow_array
    from hedgerow.tables.replacing import replacing

    names = names or list(tokenised.__dataclass_fields__)
    columns = []
    for name in names:
        values = arrow_array(getattr(tokenised, name), "str" if name in _STRINGS else None)
        columns.append(
            pa.LargeListArray.from_arrays(arrow_array(np.array([0, len(values)])), values)
        )
    batch = pa.RecordBatch.from_arrays(columns, names=names)
    with (
        replacing(path) as temporary,
        pa.OSFile(str(temporary), "wb") as sink,
        pa.ipc.new_file(sink, batch.schema) as writer,
    ):
        writer.write_batch(batch)


def read_tokens(path: Path) -> TokenisedCorpus:
    """Map a tokenised corpus into memory: arrays are views, texts are decoded on demand."""
    return _read_all(path)


def map_tokens(path: Path) -> TokenisedCorpus:
    """Map a tokenised corpus into memory, its types and words decoded on demand as well.

    For a look at a few documents of many shards: hardly anything but the ids is read.
    """
    return _read_all(path, _LAZY)


def _read_all(path: Path, lazy: Sequence[str] = ("doc_text",)) -> TokenisedCorpus:
    # loads numba, which who reads single columns need not wait for
    from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus

    return TokenisedCorpus(**read_columns(path, list(TokenisedCorpus.__dataclass_fields__), lazy))


def read_columns(
    path: Path, names: Sequence[str], lazy: Sequence[str] = ("doc_text",)
) -> dict[str, Any]:
    """Map some columns of a tokenised corpus into memory, as `read_tokens` gives them.

    Args:
        lazy: columns of strings that are decoded on demand.
    """
    import pyarrow as pa

    from hedgerow.tables.arrays import numpy_view

    batch = pa.ipc.open_file(pa.memory_map(str(path), "r")).get_batch(0)
    columns: dict[str, Any] = {}
    for name in names:
        values = batch.column(batch.schema.get_field_index(name)).values
        if name in lazy:
            columns[name] = LazyStrings.of(values)
        elif name in _STRINGS:
            columns[name] = values.to_pylist()
        else:
            columns[name] = numpy_view(values)
    return columns
