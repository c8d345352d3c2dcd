"""Files to documents: what is not read and why, and that nothing ever stops a corpus."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from hedgerow.sources import text
from hedgerow.sources.records import Fields
from hedgerow.text.blocks.document import Document, document_from_text
from hedgerow.text.blocks.reading import read_document

REPOSITORY = Path(__file__).parents[3]
READ_STATUS = ("empty", "not_english", "unreadable")
DEMO = REPOSITORY / "data" / "raw" / "demo"


def unreadable(document: Document) -> str:
    assert document.status == "unreadable"
    assert (document.text, document.blocks, document.offsets) == ("", (), None)
    assert document.reason
    return document.reason


@pytest.mark.parametrize("name", ["a.xyz", "b.x.y", "README", "image.qqq"])
def test_other_formats_are_named(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"x" * 9)
    document = read_document(tmp_path, name)
    suffix = Path(name).suffix.lower() or "without an ending"
    assert unreadable(document) == f"format {suffix} is not read"
    assert document.bytes == 9


def test_a_folder_with_the_name_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "x.txt").mkdir()
    assert "folder" in unreadable(read_document(tmp_path, "x.txt"))


def test_a_file_that_is_gone(tmp_path: Path) -> None:
    assert "cannot be opened" in unreadable(read_document(tmp_path, "gone.txt"))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_without_permission(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("secret")
    (tmp_path / "x.txt").chmod(0)
    assert "cannot be opened" in unreadable(read_document(tmp_path, "x.txt"))


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x.txt")
    assert "regular file" in unreadable(read_document(tmp_path, "x.txt"))


def test_links_may_not_leave_the_folder(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (tmp_path / "outside.txt").write_text("Nobody should read this line.")
    (corpus / "inside.txt").write_text("Anybody may read this line.")
    (corpus / "out.txt").symlink_to(tmp_path / "outside.txt")
    (corpus / "folder").symlink_to(tmp_path, target_is_directory=True)
    (corpus / "in.txt").symlink_to(corpus / "inside.txt")
    (corpus / "round.txt").symlink_to(corpus / "round.txt")
    for name in ("out.txt", "folder/outside.txt", "../outside.txt"):
        assert "leads out of the corpus" in unreadable(read_document(corpus, name))
    assert unreadable(read_document(corpus, "round.txt"))
    assert read_document(corpus, "in.txt").text == "Anybody may read this line."


def test_empty_and_blank_files(tmp_path: Path) -> None:
    for name, data in (("a.txt", b""), ("b.txt", b" \n\t\xc2\xa0\r\n"), ("c.html", b"<p> </p>")):
        (tmp_path / name).write_bytes(data)
        document = read_document(tmp_path, name)
        assert (document.status, document.reason) == ("empty", "no text after normalisation")


def test_a_file_is_read_as_the_same_text_in_memory(tmp_path: Path) -> None:
    words = "A title of sorts\n\nThe first paragraph is here, and it is long enough for one.\n"
    (tmp_path / "x.txt").write_text(words)
    from_file, from_memory = read_document(tmp_path, "x.txt"), document_from_text("x.txt", words)
    assert from_file.blocks == from_memory.blocks
    assert from_file.text == from_memory.text
    assert from_file.offsets is not None
    assert from_memory.offsets is not None
    assert from_file.offsets.tolist() == from_memory.offsets.tolist()


def test_a_reader_that_fails_costs_one_document(tmp_path: Path, monkeypatch) -> None:
    def fail(data: bytes, fields: Fields) -> None:
        raise RecursionError("too deep")

    monkeypatch.setattr(text, "documents", fail)
    (tmp_path / "x.txt").write_text("words")
    reason = unreadable(read_document(tmp_path, "x.txt"))
    assert reason == "the text reader failed: RecursionError: too deep"


SNIPPETS = (
    b"<p>|</p>|<table>|<tr><td>|<li>|</ul>|<!--|-->|<h1>Head|<![CDATA[|]]>|<?xml version='1.0'?>"
    b"|<!DOCTYPE x [<!ENTITY a 'b'>]>|&a;|&#0;|&#xD800;|<a href='#x'>|Some words of text. "
    b"|# Title\n|- item\n|> quote\n|---\n|```|\xff\xfe|\xc3|\0"
).split(b"|")
MARKUP = st.lists(
    st.sampled_from([*SNIPPETS, b"| a | b |\n", b"|---|---|\n"]) | st.binary(max_size=20),
    max_size=25,
).map(b"".join)


@settings(deadline=None)
@given(data=st.binary(max_size=200) | MARKUP, suffix=st.sampled_from([".txt", ".md", ".xml"]))
def test_whatever_is_in_a_file_a_document_comes_back(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, suffix: str
) -> None:
    folder = tmp_path_factory.getbasetemp()
    (folder / f"any{suffix}").write_bytes(data)
    document = read_document(folder, f"any{suffix}")
    assert document.status in ("analysed", *READ_STATUS)
    assert (document.reason is None) == (document.status == "analysed")
    assert bool(document.text) == bool(document.blocks)
    assert document.bytes == len(data)


PLANTED = yaml.safe_load((REPOSITORY / "tests" / "planted.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", PLANTED["documents"])
def test_demonstration_page(path: str) -> None:
    planted = PLANTED["documents"][path]
    document = read_document(DEMO, path)
    assert document.format == planted["format"]
    # Too short and duplicate are for later steps to say.
    expected = planted["status"] if planted["status"] in READ_STATUS else "analysed"
    assert document.status == expected
    if planted.get("title_in_text"):
        assert document.title == planted["title"]
    assert planted.get("byline", "") in (document.byline or "")
    counts = dict(planted.get("blocks", {}))
    if counts:
        counts["table"] = counts.pop("table_rows")
    found = [block.kind for block in document.blocks]
    assert {kind: found.count(kind) for kind in counts} == counts


@pytest.mark.parametrize("path", PLANTED["cleaning"])
def test_demonstration_page_is_cleaned(path: str) -> None:
    planted = PLANTED["cleaning"][path]
    document = read_document(DEMO, path)
    for change in ("mojibake", "nbsp", "soft_hyphen", "zero_width", "bom"):
        if change in planted:
            assert document.cleaning.get(change, 0) == planted[change]
    assert ("boilerplate" in document.cleaning) >= planted.get("boilerplate", False)
    assert ("line_wrap" in document.cleaning) == ("wrapped" in planted)
    for words in planted.get("removed", ()):
        assert words not in document.text
