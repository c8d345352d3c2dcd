"""How often the syllable rule agrees with CMUdict: over its words, and over the words of texts.

usage: python tools/syllable_accuracy.py [FOLDER]     of .txt, .md and .jsonl files; data/raw/demo
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from hedgerow.lexicons.store import syllable_dictionary
from hedgerow.readability.syllables import syllables_by_rule


def agreement(dictionary: Mapping[str, int], weights: Mapping[str, int] | None = None) -> float:
    """Return the share of words whose count by rule is the dictionary's, weighed by uses."""
    right = total = 0
    ruled = syllables_by_rule(list(dictionary))
    for (word, syllables), by_rule in zip(dictionary.items(), ruled, strict=True):
        weight = 1 if weights is None else weights.get(word, 0)
        total += weight
        right += weight * (by_rule == syllables)
    return right / total if total else float("nan")


def words_in(folder: Path) -> Counter[str]:
    """Count the words of the texts below a folder."""
    counts: Counter[str] = Counter()
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".txt", ".md", ".jsonl"):
            text = path.read_text("utf-8", errors="replace").lower()
            counts.update(re.findall(r"[a-z]+(?:'[a-z]+)?", text))
    return counts


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "data/raw/demo")
    dictionary = {w: n for w, n in syllable_dictionary().items() if w.isalpha()}
    weights = words_in(folder)
    known = sum(n for word, n in weights.items() if word in dictionary)
    print(f"{len(dictionary):,} words of CMUdict: {agreement(dictionary):.1%}")
    print(f"{known:,} words of {folder}: {agreement(dictionary, weights):.1%}")


if __name__ == "__main__":
    main()
