"""The title of a page: its headline, its stated title, and what is the name of its site."""

from __future__ import annotations

import pytest

from hedgerow.sources.html_facts import facts_of
from hedgerow.sources.html_tree import parse


def title_of(head: str = "", body: str = "") -> str:
    tree = parse(f"<html><head>{head}</head><body>{body}</body></html>")
    assert tree is not None
    return facts_of(tree).title or ""


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
    assert title_of(head, body) == "Rye at dawn"


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
    assert title_of(head + address, body) == "Rye at dawn"


_REWORDED = [
    ("How rye bread is baked before dawn", "Why your baker starts rye bread at dawn"),
    ("Bakeries that sell rye in our town", "The bakeries in town where rye is sold"),
    ("Rye flour: what to buy and what to leave", "Buying rye flour: when to leave it on the shelf"),
    (
        "Sourdough starters for cold kitchens",
        "How to keep sourdough starters alive when it is cold",
    ),
    ("Seven ovens for small bakeries (2031)", "The best ovens that small bakeries can buy"),
]
_ARTICLE = '<script type="application/ld+json">{"@type": "Article"}</script>'


@pytest.mark.parametrize(("stated", "headline"), _REWORDED)
def test_a_headline_in_other_words_is_the_title_of_an_article(stated: str, headline: str) -> None:
    body = f"<h1>{headline}</h1><p>Text.</p>"
    assert title_of(f"<title>{stated}</title>{_ARTICLE}", body) == headline
    assert title_of(f"<title>{stated}</title>", body) == stated


@pytest.mark.parametrize("headline", ["Our bread", "Join the club of the Corner Paper today"])
def test_a_headline_of_another_matter_is_no_title(headline: str) -> None:
    stated = "How rye bread is baked before dawn"
    body = f"<h1>{headline}</h1><p>Text.</p>"
    assert title_of(f"<title>{stated}</title>{_ARTICLE}", body) == stated


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
    found = title_of(f"<title>{title}</title>", f"<h1>{headline}</h1><p>Text.</p>")
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
    assert title_of(head.format(""), body) == title
    assert title_of(head.format("tour"), body) != title


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
    assert title_of(head, "<p>Text.</p>").startswith(title.split(" - ")[0])
