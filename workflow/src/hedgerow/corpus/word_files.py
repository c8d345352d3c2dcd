"""Counts of words on disk: one Arrow file a shard, by the numbers that its text has for words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
import pyarrow as pa

from hedgerow.errors import UserError
from hedgerow.measures.word_counts import WordCounts
from hedgerow.tables.arrays import arrow_array, numpy_view, replacing
from hedgerow.tables.spans import offsets_of
from hedgerow.tables.strings import Speller
from hedgerow.text.coded import CodedText

_NAMES = tuple(field.name for field in fields(WordCounts))


def write_words(path: Path, counts: WordCounts) -> None:
    """Write counts as one Arrow file of a single row of lists, complete or not at all."""
    columns = []
    for name in _NAMES:
        values = arrow_array(getattr(counts, name))
        columns.append(
            pa.LargeListArray.from_arrays(arrow_array(np.array([0, len(values)])), values)
        )
    batch = pa.RecordBatch.from_arrays(columns, names=list(_NAMES))
    options = pa.ipc.IpcWriteOptions(compression=pa.Codec("zstd", compression_level=1))
    with (
        replacing(path) as temporary,
        pa.OSFile(str(temporary), "wb") as sink,
        pa.ipc.new_file(sink, batch.schema, options=options) as writer,
    ):
        writer.write_batch(batch)


def read_words(path: Path) -> WordCounts:
    """Read the counts of a shard.

    Raises:
        UserError: the file is not there or is no Arrow file.
    """
    try:
        batch = pa.ipc.open_file(pa.memory_map(str(path), "r")).get_batch(0)
    except (OSError, pa.ArrowInvalid) as error:
        raise UserError(f"{path}: no counts of words are there; run the workflow again") from error
    return WordCounts(*(numpy_view(batch.column(i).values) for i in range(len(_NAMES))))


@dataclass(frozen=True)
class CorpusWords:
    """Counts of words of all documents: R words of prose, Q sequences; shard after shard."""

    doc_ids: list[str]
    words: list[str]
    doc: np.ndarray  # int64[R], place in doc_ids
    word: np.ndarray  # int64[R], place in words
    uses: np.ndarray  # int64[R], in prose
    sequences: list[str]
    seq_doc: np.ndarray  # int64[Q], place in doc_ids
    sequence: np.ndarray  # int64[Q], place in sequences
    seq_n: np.ndarray  # int64[Q], words of the sequence
    seq_count: np.ndarray  # int64[Q], uses in all blocks
    seq_prose: np.ndarray  # int64[Q], of these in prose
    seq_title: np.ndarray  # int64[Q], of these in titles and headings


def join_words(counts: Sequence[WordCounts], texts: Sequence[CodedText]) -> CorpusWords:
    """Join the counts of shards by what the words are.

    Args:
        texts: the coded text of each shard.
    """
    known: dict[str, int] = {}
    word = [
        np.array([known.setdefault(w, len(known)) for w in text.word_text], np.int64)[c.word]
        for c, text in zip(counts, texts, strict=True)
    ]
    spelled = [
        c.spelled(Speller.of(text.word_text)).arrow() for c, text in zip(counts, texts, strict=True)
    ]
    coded = pa.chunked_array(spelled, pa.large_string()).combine_chunks().dictionary_encode()
    before = offsets_of([len(text.doc_ids) for text in texts]).tolist()
    return CorpusWords(
        doc_ids=[doc_id for text in texts for doc_id in text.doc_ids],
        words=list(known),
        doc=_joined([c.doc + n for c, n in zip(counts, before, strict=False)]),
        word=_joined(word),
        uses=_joined([c.uses for c in counts]),
        sequences=coded.dictionary.to_pylist(),
        seq_doc=_joined([c.seq_doc + n for c, n in zip(counts, before, strict=False)]),
        sequence=numpy_view(coded.indices).astype(np.int64),
        **{
            name: _joined([getattr(c, name) for c in counts])
            for name in ("seq_n", "seq_count", "seq_prose", "seq_title")
        },
    )


def _joined(arrays: Sequence[np.ndarray]) -> np.ndarray:
    return np.concatenate([np.zeros(0, np.int64), *arrays]).astype(np.int64)
