"""Simulate how often the intervals of prediction-powered shares hold the true share.

usage: python tools/interval_coverage.py [CORPORA]

Each simulated corpus has 100 documents of 30 sentences that differ in their shares; its labels
have one figure for sensitivity and specificity, from useless (0.5) to perfect (1). A stratified
sample is coded without error. Writes its part of docs/validation.md.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

from hedgerow.statistics.prediction_powered import CodedSample, powered_share
from hedgerow.tables.marked_sections import write_part

QUALITIES = (0.5, 0.8, 0.95, 1.0)
CODED = (100, 300, 1000)
SHARES = (0.05, 0.3)
DOCUMENTS, SENTENCES = 100, 30

_TEXT = """\
Written by `python tools/interval_coverage.py {corpora}`: {corpora:,} simulated corpora a cell, each
of {documents} documents of {sentences} sentences (correlation within documents 0.02). Share of the
95 % intervals that hold the true share, and in brackets their mean half width.

| true share | coded | {heads} |
|---|---:|{dashes}
"""


def simulated(
    rng: np.random.Generator, share: float, quality: float, coded: int
) -> tuple[np.ndarray, np.ndarray, CodedSample]:
    """Return labels and codes of a simulated corpus, and the sample that was coded."""
    document = np.repeat(np.arange(DOCUMENTS), SENTENCES)
    n = len(document)
    y = rng.random(n) < rng.beta(49 * share, 49 * (1 - share), DOCUMENTS)[document]
    f = np.where(rng.random(n) < quality, y, ~y)
    sure = rng.random(n) < np.where(f == y, 0.8, 0.3)
    stratum = 2 * f.astype(int) + sure
    sizes = np.bincount(stratum, minlength=4)
    wanted = np.sqrt(sizes) / np.sqrt(sizes).sum() * coded
    each = np.minimum(np.maximum(wanted.round(), sizes > 0), sizes).astype(int)
    drawn = np.concatenate(
        [rng.permutation(np.flatnonzero(stratum == h))[: each[h]] for h in np.flatnonzero(sizes)]
    )
    weights = (sizes / np.maximum(each, 1))[stratum[drawn]]
    return f.astype(float), y[drawn].astype(float), CodedSample(document, stratum, drawn, weights)


def coverage(share: float, quality: float, coded: int, corpora: int) -> tuple[float, float]:
    """Return the share of intervals that hold the true share, and their mean half width."""
    rng = np.random.default_rng([1, coded, int(100 * quality), int(100 * share)])
    held, width = 0, 0.0
    for _ in range(corpora):
        estimate = powered_share(*simulated(rng, share, quality, coded))
        held += estimate.low <= share <= estimate.high
        width += (estimate.high - estimate.low) / 2
    return held / corpora, width / corpora


def main() -> None:
    """Write the part of the page."""
    corpora = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    lines = []
    for share in SHARES:
        for coded in CODED:
            cells = [coverage(share, quality, coded, corpora) for quality in QUALITIES]
            words = " | ".join(f"{100 * held:.1f} % ({width:.3f})" for held, width in cells)
            lines.append(f"| {share:.2f} | {coded:,} | {words} |")
    heads = " | ".join(f"labels {quality:.2f}" for quality in QUALITIES)
    text = _TEXT.format(
        corpora=corpora, documents=DOCUMENTS, sentences=SENTENCES, heads=heads,
        dashes="---:|" * len(QUALITIES),
    )  # fmt: skip
    print(text + "\n".join(lines))
    write_part(Path("docs/validation.md"), "coverage", text + "\n".join(lines))


if __name__ == "__main__":
    main()
