"""Right and wrong labels on annotated sites that the labels were not tuned on, as numbers."""

from __future__ import annotations

from functools import cache

import numpy as np

from hedgerow.lexicons.load import FOLDER
from hedgerow.statistics.misclassification import SiteCounts

DATA = ("lexicons/label_confusions.tsv",)


@cache
def site_counts() -> dict[str, SiteCounts]:
    """Return the counts of each measure, a number for each annotated site.

    The file is written by `tools/label_confusions.py`. A measure with a whole of its own (a share
    of the direct claims, say) has two entries: its part, and `<measure>:rest`, the rest of its
    whole.
    """
    text = (FOLDER / "label_confusions.tsv").read_text(encoding="utf-8")
    lines = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    found: dict[str, list[list[int]]] = {}
    for name, _, *counts in lines[1:]:
        found.setdefault(name, []).append([int(n) for n in counts])
    return {name: SiteCounts(*np.array(rows, np.int64).T) for name, rows in found.items()}
