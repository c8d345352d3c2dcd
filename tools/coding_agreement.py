"""Compare the codes of sentences coded for Hedgerow with the annotation of the gold file.

usage: python tools/coding_agreement.py GOLD

GOLD has consumer_web.jsonl. Among the sentences that were given to each coder
(encoder_training/coded.py) were some of the gold file, unmarked, from sites of which the coders had
seen nothing. Their codes are in encoder_training/coded_checks.tsv and are trained on by nothing.
Writes its part of docs/model-card.md.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np

from encoder_training.coded import CLASSES, FILE, read_codes
from hedgerow.corpus.coding_sample import sentence_key
from hedgerow.statistics.coder_agreement import nominal_alpha
from hedgerow.statistics.proportions import wilson
from hedgerow.tables.marked_sections import write_part

CHECKS = FILE.with_name("coded_checks.tsv")
PAGE = Path(__file__).parents[1] / "docs" / "model-card.md"
SEED, RESAMPLES = 1, 1000


def table(gold: Path) -> str:
    """Return the table of agreement, a row for each label."""
    codes = read_codes(CHECKS)
    lines = (gold / "consumer_web.jsonl").open(encoding="utf-8")
    rows = [row for row in map(json.loads, lines) if sentence_key(row["text"]) in codes]
    mine = [codes[sentence_key(row["text"])] for row in rows]
    sure = np.array([row["sure"] for row in rows])
    head = (
        "Written by `python tools/coding_agreement.py GOLD`:"
        f" {len(rows)} sentences of the gold file,"
        f" {sure.sum()} of which its annotator was sure of.\n\n"
        "| label | equal | 95 % interval | sure sentences | Krippendorff's alpha |\n"
        "|---|---:|---|---:|---:|\n"
    )
    return head + "".join(
        _line(name, [str(row[name]) for row in rows], [_value(code, name) for code in mine], sure)
        for name in (*CLASSES, "hedged")
    )


def _value(code: dict[str, str], name: str) -> str:
    return code[name] if name in CLASSES else str(code[name] == "1")


def _line(name: str, gold: list[str], found: list[str], sure: np.ndarray) -> str:
    equal = np.array(gold) == np.array(found)
    low, high = wilson(equal.sum(), len(equal))
    values = sorted({*gold, *found})
    codes = [[values.index(value) for value in coder] for coder in (gold, found)]
    alpha = nominal_alpha(codes, len(values), resamples=RESAMPLES, seed=SEED).value
    return (
        f"| {name} | {equal.mean():.3f} | {low:.3f} to {high:.3f} | {equal[sure].mean():.3f} |"
        f" {alpha:.3f} |\n"
    )


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    write_part(PAGE, "coding agreement", table(Path(sys.argv[1])))
