"""Compare the labels with annotation on the sites that nobody tuned on.

usage: python tools/labels_set_aside.py GOLD WEIGHTS [PAGE]

GOLD has consumer_web.jsonl. WEIGHTS is what `tools/train_encoder.py measure` writes: an encoder
that has seen no sentence of the sites set aside (encoder_training/parts.py names the rule). Those
weights, with the slopes of calibrate_labels.py, are the ones that are shipped.
Writes its part of docs/validation.md, lexicons/label_figures.tsv, which the methods text of every
report quotes, and lexicons/label_training.tsv, by which `hedgerow validate` marks files as seen.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from encoder_training.parts import SET_ASIDE, site_parts
from hedgerow.labels import encoder_file
from hedgerow.lexicons.load import FOLDER, file_digest, load_lexicon
from hedgerow.lexicons.vocabulary import CLAIMS
from hedgerow.statistics.classification import binary_scores, class_scores
from hedgerow.statistics.estimate import Estimate
from hedgerow.steps.label import label_texts
from hedgerow.tables.marked_sections import write_part

Row = dict[str, Any]
SEED, RESAMPLES = 1, 1000

BINARY: tuple[tuple[str, Callable[[Row], bool]], ...] = (
    *((name, lambda row, name=name: row["claim"] == name) for name in CLAIMS[1:]),
    ("any claim", lambda row: row["claim"] != "none"),
    ("denied", lambda row: row["stance"] == "denied"),
    ("benefit", lambda row: row["claim"] != "none" and row["direction"] == "benefit"),
    ("harm", lambda row: row["claim"] != "none" and row["direction"] == "harm"),
    ("hedged", lambda row: bool(row["hedged"])),
    ("advice given", lambda row: row["advice"] != "none"),
    ("advice strong", lambda row: row["advice"] == "strong"),
    ("source given", lambda row: row["attribution"] != "none"),
)
_HEAD = """\
Written by `python tools/labels_set_aside.py GOLD WEIGHTS`. Rules and encoder together, on the
sentences of five sites ({sites}) that no rule
and no weight has seen (one threshold was chosen with their figures in view, below): the encoder is
that of the stage `measure`, which is the one that is shipped.
F1 unless another figure is named, with 95 % intervals over
sentences (1,000 resamples); sentences of a site resemble each other, so they are rather too
narrow. The last column is that of the sentences which the annotator was sure of.

| label | positives | F1 | precision | recall | sure sentences: F1 |
|---|---:|---:|---:|---:|---:|
"""


def compared(folder: Path, weights: Path) -> tuple[str, list[str]]:
    """Return the part of the page, a row for each label, and the rows of label_figures.tsv."""
    path = folder / "consumer_web.jsonl"
    rows = [json.loads(line) for line in path.open(encoding="utf-8")]
    part = site_parts(row["site"] for row in rows)
    rows = [row for row in rows if part.get(row["site"]) == SET_ASIDE]
    encoder_file._read[encoder_file.WEIGHTS] = encoder_file.read_encoder(weights)
    lines = list(label_texts([(r["id"], r["text"]) for r in rows], load_lexicon()))
    sure = [i for i, row in enumerate(rows) if row["sure"]]
    claim, few = _claim_scores(rows, lines, sure)
    claims = sum(row["claim"] != "none" for row in rows)
    table = [f"| claim, macro-F1 | {claims} | {_estimate(claim)} | | | {few.value:.3f} |"]
    digest = file_digest(path)
    figures = [f"consumer_web\tclaim\tmacro-F1\t{claim.value:.3f}\t{len(rows)}\t{digest}"]
    for name, positive in BINARY:
        gold, found = [positive(row) for row in rows], [positive(line) for line in lines]
        scores = binary_scores(gold, found, seed=SEED, resamples=RESAMPLES)
        few = binary_scores([gold[i] for i in sure], [found[i] for i in sure], seed=SEED,
                            resamples=1)  # fmt: skip
        table.append(
            f"| {name} | {sum(gold)} | {_estimate(scores.f1)} | {scores.precision.value:.3f} |"
            f" {scores.recall.value:.3f} | {few.f1.value:.3f} |"
        )
        figures.append(f"consumer_web\t{name}\tF1\t{scores.f1.value:.3f}\t{len(rows)}\t{digest}")
    both = [
        (row, line)
        for row, line in zip(rows, lines, strict=True)
        if "none" not in (row["attribution"], line["attribution"])
    ]
    kind = sum(row["attribution"] == line["attribution"] for row, line in both)
    named = sum(row["named"] == bool(line["attribution_named"]) for row, line in both)
    sites = ", ".join(sorted({row["site"] for row in rows}))
    text = (
        _HEAD.format(sites=sites)
        + "\n".join(table)
        + f"\n\nn = {len(rows)} sentences, {len(sure)} of them sure. Both give a source in"
        f" {len(both)} sentences, of the same kind in {kind}; in {named} they agree"
        " on whether it is named."
    )
    return text, figures


def _claim_scores(rows: list[Row], lines: list[Row], sure: list[int]) -> tuple[Estimate, Estimate]:
    """Return macro-F1 of the claim class, of all sentences and of the sure ones."""
    gold = [CLAIMS.index(row["claim"]) for row in rows]
    found = [CLAIMS.index(line["claim"]) for line in lines]
    scores = class_scores(gold, found, len(CLAIMS), seed=SEED, resamples=RESAMPLES)
    few = class_scores(
        [gold[i] for i in sure], [found[i] for i in sure], len(CLAIMS), seed=SEED, resamples=1
    )
    return scores.macro_f1, few.macro_f1


def _estimate(estimate: Estimate) -> str:
    return f"{estimate.value:.3f} ({estimate.low:.3f} to {estimate.high:.3f})"


TRAINED_ON = (
    "advice_threads", "bioscope_abstracts", "bioscope_full_papers", "certainty_sentence",
    "consumer_health", "consumer_web", "consumer_web_targeted", "countercausal_news",
    "eurekalert_claim_strength", "gum_attribution", "health_advice_discussion",
    "health_advice_structured_abstract", "health_advice_unstructured_abstract", "polnear_dev",
    "pubmed_claim_strength", "sciclaim", "sfu_review",
)  # fmt: skip
"""Gold files that docs/model-card.md lists."""
_TRAINING = """\
# Gold files that the weights of the labels were trained on, written by tools/labels_set_aside.py.
file\tdigest
"""
_FIGURES = """\
# Figures of the labels on the sites set aside, written by tools/labels_set_aside.py.
# digest is that of the gold file: the weights that are shipped have seen its sentences.
file\tlabel\tfigure\tvalue\titems\tdigest
"""


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        raise SystemExit(__doc__)
    text, figures = compared(Path(sys.argv[1]), Path(sys.argv[2]))
    print(text)
    page = Path(sys.argv[3]) if len(sys.argv) == 4 else Path("docs/validation.md")
    write_part(page, "labels set aside", text)
    trained = [f"{name}\t{file_digest(Path(sys.argv[1]) / f'{name}.jsonl')}" for name in TRAINED_ON]
    (FOLDER / "label_training.tsv").write_text(_TRAINING + "\n".join(trained) + "\n", "utf-8")
    (FOLDER / "label_figures.tsv").write_text(_FIGURES + "\n".join(figures) + "\n", "utf-8")
