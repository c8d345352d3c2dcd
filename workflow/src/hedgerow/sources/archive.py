"""Archives of files: their names, groups and limits, for ZIP and TAR alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import PurePosixPath
from typing import IO, BinaryIO, Protocol, cast

from hedgerow.sources.base import Source, UnreadableError
from hedgerow.sources.files import DOCUMENT_BYTES, opened_packed, whole
from hedgerow.sources.formats import Format, ending_of, format_of, not_read
from hedgerow.sources.limited_reading import documents_in
from hedgerow.sources.packed import PACKED_TIMES
from hedgerow.sources.records import Fields, Record, key_of

ARCHIVES = frozenset(("zip", "tar", "wacz"))
_FREE = 64_000_000
"""Bytes that any archive may unpack to; beyond, it may not grow over `PACKED_TIMES` times."""


class Member(Protocol):
    """One file in an archive: its path, and a stream of its bytes."""

    @property
    def path(self) -> str: ...

    def open(self) -> IO[bytes]: ...


def is_left_out(path: str) -> bool:
    """Return whether a file in an archive is hidden, or belongs to the program that packed it.

    >>> is_left_out("__MACOSX/a.txt"), is_left_out("a/.DS_Store"), is_left_out("a/b.txt")
    (True, True, False)
    """
    parts = PurePosixPath(path).parts
    return not parts or any(part.startswith(".") or part == "__MACOSX" for part in parts)


def groups_of(paths: Iterable[str]) -> dict[str, str]:
    """Return the group of each file: the first folder in the archive that tells files apart.

    >>> groups_of(["all/clinic/a.txt", "all/shop/b.txt"])
    {'all/clinic/a.txt': 'clinic', 'all/shop/b.txt': 'shop'}
    >>> groups_of(["all/a.txt", "all/b.txt"])
    {}
    """
    folders = {path: PurePosixPath(path).parts[:-1] for path in paths}
    chains = list(folders.values())
    common = 0
    while chains and all(len(c) > common and c[common] == chains[0][common] for c in chains):
        common += 1
    return {path: chain[common] for path, chain in folders.items() if len(chain) > common}


class Bounds:
    """The bytes that an archive has unpacked to, against a limit in proportion to its size."""

    def __init__(self, size: int) -> None:
        self._left = max(_FREE, PACKED_TIMES * size)

    def take(self, stream: BinaryIO, limit: int) -> bytes:
        """Return all bytes of a file in the archive.

        Raises:
            UnreadableError: the file or the whole archive is too large.
        """
        data = whole(stream, limit)
        self._left -= len(data)
        if self._left < 0:
            raise UnreadableError(
                f"an archive bomb: it unpacks to over {PACKED_TIMES} times its size"
            )
        return data


def member_records(
    members: Iterable[Member], groups: dict[str, str], bounds: Bounds, fields: Fields
) -> Iterator[Record]:
    """Yield a record for each file of an archive, numbered from 1; its id is its path."""
    for number, member in enumerate(members, 1):
        form = format_of(member.path)
        read = partial(_read, member, form, groups.get(member.path), bounds, fields)
        yield Record(number, key_of(member.path), read, form.name if form else "")


def _read(
    member: Member, form: Format | None, group: str | None, bounds: Bounds, fields: Fields
) -> Source | Iterator[Record]:
    if form is None:
        return Source(ending_of(member.path)[1:], "", 0, reason=not_read(member.path))
    if form.name in ARCHIVES:
        raise UnreadableError("an archive within an archive is not read; unpack it")
    try:
        with opened_packed(cast("BinaryIO", member.open()), member.path) as stream:
            data = bounds.take(stream, (4 if form.container else 1) * DOCUMENT_BYTES)
    except UnreadableError:
        raise
    except Exception as error:  # zlib, CRC, headers: damaged data raise many kinds
        raise UnreadableError(f"damaged in the archive: {error}") from error
    found = documents_in(form, data, fields)
    if isinstance(found, Source):
        return _grouped(found, group)
    return (replace(record, read=partial(_read_grouped, record, group)) for record in found)


def _read_grouped(record: Record, group: str | None) -> Source:
    source = record.read()
    assert isinstance(source, Source)
    return _grouped(source, group)


def _grouped(source: Source, group: str | None) -> Source:
    return source if source.group is not None or group is None else replace(source, group=group)
