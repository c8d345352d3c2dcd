"""The phrases of the documents: listed, target and discovered ones.

Phrases with the same words are one phrase, in the spelling of the list where it is listed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from hedgerow.corpus.corpus_words import CorpusWords
from hedgerow.corpus.joined_shards import JoinedShards
from hedgerow.lexicons.function_words import FUNCTION_WORDS
from hedgerow.phrases.discovery import Sequences, discover
from hedgerow.phrases.occurrences import PLACES, Occurrences, find_occurrences
from hedgerow.phrases.phrase_forms import plain_words
from hedgerow.phrases.phrase_matcher import phrase_words
from hedgerow.phrases.phrase_tables import phrase_documents, phrase_rows, unnatural_rows
from hedgerow.phrases.stuffing import Stuffing, focus_rows, stuffing
from hedgerow.phrases.title_clues import page_clues
from hedgerow.phrases.unnatural import unnatural_reasons
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus

_TABLES = ("phrases", "phrase_documents", "unnatural")

_PER_DOCUMENT = ["doc_id", "phrase", "count"]

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

    phrases: pd.DataFrame
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
    listed = {name: shards.frame(name) for name in _TABLES}
    already = sorted(set(listed["phrase_documents"]["phrase"]))
    discovered = _discovered(shards.words, documents, settings["discover"])
    target = documents.loc[documents["target_phrase"].notna(), ["doc_id", "target_phrase"]]
    spelled = _spelling([already, sorted(target["target_phrase"]), *map(list, discovered.values())])
    targets = {d: spelled[p] for d, p in target.itertuples(index=False)}
    evidence = {d: {spelled[p]: why for p, why in found.items()} for d, found in discovered.items()}
    ranks = {d: list(found) for d, found in evidence.items()}
    wanted = {d: set(found) for d, found in ranks.items()}
    for doc_id, phrase in targets.items():
        wanted.setdefault(doc_id, set()).add(phrase)
    forms, texts = settings["forms"], [text for text in shards.texts if text.doc_ids]
    found = [_occurrences_of(text, wanted, set(already), forms) for text in texts]
    joined = {
        name: pd.concat([listed[name], *(f[name] for f in found)], ignore_index=True)
        for name in _TABLES
    }
    everywhere = [listed["phrase_documents"][_PER_DOCUMENT], *(f["everywhere"] for f in found)]
    joined["phrase_documents"] = _ranked(
        _with_absent(joined["phrase_documents"], targets, documents), targets, evidence
    )
    size = documents.set_index("doc_id")["words_all"]
    kept = set(documents.loc[documents["included"], "doc_id"])
    rest = _rest(joined["phrase_documents"], pd.concat(everywhere), size, kept)
    focus = _focus(joined, size, rest, targets, settings["thresholds"])
    return DocumentPhrases(focus=focus, **joined)


def _spelling(lists: Sequence[Sequence[str]]) -> dict[str, str]:
    """Return the first spelling of every phrase in the lists."""
    phrases = list(dict.fromkeys(phrase for given in lists for phrase in given))
    first: dict[tuple[str, ...], str] = {}
    return {
        phrase: first.setdefault(tuple(plain_words(words)), phrase)
        for phrase, words in zip(phrases, phrase_words(phrases), strict=True)
    }


def _discovered(words: CorpusWords, documents: pd.DataFrame, top: int) -> dict[str, dict[str, str]]:
    """Return doc_id -> the phrases discovered in it, best first, with the evidence for each.

    Only included documents are considered.
    """
    included = documents[documents["included"]]
    ids = included["doc_id"].tolist()
    position = {doc_id: i for i, doc_id in enumerate(ids)}
    of_doc = np.array([position.get(d, -1) for d in words.doc_ids], np.int64)
    titles = included["title"].astype(object).where(included["title"].notna(), None)
    found = discover(
        _sequences(words, of_doc),
        doc_words=included["words_all"].to_numpy(),
        top=top,
        clues=page_clues(titles.tolist(), ids),
    )
    phrases: dict[str, dict[str, str]] = {}
    rows = zip(found.doc.tolist(), found.phrase, found.evidence, strict=True)
    for d, phrase, evidence in rows:
        phrases.setdefault(ids[d], {})[phrase] = evidence
    return phrases


def _sequences(words: CorpusWords, of_doc: np.ndarray) -> Sequences:
    """Return the repeated sequences, and the repeated content words, of the documents.

    Args:
        of_doc: number of each document, -1 for those left out.
    """
    doc, single_doc = of_doc[words.seq_doc], of_doc[words.doc]
    sequences = np.flatnonzero(doc >= 0)
    content = np.array([w[:1].isalpha() and w not in FUNCTION_WORDS for w in words.words], bool)
    singles = np.flatnonzero((single_doc >= 0) & content[words.word])

    def join(of_sequences: np.ndarray, of_singles: np.ndarray) -> np.ndarray:
        return np.concatenate([of_sequences[sequences], of_singles[singles]])

    n_singles = len(words.word)
    return Sequences(
        doc=join(doc, single_doc),
        item=join(words.sequence, words.word + len(words.sequences)),
        items=[*words.sequences, *words.words],
        n=join(words.seq_n, np.ones(n_singles, np.int64)),
        count=join(words.seq_count, words.uses),
        prose=join(words.seq_prose, words.uses),
        title=join(words.seq_title, np.zeros(n_singles, np.int64)),
    )


def _occurrences_of(
    tokenised: TokenisedCorpus,
    wanted: Mapping[str, set[str]],
    already: set[str],
    forms: Collection[str],
) -> dict[str, pd.DataFrame]:
    """Return the rows of the three tables for the phrases of the documents of one shard.

    A phrase counts in its own documents (`wanted`), unless it is listed. The frame `everywhere` has
    the occurrences of these phrases in all documents.
    """
    of_doc = [wanted.get(doc_id, set()) for doc_id in tokenised.doc_ids]
    phrases = sorted(set().union(*wanted.values()) - already)
    found = find_occurrences(tokenised, phrases, forms)
    everywhere = _counted(tokenised, found, phrases)
    here = [
        phrases[p] in of_doc[d]
        for p, d in zip(found.phrase.tolist(), found.doc.tolist(), strict=True)
    ]
    found = found.take(np.flatnonzero(here))
    reasons = unnatural_reasons(tokenised, found, phrases)
    arguments = (tokenised, found, phrases, reasons)
    return {
        "phrases": pd.DataFrame(phrase_rows(*arguments)),
        "phrase_documents": pd.DataFrame(phrase_documents(*arguments, origin="discovered")),
        "unnatural": pd.DataFrame(unnatural_rows(*arguments)),
        "everywhere": everywhere,
    }


def _counted(
    tokenised: TokenisedCorpus, found: Occurrences, phrases: Sequence[str]
) -> pd.DataFrame:
    """Return doc_id, phrase and count of each phrase in each document that has it."""
    width = max(1, len(phrases))
    pairs, count = np.unique(found.doc * width + found.phrase, return_counts=True)
    return pd.DataFrame(
        {
            "doc_id": np.array(tokenised.doc_ids, object)[pairs // width],
            "phrase": np.array([*phrases, ""], object)[pairs % width],
            "count": count,
        }
    )


def _rest(
    rows: pd.DataFrame, everywhere: pd.DataFrame, size: pd.Series, kept: set[str]
) -> tuple[np.ndarray, np.ndarray]:
    """Return the occurrences and words of the other included documents with the phrase of a row."""
    inside = everywhere[everywhere["doc_id"].isin(kept)]
    words = inside["doc_id"].map(size)
    total = inside.assign(words=words).groupby("phrase")[["count", "words"]].sum()
    own = (rows["doc_id"].isin(kept) & (rows["count"] > 0)).to_numpy()
    count, words = (
        rows["phrase"].map(total[name]).fillna(0).to_numpy(np.int64) for name in ("count", "words")
    )
    own_count, own_words = rows["count"].to_numpy(), rows["doc_id"].map(size).to_numpy()
    return count - np.where(own, own_count, 0), words - np.where(own, own_words, 0)


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
