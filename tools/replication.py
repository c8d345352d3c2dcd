"""Replicate the readability formulas: worked examples, and other packages on the same counts.

usage: python tools/replication.py FOLDER [PAGE]     FOLDER of .txt files; docs/validation.md

Every package gets the counts that Hedgerow makes of the texts, so that the differences are those of
the formulas alone. textstat computes with its own code, its counters replaced by these counts.
quanteda.textstats and koRpus are R packages; their formulas are written down here from their
sources (R/textstat_readability.R; R/koRpus-internal.rdb.formulae.R and its default parameters).
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Mapping
from importlib import metadata
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np

from hedgerow.errors import UserError
from hedgerow.readability.formulas import FORMULAS, formula_scores
from hedgerow.readability.word_features import SUMS
from hedgerow.steps.score import score_documents
from hedgerow.text.blocks.document import document_from_text
from publishing import publish
from worked_examples import WORKED

Counts = Mapping[str, float]

QUANTEDA: dict[str, Callable[[Counts], float]] = {
    "flesch_reading_ease": lambda c: (
        206.835 - 1.015 * c["words"] / c["sentences"] - 84.6 * c["syllables"] / c["words"]
    ),
    "flesch_kincaid_grade": lambda c: (
        0.39 * c["words"] / c["sentences"] + 11.8 * c["syllables"] / c["words"] - 15.59
    ),
    "smog": lambda c: 1.043 * (c["polysyllables"] * 30 / c["sentences"]) ** 0.5 + 3.1291,
    "gunning_fog": lambda c: (
        0.4 * (c["words"] / c["sentences"] + 100 * c["polysyllables"] / c["words"])
    ),
    "coleman_liau": lambda c: (
        5.88 * c["characters"] / c["words"] - 29.6 * c["sentences"] / c["words"] - 15.8
    ),
    "automated_readability_index": lambda c: (
        0.5 * c["words"] / c["sentences"] + 4.71 * c["characters"] / c["words"] - 21.43
    ),
    "dale_chall": lambda c: (
        64 - 95 * c["difficult_words"] / c["words"] - 0.69 * c["words"] / c["sentences"]
    ),
    "spache": lambda c: (
        0.121 * c["words"] / c["sentences"] + 8.2 * c["difficult_words"] / c["words"] + 0.659
    ),
    "forcast": lambda c: 20 - c["monosyllables"] * 150 / c["words"] / 10,
    "lix": lambda c: c["words"] / c["sentences"] + 100 * c["long_words"] / c["words"],
    "rix": lambda c: c["long_words"] / c["sentences"],
    "linsear_write": lambda c: 4 * c["polysyllables"] / c["sentences"],
}
"""quanteda.textstats; Linsear.Write is its expression, (100 - 100 E/W + 300 P/W) / (100 S/W) with
E = W - P, in its simplest form."""


def _korpus_linsear(c: Counts) -> float:
    raw = (c["words"] + 2 * c["polysyllables"]) / c["sentences"]
    return raw / 2 if raw > 20 else (raw - 2) / 2


KORPUS: dict[str, Callable[[Counts], float]] = {
    name: QUANTEDA[name]
    for name in (
        "flesch_reading_ease", "flesch_kincaid_grade", "smog", "dale_chall", "forcast", "lix", "rix"
    )
} | {
    "gunning_fog": lambda c: (
        0.4 * (c["words"] / c["sentences"] + 100 * c["complex_words"] / c["words"])
    ),
    "coleman_liau": lambda c: (
        5.88 * c["letters"] / c["words"] - 29.6 * c["sentences"] / c["words"] - 15.8
    ),
    "automated_readability_index": lambda c: (
        0.5 * c["words"] / c["sentences"] + 4.71 * c["letters"] / c["words"] - 21.43
    ),
    "linsear_write": _korpus_linsear,
    "spache": lambda c: (
        0.121 * c["words"] / c["sentences"] + 8.2 * c["unfamiliar_types"] / c["words"] + 0.659
    ),
}  # fmt: skip
"""koRpus: where it agrees with quanteda.textstats the same expression."""

_COUNTERS: dict[str, Callable[[Counts], float]] = {
    "count_words": lambda c: c["words"],
    "count_sentences": lambda c: c["sentences"],
    "count_polysyllable_words": lambda c: c["polysyllables"],
    "count_long_words": lambda c: c["long_words"],
    "count_miniwords": lambda c: c["mini_words"],
    "words_per_sentence": lambda c: c["words"] / c["sentences"],
    "syllables_per_word": lambda c: c["syllables"] / c["words"],
    "chars_per_word": lambda c: c["characters"] / c["words"],
    "letters_per_word": lambda c: c["letters"] / c["words"],
    "sentences_per_word": lambda c: c["sentences"] / c["words"],
}
"""Counters of textstat, and the same count of ours."""

_TEXTSTAT = {
    "flesch_reading_ease": ("flesch_reading_ease", {}),
    "flesch_kincaid_grade": ("flesch_kincaid_grade", {}),
    "smog": ("smog_index", {}),
    "gunning_fog": ("gunning_fog", {"count_difficult_words": "complex_words"}),
    "coleman_liau": ("coleman_liau_index", {}),
    "automated_readability_index": ("automated_readability_index", {}),
    "dale_chall": ("dale_chall_readability_score", {"count_difficult_words": "difficult_words"}),
    "spache": ("spache_readability", {"count_difficult_words": "unfamiliar_types"}),
    "lix": ("lix", {}),
    "rix": ("rix", {}),
    "mcalpine_eflaw": ("mcalpine_eflaw", {}),
}
"""Formula -> function of textstat, and which count its counter of difficult words gets."""

WHY = {
    "smog": "Hedgerow gives none below 10 sentences; the others do",
    "gunning_fog": "quanteda.textstats counts every word of three syllables, without Gunning's"
    " exceptions; textstat counts those off the familiar list, koRpus finds names and verbs by"
    " tagging",
    "coleman_liau": "textstat has 0.058 for 0.0588; quanteda.textstats counts digits as letters;"
    " by default it and koRpus report the estimated cloze percentage",
    "automated_readability_index": "koRpus leaves digits out; the manual of"
    " quanteda.textstats gives the constant 21.34, its code 21.43; textstat counts punctuation as"
    " characters",
    "dale_chall": "quanteda.textstats and koRpus give the formula of 1995 in cloze units,"
    " 64 - 0.95 D - 0.69 W/S, under this name; the grade formula is their Dale.Chall.old",
    "spache": "textstat has the constants of 1953 (0.141, 0.086, 0.839); quanteda.textstats"
    " takes the share of all unfamiliar words, not of different ones",
    "linsear_write": "the expression of quanteda.textstats comes to 4 P/S: its first term is 100"
    " less the easy words, and the result is not halved; textstat takes the first 100 words only",
    "forcast": "textstat has none",
    "mcalpine_eflaw": "only textstat has it",
    "hedgerow_grade": "fitted here",
}


def textstat_value(name: str, counts: Counts) -> float:
    """Return textstat's value of a formula from counts, computed by its own code."""
    function, difficult = _TEXTSTAT[name]
    module: Any = importlib.import_module(f"textstat.backend.metrics._{function}")
    values = {counter: get(counts) for counter, get in _COUNTERS.items()}
    values |= {counter: counts[count] for counter, count in difficult.items()}
    mocked = {
        counter: (lambda *_, _value=value, **__: _value)
        for counter, value in values.items()
        if hasattr(module, counter)
    }
    with patch.multiple(module, **mocked):
        compute = getattr(module, function)
        takes_language = "lang" in compute.__code__.co_varnames
        return float(compute("text", "en_US") if takes_language else compute("text"))


def values(name: str, counts: Counts) -> dict[str, float]:
    """Return the value of a formula by each package that has it."""
    ours = formula_scores({k: np.array([v]) for k, v in counts.items()}, [name])[name][0]
    found = {"Hedgerow": float(ours)}
    if name in _TEXTSTAT:
        found["textstat"] = textstat_value(name, counts)
    for package, formulas in (("quanteda.textstats", QUANTEDA), ("koRpus", KORPUS)):
        if name in formulas:
            found[package] = formulas[name](counts)
    return found


def counts_of(folder: Path) -> list[dict[str, float]]:
    """Return the counts of the texts of a folder.

    Raises:
        UserError: it has none with prose.
    """
    texts = [path.read_text("utf-8", errors="replace") for path in sorted(folder.rglob("*.txt"))]
    lines = score_documents([document_from_text(str(i), text) for i, text in enumerate(texts)])
    names = (*SUMS, "unfamiliar_types")
    found = [{name: line[name] for name in names} for line in lines if line["words"] >= 100]
    if not found:
        raise UserError(f"{folder}: no .txt files of 100 words or more")
    return found


PACKAGES = ("textstat", "quanteda.textstats", "koRpus")


def difference_rows(counts: list[dict[str, float]]) -> Iterator[str]:
    """Yield a row for each formula: our mean, and how far each package is from us."""
    yield f"| formula | Hedgerow, mean | {' | '.join(PACKAGES)} | why |"
    yield "|---|---:|---|---|---|---|"
    for formula in FORMULAS.values():
        rows = [values(formula.name, c) for c in counts]
        rows = [row for row in rows if np.isfinite(row["Hedgerow"])]
        mean = np.mean([row["Hedgerow"] for row in rows])
        cells = [_difference(rows, package) for package in PACKAGES]
        why = WHY.get(formula.name, "")
        yield f"| {formula.label} | {mean:.2f} | {' | '.join(cells)} | {why} |"


def _difference(rows: list[dict[str, float]], package: str) -> str:
    if not rows or package not in rows[0]:
        return "—"
    gaps = np.array([row[package] - row["Hedgerow"] for row in rows])
    if np.abs(gaps).max() < 5e-4:
        return "same"
    return f"{gaps.mean():+.2f} ({gaps.min():+.2f} to {gaps.max():+.2f})"


def example_rows() -> Iterator[str]:
    """Yield a row for each worked example."""
    yield "| formula | counts | value in the source | Hedgerow | source |"
    yield "|---|---|---:|---:|---|"
    for name, example in WORKED.items():
        got = values(name, example.counts) if np.isfinite(example.value) else {}
        counts = ", ".join(
            f"{count:g} {key.replace('_', ' ')}" for key, count in example.counts.items()
        )
        value = f"{example.value:.{example.digits}f}" if got else "—"
        ours = f"{got['Hedgerow']:.{example.digits}f}" if got else "—"
        yield f"| {FORMULAS[name].label} | {counts} | {value} | {ours} | {example.source} |"


def markdown(folder: Path) -> str:
    """Return the part of the page."""
    counts = counts_of(folder)
    version = metadata.version("textstat")
    return "\n".join([_HEAD, *example_rows(), "", _SAME.format(len(counts), version),
                      *difference_rows(counts)])  # fmt: skip


_HEAD = """## Replication of the formulas

Written by `python tools/replication.py FOLDER`. Worked examples first; where no example of the
paper could be had, the value is worked out by hand.
"""
_SAME = """Then the same counts, those that Hedgerow makes of {:,} texts of FOLDER, through the
formulas of textstat {} (its own code), quanteda.textstats and koRpus (their published sources): the
mean difference from Hedgerow, with the least and the largest. The packages count differently too;
that is compared under *Readability beside other packages*.
"""


if __name__ == "__main__":
    publish(__doc__, "replication", markdown)
