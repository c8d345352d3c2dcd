"""The phrases that are discovered in the documents of a corpus, shard by shard."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd

from hedgerow.corpus.corpus_words import ItemHashes, Totals, Vocabulary, owners
from hedgerow.corpus.joined_shards import JoinedShards
from hedgerow.phrases.discovery import Sequences, discover
from hedgerow.phrases.numbered_words import NumberedWords
from hedgerow.phrases.title_clues import CommonTitles, is_content
from hedgerow.phrases.word_counts import WordCounts
from hedgerow.tables.arrays import joined
from hedgerow.tables.spans import offsets_of
from hedgerow.text.tokens.tokenised_corpus import PART


@dataclass(frozen=True)
class DiscoveredPhrases:
    """Phrases discovered in documents, by shard and document, best first; each string held once.

    Attributes:
        phrases: distinct phrases, in the order of the ids of the documents that have them first.
        evidence: distinct evidence.
        shards: of each shard those of its documents.
    """

    phrases: list[str]
    evidence: list[str]
    shards: list[OfShard]

    def of(self, shard: int, document: int) -> dict[str, str]:
        """Return the phrases of a document, best first, with the evidence for each.

        Args:
            shard: place of the shard.
            document: place of the document in it.
        """
        here = self.shards[shard]
        rows = slice(here.edges[document], here.edges[document + 1])
        pairs = zip(here.phrase[rows].tolist(), here.why[rows].tolist(), strict=True)
        return {self.phrases[p]: self.evidence[why] for p, why in pairs}


@dataclass(frozen=True)
class OfShard:
    """N phrases discovered in the D documents of a shard.

    Attributes:
        edges: int64[D + 1], those of document d are edges[d]:edges[d + 1].
        phrase, why: int32[N], places among the distinct phrases and evidence.
    """

    edges: np.ndarray
    phrase: np.ndarray
    why: np.ndarray


def discovered_phrases(
    shards: JoinedShards, documents: pd.DataFrame, top: int, folder: Path
) -> DiscoveredPhrases:
    """Return the phrases discovered in the included documents.

    Each shard is read twice: what the other documents have of a sequence is known when all are
    counted.

    Args:
        documents: with doc_id, title, included and words_all.
        top: phrases per document.
        folder: receives the counts of the sequences of all shards.
    """
    included = documents.loc[documents["included"], ["doc_id", "title", "words_all"]]
    included = included.set_index("doc_id")
    totals = Totals(folder)
    for text, counts in shards.words():
        totals.add(*_Counted.of(text, counts, included.index).uses())
    discovery = _Discovery(included, top)
    found = [
        discovery.of_shard(_Counted.of(text, counts, included.index), totals, shard)
        for shard, (text, counts) in enumerate(shards.words())
    ]
    return _by_document(list(discovery.phrases), list(discovery.evidence), found, discovery.order)


class _Discovery:
    """Discovers the phrases of one shard after another.

    Attributes:
        phrases, evidence: number of each distinct text, in the order in which they were found.
        order: of each shard the places of its documents with phrases in `included`, a row each.
    """

    def __init__(self, included: pd.DataFrame, top: int) -> None:
        """Take the included documents: title and words_all by doc_id."""
        self._included, self._top = included, top
        self._whole = float(included["words_all"].sum())
        self._common = CommonTitles(_texts(included["title"]), included.index)
        self.phrases: dict[str, int] = {}
        self.evidence: dict[str, int] = {}
        self.order: list[np.ndarray] = []

    def of_shard(self, counted: _Counted, totals: Totals, shard: int) -> OfShard:
        """Return the phrases of the documents of a shard."""
        known = NumberedWords(counted.words)
        number = np.zeros(len(counted.doc_ids), np.int64)
        columns: list[list[np.ndarray]] = [[np.zeros(0, np.int32)] for _ in range(3)]
        for inside, rows in counted.parts(totals, shard):
            place = self._included.index.get_indexer([counted.doc_ids[d] for d in inside])
            here = self._included.iloc[place]
            best = discover(
                rows,
                known,
                doc_words=here["words_all"].to_numpy(),
                top=self._top,
                clues=self._common.clues(_texts(here["title"]), here.index),
                corpus_words=self._whole,
            )
            number[inside] = np.bincount(best.doc, minlength=len(inside))
            phrase, why = (
                np.array([numbers.setdefault(text, len(numbers)) for text in texts], np.int32)
                for numbers, texts in ((self.phrases, best.phrase), (self.evidence, best.evidence))
            )
            for column, values in zip(columns, (phrase, why, place[best.doc]), strict=True):
                column.append(values.astype(np.int32, copy=False))
        phrase, why, order = map(joined, columns)
        self.order.append(order)
        return OfShard(offsets_of(number), phrase, why)


def _texts(column: pd.Series) -> list[str | None]:
    """Return the texts of a column, None where there is none."""
    return column.astype(object).where(column.notna(), None).tolist()


def _by_document(
    phrases: list[str], evidence: list[str], shards: list[OfShard], order: list[np.ndarray]
) -> DiscoveredPhrases:
    """Number the phrases in the order of the documents' ids, whatever the order of the shards."""
    phrase = np.concatenate([np.zeros(0, np.int32), *(shard.phrase for shard in shards)])
    rows = np.argsort(np.concatenate([np.zeros(0, np.int32), *order]), kind="stable")
    distinct, first = np.unique(phrase[rows], return_index=True)
    by_first = distinct[np.argsort(first)]
    number = np.empty(len(phrases), np.int32)
    number[by_first] = np.arange(len(by_first), dtype=np.int32)
    return DiscoveredPhrases(
        [phrases[p] for p in by_first.tolist()],
        evidence,
        [replace(shard, phrase=number[shard.phrase]) for shard in shards],
    )


@dataclass(frozen=True)
class _Counted:
    """The repeated sequences and the content words of the included documents of a shard.

    Attributes:
        doc_ids: of all documents of the shard.
        counts: the counts of all documents.
        included: bool[D].
        words: of the shard.
        hashes: of the words and sequences, equal in all shards where the words are equal.
    """

    doc_ids: list[str]
    counts: WordCounts
    included: np.ndarray
    words: list[str]
    hashes: ItemHashes

    @classmethod
    def of(cls, text: Vocabulary, counts: WordCounts, included: pd.Index) -> _Counted:
        inside = included.get_indexer(pd.Index(text.doc_ids)) >= 0
        return cls(text.doc_ids, counts, inside, text.word_text, ItemHashes.of(text, counts))

    def uses(self) -> tuple[np.ndarray, np.ndarray]:
        """Return the hashes of words and sequences, and the occurrences of each."""
        counts = self.counts
        uses = counts.uses * self.included[owners(counts.doc_words)]
        of_word = np.bincount(counts.word, uses, len(self.words)).astype(np.int64)
        of_sequence = counts.seq_count * self.included[owners(counts.doc_sequences)]
        return self._hashes(), np.concatenate([of_word, of_sequence])

    def _hashes(self) -> np.ndarray:
        return np.concatenate([self.hashes.word, self.hashes.sequence])

    def parts(self, totals: Totals, shard: int) -> Iterator[tuple[np.ndarray, Sequences]]:
        """Yield the places of the included documents of a part, and their rows.

        Args:
            shard: place of the shard among those that were added to `totals`.
        """
        counts = self.counts
        content = np.array([is_content(word) for word in self.words], bool)
        of_word, of_sequence = np.split(totals.of(shard, self._hashes()), [len(self.words)])
        sequence_doc, word_doc = owners(counts.doc_sequences), owners(counts.doc_words)
        for first in range(0, len(self.doc_ids), PART):
            inside = np.flatnonzero(self.included[first : first + PART])
            number = np.full(PART, -1)
            number[inside] = np.arange(len(inside))
            sequences, doc = _of_part(sequence_doc, first, number)
            words, doc_of_word = _of_part(word_doc, first, number)
            kept = content[counts.word[words]]
            words, doc_of_word = words[kept], doc_of_word[kept]
            owner = np.concatenate([doc, doc_of_word])
            total = np.concatenate([of_sequence[sequences], of_word[counts.word[words]]])
            yield inside + first, Sequences.of(counts, sequences, words, owner, total)


def _of_part(owner: np.ndarray, first: int, number: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the rows of the included documents of a part, and the document of each.

    Args:
        owner: int32[R], ascending: the document of each row in the shard.
        first: first document of the part.
        number: int64[PART], of each document among those included, -1 for the others.
    """
    # of the type of `owner`, which would be converted whole
    begin, end = np.searchsorted(owner, np.array([first, first + len(number)], owner.dtype))
    doc = number[owner[begin:end] - first]
    return np.flatnonzero(doc >= 0) + begin, doc[doc >= 0]
