"""Bytes to characters: byte order mark, strict UTF-8, declared encoding, detection, cp1252."""

from __future__ import annotations

import codecs
import io
import re
from typing import BinaryIO

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"""<\?xml[^>]{0,200}?\bencoding\s*=\s*["']([\w.:-]{1,40})"""
    rb"""|<meta[^>]{0,200}?\bcharset\s*=\s*["']?\s*([\w.:-]{1,40})""",
    re.IGNORECASE,
)
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
_HEAD = 4096
_CONTROLS = bytes([*range(9), *range(14, 32), 127])
_REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]+)|([0-9]+));?")


def for_parser(text: str) -> bytes:
    """Return marked-up text as UTF-8 bytes for libxml2, without the characters that it rejects.

    Those are NUL and references to code points that are no characters (`&#0;`, `&#xD800;`).

    >>> for_parser("<p>Tea&#0; for two</p>")
    b'<p>Tea for two</p>'
    """
    return _REFERENCE.sub(_character, text).encode("utf-8", "replace").replace(b"\0", b"")


def _character(match: re.Match[str]) -> str:
    digits = match.group(1) or match.group(2)
    code = int(digits[:9], 16 if match.group(1) else 10)
    good = 0 < code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF
    return match.group() if good else ""


def decode(data: bytes, declared: str | None = None) -> tuple[str | None, str]:
    """Return the characters and the encoding, with how it was found where it is not plain UTF-8.

    The characters are None where the bytes are no text; the second value is then the reason.
    A byte order mark stays in the text as U+FEFF, so that offsets agree with the file.

    Args:
        declared: the encoding that came with the bytes, from a server for example. It takes
            precedence over one that the text itself declares.

    >>> decode("naïve".encode("utf-16"))
    ('\ufeffnaïve', 'utf-16-le (BOM)')
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace"), f"{encoding} (BOM)"
    if b"\0" in data:
        return _wide(data)
    try:
        text, encoding = data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        text, encoding = (
            _by_declaration(data, declared) or _by_detection(data) or _last_resort(data)
        )
    # Text has hardly any control characters; pictures and archives have many.
    if (len(data) - len(data.translate(None, _CONTROLS))) * 50 > len(data):
        return None, "binary data: too many control characters for a text"
    return text, encoding


def _wide(data: bytes) -> tuple[str | None, str]:
    """Decode UTF-16 without a mark: nearly all its zero bytes have odd, or even, offsets."""
    zeros = data.count(0)
    if len(data) % 2 == 0 and zeros * 3 >= len(data):
        for encoding, start in (("utf-16-le", 1), ("utf-16-be", 0)):
            if data[start::2].count(0) >= 0.98 * zeros:
                try:
                    return data.decode(encoding), f"{encoding} (detected)"
                except UnicodeDecodeError:
                    continue
    return None, "binary data: it holds NUL bytes"


def ascii_compatible(stream: BinaryIO) -> tuple[BinaryIO, str]:
    """Return a stream of lines in an encoding that extends ASCII, and the original encoding.

    UTF-16 and UTF-32, with a byte order mark or recognised without one, become UTF-8; any other
    encoding stays.
    """
    buffered = stream if hasattr(stream, "peek") else io.BufferedReader(stream)  # type: ignore
    head = buffered.peek(_HEAD)[:_HEAD]
    encoding = next((name for mark, name in _MARKS if head.startswith(mark)), None)
    if encoding is None and b"\0" in head:
        text, named = _wide(head[: len(head) // 4 * 4])
        encoding = named.split()[0] if text is not None else None
    if encoding in (None, "utf-8"):
        return buffered, "utf-8"
    return io.BufferedReader(_Transcoded(buffered, encoding), 1 << 20), encoding


class _Transcoded(io.RawIOBase):
    """A stream in another encoding, converted to UTF-8."""

    def __init__(self, stream: BinaryIO, encoding: str) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        self._ready = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        while not self._ready:
            piece = self._stream.read(1 << 16)
            text = self._decoder.decode(piece, final=not piece)
            self._ready = text.encode("utf-8", "replace")
            if not piece:
                break
        given = self._ready[: len(buffer)]
        self._ready = self._ready[len(given) :]
        buffer[: len(given)] = given
        return len(given)


def _by_declaration(data: bytes, declared: str | None) -> tuple[str, str] | None:
    found = _try(data, declared, "declared") if declared else None
    match = _DECLARED.search(data[:4096])
    if found or not match:
        return found
    return _try(data, (match.group(1) or match.group(2)).decode("ascii"), "declared")


def _by_detection(data: bytes) -> tuple[str, str] | None:
    from resiliparse.parse.encoding import detect_encoding

    # A UTF-8 text that lost a byte somewhere is still UTF-8.
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    beyond = sum(map(len, _BEYOND_ASCII.findall(text))) - broken
    if beyond > 20 * broken:
        return text, f"utf-8 (detected; {broken} broken)"
    found = detect_encoding(data)
    return _try(data, found, "detected") if found else None


def _try(data: bytes, name: str, how: str) -> tuple[str, str] | None:
    from resiliparse.parse.encoding import map_encoding_to_html5

    # Browsers read pages that declare iso-8859-1 as windows-1252, so that is what they mean.
    encoding = map_encoding_to_html5(name, True) or name
    try:
        encoding = codecs.lookup(encoding).name
        return data.decode(encoding), f"{encoding} ({how})"
    except (LookupError, UnicodeError, ValueError):
        return None


def _last_resort(data: bytes) -> tuple[str, str]:
    return data.decode("cp1252", "replace"), "cp1252 (detected)"
