"""Lines by their characters: an unset flag is a certain no."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hedgerow.text.blocks import line_flags, line_forms
from hedgerow.text.blocks.cleaning import clean
from hedgerow.text.blocks.line_keys import key_number
from hedgerow.text.blocks.line_table import LineTable, line_table

_WORDS = (
    "Figure 2 Table Photo: credit Image courtesy of licensed under CC BY Author By Jane Doe Written"
    " by published 3 May 2024 2024-05-03 January Monday, Abstract: TL;DR — In brief summary Key"
    " words: tags Green AB; 5(2):100-5. doi:10.1234/x https://example.org/a www.example.org (2010)."
    ' pp. 12 University Hospital, ann@example.org "Sleep well" – \'tis “quoted” (1) a) 12. - * • >'
    " ... . . [12] ; and or: the of including The sleep of reason, it helps! Does it? no É ß"
    " ſummary"
).split(" ")
lines_of_words = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=25).map(" ".join)
any_line = st.text(min_size=1, max_size=300) | lines_of_words


def only_line(text: str, plain: bool = False) -> tuple[str, int, LineTable] | None:
    """The first line of a text, its form, and the table."""
    text = " ".join(clean(text).text.split())
    table = line_table(text, plain)
    return (text, int(table.lines["form"][0]), table) if len(table) else None


@settings(deadline=None)
@given(any_line)
@example("ſummary: a text")
@example("Author: Jane Doe")
@example("Green AB. On mills. 2010;5(2):100-5.")
def test_a_line_without_the_flag_fails_the_test(text: str) -> None:
    found = only_line(text)
    if found is None:
        return
    line, form, _ = found
    for bit, test in (
        (line_flags.MAY_BYLINE, line_forms.byline_in),
        (line_flags.MAY_DATE, line_forms.is_date_line),
        (line_flags.MAY_NAMES, line_forms.is_line_of_names),
        (line_flags.MAY_CAPTION, line_forms.is_caption),
        (line_flags.MAY_QUOTE, line_forms.is_attributed_quote),
        (line_flags.MAY_ENTRY, line_forms.is_entry),
        (line_flags.MAY_SUMMARY, line_forms.is_summary),
    ):
        possible = bool(form & bit)
        if bit == line_flags.MAY_NAMES and form & line_flags.ENDS:
            continue  # the test is for lines that do not end as a sentence
        assert possible or not test(line), (test.__name__, line)


@settings(deadline=None)
@given(any_line)
@example("It ends. [12] [3–5]")
@example('He said "it ends."')
@example("[12]")
def test_ends_as_a_sentence(text: str) -> None:
    found = only_line(text)
    if found is None:
        return
    line, form, _ = found
    bare = re.sub(r"(?:\s*\[[0-9, –-]{1,12}\])+$", "", line)
    assert bool(form & line_flags.ENDS) == bare.rstrip("\"')]}*_").endswith((".", "!", "?", "…"))


@settings(deadline=None)
@given(any_line)
def test_marks_of_items(text: str) -> None:
    found = only_line(text)
    if found is None:
        return
    line, form, table = found
    match = re.match(
        r"(?:(?P<bullet>[-*+•·‣▪◦●○■□–➤►✓✔])|\(?[0-9]{1,2}[.)]|\(?[a-z]\))\s+(?=\S)", line
    )
    assert table.lines["marker"][0] == (match.end() if match else 0)
    assert bool(form & line_flags.NUMBERED) == bool(match and not match["bullet"])


@settings(deadline=None)
@given(st.lists(any_line, max_size=12), st.sampled_from(["\n", "\n\n", " \n\t\n"]))
def test_lines_are_those_of_a_split_text(parts: list[str], end: str) -> None:
    text = clean(end.join(parts)).text
    table = line_table(text)
    lines = [line.strip(" \t") for line in text.split("\n")]
    spans = zip(table.lines["start"].tolist(), table.lines["end"].tolist(), strict=True)
    assert [text[a:b] for a, b in spans] == [line for line in lines if line]
    forms = table.lines["form"]
    assert [bool(f & line_flags.SPACED) for f in forms] == [
        "  " in line or "\t" in line for line in lines if line
    ]
    assert table.lines["spaces"].tolist() == [line.count(" ") for line in lines if line]


@settings(deadline=None)
@given(lines_of_words, lines_of_words)
def test_keys_are_the_same_for_the_same_words_alone(a: str, b: str) -> None:
    def words(line: str) -> list[str]:
        body = line[line_table(line).lines["marker"][0] :]
        body = re.sub(r"(?:\s?\.){3,}\s*[0-9]+$", "", body)
        body = re.sub(r"^[0-9.()\s]+", "", body)
        return re.findall(r"[^\W_]+", "".join(map(str.lower, body)))

    tables = [line_table(text) for text in (a, b)]
    if any(len(text) >= line_flags.LONGEST_KEY or not words(text) for text in (a, b)):
        return
    keys, openings = ([int(t.lines[name][0]) for t in tables] for name in ("key", "opening"))
    assert (keys[0] == keys[1]) == (words(a) == words(b))
    assert (openings[0] == openings[1]) == (words(a)[0] == words(b)[0])


def test_keys_of_words_are_those_of_lines() -> None:
    for line in ("Table of Contents", "1. Table of contents", "TABLE OF CONTENTS:"):
        assert line_table(line).lines["key"][0] == key_number("table of contents")


@pytest.mark.parametrize(
    ("line", "leads"),
    [
        ("Sleep ........ 12", True),
        ("Sleep . . . . 7", True),
        ("Sleep ... 3", True),
        ("Sleep .. 3", False),
        ("Sleep 2024", False),
        ("It waits ... and then sleeps", False),
    ],
)
def test_leaders(line: str, leads: bool) -> None:
    table = line_table(line)
    assert bool(table.lines["form"][0] & line_flags.LEADERS) is leads
    assert (table.lines["key"][0] == key_number("sleep")) == leads
