"""Fit the coefficients of the Hedgerow grade and measure its agreement with people.

usage: python tools/fit_grade.py GOLD [--check]     GOLD: folder with clear.jsonl

Fits a least-squares line through the easiness that teachers gave the excerpts of CLEAR (Crossley et
al. 2023) over the terms of hedgerow.readability.grade, and puts it on the scale of school grades:
the grades of these excerpts have the mean and the standard deviation of their consensus grades
(linear equating). Writes lexicons/hedgerow_grade.tsv and its part of docs/validation.md; --check
only prints. The cross-validated figures hold out ten runs of neighbouring excerpts in turn. The
sentences of medreadme.jsonl, if present, are never fitted to.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np

from hedgerow.readability.grade import grade_terms
from hedgerow.statistics.agreement import correlations, pearson
from hedgerow.steps.score import score_documents
from hedgerow.tables.marked_sections import write_part
from hedgerow.text.blocks.document import document_from_text

ROOT = Path(__file__).resolve().parents[1]
TABLE = ROOT / "workflow" / "src" / "hedgerow" / "lexicons" / "hedgerow_grade.tsv"
PAGE = ROOT / "docs" / "validation.md"
FOLDS, DIGITS, RESAMPLES, SEED = 10, 3, 1000, 1
COUNTS = (
    "words", "words_squared", "new_words", "rarity", "of_words", "polysyllables",
    "out_of_dictionary",
)  # fmt: skip

MEANINGS = {
    "constant": "brings the mean to that of the consensus grade",
    "log_sentence_length": "natural logarithm of words_squared / words",
    "sqrt_rarity": "square root of rarity / new_words",
    "of": "of_words / words",
    "sqrt_polysyllables": "square root of polysyllables / words",
    "out_of_dictionary": "out_of_dictionary / words",
}


def records(path: Path) -> list[dict]:
    """Read the lines of a gold file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def scored(texts: list[str]) -> dict[str, np.ndarray]:
    """Return the counts and scores of texts, as `hedgerow score` gives them."""
    lines = list(score_documents([document_from_text(str(i), t) for i, t in enumerate(texts)]))
    names = (*COUNTS, "consensus_grade", "dale_chall", "flesch_reading_ease", "hedgerow_grade")
    return {name: np.array([line[name] for line in lines], float) for name in names}


def design(counts: dict[str, np.ndarray]) -> np.ndarray:
    """Return a row of terms for each text, the constant first."""
    terms = grade_terms(counts)
    assert ["constant", *terms] == list(MEANINGS)
    return np.stack([np.ones(len(counts["words"])), *terms.values()], axis=1)


def fit(x: np.ndarray, easiness: np.ndarray, grade: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return coefficients on the scale of `grade`, and their standard errors.

    The fit is to the easiness; the scale is turned round and stretched to the mean and the
    standard deviation of `grade` afterwards.
    """
    weights, *_ = np.linalg.lstsq(x, easiness, rcond=None)
    fitted = x @ weights
    scale = -grade.std() / fitted.std()
    variance = ((easiness - fitted) ** 2).sum() / (len(x) - x.shape[1])
    errors = np.sqrt(variance * np.diag(np.linalg.inv(x.T @ x))) * abs(scale)
    weights = weights * scale
    weights[0] += grade.mean() - (fitted * scale).mean()
    return weights, errors


def held_out(x: np.ndarray, easiness: np.ndarray, grade: np.ndarray) -> np.ndarray:
    """Return each text's grade by a formula fitted without its tenth of the texts."""
    fold = np.arange(len(x)) * FOLDS // len(x)
    out = np.empty(len(x))
    for k in range(FOLDS):
        rest = fold != k
        out[~rest] = x[~rest] @ fit(x[rest], easiness[rest], grade[rest])[0]
    return out


def spearman(a: np.ndarray, b: np.ndarray) -> float:
    """Return the rank correlation of two arrays."""
    return float(correlations(np.stack([a, b], axis=1)).spearman[0, 1])


def with_interval(
    measure: Callable[[np.ndarray, np.ndarray], float], a: np.ndarray, b: np.ndarray
) -> str:
    """Return a measure with its 95 % interval over resampled texts, in words."""
    random = np.random.default_rng(SEED)
    draws = (random.integers(0, len(a), len(a)) for _ in range(RESAMPLES))
    low, high = np.quantile([measure(a[d], b[d]) for d in draws], [0.025, 0.975])
    return f"{measure(a, b):.3f} | {low:.3f} to {high:.3f} | {len(a):,}"


def report(gold: Path, x: np.ndarray, counts: dict, easiness: np.ndarray) -> str:
    """Return the part of the page: the agreement with people, cross-validated and elsewhere."""
    grade = counts["consensus_grade"]
    weights, _ = fit(x, easiness, grade)
    unseen = held_out(x, easiness, grade)
    scale = -grade.std() / easiness.std()
    judged = grade.mean() + (easiness - easiness.mean()) * scale
    rows = [
        (
            "CLEAR, Spearman with easiness, cross-validated",
            with_interval(spearman, -unseen, easiness),
        ),
        ("CLEAR, Spearman, fitted to all", with_interval(spearman, -(x @ weights), easiness)),
        ("CLEAR, Pearson, cross-validated", with_interval(pearson, -unseen, easiness)),
        (
            "CLEAR, Spearman of the best classic formula (Dale-Chall)",
            with_interval(spearman, -counts["dale_chall"], easiness),
        ),
        (
            "CLEAR, Spearman of Flesch Reading Ease",
            with_interval(spearman, counts["flesch_reading_ease"], easiness),
        ),
        (
            "CLEAR, root mean squared error in grades, cross-validated",
            with_interval(lambda a, b: float(np.sqrt(((a - b) ** 2).mean())), unseen, judged),
        ),
    ]
    path = gold / "medreadme.jsonl"
    if path.exists():
        sentences = records(path)
        other = scored([r["Sentence"] for r in sentences])
        human = np.array([r["Readability"] for r in sentences], float)
        value = with_interval(pearson, design(other) @ weights.round(DIGITS), human)
        rows.append(("MedReadMe, Pearson with readers, never fitted to", value))
    table = "".join(f"| {name} | {value} |\n" for name, value in rows)
    return f"""\
## The Hedgerow grade

Written by `tools/fit_grade.py GOLD`, which also writes the coefficients
(`lexicons/hedgerow_grade.tsv`). The formula is in [measures.md](measures.md#the-hedgerow-grade).

| on | value | 95 % interval | n |
|---|---|---|---|
{table}
The error in grades compares the grade with the teachers' easiness on the same scale (same mean and
standard deviation as the consensus grades of the excerpts).
"""


def table(weights: np.ndarray, errors: np.ndarray, n: int) -> str:
    """Return the lines of the table of coefficients."""
    lines = [
        "# Coefficients of the Hedgerow grade: grade = constant + sum of coefficient x term.\n"
        f"# Written by tools/fit_grade.py from {n:,} excerpts; change them there.\n"
        "term\tcoefficient\tstandard_error\tmeaning\n"
    ]
    for (term, meaning), weight, error in zip(MEANINGS.items(), weights, errors, strict=True):
        lines.append(f"{term}\t{weight:.{DIGITS}f}\t{error:.{DIGITS}f}\t{meaning}\n")
    return "".join(lines)


def main() -> None:
    """Read the gold file, fit, and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--check", action="store_true", help="print, write nothing")
    options = parser.parse_args()
    excerpts = records(options.gold / "clear.jsonl")
    easiness = np.array([r["bt_easiness"] for r in excerpts], float)
    counts = scored([r["excerpt"] for r in excerpts])
    x = design(counts)
    weights, errors = fit(x, easiness, counts["consensus_grade"])
    text, part = table(weights, errors, len(x)), report(options.gold, x, counts, easiness)
    sys.stdout.write(text + "\n" + part)
    if not options.check:
        TABLE.write_text(text, "utf-8")
        write_part(PAGE, "grade", part)


if __name__ == "__main__":
    main()
