"""Archives, office documents, books and saved pages; and what is wrong with some of them."""

# ruff: noqa: E501  pages and tables stand here as they come
from __future__ import annotations

import gzip
import io
import json
import zipfile
from pathlib import Path

import pytest

from hedgerow.sources import docx as docx_module
from hedgerow.sources.base import Source
from hedgerow.sources.inventory import IGNORED_AT_TOP, NOTES, shard_of, survey
from hedgerow.sources.readers import read_sources
from hedgerow.sources.records import Fields
from samples import (
    SAMPLES,
    docx,
    epub,
    json_lines,
    mhtml,
    odt,
    page,
    pdf_article,
    prose,
    tarred,
    xlsx,
    zipped,
)

LAMP = "The lamp burns all night. Its oil may last until the morning."


def read(folder: Path, name: str, content: bytes) -> dict[str, Source]:
    (folder / name).write_bytes(content)
    found = list(read_sources(folder, name, Fields(), lambda doc_id: True))
    assert len(dict(found)) == len(found)
    return dict(found)


def reason(folder: Path, name: str, content: bytes) -> str:
    (source,) = read(folder, name, content).values()
    assert source.text is None and source.blocks is None
    assert source.reason and "reader failed" not in source.reason
    return source.reason


FILES = {
    "all/clinic/a.txt": prose(1).encode(),
    "all/clinic/b.html": page(2),
    "all/shop/c.jsonl": json_lines(range(3)),
    "all/shop/d.xml": b"<rss><channel><item><guid>g</guid><description>A tale.</description></item>"
    b"</channel></rss>",
    "all/shop/e.pdf": pdf_article(3),
    "all/shop/f.txt.gz": gzip.compress(prose(4).encode()),
    "all/shop/g.png": b"\x89PNG",
    "__MACOSX/all/._a.txt": b"x",
    "all/.DS_Store": b"x",
}


@pytest.mark.parametrize(
    ("name", "pack"),
    [("a.zip", zipped), ("a.tar", tarred), ("a.tar.gz", lambda f: gzip.compress(tarred(f))),
     ("a.tgz", lambda f: gzip.compress(tarred(f)))],
)  # fmt: skip
def test_an_archive_gives_its_files_with_their_folders_as_groups(tmp_path, name, pack) -> None:
    found = read(tmp_path, name, pack(FILES))
    groups = {doc_id.partition("#")[2]: source.group for doc_id, source in found.items()}
    assert groups == {
        "all/clinic/a.txt": "clinic",
        "all/clinic/b.html": "clinic",
        "all/shop/c.jsonl#r0": "a",  # the group that the record names
        "all/shop/c.jsonl#r1": "b",
        "all/shop/c.jsonl#r2": "a",
        "all/shop/d.xml#g": "shop",
        "all/shop/e.pdf": "shop",
        "all/shop/f.txt.gz": "shop",
        "all/shop/g.png": None,
    }
    assert "OCR" in (found[f"{name}#all/shop/g.png"].reason or "")
    shards = [
        dict(read_sources(tmp_path, name, Fields(), lambda d, k=k: shard_of(d, 3) == k))
        for k in range(3)
    ]
    assert sum(map(len, shards)) == len(found)
    assert {doc_id for shard in shards for doc_id in shard} == set(found)


def test_an_archive_without_folders_has_no_groups(tmp_path: Path) -> None:
    found = read(tmp_path, "a.zip", zipped({"x/a.txt": b"One tale.", "x/b.txt": b"Another."}))
    assert [source.group for source in found.values()] == [None, None]


def locked_zip() -> bytes:
    data = bytearray(zipped({"a.txt": b"secret words"}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def test_what_is_wrong_in_an_archive_has_its_reason(tmp_path: Path) -> None:
    inner = zipped({"a.txt": b"words"})
    assert "archive within an archive" in reason(tmp_path, "n.zip", zipped({"b.zip": inner}))
    assert "protected by a password" in reason(tmp_path, "l.zip", locked_zip())
    assert "not a ZIP archive" in reason(tmp_path, "c.zip", inner[:-30])
    assert "not a ZIP archive" in reason(tmp_path, "e.zip", b"")
    assert "no documents" in reason(tmp_path, "m.zip", zipped({}))
    assert "not a TAR archive" in reason(tmp_path, "t.tar", b"x" * 2000)
    bomb = zipped({f"{i}.txt": b"a" * 31_000_000 for i in range(12)})
    found = read(tmp_path, "b.zip", bomb)
    assert any("archive bomb" in (source.reason or "") for source in found.values())
    large = read(tmp_path, "h.zip", zipped({"a.txt": b"a" * 40_000_000}))
    assert "larger than 32 MB" in (next(iter(large.values())).reason or "")
    packed = read(tmp_path, "g.tgz", gzip.compress(tarred(FILES))[:3000])
    assert any(source.reason for source in packed.values())


def test_hidden_runs_of_word_are_left_out() -> None:
    run = "<w:r>{}<w:t xml:space='preserve'>{}</w:t></w:r>".format
    styles = (
        "<w:style w:styleId='H'><w:name w:val='hid'/><w:rPr><w:vanish/></w:rPr></w:style>"
        "<w:style w:styleId='P'><w:name w:val='para'/><w:rPr><w:vanish/></w:rPr></w:style>"
    )
    shown = "<w:rPr><w:vanish w:val='0'/></w:rPr>"
    styled = "<w:rPr><w:rStyle w:val='H'/></w:rPr>"
    body = (
        f"<w:p>{run('', 'Seen ')}{run('<w:rPr><w:vanish/></w:rPr>', 'may ')}"
        f"{run(shown, 'too ')}{run(styled, 'never ')}"
        f"{run('<w:rPr><w:webHidden/></w:rPr>', 'nor ')}{run('', 'here.')}</w:p>"
        f"<w:p><w:pPr><w:pStyle w:val='P'/></w:pPr>{run('', 'All hidden.')}</w:p>"
        f"<w:p><w:pPr><w:pStyle w:val='P'/></w:pPr>{run(shown, 'Shown.')}</w:p>"
        f"<w:tbl><w:tr><w:tc><w:p>{run('<w:rPr><w:vanish/></w:rPr>', 'x')}{run('', 'a')}</w:p></w:tc>"
        f"<w:tc><w:p>{run('', 'b')}</w:p></w:tc></w:tr></w:tbl>"
    )
    source = docx_module.read(docx(body, styles))
    assert [block.text for block in source.blocks or ()] == ["Seen too here.", "Shown.", "a | b"]


def test_open_documents_keep_their_structure(tmp_path: Path) -> None:
    body = (
        "<text:tracked-changes><text:p>Deleted.</text:p></text:tracked-changes>"
        "<text:p text:style-name='Title'>Lamps</text:p>"
        "<text:h text:outline-level='2'>Oil<text:s/>lamps</text:h>"
        f"<text:p>{LAMP}<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>"
        "A note.</text:p></text:note-body></text:note></text:p>"
        "<text:list><text:list-item><text:p>Wick</text:p></text:list-item></text:list>"
        "<table:table><table:table-row><table:table-cell><text:p>Oil</text:p></table:table-cell>"
        "<table:table-cell><text:p>3</text:p></table:table-cell></table:table-row></table:table>"
        "<text:p text:style-name='P1'>Bright is good.</text:p>"
    )
    styles = "<style:style style:name='P1' style:parent-style-name='Quotations'/>"
    (source,) = read(tmp_path, "a.odt", odt(body, styles)).values()
    assert [(block.kind, block.text) for block in source.blocks or ()] == [
        ("title", "Lamps"),
        ("heading", "Oil lamps"),
        (None, LAMP),
        ("note", "A note."),
        ("list_item", "Wick"),
        ("table", "Oil | 3"),
        ("quote", "Bright is good."),
    ]
    assert source.title == "Lamps"


def test_books_are_read_chapter_by_chapter(tmp_path: Path) -> None:
    chapters = [f"<h1>One</h1><p>{LAMP}</p>", "<h1>Two</h1><ul><li>Oil</li></ul>"]
    (source,) = read(tmp_path, "a.epub", epub(chapters)).values()
    assert [(block.kind, block.text) for block in source.blocks or ()] == [
        ("title", "On sleep"),
        ("heading", "One"),
        (None, LAMP),
        ("heading", "Two"),
        ("list_item", "Oil"),
    ]
    assert (source.title, source.byline) == ("On sleep", "Ann Green")


def test_rich_text_is_read_as_plain_text(tmp_path: Path) -> None:
    data = (
        rb"{\rtf1\ansi{\info{\title Lamps}{\author Jo Hall}}{\fonttbl{\f0 Arial;}}"
        rb"The \b lamp\b0  burns \endash  caf\'e9 \u8220\'93lit\u8221\'94.\par {\v hidden words }"
        rb"It is old.\par}"
    )
    (source,) = read(tmp_path, "a.rtf", data).values()
    assert source.text == "The lamp burns – café “lit”.\n\nIt is old."
    assert (source.title, source.byline) == ("Lamps", "Jo Hall")


def test_spreadsheets_give_a_document_for_each_row(tmp_path: Path) -> None:
    rows = [
        ["Our articles"],
        ["ID", "Text", "Group"],
        ["a", LAMP, "x"],
        ["", "", ""],
        ["b", "No.", "y"],
    ]
    found = read(tmp_path, "a.xlsx", xlsx(rows))
    assert {doc_id: (s.text, s.group) for doc_id, s in found.items()} == {
        "a.xlsx#a": (LAMP, "x"), "a.xlsx#b": ("No.", "y"),
    }  # fmt: skip
    assert "no field with the text" in reason(tmp_path, "b.xlsx", xlsx([["a", "b"], ["1", "2"]]))


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.doc", OLE, "before 2007 (.doc); open it in Word or LibreOffice and save it as .docx"),
        ("a.doc", b"junk", "save it as .docx"),
        ("a.docx", OLE, "password, or an old .doc"),
        ("a.odt", OLE, "password"),
        ("a.odt", zipped({"META-INF/manifest.xml": b"<encryption-data/>"}), "password"),
        ("a.odt", zipped({"x": b"y"}), "without its content.xml"),
        ("a.odt", b"", "no readable ZIP"),
        ("a.xlsx", OLE, "spreadsheet"),
        ("a.xlsx", b"id,text\n1,x\n", "save it as .xlsx or .csv"),
        ("a.xlsx", xlsx([["text"], ["x"]])[:-40], "damaged"),
        ("a.epub", zipped({"x": b"y"}), "without META-INF/container.xml"),
        ("a.epub", b"x", "no readable ZIP"),
        ("a.rtf", b"plain", "not rich text"),
        ("a.rtf", b"", "not rich text"),
        ("a.rtf", b"%PDF-1.4", "its content is a PDF; rename it to .pdf"),
        ("a.txt", b"%PDF-1.4\n%\xe2\xe3 and more of it", "its content is a PDF; rename it to .pdf"),
        ("a.txt", zipped({"a": b"b"}), "a ZIP archive or an office document"),
        ("a.xml", b"\x89PNG\r\n", "its content is a picture"),
        ("a.html", b"%PDF-1.4\n1 0 obj << /Type /Catalog >> endobj", "its content is a PDF"),
        ("a.md", b"%PDF-1.7 and its objects", "not Markdown: its content is a PDF"),
        ("a.csv", b"%PDF-1.4\n%\xe2\xe3 more, and more", "not a table: its content is a PDF"),
        ("a.csv", zipped({"a": b"b"}), "not a table: its content is a ZIP archive"),
        ("a.csv", b"\0" * 500, "binary data: it holds NUL bytes"),
        ("a.json", b"{\\rtf1 not JSON}", "its content is rich text"),
        ("a.jsonl", b"\x1f\x8bpacked", "not JSON Lines: its content is packed with gzip"),
        ("a.pdf", zipped({"a": b"b"}), "not PDF: its content is a ZIP archive or an office"),
        ("a.pdf", b"\xff\xd8\xff picture", "its content is a picture"),
        ("a.docx", b"%PDF-1.4", "not a Word document: its content is a PDF; rename it to .pdf"),
        ("a.epub", b"\x89PNG", "its content is a picture"),
        ("a.mhtml", b"no page", "no page in it"),
        ("a.wacz", zipped({"x": b"y"}), "without archive/"),
        ("a.pages", b"x", "format .pages is not read; save it as .docx"),
        ("a.rar", b"Rar!", "unpack it"),
        ("a.bib", b"@article{a}", "export the records as .ris or .csv"),
        ("README", b"x", "format without an ending is not read"),
    ],
)
def test_what_cannot_be_read_says_what_to_do(tmp_path, name, content, words) -> None:
    assert words in reason(tmp_path, name, content)


def test_spreadsheets_and_books_do_not_grow_out_of_bounds(tmp_path: Path) -> None:
    files = {"xl/worksheets/sheet1.xml": b" " * 300_000_000}
    assert "unpacks to over" in reason(tmp_path, "a.xlsx", zipped(files))
    book = io.BytesIO(epub(["<p>x</p>"]))
    with zipfile.ZipFile(book, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("OEBPS/c0.xhtml", b" " * 150_000_000)
    assert "larger than" in reason(tmp_path, "a.epub", book.getvalue())


def test_folders_of_saved_pages_are_no_documents(tmp_path: Path) -> None:
    for name in ("Tea.html", "Tea_files/logo.png", "Tea_files/frame.html", "Tea_files/deep/a.js",
                 "shop/Mint.htm", "shop/Mint-Dateien/a.css", "notes_files/a.txt",
                 "Sage.mhtml", "my files/b.txt"):  # fmt: skip
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    found = survey(tmp_path)
    assert [file.path for file in found.files] == [
        "Sage.mhtml", "Tea.html", "my files/b.txt", "notes_files/a.txt", "shop/Mint.htm",
    ]  # fmt: skip
    assert dict(found.ignored) == dict.fromkeys(
        ("Tea_files", "shop/Mint-Dateien"), "part of a page saved by a browser"
    )
    packed = read(tmp_path, "p.zip", zipped({"Tea.html": page(1), "Tea_files/x.png": b"x"}))
    assert list(packed) == ["p.zip#Tea.html"]


def test_a_page_saved_in_one_file_is_read_without_its_pictures(tmp_path: Path) -> None:
    (source,) = read(tmp_path, "a.mht", mhtml(page(5))).values()
    assert prose(5) in " ".join(block.text for block in source.blocks or ())


def test_json_that_is_no_article_is_notes_beside_other_documents(tmp_path: Path) -> None:
    def found() -> list[str]:
        return [file.path for file in survey(tmp_path).files]

    (tmp_path / "answers.json").write_text('{"b.txt": {"hedges": 3}}')
    (tmp_path / "articles.json").write_text(json.dumps([{"title": "Tea", "text": prose(1)}]))
    (tmp_path / "metadata.csv").write_text("file,group\n")
    assert found() == ["answers.json", "articles.json"]
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop/c.json").write_text("{}")
    assert found() == ["shop/c.json"]
    assert ("articles.json", NOTES) in survey(tmp_path).ignored
    (tmp_path / "b.txt").write_text("x")
    assert found() == ["articles.json", "b.txt", "shop/c.json"]
    assert survey(tmp_path).ignored == (("answers.json", NOTES), IGNORED_AT_TOP[0])
    german = Fields.given({"text": ["inhalt"]})
    (tmp_path / "artikel.json").write_text(json.dumps([{"inhalt": prose(1)}]))
    assert "artikel.json" not in found()
    assert "artikel.json" in [file.path for file in survey(tmp_path, german).files]
    (tmp_path / "artikel.json").unlink()
    (tmp_path / "cut.json").write_text('{"text": "Tea')
    assert found() == ["articles.json", "b.txt", "cut.json", "shop/c.json"]


def test_a_damaged_file_in_a_web_package_is_named(tmp_path: Path) -> None:
    whole = SAMPLES["wacz"][0]
    with zipfile.ZipFile(io.BytesIO(whole)) as package:
        name = next(n for n in package.namelist() if n.startswith("archive/"))
        entry = package.getinfo(name)
    sums = entry.CRC.to_bytes(4, "little")
    (tmp_path / "a.wacz").write_bytes(whole.replace(sums, bytes(4)))
    found = dict(read_sources(tmp_path, "a.wacz", Fields(), bool))
    reasons = [source.reason for source in found.values() if source.reason]
    assert reasons == [f"its {name} is damaged: Bad CRC-32 for file {name!r}"]


def test_a_link_to_itself_is_listed_as_a_problem(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    (tmp_path / "one").symlink_to("two")
    (tmp_path / "two").symlink_to("one")
    found = survey(tmp_path)
    listed = {path for path, _ in found.problems} | {file.path for file in found.files}
    assert listed == {"a.txt", "loop.txt", "one", "two"}
    for file in found.files:
        if file.path != "a.txt":
            ((_, source),) = read_sources(tmp_path, file.path, Fields(), lambda doc_id: True)
            assert source.reason


def test_large_exports_are_cut_and_small_ones_stay_whole(tmp_path: Path) -> None:
    entry = "<item><guid>g{}</guid><description>" + prose(1) + "</description></item>"
    for name, count in (("small.xml", 3), ("large.xml", 3200)):
        entries = "".join(entry.format(i) for i in range(count))
        (tmp_path / name).write_text(f"<rss><channel>{entries}</channel></rss>")
        shards = [
            {
                d
                for d, _ in read_sources(
                    tmp_path, name, Fields(), lambda d, k=k: shard_of(d, 4) == k
                )
            }
            for k in range(4)
        ]
        assert sum(map(len, shards)) == len(set().union(*shards)) == count
        assert sum(bool(shard) for shard in shards) == (1 if name == "small.xml" else 4)


def test_an_entry_without_a_name_costs_no_other(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("xx.txt", prose(1))
        archive.writestr("b.txt", prose(2))
    data = (tmp_path / "a.zip").read_bytes().replace(b"xx.txt", b"\0x.txt")
    (tmp_path / "a.zip").write_bytes(data)
    found = dict(read_sources(tmp_path, "a.zip", Fields(), lambda doc_id: True))
    assert found["a.zip#b.txt"].reason is None
    assert not [s for s in found.values() if "reader failed" in (s.reason or "")]
