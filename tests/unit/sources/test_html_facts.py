"""What a page says about itself: title, author, date; where its links lead."""

from __future__ import annotations

import pytest

from hedgerow.sources.html_dates import iso_date
from hedgerow.sources.html_facts import Facts, facts_of, with_lines
from hedgerow.sources.html_tree import flatten, parse
from hedgerow.sources.link_classes import AGENCY, OTHER, SHOP, STUDY, link_class, outgoing


def facts(head: str = "", body: str = "") -> Facts:
    tree = parse(f"<html><head>{head}</head><body>{body}</body></html>")
    assert tree is not None
    return with_lines(facts_of(tree), flatten(tree).elements)


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (
            '<script type="application/ld+json">'
            '{"@type":"NewsArticle","author":{"name":"Ann Green"}}'
            '</script><meta name="author" content="admin">',
            "",
        ),
        ('<meta name="author" content="By Ann Green">', ""),
        ("", '<h1>Rye</h1><div class="post__authorName">Ann Green</div><p>Text.</p>'),
        ("", "<h1>Rye</h1><p>By Ann Green | May 3, 2024</p><p>Text.</p>"),
        ("", "<h1>Rye</h1><p>Written by</p><p>Ann Green</p><p>Text.</p>"),
        ("", '<h1>Rye</h1><p>At work: <a href="/staff/ann-green">Ann Green</a></p><p>Text.</p>'),
        ("", "<h1>Rye</h1><p>Published May 3, 2024 by Ann Green</p>"),
        ("", "<h1>Rye</h1><p>Ann Green</p><p>May 3, 2024</p><p>Text.</p>"),
        ("", "<h1>Rye</h1><p class='byline'>ByAnn Green - June 3, 2024</p>"),
        (
            '<script type="application/ld+json">{"@type":"Article",'
            '"author":{"@type":"Organization","name":"Mill Ltd"}}</script>',
            "<h1>Rye</h1><span class='author'>Ann Green</span>",
        ),
        ('<meta name="author" content="webteam">', "<h1>Rye</h1><p>By: Ann Green</p>"),
        (
            "",
            "<h1>Rye</h1><p>Text.</p><p class='author-bio'>A text written by Ann Green, baker",
        ),
        (
            "",
            '<h1>Rye</h1><span itemprop="author"><b itemprop="name">Ann Green</b> 120 posts</span>',
        ),
    ],
)
def test_an_author_is_named_by_data_markup_or_a_line(head: str, body: str) -> None:
    assert facts(head, body).author == "Ann Green"


@pytest.mark.parametrize(
    "line",
    [
        "By the river we sat down.",
        "By Monday the town was empty.",
        "Stand by your oven",
        "Posted by admin",
        "Author: 4711",
        "By March",
    ],
)
def test_a_line_with_by_need_not_name_an_author(line: str) -> None:
    assert facts("", f"<h1>Rye</h1><p>{line}</p>").author is None


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ('<meta property="article:published_time" content="2024-05-03T08:00:00Z">', ""),
        (
            '<script type="application/ld+json">{"@graph":[{"@type":"BlogPosting",'
            '"datePublished":"2024-05-03"}]}</script>',
            "<time datetime='2025-01-01'>today</time>",
        ),
        ("", "<h1>Rye</h1><time>May 3, 2024</time>"),
        ("", '<h1>Rye</h1><p class="entry-date">Posted on 3rd May 2024</p>'),
        ("", "<h1>Rye</h1><p>Baked and written on 2024/5/3</p>"),
        (
            '<meta property="article:published_time" content="2019-01-01">',
            "<h1>Rye</h1><p>Friday, May 3, 2024</p>",
        ),
        ('<meta name="published-date" content="2024-05-03">', "<h1>Rye</h1>"),
        ("", f"<h1>Rye</h1>{'<p>One more line of text.</p>' * 20}<p>Posted on 05-03-2024</p>"),
    ],
)
def test_a_date_is_a_day(head: str, body: str) -> None:
    assert facts(head, body).date == "2024-05-03"


@pytest.mark.parametrize(
    "line",
    [
        "Updated May 3, 2024",
        "Last updated: 3 May 2024",
        "3 comments | Last modified 2024-05-03",
        "Edited May 3rd, 2024",
        "This page was revised on 05/03/2024",
    ],
)
def test_the_day_of_a_change_is_the_date_where_no_other_is_given(line: str) -> None:
    body = f"<h1>Rye</h1><p>{line}</p><p>Text.</p>"
    stated = '<meta property="article:published_time" content="2019-01-01">'
    assert facts("", body).date == "2024-05-03"
    assert facts(stated, body).date == "2019-01-01"


@pytest.mark.parametrize(
    "sentence",
    [
        "On 2 Dec 2020, we had the last letter of the miller:",
        "The mill burned down on May 3, 2019 and nobody has built it anew.",
        "It all began in 1900. May 3, 2019 was the end.",
        "Was it really on 3 May 2019 that the first loaf was sold?",
        "We baked, we sold, and we closed the shop on 2019-05-03!",
    ],
)
def test_a_day_in_a_sentence_is_not_the_date(sentence: str) -> None:
    assert facts("", f"<h1>Rye</h1><p>{sentence}</p><p>Text.</p>").date is None


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="x" itemprop="datePublished dateCreated" content="2024-05-03T09:00Z">',
        '<meta itemprop="dateModified datePublished" content="2024-05-03">',
        '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2024-05-03"}'
        "</script>",
        '<link rel="canonical" href="https://paper.example/2024/05/03/rye">',
        '<meta property="og:url" content="https://paper.example/town/2024/5/3/">',
    ],
)
def test_a_date_is_stated_for_machines_in_several_places(head: str) -> None:
    assert facts(head, "<h1>Rye</h1><p>Text.</p>").date == "2024-05-03"


@pytest.mark.parametrize(
    "line",
    [
        '<a href="/u/rye_baker">rye_baker</a> in Bread, 1 year ago',
        '<a href="https://board.example/users/17/rye-baker">rye_baker</a>',
        '<a href="member.php?s=1&amp;u=17">rye_baker</a> Registered user',
        '<a href="./memberlist.php?mode=viewprofile&amp;u=4">rye_baker</a>',
        '<a href="/members/rye-baker.12/">rye_baker</a> said:',
    ],
)
def test_who_began_a_thread_is_its_author(line: str) -> None:
    body = f"<h1>Rye</h1><div>{line}</div><p>Text.</p><a href='/u/other'>other</a>"
    assert facts("", body).author == "rye_baker"


def test_an_author_is_found_by_the_id_that_an_article_gives() -> None:
    data = (
        '{"@graph":[{"@type":"Article","author":{"@id":"#ann"}},'
        '{"@type":"Person","@id":"#ann","name":"Ann Green"}]}'
    )
    head = f'<script type="application/ld+json">{data}</script>'
    assert facts(head, "<h1>Rye</h1>").author == "Ann Green"


def test_a_name_for_machines_inside_the_markup_of_an_author_is_read() -> None:
    body = (
        '<h1>Rye</h1><div itemprop="author"><a>Ann</a><meta itemprop="name" content="Ann Green">'
        '</div><div itemprop="author"><b itemprop="name">Ben</b></div>'
    )
    assert facts("", body).author == "Ann Green"


@pytest.mark.parametrize(
    "glued", ["Business Columnist", " Baker", ", Town Desk", "Ann Green", " @ann"]
)
def test_what_a_line_has_after_the_stated_name_is_no_part_of_it(glued: str) -> None:
    stated = '<meta name="author" content="Ann Green">'
    found = facts(stated, f"<h1>Rye</h1><p>By Ann Green<span>{glued}</span></p><p>Text.</p>")
    assert found.author == "Ann Green"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("04-Aug-2021", "2021-08-04"),
        ("THURSDAY, May 24, 2018 (Corner News)", "2018-05-24"),
        ("31.12.2019", "2019-12-31"),
        ("12/31/2019", "2019-12-31"),
        ("2024 Jun 30", "2024-06-30"),
        ("20240503", "2024-05-03"),
        ("April 31, 2020", None),
        ("in 2019", None),
    ],
)
def test_days_as_pages_write_them(text: str, day: str | None) -> None:
    assert iso_date(text) == day


@pytest.mark.parametrize(
    "line",
    [
        "<ul><li>Joined May 1, 2009</li></ul>",
        "<ul><li>Joined</li><li>May 1, 2009</li></ul>",
        "<p>Last post by rye_baker, Jun 5, 2024</p>",
        "<p>The offer ends May 31, 2024</p>",
        "<p>Member since 2009-05-01</p>",
        "<p>Prices valid until 31 May 2024</p>",
    ],
)
def test_a_day_of_a_member_or_an_offer_is_not_the_date(line: str) -> None:
    assert facts("", f"<h1>Rye</h1>{line}<p>Text.</p>").date is None
    assert facts("", f"<h1>Rye</h1>{line}<p>May 3, 2024</p>").date == "2024-05-03"
    assert facts("", "<h1>Rye until noon</h1><p>May 3, 2024</p>").date == "2024-05-03"


@pytest.mark.parametrize(
    "line",
    [
        "<time>June 5, 2025</time><time>May 3, 2024</time> by Ann Green",
        "June 5, 2025 (first on May 3, 2024)",
        "05/06/2025 | 05/03/2024",
        "5 June 2025, 3 May 2024",
        "<span>2025-06-05</span> / <span>2024-05-03</span>",
    ],
)
def test_of_two_days_in_a_line_the_stated_one_is_the_date(line: str) -> None:
    stated = '<meta property="article:published_time" content="2024-05-03T08:00:00Z">'
    assert facts(stated, f"<h1>Rye</h1><p>{line}</p><p>Text.</p>").date == "2024-05-03"


@pytest.mark.parametrize(
    "item",
    [
        "<p>{day}</p><h2>A loaf of that day</h2>",
        "<h2>Bread</h2><span class='date'>{day}</span>",
        "<div>{day} | The Corner Paper</div>",
        "<p><time datetime='{day}'>then</time></p>",
        "<section><h3>News</h3><p class='entry-date'>Posted {day}</p></section>",
    ],
)
def test_the_days_of_a_list_of_news_are_none_of_the_page(item: str) -> None:
    days = ("2024-05-03", "2024-05-01", "2024-04-28", "2024-04-20")
    assert facts("", "<h1>News</h1>" + "".join(item.format(day=day) for day in days)).date is None
    thread = "".join(item.format(day=day) for day in reversed(days))
    assert facts("", "<h1>A thread</h1>" + thread).date == "2024-04-20"


@pytest.mark.parametrize(
    "head",
    [
        '<script type="application/ld+json">{"@type":"Product","name":"Rye"}</script>',
        '<script type="application/ld+json">{"@graph":[{"@type":"Product"}]}</script>',
        '<script type="application/ld+json">{"@type":"CollectionPage"}</script>',
        '<script type="application/ld+json">{"@type":["ItemList"]}</script>',
        '<meta property="og:type" content="product">',
    ],
)
def test_a_page_of_a_shop_has_no_author_and_no_date(head: str) -> None:
    body = "<h1>Rye</h1><p class='author'>Ann Green</p><p>May 3, 2024</p><p>Five stars.</p>"
    assert (facts("", body).author, facts("", body).date) == ("Ann Green", "2024-05-03")
    assert (facts(head, body).author, facts(head, body).date) == (None, None)


@pytest.mark.parametrize(
    "data",
    [
        '{"@type":"WebPage","datePublished":"2019-05-03"}',
        '{"@type":"AboutPage","datePublished":"2019-05-03"}',
        '{"@graph":[{"@type":"WebSite"},{"@type":"WebPage","datePublished":"2019-05-03"}]}',
        '{"@type":"ContactPage","datePublished":"2019-05-03"}',
        '{"@type":"VideoObject","datePublished":"2019-05-03"}',
    ],
)
def test_the_day_on_which_a_page_was_made_is_no_date_of_a_text(data: str) -> None:
    head = f'<script type="application/ld+json">{data}</script>'
    assert facts(head, "<h1>Our ovens</h1><p>Text.</p>").date is None


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Ann Green, MD", "Ann Green, MD"),
        ("Ann Green, RDN, and Ben Brown, PhD", "Ann Green, RDN, and Ben Brown, PhD"),
        ("Dr. Ann M. Green, PharmD", "Dr. Ann M. Green, PharmD"),
        (
            "Ann Green, VMD; Ben Brown, BA & Cy Black, DVM",
            "Ann Green, VMD; Ben Brown, BA & Cy Black, DVM",
        ),
        ("Ann Green Ph.D", "Ann Green Ph.D"),
        ("by annie", "annie"),
        ("Started by rye_baker", "rye_baker"),
        ("Started by Rye Bakers, June 04, 2024, 11:23:55 AM", "Rye Bakers"),
        ("Medically reviewed by Ann Green, MD", None),
        ("Fact checked by Ann Green, PhD", None),
        ("Highland Park, MD 20850", None),
        ("Ann Green, MD, is a baker of rye. She lives in town.", None),
        ("Sign in", None),
    ],
)
def test_a_line_below_the_headline_names_the_author(line: str, name: str | None) -> None:
    assert facts("", f"<h1>Rye</h1><p>{line}</p><p>Text of the page.</p>").author == name


@pytest.mark.parametrize(
    ("box", "name"),
    [
        (
            "<div>Written by:</div><div>Ann Green</div><div>Updated</div><div>May 3, 2024</div>",
            "Ann Green",
        ),
        ("<p>Ann Green</p><p>Head of Ovens</p>", "Ann Green"),
        ("<ul><li>View all posts by Ann Green</li><li>Home</li></ul>", "Ann Green"),
        ("Text by <a>Ann Green</a><br>Pictures by Ben Brown", "Ann Green"),
        ("<div>By</div><div>Ann <b>Green</b></div><div>7 min read</div>", "Ann Green"),
        ("<div>undefined</div>", None),
        ("<div>NOC Admin</div>", None),
        ("<div>Written by</div><div>Feb 11, 2019</div>", None),
    ],
)
def test_the_first_line_of_a_box_of_the_author_names_it(box: str, name: str | None) -> None:
    text = "<p>Text of the page.</p>" * 30
    assert facts("", f"<h1>Rye</h1>{text}<div class='author'>{box}</div>").author == name


@pytest.mark.parametrize(
    "firm",
    ["Millstone", "Millstone Team", "The Millstone Ltd", "millstone.example", "Millstone Editors"],
)
def test_a_person_comes_before_the_name_of_the_site(firm: str) -> None:
    head = (
        f'<link rel="canonical" href="https://millstone.example/rye">'
        f'<meta name="author" content="{firm}">'
    )
    text = "<p>Text of the page.</p>" * 30
    assert facts(head, f"<h1>Rye</h1>{text}").author == firm
    shown = f"<h1>Rye</h1>{text}<p class='author'>Ann Green</p>"
    assert facts(head, shown).author == "Ann Green"


def test_the_writer_that_a_page_states_for_previews_is_its_author() -> None:
    head = (
        '<meta name="twitter:label1" content="{}"><meta name="twitter:data1" content="Ann Green">'
    )
    assert facts(head.format("Written by"), "<h1>Rye</h1>").author == "Ann Green"
    assert facts(head.format("Price"), "<h1>Rye</h1>").author is None


def test_a_headline_without_markup_is_found_by_its_words() -> None:
    menu = "<p>Menu</p>" * 30
    body = f"{menu}<div>Rye at dawn</div><div>Ann Green</div><div>May 3, 2024</div><p>Text.</p>"
    found = facts("<title>Rye at dawn</title>", body)
    assert (found.author, found.date) == ("Ann Green", "2024-05-03")


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("https://pubmed.ncbi.nlm.nih.gov/123/", STUDY),
        ("https://www.jstor.org/stable/1", STUDY),
        ("https://press.example/doi/10.1234/abc", STUDY),
        ("https://www.nhs.uk/bread", AGENCY),
        ("https://bakery.univ.edu/rye", AGENCY),
        ("https://www.who.int/", AGENCY),
        ("https://www.amazon.co.uk/dp/1", SHOP),
        ("https://amzn.to/x", SHOP),
        ("https://mill.example/products/rye", SHOP),
        ("https://mill.example/rye?aff_id=7", SHOP),
        ("https://mill.example/rye", OTHER),
        ("https://notdoi.org.example/", OTHER),
    ],
)
def test_links_are_classed_by_their_addresses(address: str, kind: str) -> None:
    assert link_class(address) == kind


def test_links_inside_a_site_are_no_outgoing_ones() -> None:
    given = ["/a", "#b", "mailto:a@b.example", "https://shop.corner.example/x", "http://[bad",
             "https://mill.example/", "https://mill.example/"]  # fmt: skip
    assert outgoing(given, "https://www.corner.example/p") == ("https://mill.example/",)
