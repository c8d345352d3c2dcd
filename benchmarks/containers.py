"""Files of many documents: what it costs that every shard reads the whole file.

    benchmarks/containers.py [--documents 400] [--rounds 1] [--publish]

writes the same documents as one file of each format, and reads them as the rule `normalise` does,
as one shard, four and sixteen. Each shard passes over all documents and takes its own; what a pass
costs by itself is measured with a shard that takes none. With `--publish` the table goes into
docs/performance.md.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import json
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "workflow" / "src"))

from timing import Work, use_one_core  # noqa: E402

use_one_core()

import pyarrow as pa  # noqa: E402
import pyarrow.parquet as pq  # noqa: E402
from corpus import Vocabulary, make_document, read_pieces  # noqa: E402

from hedgerow.sources.inventory import SHARD_DOCUMENTS, part, survey  # noqa: E402
from hedgerow.sources.readers import read_sources  # noqa: E402
from hedgerow.sources.records import Fields  # noqa: E402
from hedgerow.steps.normalise import documents_of, read_documents  # noqa: E402
from hedgerow.tables.marked_sections import write_part  # noqa: E402

SHARDS = (1, 4, 16)

Row = dict[str, str]


def _json_lines(rows: list[Row]) -> bytes:
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def _table(rows: list[Row]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def _parquet(rows: list[Row]) -> bytes:
    file = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows), file, row_group_size=1_000)
    return file.getvalue()


def _archive(rows: list[Row]) -> bytes:
    """Return a web archive, each page packed by itself, as crawlers write it."""
    return b"".join(gzip.compress(_page(row), mtime=0) for row in rows)


def _page(row: Row) -> bytes:
    paragraphs = "".join(f"<p>{text}</p>" for text in row["text"].split("\n\n"))
    body = f"<html><body><article>{paragraphs}</article></body></html>".encode()
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http; msgtype=response\r\n"
        f"WARC-Target-URI: https://example.org/{row['id']}\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


FILES: dict[str, Callable[[list[Row]], bytes]] = {
    "all.jsonl": _json_lines,
    "all.jsonl.gz": lambda rows: gzip.compress(_json_lines(rows), 6, mtime=0),
    "all.jsonl.zst": lambda rows: pa.compress(_json_lines(rows), codec="zstd", asbytes=True),
    "all.csv": _table,
    "all.parquet": _parquet,
    "all.warc.gz": _archive,
}
"""A file of each format, and what writes it."""


def read(folder: Path, of: int) -> None:
    """Read the only file of a folder as `of` shards do, one after the other."""
    fields = Fields()
    for shard in range(of):
        read_documents(documents_of(part(survey(folder), shard, of), fields, shard, of))


def pass_over(folder: Path, name: str) -> None:
    """Read a file as a shard does that no document of it belongs to."""
    assert not list(read_sources(folder, name, Fields(), lambda doc_id: False))


def measure(folder: Path, rounds: int) -> dict[str, list[float]]:
    """Return for each file the least processor time with each number of shards, and of a pass.

    Args:
        folder: holds a folder for each of `FILES`.
    """
    read(folder / next(iter(FILES)), 1)  # what is loaded once must not count for the first file
    found = {}
    for name in FILES:
        works = [
            Work(str(of), lambda of=of, name=name: read(folder / name, of), lambda number: 1)
            for of in SHARDS
        ]
        works.append(Work("", lambda name=name: pass_over(folder / name, name), lambda number: 1))
        for number in range(rounds):
            for work in works:
                work.once(number)
        found[name] = [min(work.processor) for work in works]
    return found


def as_table(found: dict[str, list[float]], command: str, documents: int) -> str:
    """Write what was measured, and how many documents double the work of a shard."""
    heads = [f"s, {of} shard{'s' if of > 1 else ''}" for of in SHARDS]
    rows = []
    for name, seconds in found.items():
        doubled = SHARD_DOCUMENTS * seconds[0] / seconds[-1]
        cells = " | ".join([*(f"{value:.2f}" for value in seconds[:-1]), f"{seconds[-1]:.3f}"])
        rows.append(f"| `{name.removeprefix('all')}` | {cells} | {float(f'{doubled:.1g}'):,.0f} |")
    return "\n".join(
        [
            f"Written by `{command}`: {documents:,} documents of 7.7 KB in one file; processor time"
            " of all shards together, start left out, the least of the rounds.",
            "",
            f"| file | {' | '.join(heads)} | s, one pass | documents that double the work |",
            "|---" + "|---:" * (len(heads) + 2) + "|",
            *rows,
        ]
    )


def main() -> int:
    """Run it; return 0."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--documents", type=int, default=400, help="documents of a file (400)")
    parser.add_argument("--rounds", type=int, default=1, help="how often all is measured (1)")
    parser.add_argument("--publish", action="store_true", help="write to docs/performance.md")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="hedgerow-containers-") as temporary:
        folder = Path(temporary)
        write_files(folder, made_rows(given.documents))
        found = measure(folder, given.rounds)
    command = f"benchmarks/containers.py --documents {given.documents} --rounds {given.rounds}"
    table = as_table(found, f"{command} --publish", given.documents)
    print(table)
    if given.publish:
        write_part(ROOT / "docs" / "performance.md", "containers", table)
    return 0


def made_rows(number: int) -> Iterable[Row]:
    """Make the documents of the benchmark's corpus as records."""
    pieces, vocabulary = read_pieces(ROOT / "data" / "raw" / "demo"), Vocabulary(1)
    for k in range(number):
        yield {"id": f"{k:06}", "text": make_document(pieces, vocabulary, 1, k)}


def write_files(folder: Path, rows: Iterable[Row]) -> None:
    """Write one file of each format, each in a folder of its own."""
    rows = list(rows)
    for name, content in FILES.items():
        (folder / name).mkdir(parents=True)
        (folder / name / name).write_bytes(content(rows))


if __name__ == "__main__":
    sys.exit(main())
