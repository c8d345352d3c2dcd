"""Lists and tables whose markup was lost: taken apart, and repeats of a list left out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hedgerow.sources.flattened import unflatten

ITEMS = ["a dull ache in the knee", "swelling after a long walk", "a joint that clicks at night"]
RUN = " ".join(ITEMS)


def blocks(text: str) -> list[tuple[str | None, str]]:
    return [(block.kind, block.text) for block in unflatten("paragraph", text)]


@pytest.mark.parametrize(
    "text",
    [
        f"Signs are  - {ITEMS[0]}  - {ITEMS[1]}  - {ITEMS[2]}",
        f"Signs are - {ITEMS[0]}  - {ITEMS[1]}  - {ITEMS[2]}",
        f"Signs are -  {ITEMS[0]}  - {ITEMS[1]}  - {ITEMS[2]}  {RUN}",
        f"Signs are - {ITEMS[0]}  - {ITEMS[1]}  - {ITEMS[2]} {RUN}",
        f"Signs are - {ITEMS[0]}  {ITEMS[0]} - {ITEMS[1]}  {ITEMS[1]} - {ITEMS[2]}  {ITEMS[2]}",
    ],
)
def test_items_run_into_a_line_are_items_once(text: str) -> None:
    assert blocks(text) == [(None, "Signs are"), *(("list_item", item) for item in ITEMS)]


def test_text_after_a_list_goes_on_and_may_lead_in_to_another_list() -> None:
    text = (
        f"Signs are - {ITEMS[0]}  - {ITEMS[1]}  Rest helps. Try - ice  - heat  Then see a doctor."
    )
    assert blocks(text) == [
        (None, "Signs are"),
        ("list_item", ITEMS[0]),
        ("list_item", ITEMS[1]),
        (None, "Rest helps. Try"),
        ("list_item", "ice"),
        ("list_item", "heat"),
        (None, "Then see a doctor."),
    ]


def test_text_that_follows_a_repeat_is_kept() -> None:
    text = f"Signs are - {ITEMS[0]}  - {ITEMS[1]}. {ITEMS[0]} {ITEMS[1]}. Rest helps in most cases."
    assert blocks(text)[-1] == (None, "Rest helps in most cases.")
    assert blocks(text)[2] == ("list_item", f"{ITEMS[1]}.")


@pytest.mark.parametrize(
    "text",
    [
        "A knee - or an elbow - may ache for weeks.",
        "The knee aches.  It swells, too, in the evening.",
        "Ann - the nurse - said so. It helps: rest.",
    ],
)
def test_dashes_and_wide_spaces_in_a_text_are_no_list(text: str) -> None:
    assert blocks(text) == [("paragraph", " ".join(text.split()))]


def test_cells_apart_by_runs_of_spaces_are_rows() -> None:
    rows = ("Food", "Serving    Iron", "Beans    1 cup    3 mg", "Oats    half a cup    2 mg")
    text = "        ".join(rows)
    assert blocks(text) == [
        ("table", "Food"),
        ("table", "Serving | Iron"),
        ("table", "Beans | 1 cup | 3 mg"),
        ("table", "Oats | half a cup | 2 mg"),
    ]


def test_paragraphs_apart_by_runs_of_spaces_are_no_table() -> None:
    line = "The knee is a joint of the leg that bears most of the weight of the body."
    assert all(kind != "table" for kind, _ in blocks("     ".join([line] * 6)))


@given(st.text(alphabet="ab .-\n", max_size=80))
def test_no_word_is_made_up(text: str) -> None:
    found = " ".join(block.text for block in unflatten("paragraph", text)).replace("|", " ")
    assert set(found.replace("-", " ").split()) <= set(text.replace("-", " ").split())
