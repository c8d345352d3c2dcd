"""Measure the syllable rule against CMUdict, and against names of drugs and plants.

usage: python tools/syllable_accuracy.py FOLDER [PAGE]     texts to weigh by; docs/validation.md

Words are split in two halves by a hash. The rule was tuned on one half; no word of the other
was looked at. `syllable_divisions.txt` has the names, divided into syllables by hand.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from pathlib import Path

from hedgerow.errors import UserError
from hedgerow.lexicons.pronunciations import pronunciations
from hedgerow.lexicons.store import syllable_dictionary
from hedgerow.readability.syllable_rules import syllables_by_rule
from hedgerow.readability.syllables import word_syllables
from hedgerow.statistics.proportions import wilson
from publishing import publish

DIVISIONS = Path(__file__).with_name("syllable_divisions.txt")


def is_held_out(word: str) -> bool:
    """Return whether a word is in the half that nothing was tuned on."""
    return bool(blake2b(word.encode(), digest_size=1).digest()[0] & 1)


def agreement(dictionary: Mapping[str, int], weights: Mapping[str, int] | None = None) -> float:
    """Return the share of words whose count by rule is the dictionary's, weighed by uses."""
    right = total = 0
    ruled = syllables_by_rule(list(dictionary))
    for (word, syllables), by_rule in zip(dictionary.items(), ruled, strict=True):
        weight = 1 if weights is None else weights.get(word, 0)
        total += weight
        right += weight * (by_rule == syllables)
    return right / total if total else float("nan")


def divided_names() -> dict[str, int]:
    """Return the names of drugs and plants with their numbers of syllables."""
    lines = DIVISIONS.read_text("utf-8").splitlines()
    divided = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    return {line.replace("-", ""): line.count("-") + 1 for line in divided}


def words_in(folder: Path) -> Counter[str]:
    """Count the words of the texts below a folder.

    Raises:
        UserError: there are none.
    """
    counts: Counter[str] = Counter()
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".txt", ".md", ".jsonl"):
            text = path.read_text("utf-8", errors="replace").lower()
            counts.update(re.findall(r"[a-z]+(?:'[a-z]+)?", text))
    if not counts:
        raise UserError(f"{folder}: no words in .txt, .md or .jsonl files")
    return counts


def _row(name: str, words: Mapping[str, int], counted: Iterable[int]) -> str:
    right = sum(n == truth for n, truth in zip(counted, words.values(), strict=True))
    low, high = wilson(right, len(words))
    share = f"{right / len(words):.1%} | {low:.1%} to {high:.1%}"
    return f"| {name} | {len(words):,} | {share} |"


def markdown(folder: Path) -> str:
    """Return the part of the page."""
    dictionary = {w: n for w, n in syllable_dictionary().items() if w.isalpha() and w.isascii()}
    weights = words_in(folder)
    known = pronunciations()
    rows = []
    lists = {"words of CMUdict": dictionary, "names of drugs and plants": divided_names()}
    for name, words in lists.items():
        for half, held_out in (("tuned on", False), ("held out", True)):
            some = {word: n for word, n in words.items() if is_held_out(word) == held_out}
            rows.append(_row(f"{name}, {half}, by rule", some, syllables_by_rule(list(some))))
            if words is not dictionary:
                found = word_syllables(list(some), known).count.tolist()
                rows.append(_row(f"{name}, {half}, with the dictionary", some, found))
    uses = sum(n for word, n in weights.items() if word in dictionary)
    weighed = agreement(dictionary, weights)
    rows.append(f"| words of texts, by rule, weighed by their uses | {uses:,} | {weighed:.1%} | |")
    return "\n".join([_HEAD, *rows])


_HEAD = """## Syllables

Written by `python tools/syllable_accuracy.py FOLDER`: the share of words with as many syllables as
the first pronunciation of CMUdict or `tools/syllable_divisions.txt` gives, with Wilson intervals.
The names are international nonproprietary names and plant genera, divided by hand by one person:
stems alike wherever they occur, the rest by chemical parts.

| words | n | right | 95 % interval |
|---|---:|---:|---|"""


if __name__ == "__main__":
    publish(__doc__, "syllables", markdown)
