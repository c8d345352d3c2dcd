"""ZIP archives of documents."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, BinaryIO

from hedgerow.sources.archive import Bounds, groups_of, is_left_out, member_records
from hedgerow.sources.base import UnreadableError
from hedgerow.sources.records import Fields, Record
from hedgerow.sources.saved_pages import is_part_of_page

_LOCKED = 0x1
"""Bit of a file's flags that says it has a password (APPNOTE 4.4.4)."""


@dataclass(frozen=True, slots=True)
class _Member:
    archive: zipfile.ZipFile
    entry: zipfile.ZipInfo
    path: str

    def open(self) -> IO[bytes]:
        if self.entry.flag_bits & _LOCKED:
            raise UnreadableError("protected by a password; pack it without one")
        return self.archive.open(self.entry)


def records(stream: BinaryIO, fields: Fields) -> Iterator[Record]:
    """Yield the files of an archive, sorted by path and numbered from 1.

    Raises:
        UnreadableError: the file is no ZIP archive.
    """
    with opened(stream) as archive:
        members = [_Member(archive, e, e.filename) for e in archive.infolist() if not _is_folder(e)]
        paths = {member.path for member in members}
        kept = sorted(
            (m for m in members if not (is_left_out(m.path) or is_part_of_page(m.path, paths))),
            key=lambda member: member.path,
        )
        groups = groups_of(member.path for member in kept)
        size = sum(member.entry.compress_size for member in members)
        yield from member_records(kept, groups, Bounds(size), fields)


def _is_folder(entry: zipfile.ZipInfo) -> bool:
    """Return whether an entry is a folder; `ZipInfo.is_dir` fails on one without a name."""
    return entry.filename.endswith("/")


def opened(stream: BinaryIO) -> zipfile.ZipFile:
    """Open an archive.

    Raises:
        UnreadableError: the file is no ZIP archive.
    """
    try:
        return zipfile.ZipFile(stream)
    except Exception as error:  # damaged directories raise many kinds
        raise UnreadableError(f"not a ZIP archive, or damaged: {error}") from error


def measure(stream: BinaryIO) -> tuple[int, int]:
    """Return the number of files and about how many bytes of text an archive holds."""
    try:
        with zipfile.ZipFile(stream) as archive:
            entries = [entry for entry in archive.infolist() if not _is_folder(entry)]
    except Exception:  # the reader gives the reason
        return 0, 0
    return len(entries), sum(entry.file_size for entry in entries) // 2
