"""The summary of a corpus: every number that the report gives in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from hedgerow.corpus.assemble import Corpus
from hedgerow.corpus.estimates import describe, grade_shares, number, rates
from hedgerow.corpus.findings import Evidence, findings
from hedgerow.corpus.label_shares import overall_shares
from hedgerow.corpus.measured_share import measured_share
from hedgerow.corpus.tiles import Lines, tiles
from hedgerow.readability.formulas import CONSENSUS
from hedgerow.statistics.agreement import correlations, icc_2_1

_FLOW = (
    "unreadable",
    "empty",
    "not_english",
    "duplicate",
    "near_duplicate",
    "too_short",
    "analysed",
)

TOP_OOV_WORDS = 20
TOP_FAMILIES = 20


@dataclass(frozen=True)
class SummaryOptions:
    """Settings of the summary.

    Attributes:
        resamples: resamples of the documents for each interval.
        seed: seed of the resampling.
        grades: grades that documents are counted at or below.
        criteria: lines of the attention list by name.
        min_words: words of the shortest shared sequence.
    """

    resamples: int
    seed: int
    grades: Sequence[float]
    criteria: Mapping[str, float | None]
    min_words: int


def summary(
    corpus: Corpus, described: Mapping[str, Any], options: SummaryOptions
) -> dict[str, Any]:
    """Return the estimates, tiles and findings of a corpus; undefined numbers are None.

    Args:
        described: `measures` of its documents.
    """
    documents = corpus.documents
    included = documents[documents["included"]]
    resamples, seed = options.resamples, options.seed
    result: dict[str, Any] = {
        "flow": _flow(documents),
        "totals": {
            "documents": len(included),
            "words": int(included["words"].sum()),
            "sentences": int(included["sentences"].sum()),
        },
        "measured": measured_share(documents),
        "groups": {k: int(n) for k, n in included["group"].value_counts().sort_index().items()},
        "grades": grade_shares(documents, list(options.grades)),
        "measures": described,
        "rates": rates(documents, resamples, seed),
        "label_shares": overall_shares(corpus.frames["label_shares"]),
        "agreement": _agreement(included),
        "variants": _variants(included, resamples, seed),
        "textstat": _textstat(included),
        "families": families_summary(corpus.frames["families"]),
        "boilerplate": _boilerplate(corpus.frames["boilerplate"]),
        "oov_words": _oov_words(corpus.oov_words, included),
    }
    result["tiles"] = tiles(documents, result, Lines(max(options.grades), options.criteria))
    evidence = Evidence(
        result, documents, corpus.frames, options.min_words, options.criteria["template_share"]
    )
    result["findings"] = findings(evidence)
    return result


def _flow(documents: pd.DataFrame) -> dict[str, int]:
    counts = documents["status"].value_counts()
    flow = {"found": len(documents)} | {name: int(counts.get(name, 0)) for name in _FLOW}
    return flow | {"included": int(documents["included"].sum())}


def _agreement(included: pd.DataFrame) -> dict[str, Any] | None:
    """Return Spearman correlations and ICC(2,1) of the indices; None below 3 documents."""
    grades = included[list(CONSENSUS)].dropna()
    if len(grades) < 3:
        return None
    matrix = correlations(grades.to_numpy(float)).spearman
    icc = icc_2_1(grades.to_numpy(float))
    return {
        "columns": list(CONSENSUS),
        "spearman": [[number(v) for v in row] for row in matrix],
        "n": len(grades),
        "icc": {
            "value": number(icc.value),
            "low": number(icc.low),
            "high": number(icc.high),
            "n": len(grades),
        },
    }


def _variants(included: pd.DataFrame, resamples: int, seed: int) -> dict[str, Any]:
    columns = {
        "prose": "flesch_kincaid_grade",
        "unsegmented": "flesch_kincaid_grade_unsegmented",
        "block_closed": "flesch_kincaid_grade_block_closed",
        "textstat": "textstat_flesch_kincaid_grade",
    }
    return describe({name: included[c] for name, c in columns.items()}, resamples, seed)


def families_summary(families: pd.DataFrame) -> dict[str, Any]:
    """Return the number of families and of their documents, and the sizes of the largest."""
    sizes = families.groupby("family")["doc_id"].size()
    pages, count = len(families), len(sizes)
    text = f"{pages:,} pages are {count:,} {'template' if count == 1 else 'templates'}"
    return {
        "documents": pages,
        "families": count,
        "sizes": [int(n) for n in sizes.head(TOP_FAMILIES)],
        "text": text if pages else "No page is a near copy of another or shares its template",
    }


def _boilerplate(boilerplate: pd.DataFrame) -> dict[str, Any]:
    """Return the number of passages, and the words that their occurrences take up."""
    words = boilerplate["words"] * boilerplate["occurrences"]
    return {
        "passages": len(boilerplate),
        "words": int(words.sum()),
        "removed": bool(boilerplate["removed"].any()),
    }


_PAIRS = {
    "textstat_flesch_reading_ease": "flesch_reading_ease",
    "textstat_flesch_kincaid_grade": "flesch_kincaid_grade",
    "textstat_smog_index": "smog",
    "textstat_gunning_fog": "gunning_fog",
    "textstat_coleman_liau_index": "coleman_liau",
    "textstat_automated_readability_index": "automated_readability_index",
    "textstat_dale_chall_readability_score": "dale_chall",
    "textstat_sentence_count": "sentences",
    "textstat_lexicon_count": "words",
    "textstat_syllable_count": "syllables",
}
"""Columns of textstat and the columns of Hedgerow for the same measure."""


def _textstat(included: pd.DataFrame) -> dict[str, Any]:
    """Return textstat's values minus Hedgerow's for the comparison sample."""
    sample = included[included["textstat_lexicon_count"].notna()]
    differences = {}
    for theirs, ours in _PAIRS.items():
        gap = (sample[theirs] - sample[ours]).dropna()
        differences[theirs] = {
            "ours": ours,
            "n": len(gap),
            "mean": number(gap.mean()),
            "median": number(gap.median()),
            "max": number(gap.abs().max()),
        }
    return {"documents": len(sample), "differences": differences}


def _oov_words(oov_words: pd.DataFrame, included: pd.DataFrame) -> dict[str, Any]:
    words = included["words"].sum()
    outside = included["out_of_dictionary"].sum()
    merged = oov_words.groupby("word", sort=True).agg({"count": "sum", "syllables": "first"})
    top = merged.sort_values("count", ascending=False, kind="stable").head(TOP_OOV_WORDS)
    return {
        "words": int(words),
        "outside": int(outside),
        "share": number(outside / words) if words else None,
        "top": [[w, int(r["count"]), int(r["syllables"])] for w, r in top.iterrows()],
    }
