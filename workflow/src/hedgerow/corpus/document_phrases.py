"""The phrases of the documents: listed, target and discovered ones.

Phrases with the same words are one phrase, in the spelling of the list where it is listed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from hedgerow.corpus.corpus_words import ItemHashes, Totals, owners
from hedgerow.corpus.joined_shards import JoinedShards
from hedgerow.corpus.schemas import SHARD
from hedgerow.phrases.discovery import Sequences, discover, spelled_items
from hedgerow.phrases.occurrences import PLACES, Occurrences, occurrences_of
from hedgerow.phrases.phrase_forms import plain_words
from hedgerow.phrases.phrase_matcher import PhraseSearch, compile_phrases, phrase_words
from hedgerow.phrases.phrase_tables import phrase_documents, phrase_rows, unnatural_rows
from hedgerow.phrases.stuffing import Stuffing, focus_rows, stuffing
from hedgerow.phrases.title_clues import is_content, page_clues
from hedgerow.phrases.unnatural import unnatural_reasons
from hedgerow.phrases.word_counts import WordCounts
from hedgerow.tables.io import to_arrow
from hedgerow.tables.strings import Spelled
from hedgerow.text.tokens.tokenised_corpus import PART, TokenisedCorpus

_TABLES = ("phrases", "phrase_documents", "unnatural")

_FOCUS = {
    "focus_phrase": "phrase",
    "focus_count": "count",
    "focus_density_terms": "density_terms",
    "focus_density_words": "density_words",
    "focus_score": "score",
}
"""Columns of `documents` and their sources in `phrase_documents`."""


@dataclass(frozen=True)
class DocumentPhrases:
    """Rows of the tables of these names, and the focus phrase columns of `documents`."""

    phrases: pa.Table
    phrase_documents: pd.DataFrame
    unnatural: pd.DataFrame
    focus: pd.DataFrame


def document_phrases(
    shards: JoinedShards,
    documents: pd.DataFrame,
    settings: Mapping[str, Any],
) -> DocumentPhrases:
    """Join listed, target and discovered phrases and judge each document by them.

    Args:
        documents: with doc_id, included, words_all and target_phrase.
        settings: the settings under `keywords`.
    """
    listed = shards.frame("phrase_documents")
    already = sorted(set(listed["phrase"]))
    discovered = _discovered(shards, documents, settings["discover"])
    target = documents.loc[documents["target_phrase"].notna(), ["doc_id", "target_phrase"]]
    spelled = _spelling([already, sorted(target["target_phrase"]), *map(list, discovered.values())])
    targets = {d: spelled[p] for d, p in target.itertuples(index=False)}
    evidence = {d: {spelled[p]: why for p, why in found.items()} for d, found in discovered.items()}
    ranks = {d: list(found) for d, found in evidence.items()}
    wanted = {d: set(found) for d, found in ranks.items()}
    for doc_id, phrase in targets.items():
        wanted.setdefault(doc_id, set()).add(phrase)
    size = documents.set_index("doc_id")["words_all"]
    kept = set(documents.loc[documents["included"], "doc_id"])
    use = _Uses(wanted, sorted(set().union(*wanted.values()) - set(already)), size, kept)
    parts: dict[str, list[pa.Table]] = {name: [] for name in _TABLES}
    listed_parts = zip(*(shards.tables(name) for name in _TABLES), strict=True)
    for text, of_list in zip(shards.texts, listed_parts, strict=True):
        for name, table, more in zip(
            _TABLES, of_list, use.found_in(text, settings["forms"]), strict=True
        ):
            parts[name] += [table, *more]
    joined = {name: pa.concat_tables(tables) for name, tables in parts.items()}
    phrases = joined.pop("phrases")
    rows = _with_absent(joined["phrase_documents"].to_pandas(), targets, documents)
    tables = {
        "phrase_documents": _ranked(rows, targets, evidence),
        "unnatural": joined["unnatural"].to_pandas(),
    }
    rest = use.elsewhere(tables["phrase_documents"], listed)
    focus = _focus(tables, size, rest, targets, settings["thresholds"])
    return DocumentPhrases(focus=focus, phrases=phrases, **tables)


def _spelling(lists: Sequence[Sequence[str]]) -> dict[str, str]:
    """Return the first spelling of every phrase in the lists."""
    phrases = list(dict.fromkeys(phrase for given in lists for phrase in given))
    first: dict[tuple[str, ...], str] = {}
    return {
        phrase: first.setdefault(tuple(plain_words(words)), phrase)
        for phrase, words in zip(phrases, phrase_words(phrases), strict=True)
    }


def _discovered(
    shards: JoinedShards, documents: pd.DataFrame, top: int
) -> dict[str, dict[str, str]]:
    """Return doc_id -> the phrases discovered in it, best first, with the evidence for each.

    Only included documents are considered. Each shard is read twice: what the other documents have
    of a sequence is known when all are counted.
    """
    included = documents[documents["included"]].set_index("doc_id")
    totals = Totals()
    for text, counts in zip(shards.texts, shards.words(), strict=True):
        rows = _Rows.of(text, counts, included.index)
        totals.add(rows.hashes, rows.join(counts.seq_count, counts.uses))
    whole = float(included["words_all"].sum())
    titles = included["title"].astype(object).where(included["title"].notna(), None)
    clues = dict(zip(included.index, page_clues(titles.tolist(), included.index), strict=True))
    found: dict[str, dict[str, str]] = {}
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
            rows_of = zip(best.doc.tolist(), best.phrase, best.evidence, strict=True)
            for d, phrase, evidence in rows_of:
                found.setdefault(ids[d], {})[phrase] = evidence
    return {doc_id: found[doc_id] for doc_id in sorted(found)}


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


class _Uses:
    """The uses of phrases in their own documents, and their totals over all included documents."""

    def __init__(
        self, wanted: Mapping[str, set[str]], phrases: list[str], size: pd.Series, kept: set[str]
    ) -> None:
        """Take the phrases of each document, and the others than those listed; no uses so far."""
        self._wanted, self._phrases, self._size, self._kept = wanted, phrases, size, kept
        self._total = np.zeros((2, len(phrases)), np.int64)  # uses; words of documents with them

    def found_in(self, tokenised: TokenisedCorpus, forms: Collection[str]) -> list[list[pa.Table]]:
        """Return the rows of the three tables for one shard, and add its uses to the totals.

        A phrase has rows in its own documents only.
        """
        search = compile_phrases(self._phrases, tokenised, forms)
        tables: list[list[pa.Table]] = [[] for _ in _TABLES]
        for part in tokenised.parts():
            for rows, more in zip(tables, self._found_in_part(part, search), strict=True):
                rows.append(more)
        return tables

    def _found_in_part(self, part: TokenisedCorpus, search: PhraseSearch) -> list[pa.Table]:
        phrases = self._phrases
        found = occurrences_of(search, part)
        self._count(part, found)
        own = [self._wanted.get(doc_id, set()) for doc_id in part.doc_ids]
        here = [
            phrases[p] in own[d]
            for p, d in zip(found.phrase.tolist(), found.doc.tolist(), strict=True)
        ]
        found = found.take(np.flatnonzero(here))
        arguments = (part, found, phrases, unnatural_reasons(part, found, phrases))
        rows = (
            phrase_rows(*arguments),
            phrase_documents(*arguments, origin="discovered"),
            unnatural_rows(*arguments),
        )
        return [to_arrow(SHARD[name], columns) for name, columns in zip(_TABLES, rows, strict=True)]

    def _count(self, tokenised: TokenisedCorpus, found: Occurrences) -> None:
        size = np.array([self._size[d] if d in self._kept else -1 for d in tokenised.doc_ids])
        width = max(1, len(self._phrases))
        pairs, count = np.unique(found.doc * width + found.phrase, return_counts=True)
        doc, phrase = pairs // width, pairs % width
        inside = size[doc] >= 0
        for row, weight in enumerate((count, size[doc])):
            self._total[row] += np.bincount(
                phrase[inside], weight[inside], len(self._phrases)
            ).astype(np.int64)

    def elsewhere(self, rows: pd.DataFrame, listed: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
        """Return the uses and words of the other included documents with the phrase of a row.

        Args:
            rows: of CORPUS["phrase_documents"].
            listed: rows of the listed phrases.
        """
        inside = listed[listed["doc_id"].isin(self._kept)]
        words = inside["doc_id"].map(self._size)
        total = inside.assign(words=words).groupby("phrase")[["count", "words"]].sum()
        own = (rows["doc_id"].isin(self._kept) & (rows["count"] > 0)).to_numpy()
        columns = []
        for row, name, of_own in (
            (0, "count", rows["count"].to_numpy()),
            (1, "words", rows["doc_id"].map(self._size).to_numpy()),
        ):
            found = dict(zip(self._phrases, self._total[row].tolist(), strict=True))
            all_uses = rows["phrase"].map(found | total[name].to_dict()).fillna(0)
            columns.append(all_uses.to_numpy(np.int64) - np.where(own, of_own, 0))
        return columns[0], columns[1]


def _with_absent(
    rows: pd.DataFrame, targets: Mapping[str, str], documents: pd.DataFrame
) -> pd.DataFrame:
    """Add a row of zeros for each document with text that lacks its target phrase."""
    readable = set(documents.loc[documents["words_all"] > 0, "doc_id"])
    present = set(rows[["doc_id", "phrase"]].itertuples(index=False, name=None))
    absent = [(d, p) for d, p in sorted(targets.items()) if d in readable and (d, p) not in present]
    if not absent:
        return rows
    size = [len(words) for words in phrase_words([p for _, p in absent])]
    zero = dict.fromkeys(("count", "density_terms", "density_words", "unnatural", *PLACES), 0)
    added = pd.DataFrame(absent, columns=["doc_id", "phrase"]).assign(
        phrase_words=size, **zero, yoast_density=0.0, score="few", first=np.nan, evenness=np.nan
    )
    return pd.concat([rows, added], ignore_index=True)


def _ranked(
    rows: pd.DataFrame, targets: Mapping[str, str], evidence: Mapping[str, Mapping[str, str]]
) -> pd.DataFrame:
    """Set rank and evidence of the discovered phrases, and the origin of the targets."""
    rank = {(d, p): k for d, found in evidence.items() for k, p in enumerate(found, 1)}
    pairs = list(rows[["doc_id", "phrase"]].itertuples(index=False, name=None))
    is_target = pd.Series([targets.get(d) == p for d, p in pairs], rows.index, bool)
    return rows.assign(
        rank=[rank.get(pair) for pair in pairs],
        evidence=pd.Series(
            [evidence.get(d, {}).get(p) or None for d, p in pairs], rows.index, dtype=object
        ),
        origin=rows["origin"].astype(object).mask(is_target, "target"),
    )


def _focus(
    tables: Mapping[str, pd.DataFrame],
    size: pd.Series,
    rest: tuple[np.ndarray, np.ndarray],
    targets: Mapping[str, str],
    thresholds: Mapping[str, float],
) -> pd.DataFrame:
    """Return the focus phrase columns of the documents with any phrase."""
    rows = tables["phrase_documents"]
    columns = {name: rows[name].tolist() for name in rows.columns}
    judged = stuffing(columns, rows["doc_id"].map(size).to_numpy(), *rest, thresholds)
    order = list(focus_rows(columns, judged, targets).values())
    result = rows.iloc[order][["doc_id", *_FOCUS.values()]].reset_index(drop=True)
    result = result.rename(columns={source: name for name, source in _FOCUS.items()})
    worst = focus_rows(columns, judged)
    verdicts = [_verdict(columns, judged, i, worst) for i in order]
    result["stuffed"] = np.array([stuffed for stuffed, _ in verdicts], bool)
    result["stuffing_reasons"] = pd.Series([why for _, why in verdicts], dtype=object)
    counted = tables["unnatural"].groupby("doc_id").size()
    result["unnatural_occurrences"] = result["doc_id"].map(counted).fillna(0).astype(int)
    return result


def _verdict(
    columns: Mapping[str, list], judged: Stuffing, focus: int, worst: Mapping[str, int]
) -> tuple[bool, str | None]:
    """Return whether a document is stuffed, with its focus phrase or another one, and why."""
    if judged.stuffed[focus]:
        return True, judged.reasons[focus]
    other = worst[columns["doc_id"][focus]]
    if judged.stuffed[other]:
        return True, f"“{columns['phrase'][other]}”: {judged.reasons[other]}"
    return False, None
