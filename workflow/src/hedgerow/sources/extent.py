"""The size of a corpus in documents and bytes of text, estimated from the beginnings of its files.

Only the plan of the shards depends on these figures: a container is counted from its first bytes,
exactly where these are all of it and otherwise in proportion.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from hedgerow.sources.base import UnreadableError
from hedgerow.sources.files import DOCUMENT_BYTES, regular
from hedgerow.sources.formats import Format, format_of, is_container
from hedgerow.sources.inventory import SourceFile
from hedgerow.sources.packed import is_packed, unpacked

_SAMPLE = 1_000_000
_SAMPLES = 64_000_000
_LEAST = 50_000
"""Bytes that are read: of one file, of all files, and of one of many files."""
_UNPACKED = 8_000_000
"""Most bytes that a sample is unpacked to."""
_DOCUMENT_BYTES = 4_000
"""Usual bytes of a record with its markup, for files that are not counted."""
_PACKED_GROWS = 4
"""Size of text in proportion to its packed file."""


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
            share = 1 if form is None else form.text_share
            content = file.size * share * (_PACKED_GROWS if is_packed(file.path) else 1)
            size += content if cut else min(content, DOCUMENT_BYTES)
    return documents, int(size)


def _of_container(root: Path, file: SourceFile, form: Format, length: int) -> tuple[int, float]:
    """Return documents and bytes of text of a container; (0, 0) for one that cannot be read."""
    module = form.load()
    try:
        with regular(root, file.path) as stream:
            if hasattr(module, "measure"):
                return module.measure(stream)
            if is_packed(file.path):
                sample = _unpacked_sample(stream, file.path, length)
            else:
                sample = stream.read(length)
            used = max(1, stream.tell())
    except (UnreadableError, OSError):
        return 0, 0
    if not sample:
        return 0, 0
    times = max(1.0, file.size / used)
    return round(module.count(sample) * times), len(sample) * times * form.text_share


def _unpacked_sample(stream: BinaryIO, path: str, length: int) -> bytes:
    """Return what about the first `length` bytes of a packed file unpack to, `_UNPACKED` at most.

    Of a damaged file it is what precedes the damage.
    """
    pieces: list[bytes] = []
    given = 0
    content = unpacked(stream, path)
    try:
        while given < _UNPACKED and (not pieces or stream.tell() < length):
            pieces.append(content.read1(_LEAST))
            given += len(pieces[-1])
            if not pieces[-1]:
                break
    except UnreadableError:
        pass
    return b"".join(pieces)
