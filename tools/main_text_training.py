"""Fit the weights of the score that chooses the main text of web pages.

    python tools/main_text_training.py FOLDER            # fits on both halves, writes main_text.tsv
    python tools/main_text_training.py FOLDER --check    # cross-validates on the tuning half only

FOLDER is laid out as `tools/main_text_gold.py` describes. An element's label is the share of its
words that the longest common subsequence of the page's words and the gold words holds. The model is
a logistic regression with an L2 penalty; pages count the same, an element by its words. The folds
of the cross-validation hold sites apart.
"""

from __future__ import annotations

import argparse
import hashlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from hedgerow.sources.decode import decode
from hedgerow.sources.html import evidence
from hedgerow.sources.html_choice import (
    COLUMNS,
    INTERCEPT,
    WEIGHTS,
    Weights,
    best_choice,
    probabilities,
)
from main_text_cache import Cache
from main_text_gold import HALVES, GoldPage, load_pages, scores

PENALTY = 600.0
FOLDS = 5
LEAST_EFFECT = 0.02
"""Features whose weight times standard deviation is below this are left out of the table."""


@dataclass(frozen=True)
class Example:
    """The elements of one page: names and values of the features, labels, words, texts."""

    page: GoldPage
    names: tuple[str, ...]
    values: np.ndarray
    labels: np.ndarray
    words: np.ndarray
    texts: list[str]


def alignment(found: list[str], gold: list[str]) -> np.ndarray:
    """bool[n]: the words of a page that a longest common subsequence with the gold words holds.

    Bit-parallel (Hyyrö 2004): the columns of the table of lengths are differences of 0 or 1, kept
    as the bits of one whole number.
    """
    masks: dict[str, int] = {}
    for j, word in enumerate(gold):
        masks[word] = masks.get(word, 0) | 1 << j
    full = (1 << len(gold)) - 1
    state, states = full, []
    for word in found:
        common = state & masks.get(word, 0)
        state = ((state + common) | (state - common)) & full
        states.append(state)
    kept = np.zeros(len(found), bool)
    j = len(gold) - 1
    for i in range(len(found) - 1, -1, -1):
        # A zero bit says that the length grows at that gold word.
        while j >= 0 and states[i] >> j & 1:
            j -= 1
        if j < 0:
            break
        if i == 0 or states[i - 1] >> j & 1:
            kept[i] = True
            j -= 1
    return kept


def example(page: GoldPage) -> Example | None:
    """Return the elements of a page with their labels; null where it has none."""
    text, _ = decode(page.data)
    found = evidence(text or "")
    if found is None or not found.elements:
        return None
    spoken = [word for element in found.elements for word in element.words]
    kept = np.concatenate([[0], np.cumsum(alignment(spoken, page.words))])
    words = np.array([len(element.words) for element in found.elements])
    ends = np.cumsum(words)
    labels = (kept[ends] - kept[ends - words]) / np.maximum(1, words)
    texts = [element.text for element in found.elements]
    return Example(page, found.names, found.values.astype(np.float32), labels, words, texts)


def importance(one: Example) -> np.ndarray:
    """float64[n]: the weight of each element in the fit; that of a page is always the same."""
    weight = np.minimum(one.words, 120) + 1.0
    return 200 * weight / weight.sum()


def fit(examples: list[Example], used: np.ndarray) -> Weights:
    """Fit the weights of the `used` features (bool[features]) by Newton's method."""
    values = np.concatenate([one.values[:, used] for one in examples])
    labels = np.concatenate([one.labels for one in examples])
    weight = np.concatenate([importance(one) for one in examples])
    middle, spread = values.mean(0), np.maximum(values.std(0), 0.05)
    design = np.clip((values - middle) / spread, -6, 6)
    design = np.hstack([design, np.ones((len(design), 1), np.float32)])
    penalty = np.append(np.full(design.shape[1] - 1, PENALTY), 1e-3)
    beta = np.zeros(design.shape[1])
    for _ in range(8):
        chance = 1 / (1 + np.exp(-np.clip(design @ beta.astype(np.float32), -30, 30)))
        slope = design.T @ (weight * (labels - chance)).astype(np.float32) - penalty * beta
        bent = weight * np.maximum(chance * (1 - chance), 1e-4)
        curve = ((design * bent[:, None].astype(np.float32)).T @ design).astype(float)
        step = np.clip(np.linalg.solve(curve + np.diag(penalty), slope), -2, 2)
        beta = beta + step
        if np.abs(step).max() < 0.01:
            break
    weights = beta[:-1] / spread
    names = tuple(np.array(examples[0].names)[used])
    least, most = middle - 6 * spread, middle + 6 * spread
    return Weights(names, weights, least, most, float(beta[-1] - (weights * middle).sum()))


def fold_of(page: GoldPage) -> int:
    """Return the fold of a page: the same for all pages of a site."""
    digest = hashlib.sha256(f"fold {page.site}".encode()).digest()
    return digest[0] % FOLDS


def page_f1(one: Example, weights: Weights) -> float:
    """Return the F1 of the words of the elements that the weights choose."""
    chosen = best_choice(probabilities(one.names, one.values, weights), one.words)
    text = "\n".join(one.texts[i] for i in np.flatnonzero(chosen))
    return scores(text, one.page.gold)[2]


def cross_validate(examples: list[Example], used: np.ndarray) -> dict[str, list[float]]:
    """Return the F1 of each page from weights that its site had no part in, by type of page."""
    found: dict[str, list[float]] = {}
    for fold in range(FOLDS):
        weights = fit([one for one in examples if fold_of(one.page) != fold], used)
        for one in examples:
            if fold_of(one.page) == fold:
                found.setdefault(one.page.kind, []).append(page_f1(one, weights))
    return found


def strong(examples: list[Example], used: np.ndarray) -> np.ndarray:
    """bool[features]: the features with an effect of at least LEAST_EFFECT."""
    weights = fit(examples, used)
    spread = np.concatenate([one.values[:, used] for one in examples]).std(0)
    kept = used.copy()
    kept[used] = np.abs(weights.weight) * spread >= LEAST_EFFECT
    return kept


def report(title: str, found: dict[str, list[float]]) -> str:
    """Return one line: mean F1 in all and by type."""
    every = [value for values in found.values() for value in values]
    kinds = " ".join(f"{kind} {np.mean(values):.3f}" for kind, values in sorted(found.items()))
    return f"{title}: all {np.mean(every):.4f} ({len(every)} pages) {kinds}"


def write(weights: Weights, path: Path) -> None:
    """Write the table of weights."""
    rows = [
        f"{name}\t{weight:.5g}\t{least:.4g}\t{most:.4g}"
        for name, weight, least, most in zip(
            weights.features, weights.weight, weights.least, weights.most, strict=True
        )
    ]
    head = (
        "# Weights of the score of main text, written by tools/main_text_training.py.\n"
        "# Features: sources/html_features.py. Values are limited to `least` and `most`.\n"
    )
    lines = ["\t".join(COLUMNS), *rows, f"{INTERCEPT}\t{weights.intercept:.5g}\t\t"]
    path.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")


def examples_of(folder: Path, half: str, cache: Cache) -> list[Example]:
    """Return the elements of the pages of one half that have any."""
    found = []
    pages = list(load_pages(folder, half))
    for number, page in enumerate(pages, 1):
        found.append(cache.get(("features", page.id), lambda page=page: example(page)))
        cache.progress(f"{half} half: features of page", number, len(pages))
    return [one for one in found if one is not None]


def fit_strong(examples: list[Example]) -> tuple[Weights, np.ndarray]:
    """Fit the weights of the features that matter; return them and which features those are."""
    used = strong(examples, np.ones(len(examples[0].names), bool))
    return fit(examples, used), used


def main() -> None:
    """Cross-validate on the tuning half, or fit on both halves and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--check", action="store_true", help="cross-validate only")
    parser.add_argument("--cache", type=Path, help="file to keep the features in between runs")
    given = parser.parse_args()
    cache = Cache(given.cache)
    if given.check:
        examples = examples_of(given.folder, "tuned", cache)
        used = strong(examples, np.ones(len(examples[0].names), bool))
        print(report(f"{used.sum()} features", cross_validate(examples, used)))
    else:
        import hedgerow.lexicons

        examples = [one for half in HALVES for one in examples_of(given.folder, half, cache)]
        weights, used = fit_strong(examples)
        path = Path(hedgerow.lexicons.__file__).parent / WEIGHTS
        write(weights, path)
        print(f"{path.name}: {used.sum()} features, {len(examples)} pages")
    cache.save()


if __name__ == "__main__":
    import main_text_training

    main_text_training.main()  # what is kept in a cache has the name of the module
