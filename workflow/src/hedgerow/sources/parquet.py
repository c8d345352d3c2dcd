"""Parquet: each row is a document."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import partial
from typing import Any, BinaryIO

from hedgerow.sources.base import Source, UnreadableError
from hedgerow.sources.decode import decode
from hedgerow.sources.files import DOCUMENT_BYTES, too_large, whole
from hedgerow.sources.records import Fields, Record, key_of, source_of

_UNPACKED = 4 * DOCUMENT_BYTES
_ROWS = 64
"""Rows held in memory at once: few, since a text may be long."""
_FREE, _TIMES = 64_000_000, 50
"""Bytes of text that any file may hold; beyond, at most this many times its size.

A text that is repeated in many rows is stored once.
"""


def records(stream: BinaryIO, fields: Fields) -> Iterator[Record]:
    """Yield the rows of a table, numbered from 1.

    Raises:
        UnreadableError: the file is no Parquet, or has no column of texts.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    if not stream.seekable():  # gzip; Parquet keeps its index at the end of the file
        stream = io.BytesIO(whole(stream, _UNPACKED))
    try:
        with pq.ParquetFile(stream, pre_buffer=False, buffer_size=1 << 20) as file:
            chosen = fields.choose(file.schema_arrow.names)
            if "text" not in chosen:
                raise UnreadableError(fields.missing(file.schema_arrow.names))
            number = 0
            left = max(_FREE, _TIMES * stream.seek(0, io.SEEK_END))
            names = sorted(set(chosen.values()))
            for batch in file.iter_batches(batch_size=_ROWS, columns=names, use_threads=False):
                left -= _bytes(batch.column(chosen["text"]))
                if left < 0:
                    raise UnreadableError(
                        f"a Parquet bomb: its text is over {_TIMES} times the size of the file"
                    )
                ids = _values(batch.column(chosen["id"])) if "id" in chosen else None
                for i in range(batch.num_rows):
                    number += 1
                    key = key_of(ids[i]) if ids else None
                    yield Record(number, key, partial(_read, batch, i, chosen))
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        raise UnreadableError(f"not Parquet, or damaged: {error}") from error


def measure(stream: BinaryIO) -> tuple[int, int]:
    """Return the number of documents and bytes of text of a file; (0, 0) if it is damaged."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        facts = pq.ParquetFile(stream).metadata
    except (pa.ArrowException, OSError):
        return 0, 0
    sizes = (facts.row_group(i).total_byte_size for i in range(facts.num_row_groups))
    return facts.num_rows, sum(sizes)


def _bytes(column: Any) -> int:
    """Return the bytes of the cells of a column, each counted as often as it is there."""
    import pyarrow as pa

    return (column.dictionary_decode() if pa.types.is_dictionary(column.type) else column).nbytes


def _values(column: Any) -> list[Any]:
    try:
        return column.to_pylist()
    except UnicodeDecodeError:
        return [_value(scalar)[0] for scalar in column]


def _value(scalar: Any) -> tuple[Any, str]:
    """Return a value and the encoding of its text: columns of strings may hold any bytes."""
    try:
        return scalar.as_py(), "utf-8"
    except UnicodeDecodeError:
        if not hasattr(scalar, "as_buffer"):  # bytes in a list or the like
            return None, "utf-8"
        return decode(scalar.as_buffer().to_pybytes())


def _read(batch: Any, row: int, chosen: dict[str, str]) -> Source:
    found = {field: _value(batch.column(name)[row]) for field, name in chosen.items()}
    text, encoding = found["text"]
    if isinstance(text, bytes):
        return Source("parquet", "", len(text), reason="its text field does not hold text")
    if text is None and encoding.startswith("binary"):
        return Source("parquet", "", 0, reason=encoding)
    size = len(text.encode("utf-8", "replace")) if isinstance(text, str) else 0
    if size > DOCUMENT_BYTES:
        return Source("parquet", encoding, size, reason=too_large())
    record = {
        field: value.isoformat() if hasattr(value, "isoformat") else value
        for field, (value, _) in found.items()
    }
    return source_of("parquet", encoding, size, record)
