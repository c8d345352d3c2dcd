"""Forms of single lines: captions, entries to look up, quotations, headings; and lists by form."""

from __future__ import annotations

import pytest

from hedgerow.text.blocks.document import document_from_text
from hedgerow.text.blocks.line_flags import HEAD
from hedgerow.text.blocks.line_forms import (
    is_attributed_quote,
    is_caption,
    is_entry,
    is_line_of_names,
)
from hedgerow.text.blocks.line_table import line_table

PARAGRAPH = "The river rose by a metre in one night, and the lower village had to be left. " * 3


def kinds(text: str) -> list[str]:
    return [block.kind for block in document_from_text("x", text).blocks]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Figure 2 Residents gather in the hall", True),
        ("Table 1.2: Doses by week", True),
        ("Figure 1.5 The mill, seen from the south. It is old. (credit: Ann Green)", True),
        ("Photo: Ann Green", True),
        ("The mill in spring Image: Ann Green.", True),
        ("The mill, from file. Photo credit: Ann Green / Archive", True),
        ("“The mill” by Ann Green is licensed under CC BY 2.0", True),
        ("Figure 2 shows that the doses rose.", False),
        ("The image: a mill in the rain, seen by a child. It rained all day. Nobody came.", False),
        ("Images of the mill were shown to all.", False),
        (PARAGRAPH, False),
    ],
)  # fmt: skip
def test_captions(text: str, expected: bool) -> None:
    assert is_caption(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Green, A. B.; White, C. (June 2007). “On mills”. J. Mills. 92 (6): 1087–1101.", True),
        ("1. Green AB, White C. On mills and rivers. J Mills. 2010;5(2):100-5.", True),
        ("Green, A. (2010). Mills and rivers. Mill Papers, 4(1), 2–9. doi:10.1234/mills", True),
        ("Ann Green. “On Mills.” London Paper. April 16, 2017. https://example.org/mills", True),
        ("Mill Society 12 Mill Road, Leeds, OH 20006 Phone: 123 https://example.org", True),
        ("Keywords: mills; rivers; floods", True),
        ("In 2017 the mill was sold, and the village was told of it in May 2019.", False),
        ("The trial had 12 (10 %) women, and its report is at https://example.org/x", False),
        ("Keyword lists are of no use here.", False),
        ("It was sold in 2010.", False),
    ],
)  # fmt: skip
def test_entries_to_look_up(text: str, expected: bool) -> None:
    assert is_entry(text) is expected


def test_quotations_with_their_speaker() -> None:
    assert is_attributed_quote("“The mill was ours, and it is no more.” — Ann Green")
    assert is_attributed_quote('"The mill was ours. It is no more." - Ann Green, miller')
    assert not is_attributed_quote("“The mill was ours, and it is no more,” Ann Green said.")


def test_lines_below_a_title_that_name_its_authors() -> None:
    assert is_line_of_names("Ann Green ann@example.org Leeds")
    assert is_line_of_names("Department of Mills, University of Leeds, United Kingdom")
    assert not is_line_of_names("The mill was given, as we heard, to the University of Leeds")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Where the river goes", True),
        ("Is it safe?", True),
        ("How it works:", True),
        ("The mill was sold. [12]", False),
        ("In 2015 it was sold again. [3] [4 - 6]", False),
        ("What a flood is", True),
        ("The signs of a flood include", False),
    ],
)
def test_headings(text: str, expected: bool) -> None:
    assert bool(line_table(text).lines["form"][0] & HEAD) is expected


def test_a_long_line_that_small_letters_go_on_with_is_no_heading() -> None:
    lead = "To keep the mill dry, people who live by the river should avoid"
    assert kinds(f"{PARAGRAPH}\n{lead}\n- open gates\n- old dams")[1:] == [
        "paragraph", "list_item", "list_item",
    ]  # fmt: skip
    assert kinds(f"{PARAGRAPH}\nThings to avoid\n- open gates\n- old dams")[1] == "heading"


def test_sentences_numbered_in_a_row_are_a_list() -> None:
    text = f"{PARAGRAPH}\n1 Open the gate.\n2 Let the water in.\n3 Close the gate.\n{PARAGRAPH}"
    assert kinds(text) == ["paragraph", *["list_item"] * 3, "paragraph"]
    assert kinds(f"{PARAGRAPH}\n1 Open the gate.\n{PARAGRAPH}") == ["paragraph"] * 3


def test_parts_that_end_in_semicolons_are_a_list() -> None:
    text = f"{PARAGRAPH}\nopen gates;\nold dams; and\nwet banks.\n{PARAGRAPH}"
    assert kinds(text) == ["paragraph", *["list_item"] * 3, "paragraph"]


def test_lines_after_a_colon_are_a_list_to_the_last() -> None:
    text = (
        f"{PARAGRAPH}\nBy the end of this page you will be able to:\nOpen the gate of a mill\n"
        f"Let the water in\nClose the gate again\n{PARAGRAPH}"
    )
    assert kinds(text) == ["paragraph", "paragraph", *["list_item"] * 3, "paragraph"]


def test_references_are_entries_and_no_prose() -> None:
    text = (
        f"How mills work\n{PARAGRAPH}\nReferences\nGreen, A. Mills. Leeds: Mill Press.\n"
        f"White, C. Rivers and their mills. A history. London: Mill Press.\nThanks\n{PARAGRAPH}"
    )
    document = document_from_text("x", text)
    assert [(block.kind, block.prose) for block in document.blocks][2:] == [
        ("heading", False),
        ("list_item", False),
        ("list_item", False),
        ("heading", False),
        ("paragraph", True),
    ]
