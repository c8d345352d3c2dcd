"""Figures of the encoder alone, without the rules, on the sites that were set aside.

usage: python tools/encoder_figures.py [WEIGHTS]

Needs the environment variable HEDGEROW_SHARED. WEIGHTS is a weights file of the stage `measure`
(tools/train_encoder.py), by default that of the package. Writes its part of docs/model-card.md:
sentences of the gold file, and those coded for Hedgerow (encoder_training/coded.py).
"""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

from encoder_training.measuring import measured, surest, web_figures
from encoder_training.parts import SET_ASIDE
from encoder_training.rows import CODED, Row, gold_rows
from hedgerow.labels.encoder import score_text
from hedgerow.labels.encoder_file import WEIGHTS, Encoder, read_encoder
from hedgerow.tables.marked_sections import write_part
from label_training.gold import shared

PAGE = Path(__file__).parents[1] / "docs" / "model-card.md"
FILES = {"consumer_web": "gold", CODED: "coded"}
CLAIM = "claim, macro-F1"


def figures(rows: list[Row], encoder: Encoder) -> dict[str, float]:
    """Return the figures of some rows, by name."""
    score = partial(score_text, encoder=encoder)
    found = measured(rows, score)
    sure = measured([row for row in rows if row.sure], score)
    return {
        CLAIM: 0.0,  # keeps its place before that of the sure ones
        f"{CLAIM}, sure sentences": web_figures(sure)[CLAIM],
        **web_figures(found),
        "direct among the 100 surest direct claims": surest(found),
    }


def main(weights: Path) -> None:
    """Measure and write the table."""
    encoder = read_encoder(weights)
    rows = [row for row in gold_rows(shared(), encoder.pieces) if row.part == SET_ASIDE]
    parts = {name: [row for row in rows if row.file == file] for file, name in FILES.items()}
    found = [figures(part, encoder) for part in parts.values()]
    heads = " | ".join(
        f"{name} (n {len(part):,}, {sum(row.sure for row in part):,} sure)"
        for name, part in parts.items()
    )
    lines = [
        f"| {name} | " + " | ".join(f"{one[name]:.3f}" for one in found) + " |" for name in found[0]
    ]
    text = "Written by `python tools/encoder_figures.py`. F1 unless another figure is named.\n\n"
    text += f"| | {heads} |\n|---|" + "---:|" * len(parts) + "\n" + "\n".join(lines)
    write_part(PAGE, "encoder figures", text)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else WEIGHTS)
