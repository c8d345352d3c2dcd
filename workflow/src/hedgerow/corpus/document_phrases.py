"""The phrases of the documents: listed, target and discovered ones.

Phrases with the same words are one phrase, in the spelling of the list where it is listed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from hedgerow.corpus.discovered_phrases import DiscoveredPhrases, discovered_phrases
from hedgerow.corpus.joined_shards import JoinedShards
from hedgerow.corpus.schemas import CORPUS, SHARD
from hedgerow.phrases.occurrences import PLACES, Occurrences, occurrences_of
from hedgerow.phrases.phrase_forms import plain_words
from hedgerow.phrases.phrase_matcher import (
    PhraseSearch,
    compile_phrases,
    forget_phrases,
    phrase_words,
)
from hedgerow.phrases.phrase_tables import (
    occurrence_forms,
    phrase_documents,
    phrase_rows,
    unnatural_rows,
)
from hedgerow.phrases.stuffing import Stuffing, focus_rows, stuffing
from hedgerow.phrases.unnatural import unnatural_reasons
from hedgerow.tables.freed_memory import trim_freed_memory
from hedgerow.tables.io import frame_to_arrow, read_arrow, to_arrow, write_parquet
from hedgerow.tables.scratch import Scratch
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus

_TABLES = ("phrases", "phrase_documents", "unnatural")

_FOCUS = {
    "focus_phrase": "phrase",
    "focus_count": "count",
    "focus_density_terms": "density_terms",
    "focus_density_words": "density_words",
    "focus_score": "score",
}
"""Columns of `documents` and their sources in `phrase_documents`."""


def document_phrases(
    shards: JoinedShards, documents: pd.DataFrame, settings: Mapping[str, Any], scratch: Scratch
) -> pd.DataFrame:
    """Join listed, target and discovered phrases and judge each document by them.

    Args:
        documents: with doc_id, included, words_all and target_phrase.
        settings: the settings under `keywords`.
        scratch: receives the rows of the tables phrases, phrase_documents and unnatural.

    Returns:
        The focus phrase columns of `documents`, of the documents with any phrase.
    """
    already = _listed(shards)
    discovered = discovered_phrases(shards, documents, settings["discover"])
    trim_freed_memory()
    target = documents.loc[documents["target_phrase"].notna(), ["doc_id", "target_phrase"]]
    spelled = _spelling([already, sorted(target["target_phrase"]), discovered.phrases])
    targets = {d: spelled[p] for d, p in target.itertuples(index=False)}
    own = _Own(discovered, spelled, targets)
    size = documents.set_index("doc_id")["words_all"]
    kept = set(documents.loc[documents["included"], "doc_id"])
    use = _Uses(own, sorted(own.phrases - set(already)), already, size, kept)
    waiting: list[tuple[list[str], Path, Path]] = []
    listed_parts = zip(*(shards.tables(name) for name in _TABLES), strict=True)
    for text, of_list in zip(shards.texts, listed_parts, strict=True):
        use.count_listed(of_list[_TABLES.index("phrase_documents")])
        found = use.found_in(text, settings["forms"])
        tables = {
            name: pa.concat_tables([table, *more])
            for name, table, more in zip(_TABLES, of_list, found, strict=True)
        }
        scratch.add(CORPUS["phrases"], tables["phrases"])
        unnatural = scratch.add(CORPUS["unnatural"], tables["unnatural"])
        path = scratch.folder / f"uses.{len(waiting)}.parquet"
        write_parquet(path, tables["phrase_documents"])
        waiting.append((text.doc_ids, path, unnatural))
    readable = set(size.index[size > 0])
    focus = [
        _judged(
            _ranked(_with_absent(read_arrow(path).to_pandas(), own, doc_ids, readable), own),
            read_arrow(unnatural)["doc_id"],
            use,
            settings["thresholds"],
            scratch,
        )
        for doc_ids, path, unnatural in waiting
    ]
    forget_phrases()
    return pd.concat([rows for rows in focus if len(rows)] or focus, ignore_index=True)


def _listed(shards: JoinedShards) -> list[str]:
    """Return the listed phrases that some document has, in alphabetical order."""
    unread = [name for name in SHARD["phrase_documents"].names if name != "phrase"]
    columns = [table["phrase"] for table in shards.tables("phrase_documents", unread)]
    return sorted({phrase for column in columns for phrase in column.unique().to_pylist()})


def _spelling(lists: Sequence[Sequence[str]]) -> dict[str, str]:
    """Return the first spelling of every phrase in the lists."""
    phrases = list(dict.fromkeys(phrase for given in lists for phrase in given))
    first: dict[tuple[str, ...], str] = {}
    return {
        phrase: first.setdefault(tuple(plain_words(words)), phrase)
        for phrase, words in zip(phrases, phrase_words(phrases), strict=True)
    }


class _Own:
    """The phrases of each document, in the spelling of the corpus: target and discovered ones."""

    def __init__(
        self,
        discovered: DiscoveredPhrases,
        spelled: Mapping[str, str],
        targets: Mapping[str, str],
    ) -> None:
        """Take the target phrase of each document that has one."""
        self._discovered, self._spelled, self.targets = discovered, spelled, targets

    @property
    def phrases(self) -> set[str]:
        """All of these phrases."""
        return {self._spelled[p] for p in self._discovered.phrases} | set(self.targets.values())

    def evidence(self, doc_id: str) -> dict[str, str]:
        """Return the phrases discovered in a document, best first, with the evidence for each."""
        return {self._spelled[p]: why for p, why in self._discovered.of(doc_id).items()}

    def of(self, doc_id: str) -> set[str]:
        """Return the phrases of a document."""
        target = self.targets.get(doc_id)
        return set(self.evidence(doc_id)) | ({target} if target is not None else set())


class _Uses:
    """The uses of phrases in their own documents, and their totals over all included documents."""

    def __init__(
        self,
        own: _Own,
        phrases: list[str],
        listed: list[str],
        size: pd.Series,
        kept: set[str],
    ) -> None:
        """Take the phrases of each document, and the others than those listed; no uses so far."""
        self.own, self._phrases, self.size, self._kept = own, phrases, size, kept
        self._known = pd.Index([*phrases, *listed], dtype=object)
        # uses; words of documents with them
        self._total = np.zeros((2, len(self._known)), np.int64)

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
        found = occurrences_of(search, part)
        self._count(part, found)
        own = [self.own.of(doc_id) for doc_id in part.doc_ids]
        here = [
            self._phrases[p] in own[d]
            for p, d in zip(found.phrase.tolist(), found.doc.tolist(), strict=True)
        ]
        found = found.take(np.flatnonzero(here))
        # a part has few of the phrases of the corpus
        used, place = np.unique(found.phrase, return_inverse=True)
        phrases = [self._phrases[p] for p in used.tolist()]
        found = replace(found, phrase=place.astype(np.int32))
        uses = (part, found, phrases)
        forms, reasons = occurrence_forms(*uses), unnatural_reasons(*uses)
        rows = (
            phrase_rows(*uses, forms, reasons),
            phrase_documents(*uses, forms, reasons, origin="discovered"),
            unnatural_rows(*uses, reasons),
        )
        return [to_arrow(SHARD[name], columns) for name, columns in zip(_TABLES, rows, strict=True)]

    def _count(self, tokenised: TokenisedCorpus, found: Occurrences) -> None:
        size = np.array([self.size[d] if d in self._kept else -1 for d in tokenised.doc_ids])
        width = max(1, len(self._phrases))
        pairs, count = np.unique(found.doc * width + found.phrase, return_counts=True)
        doc, phrase = pairs // width, pairs % width
        inside = size[doc] >= 0
        self._add(phrase[inside], count[inside], size[doc[inside]])

    def count_listed(self, rows: pa.Table) -> None:
        """Add the uses of listed phrases in a shard to the totals.

        Args:
            rows: of SHARD["phrase_documents"].
        """
        inside = rows.select(["doc_id", "phrase", "count"]).to_pandas()
        inside = inside[inside["doc_id"].isin(self._kept)]
        place = self._known.get_indexer(inside["phrase"])
        self._add(place, inside["count"].to_numpy(), self.size[inside["doc_id"]].to_numpy())

    def _add(self, place: np.ndarray, count: np.ndarray, words: np.ndarray) -> None:
        for row, weight in enumerate((count, words)):
            added = np.bincount(place, weight, self._total.shape[1])
            self._total[row] += added.astype(np.int64)

    def elsewhere(self, rows: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
        """Return the uses and words of the other included documents with the phrase of a row.

        Args:
            rows: of CORPUS["phrase_documents"].
        """
        own = (rows["doc_id"].isin(self._kept) & (rows["count"] > 0)).to_numpy()
        place = self._known.get_indexer(rows["phrase"])
        uses, words = np.where(place >= 0, self._total[:, place], 0)
        of_own = rows["count"].to_numpy(), self.size[rows["doc_id"]].to_numpy()
        return uses - np.where(own, of_own[0], 0), words - np.where(own, of_own[1], 0)


def _with_absent(
    rows: pd.DataFrame, own: _Own, doc_ids: Sequence[str], readable: Collection[str]
) -> pd.DataFrame:
    """Add a row of zeros for each of these documents with text that lacks its target phrase."""
    present = set(rows[["doc_id", "phrase"]].itertuples(index=False, name=None))
    targets = [(d, own.targets[d]) for d in sorted(doc_ids) if d in own.targets and d in readable]
    absent = [pair for pair in targets if pair not in present]
    if not absent:
        return rows
    size = [len(words) for words in phrase_words([p for _, p in absent])]
    zero = dict.fromkeys(("count", "density_terms", "density_words", "unnatural", *PLACES), 0)
    added = pd.DataFrame(absent, columns=["doc_id", "phrase"]).assign(
        phrase_words=size, **zero, yoast_density=0.0, score="few", first=np.nan, evenness=np.nan
    )
    return pd.concat([rows, added], ignore_index=True)


def _ranked(rows: pd.DataFrame, own: _Own) -> pd.DataFrame:
    """Set rank and evidence of the discovered phrases, and the origin of the targets."""
    found = {d: own.evidence(d) for d in rows["doc_id"].unique()}
    rank = {(d, p): k for d, of in found.items() for k, p in enumerate(of, 1)}
    pairs = list(rows[["doc_id", "phrase"]].itertuples(index=False, name=None))
    is_target = pd.Series([own.targets.get(d) == p for d, p in pairs], rows.index, bool)
    return rows.assign(
        rank=[rank.get(pair) for pair in pairs],
        evidence=pd.Series([found[d].get(p) or None for d, p in pairs], rows.index, dtype=object),
        origin=rows["origin"].astype(object).mask(is_target, "target"),
    )


def _judged(
    rows: pd.DataFrame,
    unnatural: pa.ChunkedArray,
    use: _Uses,
    thresholds: Mapping[str, float],
    scratch: Scratch,
) -> pd.DataFrame:
    """Return the focus phrase columns of the documents of a shard that have any phrase.

    Args:
        rows: of CORPUS["phrase_documents"], which are put by.
        unnatural: the document of each unnatural use.
    """
    scratch.add(CORPUS["phrase_documents"], frame_to_arrow(CORPUS["phrase_documents"], rows))
    columns = {name: rows[name].tolist() for name in rows.columns}
    size = use.size[rows["doc_id"]].to_numpy()
    judged = stuffing(columns, size, *use.elsewhere(rows), thresholds)
    order = list(focus_rows(columns, judged, use.own.targets).values())
    result = rows.iloc[order][["doc_id", *_FOCUS.values()]].reset_index(drop=True)
    result = result.rename(columns={source: name for name, source in _FOCUS.items()})
    worst = focus_rows(columns, judged)
    verdicts = [_verdict(columns, judged, i, worst) for i in order]
    result["stuffed"] = np.array([stuffed for stuffed, _ in verdicts], bool)
    result["stuffing_reasons"] = pd.Series([why for _, why in verdicts], dtype=object)
    counted = unnatural.to_pandas().value_counts()
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
