"""The phrases that are discovered in the documents of a corpus, shard by shard."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd

from hedgerow.corpus.corpus_words import ItemHashes, Totals, owners
from hedgerow.corpus.joined_shards import JoinedShards
from hedgerow.phrases.discovery import Sequences, discover, spelled_items
from hedgerow.phrases.title_clues import is_content, page_clues
from hedgerow.phrases.word_counts import WordCounts
from hedgerow.tables.arrays import joined
from hedgerow.tables.strings import Spelled
from hedgerow.text.tokens.tokenised_corpus import PART, TokenisedCorpus


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
    for text, counts in zip(shards.texts, shards.words(), strict=True):
        rows = _Rows.of(text, counts, included.index)
        totals.add(rows.hashes, rows.join(counts.seq_count, counts.uses))
    whole = float(included["words_all"].sum())
    titles = included["title"].astype(object).where(included["title"].notna(), None)
    clues = dict(zip(included.index, page_clues(titles.tolist(), included.index), strict=True))
    phrases: dict[str, int] = {}
    evidence: dict[str, int] = {}
    found: dict[str, range] = {}
    columns: list[list[np.ndarray]] = [[np.zeros(0, np.int32)] for _ in range(2)]
    done = 0
    for text, counts in zip(shards.texts, shards.words(), strict=True):
        items = spelled_items(counts, text.word_text)
        for rows in _Rows.of(text, counts, included.index).parts():
            ids = rows.doc_ids
            best = discover(
                rows.sequences(counts, items, totals),
                doc_words=included.loc[ids, "words_all"].to_numpy(),
                top=top,
                clues=[clues[doc_id] for doc_id in ids],
                corpus_words=whole,
            )
            for of_part, known, texts in zip(
                columns, (phrases, evidence), (best.phrase, best.evidence), strict=True
            ):
                places = [known.setdefault(text, len(known)) for text in texts]
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
class _Rows:
    """The repeated sequences, and then the content words, of the included documents of a shard.

    Attributes:
        doc_ids: of the included documents, in the order of the shard.
        doc: int64[R], place in `doc_ids`.
        chosen, singles: rows of the sequences and of the words in the counts of the shard.
        hashes: uint64[R], equal in all shards where the words are equal.
    """

    doc_ids: list[str]
    doc: np.ndarray
    chosen: np.ndarray
    singles: np.ndarray
    hashes: np.ndarray

    @classmethod
    def of(cls, text: TokenisedCorpus, counts: WordCounts, included: pd.Index) -> _Rows:
        inside = np.isin(np.array(text.doc_ids, object).astype(str), included.to_numpy(str))
        of_doc = np.where(inside, np.cumsum(inside) - 1, -1)
        doc, single_doc = of_doc[owners(counts.doc_sequences)], of_doc[owners(counts.doc_words)]
        content = np.array([is_content(w) for w in text.word_text], bool)
        chosen = np.flatnonzero(doc >= 0)
        singles = np.flatnonzero((single_doc >= 0) & content[counts.word])
        hashes = ItemHashes.of(text, counts)
        return cls(
            [text.doc_ids[d] for d in np.flatnonzero(inside).tolist()],
            np.concatenate([doc[chosen], single_doc[singles]]),
            chosen,
            singles,
            np.concatenate([hashes.sequence[chosen], hashes.word[singles]]),
        )

    def parts(self) -> Iterator[_Rows]:
        """Yield the rows of some documents at a time."""
        of_sequences, of_words = np.split(self.doc, [len(self.chosen)])
        sequence_hashes, word_hashes = np.split(self.hashes, [len(self.chosen)])
        for first in range(0, len(self.doc_ids), PART):
            ends = (first, first + PART)
            some = slice(*np.searchsorted(of_sequences, ends))
            words = slice(*np.searchsorted(of_words, ends))
            yield _Rows(
                self.doc_ids[first : first + PART],
                np.concatenate([of_sequences[some], of_words[words]]) - first,
                self.chosen[some],
                self.singles[words],
                np.concatenate([sequence_hashes[some], word_hashes[words]]),
            )

    def join(self, of_sequences: np.ndarray, of_words: np.ndarray) -> np.ndarray:
        """Return a column of the rows from one of all sequences and one of all words."""
        return np.concatenate([of_sequences[self.chosen], of_words[self.singles]])

    def sequences(self, counts: WordCounts, items: Spelled, totals: Totals) -> Sequences:
        """Return the rows with their counts; `items` are those of `spelled_items`."""
        sequences = len(counts.seq_n)
        none = np.zeros(len(counts.word), np.int64)
        return Sequences(
            doc=self.doc,
            item=self.join(np.arange(sequences), counts.word + sequences),
            items=items,
            n=self.join(counts.seq_n.astype(np.int64), none + 1),
            count=self.join(counts.seq_count, counts.uses),
            prose=self.join(counts.seq_prose, counts.uses),
            title=self.join(counts.seq_title, none),
            total=totals.of(self.hashes),
        )
