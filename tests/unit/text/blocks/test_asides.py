"""Notes, speakers and code: text beside the text, of which nothing is measured."""

from __future__ import annotations

import pytest

from hedgerow.phrases.occurrences import find_occurrences
from hedgerow.sources.fragments import html_blocks
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


def kinds(text: str) -> list[str]:
    return [block.kind for block in document_from_text("a", text).blocks]


SPEECH = ["Where do you bake?", "In the cellar, where it is cool.", "Since when?", "For years."]


@pytest.mark.parametrize(
    "form",
    [
        "{n}\n00:00:0{n},000 --> 00:00:0{n},900\n{line}\n",
        "00:0{n}.000 --> 00:0{n}.900 align:start\n{line}\n",
    ],
)
def test_times_and_numbers_of_captions_are_no_text(form: str) -> None:
    text = "\n".join(form.format(n=n, line=line) for n, line in enumerate(SPEECH, 1))
    document = document_from_text("a", text)
    prose = [document.text[b.start : b.end] for b in document.blocks if b.prose]
    assert prose == SPEECH


@pytest.mark.parametrize("label", ["[00:0{n}:05] Speaker {n}", "00:{n}1 Ann Hale:", "Ann 0{n}:30"])
def test_a_name_with_a_time_over_a_speech_is_a_speaker(label: str) -> None:
    text = "\n\n".join(f"{label.format(n=n)}\n{line}" for n, line in enumerate(SPEECH))
    assert kinds(text) == ["speaker", "paragraph"] * 4


def test_the_letters_of_an_interview_are_no_words() -> None:
    text = "\n".join(f"{'QA'[n % 2]}. {line}" for n, line in enumerate(SPEECH))
    document = document_from_text("a", text)
    assert [document.text[b.start : b.end] for b in document.blocks] == SPEECH


def test_a_single_letter_or_time_is_text() -> None:
    assert kinds("A. Hale bakes rye.\n\nQ. Moss eats it.\n\nBoth are old.") == ["paragraph"] * 3
    assert "speaker" not in kinds("Opens at\n08:30\nevery day but Sunday in the old town.")


LINE = "Rye is ground in the cellar every evening, since flour that is kept tastes of the sack."


@pytest.mark.parametrize(
    "table",
    [
        "┌──────┬─────┐\n│ Kind │ Days│\n├──────┼─────┤\n│ Rye  │ 9   │\n└──────┴─────┘",
        "Kind          Days    Where\n---------------------------\n"
        "Rye              9    in a cool place\nWheat            3    in a bag",
    ],
)
def test_drawn_and_ruled_tables_are_tables_with_their_heads(table: str) -> None:
    found = kinds(f"{LINE}\n\n{table}\n\n{LINE.replace('Rye', 'Oats')}")
    assert found[0] == found[-1] == "paragraph"
    assert set(found[1:-1]) == {"table"}


def test_preformatted_text_in_a_field_of_html_is_code() -> None:
    blocks, _ = html_blocks("<p>Rye keeps well.</p><pre>bake(rye)</pre><p>It is dark.</p>")
    assert [block.kind for block in blocks] == [None, "code", None]
