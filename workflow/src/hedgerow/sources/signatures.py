"""Files whose content is of another format than their ending, known by their first bytes."""

from __future__ import annotations

from hedgerow.sources.base import UnreadableError

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "a PDF", "pdf"),
    (b"PK\x03\x04", "a ZIP archive or an office document", "zip"),
    (OLE, "an office document of before 2007, or one with a password", "doc"),
    (b"{\\rtf", "rich text", "rtf"),
    (b"\x1f\x8b", "packed with gzip", "gz"),
    (b"\x28\xb5\x2f\xfd", "packed with Zstandard", "zst"),
    (b"PAR1", "Parquet", "parquet"),
    (b"\x89PNG", "a picture", "png"),
    (b"\xff\xd8\xff", "a picture", "jpg"),
    (b"GIF8", "a picture", "gif"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "7z"),
    (b"Rar!", "a RAR archive", "rar"),
)


LONGEST_SIGNATURE = max(len(mark) for mark, _, _ in _SIGNATURES)
"""Bytes of the longest of them."""


def signature(data: bytes) -> str | None:
    """Return the usual ending of the format that bytes begin like; None for any other bytes.

    >>> signature(b"%PDF-1.7"), signature(b"Tea is warm.")
    ('pdf', None)
    """
    return next((ending for mark, _, ending in _SIGNATURES if data.startswith(mark)), None)


def is_page(data: bytes) -> bool:
    """Return whether bytes of an unknown format begin like a web page.

    >>> is_page(b"<!DOCTYPE html>"), is_page(b"Tea is warm.")
    (True, False)
    """
    return data[:2000].lstrip()[:200].lower().startswith((b"<!doctype html", b"<html"))


def check_signature(data: bytes, wanted: str, own: str | None = None) -> None:
    """Raise an error for the bytes of another format.

    Args:
        wanted: name of the format that the ending of the file promises.
        own: usual ending of the format whose first bytes are right.

    Raises:
        UnreadableError: the bytes begin like another format; the reason names both.
    """
    found = next((entry for entry in _SIGNATURES if data.startswith(entry[0])), None)
    if found is not None and found[2] != own:
        _, name, ending = found
        raise UnreadableError(f"not {wanted}: its content is {name}; rename it to .{ending}")
