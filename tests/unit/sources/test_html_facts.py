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
        ("<title>Rye at dawn | The Corner Paper</title>", "<h1>Rye at dawn</h1>"),
        ('<meta property="og:title" content="Rye at dawn - The Corner Paper">', "<h1>Menu</h1>"),
        (
            "<title>Corner Paper</title><meta property='og:title' content='Rye at dawn'>"
            "<meta property='og:site_name' content='Corner Paper'>",
            "",
        ),
        (
            "<title>Rye at dawn • Bread • Corner Paper</title>"
            "<meta property='og:site_name' content='Bread • Corner Paper'>",
            "",
        ),
        (
            "<title>The Corner Paper | Rye at dawn</title>"
            "<link rel='canonical' href='https://thecornerpaper.example/rye'>",
            "<h1>The Corner Paper</h1>",
        ),
        (
            "<title>Buy Rye at dawn at Cornerpaper</title>"
            "<link rel='canonical' href='https://cornerpaper.example/rye'>",
            "<h1>Rye at dawn</h1>",
        ),
        ("<title>Rye at dawn | All our bread</title>", "<h1>Rye at dawn</h1><h1>Rolls</h1>"),
    ],
)
def test_a_title_is_that_of_the_page_and_not_of_the_site(head: str, body: str) -> None:
    assert facts(head, body).title == "Rye at dawn"


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("<title>Corner Paper</title>", "<h1>Rye at dawn</h1><h2>About the Corner Paper</h2>"),
        (
            "<title>Rye at dawn | Bread | Corner Paper</title>"
            "<meta property='og:site_name' content='Rye at dawn | Bread | Corner Paper'>",
            "<h3>Bread at dawn</h3><h1>Rye at dawn</h1>",
        ),
    ],
)
def test_a_title_or_site_name_that_is_the_other_says_nothing(head: str, body: str) -> None:
    address = "<link rel='canonical' href='https://cornerpaper.example/rye'>"
    assert facts(head + address, body).title == "Rye at dawn"


_REWORDED = [
    ("How rye bread is baked before dawn", "Why your baker starts rye bread at dawn"),
    ("Bakeries that sell rye in our town", "The bakeries in town where rye is sold"),
    ("Rye flour: what to buy and what to leave", "Buying rye flour: when to leave it on the shelf"),
    ("Sourdough starters for cold kitchens", "How to keep sourdough starters alive when it is cold"),
    ("Seven ovens for small bakeries (2031)", "The best ovens that small bakeries can buy"),
]
_ARTICLE = '<script type="application/ld+json">{"@type": "Article"}</script>'


@pytest.mark.parametrize(("stated", "headline"), _REWORDED)
def test_a_headline_in_other_words_is_the_title_of_an_article(stated: str, headline: str) -> None:
    body = f"<h1>{headline}</h1><p>Text.</p>"
    assert facts(f"<title>{stated}</title>{_ARTICLE}", body).title == headline
    assert facts(f"<title>{stated}</title>", body).title == stated


@pytest.mark.parametrize("headline", ["Our bread", "Join the club of the Corner Paper today"])
def test_a_headline_of_another_matter_is_no_title(headline: str) -> None:
    stated = "How rye bread is baked before dawn"
    found = facts(f"<title>{stated}</title>{_ARTICLE}", f"<h1>{headline}</h1><p>Text.</p>")
    assert found.title == stated


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        ("Rye flour - prices | The Grain Desk", "The Grain Desk"),
        ("Rolls and buns to go - Our bakery in town", "Our bakery in town"),
        ("Ovens: repairs | Workshop of the mill", "Workshop of the mill"),
        ("Letters of 1931 – Town archive", "Town archive"),
        ("Bread of the month :: Club of bakers", "Club of bakers"),
    ],
)
def test_a_headline_that_is_the_end_of_a_title_names_the_site(title: str, headline: str) -> None:
    found = facts(f"<title>{title}</title>", f"<h1>{headline}</h1><p>Text.</p>").title
    assert found == title[: title.index(headline) - 3].strip()


@pytest.mark.parametrize(
    "title",
    [
        "Millstone | Recipes that scale themselves",
        "Millstone - The till for small bakeries",
        "Millstone.example – Flour by the sack",
        "Millstone :: A calendar of loaves",
        "The Millstone — News for bakers",
    ],
)
def test_a_home_page_is_called_by_the_name_of_its_site(title: str) -> None:
    head = f"<title>{title}</title><link rel='canonical' href='https://millstone.example/{{}}'>"
    body = "<h1>Bake more, count less.</h1><p>Text.</p>"
    assert facts(head.format(""), body).title == title
    assert facts(head.format("tour"), body).title != title


@pytest.mark.parametrize(
    ("title", "og"),
    [
        ("What is a proving drawer?", "Drawers for every kitchen. See them today!"),
        ("Proving drawers - sizes and prices", "Ready for better bread?"),
        ("Rye in Denmark: a history", "You have to read this one"),
        ("A mill at the harbour", "Harbour news"),
        ("Flour tests of 2031", "Our flour tests are out now"),
    ],
)
def test_the_title_element_comes_before_the_words_for_sharing(title: str, og: str) -> None:
    head = f"<meta property='og:title' content='{og}'><title>{title}</title>"
    assert facts(head, "<p>Text.</p>").title.startswith(title.split(" - ")[0])


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
        '<script type="application/ld+json">{"@type":"WebPage","datePublished":"2024-05-03"}'
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
