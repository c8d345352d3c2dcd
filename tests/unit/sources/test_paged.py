"""PDF and Word: what the layout and the styles make of the text."""

from __future__ import annotations

import io
import zipfile

import pytest

from hedgerow.sources import docx, pdf
from hedgerow.sources.base import Source, UnreadableError
from samples import docx as make_docx
from samples import docx_paragraph as para
from samples import pdf as make_pdf
from samples import pdf_article, pdf_of_pictures, pdf_page, prose


def pairs(source: Source) -> list[tuple[str | None, str]]:
    return [(block.kind, block.text) for block in source.blocks or ()]


def test_a_pdf_gives_its_paragraphs_without_running_heads() -> None:
    source = pdf.read(pdf_article(5))
    assert pairs(source) == [
        ("title", "Sleep and rest"),
        ("heading", "Why it matters"),
        (None, prose(51)),
        (None, "A night without sleep makes a person tired."),
        (None, prose(52)),
    ]
    assert (source.title, source.boilerplate, source.format) == ("Sleep and rest", 4, "pdf")


def test_a_pdf_paragraph_ends_at_a_gap_an_indent_and_a_short_line() -> None:
    lines = [
        "The first line of a paragraph is as long as the column is wide here,",
        "and it ends soon after.",
        "The second paragraph begins at once, and its line is as long as the first",
        "and goes on to its end, which is about at the end of the column too.",
    ]
    placed = [(10, 700 - 12 * i, line) for i, line in enumerate(lines)]
    placed += [(10, 600, "After a gap there is a third one.")]
    placed += [(10, 580, "• An item of a list"), (10, 568, "• Another item")]
    assert pairs(pdf.read(make_pdf([pdf_page(placed)]))) == [
        (None, " ".join(lines[:2])),
        (None, " ".join(lines[2:])),
        (None, "After a gap there is a third one."),
        ("list_item", "An item of a list"),
        ("list_item", "Another item"),
    ]


def test_a_pdf_sentence_goes_on_over_the_page() -> None:
    first = [
        (10, 700, "A sentence that begins on one page"),
        (10, 688, "and goes on but"),
    ]
    second = [(10, 700, "goes on upon the next. It ends here.")]
    (only,) = pairs(pdf.read(make_pdf([pdf_page(first), pdf_page(second)])))
    assert only[1].endswith("but goes on upon the next. It ends here.")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (make_pdf([pdf_page([(12, 700, "Secret")])], encrypted=True), "protected by a password"),
        (pdf_of_pictures(), "its pages are pictures"),
        (b"%PDF-1.4 and nothing more", "not PDF, or damaged"),
        (b"", "not PDF, or damaged"),
    ],
)
def test_a_pdf_that_is_not_read_says_why(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableError, match=reason):
        pdf.read(data)


def test_a_pdf_of_blank_pages_is_empty() -> None:
    assert pdf.read(make_pdf([b"", b""])).blocks == ()


def test_word_styles_tell_the_kinds() -> None:
    styles = "".join(
        f'<w:style w:styleId="{ident}"><w:name w:val="{name}"/>{more}</w:style>'
        for ident, name, more in (
            ("T", "Title", ""),
            ("H2", "heading 2", ""),
            ("Mine", "My own", '<w:basedOn w:val="H2"/>'),
            ("Out", "Outlined", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>'),
            ("Cap", "caption", ""),
            ("Q", "Intense Quote", ""),
            ("LB", "List Bullet 2", ""),
            ("Toc", "toc 1", ""),
            ("Loop", "A", '<w:basedOn w:val="Loop"/>'),
        )
    )
    item = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr>'
    none = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    rows = [
        ("title", "On tea", "T", ""),
        ("heading", "Sorts", "H2", ""),
        ("heading", "Places", "Mine", ""),
        ("heading", "Times", "Out", ""),
        ("caption", "Figure 1. A cup", "Cap", ""),
        ("quote", "Tea is all.", "Q", ""),
        ("list_item", "Green", "LB", ""),
        ("toc", "Sorts 2", "Toc", ""),
        (None, "Nothing said", "Loop", ""),
        ("list_item", "Black", "", item),
        (None, "No item", "", none),
        (None, "Unknown style", "Gone", ""),
    ]
    source = docx.read(make_docx("".join(para(*row[1:]) for row in rows), styles))
    assert pairs(source) == [row[:2] for row in rows]
    assert [b.level for b in source.blocks or () if b.kind == "heading"] == [2, 2, 1]
    assert source.title == "On tea"


def test_word_text_reads_as_with_all_changes_accepted() -> None:
    body = (
        "<w:p><w:r><w:t>It is </w:t></w:r><w:del><w:r><w:delText>not </w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>surely</w:t></w:r></w:ins><w:r><w:tab/><w:t>so</w:t><w:br/>"
        "<w:t>non</w:t><w:noBreakHyphen/><w:t>stop</w:t></w:r>"
        "<w:r><w:instrText>PAGE 5</w:instrText></w:r>"
        "<w:moveFrom><w:r><w:t>moved</w:t></w:r></w:moveFrom></w:p>"
    )
    assert pairs(docx.read(make_docx(body))) == [(None, "It is surely so non-stop")]


def test_word_tables_boxes_and_controls() -> None:
    cell = "<w:tc>{}</w:tc>".format
    table = (
        f"<w:tbl><w:tr>{cell(para('a'))}{cell(para('b'))}</w:tr>"
        f"<w:tr>{cell(para('c'))}{cell(para('d') + para('e'))}</w:tr></w:tbl>"
    )
    layout = f"<w:tbl><w:tr>{cell(para('One') + para('Two'))}</w:tr></w:tbl>"
    box = f"<w:p><w:r><w:t>Host</w:t><w:txbxContent>{para('Boxed')}</w:txbxContent></w:r></w:p>"
    control = f"<w:sdt><w:sdtContent>{para('Controlled')}</w:sdtContent></w:sdt>"
    assert pairs(docx.read(make_docx(table + layout + box + control))) == [
        ("table", "a | b"),
        ("table", "c | d e"),
        (None, "One"),
        (None, "Two"),
        (None, "Host"),
        (None, "Boxed"),
        (None, "Controlled"),
    ]


def test_word_properties_stand_in_for_a_title() -> None:
    core = '<x:title xmlns:x="x">On tea</x:title><x:creator xmlns:x="x">Ann  Lee</x:creator>'
    source = docx.read(make_docx(para("Text"), core=core))
    assert (source.title, source.byline) == ("On tea", "Ann Lee")


def zipped(name: str, content: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no readable ZIP"),
        (b"plain text", "no readable ZIP"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "protected by a password, or an old"),
        (zipped("a.txt", b"x"), "a ZIP archive without word/document.xml"),
        (zipped("word/document.xml", b"<a"), "is no XML"),
        (zipped("word/document.xml", b"<a>" + b" " * 200_000_000 + b"</a>"), "larger than"),
        (make_docx(para("x"))[:-30], "no readable ZIP"),
    ],
)
def test_a_word_document_that_is_not_read_says_why(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableError, match=reason):
        docx.read(data)


def test_word_entities_are_not_expanded() -> None:
    secret = zipped(
        "word/document.xml",
        b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]><d><p><t>a &x; b</t></p></d>',
    )
    assert "".join(text for _, text in pairs(docx.read(secret))) in ("a", "a b")
