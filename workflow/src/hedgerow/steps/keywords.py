"""Rule `keywords`: uses of the listed phrases, and the words and word sequences of one shard."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from hedgerow.measures import keyphrases as kp
from hedgerow.measures.discovery import Speller, WordCounts, count_words, word_flags
from hedgerow.measures.unnatural import judge_uses
from hedgerow.steps.progress import count_of, step
from hedgerow.tables.arrays import arrow_array, replacing
from hedgerow.tables.schemas import SHARD, Table
from hedgerow.tables.strings import Choices
from hedgerow.text.coded import CodedText, read_coded

_TYPES = {
    "str": pa.large_string(),
    "int": pa.int64(),
    "float": pa.float64(),
    "bool": pa.bool_(),
}
_DOCUMENTS = 500
"""Documents whose words are counted and written at once: bounds the memory."""


def run(
    text: Path,
    phrases: Path | None,
    hits: Path,
    uses: Path,
    unnatural: Path,
    words: Path,
    inflected: bool,
) -> None:
    """Write the tables of the rule; without a list of phrases those about phrases have no rows."""
    with step("keywords") as said:
        coded = read_coded(text)
        notes: list[str] = []
        listed = kp.read_phrases(phrases, notes) if phrases else []
        for note in notes:
            print(f"keywords: {note}", file=sys.stderr)
        found = kp.find_uses(coded, listed, inflected)
        judged = coded, found, listed, judge_uses(coded, found, listed)
        _write(hits, SHARD["phrases"], kp.phrase_rows(*judged))
        _write(uses, SHARD["phrase_documents"], kp.phrase_documents(*judged))
        _write(unnatural, SHARD["unnatural"], kp.unnatural_rows(*judged))
        rows = _write_words(words, coded)
        said += [
            count_of(len(coded.doc_ids), "document"),
            f"{count_of(len(found), 'use')} of {count_of(len(listed), 'phrase')}",
            f"{rows:,} words and sequences",
        ]


def _schema(table: Table) -> pa.Schema:
    return pa.schema([(column.name, _TYPES[column.type]) for column in table.columns])


def _batch(table: Table, columns: dict[str, Any]) -> pa.RecordBatch:
    arrays = [arrow_array(columns[column.name], column.type) for column in table.columns]
    return pa.RecordBatch.from_arrays(arrays, schema=_schema(table))


def _write(path: Path, table: Table, columns: dict[str, Any]) -> None:
    with _writing(path, table) as writer:
        writer.write_batch(_batch(table, columns))


@contextmanager
def _writing(path: Path, table: Table) -> Iterator[pq.ParquetWriter]:
    with (
        replacing(path) as temporary,
        pq.ParquetWriter(
            str(temporary),
            _schema(table),
            compression="zstd",
            compression_level=1,
            # nothing looks for rows by their values, and numbers with fractions hardly recur
            write_statistics=False,
            use_dictionary=[c.name for c in table.columns if c.type in ("str", "int")],
        ) as writer,
    ):
        yield writer


def _write_words(path: Path, coded: CodedText) -> int:
    """Write SHARD["words"], the longest table of a shard, batch by batch; return its rows."""
    table = SHARD["words"]
    flags, speller = word_flags(coded.word_text), Speller.of(coded.word_text)
    rows = 0
    with _writing(path, table) as writer:
        for begin in range(0, len(coded.doc_ids), _DOCUMENTS):
            counted = count_words(coded, flags, begin, min(begin + _DOCUMENTS, len(coded.doc_ids)))
            writer.write_batch(_batch(table, _word_columns(coded, counted, speller)))
            rows += len(counted)
    return rows


def _word_columns(coded: CodedText, counted: WordCounts, speller: Speller) -> dict[str, Any]:
    return {
        "doc_id": Choices(counted.doc, coded.doc_ids),
        "item": speller.spell(counted.words),
        "n": counted.n,
        "count": counted.count,
        "prose": counted.prose,
        "title": counted.title,
    }
