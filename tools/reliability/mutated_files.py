"""Mutated files of each format: what becomes of them."""

from __future__ import annotations

import random
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from cases import Cases
from large_files import LIMITS

from hedgerow.sources.formats import FORMATS
from hedgerow.sources.limits import document_limits
from hedgerow.sources.readers import read_sources
from hedgerow.sources.records import Fields
from hedgerow.text.blocks.document import document_of
from samples import SAMPLES

BATCH = 520
"""Mutated files of one case; the number of the batch is the seed."""


def measure(each: int, cases: Cases) -> str:
    """Read mutated files of each format; return the count of each outcome as a table."""
    batches = range(-(-each // BATCH))
    names = [f"{form.name} {batch}" for batch in batches for form in FORMATS]
    done = cases.run(names, lambda name: _batch(*name.split()))
    totals = {form.name: Counter[str]() for form in FORMATS}
    for name, counts in done.items():
        totals[name.split()[0]].update(counts)
    rows = [
        f"| {form} | {found['files']:,} | {found['documents']:,} | {found['reader']}"
        f" | {found['limit']} | {found['crash']} |"
        for form, found in totals.items()
    ]
    files = sum(found["files"] for found in totals.values())
    head = (
        f"{files:,} files:\n\n"
        "| format | mutated files | documents in them | errors of a reader | beyond the limits"
        " | errors after the reader |\n"
        "|---|---:|---:|---:|---:|---:|\n"
    )
    return head + "\n".join(rows) + "\n"


def _batch(name: str, batch: str) -> Counter[str]:
    """Read the mutated files of a batch and make documents of them."""
    form = next(form for form in FORMATS if form.name == name)
    outcomes: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder, document_limits(LIMITS):
        path = Path(folder, f"a{form.endings[0]}")
        for data in mutated(SAMPLES[name][0], BATCH, int(batch)):
            path.write_bytes(data)
            outcomes["files"] += 1
            try:
                for doc_id, source in read_sources(path.parent, path.name, Fields(), bool):
                    outcomes["documents"] += 1
                    outcomes[_outcome(source.reason)] += 1
                    document_of(doc_id, source)
            except Exception as error:
                outcomes["crash"] += 1
                print(f"{name}, batch {batch}: {type(error).__name__}: {error}")
    return outcomes


def _outcome(reason: str | None) -> str:
    if reason and "reader failed" in reason:
        return "reader"
    return "limit" if reason and ("limits." in reason or "ended the program" in reason) else "fine"


def mutated(whole: bytes, number: int, seed: int) -> Iterator[bytes]:
    """Yield copies of a file with bytes changed, put in, taken out or repeated."""
    draw = random.Random(seed)
    for _ in range(number):
        data = bytearray(whole)
        for _ in range(draw.randint(1, 8)):
            place = draw.randrange(len(data) + 1)
            end = min(len(data), place + draw.randint(0, 16))
            choice = draw.random()
            new = (
                bytes(data[place:end]) * draw.randint(2, 50)
                if choice < 0.2
                else draw.randbytes(draw.randint(0, 12))
            )
            data[place:end] = new
        yield bytes(data[: draw.randint(0, len(data))] if draw.random() < 0.1 else data)
