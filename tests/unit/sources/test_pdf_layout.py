"""PDF pages as people lay them out: columns, tables, foot notes, words cut at the end of a line."""

# ruff: noqa: E501  pages and tables stand here as they come
from __future__ import annotations

import pytest

from hedgerow.sources import pdf
from hedgerow.sources.base import SourceBlock
from hedgerow.sources.hyphens import join_at_hyphen, words_in
from samples import pdf as make_pdf

Placed = tuple[float, float, float, str]
"""Font size, position from the left and from below, text."""


def page(placed: list[Placed]) -> bytes:
    return b"BT\n" + b"".join(
        b"/F %.1f Tf 1 0 0 1 %.1f %.1f Tm (%s) Tj\n" % (size, left, height, text.encode("cp1252"))
        for size, left, height, text in placed
    ) + b"ET"  # fmt: skip


def blocks(*pages: list[Placed]) -> list[tuple[str | None, str]]:
    found: tuple[SourceBlock, ...] = pdf.read(make_pdf([page(one) for one in pages])).blocks or ()
    return [(block.kind, block.text) for block in found]


def column(lines: list[str], left: float, top: float = 700, size: float = 10) -> list[Placed]:
    return [(size, left, top - 12 * i, line) for i, line in enumerate(lines)]


LEFT = ["Rain fell on the town for a whole", "week, and the river rose by a foot", "each night until the bridge was shut",
        "to carts. People slept upstairs and", "kept their boots beside the bed in", "case the water came in at night."]  # fmt: skip
RIGHT = ["The school stayed open, since it", "stands on a hill. Children came by", "boat and sang on the way. Some may",
         "still remember it as the best week", "of the year, though their parents", "had other things to think about."]  # fmt: skip


@pytest.mark.parametrize("order", ["rows", "columns"])
@pytest.mark.parametrize("gap", [12, 20, 40])
def test_columns_are_read_one_after_the_other(order: str, gap: float) -> None:
    left = column(LEFT, 50)
    right = column(RIGHT, 50 + 165 + gap)
    mixed = [line for pair in zip(left, right, strict=True) for line in pair]
    title: list[Placed] = [(18, 50, 740, "The flood")]
    found = blocks(title + (mixed if order == "rows" else left + right))
    assert found[0] == ("title", "The flood")
    text = " ".join(words for _, words in found[1:])
    assert text == " ".join(LEFT + RIGHT)


def test_a_line_over_both_columns_parts_them() -> None:
    first = [
        line for pair in zip(column(LEFT, 50), column(RIGHT, 240), strict=True) for line in pair
    ]
    second = [
        line
        for pair in zip(column(RIGHT, 50, 560), column(LEFT, 240, 560), strict=True)
        for line in pair
    ]
    head: list[Placed] = [(14, 50, 600, "What people did in the days after the flood had gone")]
    found = blocks(first + head + second)
    assert [kind for kind, _ in found if kind] == ["title"]
    assert " ".join(words for kind, words in found if kind is None) == " ".join(
        LEFT + RIGHT + RIGHT + LEFT
    )


PROSE = ["The council counted the houses on each street in the spring, and it found that", "most of"
         " them had been built before the railway came to the town. The table shows"]  # fmt: skip


@pytest.mark.parametrize(
    "rows",
    [
        [
            ("Street", "Houses", "Old"),
            ("Mill Lane", "12", "9"),
            ("High Street", "40", "31"),
            ("Quay", "7", "7"),
        ],
        [("Year", "Rain"), ("1901", "30 in"), ("1902", "28 in")],
        [
            ("Name", "Trade", "Since", "Sons"),
            ("Hall", "baker", "1880", "2"),
            ("Bell", "smith", "1875", "0"),
        ],
        [("Item", "Price"), ("Bread", "2d"), ("Beer", "3d"), ("Oil", "1s")],
        [("a", "b", "c"), ("1", "2", "3"), ("4", "5", "6"), ("7", "8", "9"), ("10", "11", "12")],
    ],
)
def test_rows_of_cells_are_a_table(rows: list[tuple[str, ...]]) -> None:
    table: list[Placed] = [
        (10, 50 + 110 * c, 640 - 14 * r, cell)
        for r, row in enumerate(rows)
        for c, cell in enumerate(row)
    ]
    after = column(["That is all that is known about it."], 50, 540)
    found = blocks(column(PROSE, 50) + table + after)
    assert [words for kind, words in found if kind == "table"] == [" | ".join(row) for row in rows]
    assert found[0] == (None, " ".join(PROSE))
    assert found[-1] == (None, "That is all that is known about it.")


@pytest.mark.parametrize(
    "note",
    ["1 The money came from a fund.", "* Prices of that year.", "2. See the letters of the mayor.",
     "† He died a year later.", "a Told by his son."],
)  # fmt: skip
def test_foot_notes_stand_apart_and_the_sentence_goes_on(note: str) -> None:
    first = column([*PROSE, "what the council did and how much it paid for all of the"], 50)
    second = column(["houses that it bought. It sold them again within the year."], 50)
    found = blocks([*first, (7, 50, 60, note)], second)
    assert found[-1] == ("note", note)
    assert "all of the houses that it bought" in found[0][1]
    assert len(found) == 2


def test_small_type_all_over_a_page_is_no_note() -> None:
    found = blocks([*column(PROSE, 50), *column(["1 shilling was paid for each house."], 50, 300, 8),
                    (10, 50, 100, "It was a fair price for them.")])  # fmt: skip
    assert "note" not in [kind for kind, _ in found]


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        ("the neigh-", "bouring town", "the neighbouring town"),
        ("an inter-", "national trust", "an international trust"),
        ("a well-", "known man", "a well-known man"),
        ("the self-", "employed", "the self-employed"),
        ("over-the-", "counter drugs", "over-the-counter drugs"),
        ("COVID-", "19 came", "COVID-19 came"),
        ("7-", "hydroxymitragynine", "7-hydroxymitragynine"),
        ("2010-", "2014", "2010-2014"),
        ("pre- and post-", "war years", "pre- and post-war years"),
        ("both pre-", "and post-war", "both pre- and post-war"),
        ("long-", "term, cheap", "long-term, cheap"),
        ("Franco-", "German", "Franco-German"),
        ("under-", "stand it", "understand it"),
        ("hydroxymitra-", "gynine", "hydroxymitragynine"),
        ("a dash -", "then text", "a dash - then text"),
    ],
)
def test_hyphens_at_the_end_of_a_line(before: str, after: str, joined: str) -> None:
    assert join_at_hyphen(before, after, set()) == joined


def test_the_document_itself_decides_about_a_hyphen() -> None:
    own = words_in(["Kratom-based drinks, and the rehousing of people", "by re-", "covering it"])
    assert "by" in own and "re" not in own and "covering" not in own
    assert join_at_hyphen("a kratom-", "based tea", own) == "a kratom-based tea"
    assert join_at_hyphen("the rehous-", "ing plan", own) == "the rehousing plan"
    assert join_at_hyphen("of co-", "operation", {"co-operation"}) == "of co-operation"


@pytest.mark.parametrize("cut", ["peo-\nple of the town", "self-\nemployed miller", "neigh-\nbouring farms",
                                 "after-\nnoon walk", "lime-\nstone wall"])  # fmt: skip
def test_a_paragraph_goes_on_after_a_cut_word(cut: str) -> None:
    one, two = cut.split("\n")
    lines = [
        "The old wheel is kept by a trust that was set up for it in the",
        f"last years of the old century, and it is shown to all the {one}",
        f"{two} who come on most days of the week, and to others who",
        "write a letter before they come. It is worth the way, and the",
        "tea is good.",
    ]
    found = blocks(column(lines, 50))
    assert len(found) == 1
    assert found[0][1].count("-") == (1 if one == "self-" else 0)
