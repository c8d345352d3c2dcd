"""How much there is in a corpus, from a look at its files."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from hedgerow.sources.extent import extent
from hedgerow.sources.files import DOCUMENT_BYTES
from hedgerow.sources.inventory import plan_shards, survey
from samples import (
    json_lines,
    page,
    parquet,
    prose,
    warc,
    warc_record,
    write_bad,
    write_good,
    zstandard,
)


def measured(folder: Path, name: str, content: bytes) -> tuple[int, int]:
    (folder / name).write_bytes(content)
    return extent(folder, survey(folder).files)


TABLE = "".join(f'{i},"{prose(i)}\n\n{prose(i)}"\n' for i in range(50))
WET = b"".join(
    warc_record("conversion", f"http://a/{i}", "text/plain", prose(i).encode()) for i in range(30)
)


@pytest.mark.parametrize(
    ("name", "content", "documents"),
    [
        ("a.jsonl", json_lines(range(70)) + b"\n  \n", 70),
        ("a.jsonl.gz", gzip.compress(json_lines(range(70))), 70),
        ("a.jsonl.zst", zstandard(json_lines(range(70))), 70),
        ("a.csv", f"id,text\n{TABLE}".encode(), 50),
        ("a.tsv", b"id\ttext\n1\ta\n2\tb\n", 2),
        ("a.parquet", parquet({"text": ["a", "b", "c"]}), 3),
        ("a.wet", WET, 30),
        ("a.warc.gz", b"".join(gzip.compress(warc([("http://a", page(i))])) for i in range(9)), 9),
        ("a.txt", b"x" * 100, 1),
    ],
)
def test_small_files_are_counted_exactly(tmp_path, name, content, documents) -> None:
    assert measured(tmp_path, name, content)[0] == documents


def test_large_files_are_counted_in_proportion(tmp_path: Path) -> None:
    content = json_lines(range(3000))
    documents, size = measured(tmp_path, "a.jsonl", content)
    assert documents == pytest.approx(3000, rel=0.02)
    assert size == pytest.approx(len(content), rel=0.001)
    documents, size = measured(tmp_path, "a.jsonl", b"\n")
    (tmp_path / "a.jsonl").unlink()
    packed, size = measured(tmp_path, "b.jsonl.gz", gzip.compress(content))
    assert packed == pytest.approx(3000, rel=0.05)
    assert size == pytest.approx(len(content), rel=0.05)
    (tmp_path / "b.jsonl.gz").unlink()
    packed, size = measured(tmp_path, "c.jsonl.zst", zstandard(content))
    assert packed == pytest.approx(3000, rel=0.05)


@pytest.mark.parametrize("name", ["a.txt", "a.txt.gz", "a.pdf", "a.html"])
def test_a_file_too_large_for_a_document_asks_for_no_more_shards(tmp_path: Path, name) -> None:
    with (tmp_path / name).open("wb") as file:
        file.truncate(5_000_000_000)
    files = survey(tmp_path).files
    assert extent(tmp_path, files) == (1, DOCUMENT_BYTES)
    assert plan_shards(1, cores=1, size=DOCUMENT_BYTES) == 1


def test_what_cannot_be_read_counts_as_one(tmp_path: Path) -> None:
    write_bad(tmp_path)
    files = survey(tmp_path).files
    documents, _ = extent(tmp_path, files)
    assert documents >= len(files)
    write_good(tmp_path / "good")
    assert extent(tmp_path, survey(tmp_path).files)[0] > documents
