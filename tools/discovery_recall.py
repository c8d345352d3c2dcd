"""How often the phrase that a page was written for is discovered without a list, and at which rank.

    discovery_recall.py results/demo data/raw/demo/metadata.csv --column target_phrase
    discovery_recall.py results/demo --file-names

reads the tables of a finished run. A known phrase is found where a discovered one has the same
content words in the same order, apart from inflection (Snowball stems). Documents are divided into
two halves by a hash of their ids: one to tune on, one set aside.
"""

from __future__ import annotations

import argparse
import csv
from hashlib import blake2b
from pathlib import Path, PurePosixPath

import numpy as np
import pyarrow.parquet as pq

from hedgerow.phrases.phrase_matcher import phrase_words
from hedgerow.phrases.title_clues import content_key
from hedgerow.statistics.proportions import wilson

DEPTHS = (1, 3, 5, 10)


def key_of(phrase: str) -> tuple[str, ...]:
    (words,) = phrase_words([" ".join(phrase.split())])
    return content_key(words) or tuple(words)


def from_table(path: Path, column: str) -> dict[str, str]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {row["file"].removeprefix("./"): row[column] for row in csv.DictReader(file)}


def from_file_names(doc_ids: list[str]) -> dict[str, str]:
    return {d: PurePosixPath(d).stem.replace("-", " ").replace("_", " ") for d in doc_ids}


def discovered(results: Path) -> dict[str, list[tuple[str, ...]]]:
    """Return the phrases discovered in each included document, best first."""
    names = ["doc_id", "included"]
    documents = pq.ParquetFile(results / "tables/documents.parquet").read(names).to_pylist()
    found: dict[str, list[tuple[str, ...]]] = {d["doc_id"]: [] for d in documents if d["included"]}
    names = ["doc_id", "phrase", "rank"]
    rows = pq.ParquetFile(results / "tables/phrase_documents.parquet").read(names).to_pylist()
    for row in sorted((r for r in rows if r["rank"] is not None), key=lambda r: r["rank"]):
        found[row["doc_id"]].append(key_of(row["phrase"]))
    return found


def is_set_aside(doc_id: str) -> bool:
    return blake2b(doc_id.encode(), digest_size=1).digest()[0] % 2 == 1


def line(name: str, ranks: list[int]) -> str:
    cells = []
    for depth in DEPTHS:
        hits = int(np.sum(np.array(ranks) <= depth))
        low, high = (float(x) for x in wilson(hits, len(ranks)))
        cells.append(f"@{depth} {hits / len(ranks):.3f} ({low:.3f} to {high:.3f})")
    return f"{name}: n = {len(ranks)}; recall " + ", ".join(cells)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("results", type=Path, help="folder of a finished run")
    parser.add_argument("table", type=Path, nargs="?", help="metadata.csv with the known phrases")
    parser.add_argument("--column", default="target_phrase", help="its column with them")
    parser.add_argument("--file-names", action="store_true", help="they are the names of the files")
    parser.add_argument("--misses", action="store_true", help="list misses of the half to tune on")
    options = parser.parse_args()
    found = discovered(options.results)
    if options.file_names == (options.table is not None):
        parser.error("give either metadata.csv or --file-names")
    known = from_table(options.table, options.column) if options.table else None
    phrases = {d: key_of(p) for d, p in (known or from_file_names(list(found))).items() if p}
    beyond = max(DEPTHS) + 1
    rank = {
        d: found[d].index(p) + 1 if p in found[d] else beyond
        for d, p in sorted(phrases.items())
        if d in found
    }
    for name, aside in (("to tune on", False), ("set aside", True)):
        ranks = [k for d, k in rank.items() if is_set_aside(d) == aside]
        if ranks:
            print(line(name, ranks))
    for d, k in rank.items() if options.misses else ():
        if k > 1 and not is_set_aside(d):
            first = [" ".join(p) for p in found[d][:3]]
            print(f"{d}: “{' '.join(phrases[d])}” {'not found' if k == beyond else k}; {first}")


if __name__ == "__main__":
    main()
