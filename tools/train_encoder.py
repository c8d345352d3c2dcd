"""Train the encoder of the labels and write its weights file.

    python tools/train_encoder.py choose FOLDER    # from all-MiniLM-L6-v2; figures of the
                                                   # development part
    python tools/train_encoder.py measure FOLDER   # goes on with the development part too; figures
                                                   # of the sites set aside; writes the package's
                                                   # weights file

Needs `pip install "hedgerow[train]"` and the environment variable HEDGEROW_SHARED, which points to
the folder with gold/ and corpora/. Each stage fine-tunes a teacher of six layers on all gold
sentences at once, lets it label free sentences, and teaches a student of three layers with both
(encoder_training/). FOLDER keeps the networks of each stage, which the next one starts from. The
parts are those of encoder_training/parts.py. Afterwards `tools/calibrate_labels.py
FOLDER` gives the shipped weights the slopes of all held-out sites. About an hour on two cores with
AMX, longer without.
"""

from __future__ import annotations

import argparse
import json
import random
from functools import partial
from pathlib import Path

import numpy as np
import torch

from encoder_training.distilling import INNER, LAYERS, add_outputs, distil, student_of
from encoder_training.free_text import free_text, sample
from encoder_training.measuring import measured, report, slopes
from encoder_training.network import (
    TEACHER_INNER,
    TEACHER_LAYERS,
    Network,
    pretrained,
    pretrained_folder,
)
from encoder_training.parts import DEVELOPMENT, SET_ASIDE, USES, site_parts
from encoder_training.quantising import arrays_of, description
from encoder_training.rows import Row, gold_rows
from encoder_training.teaching import teach
from encoder_training.vocabulary import cut_vocabulary, share_as_published
from hedgerow.labels.encoder import score_text
from hedgerow.labels.encoder_file import WEIGHTS, read_encoder, write_encoder
from hedgerow.labels.wordpieces import WordPieces
from label_training.gold import shared

STAGES = ("choose", "measure")
PASSES = 2
"""Passes of a teacher over the gold."""

FREE = {"choose": 120_000, "measure": 80_000}
"""Free sentences that each stage's teacher labels."""

REPORTED = {"choose": DEVELOPMENT, "measure": SET_ASIDE}
MASK = "[MASK]"


def network_of(path: Path, vocabulary: int, layers: int, inner: int) -> Network:
    """Return the network that an earlier stage saved."""
    network = Network(vocabulary, layers, inner)
    network.load_state_dict(torch.load(path))
    return network


def train(
    stage: str, folder: Path, rows: list[Row], pieces: WordPieces, ids: np.ndarray
) -> Network:
    """Train teacher and student of a stage, save them, and return the student."""
    seed, first = STAGES.index(stage) + 1, stage == STAGES[0]
    before = None if first else folder / STAGES[seed - 2]
    mask = pieces.vocabulary[MASK]
    used = [row for row in rows if row.part in USES[stage]]
    teacher = (
        pretrained(ids)
        if before is None
        else network_of(before / "teacher.pt", len(ids), TEACHER_LAYERS, TEACHER_INNER)
    )
    teach(teacher, used, mask, seed, PASSES, first)
    sites = site_parts(row.site for row in rows if row.file == "consumer_web" and row.site)
    avoided = {site for site, part in sites.items() if part not in USES[stage]}
    text, site_of = free_text(shared())
    free = sample(text, site_of, avoided, pieces, FREE[stage], seed)
    add_outputs(teacher, [*free, *used])
    student = (
        student_of(teacher, random.Random(seed).sample(used, 600))
        if before is None
        else network_of(before / "student.pt", len(ids), len(LAYERS), INNER)
    )
    distil(student, used, free, mask, seed, 2 if first else 1, first)
    (folder / stage).mkdir(parents=True, exist_ok=True)
    torch.save(teacher.state_dict(), folder / stage / "teacher.pt")
    torch.save(student.state_dict(), folder / stage / "student.pt")
    return student


def main() -> None:
    """Train a stage, write its weights file, and print its figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("stage", choices=STAGES)
    parser.add_argument("folder", type=Path, help="keeps what the stages hand on")
    given = parser.parse_args()
    torch.set_num_threads(2)
    full = [p for p in (pretrained_folder() / "vocab.txt").read_text("utf-8").split("\n") if p]
    vocabulary, ids = cut_vocabulary(full, shared(), given.folder)
    pieces = WordPieces({piece: i for i, piece in enumerate(vocabulary)})
    rows = gold_rows(shared(), pieces)
    same = share_as_published([row.text for row in rows[::300]], full, pretrained_folder())
    print(
        f"pieces as the published tokeniser gives them: {same:.3f} of {len(rows[::300])} sentences"
    )
    student = train(given.stage, given.folder, rows, pieces, ids)
    weights, kept = given.folder / given.stage / "weights.npz", given.folder / "slopes.json"
    arrays = arrays_of(student, vocabulary)
    found = json.loads(kept.read_text()) if kept.exists() else {}
    write_encoder(weights, arrays, description(len(LAYERS), found))
    reported = REPORTED[given.stage]
    held = [row for row in rows if row.file == "consumer_web" and row.part == reported]
    if given.stage == "choose":
        found = slopes(held, read_encoder(weights))
        kept.write_text(json.dumps(found))
        write_encoder(weights, arrays, description(len(LAYERS), found))
    else:
        WEIGHTS.write_bytes(weights.read_bytes())
    report(measured(held, partial(score_text, encoder=read_encoder(weights))))


if __name__ == "__main__":
    main()
