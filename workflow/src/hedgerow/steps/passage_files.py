"""Files about repeated text: the passages of a shard, and the list of boilerplate of a corpus."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from hedgerow.errors import UserError
from hedgerow.tables.arrays import arrow_array, numpy_view
from hedgerow.tables.replacing import replacing
from hedgerow.text.tokens.token_file import read_tokens
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus

if TYPE_CHECKING:
    from hedgerow.overlap.passage_hashes import PassageHashes

_FLAGS = ("prose", "whole")


def write_passages(path: Path, passages: PassageHashes) -> None:
    """Write the passages of a shard as one Arrow file of one row, complete or not at all."""
    import pyarrow as pa

    columns: dict[str, Any] = {}
    for field in fields(passages):
        values = getattr(passages, field.name)
        if field.name == "doc_ids":
            values = arrow_array(values, "str")
        else:
            values = arrow_array(values.astype(np.uint8) if field.name in _FLAGS else values)
        columns[field.name] = pa.LargeListArray.from_arrays(
            arrow_array(np.array([0, len(values)])), values
        )
    batch = pa.RecordBatch.from_arrays(list(columns.values()), names=list(columns))
    options = pa.ipc.IpcWriteOptions(compression=pa.Codec("zstd", compression_level=1))
    with (
        replacing(path) as temporary,
        pa.OSFile(str(temporary), "wb") as sink,
        pa.ipc.new_file(sink, batch.schema, options=options) as writer,
    ):
        writer.write_batch(batch)


def read_passages(path: Path) -> PassageHashes:
    """Read the passages of a shard.

    Raises:
        UserError: the file is missing or is no Arrow file.
    """
    import pyarrow as pa

    from hedgerow.overlap.passage_hashes import PassageHashes

    try:
        batch = pa.ipc.open_file(pa.memory_map(str(path), "r")).get_batch(0)
    except (OSError, pa.ArrowInvalid) as error:
        raise UserError(f"{path}: no passages are there; run the workflow again") from error
    columns: dict[str, Any] = {}
    for name in batch.schema.names:
        values = batch.column(batch.schema.get_field_index(name)).values
        columns[name] = values.to_pylist() if name == "doc_ids" else numpy_view(values)
    columns |= {name: columns[name].astype(bool) for name in _FLAGS}
    return PassageHashes(**columns)


def write_boilerplate(path: Path, hashes: np.ndarray) -> None:
    """Write the hashes of boilerplate, one per line, sorted: equal lists are equal files."""
    with replacing(path) as temporary:
        lines = [f"{h:016x}\n" for h in np.sort(hashes).tolist()]
        temporary.write_text("".join(lines), "ascii")


def read_boilerplate(path: Path | None) -> np.ndarray:
    """Return uint64[n]: the sorted hashes of boilerplate; none where there is no list.

    Raises:
        UserError: the file is missing or is no such list.
    """
    if path is None:
        return np.zeros(0, np.uint64)
    try:
        lines = Path(path).read_text("ascii").split()
        return np.sort(np.array([int(line, 16) for line in lines], np.uint64))
    except (OSError, ValueError) as error:
        raise UserError(f"{path}: no list of boilerplate; run the workflow again") from error


def read_measured_text(text: Path, boilerplate: Path | None) -> TokenisedCorpus:
    """Read the tokenised text of a shard without the boilerplate of the corpus."""
    from hedgerow.overlap.boilerplate import without_boilerplate

    return without_boilerplate(read_tokens(text), read_boilerplate(boilerplate))
