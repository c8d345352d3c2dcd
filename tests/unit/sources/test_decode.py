"""Bytes to characters: which encoding, how it was found, and what is no text at all."""

from __future__ import annotations

import codecs
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hedgerow.sources.decode import ascii_compatible, decode

SENTENCE = "Le café d’à côté était fermé; “naïve” visitors waited."


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        (b"", "", "utf-8"),
        (b"plain", "plain", "utf-8"),
        (SENTENCE.encode(), SENTENCE, "utf-8"),
        (codecs.BOM_UTF8 + b"x", "\ufeffx", "utf-8 (BOM)"),
        (codecs.BOM_UTF16_LE + "né".encode("utf-16-le"), "\ufeffné", "utf-16-le (BOM)"),
        (codecs.BOM_UTF16_BE + "né".encode("utf-16-be"), "\ufeffné", "utf-16-be (BOM)"),
        ("A line of text".encode("utf-16-le"), "A line of text", "utf-16-le (detected)"),
        (
            '<meta charset="iso-8859-1">“né”'.encode("cp1252"),
            '<meta charset="iso-8859-1">“né”',
            "cp1252 (declared)",
        ),
        (
            '<?xml version="1.0" encoding="ISO-8859-2"?><a>Łódź</a>'.encode("iso-8859-2"),
            '<?xml version="1.0" encoding="ISO-8859-2"?><a>Łódź</a>',
            "iso8859-2 (declared)",
        ),
    ],
)
def test_encodings(data: bytes, text: str, encoding: str) -> None:
    assert decode(data) == (text, encoding)


def test_undeclared_windows_text_is_detected() -> None:
    text, encoding = decode(SENTENCE.encode("cp1252"))
    assert text == SENTENCE
    assert encoding == "cp1252 (detected)"


def test_what_a_server_declares_counts_before_the_page_but_after_the_text() -> None:
    page = '<meta charset="iso-8859-2">Łódź'.encode("cp1250")
    assert decode(page, "windows-1250") == ('<meta charset="iso-8859-2">Łódź', "cp1250 (declared)")
    assert decode(SENTENCE.encode(), "windows-1250") == (SENTENCE, "utf-8")
    assert decode(codecs.BOM_UTF8 + b"x", "utf-16")[1] == "utf-8 (BOM)"


def test_a_text_that_lost_a_byte_is_still_in_its_encoding() -> None:
    text, encoding = decode(SENTENCE.encode() * 30 + "é".encode()[:1])
    assert text == SENTENCE * 30 + "\ufffd"
    assert encoding == "utf-8 (detected; 1 broken)"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32-le", "utf-8"])
@pytest.mark.parametrize("lines", [1, 3000])
def test_streams_of_lines_keep_or_get_an_encoding_like_ascii(encoding: str, lines: int) -> None:
    text = "A line of text, naïve.\n" * lines
    if encoding == "utf-32-le":
        text = "\ufeff" + text
    stream, found = ascii_compatible(io.BytesIO(text.encode(encoding)))
    assert stream.read().decode() == ("\ufeff" + text if encoding == "utf-16" else text)
    assert found == {"utf-16": "utf-16-le"}.get(encoding, encoding)


def test_a_wrong_declaration_is_passed_over() -> None:
    page = '<meta charset="no-such-thing"><p>caf\xe9 and more text to look at</p>'
    text, encoding = decode(page.encode("latin-1"))
    assert text == page
    assert encoding.endswith("(detected)")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0", "NUL bytes"),
        (bytes(range(1, 32)) * 20, "control characters"),
    ],
)
def test_binary_data_is_no_text(data: bytes, reason: str) -> None:
    text, why = decode(data)
    assert text is None
    assert why.startswith("binary data")
    assert reason in why


@given(st.binary(max_size=300))
def test_nothing_makes_it_fail(data: bytes) -> None:
    text, encoding = decode(data)
    assert text is None or isinstance(text, str)
    assert encoding
