"""Remnants of pages in plain text: scraps, lines given twice, entries among entries."""

from __future__ import annotations

import pytest

from hedgerow.text.blocks.document import document_from_text

LINE = "Rye is ground in the cellar every evening, since flour that is kept tastes of the sack."
OTHER = "A loaf takes two days, most of which it spends in a cold room without anybody near it."


def prose(text: str) -> list[str]:
    document = document_from_text("a", text)
    return [document.text[b.start : b.end] for b in document.blocks if b.prose]


@pytest.mark.parametrize("scrap", ["FAQ", ")", "Dr. Hale", "and more"])
def test_a_scrap_between_paragraphs_is_no_prose(scrap: str) -> None:
    assert prose(f"{LINE}\n\n{scrap}\n\n{OTHER}\n\n{scrap}") == [LINE, OTHER]


@pytest.mark.parametrize("short", ["It works.", "Why not?", '"Never again!"'])
def test_a_short_sentence_is_prose(short: str) -> None:
    assert short in prose(f"{LINE}\n\n{short}\n\n{OTHER}")


def test_a_text_of_one_line_is_prose_whatever_it_is() -> None:
    assert prose("Green tea") == ["Green tea"]


def test_a_line_that_repeats_the_one_before_it_is_measured_once() -> None:
    text = f"{OTHER}\n\n- {LINE}\n\n{LINE}\n\n{OTHER}"
    assert prose(text) == [OTHER, LINE, OTHER]
    assert document_from_text("a", text).cleaning["duplicate_block"] == 1


ENTRIES = [
    "Hale A, Moss B. Rye in cold cellars. J Cereal Sci. 2013;12(2):92-8. doi:10.1002/rye.20050",
    "Moss B, Bell C. Sour doughs of the north. Food Hist. 2015;7(1):11-19. doi:10.1002/sour.1150",
]


def test_a_short_line_between_entries_is_an_entry() -> None:
    middle = "The Guild of Bakers. How rye is stored."
    text = "\n\n".join([LINE, *ENTRIES, middle, *(e.replace("20", "19") for e in ENTRIES)])
    assert prose(text) == [LINE]
    assert middle in prose("\n\n".join([LINE, ENTRIES[0], middle, OTHER]))
