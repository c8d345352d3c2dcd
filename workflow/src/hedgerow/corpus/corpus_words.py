"""Counts of the words and word sequences of all documents, joined over the shards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from hedgerow.phrases.word_counts import WordCounts
from hedgerow.tables.arrays import numpy_view
from hedgerow.tables.strings import Speller
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus


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
