"""Count right and wrong labels on the annotated sites that were set aside, site by site.

usage: python tools/label_confusions.py GOLD WEIGHTS

GOLD has consumer_web.jsonl. WEIGHTS is what `tools/train_encoder.py measure` writes: an encoder
that has seen no sentence of the sites set aside. Writes lexicons/label_confusions.tsv (numbers, no
text), by which every report corrects its shares, and prints how near counted and corrected shares
are to the human ones where each site is left out in turn; that table goes into docs/validation.md.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np

from encoder_training.parts import SET_ASIDE, site_parts
from hedgerow.corpus.label_measures import (
    LABEL_MEASURES,
    LabelCodes,
    LabelMeasure,
    codes_of_rows,
)
from hedgerow.labels import encoder_file
from hedgerow.lexicons.load import FOLDER, file_digest, load_lexicon
from hedgerow.statistics.misclassification import SiteCounts, corrected, share_draws
from hedgerow.steps.label import label_texts
from hedgerow.tables.marked_sections import write_part

OUT = FOLDER / "label_confusions.tsv"
_HEADER = """\
# Labels on annotated sites that they were not tuned on, written by tools/label_confusions.py.
# {note}
measure\tsite\tright\tmissed\twrong\tneither
"""
_TEXT = """\
Written by `python tools/label_confusions.py GOLD WEIGHTS`. Each of the {sites} sites that nobody
tuned on is left out in turn; the others give sensitivity and specificity. Mean absolute error
against the human share, and how many of the intervals hold it.

| share | annotated sentences | counted | Rogan and Gladen | as corrected | intervals that hold it |
|---|---:|---:|---:|---:|---:|
"""


def parts(measure: LabelMeasure, codes: LabelCodes) -> dict[str, np.ndarray]:
    """Return the sentences of a measure's part, and of the rest of its whole if it has one."""
    part = measure.part(codes)
    if measure.of is None:
        return {measure.key: part}
    return {measure.key: part, f"{measure.key}:rest": measure.of(codes) & ~part}


def counts(gold: np.ndarray, found: np.ndarray, sites: list[np.ndarray]) -> SiteCounts:
    """Return right, missed, wrong and neither of each site."""
    pairs = ((gold & found), (gold & ~found), (~gold & found), (~gold & ~found))
    return SiteCounts(*(np.array([int((p & s).sum()) for s in sites]) for p in pairs))


def left_out(gold: np.ndarray, found: np.ndarray, sites: list[np.ndarray]) -> list[list[float]]:
    """Return for each site the errors of the three estimates, and whether the interval holds."""
    errors = []
    for site in sites:
        rest = counts(gold, found, [other for other in sites if other is not site])
        human, share = gold[site].mean(), found[site].mean()
        hit = (rest.right.sum() + 0.5) / ((rest.right + rest.missed).sum() + 1)
        false = (rest.wrong.sum() + 0.5) / ((rest.wrong + rest.neither).sum() + 1)
        plain = np.clip((share - false) / (hit - false), 0, 1)
        estimate = corrected(share, share_draws(share, site.sum() / 1.5, rest, seed=1))
        holds = estimate.low <= human <= estimate.high
        errors.append(
            [abs(share - human), abs(plain - human), abs(estimate.value - human), float(holds)]
        )
    return errors


def main() -> None:
    """Write the counts and the part of the page."""
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    path = Path(sys.argv[1]) / "consumer_web.jsonl"
    rows = [json.loads(line) for line in path.open(encoding="utf-8")]
    part_of = site_parts(row["site"] for row in rows)
    rows = [row for row in rows if part_of.get(row["site"]) == SET_ASIDE]
    encoder_file._read[encoder_file.WEIGHTS] = encoder_file.read_encoder(Path(sys.argv[2]))
    lines = list(label_texts([(r["id"], r["text"]) for r in rows], load_lexicon()))
    gold, found = codes_of_rows(rows), codes_of_rows(lines)
    names = sorted({row["site"] for row in rows})
    sites = [np.array([row["site"] == name for row in rows]) for name in names]
    table, body, all_errors = [], [], []
    for measure in LABEL_MEASURES:
        human, program = parts(measure, gold), parts(measure, found)
        for key in human:
            by_site = np.array(counts(human[key], program[key], sites)).T
            for name, numbers in zip(names, by_site.tolist(), strict=True):
                table.append("\t".join([key, name, *map(str, numbers)]))
        if measure.of is None:
            errors = np.mean(left_out(human[measure.key], program[measure.key], sites), axis=0)
            all_errors.append(errors)
            body.append(_row(measure.label, int(human[measure.key].sum()), errors, len(sites)))
    body.append(_row("mean of all", len(rows), np.mean(all_errors, axis=0), len(sites), True))
    note = f"sites set aside of consumer_web ({file_digest(path)}), {len(rows)} sentences"
    OUT.write_text(_HEADER.format(note=note) + "\n".join(table) + "\n", "utf-8")
    text = _TEXT.format(sites=len(sites)) + "\n".join(body)
    print(text)
    write_part(Path("docs/validation.md"), "label errors", text)


def _row(label: str, n: int, errors: np.ndarray, sites: int, share: bool = False) -> str:
    held = f"{errors[3]:.0%}" if share else f"{errors[3] * sites:.0f} of {sites}"
    cells = " | ".join(f"{error:.3f}" for error in errors[:3])
    return f"| {label} | {n} | {cells} | {held} |"


if __name__ == "__main__":
    main()
