"""Files of every format that is read, and files that cannot be read, made byte by byte."""

from __future__ import annotations

import gzip
import io
import json
import os
import quopri
import tarfile
import zipfile
from collections.abc import Iterable
from pathlib import Path
from xml.sax.saxutils import escape

_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_PAINT = b"q 500 0 0 700 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI Q"


def prose(number: int, sentences: int = 12) -> str:
    """English prose that no other number gives."""
    return " ".join(
        f"People who sleep well in house {number * 100 + i} often feel better in the morning, and"
        f" {number + 20} of them may say so to the doctor."
        for i in range(sentences)
    )


def pdf(pages: Iterable[bytes], encrypted: bool = False) -> bytes:
    """A PDF of pages with these streams; an encrypted one asks for a password that nobody has."""
    streams = list(pages)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>"
        % (b" ".join(b"%d 0 R" % (4 + 2 * i) for i in range(len(streams))), len(streams)),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for i, stream in enumerate(streams):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents %d 0 R"
            b" /Resources << /Font << /F 3 0 R >> >> >>" % (5 + 2 * i)
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    trailer = b""
    if encrypted:
        key = b"(" + b"a" * 32 + b")"
        objects.append(b"<< /Filter /Standard /V 1 /R 2 /O %s /U %s /P -4 >>" % (key, key))
        trailer = b" /Encrypt %d 0 R /ID [(0123456789abcdef) (0123456789abcdef)]" % len(objects)
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R%s >>\n" % (
        len(objects) + 1, table, len(objects) + 1, trailer,
    ) + b"startxref\n%d\n%%%%EOF\n" % len(body)  # fmt: skip


def pdf_page(lines: Iterable[tuple[int, int, str]]) -> bytes:
    """The stream of a page: lines as (font size, height above the foot, text)."""
    return b"BT\n" + b"".join(
        b"/F %d Tf 1 0 0 1 50 %d Tm (%s) Tj\n" % (size, height, text.encode("cp1252"))
        for size, height, text in lines
    ) + b"ET"  # fmt: skip


def pdf_article(number: int = 1) -> bytes:
    """An article of two pages with a running head, a title, a heading and a word cut in two."""
    pages = []
    for page in (1, 2):
        words = prose(number * 10 + page).split()
        lines = [" ".join(words[i : i + 14]) for i in range(0, len(words), 14)]
        placed = [(10, 780, "Journal of Rest"), (10, 20, f"Page {page}")]
        if page == 1:
            placed += [(24, 740, "Sleep and rest"), (16, 700, "Why it matters")]
        placed += [(10, 670 - 12 * i, line) for i, line in enumerate(lines)]
        if page == 1:
            placed += [(10, 300, "A night without sleep makes a per-"), (10, 288, "son tired.")]
        pages.append(pdf_page(placed))
    return pdf(pages)


def pdf_of_pictures() -> bytes:
    """Two pages that are pictures."""
    return pdf([_PAINT, _PAINT])


def docx(body: str, styles: str = "", core: str = "") -> bytes:
    """A Word document with this XML in its body, its styles and its properties."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "word/document.xml", f"<w:document {_WORD}><w:body>{body}</w:body></w:document>"
        )
        if styles:
            archive.writestr("word/styles.xml", f"<w:styles {_WORD}>{styles}</w:styles>")
        if core:
            archive.writestr("docProps/core.xml", f'<c xmlns:dc="dc">{core}</c>')
    return packed.getvalue()


def docx_paragraph(text: str, style: str = "", inside: str = "") -> str:
    """The XML of a paragraph in a style, with more properties inside."""
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{inside}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'
    )


def docx_article(number: int = 1) -> bytes:
    """A short article."""
    return docx(docx_paragraph("Sleep and rest") + docx_paragraph(prose(number)))


def json_lines(numbers: Iterable[int]) -> bytes:
    """Records with id, title, text, group and date."""
    return b"".join(
        json.dumps(
            {"id": f"r{i}", "title": f"Sleep and rest, part {i}", "text": prose(i),
             "group": "ab"[i % 2], "date": "2024-05-01"}
        ).encode() + b"\n"
        for i in numbers
    )  # fmt: skip


def warc(pages: Iterable[tuple[str, bytes]], kind: str = "text/html; charset=utf-8") -> bytes:
    """A web archive of answers from addresses."""
    archive = b""
    for address, page in pages:
        answer = b"HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s" % (
            kind.encode(), len(page), page,
        )  # fmt: skip
        archive += warc_record("response", address, "application/http; msgtype=response", answer)
    return archive


def warc_record(kind: str, address: str, content_type: str, content: bytes) -> bytes:
    """One record of a web archive."""
    return (
        b"WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nWARC-Date: 2024-05-01T00:00:00Z\r\n"
        b"WARC-Record-ID: <urn:uuid:0>\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n"
        % (kind.encode(), address.encode(), content_type.encode(), len(content), content)
    )


def page(number: int) -> bytes:
    """An HTML page."""
    return (
        f"<html><head><title>Sleep, page {number}</title></head><body><article>"
        f"<h1>Sleep, page {number}</h1><p>{prose(number)}</p></article></body></html>"
    ).encode()


def parquet(columns: dict[str, list]) -> bytes:
    """A Parquet file with these columns."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    sink = io.BytesIO()
    pq.write_table(pa.table(columns), sink)
    return sink.getvalue()


def zipped(files: dict[str, bytes]) -> bytes:
    """A ZIP archive of files by path."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def tarred(files: dict[str, bytes]) -> bytes:
    """A TAR archive of files by path."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return packed.getvalue()


def mhtml(content: bytes) -> bytes:
    """A page as a browser saves it in one file, with a picture."""
    head = (
        b"From: <Saved by Blink>\r\nSubject: Sleep\r\nMIME-Version: 1.0\r\nContent-Type:"
        b' multipart/related; type="text/html"; boundary="--x"\r\n\r\n----x\r\n'
        b"Content-Type: text/html; charset=utf-8\r\n"
        b"Content-Transfer-Encoding: quoted-printable\r\n\r\n"
    )
    picture = (
        b"\r\n----x\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        b"iVBORw0=\r\n"
    )
    return head + quopri.encodestring(content) + picture + b"----x--\r\n"


def odt(body: str, styles: str = "") -> bytes:
    """An OpenDocument text with this XML in its body and its automatic styles."""
    urns = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text", "table", "style", "drawing")
    )
    content = (
        f"<office:document-content{urns}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return zipped(
        {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": content.encode()}
    )


def epub(chapters: Iterable[str], title: str = "On sleep") -> bytes:
    """A book with these chapters, each the inside of a page."""
    pages = {
        f"OEBPS/c{i}.xhtml": f"<html xmlns='http://www.w3.org/1999/xhtml'><head><title>x</title></head>"
        f"<body>{chapter}</body></html>".encode()
        for i, chapter in enumerate(chapters)
    }
    items = "".join(
        f'<item id="i{i}" href="c{i}.xhtml" media-type="application/xhtml+xml"/>'
        for i in range(len(pages))
    )
    refs = "".join(f'<itemref idref="i{i}"/>' for i in range(len(pages)))
    opf = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<metadata><dc:title>{title}</dc:title><dc:creator>Ann Green</dc:creator></metadata>"
        f"<manifest>{items}</manifest><spine>{refs}</spine></package>"
    )
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
    )
    return zipped(
        {"META-INF/container.xml": container.encode(), "OEBPS/book.opf": opf.encode(), **pages}
    )


def xlsx(rows: list[list[str]]) -> bytes:
    """A spreadsheet with one sheet of these rows."""
    letters = "ABCDEFGHIJ"
    cells = "".join(
        f'<row r="{r}">'
        + "".join(
            f'<c r="{letters[c]}{r}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'
            for c, text in enumerate(row)
        )
        + "</row>"
        for r, row in enumerate(rows, 1)
    )
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    files = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{package}"><Relationship Id="r1" Type="{office}/'
        'officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
        '<sheet name="Articles" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}"><Relationship Id="r1"'
        f' Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{cells}'
        "</sheetData></worksheet>",
    }
    return zipped({name: content.encode() for name, content in files.items()})


SAMPLES: dict[str, tuple[bytes, tuple[str, ...]]] = {
    "text": (prose(80).encode(), ()),
    "markdown": (f"# Sleep\n\n- {prose(81)}\n".encode(), ()),
    "html": (page(82), ()),
    "xml": (f"<doc><title>Sleep</title><p>{prose(83)}</p></doc>".encode(), ()),
    "pdf": (pdf_article(84), ()),
    "docx": (docx_article(85), ()),
    "mhtml": (mhtml(page(93)), ()),
    "json": (json.dumps({"title": "Sleep", "text": prose(94)}).encode(), ()),
    "odt": (odt(f"<text:h text:outline-level='1'>Sleep</text:h><text:p>{prose(95)}</text:p>"), ()),
    "rtf": (b"{\\rtf1\\ansi " + prose(96).encode() + b"\\par}", ()),
    "doc": (b"{\\rtf1\\ansi " + prose(97).encode() + b"\\par}", ()),
    "epub": (epub([f"<h1>Sleep</h1><p>{prose(98)}</p>"]), ()),
    "jsonl": (json_lines(range(860, 863)), ("r860", "r861", "r862")),
    "csv": (f'id,text\n1,"{prose(87)}"\n2,"{prose(88)}"\n'.encode(), ("1", "2")),
    "parquet": (parquet({"id": ["a", "b"], "text": [prose(89), prose(90)]}), ("a", "b")),
    "warc": (warc([("http://a/", page(91))]), ("http://a/",)),
    "wet": (
        warc_record("conversion", "http://b/", "text/plain", prose(92).encode()),
        ("http://b/",),
    ),
    "wacz": (
        zipped({"archive/data.warc.gz": gzip.compress(warc([("http://c/", page(99))]))}),
        ("http://c/",),
    ),
    "spreadsheet": (xlsx([["id", "text"], ["a", prose(101)], ["b", prose(102)]]), ("a", "b")),
    "zip": (zipped({"a.txt": prose(103).encode(), "b.md": prose(104).encode()}), ("a.txt", "b.md")),
    "tar": (tarred({"a.txt": prose(105).encode(), "b.md": prose(106).encode()}), ("a.txt", "b.md")),
}
"""One small file of each format, and the ids of its records where it holds many."""


PACKED_SAMPLES = {".tgz": gzip.compress}
"""Endings whose files are packed, and how."""


def zstandard(content: bytes) -> bytes:
    """Pack bytes with Zstandard."""
    import pyarrow as pa

    return pa.compress(content, codec="zstd", asbytes=True)


def write_samples(folder: Path) -> set[str]:
    """Write the sample of each format under each of its endings; return all ids."""
    from hedgerow.sources.formats import FORMATS

    ids: set[str] = set()
    for form in FORMATS:
        content, keys = SAMPLES[form.name]
        for ending in form.endings:
            pack = PACKED_SAMPLES.get(ending, bytes)
            _write(folder, {f"sample{ending}": pack(content)})
            ids |= {f"sample{ending}#{key}" for key in keys} or {f"sample{ending}"}
    return ids


def write_good(folder: Path) -> set[str]:
    """Write a folder with documents in every format; return the ids of all documents."""
    texts = [prose(i) for i in range(500, 510)]
    crawled = warc([("http://a.org/1", page(60)), ("http://a.org/2", page(61))])
    taken = warc_record("conversion", "http://b.org/", "text/plain", prose(62).encode())
    files = {
        "plain.txt": prose(1).encode(),
        "marked.md": f"# Sleep\n\n{prose(2)}\n".encode(),
        "page.html": page(3),
        "doc.xml": f"<doc><title>Sleep</title><p>{prose(4)}</p></doc>".encode(),
        "paper.pdf": pdf_article(5),
        "word.docx": docx_article(6),
        "packed.txt.gz": gzip.compress(prose(7).encode()),
        "packed.docx.gz": gzip.compress(docx_article(8)),
        "sub/records.jsonl": json_lines(range(20, 32)),
        "sub/records.jsonl.gz": gzip.compress(json_lines(range(40, 43))),
        "sub/records.jsonl.zst": zstandard(json_lines(range(43, 46))),
        "packed.md.zst": zstandard(prose(11).encode()),
        "table.csv": "ID,Text\n1,\"{}\"\n2,\"{}\n\n{}\"\n".format(*texts[:3]).encode(),
        "table.tsv": "name\tbody\nx\t{}\ny\t{}\n".format(*texts[3:5]).encode(),
        "table.parquet": parquet({"text": texts[5:7], "title": ["One", "Two"]}),
        "table.parquet.gz": gzip.compress(parquet({"text": [prose(70)]})),
        "crawl.warc.gz": gzip.compress(crawled),
        "crawl.warc.wet": taken,
        "a 'name' with \"quotes\",\nline ends and {braces}.txt": prose(9).encode(),
    }  # fmt: skip
    _write(folder, files)
    ids = {
        name
        for name in files
        if name.rsplit(".", 1)[1] in ("txt", "md", "html", "xml", "pdf", "docx")
    }
    ids |= {
        "packed.txt.gz",
        "packed.md.zst",
        "packed.docx.gz",
        "table.csv#1",
        "table.csv#2",
        "table.tsv#1",
    }
    ids |= {
        "table.parquet.gz#1",
        "table.tsv#2",
        "table.parquet#1",
        "table.parquet#2",
        "crawl.warc.wet#http://b.org/",
    }
    ids |= {f"sub/records.jsonl#r{i}" for i in range(20, 32)}
    ids |= {f"sub/records.jsonl.gz#r{i}" for i in range(40, 43)}
    ids |= {f"sub/records.jsonl.zst#r{i}" for i in range(43, 46)}
    return ids | {f"crawl.warc.gz#http://a.org/{i}" for i in (1, 2)}


def write_bad(folder: Path) -> dict[str, str]:
    """Write documents that cannot be read; return the id of each with words of its reason."""
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w") as archive:
        archive.writestr("notes.txt", "no Word document")
    laughs = b"".join(
        b'<!ENTITY l%d "%s">' % (i, b"&l%d;" % (i - 1) * 10 if i else b"ha") for i in range(9)
    )
    packed = gzip.compress(json_lines(range(100, 400)))
    files = {
        "cut.txt.gz": gzip.compress(prose(1, 400).encode())[:200],
        "cut.jsonl.gz": packed[: len(packed) // 2],
        "locked.pdf": pdf([pdf_page([(12, 700, "Secret")])], encrypted=True),
        "pictures.pdf": pdf_of_pictures(),
        "zip.docx": zipped.getvalue(),
        "nul.txt": b"some\0 text and \0\0 more of it",
        "oddly-wide.txt": "ab\u4e00\u4e8c\u4e09\u56db".encode("utf-16-le") * 9,
        "bomb.xml": b"<!DOCTYPE l [%s]><l>&l8;</l>" % laughs,
        "bomb.txt.gz": gzip.compress(b"a" * 50_000_000),
        "bomb.txt.zst": zstandard(b"a" * 50_000_000),
        "cut.txt.zst": zstandard(prose(1, 400).encode())[:200],
        "other.txt.zst": gzip.compress(prose(1).encode()),
        "deep.html": b"<div>" * 100_000 + b"the bottom",
        "bad.jsonl": b'{"id": "whole", "text": "%s"}\n{"id": "half", "text": "\\ud83d and so on"}\n'
        b'{"id": "other", "texts": "no text field"}\nno JSON\n' % prose(2).encode(),
        "ragged.csv": f"id,text\n1,{prose(3).replace(',', '')}\n2,a,b,c\n3\n".encode(),
        "broken.parquet": b"PAR1 this is none PAR1",
        "broken.warc": b"this is none",
    }  # fmt: skip
    _write(folder, files)
    with (folder / "line.txt").open("wb") as file:
        for _ in range(300):
            file.write(b"word " * 200_000)
    outside = folder.parent / "outside.txt"
    outside.write_text("Nobody should read this.")
    (folder / "link.txt").symlink_to(outside)
    return {
        "cut.txt.gz": "gzip data ends too early",
        "cut.jsonl.gz": "gzip data ends too early",
        "locked.pdf": "protected by a password",
        "pictures.pdf": "pages are pictures",
        "zip.docx": "without word/document.xml",
        "nul.txt": "NUL bytes",
        "oddly-wide.txt": "NUL bytes",
        "bomb.xml": "an XML bomb",
        "bomb.txt.gz": "a gzip bomb",
        "bomb.txt.zst": "a Zstandard bomb",
        "cut.txt.zst": "Zstandard data ends too early",
        "other.txt.zst": "not Zstandard, or damaged",
        "deep.html": "nested over 2,000 deep",
        "bad.jsonl#half": "not JSON",
        "bad.jsonl#other": "name it under records.text (its fields: id, texts)",
        "bad.jsonl#4": "not JSON",
        "ragged.csv#2": "row 2 has 4 cells, but there are 2 columns",
        "ragged.csv#3": "row 3 has 1 cell, but there are 2 columns",
        "broken.parquet": "not Parquet",
        "broken.warc": "not a web archive",
        "line.txt": "larger than 32 MB",
        "link.txt": "link leads out of the corpus folder",
    }


def _write(folder: Path, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def snapshot(folder: Path) -> dict[str, tuple[int, int]]:
    """Size and time of change of all files below a folder."""
    return {
        os.fspath(path.relative_to(folder)): (path.lstat().st_size, path.lstat().st_mtime_ns)
        for path in folder.rglob("*")
        if not path.is_dir()
    }
