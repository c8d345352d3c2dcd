"""Fit the coefficients of the Hedgerow grade and measure its agreement with people.

usage: python tools/fit_grade.py GOLD [--check]     GOLD: folder with clear.jsonl, readme_web.jsonl

Fits a least-squares line over the terms of hedgerow.readability.grade through the easiness that
teachers gave the excerpts of CLEAR (Crossley et al. 2023) and, with a smaller weight, through the
readability that readers gave half of the sentences of ReadMe++ (Naous et al. 2024); each set has
its own constant. The line is put on the scale of school grades: the grades of the excerpts have
the mean and the standard deviation of their consensus grades (linear equating). Writes
lexicons/hedgerow_grade.tsv and its part of docs/validation.md; --check only prints.

The cross-validated figures hold out ten runs of neighbouring excerpts, and five groups of
domains, in turn. The other half of the sentences, chosen by a hash of the text, and those of
medreadme.jsonl are never fitted to. The weight is the one of 0, 0.1, 0.15, 0.2, 0.35 and 0.5 with
which the sentences gain most while the excerpts lose less than 0.001 of their cross-validated
rank correlation.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
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
WEB_FOLDS, WEB_WEIGHT = 5, 0.2
COUNTS = (
    "words", "words_squared", "new_words", "rarity", "of_words", "polysyllables",
    "out_of_dictionary",
)  # fmt: skip

MEANINGS = {
    "constant": "brings the mean to that of the consensus grade",
    "log_sentence_length": "natural logarithm of words_squared / words",
    "sqrt_rarity": "square root of rarity / new_words, with 20 words of average text",
    "of": "of_words / words, with 20 words of average text",
    "sqrt_polysyllables": "square root of polysyllables / words, with 20 words of average text",
    "out_of_dictionary": "out_of_dictionary / words, with 20 words of average text",
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


@dataclass(frozen=True)
class Sentences:
    """Sentences of the web with the readability that readers gave them, from 1 easy to 6 hard."""

    x: np.ndarray  # float64[n, terms]
    rating: np.ndarray  # float64[n]
    fold: np.ndarray  # int64[n], the group of its domain
    held_out: np.ndarray  # bool[n]

    def where(self, chosen: np.ndarray) -> Sentences:
        """Return some of the sentences; `chosen` is bool[n]."""
        return Sentences(*(a[chosen] for a in (self.x, self.rating, self.fold, self.held_out)))


def sentences_of(path: Path) -> Sentences:
    """Read and score the sentences of readme_web.jsonl; those without words are left out."""
    rows = records(path)
    counts = scored([row["text"] for row in rows])
    domains = sorted({row["domain"] for row in rows})
    hashes = [blake2b(row["text"].encode(), digest_size=1).digest()[0] for row in rows]
    with np.errstate(divide="ignore", invalid="ignore"):
        x = design(counts)
    whole = Sentences(
        x=x,
        rating=np.array([row["rating"] for row in rows], float),
        fold=np.array([domains.index(row["domain"]) % WEB_FOLDS for row in rows]),
        held_out=np.array(hashes) % 2 == 1,
    )
    return whole.where(counts["words"] > 0)


def fit(
    x: np.ndarray, easiness: np.ndarray, grade: np.ndarray, web: Sentences | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Return coefficients on the scale of `grade`, and their standard errors.

    The fit is to the easiness and to the ratings of `web`, both standardised, the sentences
    together with WEB_WEIGHT times the weight of the excerpts. The scale is reversed and stretched
    to the mean and the standard deviation of `grade` afterwards.
    """
    n, m = len(x), 0 if web is None else len(web.x)
    rows = np.zeros((n + m, x.shape[1] + (m > 0)))
    rows[:n, : x.shape[1]] = x
    target, weight = np.empty(n + m), np.ones(n + m)
    target[:n] = _standardised(easiness)
    if web is not None:
        rows[n:, 1 : x.shape[1]], rows[n:, -1] = web.x[:, 1:], 1.0
        target[n:], weight[n:] = -_standardised(web.rating), WEB_WEIGHT * n / m
    root = np.sqrt(weight)[:, None]
    fitted_to, *_ = np.linalg.lstsq(rows * root, target * root[:, 0], rcond=None)
    weights = fitted_to[: x.shape[1]]
    fitted = x @ weights
    scale = -grade.std() / fitted.std()
    squares = (weight * (target - rows @ fitted_to) ** 2).sum()
    variance = squares / (len(rows) - rows.shape[1])
    covariance = variance * np.linalg.inv((rows * root).T @ (rows * root))
    errors = np.sqrt(np.diag(covariance))[: x.shape[1]] * abs(scale)
    weights = weights * scale
    weights[0] += grade.mean() - (fitted * scale).mean()
    return weights, errors


def _standardised(values: np.ndarray) -> np.ndarray:
    return (values - values.mean()) / values.std()


def held_out(
    x: np.ndarray, easiness: np.ndarray, grade: np.ndarray, web: Sentences | None = None
) -> np.ndarray:
    """Return each text's grade by a formula fitted without its tenth of the texts."""
    fold = np.arange(len(x)) * FOLDS // len(x)
    out = np.empty(len(x))
    for k in range(FOLDS):
        rest = fold != k
        out[~rest] = x[~rest] @ fit(x[rest], easiness[rest], grade[rest], web)[0]
    return out


def web_held_out(
    x: np.ndarray, easiness: np.ndarray, grade: np.ndarray, web: Sentences
) -> np.ndarray:
    """Return each sentence's grade by a formula fitted without its group of domains."""
    out = np.empty(len(web.x))
    for k in range(WEB_FOLDS):
        rest = web.fold != k
        out[~rest] = web.x[~rest] @ fit(x, easiness, grade, web.where(rest))[0]
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


def report(gold: Path, x: np.ndarray, counts: dict, easiness: np.ndarray, web: Sentences) -> str:
    """Return the part of the page: the agreement with people, cross-validated and elsewhere."""
    grade = counts["consensus_grade"]
    tuned, kept = web.where(~web.held_out), web.where(web.held_out)
    weights, _ = fit(x, easiness, grade, tuned)
    unseen = held_out(x, easiness, grade, tuned)
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
        (
            "ReadMe++, Pearson with readers, cross-validated by domain",
            with_interval(pearson, web_held_out(x, easiness, grade, tuned), tuned.rating),
        ),
        (
            "ReadMe++, Pearson with readers, the half never fitted to",
            with_interval(pearson, kept.x @ weights.round(DIGITS), kept.rating),
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
        f"# Written by tools/fit_grade.py from {n:,} texts; change them there.\n"
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
    web = sentences_of(options.gold / "readme_web.jsonl")
    tuned = web.where(~web.held_out)
    weights, errors = fit(x, easiness, counts["consensus_grade"], tuned)
    text = table(weights, errors, len(x) + len(tuned.x))
    part = report(options.gold, x, counts, easiness, web)
    sys.stdout.write(text + "\n" + part)
    if not options.check:
        TABLE.write_text(text, "utf-8")
        write_part(PAGE, "grade", part)


if __name__ == "__main__":
    main()
