"""Counts of words on disk: one Arrow file a shard, by the numbers that its text has for words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
import pyarrow as pa

from hedgerow.errors import UserError
from hedgerow.phrases.word_counts import WordCounts, join_counts
from hedgerow.tables.arrays import arrow_array, numpy_view, replacing
from hedgerow.tables.strings import Speller
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus

_FIELDS = fields(WordCounts)
_TYPES = {"seq_n": pa.uint8()}
"""Of the columns that are not 32 bits wide."""


@contextmanager
def writing_words(path: Path) -> Iterator[Callable[[WordCounts], None]]:
    """Write counts as one Arrow file, complete or not at all: call what it gives with each part.

    A part is a row of lists.
    """
    schema = pa.schema([(f.name, pa.large_list(_TYPES.get(f.name, pa.int32()))) for f in _FIELDS])
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


def read_words(path: Path) -> WordCounts:
    """Read the counts of a shard.

    Raises:
        UserError: the file is not there or is no Arrow file.
    """
    try:
        rows = pa.ipc.open_file(pa.memory_map(str(path), "r")).read_all()
    except (OSError, pa.ArrowInvalid) as error:
        raise UserError(f"{path}: no counts of words are there; run the workflow again") from error
    return join_counts(
        [
            WordCounts(*(numpy_view(column.values) for column in batch.columns))
            for batch in rows.to_batches()
        ]
    )


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


def join_words(counts: Sequence[WordCounts], texts: Sequence[TokenisedCorpus]) -> CorpusWords:
    """Join the counts of shards by what the words are.

    Args:
        texts: the tokenised text of each shard.
    """
    known: dict[str, int] = {}
    word = [
        np.array([known.setdefault(w, len(known)) for w in text.word_text], np.int64)[c.word]
        for c, text in zip(counts, texts, strict=True)
    ]
    spelled = [
        c.spelled(Speller.of(text.word_text)).arrow() for c, text in zip(counts, texts, strict=True)
    ]
    tokenised = pa.chunked_array(spelled, pa.large_string()).combine_chunks().dictionary_encode()
    return CorpusWords(
        doc_ids=[doc_id for text in texts for doc_id in text.doc_ids],
        words=list(known),
        doc=_owners([c.doc_words for c in counts]),
        word=_joined(word),
        uses=_joined([c.uses for c in counts]),
        sequences=tokenised.dictionary.to_pylist(),
        seq_doc=_owners([c.doc_sequences for c in counts]),
        sequence=numpy_view(tokenised.indices).astype(np.int64),
        **{
            name: _joined([getattr(c, name) for c in counts])
            for name in ("seq_n", "seq_count", "seq_prose", "seq_title")
        },
    )


def _owners(numbers: Sequence[np.ndarray]) -> np.ndarray:
    """Return the document of each row from the number of rows of each document."""
    joined = _joined(numbers)
    return np.repeat(np.arange(len(joined)), joined)


def _joined(arrays: Sequence[np.ndarray]) -> np.ndarray:
    return np.concatenate([np.zeros(0, np.int64), *arrays]).astype(np.int64)
