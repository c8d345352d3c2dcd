"""Any bytes in any file give a source with text or a reason, never an error."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from hedgerow.sources.formats import BY_ENDING, FORMATS
from hedgerow.sources.inventory import survey
from hedgerow.sources.readers import read_bytes, read_sources
from hedgerow.sources.records import Fields
from hedgerow.text.blocks.document import document_of
from samples import SAMPLES

SNIPPETS = (
    b"<p>|</p>|<table>|<tr><td>|<li>|</ul>|<!--|-->|<h1>Head|<![CDATA[|]]>|<?xml version='1.0'?>"
    b"|<!DOCTYPE x [<!ENTITY a 'b'>]>|&a;|&#0;|&#xD800;|<a href='#x'>|Some words of text. "
    b'|# Title\n|- item\n|> quote\n|---\n|```|\xff\xfe|\xc3|\0|\r\n|,|\t|"|{"text": "'
    b'|"id": 1,|}\n|text\n|[|\\ud800|NaN|WARC/1.0\r\n|WARC-Type: response\r\n|Content-Length: 5'
    b"|PAR1|%PDF-1.4\n|stream\n|endobj\n|PK\x03\x04|\x1f\x8b\x08"
).split(b"|")
JOINED = st.lists(
    st.sampled_from([*SNIPPETS, b"| a | b |\n"]) | st.binary(max_size=20), max_size=25
).map(b"".join)


@st.composite
def damaged(draw: st.DrawFn, whole: bytes) -> bytes:
    """A good file with a few bytes changed, put in or taken out, and perhaps its end cut off."""
    data = bytearray(whole)
    for _ in range(draw(st.integers(1, 8))):
        place = draw(st.integers(0, len(data)))
        end = min(len(data), place + draw(st.integers(0, 12)))
        data[place:end] = draw(st.binary(max_size=12) | st.sampled_from(SNIPPETS))
    return bytes(data[: draw(st.integers(0, len(data)) | st.just(len(data)))])


def check(folder: Path, suffix: str, data: bytes) -> None:
    """Read the bytes as a file, plain and packed, and make documents of what comes."""
    for name, content in ((f"any{suffix}", data), (f"any{suffix}.gz", gzip.compress(data))):
        (folder / name).write_bytes(content)
        found = list(read_sources(folder, name, Fields(), lambda doc_id: True))
        assert found
        assert len(dict(found)) == len(found)
        for doc_id, source in found:
            assert doc_id == name or doc_id.startswith(f"{name}#")
            assert "reader failed" not in (source.reason or "")
            assert (source.reason is None) == (source.text is not None or source.blocks is not None)
            document = document_of(doc_id, source)
            assert (document.reason is None) == (document.status == "analysed")
            document.text.encode()
            doc_id.encode()


QUIET = settings(
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    deadline=None,
    max_examples=40,
)


@pytest.mark.parametrize("name", [form.name for form in FORMATS])
def test_whatever_is_in_a_file_documents_come_back(tmp_path: Path, name: str) -> None:
    (suffix,) = next(form.endings[:1] for form in FORMATS if form.name == name)

    @QUIET
    @given(data=st.binary(max_size=200) | JOINED | damaged(SAMPLES[name][0]))
    @example(data=b"")
    @example(data=b"\xff" * 50)
    @example(data=b"\0" * 50)
    @example(data=b'"' * 50)
    @example(data=b"0")
    @example(data=b"null")
    @example(data=b"{" * 3000)
    @example(data=b"<div>" * 3000 + b"deep text here")
    @example(data=b"<a>" * 3000 + b"deep" + b"</a>" * 3000)
    @example(data=b"> " * 500 + b"deep quote")
    def run(data: bytes) -> None:
        check(tmp_path, suffix, data)

    run()


def test_whatever_is_in_a_json_file_at_the_top_the_corpus_is_listed(tmp_path: Path) -> None:
    (tmp_path / "shop").mkdir()
    for name in ("tea.txt", "shop/herbs.txt"):
        (tmp_path / name).write_text("Some words of text.")

    @QUIET
    @given(data=st.binary(max_size=200) | JOINED | damaged(SAMPLES["json"][0]))
    @example(data=b"0")
    @example(data=b"[" * 900 + b"]" * 900)
    @example(data=b'{"a":' * 900 + b"0" + b"}" * 900)
    def run(data: bytes) -> None:
        (tmp_path / "notes.json").write_bytes(data)
        assert {"tea.txt", "shop/herbs.txt"} <= {file.path for file in survey(tmp_path).files}

    run()


@pytest.mark.parametrize("ending", [e for e, form in BY_ENDING.items() if not form.container])
def test_readers_take_any_bytes_in_memory_too(ending: str) -> None:
    for data in (b"", b"\0\1\2", SAMPLES[BY_ENDING[ending].name][0]):
        source = read_bytes(ending, data)
        assert source.bytes == len(data)
