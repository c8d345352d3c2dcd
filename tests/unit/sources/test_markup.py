"""HTML, Markdown and XML: the main text with its structure, the rest left out."""

# ruff: noqa: E501  pages and answers stand here as they come
from __future__ import annotations

from pathlib import Path

import pytest

from hedgerow.sources import html, markdown, xml
from hedgerow.sources.base import Source, UnreadableError
from hedgerow.sources.records import Fields
from hedgerow.text.blocks.document import Document
from hedgerow.text.blocks.reading import read_document

PAGE = """<!DOCTYPE html><html><head><title>Tea at night | The Tea Paper</title>
<meta name="author" content="By Jane Doe"><meta property="article:published_time" content="2024-05-03">
<style>p { color: red }</style><script>var words = "scripted";</script></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/shop">Shop</a></li></ul></nav>
<main><article><h1>Tea at night</h1><p class="byline">By Jane Doe</p>
<nav class="toc"><ul><li><a href="#a">What it does</a></li><li><a href="#b">What to drink</a></li></ul></nav>
<p>Many people drink tea in the evening and wonder whether it keeps them awake for hours. The
answer depends on the leaf, the dose and, above all, on the person who drinks it.</p>
<h2 id="a">What it does</h2>
<p>Black tea holds caffeine, which can delay sleep by an hour or more in those who are sensitive
to it. Caf&eacute; drinks hold <b>more</b> of it, and they are often served late in the day.</p>
<blockquote><p>&ldquo;I slept badly until I stopped drinking tea after five,&rdquo; says one reader.</p></blockquote>
<h2 id="b">What to drink</h2>
<ul><li>Camomile, which holds no caffeine at all.</li><li>Warm milk</li></ul>
<table><caption>Caffeine in a cup</caption><tr><th>Drink</th><th>mg</th></tr><tr><td>Tea</td><td>40</td></tr></table>
<figure><img src="x.png" alt="x"><figcaption>A cup of camomile.</figcaption></figure>
<p>Whatever you choose, a small cup is enough for most people, and a large one will wake you for
quite another reason in the middle of the night.</p>
<h3>Share this</h3></article>
<aside class="related"><h2>Related</h2><ul><li><a href="/x">Ten teas you must try this year</a></li></ul></aside>
</main><div hidden>Hidden words that nobody sees.</div><footer><p>All rights reserved.</p></footer></body></html>"""


def read_xml(data: bytes) -> Source:
    found = xml.documents(data, Fields())
    assert isinstance(found, Source)
    return found


def pairs(source: Source) -> list[tuple[str | None, str]]:
    return [(block.kind, block.text) for block in source.blocks or ()]


def body(document: Document, leave_out: tuple[str, ...]) -> str:
    return "\n".join(
        document.text[block.start : block.end]
        for block in document.blocks
        if block.kind not in leave_out
    )


def test_html_keeps_structure_and_leaves_out_the_page_around_it(tmp_path: Path) -> None:
    (tmp_path / "tea.html").write_text(PAGE, encoding="utf-8")
    document = read_document(tmp_path, "tea.html")
    found = [
        (block.kind, block.level, document.text[block.start : block.end][:24])
        for block in document.blocks
    ]
    assert found == [
        ("title", 0, "Tea at night"),
        ("byline", 0, "By Jane Doe"),
        ("paragraph", 0, "Many people drink tea in"),
        ("heading", 2, "What it does"),
        ("paragraph", 0, "Black tea holds caffeine"),
        ("quote", 0, '"I slept badly until I s'),
        ("heading", 2, "What to drink"),
        ("list_item", 0, "Camomile, which holds no"),
        ("list_item", 0, "Warm milk"),
        ("caption", 0, "Caffeine in a cup"),
        ("table", 0, "Drink | mg"),
        ("table", 0, "Tea | 40"),
        ("caption", 0, "A cup of camomile."),
        ("paragraph", 0, "Whatever you choose, a s"),
    ]
    assert (document.title, document.byline) == ("Tea at night", "Jane Doe")
    assert document.date == "2024-05-03"
    assert "Café drinks hold more of it" in document.text
    assert document.cleaning["boilerplate"] > 0
    assert document.offsets is None


def test_html_repeated_paragraphs_are_left_out_and_counted(tmp_path: Path) -> None:
    paragraph = "<p>Black tea holds caffeine, which can delay sleep by an hour or more in people who are sensitive to it.</p>"
    page = f"<article><h1>Tea</h1>{paragraph}{paragraph}<p>Camomile holds no caffeine, so it is a better choice late in the evening.</p></article>"
    (tmp_path / "tea.html").write_text(page)
    document = read_document(tmp_path, "tea.html")
    assert document.text.count("Black tea") == 1
    assert document.cleaning["duplicate_block"] == 1


def test_html_without_an_article_is_read_by_its_markup() -> None:
    source = html.read(b"<div>Just one short line.</div><nav><a href='/'>Home</a></nav>")
    assert pairs(source) == [(None, "Just one short line.")]
    assert source.boilerplate == 1


def test_html_page_that_claims_another_encoding_in_a_declaration() -> None:
    page = b'<?xml version="1.0" encoding="utf-8"?><html><body><p>A line of plain text.</p></body></html>'
    assert pairs(html.read(page)) == [(None, "A line of plain text.")]


def test_markdown_blocks() -> None:
    source = markdown.read(
        b"---\ntitle: 'Tea at night'\nauthor: Jane Doe\ndate: 3 May 2024\n---\n"
        b"# Tea at night\n\nTea is *often* drunk\nlate; see [the list](http://x.org).\n\n"
        b"## What to drink\n\n- Camomile\n- Warm milk,\n  if you like it\n\n1. Boil\n2. Pour\n\n"
        b"> I slept well.\n\n| Drink | mg |\n|---|---|\n| Tea | 40 |\n\n"
        b"```\ncode()\n```\n\n![A cup](cup.png)\n\n<!-- note -->\n\n<p>Raw &amp; ready.</p>\n"
    )
    assert pairs(source) == [
        ("title", "Tea at night"),
        (None, "Tea is often drunk late; see the list."),
        ("heading", "What to drink"),
        ("list_item", "Camomile"),
        ("list_item", "Warm milk, if you like it"),
        ("list_item", "Boil"),
        ("list_item", "Pour"),
        ("quote", "I slept well."),
        ("table", "Drink | mg"),
        ("table", "Tea | 40"),
        ("code", "code()"),
        (None, ""),
        (None, "Raw & ready."),
    ]
    assert (source.title, source.byline, source.date) == ("Tea at night", "Jane Doe", "3 May 2024")
    assert source.boilerplate == 1


def test_markdown_title_may_stand_in_the_front_matter_alone() -> None:
    source = markdown.read(b"---\ntitle: Tea\n---\nSome words.\n")
    assert pairs(source) == [("title", "Tea"), (None, "Some words.")]


QUESTIONS = """<?xml version="1.0" encoding="UTF-8"?>
<Document id="1" source="X"><Focus>Gout</Focus><Codes><CUI>C001</CUI></Codes><QAPairs>
<QAPair pid="1"><Question qid="1">What is gout ?</Question><Answer>Gout is a painful disease of
the joints.

Common causes include - too much meat  - too little water

Outlook

Most people get better within a week or two, whether or not they are treated for it.</Answer></QAPair>
</QAPairs></Document>"""


def test_xml_questions_and_answers(tmp_path: Path) -> None:
    (tmp_path / "gout.xml").write_text(QUESTIONS, encoding="utf-8")
    document = read_document(tmp_path, "gout.xml")
    found = [(block.kind, document.text[block.start : block.end]) for block in document.blocks]
    assert found == [
        ("title", "Gout"),
        ("heading", "What is gout ?"),
        ("paragraph", "Gout is a painful disease of the joints."),
        ("paragraph", "Common causes include"),
        ("list_item", "too much meat"),
        ("list_item", "too little water"),
        ("heading", "Outlook"),
        (
            "paragraph",
            "Most people get better within a week or two, whether or not they are treated for it.",
        ),
    ]
    assert document.title == "Gout"
    assert document.cleaning["boilerplate"] == 1


def test_xml_of_another_vocabulary() -> None:
    source = read_xml(
        b"<article xmlns='urn:x'><front><article-title>On tea</article-title><author>J. Doe</author>"
        b"<id>a-1</id></front><sec><title>Methods</title><p>We drank <i>much</i> tea.</p>"
        b"<note>It was quite hot in the room.</note></sec></article>"
    )
    assert pairs(source) == [
        ("title", "On tea"),
        ("byline", "J. Doe"),
        ("heading", "Methods"),
        ("paragraph", "We drank much tea."),
        (None, "It was quite hot in the room."),
    ]
    assert (source.title, source.byline, source.boilerplate) == ("On tea", "J. Doe", 1)


def test_xml_that_grows_when_it_is_read_is_a_bomb() -> None:
    lines = "".join(f"<!ENTITY e{i} '{f'&e{i - 1};' * 10}'>" for i in range(1, 12))
    data = f"<!DOCTYPE d [<!ENTITY e0 'ha'>{lines}]><d><p>Laugh &e11; now.</p></d>".encode()
    with pytest.raises(UnreadableError, match="an XML bomb"):
        read_xml(data)


def test_html_that_is_nested_as_in_no_page_is_not_read_in_part() -> None:
    with pytest.raises(UnreadableError, match="over 2,000 deep"):
        html.read(b"<div>" * 100_000 + b"A sentence at the bottom.")


def test_xml_entities_are_neither_fetched_nor_expanded(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("not for you")
    source = read_xml(
        f"<!DOCTYPE d [<!ENTITY x SYSTEM 'file://{secret}'><!ENTITY e0 'ha'>]>"
        "<d><p>Before &x; after.</p><p>Laugh &e0; now, caf&eacute;.</p></d>".encode()
    )
    text = " ".join(block.text for block in source.blocks or ())
    assert "not for you" not in text
    assert len(text) < 200
    assert "Before" in text
    assert "café" in text


def test_xml_that_is_none() -> None:
    assert read_xml(b"plain words").reason == "not XML: no element could be read"
