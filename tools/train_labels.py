"""Train the linear models of the sentence labels and write their weights as a table.

    python tools/train_labels.py            # trains; writes label_weights.tsv, label_figures.tsv,
                                            # label_errors.tsv
    python tools/train_labels.py --check    # cross-validates only

Reads the gold files and corpora that the environment variable HEDGEROW_SHARED points to. Each model
is a regularised linear model over the named features of hedgerow.measures.features, its features
weighed beforehand by their naive-Bayes log ratio (Wang & Manning 2012) and then cut to the
strongest few thousand. Cross-validation keeps sentences of one document in one fold and selects
features inside each fold, so that its figures are those of unseen documents.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import scipy.sparse as sp
from scipy.optimize import minimize

from hedgerow.lexicons.load import FOLDER, Lexicon, Weights, file_digest, load_lexicon
from hedgerow.measures import features as ft
from hedgerow.measures.advice import ADVICE, plain_advice
from hedgerow.measures.attribution import plain_sources
from hedgerow.measures.claims import CLAIMS, claim_sites, settle_claims
from hedgerow.measures.cues import CANDIDATE_TYPES, HEDGE_TYPES, cue_candidates, plain_cues
from hedgerow.measures.labels import questions
from hedgerow.measures.model import INTERCEPT, OUTPUTS
from hedgerow.measures.patterns import Marks, find_terms
from hedgerow.measures.rules import apply_rules
from hedgerow.text.block import Block
from hedgerow.text.coded import CodedText
from hedgerow.text.coder import encode
from hedgerow.text.document import Document

FOLDS = 5
SEED = 1


@dataclass(frozen=True)
class Item:
    """One gold sentence: its file, its text, its document and its labels."""

    source: str
    text: str
    group: str
    gold: dict


@dataclass(frozen=True)
class Task:
    """One model: where its gold comes from, what its classes are, how strongly it is held."""

    name: str
    outputs: tuple[str, ...]
    weights: dict[str, float]  # gold file -> weight of one sentence
    target: Callable[[Item], float]
    ridge: float
    keep: int
    drop: tuple[str, ...]
    bias: tuple[float, ...]
    power: float = 1.0  # of the log ratios that weigh features beforehand; 0: none
    loss: str = "logistic"  # or "hinge"


def shared() -> Path:
    """Return the folder with gold files and corpora, or stop with a word."""
    folder = os.environ.get("HEDGEROW_SHARED")
    if not folder or not Path(folder, "gold").is_dir():
        sys.exit("Set HEDGEROW_SHARED to the folder that holds gold/ and corpora/.")
    return Path(folder)


def gold_items(folder: Path, names: list[str]) -> list[Item]:
    """Read gold files; the document of a sentence keeps folds apart."""
    items = []
    for name in names:
        for line in (folder / "gold" / f"{name}.jsonl").open(encoding="utf-8"):
            row = json.loads(line)
            items.append(Item(name, row["text"], _document(name, row), row))
    return items


def _document(name: str, row: dict) -> str:
    parts = row["id"].split(":")
    if "bioscope" in name or name == "polnear_dev":
        return parts[-2]
    if name == "sfu_review":
        return ":".join(parts[1:3])
    if name == "eurekalert_claim_strength":
        return parts[1].rsplit("-", 2)[0]
    return row.get("pmid") or row["id"]


def coded_items(items: list[Item]) -> CodedText:
    """Code each item as one block."""
    return encode(
        Document(str(i), item.text, (Block("paragraph", 0, len(item.text), 0, True),), "text",
                 "utf-8", len(item.text))
        for i, item in enumerate(items)
    )  # fmt: skip


def vocabulary(coded: CodedText, least: int) -> list[str]:
    """Return the words that occur at least so often and can stand in a feature's name."""
    count = np.bincount(coded.token_base, minlength=len(coded.word_text))
    plain = re.compile(r'[^|_>\s"]+$')
    words = [
        word
        for word, n in zip(coded.word_text, count.tolist(), strict=True)
        if n >= least and plain.match(word) and not re.fullmatch(r"[\d.,]+", word)
    ]
    return ["#", '"', *words]


def design(
    unit: np.ndarray, key: np.ndarray, units: int, least: int
) -> tuple[sp.csr_matrix, np.ndarray]:
    """Return the 0/1 matrix of units and features that occur at least so often, and their keys."""
    keys, place, count = np.unique(key, return_inverse=True, return_counts=True)
    keep = count >= least
    column = np.cumsum(keep) - 1
    chosen = keep[place]
    shape = (units, int(keep.sum()))
    matrix = sp.csr_matrix((np.ones(chosen.sum()), (unit[chosen], column[place[chosen]])), shape)
    matrix.data[:] = 1.0
    return matrix, keys[keep]


def log_ratios(x: sp.csr_matrix, y: np.ndarray, classes: int, weight: np.ndarray) -> np.ndarray:
    """Return float64[features]: the largest absolute log ratio of a feature over the classes."""
    ratio = np.zeros(x.shape[1])
    total = np.asarray(x.T @ weight).ravel()
    for c in range(classes):
        inside = np.asarray(x.T @ (weight * (y == c))).ravel()
        n = (weight * (y == c)).sum()
        p = (inside + 1) / (n + 2)
        q = (total - inside + 1) / (weight.sum() - n + 2)
        ratio = np.maximum(ratio, np.abs(np.log(p / q)))
    return ratio * np.minimum(1.0, (total + 2) / 8)


def softmax_fit(
    x: sp.csr_matrix, y: np.ndarray, classes: int, weight: np.ndarray, ridge: float
) -> np.ndarray:
    """Fit multinomial logistic regression with an L2 penalty; return float64[features + 1,
    classes].
    """
    transposed, truth = x.T.tocsr(), np.eye(classes)[y]

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        b = flat.reshape(-1, classes)
        z = x @ b[:-1] + b[-1]
        z = np.exp(z - z.max(axis=1, keepdims=True))
        p = z / z.sum(axis=1, keepdims=True)
        value = -(weight * np.log(np.maximum((p * truth).sum(axis=1), 1e-300))).sum()
        d = (p - truth) * weight[:, None]
        slope = np.vstack([transposed @ d + ridge * b[:-1], d.sum(axis=0)])
        return value + 0.5 * ridge * float((b[:-1] ** 2).sum()), slope.ravel()

    start = np.zeros((x.shape[1] + 1) * classes)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 60})
    return found.x.reshape(-1, classes)


def ridge_fit(x: sp.csr_matrix, y: np.ndarray, weight: np.ndarray, ridge: float) -> np.ndarray:
    """Fit ridge regression; return float64[features + 1, 1]."""
    from scipy.sparse.linalg import lsqr

    root = np.sqrt(weight)
    mean = float((weight * y).sum() / weight.sum())
    centre = np.asarray(x.T @ weight).ravel() / weight.sum()
    b = lsqr(sp.diags(root) @ x, root * (y - mean), damp=ridge**0.5)[0]
    return np.append(b, mean - float(centre @ b))[:, None]


def hinge_fit(
    x: sp.csr_matrix, y: np.ndarray, classes: int, weight: np.ndarray, ridge: float
) -> np.ndarray:
    """Fit a support vector machine with squared hinge loss for each class against the rest; return
    float64[features + 1, classes].

    The ridge is that of features scaled so that the mean squared length of a row is 1.
    """
    length = np.sqrt(x.multiply(x).sum() / x.shape[0])
    x = (x / length).tocsr()
    transposed = x.T.tocsr()
    out = np.zeros((x.shape[1] + 1, classes))
    for c in range(classes):
        sign = np.where(y == c, 1.0, -1.0)

        def loss(b: np.ndarray, sign: np.ndarray = sign) -> tuple[float, np.ndarray]:
            short = np.maximum(0, 1 - sign * (x @ b[:-1] + b[-1]))
            d = -2 * weight * short * sign
            value = float((weight * short**2).sum()) + 0.5 * ridge * float(b[:-1] @ b[:-1])
            return value, np.append(transposed @ d + ridge * b[:-1], d.sum())

        start = np.zeros(len(out))
        found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 60})
        out[:, c] = np.append(found.x[:-1] / length, found.x[-1])
    return out


FITS = {"logistic": softmax_fit, "hinge": hinge_fit}


def fit(x: sp.csr_matrix, y: np.ndarray, weight: np.ndarray, task: Task) -> np.ndarray:
    """Fit, keep the strongest features, fit again; return float64[features + 1, outputs]."""
    classes = max(2, len(task.outputs))

    def once(matrix: sp.csr_matrix) -> np.ndarray:
        if task.name == "certainty":
            return ridge_fit(matrix, y, weight, task.ridge)
        scale = log_ratios(matrix, y.astype(int), classes, weight) ** task.power
        scaled = (matrix @ sp.diags(scale)).tocsr()
        b = FITS[task.loss](scaled, y.astype(int), classes, weight, task.ridge)
        b[:-1] *= scale[:, None]
        if len(task.outputs) == 1:
            return b[:, 1:] - b[:, :1]
        return b - b.mean(axis=1, keepdims=True)

    share = np.asarray(x.mean(axis=0)).ravel()
    spread = np.sqrt(share * (1 - share))
    kept = np.arange(x.shape[1])
    if x.shape[1] > 3 * task.keep and task.name != "certainty":
        ratio = log_ratios(x, y.astype(int), classes, weight)
        kept = strongest(ratio * spread, 3 * task.keep)
    b = once(x[:, kept])
    if len(kept) > task.keep:
        kept = kept[strongest(np.abs(b[:-1]).max(axis=1) * spread[kept], task.keep)]
        b = once(x[:, kept])
    out = np.zeros((x.shape[1] + 1, b.shape[1]))
    out[kept], out[-1] = b[:-1], b[-1]
    out[-1] += np.array(task.bias)
    return out


def strongest(strength: np.ndarray, count: int) -> np.ndarray:
    """Return int64[count], ascending: the places of the largest values."""
    return np.sort(np.argsort(-strength, kind="stable")[:count])


def folds(groups: list[str]) -> np.ndarray:
    """Return the fold of each item; items of one group share a fold."""
    names, place = np.unique(groups, return_inverse=True)
    return (np.random.default_rng(SEED).permutation(len(names)) % FOLDS)[place]


def cross_validate(
    x: sp.csr_matrix, y: np.ndarray, weight: np.ndarray, groups: list[str], task: Task
) -> np.ndarray:
    """Return float64[items, outputs]: the score of each item by a model that never saw its
    document.
    """
    fold = folds(groups)
    scores = np.zeros((len(y), len(task.outputs)))
    for f in range(FOLDS):
        seen = fold != f
        b = fit(x[seen], y[seen], weight[seen], task)
        scores[~seen] = x[~seen] @ b[:-1] + b[-1]
    return scores


def f1(gold: np.ndarray, found: np.ndarray) -> float:
    """Return F1 of a yes-or-no label."""
    hits = int((gold & found).sum())
    return 2 * hits / max(1, int(gold.sum() + found.sum()))


def macro_f1(gold: np.ndarray, found: np.ndarray) -> float:
    """Return the mean F1 over the classes that occur in the gold."""
    return float(np.mean([f1(gold == c, found == c) for c in np.unique(gold)]))


Figure = tuple[str, str, str, float, int]
"""Gold file, label, name of the figure, its value, number of items."""


Errors = tuple[str, str, str, int, int, int]
"""Gold file, label, class or cue, how often the gold has it, how often it was missed, and how often
it was found where the gold has it not, in the cross-validation."""


def class_errors(task: Task, items: list[Item], y: np.ndarray, scores: np.ndarray) -> list[Errors]:
    """Count the errors of a sentence model by gold file and class."""
    source, rows = np.array([item.source for item in items]), []
    names = {"claim": CLAIMS, "advice": ADVICE, "attributed": ("no source", "source given")}
    found = scores.argmax(axis=1) if scores.shape[1] > 1 else (scores[:, 0] > 0).astype(int)
    for file in task.weights:
        for c, name in enumerate(names.get(task.name, ())):
            gold, got = (y == c) & (source == file), (found == c) & (source == file)
            counts = (int(gold.sum()), int((gold & ~got).sum()), int((got & ~gold).sum()))
            rows.append((file, LABELS[task.name], name, *counts))
    return rows


def cue_errors(
    items: list[Item],
    lexicon: Lexicon,
    cues: Marks,
    where: np.ndarray,
    y: np.ndarray,
    scores: np.ndarray,
) -> list[Errors]:
    """Count the errors of the model of cues by gold file and cue, the eight worst of each file."""
    source = np.array([item.source for item in items])[where]
    rows = []
    for file in HEDGE_TASK.weights:
        counted: list[Errors] = []
        for entry in np.unique(cues.entry):
            at = (cues.entry == entry) & (source == file)
            gold, got = y[at] > 0, scores[at] > 0
            counts = (int(gold.sum()), int((gold & ~got).sum()), int((got & ~gold).sum()))
            counted.append((file, "hedged", lexicon.entries[entry].term, *counts))
        counted.sort(key=lambda row: (-row[4] - row[5], row[2]))
        rows += counted[:8]
    return rows


def report(task: Task, items: list[Item], y: np.ndarray, scores: np.ndarray) -> list[Figure]:
    """Print and return the cross-validated figures of a task per gold file."""
    source = np.array([item.source for item in items])
    figures: list[Figure] = []
    for name in task.weights:
        at = source == name
        n, label = int(at.sum()), LABELS[task.name]
        best = scores[at].argmax(axis=1)
        if task.name == "certainty":
            r = float(np.corrcoef(y[at], scores[at, 0])[0, 1])
            figures.append((name, label, "r", r, n))
        elif len(task.outputs) == 1:
            figures.append((name, label, "F1", f1(y[at] > 0, scores[at, 0] > 0), n))
        elif (task.name, name) == ("advice", "consumer_health"):
            figures.append((name, "advice given", "F1", f1(y[at] > 0, best > 0), n))
        else:
            figures.append((name, label, "macro-F1", macro_f1(y[at], best), n))
        print("{:36s} {:14s} {:9s} {:.3f}  n={}".format(*figures[-1]), flush=True)
    return figures


def causal_figures(items: list[Item], y: np.ndarray, scores: np.ndarray) -> list[Figure]:
    """Return how well conditional and direct claims are told apart, per gold file.

    Only sentences that the gold calls one of the two take part; the model's choice is the class of
    the two that it scores higher.
    """
    source = np.array([item.source for item in items])
    figures: list[Figure] = []
    for file in ("pubmed_claim_strength", "eurekalert_claim_strength"):
        at = (source == file) & (y >= CLAIMS.index("conditional_causal"))
        conditional = y[at] == CLAIMS.index("conditional_causal")
        found = scores[at, 2] > scores[at, 3]
        value = float(np.mean([f1(conditional, found), f1(~conditional, ~found)]))
        figures.append((file, CAUSAL, "macro-F1", value, int(at.sum())))
        print("{:36s} {:14s} {:9s} {:.3f}  n={}".format(*figures[-1]), flush=True)
    return figures


CAUSAL = "conditional or direct"
LABELS = {
    "hedge": "hedged", "claim": "claim", "advice": "advice", "attributed": "source given",
    "certainty": "certainty", "review": "review",
}  # fmt: skip
"""Model -> the label that `hedgerow validate` compares."""

SENTENCE_TASKS = (
    Task("claim", tuple(f"claim_{c}" for c in CLAIMS),
         {"pubmed_claim_strength": 1.0, "eurekalert_claim_strength": 1.0, "consumer_health": 1.5},
         lambda item: CLAIMS.index(item.gold["label"]), 1.5, 7000,
         ("gap", "skip", "words"), (0.0, 0.0, 0.0, 0.0), 1.0, "hinge"),
    Task("advice", tuple(f"advice_{a}" for a in ADVICE),
         {"health_advice_structured_abstract": 1.0, "health_advice_unstructured_abstract": 1.0,
          "health_advice_discussion": 1.0, "consumer_health": 4.0},
         lambda item: ADVICE.index(item.gold.get("advice") or item.gold["label"]), 5.0, 5000,
         ("gap", "skip", "stems"), (0.0, 0.0, 0.0), 0.5),
    Task("attributed", ("attributed",), {"polnear_dev": 1.0, "consumer_health": 3.0},
         lambda item: float(item.gold.get("attribution", "none") != "none")
         if item.source == "consumer_health" else float(item.gold["label"] == "attributed"),
         1.0, 3000, ("gap", "skip", "stems", "stem"), (0.0,), 0.0, "hinge"),
    Task("certainty", ("certainty",), {"certainty_sentence": 1.0},
         lambda item: float(item.gold["label"]), 60.0, 200, ("gap", "skip"), (0.0,)),
)  # fmt: skip


@dataclass(frozen=True)
class Data:
    """Gold items, coded, with the features of their sentences."""

    items: list[Item]
    coded: CodedText
    marks: Marks
    space: ft.FeatureSpace
    matrix: sp.csr_matrix
    keys: np.ndarray


def sentence_data(items: list[Item], lexicon: Lexicon, drop: tuple[str, ...]) -> Data:
    """Return the feature matrix of items; features of the templates in `drop` are left out."""
    coded = coded_items(items)
    marks = find_terms(coded, lexicon)
    space = ft.open_space(vocabulary(coded, 2), lexicon)
    ready = ft.prepare(coded, lexicon, marks, space)
    rules = apply_rules(coded, lexicon, marks).features()
    unit, key = ft.sentence_features(coded, ready, space, marks, rules)
    templates = list(ft.TEMPLATES)
    used = ~np.isin(key >> 48, [templates.index(name) for name in drop])
    x, keys = design(coded.sentence_doc[unit[used]], key[used], len(items), 2)
    return Data(items, coded, marks, space, x, keys)


def sentence_task(
    task: Task, folder: Path, lexicon: Lexicon, check: bool
) -> tuple[dict[str, dict], list[Figure], list[Errors]]:
    """Cross-validate one sentence model; unless only checking, return its weights by feature name.

    What the labels decide without asking the model (plain advice, plain sources) is decided in the
    cross-validation too.
    """
    data = sentence_data(gold_items(folder, list(task.weights)), lexicon, task.drop)
    items = data.items
    y = np.array([task.target(item) for item in items])
    weight = np.array([task.weights[item.source] for item in items])
    scores = cross_validate(data.matrix, y, weight, [item.group for item in items], task)
    settle(data, lexicon, task, scores)
    figures, errors = report(task, items, y, scores), class_errors(task, items, y, scores)
    if task.name == "claim":
        figures += causal_figures(items, y, scores)
    if check:
        return {}, figures, errors
    fitted = fit(data.matrix, y, weight, task)
    return named(data.space, data.keys, fitted, task), figures, errors


def settle(data: Data, lexicon: Lexicon, task: Task, scores: np.ndarray) -> None:
    """Put into the scores what the labels decide without or after the model."""
    coded, marks = data.coded, data.marks
    if task.name == "claim":
        # items of several sentences take part with the first of them
        first = coded.doc_sentence[:-1]
        claim = np.zeros(len(coded.sentence_start), np.int8)
        claim[first] = scores.argmax(axis=1)
        sites = claim_sites(coded, lexicon, marks)
        settled = settle_claims(coded, lexicon, marks, *sites, claim)[first]
        scores[np.arange(len(first)), np.where(questions(coded)[first], 0, settled)] = 99.0
    given = {"advice": plain_advice, "attributed": plain_sources}.get(task.name)
    if given is not None:
        plain = np.asarray(given(coded, lexicon, marks), np.int64)
        for sentence in np.flatnonzero(plain).tolist():
            column = plain[sentence] if task.name == "advice" else 0
            scores[coded.sentence_doc[sentence], column] = 99.0


def named(space: ft.FeatureSpace, keys: np.ndarray, b: np.ndarray, task: Task) -> dict[str, dict]:
    """Return feature name -> output -> weight of the features with any weight."""
    rows = {INTERCEPT: dict(zip(task.outputs, b[-1].tolist(), strict=True))}
    for i in np.flatnonzero(np.abs(b[:-1]).max(axis=1) > 0.005).tolist():
        rows[space.name(int(keys[i]))] = dict(zip(task.outputs, b[i].tolist(), strict=True))
    return rows


HEDGE_TASK = Task("hedge", ("hedge",),
                  {"bioscope_full_papers": 1.5, "bioscope_abstracts": 1.0, "sfu_review": 1.5,
                   "consumer_health": 10.0},
                  lambda item: float(item.gold.get("hedged", item.gold["label"] == "uncertain")),
                  4.0, 5000, (), (0.0,), 0.0)  # fmt: skip
_GUIDELINE_WEIGHT, _PLAIN_WEIGHT = 1.0, 0.4


def consumer_sentences(folder: Path, count: int) -> list[Item]:
    """Return sentences of consumer-health texts without labels, none of them in the gold file.

    The guidelines for consumer-health sentences say which words are hedges there (may, might,
    could, potential, seem, likely, thought to, unclear ...) and which are not (can, should, must,
    if, or), so these texts give examples of both without anybody having to annotate them.
    """
    from lxml import etree

    known = {item.text for item in gold_items(folder, ["consumer_health"])}
    paragraphs = [
        answer.text or ""
        for path in sorted((folder / "corpora" / "medquad" / "docs").rglob("*.xml"))
        for answer in etree.parse(str(path)).iter("Answer")
    ]
    summaries = folder / "corpora" / "cochrane" / "docs" / "plain_language_summary"
    paragraphs += [path.read_text("utf-8") for path in sorted(summaries.glob("*.txt"))[:300]]
    texts: dict[str, None] = {}
    for paragraph in paragraphs:
        for text in re.split(r"(?<=[.?!])\s+", " ".join(paragraph.split())):
            if 20 < len(text) < 400 and text not in known:
                texts[text] = None
    chosen = np.random.default_rng(SEED).permutation(len(texts))[:count]
    listed = list(texts)
    return [Item("guideline", listed[i], f"guideline{i}", {"cues": []}) for i in chosen.tolist()]


def gold_spans(item: Item) -> list[tuple[int, int]]:
    """Return the character spans of an item's gold cues."""
    if item.source not in HEDGE_TASK.weights:
        return []
    if item.source != "consumer_health":
        return [(cue[0], cue[1]) for cue in item.gold["cues"]]
    return [
        match.span()
        for cue in item.gold["cues"]
        for match in re.finditer(re.escape(cue.lower()), item.text.lower())
    ]


REVIEW_TASK = Task("review", ("review",),
                   {"bioscope_full_papers": 0.5, "bioscope_abstracts": 0.5, "sfu_review": 1.0,
                    "consumer_health": 4.0, "guideline": 1.0, "eurekalert_claim_strength": 1.0,
                    "polnear_dev": 0.5},
                   lambda item: float(item.source == "sfu_review"), 10.0, 3000,
                   ("gap", "skip", "words", "stems", "next", "prev", "near", "term"),
                   (0.0,))  # fmt: skip


def hedge_tasks(
    folder: Path, lexicon: Lexicon, check: bool
) -> tuple[dict[str, dict], list[Figure], list[Errors]]:
    """Cross-validate the model of registers and the model of cues that builds on it.

    A cue's register comes from a model that never saw its document.
    """
    items = gold_items(folder, list(HEDGE_TASK.weights)) + consumer_sentences(folder, 5000)
    items += gold_items(folder, sorted(set(REVIEW_TASK.weights) - {i.source for i in items}))
    data = sentence_data(items, lexicon, REVIEW_TASK.drop)
    groups = [item.group for item in items]
    target = np.array([REVIEW_TASK.target(item) for item in items])
    weight = np.array([REVIEW_TASK.weights[item.source] for item in items])
    review = cross_validate(data.matrix, target, weight, groups, REVIEW_TASK)[:, 0]
    print(f"register of reviews: F1 {f1(target > 0, review > 0):.3f}", flush=True)
    cues, y, weigh = cue_examples(data, lexicon)
    coded = data.coded
    space = ft.open_space(vocabulary(coded, 5), lexicon)
    ready = ft.prepare(coded, lexicon, data.marks, space)
    unit, key = ft.cue_features(coded, ready, space, cues, review[coded.sentence_doc])
    x, keys = design(unit, key, len(y), 3)
    where = coded.token_doc[cues.first]
    scores = cross_validate(x, y, weigh, [groups[d] for d in where.tolist()], HEDGE_TASK)[:, 0]
    plain = plain_cues(coded, lexicon, cues, review[coded.sentence_doc])
    scores[plain != 0] = 99.0 * plain[plain != 0]
    best = np.full((len(items), 1), -9.0)
    np.maximum.at(best[:, 0], where, scores)
    gold = [item for item in items if item.source in HEDGE_TASK.weights]
    truth = np.array([HEDGE_TASK.target(item) for item in gold])
    figures = report(HEDGE_TASK, gold, truth, best[: len(gold)])
    errors = cue_errors(items, lexicon, cues, where, y, scores)
    if check:
        return {}, figures, errors
    rows = named(space, keys, fit(x, y, weigh, HEDGE_TASK), HEDGE_TASK)
    fitted = fit(data.matrix, target, weight, REVIEW_TASK)
    merge(rows, named(data.space, data.keys, fitted, REVIEW_TASK))
    return rows, figures, errors


def cue_examples(data: Data, lexicon: Lexicon) -> tuple[Marks, np.ndarray, np.ndarray]:
    """Return the cues that the gold or the guidelines decide, 1 or 0 for each, and their
    weights.
    """
    cues = cue_candidates(data.marks, lexicon)
    label = np.array([e.label if e.table == "cues" else "" for e in lexicon.entries])
    term = np.array([e.term for e in lexicon.entries])
    never = (label == "conditional") & np.array(
        [not re.search(r"would|'d|whether", t) for t in term]
    )
    always = np.isin(label, HEDGE_TYPES) | (label == "weasel") & np.array(
        ["believe" in t for t in term]
    )
    always &= np.array(["less|most" not in t and not t.startswith("indicat") for t in term])
    source = np.array([item.source for item in data.items])
    guided = source[data.coded.token_doc[cues.first]] == "guideline"
    able = np.isin(label, CANDIDATE_TYPES)
    decided = guided | np.isin(source, list(HEDGE_TASK.weights))[data.coded.token_doc[cues.first]]
    ruled = (never | always)[cues.entry] | _compared(data.coded, cues, lexicon)
    keep = able[cues.entry] & decided & (~guided | ruled)
    cues, guided = cues.where(keep), guided[keep]
    where = data.coded.token_doc[cues.first]
    start, end = data.coded.token_start[cues.first], data.coded.token_end[cues.last]
    spans = [gold_spans(item) for item in data.items]
    y = np.array(
        [any(a < e and s < b for a, b in spans[d])
         for d, s, e in zip(where.tolist(), start.tolist(), end.tolist(), strict=True)], float
    )  # fmt: skip
    plain = guided & always[cues.entry]
    y[plain] = 1.0
    of_source = HEDGE_TASK.weights | {"guideline": _GUIDELINE_WEIGHT}
    weight = np.array([of_source.get(name, 0.0) for name in source])[where]
    weight[plain] = _PLAIN_WEIGHT
    return cues, y, weight


def _compared(coded: CodedText, cues: Marks, lexicon: Lexicon) -> np.ndarray:
    """Return bool[C]: the cue is "more likely to" or "less likely to", which compares groups; the
    guidelines call it a correlation, no hedge.
    """
    likely = np.array([entry.term.endswith(" likely") for entry in lexicon.entries])[cues.entry]
    words = np.append(np.array(coded.word_text)[coded.token_base], "")
    return likely & np.isin(words[cues.first], ("more", "less")) & (words[cues.last + 1] == "to")


def merge(rows: dict[str, dict[str, float]], more: dict[str, dict[str, float]]) -> None:
    """Add the weights of `more` to `rows`."""
    for feature, weights in more.items():
        rows.setdefault(feature, {}).update(weights)


def write_figures(path: Path, figures: list[Figure], folder: Path) -> None:
    """Write the cross-validated figures, which `hedgerow validate` prints beside its own."""
    digests = {file: file_digest(folder / "gold" / f"{file}.jsonl") for file, *_ in figures}
    lines = [
        "# Cross-validated figures of the labels, written by tools/train_labels.py: every sentence",
        "# is labelled by models that never saw its document.",
        "# digest is that of the gold file, so that its sentences are known for seen ones.",
        "file\tlabel\tfigure\tvalue\titems\tdigest",
        *(
            f"{file}\t{label}\t{what}\t{value:.3f}\t{n}\t{digests[file]}"
            for file, label, what, value, n in figures
        ),
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_errors(path: Path, errors: list[Errors]) -> None:
    """Write the counts of errors, which `hedgerow validate --out` publishes."""
    lines = [
        "# Errors of the labels in cross-validation, written by tools/train_labels.py.",
        "file\tlabel\twhat\tgold\tmissed\tfalse",
        *("\t".join(map(str, row)) for row in errors),
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_weights(path: Path, rows: dict[str, dict[str, float]]) -> None:
    """Write the table: a row a feature, a column an output, empty where the weight is none."""
    lines = [
        "# Weights of the linear models of the sentence labels, written by tools/train_labels.py.",
        "# Features are explained in measures/features.py, the outputs in measures/model.py.",
        "\t".join(["feature", *OUTPUTS]),
    ]
    for name in sorted(rows, key=lambda n: (n != INTERCEPT, n)):
        cells = [
            f"{rows[name][o]:.3f}".rstrip("0").rstrip(".") if rows[name].get(o) else ""
            for o in OUTPUTS
        ]
        lines.append("\t".join([name, *("" if c in ("0", "-0") else c for c in cells)]))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Train and write, or only cross-validate."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="cross-validate only")
    parser.add_argument("--task", help="only this model (with --check)")
    given = parser.parse_args()
    folder = shared()
    lexicon = load_lexicon()
    lexicon = Lexicon(lexicon.entries, lexicon.classes, Weights())
    rows: dict[str, dict[str, float]] = {}
    figures: list[Figure] = []
    errors: list[Errors] = []
    parts = {"hedge": lambda: hedge_tasks(folder, lexicon, given.check)}
    for task in SENTENCE_TASKS:
        parts[task.name] = lambda task=task: sentence_task(task, folder, lexicon, given.check)
    for name, part in parts.items():
        if given.task in (None, name):
            trained, found, wrong = part()
            merge(rows, trained)
            figures += found
            errors += wrong
    if not given.check:
        write_weights(FOLDER / "label_weights.tsv", rows)
        write_figures(FOLDER / "label_figures.tsv", figures, folder)
        write_errors(FOLDER / "label_errors.tsv", errors)
        print(f"{len(rows)} features written")


if __name__ == "__main__":
    main()
