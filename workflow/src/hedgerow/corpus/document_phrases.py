"""The phrases of the documents: listed, target and discovered ones.

Phrases with the same words are one phrase, in the spelling of the list where it is listed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
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
    discovered = discovered_phrases(shards, documents, settings["discover"], scratch.folder)
    trim_freed_memory()
    targets = documents["target_phrase"].dropna().unique().tolist()
    spelled = _spelling([already, sorted(targets), discovered.phrases])
    own = _Own(discovered, spelled, documents)
    phrases = {spelled[phrase] for phrase in (*discovered.phrases, *targets)}
    use = _Uses(sorted(phrases - set(already)), already)
    listed_parts = zip(*map(shards.tables, _TABLES), strict=True)
    unnatural: list[Path] = []
    for text in shards.texts:
        of_list = next(listed_parts)
        put = _put_by(len(unnatural), text, of_list, own, use, settings["forms"], scratch)
        unnatural.append(put)
        del text, of_list  # else two shards would be in memory while the next one is read
    focus = [
        _judged(
            _ranked(_with_absent(read_arrow(_waiting(scratch, shard)).to_pandas(), here), here),
            read_arrow(path)["doc_id"],
            here,
            use,
            settings["thresholds"],
            scratch,
        )
        for shard, path in enumerate(unnatural)
        for here in (own.of_shard(shard),)
    ]
    forget_phrases()
    return pd.concat([rows for rows in focus if len(rows)] or focus, ignore_index=True)


def _put_by(
    shard: int,
    text: TokenisedCorpus,
    of_list: Sequence[pa.Table],
    own: _Own,
    use: _Uses,
    forms: Collection[str],
    scratch: Scratch,
) -> Path:
    """Put by the rows of a shard: those of listed phrases, and those of the documents' own.

    Returns:
        The file with the unnatural uses.
    """
    here = own.of_shard(shard, text.doc_ids)
    use.count_listed(of_list[_TABLES.index("phrase_documents")], here)
    found = use.found_in(text, here, forms)
    tables = {
        name: pa.concat_tables([table, *more])
        for name, table, more in zip(_TABLES, of_list, found, strict=True)
    }
    scratch.add(CORPUS["phrases"], tables["phrases"])
    write_parquet(_waiting(scratch, shard), tables["phrase_documents"])
    return scratch.add(CORPUS["unnatural"], tables["unnatural"])


def _waiting(scratch: Scratch, shard: int) -> Path:
    """Return the file in which the uses of a shard wait until all are counted."""
    return scratch.folder / f"uses.{shard}.parquet"


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


@dataclass(frozen=True)
class _OfShard:
    """The documents of a shard and their phrases: target and discovered ones.

    Attributes:
        doc_ids: of the documents.
        size: words of each document, by its id.
        kept: the included documents.
        targets: the target phrase of each document that has one.
        evidence: of each document with discovered phrases these, best first, with the evidence.
    """

    doc_ids: list[str]
    size: pd.Series
    kept: set[str]
    targets: dict[str, str]
    evidence: dict[str, dict[str, str]]

    def of(self, doc_id: str) -> set[str]:
        """Return the phrases of a document."""
        target = self.targets.get(doc_id)
        return set(self.evidence.get(doc_id, ())) | ({target} if target is not None else set())


class _Own:
    """The phrases of each document, in the spelling of the corpus, for one shard after another."""

    def __init__(
        self,
        discovered: DiscoveredPhrases,
        spelled: Mapping[str, str],
        documents: pd.DataFrame,
    ) -> None:
        """Take the phrases discovered, and the documents as `document_phrases` does."""
        self._discovered, self._spelled = discovered, spelled
        self._documents = documents[["doc_id", "included", "words_all", "target_phrase"]]
        self._places: dict[int, np.ndarray] = {}

    def of_shard(self, shard: int, doc_ids: Sequence[str] | None = None) -> _OfShard:
        """Return the documents of a shard.

        Args:
            doc_ids: of all documents of the shard, the first time that it is asked for.
        """
        if doc_ids is not None:
            index = pd.Index(self._documents["doc_id"])
            self._places[shard] = index.get_indexer(pd.Index(doc_ids))
        here = self._documents.iloc[self._places[shard]]
        ids = here["doc_id"].tolist()
        pairs = zip(ids, here["target_phrase"].tolist(), here["target_phrase"].notna(), strict=True)
        evidence = (self._discovered.of(shard, d) for d in range(len(ids)))
        return _OfShard(
            doc_ids=ids,
            size=here.set_index("doc_id")["words_all"],
            kept={doc_id for doc_id, inside in zip(ids, here["included"], strict=True) if inside},
            targets={d: self._spelled[phrase] for d, phrase, known in pairs if known},
            evidence={
                doc_id: {self._spelled[phrase]: why for phrase, why in found.items()}
                for doc_id, found in zip(ids, evidence, strict=True)
                if found
            },
        )


class _Uses:
    """The uses of phrases in their own documents, and their totals over all included documents."""

    def __init__(self, phrases: list[str], listed: list[str]) -> None:
        """Take the listed phrases and the others; no uses so far."""
        self._phrases = phrases
        self._known = pd.Index([*phrases, *listed], dtype=object)
        # uses; words of documents with them
        self._total = np.zeros((2, len(self._known)), np.int64)

    def found_in(
        self, tokenised: TokenisedCorpus, here: _OfShard, forms: Collection[str]
    ) -> list[list[pa.Table]]:
        """Return the rows of the three tables for one shard, and add its uses to the totals.

        A phrase has rows in its own documents only.
        """
        search = compile_phrases(self._phrases, tokenised, forms)
        tables: list[list[pa.Table]] = [[] for _ in _TABLES]
        for part in tokenised.parts():
            for rows, more in zip(tables, self._found_in_part(part, here, search), strict=True):
                rows.append(more)
        return tables

    def _found_in_part(
        self, part: TokenisedCorpus, here: _OfShard, search: PhraseSearch
    ) -> list[pa.Table]:
        found = occurrences_of(search, part)
        doc, phrase, count, pair = self._pairs(found)
        size = here.size[part.doc_ids].to_numpy()
        size = np.where([doc_id in here.kept for doc_id in part.doc_ids], size, -1)
        inside = size[doc] >= 0
        self._add(phrase[inside], count[inside], size[doc[inside]])
        own = [here.of(doc_id) for doc_id in part.doc_ids]
        is_own = [
            self._phrases[p] in own[d] for p, d in zip(phrase.tolist(), doc.tolist(), strict=True)
        ]
        found = found.take(np.flatnonzero(np.array(is_own, bool)[pair]))
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

    def _pairs(self, found: Occurrences) -> tuple[np.ndarray, ...]:
        """Return document, phrase and occurrences of each pair, and the pair of each occurrence."""
        width = max(1, len(self._phrases))
        pairs, pair, count = np.unique(
            found.doc * width + found.phrase, return_inverse=True, return_counts=True
        )
        return pairs // width, pairs % width, count, pair

    def count_listed(self, rows: pa.Table, here: _OfShard) -> None:
        """Add the uses of listed phrases in a shard to the totals.

        Args:
            rows: of SHARD["phrase_documents"].
        """
        inside = rows.select(["doc_id", "phrase", "count"]).to_pandas()
        inside = inside[inside["doc_id"].isin(here.kept)]
        place = self._known.get_indexer(inside["phrase"])
        self._add(place, inside["count"].to_numpy(), here.size[inside["doc_id"]].to_numpy())

    def _add(self, place: np.ndarray, count: np.ndarray, words: np.ndarray) -> None:
        for row, weight in enumerate((count, words)):
            added = np.bincount(place, weight, self._total.shape[1])
            self._total[row] += added.astype(np.int64)

    def elsewhere(self, rows: pd.DataFrame, here: _OfShard) -> tuple[np.ndarray, np.ndarray]:
        """Return the uses and words of the other included documents with the phrase of a row.

        Args:
            rows: of CORPUS["phrase_documents"].
        """
        own = (rows["doc_id"].isin(here.kept) & (rows["count"] > 0)).to_numpy()
        place = self._known.get_indexer(rows["phrase"])
        uses, words = np.where(place >= 0, self._total[:, place], 0)
        of_own = rows["count"].to_numpy(), here.size[rows["doc_id"]].to_numpy()
        return uses - np.where(own, of_own[0], 0), words - np.where(own, of_own[1], 0)


def _with_absent(rows: pd.DataFrame, here: _OfShard) -> pd.DataFrame:
    """Add a row of zeros for each of these documents with text that lacks its target phrase."""
    present = set(rows[["doc_id", "phrase"]].itertuples(index=False, name=None))
    readable = set(here.size.index[here.size > 0])
    targets = [(d, phrase) for d, phrase in sorted(here.targets.items()) if d in readable]
    absent = [pair for pair in targets if pair not in present]
    if not absent:
        return rows
    size = [len(words) for words in phrase_words([p for _, p in absent])]
    zero = dict.fromkeys(("count", "density_terms", "density_words", "unnatural", *PLACES), 0)
    added = pd.DataFrame(absent, columns=["doc_id", "phrase"]).assign(
        phrase_words=size, **zero, yoast_density=0.0, score="few", first=np.nan, evenness=np.nan
    )
    return pd.concat([rows, added], ignore_index=True)


def _ranked(rows: pd.DataFrame, here: _OfShard) -> pd.DataFrame:
    """Set rank and evidence of the discovered phrases, and the origin of the targets."""
    found = {d: here.evidence.get(d, {}) for d in rows["doc_id"].unique()}
    rank = {(d, p): k for d, of in found.items() for k, p in enumerate(of, 1)}
    pairs = list(rows[["doc_id", "phrase"]].itertuples(index=False, name=None))
    is_target = pd.Series([here.targets.get(d) == p for d, p in pairs], rows.index, bool)
    return rows.assign(
        rank=[rank.get(pair) for pair in pairs],
        evidence=pd.Series([found[d].get(p) or None for d, p in pairs], rows.index, dtype=object),
        origin=rows["origin"].astype(object).mask(is_target, "target"),
    )


def _judged(
    rows: pd.DataFrame,
    unnatural: pa.ChunkedArray,
    here: _OfShard,
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
    size = here.size[rows["doc_id"]].to_numpy()
    judged = stuffing(columns, size, *use.elsewhere(rows, here), thresholds)
    order = list(focus_rows(columns, judged, here.targets).values())
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
