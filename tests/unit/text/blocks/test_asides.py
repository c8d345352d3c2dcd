"""Notes, speakers and code: text beside the text, of which nothing is measured."""

from __future__ import annotations

import pytest

from hedgerow.phrases.occurrences import find_occurrences
from hedgerow.sources.markdown import read_text
from hedgerow.text.blocks.document import document_from_text, document_of
from hedgerow.text.tokens.tokeniser import encode

TALK = (
    "Q: Where do you bake?\nA: In the cellar, where it is cool.\n{}\nQ: Since when?\nA: For years."
)


@pytest.mark.parametrize("aside", ["(pause)", "[laughter]", "[a door opens]", "(They both laugh.)"])
def test_what_a_transcript_gives_in_brackets_is_a_note(aside: str) -> None:
    document = document_from_text("a", TALK.format(aside))
    kinds = [(block.kind, block.prose) for block in document.blocks]
    assert kinds == [
        ("paragraph", True),
        ("paragraph", True),
        ("note", False),
        ("paragraph", True),
        ("paragraph", True),
    ]


def test_brackets_outside_transcripts_are_text() -> None:
    document = document_from_text("a", "Rye is old.\n\n(It is baked here.)\n\nIt keeps well.")
    assert [block.kind for block in document.blocks] == ["paragraph"] * 3


@pytest.mark.parametrize("fence", ["```\n{}\n```\n", "~~~py\n{}\n~~~\n", "    {}\n"])
def test_code_in_markdown_is_kept_and_no_phrase_is_counted_in_it(fence: str) -> None:
    code = fence.format("rye_bread = bake('rye bread')")
    text = f"# Bread\n\nMost rye bread keeps well.\n\n{code}\nAll rye bread is dark.\n"
    document = document_of("a", read_text(text))
    assert [block.kind for block in document.blocks] == ["title", "paragraph", "code", "paragraph"]
    found = find_occurrences(encode([document]), ["rye bread"])
    assert len(found) == 2


def test_no_phrase_is_counted_in_a_table() -> None:
    text = (
        "# Bread\n\nMost rye bread keeps well.\n\n| Kind | Days |\n|---|---|\n| rye bread | 9 |\n"
    )
    found = find_occurrences(encode([document_of("a", read_text(text))]), ["rye bread"])
    assert len(found) == 1
