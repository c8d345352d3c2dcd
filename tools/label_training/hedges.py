"""The models behind hedging: of the register of sentences, and of cues in their register."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np

from hedgerow.labels.cue_features import cue_features
from hedgerow.labels.cues import CANDIDATE_TYPES, HEDGE_TYPES, cue_candidates, plain_cues
from hedgerow.labels.feature_space import open_space
from hedgerow.labels.features import prepare
from hedgerow.labels.lexicon_matcher import Marks
from hedgerow.lexicons.load import Lexicon
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus
from label_training.fitting import DIVISIONS, Fit, cross_validate, fit, folds
from label_training.gold import (
    Data,
    Item,
    consumer_sentences,
    design,
    gold_items,
    sentence_data,
    vocabulary,
)
from label_training.results import Errors, Figure, Rows, f1, mean_figures
from label_training.sentences import add_rows, named_rows

HEDGE_WEIGHTS = {
    "bioscope_full_papers": 1.5, "bioscope_abstracts": 1.0, "sfu_review": 1.5,
    "consumer_health": 10.0,
}  # fmt: skip
HEDGE_FIT = Fit("hinge", 2.0, 12000, power=0.0, by_length=True)
_GUIDELINE_WEIGHT, _PLAIN_WEIGHT = 1.0, 0.4
REVIEW_WEIGHTS = {
    "bioscope_full_papers": 0.5, "bioscope_abstracts": 0.5, "sfu_review": 1.0,
    "consumer_health": 4.0, "guideline": 1.0, "eurekalert_claim_strength": 1.0, "polnear_dev": 0.5,
}  # fmt: skip
REVIEW_FIT = Fit("logistic", 10.0, 3000)
REVIEW_DROP = ("gap", "skip", "words", "stems", "next", "prev", "near", "term")


def hedge_tasks(
    folder: Path, lexicon: Lexicon, check: bool
) -> tuple[Rows, list[Figure], list[Errors]]:
    """Cross-validate the model of registers and the model of cues that builds on it.

    A cue's register comes from a model that never saw its document. Errors, and the registers that
    the weights are fitted with, are those of the first division.
    """
    items = gold_items(folder, list(HEDGE_WEIGHTS)) + consumer_sentences(folder, 5000)
    items += gold_items(folder, sorted(set(REVIEW_WEIGHTS) - {item.source for item in items}))
    data = sentence_data(items, lexicon, REVIEW_DROP)
    reviews = (data.sources == "sfu_review").astype(int)
    of_source = np.array([REVIEW_WEIGHTS[item.source] for item in items])
    cues, y, weight = cue_examples(data, lexicon)
    where = data.tokenised.token_doc[cues.first]
    figures, errors, rows = [], [], {}
    for seed in DIVISIONS:
        fold = folds(data.groups, seed)
        review = cross_validate(data.matrix, reviews, of_source, fold, 1, REVIEW_FIT)[:, 0]
        x, names = cue_design(data, lexicon, cues, review)
        scores = cross_validate(x, y, weight, fold[where], 1, HEDGE_FIT)[:, 0]
        plain = plain_cues(data.tokenised, lexicon, cues, review[data.tokenised.sentence_doc])
        hedging = np.where(plain != 0, plain > 0, scores > 0)
        figures.append(hedge_figures(items, where[hedging]))
        if not errors:
            errors = cue_errors(items, lexicon, cues, where, y, hedging)
            if not check:
                named_rows(rows, names, fit(x, y, weight, 1, HEDGE_FIT), ("hedge",))
    if not check:
        model = fit(data.matrix, reviews, of_source, 1, REVIEW_FIT)
        add_rows(rows, data, model, ("review",))
    return rows, mean_figures(figures), errors


def cue_design(
    data: Data, lexicon: Lexicon, cues: Marks, review: np.ndarray
) -> tuple[np.ndarray, list[str]]:
    """Return the matrix of cues and their features, and the names of these.

    Args:
        review: float64[items], how much each item sounds like a review.
    """
    tokenised = data.tokenised
    space = open_space(vocabulary(tokenised, 5), lexicon)
    ready = prepare(tokenised, lexicon, data.marks, space)
    unit, key = cue_features(tokenised, ready, space, cues, review[tokenised.sentence_doc])
    x, keys = design(unit, key, len(cues.entry), 3)
    return x, [space.name(int(key)) for key in keys]


def hedge_figures(items: list[Item], hedged: np.ndarray) -> list[Figure]:
    """Return F1 of hedged sentences per gold file; `hedged` are the items with a hedging cue."""
    found = np.zeros(len(items), bool)
    found[hedged] = True
    figures: list[Figure] = []
    for file in HEDGE_WEIGHTS:
        at = np.array([item.source == file for item in items])
        gold = np.array(
            [item.gold.get("hedged", item.gold.get("label") == "uncertain") for item in items], bool
        )
        figures.append((file, "hedged", "F1", f1(gold[at], found[at]), int(at.sum())))
    return figures


def gold_spans(item: Item) -> list[tuple[int, int]]:
    """Return the character spans of an item's gold cues."""
    if item.source not in HEDGE_WEIGHTS:
        return []
    if item.source != "consumer_health":
        return [(cue[0], cue[1]) for cue in item.gold["cues"]]
    return [
        match.span()
        for cue in item.gold["cues"]
        for match in re.finditer(re.escape(cue.lower()), item.text.lower())
    ]


def cue_examples(data: Data, lexicon: Lexicon) -> tuple[Marks, np.ndarray, np.ndarray]:
    """Return the cues that the gold or the guidelines decide, 1 or 0 for each, and their
    weights.
    """
    cues = cue_candidates(data.marks, lexicon)
    never, always = _by_guidelines(lexicon)
    source = data.sources
    guided = source[data.tokenised.token_doc[cues.first]] == "guideline"
    label = np.array([e.label if e.table == "cues" else "" for e in lexicon.entries])
    able = np.isin(label, CANDIDATE_TYPES)
    decided = guided | np.isin(source, list(HEDGE_WEIGHTS))[data.tokenised.token_doc[cues.first]]
    ruled = (never | always)[cues.entry] | _compared(data.tokenised, cues, lexicon)
    keep = able[cues.entry] & decided & (~guided | ruled)
    cues, guided = cues.where(keep), guided[keep]
    where = data.tokenised.token_doc[cues.first]
    start, end = data.tokenised.token_start[cues.first], data.tokenised.token_end[cues.last]
    spans = [gold_spans(item) for item in data.items]
    y = np.array(
        [any(a < e and s < b for a, b in spans[d])
         for d, s, e in zip(where.tolist(), start.tolist(), end.tolist(), strict=True)], int
    )  # fmt: skip
    plain = guided & always[cues.entry]
    y[plain] = 1
    of_source = HEDGE_WEIGHTS | {"guideline": _GUIDELINE_WEIGHT}
    weight = np.array([of_source.get(name, 0.0) for name in source])[where]
    weight[plain] = _PLAIN_WEIGHT
    return cues, y, weight


def _by_guidelines(lexicon: Lexicon) -> tuple[np.ndarray, np.ndarray]:
    """Return bool[E] twice: lexicon rows that the guidelines for consumer-health sentences never,
    and always, take for a hedge.
    """
    label = np.array([e.label if e.table == "cues" else "" for e in lexicon.entries])
    term = np.array([e.term for e in lexicon.entries])
    never = (label == "conditional") & np.array(
        [not re.search(r"would|'d|whether", t) for t in term]
    )
    always = np.isin(label, HEDGE_TYPES) | (label == "weasel") & np.array(
        ["believe" in t for t in term]
    )
    always &= np.array(["less|most" not in t and not t.startswith("indicat") for t in term])
    return never, always


def _compared(tokenised: TokenisedCorpus, cues: Marks, lexicon: Lexicon) -> np.ndarray:
    """Return bool[C]: the cue is "more likely to" or "less likely to", which compares groups; the
    guidelines call it a correlation, no hedge.
    """
    likely = np.array([entry.term.endswith(" likely") for entry in lexicon.entries])[cues.entry]
    words = np.append(np.array(tokenised.word_text)[tokenised.token_base], "")
    return likely & np.isin(words[cues.first], ("more", "less")) & (words[cues.last + 1] == "to")


def cue_errors(
    items: list[Item],
    lexicon: Lexicon,
    cues: Marks,
    where: np.ndarray,
    y: np.ndarray,
    hedging: np.ndarray,
) -> list[Errors]:
    """Count the errors of the model of cues by gold file and cue, the eight worst of each file."""
    source = np.array([item.source for item in items])[where]
    rows = []
    for file in HEDGE_WEIGHTS:
        counted: list[Errors] = []
        for entry in np.unique(cues.entry):
            at = (cues.entry == entry) & (source == file)
            gold, got = y[at] > 0, hedging[at]
            counts = (int(gold.sum()), int((gold & ~got).sum()), int((got & ~gold).sum()))
            counted.append((file, "hedged", lexicon.entries[entry].term, *counts))
        counted.sort(key=lambda row: (-row[4] - row[5], row[2]))
        rows += counted[:8]
    return rows
