"""Proxies of the JAMA benchmarks: what is taken for references and for a disclosure."""

from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hedgerow.corpus.transparency import _ADVERTISING, _DISCLOSURES, find_proxies, link_counts
from hedgerow.text.blocks.document import document_from_text
from hedgerow.text.tokens.tokeniser import encode

BODY = "Valerian is sold as a help for sleep, and many shops praise it for that very reason."


def found(*blocks: str) -> tuple[str | None, str | None]:
    row = find_proxies(encode([document_from_text("a", "\n\n".join(blocks))])).iloc[0]
    return row["references_text"], row["disclosure_text"]


@pytest.mark.parametrize(
    "sentence",
    [
        "We may earn a small commission when you buy through our links.",
        "This page was funded by the makers of the tea.",
        "Our small team is financed by gifts from readers.",
        "The author has no conflict of interest.",
        "The service takes no money from makers of medicines.",
    ],
)
def test_a_disclosure_is_shown_by_its_sentence(sentence: str) -> None:
    assert found("Sleep and Tea", f"{BODY} {sentence} {BODY}") == (None, sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The trial was funded by the makers of the tea.",
        "A study, sponsored by a brewer, found the same.",
        "They earn a living by selling tea.",
    ],
)
def test_that_others_were_paid_is_no_disclosure(sentence: str) -> None:
    assert found("Sleep and Tea", f"{BODY} {sentence} {BODY}") == (None, None)


def test_headings_are_shown_with_the_block_below_them() -> None:
    references, disclosure = found(
        "Sleep and Tea",
        BODY,
        "Disclosure",
        "The writer sells tea, and tells of it here for that reason.",
        "References",
        "Green A. On tea. J Tea. 2010;5(2):100-5.",
    )
    assert disclosure == "Disclosure The writer sells tea, and tells of it here for that reason."
    assert references == "References Green A. On tea. J Tea. 2010;5(2):100-5."


def test_long_texts_are_cut_at_a_word() -> None:
    _, disclosure = found("Sleep and Tea", f"{BODY} This page was funded by {'tea ' * 60}makers.")
    assert disclosure is not None
    assert len(disclosure) <= 160
    assert disclosure.endswith("tea…")


SIGNS = ("byline_text", "dateline_text", "references_text", "disclosure_text", "advertising_text")


def sign(name: str, *blocks: str) -> str | None:
    row = find_proxies(encode([document_from_text("a", "\n\n".join(blocks))])).iloc[0]
    assert set(SIGNS) < set(row.index)
    return row[name]


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("THURSDAY, May 24 (Corner News) -- The mill is shut again.", "May 24"),
        ("LEEDS, March 3, 2019 (CN) - The mill is shut again.", "March 3, 2019"),
        ("Published: 3 May 2019", "3 May 2019"),
        ("Medically reviewed on June 1, 2020", "June 1, 2020"),
        ("2019-05-03", "2019-05-03"),
    ],
)
def test_a_dateline_of_a_plain_text_gives_the_date(line: str, date: str) -> None:
    assert sign("dateline_text", "Sleep and Tea", line, BODY) == date


def test_a_date_inside_a_sentence_is_no_dateline() -> None:
    assert sign("dateline_text", "Sleep and Tea", f"On May 24, 2019 the mill shut. {BODY}") is None


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("By Ann Green", "Ann Green"),
        ("By Ann Green and John Moss", "Ann Green and John Moss"),
        ("Written by Ann de Groot, nurse", "Ann de Groot"),
        ("By: Ann Green | May 3, 2019", "Ann Green"),
        ("Author: Ann Green", "Ann Green"),
    ],
)
def test_a_byline_of_a_plain_text_gives_the_author(line: str, name: str) -> None:
    assert sign("byline_text", "Sleep and Tea", line, BODY) == name


def test_a_heading_without_works_below_is_no_list_of_references() -> None:
    assert sign("references_text", "Sleep and Tea", BODY, "Sources", BODY, BODY) is None


def test_links_are_counted_by_class() -> None:
    counts = link_counts(["https://doi.org/10.1000/1 https://amzn.to/x", None])
    assert counts["links_study"].tolist() == [1, 0]
    assert counts["links_shop"].tolist() == [1, 0]
    assert counts["study_links"].tolist() == ["https://doi.org/10.1000/1", None]


@pytest.mark.parametrize("wording", [*_DISCLOSURES, _ADVERTISING])
@settings(deadline=None)
@given(data=st.data())
def test_every_match_has_one_of_the_words_without_which_none_is_searched(wording, data) -> None:
    ascii_only = st.characters(codec="ascii")
    text = data.draw(st.from_regex(wording.pattern, alphabet=ascii_only))
    found = wording.pattern.search(text)
    lowered = [text.lower()]
    assert wording.first_of_each([text], lowered, pa.array(lowered)) == [found.start()]


def test_the_first_wording_of_a_text_is_found_among_other_sentences() -> None:
    wording = _DISCLOSURES[3]
    texts = [
        "The study was funded! Was it? Yes. This article is funded by us. This page is funded.",
        "The study was funded by readers. İ am sure. This page is sponsored. So is this.",
        "Nobody pays.",
    ]
    lowered = [text.lower() for text in texts]
    found = wording.first_of_each(texts, lowered, pa.array(lowered))
    assert found == [texts[0].index("This"), texts[1].index("This"), None]
