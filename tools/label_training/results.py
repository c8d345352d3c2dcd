"""Figures and errors of the cross-validation, and the tables that the training writes."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from hedgerow.labels.linear_model import COLUMNS, INTERCEPT

Figure = tuple[str, str, str, float, int]
"""Gold file, label, name of the figure, its value, number of items."""

Errors = tuple[str, str, str, int, int, int]
"""Gold file, label, class or cue, how often the gold has it, how often it was missed, and how often
it was found where the gold has it not, in the cross-validation."""

Rows = dict[str, dict[str, float]]
"""Feature -> column of label_weights.tsv -> value."""


def f1(gold: np.ndarray, found: np.ndarray) -> float:
    """Return F1 of a yes-or-no label."""
    hits = int((gold & found).sum())
    return 2 * hits / max(1, int(gold.sum() + found.sum()))


def precision(gold: np.ndarray, found: np.ndarray) -> float:
    """Return the share of what was found that the gold has."""
    return int((gold & found).sum()) / max(1, int(found.sum()))


def macro_f1(gold: np.ndarray, found: np.ndarray) -> float:
    """Return the mean F1 over the classes that occur in the gold."""
    return float(np.mean([f1(gold == c, found == c) for c in np.unique(gold)]))


def mean_figures(divisions: list[list[Figure]]) -> list[Figure]:
    """Print and return the figures as means over the divisions into folds."""
    means: list[Figure] = []
    for same in zip(*divisions, strict=True):
        values = [figure[3] for figure in same]
        means.append((*same[0][:3], float(np.mean(values)), same[0][4]))
        print(
            "{:36s} {:24s} {:9s} {:.3f}  n={}".format(*means[-1]),
            " ".join(f"{value:.3f}" for value in values),
            flush=True,
        )
    return means


def merge(rows: Rows, more: Rows) -> None:
    """Add the weights of `more` to `rows`."""
    for feature, weights in more.items():
        rows.setdefault(feature, {}).update(weights)


def print_figures(figures: list[Figure], errors: list[Errors]) -> None:
    """Print the cross-validated figures, and the errors of the first division."""
    for file, label, what, value, n in figures:
        print(f"{file}\t{label}\t{what}\t{value:.3f}\tn = {n}")
    for file, label, what, gold, missed, false in errors:
        print(f"{file}\t{label}\t{what}\t{gold} in the gold, {missed} missed, {false} false")


def write_weights(path: Path, rows: Rows) -> None:
    """Write the table: a row a feature, a column an output or a length, empty where it is none."""
    lines = [
        "# Weights of the linear models of the sentence labels, written by tools/train_labels.py.",
        "# Features: labels/feature_space.py. Outputs and lengths: labels/linear_model.py.",
        "\t".join(["feature", *COLUMNS]),
    ]
    for name in sorted(rows, key=lambda n: (n != INTERCEPT, n)):
        cells = [f"{rows[name].get(c, 0.0):.3f}".rstrip("0").rstrip(".") for c in COLUMNS]
        lines.append("\t".join([name, *("" if c in ("0", "-0") else c for c in cells)]))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
