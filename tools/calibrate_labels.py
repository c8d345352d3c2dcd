"""Calibrate the probabilities of the labels on all sites that a model has not seen.

usage: python tools/calibrate_labels.py FOLDER [PAGE]

Needs the environment variable HEDGEROW_SHARED. FOLDER is that of `tools/train_encoder.py`: the
weights of the stage `measure` have seen none of the sites set aside. Sentences of these sites are
those of the gold file and those coded for Hedgerow. Each site is calibrated by a slope that was
fitted to the other sites, so that its figures are those of a site nobody fitted to. Writes its part
of docs/validation.md, and the slopes that all sites give into the weights file of the package.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import NamedTuple

import numpy as np

from encoder_training.measuring import BINS, slope_of
from encoder_training.parts import SET_ASIDE
from encoder_training.rows import CODED, Row, gold_rows
from hedgerow.labels import encoder_file
from hedgerow.labels.encoder import HEADS, raw_outputs
from hedgerow.labels.encoder_file import WEIGHTS, read_encoder, write_encoder
from hedgerow.labels.sentence_labels import label_sentences
from hedgerow.lexicons.load import load_lexicon
from hedgerow.tables.marked_sections import write_part
from label_training.gold import Item, shared, tokenised_items

CALIBRATED = tuple(name for name in HEADS if name not in ("evidence", "register"))
_HEAD = """\
Written by `python tools/calibrate_labels.py FOLDER`. {n} sentences of the five sites that are
set aside ({gold} of the gold file; the others were coded for Hedgerow, half of them drawn because
an earlier encoder was not sure), labelled by an encoder that has not seen them, and each site
calibrated by the slope that the other four give. The error is the expected
calibration error of the probability of the chosen class (Naeini et al. 2015, ten bins); for claims
also of the class that is left after the rules, which is what `claim_probability` holds.

| label | error | slope |
|---|---:|---:|
{errors}

How often a claim class is right, by its probability (`claim_probability`):

| probability | sentences | mean probability | share right |
|---|---:|---:|---:|
{bins}"""


class Held(NamedTuple):
    """Sentences of held-out sites: outputs and gold of each head, and the claim after the rules."""

    site: np.ndarray
    outputs: dict[str, np.ndarray]
    gold: dict[str, np.ndarray]
    claim: np.ndarray


def held_out(rows: list[Row], weights: Path) -> Held:
    """Return what the encoder and the rules give for rows of one sentence."""
    encoder = read_encoder(weights)
    encoder_file._read[WEIGHTS] = encoder
    text = tokenised_items([Item(row.file, row.text, row.document, {}) for row in rows])
    types = encoder.pieces.table(text.type_text)
    values, _ = raw_outputs(encoder, types, text.token_type, text.sentence_token)
    one = np.flatnonzero(np.diff(text.doc_sentence) == 1)
    first = text.doc_sentence[one]
    heads = {name: encoder.heads[name] for name in CALIBRATED}
    return Held(
        np.array([rows[i].site for i in one.tolist()]),
        {
            k: values[first, h.first : h.first + len(h.classes)].astype(float)
            for k, h in heads.items()
        },
        {k: np.array([int(rows[i].label[k]) for i in one.tolist()]) for k in heads},
        label_sentences(text, load_lexicon()).claim[first].astype(int),
    )


def cross_fitted(site: np.ndarray, outputs: np.ndarray, gold: np.ndarray) -> np.ndarray:
    """Return float[N, classes]: the probabilities, each site's slope from the other sites."""
    probability = np.zeros(outputs.shape)
    for name in np.unique(site):
        own = site == name
        z = slope_of(outputs[~own], gold[~own]) * outputs[own]
        z = np.exp(z - z.max(axis=1, keepdims=True))
        probability[own] = z / z.sum(axis=1, keepdims=True)
    return probability


def binned(sure: np.ndarray, right: np.ndarray) -> tuple[float, list[tuple[float, ...]]]:
    """Return the expected calibration error and the bins: start, number, mean, share right."""
    bin_ = np.minimum((sure * BINS).astype(int), BINS - 1)
    bins = [
        (b / BINS, (bin_ == b).sum(), sure[bin_ == b].mean(), right[bin_ == b].mean())
        for b in np.unique(bin_).tolist()
    ]
    return sum(n * abs(mean - share) for _, n, mean, share in bins) / len(sure), bins


def calibrated(held: Held, gold_sentences: int) -> tuple[str, dict[str, float]]:
    """Return the part of the page and the slopes that all sites give."""
    errors, slopes, table = [], {}, []
    for name in CALIBRATED:
        z, gold = held.outputs[name], held.gold[name]
        probability = cross_fitted(held.site, z, gold)
        slopes[name] = slope_of(z, gold)
        error, _ = binned(probability.max(axis=1), probability.argmax(axis=1) == gold)
        errors.append(f"| {name} | {error:.3f} | {slopes[name]:.2f} |")
        if name == "claim":
            chosen = probability[np.arange(len(gold)), held.claim]
            error, table = binned(chosen, held.claim == gold)
            errors.append(f"| claim, after the rules | {error:.3f} | |")
    bins = [f"| {a:.1f} to {a + 0.1:.1f} | {n} | {m:.2f} | {s:.2f} |" for a, n, m, s in table]
    return _HEAD.format(
        n=f"{len(held.site):,}", gold=gold_sentences, errors="\n".join(errors), bins="\n".join(bins)
    ), slopes


def write_slopes(slopes: dict[str, float]) -> None:
    """Put the slopes into the weights file of the package."""
    with np.load(WEIGHTS, allow_pickle=False) as file:
        arrays = {name: file[name] for name in file.files}
    about = json.loads(bytes(arrays.pop("about")))
    about.pop("version")
    for name, slope in slopes.items():
        about["heads"][name]["slope"] = slope
    write_encoder(WEIGHTS, arrays, about)


def main(folder: Path, page: Path) -> None:
    """Fit, report and write the slopes."""
    weights = folder / "measure" / "weights.npz"
    rows = gold_rows(shared(), read_encoder(weights).pieces)
    rows = [r for r in rows if r.file in ("consumer_web", CODED) and r.part == SET_ASIDE]
    text, slopes = calibrated(
        held_out(rows, weights), sum(row.file == "consumer_web" for row in rows)
    )
    print(text)
    write_part(page, "calibration", text)
    write_slopes(slopes)


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        raise SystemExit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2] if len(sys.argv) == 3 else "docs/validation.md"))
