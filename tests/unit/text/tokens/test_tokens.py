"""Tokens: what is one, where it stands, and that no surface ever gets two types."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hedgerow.text.characters import SPACE, character_classes, code_points
from hedgerow.text.tokens.tokens import (
    NUMBER,
    PUNCTUATION,
    QUOTATION,
    SYMBOL_TOKEN,
    URL,
    WORD,
    TypeTable,
)


def tokens(text: str) -> list[tuple[str, int]]:
    table = TypeTable()
    types, starts, _ = table.code(text, np.array([0]), np.array([len(text)]))
    surfaces, kinds = table.surfaces(), table.kinds()
    for t, start in zip(types.tolist(), starts.tolist(), strict=True):
        assert text.startswith(surfaces[t], start)
    return [(surfaces[t], int(kinds[t])) for t in types.tolist()]


def surfaces(text: str) -> list[str]:
    return [surface for surface, _ in tokens(text)]


def words(text: str) -> list[str]:
    return [surface for surface, kind in tokens(text) if kind == WORD]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kratom—a tree", ["kratom", "a", "tree"]),
        ("and/or, he/she", ["and", "or", "he", "she"]),
        ("word -- word", ["word", "word"]),
        ("pain-relieving 7-hydroxymitragynine", ["pain-relieving", "7-hydroxymitragynine"]),
        ("pre- and post-operative", ["pre", "and", "post-operative"]),
        ("don't kratom's it's", ["don't", "kratom's", "it's"]),
        ("don’t kratom’s", ["don’t", "kratom’s"]),
        ("the patients' rights", ["the", "patients'", "rights"]),
        ("the 'patients'.", ["the", "patients"]),
        ("the 1990s and the 1990's", ["the", "1990s", "and", "the", "1990's"]),
        ("rock'n'roll at AT&T", ["rock'n'roll", "at", "AT&T"]),
        ("e.g. tea, i.e. a drink", ["e.g.", "tea", "i.e.", "a", "drink"]),
        ("e.g, at 3 p.m today", ["e.g", "at", "p.m", "today"]),
        ("the U.S. and the U.S too", ["the", "U.S.", "and", "the", "U.S", "too"]),
        ("a Ph.D. or an M.Sc. of J.R.R. Tolkien",
         ["a", "Ph.D.", "or", "an", "M.Sc.", "of", "J.R.R.", "Tolkien"]),
        ("by J.Smith and Dr.Jones", ["by", "J", "Smith", "and", "Dr", "Jones"]),
        ("the end.Then more", ["the", "end", "Then", "more"]),
        ("vitamin A.In winter", ["vitamin", "A", "In", "winter"]),
        ("Grisham 's book does n't sell", ["Grisham", "'s", "book", "does", "n't", "sell"]),
        ("a snake_case name", ["a", "snake_case", "name"]),
        ("3.5mg B12 CO2", ["3.5mg", "B12", "CO2"]),
        ("non-U.S. firms, anti-E.U. rules", ["non-U.S.", "firms", "anti-E.U.", "rules"]),
        ("a post-Ph.D. job", ["a", "post-Ph.D.", "job"]),
        ("E.coli and P.aeruginosa", ["E", "coli", "and", "P", "aeruginosa"]),
        ("S.aureus, C.difficile", ["S", "aureus", "C", "difficile"]),
        ("pain.kratom etc.and so", ["pain", "kratom", "etc", "and", "so"]),
        ("sleep.it helps.the end", ["sleep", "it", "helps", "the", "end"]),
        ("the fig.below and no.of", ["the", "fig", "below", "and", "no", "of"]),
        ("see page.then go", ["see", "page", "then", "go"]),
        ("a.health claim", ["a", "health", "claim"]),
        ("a mill.online shop", ["a", "mill", "online", "shop"]),
        ("7–hydroxymitragynine, COVID–19", ["7–hydroxymitragynine", "COVID–19"]),
        ("7‑OH, N–acetyl, omega–3", ["7‑OH", "N–acetyl", "omega–3"]),
        ("1,3–dimethyl and IL−6", ["1,3–dimethyl", "and", "IL−6"]),
        ("a 12–month trial", ["a", "12–month", "trial"]),
        ("the mill–river path", ["the", "mill", "river", "path"]),
        ("2019–today, Monday–Friday", ["today", "Monday", "Friday"]),
        ("it works¹ at 10⁶ cm²", ["it", "works", "at", "cm"]),
    ],
)  # fmt: skip
def test_words(text, expected) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,000.5 mg", ["1,000.5"]),
        ("from 3–5 to 10:30 or 1/2", ["3–5", "10:30", "1/2"]),
        ("0.05, then 2020-2021.", ["0.05", "2020-2021"]),
        ("page 5. Next", ["5"]),
    ],
)
def test_numbers_are_tokens_but_not_words(text, expected) -> None:
    assert [surface for surface, kind in tokens(text) if kind == NUMBER] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("see https://x.org/a?b=c,d.", "https://x.org/a?b=c,d"),
        ("(at www.x.org/y)", "www.x.org/y"),
        ('"http://x.org"and', "http://x.org"),
        ("“http://x.org”and", "http://x.org"),
        ("write to a.b@x.org!", "a.b@x.org"),
        ("doi 10.1000/xyz-1.", "10.1000/xyz-1"),
        ("open report.pdf now", "report.pdf"),
        ("open README.MD now", "README.MD"),
        ("on example.com/path/x.", "example.com/path/x"),
        ("on example.me/path here", "example.me/path"),
        ("on example.co.uk here", "example.co.uk"),
        ("on sub.example.ORG.", "sub.example.ORG"),
        ("open my_file.txt here", "my_file.txt"),
        ("run node.js here", "node.js"),
        ("at ftp://example.mill/x here", "ftp://example.mill/x"),
        ("at www.example.mill here", "www.example.mill"),
        ("write to ann@example.mill here", "ann@example.mill"),
    ],
)
def test_addresses_are_one_token(text, expected) -> None:
    assert [surface for surface, kind in tokens(text) if kind == URL] == [expected]


def test_punctuation_and_quotes_are_tokens_of_their_own() -> None:
    assert tokens('He said: "Well..." (twice) – no?!') == [
        ("He", WORD), ("said", WORD), (":", PUNCTUATION), ('"', QUOTATION), ("Well", WORD),
        ("...", PUNCTUATION), ('"', QUOTATION), ("(", PUNCTUATION), ("twice", WORD),
        (")", PUNCTUATION), ("–", PUNCTUATION), ("no", WORD), ("?!", PUNCTUATION),
    ]  # fmt: skip


def test_symbols_keep_what_combines_with_them() -> None:
    assert tokens("❤️ 50% 1️⃣") == [
        ("❤️", SYMBOL_TOKEN), ("50", NUMBER), ("%", SYMBOL_TOKEN), ("1️⃣", NUMBER)
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["", " \n\t", "\ufeff\u200b", "\ud800"])
def test_nothing_to_see_gives_no_token(text) -> None:
    assert tokens(text) == []


@pytest.mark.parametrize("text", ["中文字符", "שלום", "नमस्ते", "été", "e\u0301te\u0301"])
def test_any_script_makes_words(text) -> None:
    assert tokens(text) == [(text, WORD)]


def test_a_word_of_ten_thousand_letters_is_one_token() -> None:
    assert tokens("a" * 10_000 + " b") == [("a" * 10_000, WORD), ("b", WORD)]


def test_a_clitic_is_judged_within_its_span_only() -> None:
    table = TypeTable()
    types, _, spans = table.code("ends\n's no", np.array([0, 5]), np.array([4, 10]))
    assert [table.surfaces()[t] for t in types] == ["ends", "'s", "no"]
    assert spans.tolist() == [0, 1, 3]


def test_the_table_grows_past_its_first_size_and_keeps_its_types() -> None:
    table = TypeTable()
    many = [f"w{i}x" for i in range(80_000)]
    text = " ".join(many)
    first, _, _ = table.code(text, np.array([0]), np.array([len(text)]))
    assert first.tolist() == list(range(80_000))
    assert table.surfaces() == many
    again, _, _ = table.code(text, np.array([0]), np.array([len(text)]))
    assert np.array_equal(first, again)


def test_a_token_longer_than_the_arena_fits() -> None:
    long = "x" * 600_000
    assert surfaces(long) == [long]


_TEXT = st.text(
    st.one_of(
        st.sampled_from("aBz09.'’-—/:;,!?()[]\"“” \n\t&@_%…éЖ中\u0301\ufe0f\u200b"),
        st.characters(),
    ),
    max_size=60,
)


@given(_TEXT)
@settings(max_examples=300, deadline=None)
def test_tokens_cover_all_but_white_space_and_never_overlap(text) -> None:
    table = TypeTable()
    types, starts, _ = table.code(text, np.array([0]), np.array([len(text)]))
    forms = table.surfaces()
    covered = np.zeros(len(text), int)
    for t, start in zip(types.tolist(), starts.tolist(), strict=True):
        assert forms[t] == text[start : start + len(forms[t])]
        covered[start : start + len(forms[t])] += 1
    classes = character_classes()[np.minimum(code_points(text), 65536)] & 15
    assert (covered <= 1).all()
    assert (covered[classes != SPACE] == 1).all()
    assert (np.diff(starts) > 0).all()


@given(_TEXT)
@settings(max_examples=100, deadline=None)
def test_a_surface_of_one_kind_has_one_type(text) -> None:
    table = TypeTable()
    doubled = text + "\n" + text
    half = np.array([0, len(text) + 1])
    types, _, spans = table.code(doubled, half, half + len(text))
    assert np.array_equal(types[: spans[1]], types[spans[1] :])
    pairs = list(zip(table.surfaces(), table.kinds().tolist(), strict=True))
    assert len(set(pairs)) == len(pairs)


@given(st.lists(_TEXT, max_size=5))
@settings(max_examples=60, deadline=None)
def test_a_span_has_the_tokens_it_has_alone(texts) -> None:
    table = TypeTable()
    lengths = np.array([len(t) for t in texts], np.int64)
    start = np.concatenate([[0], np.cumsum(lengths + 1)])[: len(texts)].astype(np.int64)
    types, _, spans = table.code("\n".join(texts), start, start + lengths)
    forms = table.surfaces()
    for k, text in enumerate(texts):
        assert [forms[t] for t in types[spans[k] : spans[k + 1]].tolist()] == surfaces(text)
