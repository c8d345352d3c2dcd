"""Guard the speed: the shard rules against `re.findall` on a small corpus, as a ratio.

    benchmarks/guard.py [--documents 60] [--rounds 4] [--write]

Splits the texts into words with `re.findall` and runs the rules of a shard in this process, in
turn, several rounds on one core. The processor time of each is the least of its rounds, so that
what else the machine does hardly counts, and the ratio is the share of the speed of bare
`re.findall` that a rule reaches; on so small a corpus most of it is the fixed cost of a rule.
The command ends with status 1 where a ratio is below two thirds of the one in
`benchmarks/guard.json`. `--write` puts the ratios of this run there, and into docs/performance.md.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from functools import partial
from pathlib import Path

from timing import Work, use_one_core

CORE = use_one_core()
sys.dont_write_bytecode = False
ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "workflow" / "src"))

import loop  # noqa: E402
from corpus import make_phrases, read_pieces, write_corpus  # noqa: E402
from rules import RULES, Shards  # noqa: E402

from hedgerow.tables.marked_sections import write_part  # noqa: E402

KEPT = ROOT / "benchmarks" / "guard.json"
LEAST = 2 / 3
"""Share of the ratio on file that must be reached."""
_SPLITS = 10
"""How often the texts are split in a round: once takes too little time to be measured well."""


def measure(documents: int, rounds: int, folder: Path) -> dict[str, float]:
    """Return the ratio of each rule to `re.findall`, and of all of them together."""
    pieces = read_pieces(ROOT / "data" / "raw" / "demo")
    paths = write_corpus(folder / "corpus", pieces, documents, seed=1)
    (folder / "phrases.txt").write_text("\n".join(make_phrases(pieces, 100, seed=1)), "utf-8")
    texts = [path.read_text("utf-8") for path in paths]
    shards = Shards(folder / "corpus", folder / "phrases.txt", folder / "shards")
    works = [Work(rule, partial(shards.in_this_process, rule), len) for rule in RULES]
    split = Work("findall", lambda: [loop.split_words(texts) for _ in range(_SPLITS)], len)
    for number in range(rounds + 1):
        for work in (split, *works):
            work.once(number)
    # the first round loads modules and data
    seconds = {work.name: min(work.processor[1:]) for work in works}
    whole = min(split.processor[1:]) / _SPLITS
    ratios = {name: whole / spent for name, spent in seconds.items()}
    return ratios | {"all rules": whole / sum(seconds.values())}


def too_slow(found: dict[str, float], kept: dict[str, float]) -> list[str]:
    """Return a sentence for each ratio that is below two thirds of the one on file.

    >>> too_slow({"hedging": 0.1, "keywords": 0.9}, {"hedging": 0.2, "keywords": 1.0})
    ['hedging reaches 0.1 of the speed of re.findall; 0.2 is on file, and 0.133 the least']
    """
    return [
        f"{name} reaches {found[name]:.3g} of the speed of re.findall; {ratio:.3g} is on file, and"
        f" {ratio * LEAST:.3g} the least"
        for name, ratio in kept.items()
        if found[name] < LEAST * ratio
    ]


def as_table(found: dict[str, float], documents: int) -> str:
    """Write the ratios as a table for docs/performance.md."""
    rows = [f"| {name} | {ratio:.3f} |" for name, ratio in found.items()]
    return "\n".join(
        [
            f"Written by `benchmarks/guard.py --write`: {documents} documents, the least processor"
            " time of several rounds in turn, each rule called in one process.",
            "",
            r'| rule | share of the speed of `re.findall(r"\w+", text)` |',
            "|---|---:|",
            *rows,
        ]
    )


def main() -> int:
    """Run it; return 0, or 1 where a rule is too slow."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--documents", type=int, default=60, help="size of the corpus (60)")
    parser.add_argument("--rounds", type=int, default=4, help="how often all is measured (4)")
    parser.add_argument("--write", action="store_true", help="put the ratios on file")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="hedgerow-guard-") as folder:
        found = measure(given.documents, given.rounds, Path(folder))
    for name, ratio in found.items():
        print(f"{name:<12} {ratio:.3f} of the speed of re.findall")
    if given.write:
        rounded = {name: round(ratio, 4) for name, ratio in found.items()}
        KEPT.write_text(json.dumps(rounded, indent=1) + "\n", "utf-8")
        write_part(ROOT / "docs" / "performance.md", "guard", as_table(found, given.documents))
        return 0
    slow = too_slow(found, json.loads(KEPT.read_text("utf-8")))
    for sentence in slow:
        print(f"guard: {sentence}", file=sys.stderr)
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
