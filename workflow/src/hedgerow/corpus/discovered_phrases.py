"""The phrases that are discovered in the documents of a corpus, shard by shard."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd

from hedgerow.corpus.corpus_words import ItemHashes, Totals, Vocabulary, owners
from hedgerow.corpus.joined_shards import JoinedShards
from hedgerow.phrases.discovery import Sequences, discover
from hedgerow.phrases.numbered_words import NumberedWords
from hedgerow.phrases.title_clues import is_content, page_clues
from hedgerow.phrases.word_counts import WordCounts
from hedgerow.tables.arrays import joined
from hedgerow.tables.spans import offsets_of
from hedgerow.text.tokens.tokenised_corpus import PART


@dataclass(frozen=True)
class DiscoveredPhrases:
    """N phrases discovered in D documents, by document and best first; each string is held once.

    Attributes:
        phrases, evidence: distinct phrases, in the order of their first row, and distinct evidence.
        rows: document -> its rows.
        phrase, why: int32[N], places in `phrases` and in `evidence`.
    """

    phrases: list[str]
    evidence: list[str]
    rows: dict[str, range]
    phrase: np.ndarray
    why: np.ndarray

    def of(self, doc_id: str) -> dict[str, str]:
        """Return the phrases of a document, best first, with the evidence for each."""
        rows = self.rows.get(doc_id, range(0))
        return {self.phrases[self.phrase[i]]: self.evidence[self.why[i]] for i in rows}


def discovered_phrases(
    shards: JoinedShards, documents: pd.DataFrame, top: int
) -> DiscoveredPhrases:
    """Return the phrases discovered in the included documents.

    Each shard is read twice: what the other documents have of a sequence is known when all are
    counted.

    Args:
        documents: with doc_id, title, included and words_all.
        top: phrases per document.
    """
    included = documents[documents["included"]].set_index("doc_id")
    totals = Totals()
    for text, counts in shards.words():
        of_shard = _Counted.of(text, counts, included.index)
        totals.add(*of_shard.uses())
    whole = float(included["words_all"].sum())
    titles = included["title"].astype(object).where(included["title"].notna(), None)
    clues = dict(zip(included.index, page_clues(titles.tolist(), included.index), strict=True))
    phrases: dict[str, int] = {}
    evidence: dict[str, int] = {}
    found: dict[str, range] = {}
    columns: list[list[np.ndarray]] = [[np.zeros(0, np.int32)] for _ in range(2)]
    done = 0
    for text, counts in shards.words():
        known = NumberedWords(text.word_text)
        for ids, rows in _Counted.of(text, counts, included.index).parts(totals):
            best = discover(
                rows,
                known,
                doc_words=included.loc[ids, "words_all"].to_numpy(),
                top=top,
                clues=[clues[doc_id] for doc_id in ids],
                corpus_words=whole,
            )
            for of_part, numbers, texts in zip(
                columns, (phrases, evidence), (best.phrase, best.evidence), strict=True
            ):
                places = [numbers.setdefault(text, len(numbers)) for text in texts]
                of_part.append(np.array(places, np.int32))
            edges = (done + np.searchsorted(best.doc, np.arange(len(ids) + 1))).tolist()
            found |= {
                doc_id: range(*ends)
                for doc_id, ends in zip(ids, pairwise(edges), strict=True)
                if ends[0] < ends[1]
            }
            done = edges[-1]
    return _by_document(list(phrases), list(evidence), found, *map(joined, columns))


def _by_document(
    phrases: list[str],
    evidence: list[str],
    found: dict[str, range],
    phrase: np.ndarray,
    why: np.ndarray,
) -> DiscoveredPhrases:
    """Number the phrases in the order of the documents' ids, whatever the order of the shards."""
    doc_ids = sorted(found)
    rows = np.concatenate([np.zeros(0, int), *(found[d] for d in doc_ids)]).astype(int)
    distinct, first = np.unique(phrase[rows], return_index=True)
    order = distinct[np.argsort(first)]
    number = np.empty(len(phrases), np.int32)
    number[order] = np.arange(len(order), dtype=np.int32)
    return DiscoveredPhrases(
        [phrases[p] for p in order.tolist()], evidence, found, number[phrase], why
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
        inside = np.isin(np.array(text.doc_ids, object).astype(str), included.to_numpy(str))
        return cls(text.doc_ids, counts, inside, text.word_text, ItemHashes.of(text, counts))

    def uses(self) -> tuple[np.ndarray, np.ndarray]:
        """Return the hashes of words and sequences, and the occurrences of each."""
        sequences = self.included[owners(self.counts.doc_sequences)]
        words = self.included[owners(self.counts.doc_words)]
        of_word = np.bincount(self.counts.word[words], self.counts.uses[words], len(self.words))
        return (
            np.concatenate([self.hashes.word, self.hashes.sequence[sequences]]),
            np.concatenate([of_word.astype(np.int64), self.counts.seq_count[sequences]]),
        )

    def parts(self, totals: Totals) -> Iterator[tuple[list[str], Sequences]]:
        """Yield the included documents of a part and their rows, a part after the other."""
        counts = self.counts
        content = np.array([is_content(word) for word in self.words], bool)
        of_word, of_sequence = totals.of(self.hashes.word), totals.of(self.hashes.sequence)
        sequence_doc, word_doc = owners(counts.doc_sequences), owners(counts.doc_words)
        spelled = offsets_of(counts.seq_n)
        for first in range(0, len(self.doc_ids), PART):
            inside = np.flatnonzero(self.included[first : first + PART])
            number = np.full(PART, -1)
            number[inside] = np.arange(len(inside))
            sequences, doc = _of_part(sequence_doc, first, number)
            words, doc_of_word = _of_part(word_doc, first, number)
            kept = content[counts.word[words]]
            words, doc_of_word = words[kept], doc_of_word[kept]
            begin, end = spelled[sequences[[0, -1]] + [0, 1]] if len(sequences) else (0, 0)
            uses, none = counts.uses[words].astype(np.int64), np.zeros(len(words), np.int64)
            pairs = (
                (doc, doc_of_word),
                (spelled[sequences] - begin, end - begin + np.arange(len(words))),
                (counts.seq_n[sequences].astype(np.int64), none + 1),
                (counts.seq_words[begin:end], counts.word[words]),
                (counts.seq_count[sequences], uses),
                (counts.seq_prose[sequences], uses),
                (counts.seq_title[sequences], none),
                (of_sequence[sequences], of_word[counts.word[words]]),
            )
            rows = Sequences(*(np.concatenate(pair) for pair in pairs))
            yield [self.doc_ids[first + d] for d in inside.tolist()], rows


def _of_part(owner: np.ndarray, first: int, number: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the rows of the included documents of a part, and the document of each.

    Args:
        owner: int32[R], ascending: the document of each row in the shard.
        first: first document of the part.
        number: int64[PART], of each document among those included, -1 for the others.
    """
    begin, end = np.searchsorted(owner, (first, first + len(number)))
    doc = number[owner[begin:end] - first]
    return np.flatnonzero(doc >= 0) + begin, doc[doc >= 0]
