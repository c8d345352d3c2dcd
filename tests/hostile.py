"""Large hostile files, each made on demand: they grow when unpacked, nest, or repeat."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
import zlib
from collections.abc import Callable

from samples import pdf

MB = 1_000_000
_SENTENCE = "People who sleep well in this house may feel better in the morning. "
_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _zip(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def _page(body: str, head: str = "") -> bytes:
    return f"<html><head>{head}</head><body>{body}</body></html>".encode()


def _docx(body: str) -> bytes:
    document = f"<w:document {_WORD}><w:body>{body}</w:body></w:document>"
    return _zip({"[Content_Types].xml": b"<Types/>", "word/document.xml": document.encode()})


def _odt(body: str) -> bytes:
    names = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    )
    content = (
        f"<office:document-content {names}><office:body><office:text>{body}"
        "</office:text></office:body></office:document-content>"
    )
    return _zip(
        {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": content.encode()}
    )


def _forms(levels: int, times: int) -> bytes:
    """A PDF whose page draws a form, which draws another one so often, and so on."""
    whole = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R"
        b" /Resources << /XObject << /X 5 0 R >> >> >>",
        b"<< /Length 5 >>\nstream\n/X Do\nendstream",
    ]
    for level in range(levels):
        draws = b"/X Do " * times
        inner = b"/Resources << /XObject << /X %d 0 R >> >>" % (6 + level)
        whole.append(
            b"<< /Type /XObject /Subtype /Form /BBox [0 0 600 800] %s /Length %d >>\n"
            b"stream\n%s\nendstream" % (inner, len(draws), draws)
        )
    text = b"BT /F 12 Tf 10 10 Td (Tea is warm) Tj ET"
    whole.append(
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << /Font << /F <<"
        b" /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> /Length %d >>\nstream\n%s\n"
        b"endstream" % (len(text), text)
    )
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(whole, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\n" % (
        len(whole) + 1, table, len(whole) + 1,
    ) + b"startxref\n%d\n%%%%EOF\n" % len(body)  # fmt: skip


def _packed_page(size: int) -> bytes:
    """A PDF whose one page is a stream that unpacks to `size` bytes of text."""
    line = b"BT /F 9 Tf 10 10 Td (Tea is warm and people drink it) Tj ET\n"
    stream = zlib.compress(line * (size // len(line)), 9)
    plain = pdf([b"@"])
    return plain.replace(
        b"<< /Length 1 >>\nstream\n@",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s" % (len(stream), stream),
    )


def _sheet(rows: int, cells: int) -> bytes:
    row = "<row>" + '<c t="inlineStr"><is><t>tea</t></is></c>' * cells + "</row>"
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

    def link(kind: str, target: str) -> bytes:
        return (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r1" Type="{office}/{kind}" Target="{target}"/></Relationships>'
        ).encode()

    return _zip(
        {
            "[Content_Types].xml": b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
            b'content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.'
            b'openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
            "_rels/.rels": link("officeDocument", "xl/workbook.xml"),
            "xl/workbook.xml": f'<workbook {space} xmlns:r="{office}"><sheets><sheet name="a"'
            ' sheetId="1" r:id="r1"/></sheets></workbook>'.encode(),
            "xl/_rels/workbook.xml.rels": link("worksheet", "worksheets/sheet1.xml"),
            "xl/worksheets/sheet1.xml": (
                f"<worksheet {space}><sheetData><row>"
                '<c t="inlineStr"><is><t>text</t></is></c></row>'
                f"{row * rows}</sheetData></worksheet>"
            ).encode(),
        }
    )


def _parquet(rows: int, length: int) -> bytes:
    """A table whose one long text is stored once and repeated in every row."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    text = (_SENTENCE * (length // len(_SENTENCE)))[:length]
    column = pa.DictionaryArray.from_arrays(pa.array([0] * rows, pa.int32()), [text])
    buffer = io.BytesIO()
    pq.write_table(pa.table({"text": column}), buffer, compression="zstd")
    return buffer.getvalue()


LARGE: dict[str, Callable[[], bytes]] = {
    "attributes.html": lambda: _page(f"<p {' '.join(f'a{i}=v' for i in range(90_000))}>Tea."),
    "attributes-each.html": lambda: _page("<p a=1 b=2 c=3 d=4 e=5 f=6>tea" * 120_000),
    "crossed.html": lambda: _page("<b><i><a><u></b></i></a></u>word " * 200_000),
    "crossed-blocks.html": lambda: _page("<b><p><i></b>" * 540_000),
    "crossed-table.html": lambda: _page("<table><tr><b><td></table></b>" * 230_000),
    "unclosed.html": lambda: _page("<div>" * 1_400_000),
    "unclosed-inline.html": lambda: _page("<span>tea " * 700_000),
    "anchors.html": lambda: _page("<a href='/x'>tea</a> " * 350_000),
    "list-items.html": lambda: _page("<ul>" + "<li>tea" * 900_000),
    "one-paragraph.html": lambda: _page("<p>" + _SENTENCE * 110_000),
    "breaks.html": lambda: _page("tea<br>" * 1_000_000),
    "entities.html": lambda: _page("&amp;&lt;&gt; " * 500_000),
    "comments.html": lambda: _page("<!-- a -->tea" * 500_000),
    "scripts.html": lambda: _page("<script>a</script>tea" * 350_000),
    "metas.html": lambda: _page("<p>tea", "<meta name=author content=Ann>" * 250_000),
    "json-ld.html": lambda: _page(
        "<p>tea", "<script type='application/ld+json'>" + "[" * 3 * MB + "</script>"
    ),
    "tables-nested.html": lambda: _page("<table><tr><td>" * 450_000),
    "without-spaces.txt": lambda: b"a" * 20 * MB,
    "without-stops.txt": lambda: b"kratom may help pain and " * 400_000,
    "one-letter-lines.txt": lambda: b"a\n" * 8 * MB,
    "stops.txt": lambda: b"a. " * 6 * MB,
    "brackets.md": lambda: b"[" * 3 * MB + b"tea",
    "stars.md": lambda: b"**a " * 1_900_000,
    "quotes.md": lambda: (b"> " * 200 + b"tea\n") * 15_000,
    "pipes.md": lambda: b"|a" * 2 * MB + b"\n" + b"|-" * 2 * MB,
    "nested.xml": lambda: b"<a>" * 2 * MB,
    "siblings.xml": lambda: b"<r>" + b"<a>tea</a>" * 380_000 + b"</r>",
    "nested.json": lambda: b'{"text":' * 3 * MB,
    "braces.rtf": lambda: b"{\\rtf1 " + b"{" * 10 * MB,
    "paragraphs.docx": lambda: _docx("<w:p/>" * 15 * MB),
    "runs.docx": lambda: _docx("<w:p>" + "<w:r><w:t>tea </w:t></w:r>" * 4 * MB + "</w:p>"),
    "paragraphs.odt": lambda: _odt("<text:p/>" * 12 * MB),
    "chapters.epub": lambda: _book(20, 6 * MB),
    "forms.pdf": lambda: _forms(12, 12),
    "packed-page.pdf": lambda: _packed_page(400 * MB),
    "cells.xlsx": lambda: _sheet(40_000, 150),
    "repeated.parquet": lambda: _parquet(3_000, 4 * MB),
    "bomb.txt.gz": lambda: gzip.compress(b"\0" * 600 * MB, 9),
    "text-bomb.html.gz": lambda: gzip.compress(_page("<p>" + _SENTENCE * 400_000), 9),
    "records.jsonl": lambda: json.dumps(
        {"text": "<p " + " ".join(f"a{i}=v" for i in range(90_000)) + ">Tea</p>"}
    ).encode(),
    "quoted.csv": lambda: b'text\n"' + b'a,"",' * 5 * MB,
}
"""Large hostile files by name; each value makes the bytes of one."""


def _book(chapters: int, size: int) -> bytes:
    """An electronic book of long chapters that repeat."""
    parts = {
        "META-INF/container.xml": b'<container><rootfiles><rootfile full-path="c.opf"/>'
        b"</rootfiles></container>",
        "c.opf": (
            "<package><manifest>"
            + "".join(f'<item id="c{k}" href="c{k}.xhtml"/>' for k in range(chapters))
            + "</manifest><spine>"
            + "".join(f'<itemref idref="c{k}"/>' for k in range(chapters))
            + "</spine></package>"
        ).encode(),
    }
    page = _page("<p>tea</p>" * (size // 10))
    return _zip(parts | {f"c{k}.xhtml": page for k in range(chapters)})
