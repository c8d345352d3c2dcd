"""TAR archives of documents, packed with gzip or not."""

from __future__ import annotations

import tarfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, BinaryIO

from hedgerow.sources.archive import Bounds, groups_of, is_left_out, member_records
from hedgerow.sources.base import UnreadableError
from hedgerow.sources.packed import PACKED_TIMES, rewound
from hedgerow.sources.records import Fields, Record
from hedgerow.sources.saved_pages import is_part_of_page

_BLOCK = 512
_MAGIC = b"ustar"


@dataclass(frozen=True, slots=True)
class _Member:
    archive: tarfile.TarFile
    entry: tarfile.TarInfo
    path: str

    def open(self) -> IO[bytes]:
        file = self.archive.extractfile(self.entry)
        if file is None:
            raise UnreadableError("it is no regular file in the archive")
        return file


def records(stream: BinaryIO, fields: Fields) -> Iterator[Record]:
    """Yield the files of an archive in its order, numbered from 1.

    The archive is passed through twice: for the names, which give the groups, and for the content.

    Raises:
        UnreadableError: the file is no TAR archive, or is damaged.
    """
    paths = {path for _, _, path in _members(stream)}
    kept = {path for path in paths if not (is_left_out(path) or is_part_of_page(path, paths))}
    groups = groups_of(sorted(kept))
    members = (_Member(*one) for one in _members(rewound(stream)) if one[2] in kept)
    # An unpacked archive cannot grow; a packed one is bounded by the stream that unpacks it.
    yield from member_records(members, groups, Bounds(PACKED_TIMES * 1_000_000_000), fields)


def _members(stream: BinaryIO) -> Iterator[tuple[tarfile.TarFile, tarfile.TarInfo, str]]:
    try:
        with tarfile.open(fileobj=stream, mode="r|") as archive:
            for entry in archive:
                if entry.isfile():
                    yield archive, entry, entry.name.removeprefix("./")
    except (tarfile.TarError, EOFError, OSError, ValueError, zlib.error) as error:
        raise UnreadableError(f"not a TAR archive, or damaged: {error}") from error


def count(sample: bytes) -> int:
    """Return the number of files in the first bytes of an archive."""
    return max(1, sample.count(_MAGIC, 0, len(sample) // _BLOCK * _BLOCK))
