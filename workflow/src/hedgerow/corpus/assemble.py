"""The corpus assembled: one row per document with all its measures, and the tables behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from hedgerow.corpus import membership
from hedgerow.corpus.criteria import failed_criteria
from hedgerow.corpus.document_phrases import document_phrases
from hedgerow.corpus.joined_shards import JoinedShards
from hedgerow.corpus.schemas import CORPUS, SHARD
from hedgerow.corpus.shared_wording import Copies, find_copies, shared_wording
from hedgerow.corpus.transparency import find_proxies, link_counts
from hedgerow.labels.contradictions import (
    COMPARED,
    COMPARED_ROWS,
    contradiction_candidates,
)
from hedgerow.labels.document_rates import COUNTED, document_measures
from hedgerow.lexicons.load import Lexicon
from hedgerow.readability.formulas import LONG_SENTENCES_LIMIT, SEGMENTATION_LIMIT, SMOG_SAMPLE
from hedgerow.tables.freed_memory import trim_freed_memory
from hedgerow.tables.io import columns_of
from hedgerow.tables.scratch import Scratch
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus

UNCHANGED = ("sections", "sentences", "hard_words", "cleaning", "cues", "claims")
"""Tables of the shards that are tables of the corpus as they are."""

_AT_ONCE = 1_000
"""Documents whose claims are in memory as Python strings at once."""


@dataclass(frozen=True)
class Corpus:
    """All tables of a corpus.

    Attributes:
        documents: rows of CORPUS["documents"], sorted by doc_id.
        frames: the other tables made from the whole corpus, by name; long ones wait on disk.
        oov_words: word, count and syllables of the words outside the dictionary.
    """

    documents: pd.DataFrame
    frames: dict[str, pd.DataFrame]
    oov_words: pd.DataFrame


@dataclass(frozen=True)
class AssemblyOptions:
    """Settings of the assembly.

    Attributes:
        too_short: documents with fewer words of prose are left out of the averages.
        near: least Jaccard similarity of near duplicates.
        exclude: repeated documents left out of the statistics: exact, near (both kinds) or none.
        criteria: lines of the attention list; a criterion without a line is null.
        keywords: the settings under `keywords`.
        templates: the settings under `templates`.
    """

    too_short: int
    near: float
    exclude: str
    criteria: Mapping[str, float | None]
    keywords: Mapping[str, Any]
    templates: Mapping[str, Any]


def assemble(
    shards: JoinedShards,
    textstat: pd.DataFrame,
    metadata: pd.DataFrame | None,
    lexicon: Lexicon,
    options: AssemblyOptions,
    scratch: Scratch,
) -> Corpus:
    """Join the tables of the shards and add the measures that need the whole corpus.

    Args:
        textstat: SHARD["textstat"].
        metadata: group, pair and target phrase by doc_id, or None.
        lexicon: the terms by which contradictions are found.
        scratch: receives the rows of the long tables that are made here.
    """
    texts = shards.texts
    documents, copies = _members(shards, metadata, options)
    kept = set(documents.loc[documents["included"], "doc_id"])
    hedging, contradictions = _hedging(shards, documents, lexicon)
    shared = shared_wording(texts, kept, options.templates, scratch)
    focus = document_phrases(shards, documents, options.keywords, scratch)
    documents = documents.merge(shards.frame("readability"), on="doc_id", how="left")
    documents = documents.merge(textstat, on="doc_id", how="left")
    documents = documents.merge(hedging, on="doc_id", how="left")
    documents = documents.merge(focus, on="doc_id", how="left")
    documents = documents.merge(shared.share, on="doc_id", how="left")
    documents = documents.merge(copies.nearest, on="doc_id", how="left")
    documents = documents.merge(copies.clusters, on="doc_id", how="left")
    trim_freed_memory()
    documents = _with_proxies(documents, texts)
    documents["flags"] = _flags(documents)
    documents = documents.join(failed_criteria(documents, options.criteria))
    documents = documents[list(CORPUS["documents"].names)]
    frames = {
        "documents": documents,
        **shared.tables,
        "similar": copies.similar,
        "contradictions": contradictions,
        "excluded": documents.loc[~documents["included"], ["doc_id", "status", "reason"]],
    }
    return Corpus(documents, frames, shards.frame("oov_words"))


def _members(
    shards: JoinedShards, metadata: pd.DataFrame | None, options: AssemblyOptions
) -> tuple[pd.DataFrame, Copies]:
    """Return the documents with status, group and duplicates, and their similar pairs."""
    documents = membership.recount(shards.frame("documents"), shards.texts)
    documents = documents.assign(reason=documents["reason"].astype(object))
    copies = find_copies(shards.signatures(), options.near)
    documents = membership.mark_short(documents, options.too_short)
    documents = membership.mark_duplicates(documents, copies.duplicates)
    groups = membership.assign_groups(documents, metadata)
    documents = documents.join(groups)
    documents["included"] = membership.included(documents["status"], options.exclude)
    return documents, copies


def _hedging(
    shards: JoinedShards, documents: pd.DataFrame, lexicon: Lexicon
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the hedging columns of the documents with prose, and the contradiction candidates.

    Candidates come from the included documents only.
    """
    kept = pa.array(documents.loc[documents["included"], "doc_id"].tolist(), pa.large_string())
    unread = [column for column in SHARD["claims"].names if column not in COMPARED]
    causal = shards.tables("claims", unread, {**COMPARED_ROWS, "doc_id": kept})
    candidates = contradiction_candidates(map(columns_of, causal), lexicon)
    trim_freed_memory()
    size = documents.loc[documents["words"] > 0].set_index("doc_id")["words"]
    measured = []
    unread = [name for name in SHARD["documents"].names if name != "doc_id"]
    for ids, claims, cues in zip(
        shards.tables("documents", unread),
        shards.tables("claims", _uncounted("claims")),
        shards.tables("cues", _uncounted("cues")),
        strict=True,
    ):
        doc_ids = [doc_id for doc_id in ids["doc_id"].to_pylist() if doc_id in size.index]
        for first in range(0, max(1, len(doc_ids)), _AT_ONCE):
            some = doc_ids[first : first + _AT_ONCE]
            columns = document_measures(
                some,
                size.loc[some].to_numpy(),
                columns_of(_only(claims, some)),
                columns_of(_only(cues, some)),
                candidates,
                lexicon,
            )
            measured.append(pd.DataFrame({"doc_id": some, **columns}))
    del ids, claims, cues
    trim_freed_memory()
    return pd.concat(measured, ignore_index=True), pd.DataFrame(candidates)


def _uncounted(name: str) -> list[str]:
    return [column for column in SHARD[name].names if column not in COUNTED]


def _only(table: pa.Table, doc_ids: Sequence[str]) -> pa.Table:
    return table.filter(pc.is_in(table["doc_id"], pa.array(doc_ids, pa.large_string())))


def _with_proxies(documents: pd.DataFrame, texts: Sequence[TokenisedCorpus]) -> pd.DataFrame:
    found = pd.concat([find_proxies(text) for text in texts], ignore_index=True)
    documents = documents.merge(found, on="doc_id", how="left")
    links = link_counts(documents["links"])
    documents[links.columns[:-1]] = links.iloc[:, :-1].to_numpy()
    lines = documents.pop("byline_text"), documents.pop("dateline_text")
    documents["author_text"] = documents["byline"].fillna(lines[0])
    documents["date_text"] = documents["date"].fillna(lines[1])
    documents["references_text"] = documents["references_text"].fillna(links["study_links"])
    return documents.assign(
        has_author=documents["author_text"].notna(),
        has_date=documents["date_text"].notna(),
        has_references=documents["references_text"].notna(),
        has_disclosure=documents["disclosure_text"].notna(),
        has_advertising=documents["advertising_text"].notna(),
        names_study=documents["research_named"].fillna(0) > 0,
    )


def _flags(documents: pd.DataFrame) -> pd.Series:
    """Return the flags of each document, joined by ";"; null for a document without flags."""
    grade = "flesch_kincaid_grade"
    tests = {
        "too_short": documents["status"] == "too_short",
        "smog_few_sentences": documents["sentences"] < SMOG_SAMPLE,
        "segmentation_range": documents[f"{grade}_segmentation_range"] > SEGMENTATION_LIMIT,
        "long_sentences": documents["words_in_long_sentences"]
        > LONG_SENTENCES_LIMIT * documents["words"],
        "diversity_few_words": documents["words"] < 100,
    }
    marks = zip(*(test.fillna(False).tolist() for test in tests.values()), strict=True)
    measured = documents["sentences"].notna()
    return pd.Series(
        [
            ";".join(compress(tests, row)) or None if known else None
            for row, known in zip(marks, measured, strict=True)
        ],
        index=documents.index,
        dtype=object,
    )
