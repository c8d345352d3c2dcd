"""The words of a corpus as one stream, from which shared sequences are found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from hedgerow.overlap.signatures import word_hashes
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus
from hedgerow.text.tokens.tokens import NUMBER, WORD


@dataclass(frozen=True)
class WordStream:
    """The T words and numbers of D documents, in the order of the document ids."""

    doc_ids: list[str]
    doc_start: np.ndarray  # int64[D + 1]
    word: np.ndarray  # uint32[T]
    opens: np.ndarray  # bool[T], first word of its block
    start: np.ndarray  # int32[T], first character
    end: np.ndarray  # int32[T]
    words: list[str]  # text of each word

    @property
    def doc(self) -> np.ndarray:
        """int32[T]: document of each word."""
        return np.repeat(np.arange(len(self.doc_ids), dtype=np.int32), np.diff(self.doc_start))


def word_stream(tokenised: Sequence[TokenisedCorpus], include: set[str] | None) -> WordStream:
    """Join the words of the documents in `include` (None: all) into one stream."""
    hashes = [word_hashes(c.word_text) for c in tokenised]
    known, index = np.unique(np.concatenate([np.zeros(0, np.uint64), *hashes]), return_index=True)
    text = [w for c in tokenised for w in c.word_text]
    wanted = sorted(
        (doc_id, s, d)
        for s, c in enumerate(tokenised)
        for d, doc_id in enumerate(c.doc_ids)
        if include is None or doc_id in include
    )
    parts: list[tuple[np.ndarray, ...]] = []
    for s, c in enumerate(tokenised):
        ids = np.searchsorted(known, hashes[s]).astype(np.uint32)
        counted = (c.token_kind == WORD) | (c.token_kind == NUMBER)
        parts.append((ids, counted, _openings(c, counted)))
    word, opens, start, end, size = [], [], [], [], []
    for _, s, d in wanted:
        c, (ids, counted, opening) = tokenised[s], parts[s]
        a, b = c.doc_token[d], c.doc_token[d + 1]
        keep = counted[a:b]
        types = c.token_type[a:b][keep]
        begin = c.token_start[a:b][keep]
        word.append(ids[c.type_word[types]])
        opens.append(opening[a:b][keep])
        start.append(begin)
        end.append(begin + c.type_length[types])
        size.append(len(types))
    return WordStream(
        doc_ids=[doc_id for doc_id, _, _ in wanted],
        doc_start=np.concatenate([[0], np.cumsum(size, dtype=np.int64)]).astype(np.int64),
        word=_joined(word, np.uint32),
        opens=_joined(opens, np.bool_),
        start=_joined(start, np.int32),
        end=_joined(end, np.int32),
        words=[text[i] for i in index.tolist()],
    )


def _joined(parts: list[np.ndarray], dtype: type) -> np.ndarray:
    return np.concatenate([np.zeros(0, dtype), *parts])


def _openings(tokenised: TokenisedCorpus, counted: np.ndarray) -> np.ndarray:
    """Return bool[T]: the token is the first counted one of its block."""
    before = np.concatenate([[0], np.cumsum(counted)])
    return counted & (before[:-1] == before[tokenised.block_token[tokenised.token_block]])
