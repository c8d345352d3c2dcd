"""The model of whole sentences: whether a source is given, in the manner of news."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from hedgerow.labels.attribution import phrase_of
from hedgerow.labels.linear_model import INTERCEPT, LENGTHS
from hedgerow.lexicons.load import Lexicon
from label_training.fitting import DIVISIONS, Fit, Linear, cross_validate, fit, folds
from label_training.gold import Data, Item, gold_items, sentence_data
from label_training.kinds import kind_errors
from label_training.results import Errors, Figure, Rows, f1, mean_figures, precision


@dataclass(frozen=True)
class Part:
    """One model of a task: its outputs, how it is fitted, and what of the gold it learns."""

    outputs: tuple[str, ...]
    how: Fit
    target: Callable[[np.ndarray], np.ndarray] = lambda y: y
    taught: Callable[[np.ndarray], np.ndarray] = lambda y: np.ones(len(y), bool)


@dataclass(frozen=True)
class Task:
    """One label: where its gold comes from, what its classes are, which models decide it."""

    name: str
    label: str  # as `hedgerow validate` calls it
    classes: tuple[str, ...]
    weights: dict[str, float]  # gold file -> weight of one sentence
    target: Callable[[Item], float]
    drop: tuple[str, ...]  # templates and classes of features that take no part
    parts: tuple[Part, ...]
    choose: Callable[..., np.ndarray]  # scores of the parts -> label


def _attributed(item: Item) -> float:
    if item.source == "consumer_health":
        return float(item.gold["attribution"] != "none")
    return float(item.gold["label"] == "attributed")


SENTENCE_TASKS = (
    Task("attributed", "source given", ("no source", "source given"),
         {"polnear_dev": 1.0, "consumer_health": 3.0}, _attributed, ("gap", "words", "stems"),
         (Part(("attributed",), Fit("hinge", 2.5, 5000, power=0.7, bias=-0.08)),),
         lambda scores: (scores[:, 0] > 0).astype(int)),
)  # fmt: skip


def sentence_task(
    task: Task, folder: Path, lexicon: Lexicon, check: bool
) -> tuple[Rows, list[Figure], list[Errors]]:
    """Cross-validate the models of a label; unless only checking, return their weights by feature
    name.

    What plain sources decide without the models is decided in the cross-validation too. Errors are
    those of the first division.
    """
    data = sentence_data(gold_items(folder, list(task.weights)), lexicon, task.drop)
    y = np.array([task.target(item) for item in data.items])
    y = y.astype(int)
    weight = np.array([task.weights[item.source] for item in data.items])
    figures, errors = [], []
    for seed in DIVISIONS:
        fold = folds(data.groups, seed)
        scores = [
            cross_validate(
                data.matrix, part.target(y), weight, fold, len(part.outputs), part.how,
                part.taught(y),
            )
            for part in task.parts
        ]  # fmt: skip
        found = settled(data, lexicon, task, task.choose(*scores))
        figures.append(task_figures(task, data, y, found))
        if not errors:
            errors = class_errors(task, data, y, found)
            errors += kind_errors(data, lexicon, task.name, task.label, y, found)
    means = mean_figures(figures)
    rows: Rows = {}
    if not check:
        for part in task.parts:
            at = part.taught(y)
            model = fit(
                data.matrix[at], part.target(y)[at], weight[at], len(part.outputs), part.how
            )
            add_rows(rows, data, model, part.outputs)
    return rows, means, errors


def settled(data: Data, lexicon: Lexicon, task: Task, chosen: np.ndarray) -> np.ndarray:
    """Return the labels of the items, with those that plain sources decide without the model."""
    tokenised, out = data.tokenised, chosen.copy()
    for kind in ("research", "users", "authority", "hearsay"):
        out[tokenised.sentence_doc[phrase_of(tokenised, lexicon, data.marks, kind)]] = 1
    return out


def task_figures(task: Task, data: Data, y: np.ndarray, found: np.ndarray) -> list[Figure]:
    """Return the figures of a task per gold file."""
    figures: list[Figure] = []
    for file in task.weights:
        at = data.sources == file
        n, gold, got = int(at.sum()), y[at], found[at]
        figures.append((file, task.label, "F1", f1(gold > 0, got > 0), n))
        if file == "polnear_dev":
            value = precision(gold > 0, got > 0)
            figures.append((file, f"{task.label}, precision", "precision", value, n))
    return figures


def class_errors(task: Task, data: Data, y: np.ndarray, found: np.ndarray) -> list[Errors]:
    """Count the errors of a sentence model by gold file and class."""
    rows = []
    for file in task.weights:
        for c, name in enumerate(task.classes):
            gold, got = (y == c) & (data.sources == file), (found == c) & (data.sources == file)
            counts = (int(gold.sum()), int((gold & ~got).sum()), int((got & ~gold).sum()))
            rows.append((file, task.label, name, *counts))
    return rows


def add_rows(rows: Rows, data: Data, model: Linear, outputs: tuple[str, ...]) -> None:
    """Add the weights of a model, and what its features add to the length, to the table."""
    named_rows(rows, [data.space.name(int(key)) for key in data.keys], model, outputs)


def named_rows(rows: Rows, names: list[str], model: Linear, outputs: tuple[str, ...]) -> None:
    """Add the columns of a model whose features have these names to the table."""
    rows.setdefault(INTERCEPT, {}).update(zip(outputs, model.intercept.tolist(), strict=True))
    column = next((name for name, those in LENGTHS.items() if those == outputs), "")
    used = (np.abs(model.weights).max(axis=1) > 0.005) | (model.lengths > 0)
    for i in np.flatnonzero(used).tolist():
        row = rows.setdefault(names[i], {})
        row.update(zip(outputs, model.weights[i].tolist(), strict=True))
        if column:
            row[column] = float(model.lengths[i])
