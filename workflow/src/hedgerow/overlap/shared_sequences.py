"""Word sequences that documents share, each as long as possible.

Sequences consist of the words and numbers of a block; punctuation is ignored. A position is shared
if the `min_words` words from it on occur in at least `min_documents` documents. Successive shared
positions with the same set of documents form one sequence, which is then extended in both
directions while all its documents agree (at their first occurrence of it), so that no sequence can
be longer without losing a document.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from hedgerow.overlap.covered_passages import CoveredWords, covered_spans
from hedgerow.overlap.maximal_sequences import maximal_sequences
from hedgerow.overlap.occurrences import Counted, counted_occurrences
from hedgerow.overlap.shared_positions import SharedPositions
from hedgerow.overlap.word_stream import WordStream, spellings, word_stream
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus

LISTED = 500
_POOL = 4 * LISTED
"""Sequences that are counted exactly before fragments are left out."""
_FRAGMENT = 1.25
"""A fragment has up to this many times the documents of the sequence that contains it."""


@dataclass(frozen=True)
class SharedSequences:
    """The sequences, and the share of the words of the documents that they cover.

    Attributes:
        rows: columns of the table `templates`: at most 500 sequences, by documents x words
            (descending), then by text; fragments of a listed sequence are left out unless they
            have over 1.25 times its documents.
        share: share of the words of each document that are in a shared sequence (0 for a document
            without words).
    """

    rows: dict[str, Any]
    share: dict[str, float]


Spans = Mapping[str, np.ndarray]
"""Document -> int32[k, 2], start and end, in characters, of its shared passages, in order.

A passage may consist of several adjacent or overlapping sequences. Documents without any are left
out.
"""


def shared_sequences(
    tokenised: Sequence[TokenisedCorpus],
    include: set[str] | None,
    min_words: int,
    min_documents: int,
    *,
    folder: Path,
    keep: Callable[[Spans], None],
) -> SharedSequences:
    """Return the word sequences that documents share.

    Runs of shared positions decide which sequences are listed; their occurrences and documents are
    then counted exactly, overlapping occurrences included.

    Args:
        tokenised: the shards of the corpus, each read when it is needed.
        include: ids of the documents to compare, or None for all. Exact duplicates should be left
            out, because all of their text is shared.
        min_words: words of a sequence, at least 2.
        min_documents: documents with it, at least 2.
        folder: for temporary files, some 20 bytes a word.
        keep: receives the passages of the documents, one shard after the other.
    """
    corpus = word_stream(tokenised, include, folder)
    positions = SharedPositions(corpus, min_words, min_documents, folder)
    covered = CoveredWords(len(corpus.word))
    maximal = maximal_sequences(corpus, positions, min_words, min_documents, covered, folder)
    best = _Best.of(corpus, positions, min_words, *maximal)
    share: dict[str, float] = {}
    for spans, of_shard in covered_spans(tokenised, corpus, covered):
        keep(spans)
        share |= of_shard
    return SharedSequences(best.rows(tokenised, corpus.doc_ids), share)


@dataclass(frozen=True)
class _Best:
    """The sequences of which the listed ones are chosen.

    Attributes:
        runs: hashes of the words of each.
        counted: their documents and occurrences.
    """

    runs: list[np.ndarray]
    counted: Counted

    @classmethod
    def of(
        cls,
        corpus: WordStream,
        positions: SharedPositions,
        n: int,
        begin: np.ndarray,
        end: np.ndarray,
        documents: np.ndarray,
    ) -> _Best:
        """Count the occurrences of the sequences with the largest weight.

        Args:
            positions: where the shared sequences of `n` words begin.
            begin, end, documents: as `maximal_sequences` returns them.
        """
        weight = documents * (end - begin)
        if len(weight) > _POOL:
            # ties with the last one are kept: alphabetical order decides below
            limit = np.partition(weight, -_POOL)[-_POOL]
            chosen = np.flatnonzero(weight >= limit)
            begin, end = begin[chosen], end[chosen]
        words = [corpus.word[a:b].copy() for a, b in zip(begin, end, strict=True)]
        corpus.forget()
        counted = counted_occurrences(corpus, positions, n, words)
        return cls([corpus.known[run] for run in words], counted)

    def rows(self, tokenised: Sequence[TokenisedCorpus], doc_ids: Sequence[str]) -> dict[str, Any]:
        """Return the columns of the table `templates`."""
        words = np.array([len(run) for run in self.runs], np.int64)
        number = self.counted.documents
        hashes = np.unique(np.concatenate([np.zeros(0, np.uint64), *self.runs]))
        spelled = spellings(tokenised, hashes)
        text = [" ".join(spelled[h] for h in run.tolist()) for run in self.runs]
        weight = number * words
        ranked = sorted(range(len(text)), key=lambda i: (-weight[i], text[i]))
        best = _without_fragments(ranked, text, number)[:LISTED]
        return {
            "text": [text[i] for i in best],
            "words": words[best],
            "documents": number[best],
            "occurrences": self.counted.occurrences[best],
            "doc_ids": [
                ";".join(doc_ids[d] for d in self.counted.named[i, : number[i]].tolist())
                for i in best
            ],
        }


def _without_fragments(
    ranked: Sequence[int], text: Sequence[str], documents: np.ndarray
) -> list[int]:
    """Leave out sequences inside a longer one before them with nearly as many documents."""
    kept: list[int] = []
    for i in ranked:
        inside = (k for k in kept if f" {text[i]} " in f" {text[k]} ")
        if not any(documents[i] <= _FRAGMENT * documents[k] for k in inside):
            kept.append(i)
    return kept
