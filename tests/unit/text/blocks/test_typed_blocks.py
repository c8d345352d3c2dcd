"""Typed blocks of plain text, and what must never change them."""

from __future__ import annotations

import os
import textwrap
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hedgerow.text.blocks.block import BLOCK_KINDS
from hedgerow.text.blocks.document import Document, document_from_text
from hedgerow.text.blocks.line_forms import byline_in, date_in, is_date_line
from hedgerow.text.blocks.reading import read_document
from text_forms import FORMS

ARTICLE = """\
Valerian tea is sold as a help for sleep, and many shops praise it. This page tells how valerian \
works, whether it is safe, and what people may try instead of tea when they cannot sleep at night.
This article looks at the evidence. It explains what the trials found and what they could not find.
- How valerian works
- Is valerian safe?
- What to try instead
How valerian works
The root holds several compounds, and nobody knows for certain which of them matters most. It’s \
thought that some of them bind to receptors in the brain.
Is valerian safe?
Most people tolerate it well. Some report headaches, a dry mouth or vivid dreams in the first week.
What to try instead
A regular hour for bed helps many people. A “cool”, dark room helps as well, and costs nothing."""


def kinds(text: str) -> list[str]:
    return [block.kind for block in document_from_text("x", text).blocks]


def shape(text: str) -> list[tuple[str, int, bool, list[str]]]:
    """Kind, level, prose and words of each block, for comparing two forms of a text."""
    document = document_from_text("x", text)
    return [
        (block.kind, block.level, block.prose, document.text[block.start : block.end].split())
        for block in document.blocks
    ]


def blocks_of(document: Document) -> list[tuple[str, str]]:
    return [(block.kind, document.text[block.start : block.end]) for block in document.blocks]


def test_untitled_article_with_a_list_of_its_headings() -> None:
    assert kinds(ARTICLE) == [
        "summary",
        "paragraph",
        "toc",
        "toc",
        "toc",
        *["heading", "paragraph"] * 3,
    ]


def test_title_byline_date_and_numbered_headings() -> None:
    text = (
        "Sleep and Valerian: A Short Review\nBy Jane Doe, nurse\nPublished: 3 May 2024\n\n"
        "1. Introduction\nValerian is a plant. Its root has been used as a remedy for sleep.\n"
        "2. Results\nThe trials were small, and their results differ from one to the next.\n"
        "Figure 1. Valerian in flower\n"
    )
    document = document_from_text("x", text)
    assert kinds(text) == [
        *["title", "byline", "byline"],
        *["heading", "paragraph"] * 2,
        "caption",
    ]
    assert document.title == "Sleep and Valerian: A Short Review"
    assert document.byline == "Jane Doe"
    assert document.date == "3 May 2024"


@pytest.mark.parametrize(
    "text",
    ["Kratom may help", "Is it safe?", "- Kratom may help.", "By Jane Doe", "1. Introduction"],
)
def test_a_line_on_its_own_is_a_paragraph(text: str) -> None:
    (block,) = document_from_text("x", text).blocks
    assert (block.kind, block.prose) == ("paragraph", True)


def test_one_paragraph_a_line() -> None:
    line = "The river rose by a metre in one night, and the lower village had to be left. "
    assert kinds("\n".join([line * 3, line * 2, line * 4])) == ["paragraph"] * 3


def test_markers_are_not_text() -> None:
    document = document_from_text(
        "x",
        "Things that many people find to be of use at night are these.\n• a dark room\n2) silence",
    )
    assert blocks_of(document)[1:] == [("list_item", "a dark room"), ("list_item", "silence")]


def test_quoted_lines_and_tables() -> None:
    text = (
        "> We slept well after the walk.\n| Dose | Hours |\n| 1 g | 6 |\nIt was not much, all told."
    )
    assert kinds(text) == ["quote", "table", "table", "paragraph"]


def test_a_run_of_short_lines_is_a_list_and_the_last_over_a_text_its_heading() -> None:
    text = (
        "Ann Smith, London\nBea Jones, Leeds\nCal Brown, York\nWhat they found\n"
        "The three of them walked along the old canal for a week, and slept well each night."
    )
    assert kinds(text) == ["title", "list_item", "list_item", "heading", "paragraph"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Free delivery on all orders", False),
        ("Choose one and keep to it.", True),
        ("Done.", False),
        ("Drink water. Rest when you are tired and warm", True),
        ("approx. 5 mg of the dried leaf", False),
    ],
)
def test_list_items_that_are_sentences(text: str, expected: bool) -> None:
    document = document_from_text("x", f"- {text}\n- It is the other item of this list.")
    assert document.blocks[0].kind == "list_item"
    assert document.blocks[0].prose is expected


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("By Jane Doe", "Jane Doe"),
        ("Written by Jane van Doe and Max Roe, MD", "Jane van Doe and Max Roe, MD"),
        ("Author: Jane Doe", "Jane Doe"),
        ("By Jane Doe | 3 May 2024", "Jane Doe"),
        ("By the end of the week most patients felt better.", None),
        ("By March the trial had ended and the team had left.", None),
    ],
)
def test_bylines(line: str, author: str | None) -> None:
    assert byline_in(line) == author


def test_dates_as_written() -> None:
    assert date_in("Last updated: March 3rd, 2021") == "March 3rd, 2021"
    assert date_in("Posted 2021-03-03") == "2021-03-03"
    assert date_in("In 2021 we may go") is None
    assert is_date_line("Sunday, January 20, 2008")
    assert not is_date_line("In January 2008 the company moved its mill to the north of the town.")


def test_wrapped_words_with_hyphens_are_made_whole() -> None:
    text = (
        "The tea is sold as a calming drink, a sleeping aid and even as a pain-\n"
        "relieving remedy, and it may be taken both as a pre- and post-\n"
        "operative tonic by those who are told that they should rest more often\n"
        "than they do."
    )
    document = document_from_text("x", text)
    (block,) = document.blocks
    assert "a pain-relieving remedy" in document.text
    assert "pre- and post-operative" in document.text
    assert document.cleaning == {"line_wrap": 3}
    assert block.kind == "paragraph"


_WRAPPED_BY_CHANCE = {
    "a number": "They met in the hall and the vote was close, as it had been at the last. "
    "3. The mill was to be sold by the end of the year, and the sum was to go to the poor.",
    "a rule": f"Ann Green, Clerk to the Council of the Lower Village, by hand {'=' * 60} The "
    "letter was read out in the hall, and no one said a word about it for a long time.",
    "a speaker": "The mill was old and the clerk knew it, and so did the rest of them there. MR. "
    "GREEN: We met in the hall and we spoke of it for an hour or more, all told. MR. GREEN: It "
    "was to be sold by spring. MR. GREEN: No one in the hall had a word to say of it, though.",
    "a prefix": "The clerk was a man of the old kind, of whom it was said that he was over-zealous"
    " in all that he did and in some of the things that he did not care to do as well.",
}


@pytest.mark.parametrize("name", _WRAPPED_BY_CHANCE)
@pytest.mark.parametrize("width", range(60, 80, 3))
def test_what_wrapping_puts_at_the_edge_of_a_line_stays_in_its_block(name, width) -> None:
    other = "The town lies on the river, and the mill has stood there for two hundred years by now."
    paragraphs = [other, _WRAPPED_BY_CHANCE[name], other]
    lines = [textwrap.fill(text, width, break_long_words=False) for text in paragraphs]
    document = document_from_text("x", "\n\n".join(lines))
    assert [document.text[b.start : b.end] for b in document.blocks] == paragraphs


def test_items_with_numbers_stay_apart_at_the_margin() -> None:
    first = "1. The river rose by a metre in a single night, and the village left it"
    second = "2. The upper village stayed where it was, on the hill, till it was dry"
    document = document_from_text("x", f"{first}.\n{second}.\n3. It rained.")
    assert len(document.blocks) == 3


_FULL = "The river rose by a metre in a single night, and the lower village left"
_LINES = {
    "one break at the margin, after a sentence": (
        f"{_FULL}.\nThe upper village stayed.\n\nIt rained.",
        False,
    ),
    "one break at the margin, in mid-sentence": (
        f"{_FULL}\nUpper Mill, its neighbour, too.\n\nIt rained.",
        True,
    ),
    "two breaks after sentences, without blank lines": (
        f"{_FULL}.\n{_FULL}.\nThe upper village stayed.",
        False,
    ),
    "two breaks after sentences, with blank lines": (
        f"{_FULL}.\n{_FULL}.\nThe upper village stayed.\n\nIt rained.",
        True,
    ),
    "a break before the margin": (
        f"{_FULL}\nUpper Mill\nstayed where it was, on the hill.\n\nIt rained.",
        False,
    ),
}


@pytest.mark.parametrize("name", _LINES)
def test_a_text_counts_as_wrapped_only_with_evidence(name: str) -> None:
    text, wrapped = _LINES[name]
    joined = document_from_text("x", text).cleaning.get("line_wrap", 0)
    assert (joined > 0) is wrapped


@pytest.mark.parametrize(
    "text",
    [
        "HOST: Where is the mill?\nANN: By the river.\nHOST: Is it old?\nANN: It is.",
        "Q: Where is the mill?\nA: By the river.\nQ: Is it old?\nA: It is.",
        "Speaker 1: Where is it?\nSpeaker 2: By the river.\nSpeaker 1: Is it old?\nSpeaker 2: Yes.",
        "00:00:01 HOST: Where is it?\n00:00:04 ANN: By the river.\n00:00:09 HOST: Is it old?",
        "[00:01] ANN: Where is it?\n[00:04] BOB: By the river.\n[00:09] ANN: Is it old?",
        "DR. GREEN (laughs): Where is it?\nANN: By it.\nDR. GREEN: Is it old?\nANN: It is.",
        "Ann Green: Where is it?\nBob: By the river.\nAnn Green: Is it old?\nBob: It is.",
        "INTERVIEWER: Where is the mill?\nMs. O'Neil: Here.\nINTERVIEWER: Old?\nMs. O'Neil: Yes.",
        "MODERATOR 12:30: Where is it?\nANN 12:31: By it.\nMODERATOR 12:32: Is it old?",
        "ANN: Where is it?\n\nBOB: By the river.\n\nANN: Is it old?\n\nBOB: It is.",
    ],
)
def test_labels_of_speakers_are_no_text_and_questions_no_headings(text: str) -> None:
    document = document_from_text("x", text)
    assert {(block.kind, block.prose) for block in document.blocks} == {("paragraph", True)}
    assert ":" not in document.text
    assert document.text.count("?") == text.count("?")


@pytest.mark.parametrize(
    "text",
    [
        "Dose: 5 grams a day.\nForm: a powder.\nPrice: it is cheap.\nThe powder is sold in bags.",
        "Note: the mill is old.\nThe river is near it, and the town lies on the hill above it.\n"
        "Note: the wheel is new.\nThe farms are far away, and the people there have their own.",
    ],
)
def test_other_lines_with_a_colon_keep_their_first_word(text: str) -> None:
    assert document_from_text("x", text).text == text


_SPREAD = (
    "The trust has said that the old wheel by the river may be",
    "mended in the spring, and the miller has agreed to pay for",
    "half of the work himself. The railway came, and the trade",
    "moved away to the city on the other side of the long hill.",
    "For many years it ground the grain of all the farms there.",
)


def test_double_spaced_lines_are_one_paragraph() -> None:
    (block,) = document_from_text("x", "\n\n".join(_SPREAD)).blocks
    assert (block.kind, block.end) == ("paragraph", len(" ".join(_SPREAD)))
    two = "\n\n".join(_SPREAD) + "\n\n\n\n" + "\n\n".join(_SPREAD)
    assert kinds(two) == ["paragraph", "paragraph"]


def test_short_paragraphs_with_blank_lines_stay_apart() -> None:
    text = "We went home.\n\nIt was late.\n\nThe tea was cold.\n\nNobody came."
    assert kinds(text) == ["paragraph"] * 4


_PROSE = "It was not much that was left, all told, and so it went on for years."


@pytest.mark.parametrize(
    "rows",
    [
        "Town     Mills   Wheels\nLeeds        5        7\nYork         3        4",
        "Town\tMills\nLeeds\t5\nYork\t3",
        "Leaf tea     from 5 pounds\nRoot tea     from 7 pounds\nNo tea       free of cost",
        "+------+-----+\n| Town | Cup |\n+------+-----+\n| York | one |\n+------+-----+",
        "| Town | Cup |\n|------|-----|\n| York | one |\n| Hull | two |",
        "Town | Cup\nYork | one\nHull | two",
        "┌──────┬─────┐\n─────────",
        "Item A      10.00\nItem B       5.50\n-----------------\nTotal       15.50",
        "Dose   Hours   Effect\n1 g    2       none\n2 g    4       some",
        "Name:\tAnn Green\nTown:\tYork by the sea",
    ],
)
def test_tables_in_text_are_no_prose(rows: str) -> None:
    text = f"{_PROSE}\n\n{rows}\n\n{_PROSE}"
    document = document_from_text("x", text)
    assert [block.kind for block in document.blocks] == [
        "paragraph", *["table"] * (rows.count("\n") + 1), "paragraph",
    ]  # fmt: skip
    assert [block.stated for block in document.blocks if block.kind == "table"] == [False] * (
        rows.count("\n") + 1
    )


@pytest.mark.parametrize(
    "lines",
    [
        "It rained on us.  We slept in the old mill by the river.\n"
        "It rained on them.  They slept in the new mill by the sea.",
        "The mill is old,  and so is the wheel of it.\nThe river is old,  and so is its bed.",
    ],
)
def test_double_spaces_after_stops_are_no_columns(lines: str) -> None:
    assert set(kinds(lines)) == {"paragraph"}


@pytest.mark.parametrize(
    "line",
    [
        "Afghanistan Albania Algeria Andorra Angola Argentina Armenia Aruba Australia Austria"
        " Azerbaijan Bahamas",
        "Home Shop Blog About Contact Cart Login Register Search Tea Coffee Herbs Sale Gifts",
        "Mon Tue Wed Thu Fri Sat Sun 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23",
        "Sleep Pain Stress Focus Mood Energy Immunity Digestion Skin Hair Nails Joints Heart Brain",
        "Red Bali Green Malay White Thai Maeng Da Red Horn Green Vein White Borneo Yellow Vein",
    ],
)
def test_menus_and_runs_of_names_are_no_prose(line: str) -> None:
    document = document_from_text("x", f"{_PROSE}\n{line}\n{_PROSE}")
    assert [(block.prose, block.stated) for block in document.blocks] == [
        (True, True), (False, False), (True, True),
    ]  # fmt: skip
    assert kinds(f"{_PROSE}\n{line} {line}\n{_PROSE}")[1] == "table"


@pytest.mark.parametrize(
    "line",
    [
        "Ingredients: Organic Aloe Juice, Coconut Oil, Emulsifying Wax, Stearic Acid, Cetyl"
        " Alcohol, Beeswax, Vegetable Glycerin, Vitamin E, Citric Acid, Rosemary Extract.",
        "Other Ingredients: Rice Flour, Gelatin, Magnesium Stearate, Silica, Titanium Dioxide,"
        " Citric Acid, Stevia, Natural Flavor, Beet Powder, Maltodextrin, Sea Salt, Xylitol.",
        "Sugar, Wheat Flour, Niacin, Iron, Thiamine, Folic Acid, Cocoa Powder, Palm Oil,"
        " Egg Whites, Salt, Corn Starch, Carob Powder, Soy Lecithin, Vanilla Flavor.",
    ],
)
def test_the_ingredients_of_a_product_are_no_prose(line: str) -> None:
    document = document_from_text("x", f"{_PROSE}\n{line}\n{_PROSE}")
    assert [block.prose for block in document.blocks] == [True, False, True]


def test_a_sentence_with_many_names_is_prose() -> None:
    line = (
        "Ann Green, Bo Lund, Cy Marsh, Di Frost, Ed Lowe, Flo Reed, Guy Hill and Hal Wood of the"
        " University of York wrote the report."
    )
    assert set(kinds(f"{_PROSE}\n{line}\n{_PROSE}")) == {"paragraph"}


def test_a_long_name_of_a_product_is_a_heading() -> None:
    name = "Inner Calm Advanced Sleep Mood and Focus Formula - Better Rest with Gentle Green Leaves"
    assert kinds(f"{_PROSE}\n{name}\n{_PROSE}") == ["paragraph", "heading", "paragraph"]


@pytest.mark.parametrize(
    ("item", "stated"),
    [
        ("May reduce anxiety", True),
        ("Helps with sleep and pain", True),
        ("CBD can ease joint pain in older people", True),
        ("It is legal in most states", True),
        ("Avoid alcohol at night", True),
        ("Kidney stones: can irritate the urinary tract", True),
        ("Do not drive after a dose", True),
        ("Turmeric lowers inflammation", True),
        ("Nobody knows whether it's safe", True),
        ("Supports healthy digestion", True),
        ("Some strains help reinforce the lining", True),
        ("Tips to reduce stress", False),
        ("Vitamin C", False),
        ("Red Bali kratom powder", False),
        ("Free delivery on all orders", False),
        ("Ann Green, York", False),
        ("Causes and symptoms of stress", False),
        ("Headache and mild fever", False),
        ("Can", False),
    ],
)
def test_items_that_state_something(item: str, stated: bool) -> None:
    document = document_from_text("x", f"- {item}\n- silence\n{_PROSE}")
    assert [(b.prose, b.stated) for b in document.blocks] == [
        (False, stated), (False, False), (True, True),
    ]  # fmt: skip


_COLUMN = (
    "The old mill is built of limestone that was taken from the hills of the sur-\n"
    "rounding land, and the wheel that turns in it by day and by night is a well-\n"
    "known one. It is kept going by a trust of the people of the town, a kratom-\n"
    "selling lot that met in the year of the great flood, which was that of COVID-\n"
    "19, and they found that the leaf of the tree by the river holds a lot of al-\n"
    "kaloids, as one of them had shown in a study of the leaf that was both long-\n"
    "term and dull. It is said by the trust, and kratom is no small matter to it."
)


def test_words_cut_at_a_line_end_are_joined_and_hyphens_stay() -> None:
    document = document_from_text("x", _COLUMN)
    words = document.text.replace(",", " ").replace(".", " ").split()
    for word in ("surrounding", "well-known", "kratom-selling", "COVID-19", "alkaloids",
                 "long-term"):  # fmt: skip
        assert word in words
    at = document.offsets
    assert at is not None
    start = document.text.index("surrounding")
    assert _COLUMN[at[start] : at[start + 11]] == "sur-\nrounding"


def test_a_text_that_cuts_no_word_keeps_its_hyphens() -> None:
    kept = _COLUMN.replace("sur-\nrounding", "note-\nbook").replace("al-\nkaloids", "anti-\nwar")
    words = document_from_text("x", kept).text.split()
    assert "note-book" in words
    assert "anti-war," in words


@pytest.mark.parametrize("form", FORMS)
def test_the_form_of_a_text_changes_no_block_and_no_word(form: str) -> None:
    assert shape(FORMS[form](ARTICLE)) == shape(FORMS["straight quotes"](ARTICLE))


WORDS = st.sampled_from(
    "may help with sleep and the root of a well-known plant don’t “often” cause mild pain".split()
)
SENTENCES = st.lists(WORDS, min_size=12, max_size=30).map(
    lambda words: " ".join(["Valerian", *words]) + "."
)
PARAGRAPHS = st.lists(SENTENCES, min_size=2, max_size=5).map(" ".join)


@given(st.lists(PARAGRAPHS, min_size=2, max_size=5), st.sampled_from(sorted(FORMS)))
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_form_of_any_prose_changes_no_block_and_no_word(
    paragraphs: list[str], form: str
) -> None:
    text = "\n".join(paragraphs)
    assert shape(FORMS[form](text)) == shape(FORMS["straight quotes"](text))


@given(st.text(max_size=200))
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_blocks_cover_the_text_and_lead_back(text: str) -> None:
    document = document_from_text("x", text)
    assert document.offsets is not None
    assert len(document.offsets) == len(document.text) + 1
    assert (document.offsets[1:] >= document.offsets[:-1]).all()
    end = -1
    for block in document.blocks:
        assert block.kind in BLOCK_KINDS
        assert block.start == end + 1
        assert block.end > block.start
        end = block.end
    assert end == (len(document.text) if document.blocks else -1)


PLAIN = st.text(alphabet="abcDE.,?-1 \t\n•", max_size=200)


@given(PLAIN)
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_span_of_clean_text_is_the_same_words_in_the_raw_text(text: str) -> None:
    document = document_from_text("x", text)
    at = document.offsets
    assert at is not None
    for block in document.blocks:
        clean_words = document.text[block.start : block.end].split()
        raw = text[at[block.start] : at[block.end]]
        assert raw.split() == clean_words or "-\n" in raw
        assert raw == text[at[block.start] : at[block.end - 1] + 1]


def test_spans_lead_back_through_cleaning_and_wrapping() -> None:
    raw = "\ufeff“It’s late,” she said — caf\u00c3\u00a9s   close\u00a0soon. Go &amp; see!"
    document = document_from_text("x", raw)
    at = document.offsets
    assert at is not None
    start = document.text.index("cafés")
    assert raw[at[start] : at[start + 5]] == "caf\u00c3\u00a9s"
    start = document.text.index("soon.")
    assert raw[at[start] : at[start + 5]] == "soon."
    assert raw[at[0] : at[len(document.text)]] == raw[1:]


@pytest.mark.shared
def test_articles_without_titles_from_the_corpus() -> None:
    shared = os.environ.get("HEDGEROW_SHARED")
    if not shared or not Path(shared, "corpora", "kratom").is_dir():
        pytest.skip("HEDGEROW_SHARED does not lead to corpora/kratom")
    folder = Path(shared, "corpora", "kratom")
    for path in sorted(folder.glob("*.txt")):
        document = read_document(folder, path.name)
        found = [block.kind for block in document.blocks]
        assert found[:5] == ["summary", "paragraph", "toc", "toc", "toc"]
        assert found.count("heading") == 3
        assert set(found[5:]) == {"heading", "paragraph"}
        text = path.read_text(encoding="utf-8")
        assert [(kind, words) for kind, _, _, words in shape(text)] == [
            (kind, words) for kind, _, _, words in shape(FORMS["wrapped at 72"](text))
        ]
