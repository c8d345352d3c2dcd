"""Exports of programs and services, each read as what it is: one document a post, entry, abstract
or article, with its title, and without comments and references."""

# ruff: noqa: E501  exports stand here as they come
from __future__ import annotations

import json
from pathlib import Path

import pytest

from exports_read import KINDS, counts
from hedgerow.sources.base import Source
from hedgerow.sources.readers import read_sources
from hedgerow.sources.records import Fields
from hedgerow.text.blocks.document import document_of
from samples import docx, docx_paragraph

BAKERY = "The bakery opens at six. Its ovens may be older than the street itself."
HARBOUR = "The harbour froze in January. Ferries were kept in port for nine days."
GARDEN = "A garden needs water. Most gardeners say that rain alone is not enough."


def read(folder: Path, name: str, content: bytes | str) -> dict[str, Source]:
    (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    found = list(read_sources(folder, name, Fields(), lambda doc_id: True))
    assert len(dict(found)) == len(found)
    return dict(found)


def text_of(source: Source) -> str:
    if source.text is not None:
        return source.text
    return "\n".join(block.text for block in source.blocks or ())


def kinds(source: Source) -> list[tuple[str | None, str]]:
    return [(block.kind, block.text) for block in source.blocks or ()]


WXR = f"""<?xml version="1.0" encoding="UTF-8"?>
<!-- This is an export of a blog. It holds <item> and <rss> in a comment. -->
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Town blog</title><wp:wxr_version>1.2</wp:wxr_version>
<wp:author><wp:author_login>jo</wp:author_login></wp:author>
<item><title>Bread &amp; butter</title><link>https://t.example/7</link>
<pubDate>Tue, 02 Jan 2024 08:00:00 +0000</pubDate><dc:creator><![CDATA[jo]]></dc:creator>
<content:encoded><![CDATA[<!-- wp:paragraph --><p class="lead">{BAKERY}</p><!-- /wp:paragraph -->
<!-- wp:heading {{"level":3}} --><h3>Hours &#8211; winter</h3><!-- /wp:heading -->
[gallery ids="1,2"]<ul><li>Monday to Friday</li></ul>
[caption id="a" width="30"]<img src="x.jpg"/> The old oven[/caption]]]></content:encoded>
<excerpt:encoded><![CDATA[Short form.]]></excerpt:encoded><wp:post_id>7</wp:post_id>
<wp:post_date>2024-01-02 08:00:00</wp:post_date><wp:post_type>post</wp:post_type>
<wp:status>publish</wp:status><wp:comment><wp:comment_content>First!</wp:comment_content></wp:comment></item>
<item><title>Photo</title><wp:post_id>8</wp:post_id><wp:post_type>attachment</wp:post_type></item>
<item><title>Classic</title><content:encoded><![CDATA[{HARBOUR}

{GARDEN}

<h2>More</h2>
[contact-form-7 id="3" title="x"]A last line of the post.]]></content:encoded><wp:post_id>9</wp:post_id>
<wp:post_type>page</wp:post_type><wp:status>publish</wp:status></item>
<item><title>Gone</title><content:encoded><![CDATA[Thrown away.]]></content:encoded>
<wp:post_id>10</wp:post_id><wp:post_type>post</wp:post_type><wp:status>trash</wp:status></item>
</channel></rss>"""


def test_wordpress_gives_a_document_for_each_post(tmp_path: Path) -> None:
    found = read(tmp_path, "blog.xml", WXR)
    assert list(found) == ["blog.xml#7", "blog.xml#9", "blog.xml#10"]
    post, classic, gone = found.values()
    assert kinds(post) == [
        ("title", "Bread & butter"),
        (None, BAKERY),
        ("heading", "Hours – winter"),
        ("list_item", "Monday to Friday"),
        ("caption", "The old oven"),
    ]
    assert (post.title, post.byline, post.date) == ("Bread & butter", "jo", "2024-01-02 08:00:00")
    assert kinds(classic)[1:] == [
        (None, HARBOUR), (None, GARDEN), ("heading", "More"), (None, "A last line of the post."),
    ]  # fmt: skip
    assert "trash" in (gone.reason or "")


@pytest.mark.parametrize(
    ("name", "content", "ids"),
    [
        (
            "feed.rss",
            f"<rss version='2.0'><channel><title>News</title><item><guid>g1</guid><title>One</title>"
            f"<description>&lt;p&gt;{BAKERY}&lt;/p&gt;&lt;p&gt;{GARDEN}&lt;/p&gt;</description></item>"
            f"<item><link>https://n.example/2</link><description>{HARBOUR}</description></item>"
            "</channel></rss>",
            ["g1", "https://n.example/2"],
        ),
        (
            "feed.xml",
            "<feed xmlns='http://www.w3.org/2005/Atom'><title>News</title><entry><id>urn:1</id>"
            f"<title type='html'>One &amp;amp; all</title><author><name>Jo</name></author>"
            f"<updated>2024-05-01</updated><content type='html'>&lt;p&gt;{BAKERY}&lt;/p&gt;&lt;p&gt;"
            f"{GARDEN}&lt;/p&gt;</content></entry><entry><id>urn:2</id><title>Two</title><content"
            " type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>"
            f"<p>{HARBOUR}</p></div></content></entry></feed>",
            ["urn:1", "urn:2"],
        ),
        (
            "rdf.xml",
            "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'"
            " xmlns='http://purl.org/rss/1.0/'><channel><title>N</title></channel><item><link>l1</link>"
            f"<title>One</title><description>&lt;p&gt;{BAKERY}&lt;/p&gt;&lt;p&gt;{GARDEN}&lt;/p&gt;"
            f"</description></item><item><link>l2</link><description>{HARBOUR}</description></item>"
            "</rdf:RDF>",
            ["l1", "l2"],
        ),
    ],
)
def test_feeds_give_a_document_for_each_entry(tmp_path: Path, name, content, ids) -> None:
    found = read(tmp_path, name, content)
    assert list(found) == [f"{name}#{one}" for one in ids]
    first, second = found.values()
    assert [text for kind, text in kinds(first) if kind != "title"] == [BAKERY, GARDEN]
    assert HARBOUR in text_of(second)
    assert "<" not in text_of(first)


def pubmed(pmid: int, title: str, parts: str) -> str:
    return (
        f"<PubmedArticle><MedlineCitation><PMID Version='1'>{pmid}</PMID><Article><Journal><Title>"
        f"Annals of Towns</Title></Journal><ArticleTitle>{title}</ArticleTitle>{parts}<AuthorList>"
        "<Author><LastName>Hall</LastName><ForeName>Jo</ForeName></Author><Author><CollectiveName>"
        "Town Group</CollectiveName></Author></AuthorList><ArticleDate><Year>2021</Year><Month>3"
        "</Month><Day>9</Day></ArticleDate></Article><CommentsCorrectionsList><CommentsCorrections>"
        "<PMID>1</PMID></CommentsCorrections></CommentsCorrectionsList></MedlineCitation><PubmedData>"
        "<ReferenceList><Reference><Citation>A cited work.</Citation></Reference></ReferenceList>"
        "</PubmedData></PubmedArticle>"
    )


def test_pubmed_gives_a_document_for_each_abstract(tmp_path: Path) -> None:
    labelled = (
        f"<Abstract><AbstractText Label='AIM'>{BAKERY}</AbstractText><AbstractText Label='RESULTS'>"
        f"<i>{HARBOUR}</i></AbstractText><CopyrightInformation>Ours.</CopyrightInformation></Abstract>"
    )
    content = (
        '<?xml version="1.0"?><!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle//EN" "x">'
        "<PubmedArticleSet>"
        + pubmed(11, "Ovens of <b>old</b>.", labelled)
        + pubmed(12, "[Rain].", f"<Abstract><AbstractText>{GARDEN}</AbstractText></Abstract>")
        + pubmed(13, "No abstract.", "")
        + "</PubmedArticleSet>"
    )
    found = read(tmp_path, "export.xml", content)
    assert list(found) == [f"export.xml#{pmid}" for pmid in (11, 12, 13)]
    first, second, third = found.values()
    assert kinds(first) == [
        ("title", "Ovens of old."), ("heading", "AIM"), ("paragraph", BAKERY),
        ("heading", "RESULTS"), ("paragraph", HARBOUR),
    ]  # fmt: skip
    assert (first.byline, first.date) == ("Jo Hall, Town Group", "2021-03-09")
    assert GARDEN in text_of(second)
    assert third.reason == "the record has no abstract"


JATS = f"""<!DOCTYPE article PUBLIC "-//NLM//DTD JATS (Z39.96)//EN" "JATS.dtd"><article><front>
<journal-meta><journal-title>Annals of Towns</journal-title></journal-meta><article-meta>
<article-id pub-id-type="doi">10.1/t.1</article-id><title-group><article-title>Ovens<xref ref-type="fn"
rid="f">*</xref> of <italic>old</italic></article-title></title-group><contrib-group><contrib
contrib-type="author"><name><surname>Hall</surname><given-names>Jo</given-names></name></contrib>
<contrib contrib-type="editor"><name><surname>Ed</surname></name></contrib></contrib-group>
<pub-date><year>2019</year></pub-date><pub-date><day>4</day><month>11</month><year>2020</year></pub-date>
<abstract><p>{GARDEN}</p></abstract><kwd-group><kwd>oven</kwd></kwd-group></article-meta></front><body>
<sec><title>Findings</title><p>{BAKERY}<sup><xref ref-type="bibr" rid="b">2</xref>,<xref>3</xref></sup>
{HARBOUR}<fn><p>Noted below.</p></fn> That is all.</p><list><list-item><label>1.</label><p>Bake early.</p>
</list-item></list><fig><label>Figure 1</label><caption><title>Oven</title><p>The oven at dawn.</p></caption>
<graphic/></fig><table-wrap><label>Table 1</label><table><tr><th>Town</th><th>Ovens</th></tr></table>
</table-wrap><sec><title>Deeper</title><p>Nested text.</p></sec></sec></body><back><ref-list><title>References
</title><ref><mixed-citation>Hall J. Old ovens.</mixed-citation></ref></ref-list></back>
<sub-article><front-stub/><body><p>A review of the article.</p></body></sub-article></article>"""


def test_jats_keeps_what_is_beside_the_sentences_apart(tmp_path: Path) -> None:
    (source,) = read(tmp_path, "a.nxml", JATS).values()
    assert (source.title, source.byline, source.date) == ("Ovens* of old", "Jo Hall", "2020-11-04")
    assert kinds(source)[1:] == [
        ("summary", GARDEN),
        ("heading", "Findings"),
        (None, f"{BAKERY} {HARBOUR} That is all."),
        ("note", "Noted below."),
        ("list_item", "Bake early."),
        ("caption", "Figure 1"),
        ("heading", "Oven"),
        ("caption", "The oven at dawn."),
        ("caption", "Table 1"),
        ("table", "Town | Ovens"),
        ("heading", "Deeper"),
        (None, "Nested text."),
    ]
    assert "References" not in text_of(source) and "review" not in text_of(source)


def test_a_set_of_jats_articles_is_many_documents(tmp_path: Path) -> None:
    article = JATS.partition(">")[2]
    content = f"<pmc-articleset>{article}{article.replace('10.1/t.1', '10.1/t.2')}</pmc-articleset>"
    found = read(tmp_path, "set.xml", content)
    assert list(found) == ["set.xml#10.1/t.1", "set.xml#10.1/t.2"]
    assert all(BAKERY in text_of(source) for source in found.values())


TEI = f"""<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="t1"><teiHeader><fileDesc><titleStmt><title>Letters
</title><author>Jo Hall</author></titleStmt><publicationStmt><p>Free to read for everybody at home.</p><date
when="1903-05-01"/></publicationStmt><sourceDesc><p>A box of paper found in an attic.</p></sourceDesc>
</fileDesc></teiHeader><text><body><div><head>First letter</head><p>We saw the <choice><orig>gaol</orig><reg>
jail</reg></choice>, <choice><abbr>Dr</abbr><expan>Doctor</expan></choice> Bell and the har<lb break="no"/>bour.
<note>An editor's remark.</note> {GARDEN}</p><p>She said <q>come in</q> and <del>left</del><add>sat</add> down.</p>
<lg><l>The wheel is still,</l><l>the mill is cold.</l></lg><sp><speaker>Ann</speaker><p>Will it turn?</p></sp>
<list><item>Bread for two.</item></list><table><row><cell>Oats</cell><cell>3</cell></row></table></div></body>
<back><listBibl><bibl>Old works.</bibl></listBibl></back></text></TEI>"""


def test_tei_takes_one_reading_and_leaves_out_the_header(tmp_path: Path) -> None:
    (source,) = read(tmp_path, "t.tei", TEI).values()
    assert (source.title, source.byline, source.date) == ("Letters", "Jo Hall", "1903-05-01")
    assert kinds(source)[1:] == [
        ("heading", "First letter"),
        ("paragraph", f"We saw the jail, Doctor Bell and the harbour. {GARDEN}"),
        ("note", "An editor's remark."),
        ("paragraph", "She said come in and sat down."),
        ("paragraph", "The wheel is still, the mill is cold."),
        ("speaker", "Ann"),
        ("paragraph", "Will it turn?"),
        ("list_item", "Bread for two."),
        ("table", "Oats | 3"),
    ]


def test_a_tei_corpus_is_many_documents(tmp_path: Path) -> None:
    second = TEI.replace('"t1"', '"t2"')
    found = read(tmp_path, "c.xml", f"<teiCorpus><teiHeader/>{TEI}{second}</teiCorpus>")
    assert list(found) == ["c.xml#t1", "c.xml#t2"]


LEXIS = f"""
                               1 of 2 DOCUMENTS

                              The Town Courier (Leeds)

                            March 3, 2015 Tuesday
                                Final Edition

Ovens may go, baker says

BYLINE: Jo Hall

SECTION: LOCAL; Pg. 3

LENGTH: 24 words

{BAKERY}

{HARBOUR}

LOAD-DATE: March 4, 2015

LANGUAGE: ENGLISH

                     Copyright 2015 Town Courier Ltd
                          All Rights Reserved

                               2 of 2 DOCUMENTS

                              The Town Courier (Leeds)

                            4 March 2015

Gardens want rain

LENGTH: 12 words

{GARDEN}

LOAD-DATE: March 5, 2015
"""

UNI = f"""Ovens may go, baker says
The Town Courier
March 3, 2015 Tuesday

Copyright 2015 Town Courier Ltd All Rights Reserved
Section: LOCAL; Pg. 3
Length: 24 words
Byline: Jo Hall
Body

{BAKERY}

{HARBOUR}

Classification

Language: ENGLISH
Publication-Type: Newspaper
Load-Date: March 4, 2015

End of Document

Gardens want rain
The Town Courier
March 4, 2015 Wednesday

Copyright 2015 Town Courier Ltd
Length: 12 words
Body

{GARDEN}

Load-Date: March 5, 2015

End of Document
"""

FACTIVA = f"""Ovens may go, baker says

By Jo Hall
24 words
3 March 2015
The Town Courier
TCOUR
3
English
(c) 2015 Town Courier Ltd

{BAKERY}

{HARBOUR}

Document TCOUR00020150303eb3300001

Gardens want rain

12 words
4 March 2015
The Town Courier
TCOUR
English
(c) 2015 Town Courier Ltd

{GARDEN}

Document TCOUR00020150304eb3400002

Search Summary
Text: ovens OR gardens
"""

CODED = f"""SE  LOCAL
HD  Ovens may go, baker says
BY  By Jo Hall
WC  24 words
PD  3 March 2015
SN  The Town Courier
LA  English
CY  (c) 2015 Town Courier Ltd
LP
{BAKERY}
TD
{HARBOUR}
CO  twnlt : Town Ltd
IN  i41 : Food
AN  Document TCOUR00020150303eb3300001

Document TCOUR00020150303eb3300001

HD  Gardens want rain
WC  12 words
PD  4 March 2015
LP
{GARDEN}
AN  Document TCOUR00020150304eb3400002

Document TCOUR00020150304eb3400002
"""


def rtf(text: str) -> bytes:
    lines = text.split("\n")
    return b"{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0 Arial;}}\\f0 " + b"\\par\n".join(
        line.encode("cp1252") for line in lines
    ) + b"}"  # fmt: skip


def word(text: str) -> bytes:
    from xml.sax.saxutils import escape

    return docx("".join(docx_paragraph(escape(line)) for line in text.split("\n")))


@pytest.mark.parametrize(
    "layout", [LEXIS, UNI, FACTIVA, CODED], ids="lexis uni factiva coded".split()
)
@pytest.mark.parametrize(
    ("name", "make"), [("e.txt", str.encode), ("e.rtf", rtf), ("e.docx", word), ("e.doc", rtf)]
)
def test_news_exports_give_a_document_for_each_article(tmp_path, layout, name, make) -> None:
    found = read(tmp_path, name, make(layout))
    assert len(found) == 2, {doc_id: text_of(source)[:60] for doc_id, source in found.items()}
    first, second = found.values()
    assert (first.title, second.title) == ("Ovens may go, baker says", "Gardens want rain")
    assert first.byline in ("Jo Hall", "By Jo Hall")
    assert "March" in (first.date or "") and "2015" in (first.date or "")
    body = text_of(first).replace(first.title or "", "").split()
    assert " ".join(body) == f"{BAKERY} {HARBOUR}"
    assert " ".join(text_of(second).replace(second.title or "", "").split()) == GARDEN


def test_a_text_that_only_mentions_such_marks_is_no_export(tmp_path: Path) -> None:
    text = f"We read 1 of 2 documents.\n\n{BAKERY}\n\nThe end of Document 7 is here."
    (source,) = read(tmp_path, "a.txt", text).values()
    assert source.text == text


ZOTERO = (
    '\ufeff"Key","Item Type","Publication Year","Author","Title","Publication Title","ISSN","Url",'
    '"Abstract Note","Date","Notes"\r\n'
    f'"AB12","journalArticle","2021","Hall, Jo; Bell, Ann","Ovens of old","Annals","1","http://x",'
    f'"{BAKERY} {HARBOUR}","2021-03-09","<p>A note.</p>"\r\n'
    f'"CD34","journalArticle","2020","Bell, Ann","Rain","Annals","1","","{GARDEN}","2020",""\r\n'
)


def test_zotero_gives_its_abstracts(tmp_path: Path) -> None:
    found = read(tmp_path, "zotero.csv", ZOTERO)
    assert list(found) == ["zotero.csv#AB12", "zotero.csv#CD34"]
    first = found["zotero.csv#AB12"]
    assert (first.text, first.title) == (f"{BAKERY} {HARBOUR}", "Ovens of old")
    assert (first.byline, first.date) == ("Hall, Jo; Bell, Ann", "2021-03-09")


@pytest.mark.parametrize(
    ("content", "ids"),
    [
        ({"title": "One", "body": BAKERY}, None),
        ([{"id": 1, "text": BAKERY}, {"id": 2, "text": GARDEN}], ["1", "2"]),
        ({"count": 2, "articles": [{"url": "u1", "content": BAKERY}, {"url": "u2", "content": GARDEN}]},
         ["u1", "u2"]),
        ({"data": {"children": [{"data": {"id": "x", "body": BAKERY}}, {"data": {"id": "y", "body":
         GARDEN}}]}}, ["x", "y"]),
        ({"p1": {"text": BAKERY}, "p2": {"text": GARDEN}}, ["p1", "p2"]),
        ([{"id": 5, "title": {"rendered": "One"}, "content": {"rendered": f"<p>{BAKERY}</p>"}},
          {"id": 6, "title": {"rendered": "Two"}, "content": {"rendered": f"<p>{GARDEN}</p>"}}],
         ["5", "6"]),
        ({"response": {"docs": [{"_source": {"text": BAKERY}}, {"_source": {"text": GARDEN}}]}},
         ["1", "2"]),
        ([BAKERY, GARDEN], ["1", "2"]),
        ({"columns": ["doc_id", "Full Text"], "index": [0, 1], "data": [["a", BAKERY], ["b", GARDEN]]},
         ["a", "b"]),
        ({"title": {"0": "One", "1": "Two"}, "text": {"0": BAKERY, "1": GARDEN}}, ["1", "2"]),
        ({"title": ["One", "Two"], "text": [BAKERY, GARDEN]}, ["1", "2"]),
        ({"title": "One", "text": [BAKERY, GARDEN], "tags": ["a", "b"]}, None),
        ({"text": [BAKERY, GARDEN], "author": ["Ann Green", "Bo Hall"], "title": "One"}, None),
        ({"status": "ok", "articles": [{"publishedAt": "2024-01-02", "Article Text": BAKERY},
                                       {"publishedAt": "2024-01-03", "Article Text": GARDEN}]},
         ["1", "2"]),
    ],
)  # fmt: skip
def test_json_files_hold_an_article_or_many(tmp_path: Path, content, ids) -> None:
    found = read(tmp_path, "a.json", json.dumps(content))
    assert list(found) == (["a.json"] if ids is None else [f"a.json#{one}" for one in ids])
    assert BAKERY in text_of(next(iter(found.values())))
    for doc_id, source in found.items():
        assert document_of(doc_id, source).reason is None


def test_json_lines_and_other_encodings_under_the_ending_json(tmp_path: Path) -> None:
    lines = f'{{"id": "a", "text": "{BAKERY}"}}\n{{"id": "b", "text": "{GARDEN}"}}\n'
    assert list(read(tmp_path, "l.json", lines)) == ["l.json#a", "l.json#b"]
    (source,) = read(tmp_path, "w.json", json.dumps({"text": BAKERY}).encode("utf-16")).values()
    assert source.text == BAKERY


def test_json_objects_one_after_another_are_records(tmp_path: Path) -> None:
    entries = [{"id": "a", "text": BAKERY}, {"id": "b", "text": GARDEN}]
    content = "\n\n".join(json.dumps(entry, indent=2) for entry in entries) + "\n"
    found = read(tmp_path, "a.json", content)
    assert [source.text for source in found.values()] == [BAKERY, GARDEN]
    assert list(found) == ["a.json#a", "a.json#b"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b'{"text": "cut', "not JSON"),
        (b"", "not JSON"),
        (b'{"words": 1}', "no field with the text"),
        (b"[1, 2]", "not a JSON object"),
        (b"[" * 100_000, "not JSON"),
        (b'"text"', "no field with the text"),
        (b"0", "no field with the text"),
        (b"-1.5", "no field with the text"),
        (b"true", "no field with the text"),
        (b"null", "no field with the text"),
        (b"NaN", "no field with the text"),
        (b"0 1", "not a JSON object"),
    ],
)
def test_json_that_is_not_read_has_its_reason(tmp_path: Path, content: bytes, reason: str) -> None:
    found = read(tmp_path, "a.json", content)
    assert all(reason in (source.reason or "") for source in found.values())


def test_exports_are_counted_by_kind(tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    report.write_text(
        "<testsuites><testsuite><testcase name='test_zotero_gives'/><testcase name='test_other'/>"
        "<testcase name='test_feeds[a]'/><testcase name='test_feeds[b]'><failure/></testcase>"
        "</testsuite></testsuites>"
    )
    read, every = counts(report)
    assert (read[KINDS["test_zotero"]], every[KINDS["test_zotero"]]) == (1, 1)
    assert (read[KINDS["test_feeds"]], every[KINDS["test_feeds"]]) == (1, 2)
    assert every.total() == 3
