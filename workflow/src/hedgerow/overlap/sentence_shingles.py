"""The shingles of the sentences of a corpus, and how many of them several documents have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

import numpy as np
from numpy.typing import DTypeLike

from hedgerow.overlap.hash_filter import count_shared, slot_bits
from hedgerow.overlap.signatures import shingled
from hedgerow.tables.arrays import joined
from hedgerow.tables.partitions import Partitions
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus

FEWEST_SHINGLES = 4
"""Shingles of eight words, unless they repeat."""

_SLOTS_AT_ONCE = 20
"""Bits of the number of slots that are filled together."""

_DOCUMENTS_AT_ONCE = 1_000
"""Documents whose shingles are made together."""


@dataclass(frozen=True)
class Part:
    """Successive sentences of a shard.

    Attributes:
        shard: its place.
        first: place of the first sentence in the shard.
        span: the sentences among those of the corpus.
        shingles: place of their first shingle among those of the corpus.
    """

    shard: int
    first: int
    span: slice
    shingles: int


class SentenceShingles:
    """The sentences of a corpus, shard by shard; their shingles are on disk.

    Those of sentences of fewer than eight words, or of documents that are not compared, are 0.

    Attributes:
        parts: the sentences in parts.
        doc: int32[S], document of each sentence, numbered from shard to shard.
        shared: int32[S], how many of its shingles several documents have, or are in one slot of a
            filter with another. The slots are filled a part at a time.
    """

    def __init__(
        self, tokenised: Sequence[TokenisedCorpus], include: set[str] | None, folder: Path
    ) -> None:
        """Make the shingles of the documents in `include` (None: all).

        Args:
            folder: for temporary files, which go with this object.
        """
        self._size, self._digest, self._shingles = (
            TemporaryFile(dir=str(folder))  # noqa: SIM115
            for _ in range(3)
        )
        bits = slot_bits(sum(c.token_type.size for c in tokenised))
        low = min(bits, _SLOTS_AT_ONCE)
        slots = Partitions(folder, 1 << (bits - low), np.uint32, np.uint64)
        self.parts: list[Part] = []
        docs = [np.zeros(0, np.int32)]
        sentences = documents = shingles = 0
        for s, c in enumerate(tokenised):
            first = 0
            for some in c.parts(_DOCUMENTS_AT_ONCE):
                size, hashes, digest = _shingles(some, include)
                last = sentences + len(size)
                self.parts.append(Part(s, first, slice(sentences, last), shingles))
                self._size.write(size.astype(np.int32).tobytes())
                self._digest.write(digest.tobytes())
                self._shingles.write(hashes.tobytes())
                owner = np.repeat(np.arange(sentences, last, dtype=np.uint32), size)
                which = np.flatnonzero(hashes)
                own = hashes[which]
                slot = (own & np.uint64((1 << bits) - 1)) >> np.uint64(low)
                slots.add(slot, owner[which], own)
                docs.append((some.sentence_doc + documents).astype(np.int32))
                first, sentences = first + len(size), last
                documents, shingles = documents + len(some.doc_ids), shingles + len(hashes)
        self.doc, self.shared = joined(docs), np.zeros(sentences, np.int32)
        for sentence, hashes in slots:
            count_shared(hashes, sentence, self.doc, np.uint64((1 << low) - 1), self.shared)

    def sizes(self, part: Part) -> np.ndarray:
        """Return int32[S]: the number of shingles of each sentence."""
        return _read(self._size, np.int32, part.span.start, part.span.stop)

    def digests(self, part: Part) -> np.ndarray:
        """Return uint64[S, 2]: equal for sentences of the same words."""
        first, last = 2 * part.span.start, 2 * part.span.stop
        return _read(self._digest, np.uint64, first, last).reshape(-1, 2)

    def shingles(self, part: Part, number: int) -> np.ndarray:
        """Return uint64[number]: the shingles, sentence by sentence."""
        return _read(self._shingles, np.uint64, part.shingles, part.shingles + number)


def _read(file: IO[bytes], kind: DTypeLike, first: int, last: int) -> np.ndarray:
    """Return the numbers of a file from one place to another."""
    size = np.dtype(kind).itemsize
    file.seek(size * first)
    return np.frombuffer(file.read(size * (last - first)), kind)


def _shingles(
    tokenised: TokenisedCorpus, include: set[str] | None
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return size, shingles and digest of sentences."""
    offset, shingles, digest = shingled(tokenised, tokenised.sentence_token)
    size = np.diff(offset)
    wanted = np.array([include is None or d in include for d in tokenised.doc_ids], bool)
    compared = wanted[tokenised.sentence_doc] & (size >= FEWEST_SHINGLES)
    shingles[~np.repeat(compared, size)] = 0
    return size, shingles, digest
