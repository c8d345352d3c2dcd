"""The words of a corpus as one stream on disk, from which shared sequences are found."""

from __future__ import annotations

import mmap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

import numpy as np

from hedgerow.tables.spans import offsets_of
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus
from hedgerow.text.tokens.tokens import NUMBER, WORD

_CHUNK = 1 << 20


@dataclass(frozen=True)
class WordStream:
    """The T words and numbers of D documents, in the order of the document ids.

    `word` and `opens` are mapped files: what is read of them is in memory until `forget`.
    """

    doc_ids: list[str]
    doc_start: np.ndarray  # int64[D + 1]
    word: np.ndarray  # uint32[T], place in `known`
    opens: np.ndarray  # bool[T], first word of its block
    known: np.ndarray  # uint64[W], sorted hashes of the words
    mapped: tuple[mmap.mmap, ...]  # the files, where they have words

    def doc(self, position: np.ndarray) -> np.ndarray:
        """Return int32: the document of each of these positions."""
        return (np.searchsorted(self.doc_start, position, side="right") - 1).astype(np.int32)

    def forget(self) -> None:
        """Take out of memory what was read of the words."""
        for file in self.mapped:
            if hasattr(mmap, "MADV_DONTNEED"):  # not on Windows
                file.madvise(mmap.MADV_DONTNEED)

    def chunks(self) -> Iterator[tuple[int, int]]:
        """Yield the first document, and one past the last, of parts of about a million words."""
        first = 0
        while first < len(self.doc_ids):
            reach = self.doc_start[first] + _CHUNK
            last = int(np.searchsorted(self.doc_start, reach, side="right")) - 1
            last = max(last, first + 1)
            yield first, last
            first = last


def word_stream(
    tokenised: Sequence[TokenisedCorpus], include: set[str] | None, folder: Path
) -> WordStream:
    """Join the words of the documents in `include` (None: all) into one stream.

    The shards are read twice, one after the other.

    Args:
        folder: for the files of the stream, which go when it is not used any more.
    """
    known = np.zeros(0, np.uint64)
    sizes: dict[str, int] = {}
    for c in tokenised:
        known = np.union1d(known, c.word_hash)
        size = np.diff(offsets_of(_counted(c))[c.doc_token])
        pairs = zip(c.doc_ids, size.tolist(), strict=True)
        sizes |= {d: n for d, n in pairs if include is None or d in include}
    doc_ids = sorted(sizes)
    doc_start = offsets_of(np.array([sizes[d] for d in doc_ids], np.int64))
    place = dict(zip(doc_ids, doc_start[:-1].tolist(), strict=True))
    words, openings = (TemporaryFile(dir=str(folder)) for _ in range(2))  # noqa: SIM115
    for c in tokenised:
        of_word = np.searchsorted(known, c.word_hash).astype(np.uint32)
        counted = _counted(c)
        opening = _openings(c, counted)
        for d, doc_id in enumerate(c.doc_ids):
            if doc_id in place:
                a, b = c.doc_token[d], c.doc_token[d + 1]
                keep = counted[a:b]
                words.seek(4 * place[doc_id])
                words.write(of_word[c.type_word[c.token_type[a:b][keep]]].tobytes())
                openings.seek(place[doc_id])
                openings.write(opening[a:b][keep].tobytes())
    words.flush()
    openings.flush()
    if not doc_start[-1]:
        return WordStream(doc_ids, doc_start, np.zeros(0, np.uint32), np.zeros(0, bool), known, ())
    word, opens = (mmap.mmap(f.fileno(), 0, access=mmap.ACCESS_READ) for f in (words, openings))
    views = (np.frombuffer(word, np.uint32), np.frombuffer(opens, np.bool_))
    return WordStream(doc_ids, doc_start, *views, known, (word, opens))


def characters(
    tokenised: Sequence[TokenisedCorpus],
) -> Iterator[tuple[str, np.ndarray, np.ndarray]]:
    """Yield each document's id, and the first and last character of its words in the stream."""
    for c in tokenised:
        counted = _counted(c)
        for d, doc_id in enumerate(c.doc_ids):
            a, b = c.doc_token[d], c.doc_token[d + 1]
            keep = counted[a:b]
            begin = c.token_start[a:b][keep]
            yield doc_id, begin, begin + c.type_length[c.token_type[a:b][keep]]


def spellings(tokenised: Sequence[TokenisedCorpus], hashes: np.ndarray) -> dict[int, str]:
    """Return the word of each of these hashes."""
    found: dict[int, str] = {}
    for c in tokenised:
        own = c.word_hash
        which = np.flatnonzero(np.isin(own, hashes))
        found |= {int(own[i]): c.word_text[i] for i in which.tolist()}
    return found


def _counted(tokenised: TokenisedCorpus) -> np.ndarray:
    """Return bool[T]: the token is a word or a number."""
    kind = (tokenised.type_kind == WORD) | (tokenised.type_kind == NUMBER)
    return kind[tokenised.token_type]


def _openings(tokenised: TokenisedCorpus, counted: np.ndarray) -> np.ndarray:
    """Return bool[T]: the token is the first counted one of its block."""
    before = offsets_of(counted)
    first = before[tokenised.block_token[:-1]]
    blocks = np.repeat(first, np.diff(tokenised.block_token))
    return counted & (before[:-1] == blocks)
