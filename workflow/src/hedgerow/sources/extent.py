"""How much there is in a corpus: documents and bytes of text, from a look at the files.

A shard is planned from these figures, so near is good enough: files of many documents are counted
from their beginning, exactly if that is all, and otherwise in proportion. Nothing that is
measured depends on them.
"""

from __future__ import annotations

import csv
import re
import zlib
from collections.abc import Iterable
from pathlib import Path

from hedgerow.sources.base import UnreadableError
from hedgerow.sources.files import regular
from hedgerow.sources.inventory import SourceFile
from hedgerow.sources.readers import CONTAINERS, is_container, suffix_of

_SAMPLE = 1_000_000
_SAMPLES = 64_000_000
_LEAST = 50_000
"""Bytes that are looked at: of a file, of all files, and of a file where there are many."""
_UNPACKED = 8_000_000
_WARC_DOCUMENT = re.compile(rb"^WARC-Type:\s*(?:response|resource|conversion)\b", re.I | re.M)
# Share of a file that is text, by experience; what is not named here is text throughout.
_TEXT_SHARE = {".html": 0.1, ".htm": 0.1, ".xhtml": 0.1, ".xml": 0.5, ".pdf": 0.1, ".docx": 0.3}
_GZIP_TIMES = 4


def extent(root: Path, files: Iterable[SourceFile]) -> tuple[int, int]:
    """Return about how many documents, and bytes of text, the files of a corpus hold."""
    files = list(files)
    containers = sum(is_container(file.path) for file in files)
    sample = min(_SAMPLE, max(_LEAST, _SAMPLES // max(1, containers)))
    documents, size = 0, 0.0
    for file in files:
        suffix = suffix_of(file.path)
        if suffix in CONTAINERS:
            number, content = _of_container(
                root, file, CONTAINERS[suffix].rpartition(".")[2], sample
            )
            documents += max(1, number)
            size += content
        else:
            documents += 1
            packed = file.path.lower().endswith(".gz")
            size += file.size * _TEXT_SHARE.get(suffix, 1) * (_GZIP_TIMES if packed else 1)
    return documents, int(size)


def _of_container(root: Path, file: SourceFile, form: str, length: int) -> tuple[int, float]:
    """Documents and bytes of text of a container; (0, 0) for one that cannot be read."""
    try:
        with regular(root, file.path) as stream:
            if form == "parquet":
                return _of_parquet(stream)
            packed = stream.read(length)
    except (UnreadableError, OSError):
        return 0, 0
    sample, used = packed, max(1, len(packed))
    if file.path.lower().endswith(".gz"):
        sample, used = _unpack(packed)
    if not sample:
        return 0, 0
    times = max(1.0, file.size / used)
    count = {"jsonl": _lines, "delimited": _rows, "warc": _pages}[form]
    share = _TEXT_SHARE[".html"] if form == "warc" and b"conversion" not in sample else 1
    return round(count(sample) * times), len(sample) * times * share


def _of_parquet(stream: object) -> tuple[int, float]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        facts = pq.ParquetFile(stream).metadata
    except (pa.ArrowException, OSError):
        return 0, 0
    sizes = (facts.row_group(i).total_byte_size for i in range(facts.num_row_groups))
    return facts.num_rows, sum(sizes)


def _unpack(packed: bytes) -> tuple[bytes, int]:
    """What the first bytes of a gzip file hold, and how many of them that took."""
    pieces: list[bytes] = []
    left = packed
    given = 0
    try:
        while left and given < _UNPACKED:
            member = zlib.decompressobj(31)
            pieces.append(member.decompress(left, _UNPACKED - given))
            given += len(pieces[-1])
            left = member.unconsumed_tail or member.unused_data
    except zlib.error:
        pass
    return b"".join(pieces), max(1, len(packed) - len(left))


def _lines(sample: bytes) -> int:
    return sum(bool(line.strip()) for line in sample.splitlines())


def _rows(sample: bytes) -> int:
    lines = sample.decode("latin-1").splitlines(keepends=True)
    head = lines[0] if lines else ""
    csv.field_size_limit(_UNPACKED)
    delimiter = max("\t,;|", key=head.count)
    try:
        return sum(bool(row) for row in csv.reader(lines, delimiter=delimiter)) - 1
    except csv.Error:
        return len(lines) - 1


def _pages(sample: bytes) -> int:
    return len(_WARC_DOCUMENT.findall(sample))
