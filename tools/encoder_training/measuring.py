"""Figures of a weights file on gold sentences, its calibration, and its surest claims.

The sentences go through the library as they do in a run; where a gold text has several sentences,
the strongest claim and advice count, any hedge, and the first source, as in `hedgerow label`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize_scalar

from encoder_training.rows import Row
from hedgerow.labels.encoder import HEADS, Scores, best_spans, raw_outputs
from hedgerow.labels.encoder_file import Encoder
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus
from label_training.gold import Item, tokenised_items
from label_training.results import f1, macro_f1

BINS = 10
STRENGTH = ("claim", "advice")
SPANS = ("agent", "outcome", "source")


@dataclass(frozen=True)
class Measured:
    """Rows with what the encoder gives for each of them."""

    rows: list[Row]
    text: TokenisedCorpus
    scores: Scores
    chosen: dict[str, np.ndarray]  # head -> int[rows]

    def gold(self, head: str) -> np.ndarray:
        """Return the gold classes of a head, for rows that all have them."""
        return np.array([row.label[head] for row in self.rows])


def measured(rows: list[Row], score: Callable[[TokenisedCorpus], Scores]) -> Measured:
    """Return rows with the scores that a labeller gives to their text."""
    text = tokenised_items([Item(row.file, row.text, row.document, {}) for row in rows])
    scores = score(text)
    first, document = text.doc_sentence[:-1], text.sentence_doc
    chosen = {}
    for head in HEADS:
        each = scores.choose(head).astype(int)
        best = each[first]
        if head in STRENGTH or len(HEADS[head]) == 2:
            np.maximum.at(best, document, each)
        else:  # the first sentence that is not of the first class
            for s in np.flatnonzero(each)[::-1].tolist():
                best[document[s]] = each[s]
        chosen[head] = best
    return Measured(rows, text, scores, chosen)


def web_figures(found: Measured) -> dict[str, float]:
    """Return the figures of check_web.py that need no rules, for rows of consumer_web."""
    claim, got = found.gold("claim"), found.chosen["claim"]
    figures = {"claim, macro-F1": macro_f1(claim, got)}
    for i, name in enumerate(HEADS["claim"][1:], 1):
        figures[f"claim {name}"] = f1(claim == i, got == i)
    figures["any claim"] = f1(claim > 0, got > 0)
    for head, classes in (("stance", HEADS["stance"]), ("direction", ("none", "benefit", "harm"))):
        gold, mine = found.gold(head), found.chosen[head]
        for i, name in enumerate(classes):
            if head == "stance":
                figures[f"stance {name}"] = f1(gold == i, mine == i)
            elif i:
                figures[name] = f1((gold == i) & (claim > 0), (mine == i) & (got > 0))
    for head, name in (("advice", "advice given"), ("attribution", "source given")):
        figures[name] = f1(found.gold(head) > 0, found.chosen[head] > 0)
    figures["hedged"] = f1(found.gold("hedged") > 0, found.chosen["hedged"] > 0)
    both = (found.gold("attribution") > 0) & (found.chosen["attribution"] > 0)
    for head, name in (
        ("attribution", "kind of source, where both"),
        ("named", "named, where both"),
    ):
        figures[name] = float(
            (found.gold(head) == found.chosen[head])[both].sum() / max(1, both.sum())
        )
    figures |= {f"words of {h}": span_f1(found, h) for h in SPANS if h in found.scores.token}
    return figures


def span_f1(found: Measured, head: str) -> float:
    """Return the F1 of spans that overlap: one is right if it shares a word with the gold one."""
    text = found.text
    wanted = np.ones(len(text.sentence_start), bool)
    spans = best_spans(text, found.scores.token[head], wanted)
    right = given = there = 0
    for d, row in enumerate(found.rows):
        gold = row.spans.get(head, [])
        mine = spans[text.doc_sentence[d] : text.doc_sentence[d + 1]]
        mine = mine[mine[:, 0] >= 0][:1]
        there += bool(gold)
        given += len(mine)
        for a, b in mine.tolist():
            start, end = text.token_start[a], text.token_end[b]
            right += any(start < right_end and end > left for left, right_end in gold)
    return 2 * right / max(1, there + given)


def surest(found: Measured, count: int = 100) -> float:
    """Return the share of direct claims among the `count` sentences that are surest to be one."""
    direct = HEADS["claim"].index("direct_causal")
    sure = np.zeros(len(found.rows))
    np.maximum.at(sure, found.text.sentence_doc, found.scores.probability["claim"][:, direct])
    order = np.argsort(-sure, kind="stable")[:count]
    return float((found.gold("claim")[order] == direct).mean())


def report(found: Measured) -> None:
    """Print the figures of rows of consumer_web, then the calibration of each head."""
    for name, value in web_figures(found).items():
        print(f"{name:32s} {value:.3f}")
    print(f"{'direct among the 100 surest':32s} {surest(found):.3f}   n {len(found.rows)}")
    for head in HEADS:
        if all(head in row.label for row in found.rows):
            error, bins = calibration_error(*single(found, head))
            shown = ", ".join(
                f"{p:.1f}: {mean:.2f} {share:.2f} ({n})" for p, n, mean, share in bins
            )
            print(f"calibration of {head}: error {error:.3f}; {shown}")


def single(found: Measured, head: str) -> tuple[np.ndarray, np.ndarray]:
    """Return the probabilities and gold classes of the rows that are one sentence."""
    first = found.text.doc_sentence[:-1]
    one = np.diff(found.text.doc_sentence) == 1
    return found.scores.probability[head][first[one]], found.gold(head)[one].astype(int)


def calibration_error(
    probability: np.ndarray, gold: np.ndarray
) -> tuple[float, list[tuple[float, int, float, float]]]:
    """Return the expected calibration error of the chosen class (Naeini et al. 2015), and for each
    bin of probability where it starts, its sentences, their mean probability and the share right.

    Example:
        >>> calibration_error(np.array([[0.25, 0.75], [0.25, 0.75]]), np.array([1, 0]))
        (0.25, [(0.7, 2, 0.75, 0.5)])
    """
    sure, right = probability.max(axis=1), probability.argmax(axis=1) == gold
    bin_ = np.minimum((sure * BINS).astype(int), BINS - 1)
    bins = [
        (b / BINS, int((bin_ == b).sum()), float(sure[bin_ == b].mean()),
         float(right[bin_ == b].mean()))
        for b in np.unique(bin_).tolist()
    ]  # fmt: skip
    error = sum(n * abs(mean - share) for _, n, mean, share in bins) / len(gold)
    return float(error), bins


def slope_of(outputs: np.ndarray, gold: np.ndarray) -> float:
    """Return the slope of temperature scaling that makes the gold classes likeliest.

    Args:
        outputs: float[N, classes], before softmax. gold: int[N].
    """

    def unlikely(slope: float) -> float:
        z = slope * (outputs - outputs.max(axis=1, keepdims=True))
        likely = z[np.arange(len(gold)), gold] - np.log(np.exp(z).sum(axis=1))
        return -float(likely.sum())

    return round(float(minimize_scalar(unlikely, bounds=(0.3, 3.0), method="bounded").x), 3)


def slopes(rows: list[Row], encoder: Encoder) -> dict[str, float]:
    """Return the slope of each head that all rows have, fitted on the rows of one sentence."""
    text = tokenised_items([Item(row.file, row.text, row.document, {}) for row in rows])
    types = encoder.pieces.table(text.type_text)
    outputs, _ = raw_outputs(encoder, types, text.token_type, text.sentence_token)
    one = np.flatnonzero(np.diff(text.doc_sentence) == 1)
    outputs = outputs[text.doc_sentence[one]].astype(np.float64)
    found = {}
    for name, head in encoder.heads.items():
        if all(name in row.label for row in rows):
            gold = np.array([int(rows[i].label[name]) for i in one.tolist()])
            found[name] = slope_of(outputs[:, head.first : head.first + len(head.classes)], gold)
    return found
