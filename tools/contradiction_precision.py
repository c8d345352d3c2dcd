"""Compare contradiction candidates with annotated pairs of a claim and a sentence of a study.

usage: python tools/contradiction_precision.py GOLD [PAGE]

GOLD has claim_pairs.jsonl (supports, refutes, neutral). A pair is found where
`labels/contradictions.py` sets a sentence of the claim against one of the evidence. Writes its part
of docs/validation.md.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

import numpy as np

from hedgerow.labels.contradictions import contradiction_candidates
from hedgerow.labels.sentence_labels import label_sentences
from hedgerow.lexicons.load import load_lexicon
from hedgerow.statistics.proportions import wilson
from hedgerow.steps.hedging import claim_columns
from hedgerow.tables.marked_sections import write_part
from hedgerow.text.blocks.document import document_from_text
from hedgerow.text.tokens.tokeniser import encode

_TEXT = """\
Written by `python tools/contradiction_precision.py GOLD`: {pairs:,} annotated pairs of a claim from
the web and a sentence of a study. {found} are found as contradiction candidates, {right} of them
annotated as *refutes* (precision {precision:.2f}, 95 % interval {low:.2f} to {high:.2f}); the rest
{others}. {refuting:,} pairs refute, of which {recall:.1%} are found.
"""


def found_pairs(pairs: list[dict[str, str]]) -> list[bool]:
    """Return for each pair whether its two texts are found to contradict each other."""
    lexicon = load_lexicon()
    documents = [
        document_from_text(f"{k:05}{side}", pair[name])
        for k, pair in enumerate(pairs)
        for side, name in (("a", "claim"), ("b", "evidence"))
    ]
    tokenised = encode(documents)
    labels = label_sentences(tokenised, lexicon)
    columns = claim_columns(tokenised, labels, np.arange(len(tokenised.sentence_doc)))
    arrays = {
        name: np.array(values.values() if hasattr(values, "names") else values, object)
        for name, values in columns.items()
        if name not in ("certainty",)
    }
    place = np.array([int(name[:5]) for name in arrays["doc_id"]])
    found = []
    for k in range(len(pairs)):
        own = {name: values[place == k].tolist() for name, values in arrays.items()}
        made = contradiction_candidates([own], lexicon)
        found.append(any(not within for within in made["within"]))
    return found


def main() -> None:
    """Write the part of the page."""
    if len(sys.argv) not in (2, 3):
        raise SystemExit(__doc__)
    path = Path(sys.argv[1]) / "claim_pairs.jsonl"
    pairs = [json.loads(line) for line in path.open(encoding="utf-8")]
    found = found_pairs(pairs)
    kinds = Counter(pair["label"] for pair, hit in zip(pairs, found, strict=True) if hit)
    refuting = sum(pair["label"] == "refutes" for pair in pairs)
    right, n = kinds["refutes"], sum(kinds.values())
    low, high = (float(end) for end in wilson(right, n))
    others = ", ".join(f"{kinds[kind]} {kind}" for kind in ("supports", "neutral"))
    text = _TEXT.format(
        pairs=len(pairs), found=n, right=right, precision=right / n if n else float("nan"), low=low,
        high=high, others=others, refuting=refuting, recall=right / refuting,
    )  # fmt: skip
    print(text)
    write_part(
        Path(sys.argv[2] if len(sys.argv) == 3 else "docs/validation.md"), "contradictions", text
    )


if __name__ == "__main__":
    main()
