"""How often the phrase a page was written for is found without a list, and in which place.

    discovery_recall.py results/demo data/raw/demo/metadata.csv --column target_phrase
    discovery_recall.py results/demo --file-names

reads the tables of a finished run. A known phrase counts as found where a discovered one has the
same words, apostrophes and case aside. Discovery looks for phrases of two to eight words that a
page repeats and has in its prose. So recall is given over all known phrases of that length, and
over those of them that the page repeats and has in its prose: there the ranking alone counts.
"""

from __future__ import annotations

import argparse
import csv
from pathlib import Path, PurePosixPath

import numpy as np
import pyarrow.parquet as pq

from hedgerow.corpus.corpus_words import join_words
from hedgerow.phrases.phrase_matcher import phrase_words
from hedgerow.phrases.word_counts import LONGEST
from hedgerow.statistics.proportions import wilson
from hedgerow.steps.word_files import read_words
from hedgerow.text.tokens.token_file import read_tokens

DEPTHS = (1, 3, 5, 10)


def words_of(phrase: str) -> tuple[str, ...]:
    (words,) = phrase_words([" ".join(phrase.split())])
    return tuple(w.replace("'", "") for w in words if any(map(str.isalnum, w)))


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
        found[row["doc_id"]].append(words_of(row["phrase"]))
    return found


def repeated(results: Path) -> set[tuple[str, tuple[str, ...]]]:
    """Return the sequences that each document repeats and has in its prose."""
    pairs = set()
    for path in results.glob("shards/*/*/words.arrow"):
        words = join_words([read_words(path)], [read_tokens(path.with_name("text.arrow"))])
        sequences = [words_of(sequence) for sequence in words.sequences]
        kept = words.seq_prose > 0
        rows = zip(words.seq_doc[kept].tolist(), words.sequence[kept].tolist(), strict=True)
        pairs |= {(words.doc_ids[doc], sequences[sequence]) for doc, sequence in rows}
    return pairs


def line(name: str, places: list[int]) -> str:
    cells = []
    for depth in DEPTHS:
        hits = int(np.sum(np.array(places) <= depth))
        low, high = (float(x) for x in wilson(hits, len(places)))
        cells.append(f"@{depth} {hits / len(places):.3f} ({low:.3f} to {high:.3f})")
    return f"{name}: n = {len(places)}; recall " + ", ".join(cells)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("results", type=Path, help="folder of a finished run")
    parser.add_argument("table", type=Path, nargs="?", help="metadata.csv with the known phrases")
    parser.add_argument("--column", default="target_phrase", help="its column with them")
    parser.add_argument("--file-names", action="store_true", help="they are the names of the files")
    parser.add_argument("--misses", action="store_true", help="name those that do not come first")
    options = parser.parse_args()
    found, seen = discovered(options.results), repeated(options.results)
    if options.file_names == (options.table is not None):
        parser.error("give either metadata.csv or --file-names")
    known = from_table(options.table, options.column) if options.table else None
    phrases = {d: words_of(p) for d, p in (known or from_file_names(list(found))).items() if p}
    phrases = {d: p for d, p in phrases.items() if d in found}
    wanted = {d: p for d, p in phrases.items() if 2 <= len(p) <= LONGEST}
    print(f"{len(phrases)} known phrases, {len(wanted)} of them of 2 to {LONGEST} words")
    beyond = max(DEPTHS) + 1
    place = {
        d: found[d].index(p) + 1 if p in found[d] else beyond for d, p in sorted(wanted.items())
    }
    reachable = [k for d, k in place.items() if k < beyond or (d, wanted[d]) in seen]
    for name, places in (("all", list(place.values())), ("repeated, also in prose", reachable)):
        if places:
            print(line(name, places))
    if options.misses:
        for d, k in place.items():
            if k > 1:
                first = [" ".join(p) for p in found[d][:3]]
                print(f"{d}: “{' '.join(wanted[d])}” {'not found' if k == beyond else k}; {first}")


if __name__ == "__main__":
    main()
