"""The models of whole sentences: claims, advice, attribution, certainty."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from hedgerow.labels.advice import ADVICE, settle_advice
from hedgerow.labels.attribution import phrase_of
from hedgerow.labels.claims import CLAIMS, choose_claims, claim_sites, settle_claims
from hedgerow.labels.linear_model import INTERCEPT, LENGTHS
from hedgerow.labels.sentence_labels import questions
from hedgerow.lexicons.load import Lexicon
from label_training.fitting import DIVISIONS, Fit, Linear, cross_validate, fit, folds
from label_training.gold import Data, Item, gold_items, sentence_data
from label_training.kinds import kind_errors
from label_training.results import Errors, Figure, Rows, f1, macro_f1, mean_figures, precision

CAUSAL = CLAIMS.index("conditional_causal")
APART = "conditional or direct"
"""Name of the figure that says how well the two causal claims are told apart."""


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
    Task("claim", "claim", CLAIMS,
         {"pubmed_claim_strength": 1.0, "eurekalert_claim_strength": 1.3, "consumer_health": 2.0},
         lambda item: CLAIMS.index(item.gold["label"]),
         ("gap", "skip", "treatment_noun", "need_word"),
         (Part(("claim_none", "claim_correlational", "claim_causal"),
               Fit("hinge", 3.0, 9000, by_length=True), lambda y: np.minimum(y, CAUSAL)),
          Part(("conditional",), Fit("hinge", 1.6, 2000, by_length=True),
               lambda y: y == CAUSAL, lambda y: y >= CAUSAL)),
         lambda kind, conditional: choose_claims(kind, conditional[:, 0]).astype(int)),
    Task("advice", "advice", ADVICE,
         {"health_advice_structured_abstract": 1.0, "health_advice_unstructured_abstract": 1.0,
          "health_advice_discussion": 1.0, "consumer_health": 4.0},
         lambda item: ADVICE.index(item.gold.get("advice") or item.gold["label"]),
         ("gap", "words", "stems"),
         (Part(tuple(f"advice_{a}" for a in ADVICE),
               Fit("hinge", 1.0, 9000, power=0.8, by_length=True)),),
         lambda scores: scores.argmax(axis=1)),
    Task("attributed", "source given", ("no source", "source given"),
         {"polnear_dev": 1.0, "consumer_health": 3.0}, _attributed, ("gap", "words", "stems"),
         (Part(("attributed",), Fit("hinge", 2.5, 5000, power=0.7, bias=-0.08)),),
         lambda scores: (scores[:, 0] > 0).astype(int)),
    Task("certainty", "certainty", (), {"certainty_sentence": 1.0},
         lambda item: float(item.gold["label"]), ("gap", "skip"),
         (Part(("certainty",), Fit("squares", 60.0, 200)),), lambda scores: scores[:, 0]),
)  # fmt: skip


def sentence_task(
    task: Task, folder: Path, lexicon: Lexicon, check: bool
) -> tuple[Rows, list[Figure], list[Errors]]:
    """Cross-validate the models of a label; unless only checking, return their weights by feature
    name.

    What the labels decide without asking the models (plain advice, plain sources) is decided in
    the cross-validation too. Errors are those of the first division.
    """
    data = sentence_data(gold_items(folder, list(task.weights)), lexicon, task.drop)
    y = np.array([task.target(item) for item in data.items])
    y = y if not task.classes else y.astype(int)
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
        figures.append(task_figures(task, data, y, found, scores))
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
    """Return the labels of the items with what is decided without or after the models.

    Items of several sentences take part in claims with the first of them, else with all.
    """
    tokenised, marks = data.tokenised, data.marks
    first = tokenised.doc_sentence[:-1]
    if task.name == "claim":
        claim = np.zeros(len(tokenised.sentence_start), np.int8)
        claim[first] = chosen
        sites = claim_sites(tokenised, lexicon, marks)
        claim = settle_claims(tokenised, lexicon, marks, *sites, claim)[first]
        return np.where(questions(tokenised)[first], 0, claim)
    out = np.zeros(len(data.items), int) if task.classes else chosen
    if task.name == "advice":
        advice = settle_advice(tokenised, lexicon, marks, chosen[tokenised.sentence_doc])
        np.maximum.at(out, tokenised.sentence_doc, advice)
    if task.name == "attributed":
        out = chosen.copy()
        for kind in ("research", "users", "authority", "hearsay"):
            out[tokenised.sentence_doc[phrase_of(tokenised, lexicon, marks, kind)]] = 1
    return out


def task_figures(
    task: Task, data: Data, y: np.ndarray, found: np.ndarray, scores: list[np.ndarray]
) -> list[Figure]:
    """Return the figures of a task per gold file."""
    figures: list[Figure] = []
    for file in task.weights:
        at = data.sources == file
        n, gold, got = int(at.sum()), y[at], found[at]
        if not task.classes:
            figures.append((file, task.label, "r", float(np.corrcoef(gold, got)[0, 1]), n))
        elif len(task.classes) == 2:
            figures.append((file, task.label, "F1", f1(gold > 0, got > 0), n))
            if file == "polnear_dev":
                value = precision(gold > 0, got > 0)
                figures.append((file, f"{task.label}, precision", "precision", value, n))
        elif (task.name, file) == ("advice", "consumer_health"):
            figures.append((file, "advice given", "F1", f1(gold > 0, got > 0), n))
        else:
            figures.append((file, task.label, "macro-F1", macro_f1(gold, got), n))
    if task.name == "claim":
        figures += causal_figures(data, y, scores[1][:, 0] > 0)
    return figures


def causal_figures(data: Data, y: np.ndarray, found: np.ndarray) -> list[Figure]:
    """Return how well conditional and direct claims are told apart, per gold file.

    Only sentences that the gold calls one of the two take part.
    """
    figures: list[Figure] = []
    for file in ("pubmed_claim_strength", "eurekalert_claim_strength"):
        at = (data.sources == file) & (y >= CAUSAL)
        conditional, got = y[at] == CAUSAL, found[at]
        value = float(np.mean([f1(conditional, got), f1(~conditional, ~got)]))
        figures.append((file, APART, "macro-F1", value, int(at.sum())))
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
