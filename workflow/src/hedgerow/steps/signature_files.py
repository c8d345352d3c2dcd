"""Signatures on disk: one Arrow file per shard, one row per document."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import overload

import numpy as np
import pyarrow as pa

from hedgerow.errors import UserError
from hedgerow.overlap.signatures import FRAME_PERMUTATIONS, PERMUTATIONS, Signatures
from hedgerow.tables.arrays import arrow_array, numpy_view
from hedgerow.tables.replacing import replacing


def write_signatures(path: Path, signatures: Signatures) -> None:
    """Write signatures as one Arrow file, one row per document; the file is complete or absent."""
    columns = {
        "doc_id": arrow_array(signatures.doc_ids, "str"),
        "digest": _fixed_lists(signatures.digest),
        "minhash": _fixed_lists(signatures.minhash),
        "frame": _fixed_lists(signatures.frame),
        "shingles": pa.LargeListArray.from_arrays(
            arrow_array(signatures.offset), arrow_array(signatures.shingles)
        ),
    }
    batch = pa.RecordBatch.from_arrays(list(columns.values()), names=list(columns))
    with (
        replacing(path) as temporary,
        pa.OSFile(str(temporary), "wb") as sink,
        pa.ipc.new_file(sink, batch.schema) as writer,
    ):
        writer.write_batch(batch)


def _fixed_lists(rows: np.ndarray) -> pa.FixedSizeListArray:
    return pa.FixedSizeListArray.from_arrays(arrow_array(rows.reshape(-1)), rows.shape[1])


def read_signatures(path: Path) -> Signatures:
    """Map the signatures of a shard into memory.

    Raises:
        UserError: the file is missing or is not an Arrow file.
    """
    try:
        batch = pa.ipc.open_file(pa.memory_map(str(path), "r")).get_batch(0)
    except (OSError, pa.ArrowInvalid) as error:
        raise UserError(f"{path}: signatures are missing; run the workflow again") from error
    digest, minhash, frame, shingles = (
        batch.column(name) for name in ("digest", "minhash", "frame", "shingles")
    )
    return Signatures(
        batch.column(0).to_pylist(),
        numpy_view(digest.values).reshape(-1, 2),
        numpy_view(minhash.values).reshape(-1, PERMUTATIONS),
        numpy_view(shingles.offsets),
        numpy_view(shingles.values),
        numpy_view(frame.values).reshape(-1, FRAME_PERMUTATIONS),
    )


class SignatureFiles(Sequence[Signatures]):
    """The signatures of shards, each read when it is asked for and not kept."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self._paths = paths

    def __len__(self) -> int:
        return len(self._paths)

    @overload
    def __getitem__(self, i: int) -> Signatures: ...
    @overload
    def __getitem__(self, i: slice) -> Sequence[Signatures]: ...
    def __getitem__(self, i: int | slice) -> Signatures | Sequence[Signatures]:
        found = self._paths[i]
        return SignatureFiles(found) if isinstance(found, Sequence) else read_signatures(found)
