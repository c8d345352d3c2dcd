"""ZIP packages of office documents and books: their parts, read within bounds."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager

from lxml import etree

from hedgerow.sources.base import UnreadableError
from hedgerow.sources.files import DOCUMENT_BYTES, too_large
from hedgerow.sources.signatures import OLE, check_signature

PART_BYTES = 4 * DOCUMENT_BYTES
"""Most bytes of one part of a package; markup takes a multiple of its text."""


@contextmanager
def package(data: bytes, name: str, remedy: str) -> Iterator[zipfile.ZipFile]:
    """Open the bytes of a package.

    Args:
        name: what the file should be, with its article ("a Word document").
        remedy: what to do with an older document of the program, or one with a password.

    Raises:
        UnreadableError: the bytes are no ZIP archive.
    """
    if data.startswith(OLE):
        raise UnreadableError(f"protected by a password, or an old {remedy}")
    check_signature(data, name, own="zip")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise UnreadableError(f"not {name}: no readable ZIP ({error})") from error
    with archive:
        yield archive


def part_bytes(archive: zipfile.ZipFile, name: str) -> bytes | None:
    """Return one part of a package; None where it does not exist.

    Raises:
        UnreadableError: the part is damaged, has a password, or is too large.
    """
    try:
        with archive.open(name) as file:
            data = file.read(PART_BYTES + 1)
    except KeyError:
        return None
    except Exception as error:  # zlib, CRC, encryption: damaged data raise many kinds
        raise UnreadableError(f"its {name} is damaged: {error}") from error
    if len(data) > PART_BYTES:
        raise UnreadableError(too_large(PART_BYTES))
    return data


def part_tree(archive: zipfile.ZipFile, name: str) -> etree._Element | None:
    """Return the tree of one part of a package; None where it does not exist.

    Raises:
        UnreadableError: the part is damaged, too large, or no XML.
    """
    data = part_bytes(archive, name)
    if data is None:
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableError(f"its {name} is no XML: {error}") from error
