"""Signatures: what finding the near duplicates among very many documents costs in memory.

    benchmarks/signatures.py [--documents 1000000]

makes that many MinHash signatures at random, as large as those of documents of a few hundred words,
plants pairs of known similarity among them, and runs the search of the workflow on them. It prints
how many of the pairs at 0.8 and above were found, the processor time, and the most memory the
process held. Shingles stay few (the search reads them only for the pairs that it has found).
"""

from __future__ import annotations

import argparse
import resource
import sys
import time

from timing import use_one_core

use_one_core()

import numpy as np  # noqa: E402  after the threads are limited

from hedgerow.overlap.duplicates import find_duplicates  # noqa: E402
from hedgerow.overlap.signatures import PERMUTATIONS, Signatures, minhash  # noqa: E402

SHINGLES = 40
PLANTED = 20
"""One document in so many is a copy of another with some shingles exchanged."""
_CHUNK = 10_000


def make(n: int, seed: int = 1) -> tuple[Signatures, np.ndarray, np.ndarray]:
    """Return n signatures, and the planted pairs with their Jaccard similarity."""
    rng = np.random.default_rng(seed)
    shingles = rng.integers(1, 1 << 63, (n, SHINGLES), np.uint64)
    copies = np.sort(rng.choice(np.arange(1, n), n // PLANTED, replace=False))
    originals = (rng.random(len(copies)) * copies).astype(np.int64)
    exchanged = rng.integers(0, SHINGLES // 5, len(copies))
    for k in range(len(copies)):
        kept = SHINGLES - exchanged[k]
        shingles[copies[k], :kept] = shingles[originals[k], :kept]
    shingles.sort(axis=1)
    signed = np.empty((n, PERMUTATIONS), np.uint32)
    offset = np.arange(_CHUNK + 1, dtype=np.int64) * SHINGLES
    for begin in range(0, n, _CHUNK):
        part = shingles[begin : begin + _CHUNK]
        signed[begin : begin + len(part)] = minhash(part.ravel(), offset[: len(part) + 1])
    digest = shingles[:, :2].copy()
    whole = np.arange(n + 1, dtype=np.int64) * SHINGLES
    ids = [f"{i:07}" for i in range(n)]
    pairs = np.column_stack([originals, copies])
    return Signatures(ids, digest, signed, whole, shingles.ravel()), pairs, exchanged


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=int, default=1_000_000)
    options = parser.parse_args()
    signatures, pairs, exchanged = make(options.documents)
    before = time.process_time()
    found = find_duplicates(signatures)
    cost = time.process_time() - before
    shared = SHINGLES - exchanged
    near = shared / (SHINGLES + exchanged) >= 0.8
    of = np.array([kind is not None for kind in found.kind])
    hits = int(of[pairs[near, 1]].sum())
    # kilobytes on Linux, bytes on macOS
    unit = 1e9 if sys.platform == "darwin" else 1e6
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
    print(f"{options.documents:,} signatures, {int(near.sum()):,} planted pairs at 0.8 and above:"
          f" {hits / max(1, int(near.sum())):.4f} found in {cost:.0f} s of processor time;"
          f" at most {peak:.2f} GB held by the whole process")  # fmt: skip


if __name__ == "__main__":
    main()
