"""The size of a corpus in documents and bytes of text, estimated from the beginnings of its files.

Only the plan of the shards depends on these figures: a container is counted from its first bytes,
exactly where these are all of it and otherwise in proportion.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from pathlib import Path

from hedgerow.sources.base import UnreadableError
from hedgerow.sources.files import DOCUMENT_BYTES, regular
from hedgerow.sources.formats import PACKED, Format, format_of, is_container
from hedgerow.sources.inventory import SourceFile

_SAMPLE = 1_000_000
_SAMPLES = 64_000_000
_LEAST = 50_000
"""Bytes that are read: of one file, of all files, and of one of many files."""
_UNPACKED = 8_000_000
"""Most bytes that a sample is unpacked to."""
_DOCUMENT_BYTES = 4_000
"""Usual bytes of a record with its markup, for files that are not counted."""
_GZIP_TIMES = 4
"""Size of text in proportion to its gzip file."""


def extent(root: Path, files: Iterable[SourceFile]) -> tuple[int, int]:
    """Return about how many documents, and bytes of text, the files of a corpus hold."""
    files = list(files)
    containers = sum(is_container(file.path) for file in files)
    sample = min(_SAMPLE, max(_LEAST, _SAMPLES // max(1, containers)))
    documents, size = 0, 0.0
    for file in files:
        form = format_of(file.path)
        if form is not None and form.container:
            number, content = _of_container(root, file, form, sample)
            documents += max(1, number)
            size += content
        else:
            cut = form is not None and form.is_cut(file.size)
            documents += file.size // _DOCUMENT_BYTES if cut else 1
            packed = file.path.lower().endswith(PACKED)
            share = 1 if form is None else form.text_share
            content = file.size * share * (_GZIP_TIMES if packed else 1)
            size += content if cut else min(content, DOCUMENT_BYTES)
    return documents, int(size)


def _of_container(root: Path, file: SourceFile, form: Format, length: int) -> tuple[int, float]:
    """Return documents and bytes of text of a container; (0, 0) for one that cannot be read."""
    module = form.load()
    try:
        with regular(root, file.path) as stream:
            if hasattr(module, "measure"):
                return module.measure(stream)
            packed = stream.read(length)
    except (UnreadableError, OSError):
        return 0, 0
    sample, used = packed, max(1, len(packed))
    if file.path.lower().endswith(PACKED):
        sample, used = _unpack(packed)
    if not sample:
        return 0, 0
    times = max(1.0, file.size / used)
    return round(module.count(sample) * times), len(sample) * times * form.text_share


def _unpack(packed: bytes) -> tuple[bytes, int]:
    """Return the content of the first bytes of a gzip file, and how many of them were used."""
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
