"""The corpus put together: one row per document with all its measures, and the tables behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from hedgerow.corpus import membership
from hedgerow.corpus.criteria import failed_criteria
from hedgerow.corpus.keyphrases import keyphrases
from hedgerow.corpus.shard_tables import Shards
from hedgerow.corpus.shared_wording import Copies, find_copies, shared_wording
from hedgerow.corpus.transparency import find_proxies, link_counts
from hedgerow.corpus.word_files import CorpusWords
from hedgerow.labels.contradictions import contradiction_candidates
from hedgerow.labels.document_rates import document_measures
from hedgerow.lexicons.load import load_lexicon
from hedgerow.readability.formulas import SMOG_SAMPLE, SPREAD
from hedgerow.tables.io import columns_of
from hedgerow.tables.schemas import CORPUS
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus


@dataclass(frozen=True)
class Corpus:
    """Everything the summary and the report read.

    Attributes:
        documents: rows of CORPUS["documents"], sorted by doc_id.
        frames: the other tables of the corpus that are small, by name.
        arrows: the tables that come from the shards as they are.
        words: counts of the words and word sequences of all documents.
        oov_words: word, count and syllables of the words outside the dictionary.
    """

    documents: pd.DataFrame
    frames: dict[str, pd.DataFrame]
    arrows: dict[str, pa.Table]
    words: CorpusWords
    oov_words: pd.DataFrame


def assemble(
    shards: Shards,
    textstat: pd.DataFrame,
    metadata: pd.DataFrame | None,
    settings: Mapping[str, Any],
) -> Corpus:
    """Join the shards and measure what only the whole corpus shows.

    Args:
        textstat: SHARD["textstat"].
        metadata: group, pair and target phrase by doc_id, or None.
        settings: the config as used.
    """
    texts = shards.texts()
    documents, copies = _members(shards, metadata, settings)
    kept = set(documents.loc[documents["included"], "doc_id"])
    words = shards.words(texts)
    claims, cues = shards.arrow("claims"), shards.arrow("cues")
    hedging, contradictions = _hedging(claims, cues, documents, settings["hedging"]["lexicons"])
    shared = shared_wording(texts, kept, settings["templates"])
    use = keyphrases(shards, texts, words, documents, settings["keywords"])
    documents = documents.merge(shards.frame("readability"), on="doc_id", how="left")
    documents = documents.merge(textstat, on="doc_id", how="left")
    documents = documents.merge(hedging, on="doc_id", how="left")
    documents = documents.merge(use.focus, on="doc_id", how="left")
    documents = documents.merge(shared.share, on="doc_id", how="left")
    documents = documents.merge(copies.nearest, on="doc_id", how="left")
    documents = documents.merge(copies.clusters, on="doc_id", how="left")
    documents = _with_proxies(documents, texts)
    documents["flags"] = _flags(documents)
    documents = documents.join(failed_criteria(documents, settings["criteria"]))
    documents = documents[list(CORPUS["documents"].names)]
    frames = {
        "documents": documents,
        "unnatural": use.unnatural,
        "phrases": use.phrases,
        "phrase_documents": use.phrase_documents,
        **shared.tables,
        "similar": copies.similar,
        "contradictions": contradictions,
        "excluded": documents.loc[~documents["included"], ["doc_id", "status", "reason"]],
    }
    arrows = {
        "sections": shards.arrow("sections"),
        "sentences": shards.arrow("sentences"),
        "hard_words": shards.arrow("hard_words"),
        "cleaning": shards.arrow("cleaning"),
        "cues": cues,
        "claims": claims,
    }
    return Corpus(documents, frames, arrows, words, shards.frame("oov_words"))


def _members(
    shards: Shards, metadata: pd.DataFrame | None, settings: Mapping[str, Any]
) -> tuple[pd.DataFrame, Copies]:
    """Return the documents with status, group and duplicates, and what they share."""
    documents = shards.frame("documents")
    documents = documents.assign(reason=documents["reason"].astype(object))
    copies = find_copies(shards.signatures(), settings["duplicates"]["near"])
    documents = membership.mark_short(documents, settings["too_short"])
    documents = membership.mark_duplicates(documents, copies.duplicates)
    groups = membership.assign_groups(documents, metadata)
    documents = documents.join(groups)
    exclude = settings["duplicates"]["exclude"]
    documents["included"] = membership.included(documents["status"], exclude)
    return documents, copies


def _hedging(
    claims: pa.Table, cues: pa.Table, documents: pd.DataFrame, lexicons: Sequence[str]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the hedging columns of the documents that have prose, and the contradictions.

    Contradictions are looked for in the included documents only.
    """
    lexicon = load_lexicon([Path(path) for path in lexicons])
    kept = set(documents.loc[documents["included"], "doc_id"])
    candidates = contradiction_candidates(columns_of(_only(claims, kept)), lexicon)
    scored = documents[documents["words"] > 0]
    measured = document_measures(
        scored["doc_id"].tolist(),
        scored["words"].to_numpy(),
        columns_of(claims),
        columns_of(cues),
        candidates,
        lexicon,
    )
    return pd.DataFrame({"doc_id": scored["doc_id"].tolist(), **measured}), pd.DataFrame(candidates)


def _only(table: pa.Table, doc_ids: set[str]) -> pa.Table:
    return table.filter(pc.is_in(table["doc_id"], pa.array(sorted(doc_ids), pa.large_string())))


def _with_proxies(documents: pd.DataFrame, texts: list[TokenisedCorpus]) -> pd.DataFrame:
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
    """Return the flags of each document, joined by ";"; null where there is none."""
    tests = {
        "too_short": documents["status"] == "too_short",
        "smog_few_sentences": documents["sentences"] < SMOG_SAMPLE,
        "segmentation_range": documents["flesch_kincaid_grade_segmentation_range"] > SPREAD,
        "diversity_few_words": documents["words"] < 100,
    }
    marks = pd.DataFrame({name: test.fillna(False) for name, test in tests.items()})
    measured = documents["sentences"].notna()
    return pd.Series(
        [
            ";".join(name for name in marks.columns if row[name]) or None if known else None
            for row, known in zip(marks.to_dict("records"), measured, strict=True)
        ],
        index=documents.index,
        dtype=object,
    )
