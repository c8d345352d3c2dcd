"""Phrases: are all uses found, and how much faster than with one regular expression a phrase?

    benchmarks/phrases.py --source FOLDER [--documents 1000] [--phrases 10000] [--check all]

Phrases of one to five words are drawn from the documents, so that all of them occur. The reference
(`reference.py`) compiles one `re` for each and looks for it in every block, overlapping uses too.
It is far too slow to time on everything: each round gives it a few other documents, between two
runs over all documents by Hedgerow, and ratios are taken round by round, by characters. `--check`
says on how many documents the two are compared use by use.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from timing import spread, use_one_core

use_one_core()

import numpy as np  # noqa: E402  after the threads are limited
from reference import compile_reference, found_by_reference  # noqa: E402

from hedgerow.phrases.occurrences import find_occurrences  # noqa: E402
from hedgerow.sources.inventory import survey  # noqa: E402
from hedgerow.text.blocks.document import Document  # noqa: E402
from hedgerow.text.blocks.reading import read_document  # noqa: E402
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus  # noqa: E402
from hedgerow.text.tokens.tokeniser import encode  # noqa: E402

LONGEST = 5


def documents(source: Path, most: int) -> list[Document]:
    """Read the first documents of a folder that have any text."""
    read = (read_document(source, entry.path) for entry in survey(str(source)).files)
    found: list[Document] = []
    for document in read:
        if document.text.strip():
            found.append(document)
        if len(found) == most:
            break
    return found


def draw_phrases(tokenised: TokenisedCorpus, wanted: int, seed: int = 1) -> list[str]:
    """Draw phrases of one to five words from the text, none across a mark or a block's end."""
    rng = np.random.default_rng(seed)
    is_word = tokenised.token_is_word
    phrases: set[str] = set()
    while len(phrases) < wanted:
        for i in rng.integers(0, len(is_word) - LONGEST, wanted).tolist():
            n = int(rng.integers(1, LONGEST + 1))
            inside = tokenised.token_block[i] == tokenised.token_block[i + n - 1]
            if inside and is_word[i : i + n].all() and len(phrases) < wanted:
                words = [tokenised.word_text[w] for w in tokenised.token_word[i : i + n].tolist()]
                # a phrase with a possessive ending is none of its own
                if not any(w.endswith(("'s", "'")) for w in words):
                    phrases.add(" ".join(words))
    return sorted(phrases)


def found_by_hedgerow(
    tokenised: TokenisedCorpus, phrases: list[str]
) -> set[tuple[int, int, int, int]]:
    """Return phrase, document, first and last character of every use."""
    uses = find_occurrences(tokenised, phrases)
    columns = (
        uses.phrase,
        uses.doc,
        tokenised.token_start[uses.first],
        tokenised.token_end[uses.last],
    )
    return set(zip(*(c.tolist() for c in columns), strict=True))


def compare(tokenised: TokenisedCorpus, phrases: list[str], last: int) -> tuple[int, int, int]:
    """Return uses found by both, by Hedgerow alone, by the reference alone, in documents < last."""
    ours = {use for use in found_by_hedgerow(tokenised, phrases) if use[1] < last}
    theirs = found_by_reference(tokenised, compile_reference(phrases), range(last))
    return len(ours & theirs), len(ours - theirs), len(theirs - ours)


def race(
    tokenised: TokenisedCorpus, phrases: list[str], made: list[Document], rounds: int, each: int
) -> None:
    """Time both in turn and print the ratios."""
    patterns = compile_reference(phrases)
    size = np.array([len(document.text) for document in made])
    total = int(size.sum())
    find_occurrences(tokenised, phrases)  # compiled kernels are a matter of set-up
    finding, reading = [], []
    for k in range(rounds):
        some = range(k * each, (k + 1) * each)
        before = time.process_time()
        find_occurrences(tokenised, phrases)
        first = time.process_time()
        found_by_reference(tokenised, patterns, some)
        second = time.process_time()
        find_occurrences(tokenised, phrases)
        third = time.process_time()
        encode(made)
        coding = time.process_time() - third
        ours = (first - before + third - second) / 2
        theirs = (second - first) / int(size[k * each : (k + 1) * each].sum()) * total
        finding.append(theirs / ours)
        reading.append(theirs / (ours + coding))
        print(f"round {k + 1}: {ours:.3f} s, cutting into words {coding:.2f} s;"
              f" {theirs / ours:,.0f} times as fast")  # fmt: skip
    for name, values in (
        ("finding", finding),
        ("cutting the text into words and finding", reading),
    ):
        s = spread(values)
        print(f"{name}: {s.median:,.0f} times the reference ({s.least:,.0f} to {s.most:,.0f})")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--source", type=Path, default=Path("data/raw/demo"))
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--phrases", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--each", type=int, default=2, help="documents of the reference in a round")
    parser.add_argument("--check", default="20", help="documents to compare use by use, or all")
    options = parser.parse_args()
    made = documents(options.source, options.documents)
    tokenised = encode(made)
    phrases = draw_phrases(tokenised, options.phrases)
    print(f"{len(made):,} documents, {sum(len(d.text) for d in made):,} characters;"
          f" {len(phrases):,} phrases")  # fmt: skip
    race(tokenised, phrases, made, options.rounds, min(options.each, len(made) // options.rounds))
    last = len(made) if options.check == "all" else min(int(options.check), len(made))
    if last:
        both, ours, theirs = compare(tokenised, phrases, last)
        print(f"{last:,} documents compared: {both:,} uses found by both, {ours} by Hedgerow alone,"
              f" {theirs} by the reference alone")  # fmt: skip


if __name__ == "__main__":
    main()
