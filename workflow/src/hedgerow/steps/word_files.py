"""Word counts on disk: one Arrow file per shard, words given by their numbers in its text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path

import numpy as np

from hedgerow.errors import UserError
from hedgerow.phrases.word_counts import WordCounts, join_counts
from hedgerow.tables.arrays import arrow_array, numpy_view
from hedgerow.tables.replacing import replacing

_FIELDS = fields(WordCounts)
_SMALL = ("seq_n",)
"""Columns of 8 bits; the others have 32."""
_SINGLE = ("doc_words", "word", "uses")
"""The first columns: those of single words."""


@contextmanager
def writing_words(path: Path) -> Iterator[Callable[[WordCounts], None]]:
    """Yield a function that appends the counts of a part as one row of lists.

    The file is complete when the context ends, or it does not exist.
    """
    import pyarrow as pa

    types = [pa.uint8() if f.name in _SMALL else pa.int32() for f in _FIELDS]
    schema = pa.schema(
        [(f.name, pa.large_list(type_)) for f, type_ in zip(_FIELDS, types, strict=True)]
    )
    options = pa.ipc.IpcWriteOptions(compression=pa.Codec("zstd", compression_level=1))
    with (
        replacing(path) as temporary,
        pa.OSFile(str(temporary), "wb") as sink,
        pa.ipc.new_file(sink, schema, options=options) as writer,
    ):

        def write(counts: WordCounts) -> None:
            lists = []
            for field in _FIELDS:
                values = arrow_array(getattr(counts, field.name))
                ends = arrow_array(np.array([0, len(values)]))
                lists.append(pa.LargeListArray.from_arrays(ends, values))
            writer.write_batch(pa.RecordBatch.from_arrays(lists, schema=schema))

        yield write


def read_words(path: Path, *, sequences: bool = True) -> WordCounts:
    """Read the counts of a shard.

    Args:
        sequences: whether the sequences are wanted; else there are none.

    Raises:
        UserError: the file is missing or is not an Arrow file.
    """
    import pyarrow as pa

    fields = range(len(_FIELDS) if sequences else len(_SINGLE))
    options = pa.ipc.IpcReadOptions(included_fields=list(fields))
    try:
        file = pa.ipc.open_file(pa.memory_map(str(path), "r"), options=options)
        batches = file.read_all().to_batches()
    except (OSError, pa.ArrowInvalid) as error:
        raise UserError(f"{path}: word counts are missing; run the workflow again") from error
    none = [np.zeros(0, np.int32)] * (len(_FIELDS) - len(fields))
    return join_counts(
        [
            WordCounts(*(numpy_view(column.values) for column in batch.columns), *none)
            for batch in batches
        ]
    )
