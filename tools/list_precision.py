"""Draw entries of the report's lists for judging, and turn the verdicts into precisions.

    python tools/list_precision.py draw results/A results/B --entries 60 > verdicts.tsv
    python tools/list_precision.py count verdicts.tsv

`draw` prints entries at random, each with an empty verdict. A person who reads the sentence and the
question of the list, and nothing else, writes yes or no. `count` writes the precision of each list
to `report/assets/list_precision.tsv`, which the report prints, and drops the sentences: a verdict
is kept by the hash of its sentence.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from hashlib import sha256
from pathlib import Path
from random import Random

from hedgerow.report.lists import LISTS
from hedgerow.report.results import Results, of
from hedgerow.report.sections.claims import advice_sentences, strongest_claims

TABLE = Path(__file__).parents[1] / "workflow/src/hedgerow/report/assets/list_precision.tsv"
COLUMNS = ("list", "corpus", "key", "verdict", "sentence")

ENTRIES: dict[str, Callable[[Results], Iterable[str]]] = {
    "strongest": lambda results: strongest_claims(results)["text"],
    "advice": lambda results: advice_sentences(results)["text"],
    "unnatural": lambda results: of(results.table("unnatural"), results.included["doc_id"])["text"],
}
"""Sentences of each list, by name."""


def draw(folders: list[Path], entries: int, seed: int) -> None:
    """Print entries of each list, drawn at random over the corpora."""
    corpora = [Results.read(f / "tables", f / "summary.json") for f in folders]
    lines = csv.writer(sys.stdout, delimiter="\t", lineterminator="\n")
    lines.writerow(COLUMNS)
    for name, sentences in ENTRIES.items():
        print(f"{name}: {LISTS[name].right}?", file=sys.stderr)
        pool = sorted({(r.corpus, " ".join(str(s).split())) for r in corpora for s in sentences(r)})
        for corpus, sentence in Random(seed).sample(pool, min(entries, len(pool))):
            lines.writerow([name, corpus, sha256(sentence.encode()).hexdigest()[:16], "", sentence])


def count(verdicts: Path) -> None:
    """Write the precision of each list from the verdicts."""
    right, judged, corpora = Counter[str](), Counter[str](), dict[str, set[str]]()
    with verdicts.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            if row["verdict"] not in ("yes", "no"):
                raise SystemExit(f"{verdicts}: the verdict of {row['key']} is neither yes nor no")
            judged[row["list"]] += 1
            right[row["list"]] += row["verdict"] == "yes"
            corpora.setdefault(row["list"], set()).add(row["corpus"])
    head = TABLE.read_text(encoding="utf-8").splitlines()[:2]
    body = [
        f"{name}\t{right[name]}\t{judged[name]}\t{' '.join(sorted(corpora[name]))}"
        for name in sorted(judged)
    ]
    TABLE.write_text("\n".join([*head, *body]) + "\n", encoding="utf-8")


def main() -> None:
    """Read the command line and run it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    drawing = commands.add_parser("draw", help="print entries for judging")
    drawing.add_argument("folders", nargs="+", type=Path, help="results of corpora")
    drawing.add_argument("--entries", type=int, default=60, help="entries of each list")
    drawing.add_argument("--seed", type=int, default=1, help="seed of the draw")
    counting = commands.add_parser("count", help="write the precisions")
    counting.add_argument("verdicts", type=Path, help="the table with verdicts filled in")
    arguments = parser.parse_args()
    if arguments.command == "draw":
        draw(arguments.folders, arguments.entries, arguments.seed)
    else:
        count(arguments.verdicts)


if __name__ == "__main__":
    main()
