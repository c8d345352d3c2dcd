"""Cleaning: what is repaired, what is counted, and the way back to the raw text."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hedgerow.text.blocks.cleaning import clean


@pytest.mark.parametrize(
    ("raw", "text", "counts"),
    [
        ("caf\u00c3\u00a9 isn\u00e2\u20ac\u2122t", "café isn't", {"mojibake": 2, "quote": 1}),
        ("\u00e2\u20ac\u0153Hi\u00e2\u20ac\u009d", '"Hi"', {"mojibake": 2, "quote": 2}),
        ("he left\u00e2\u20ac.", 'he left".', {"mojibake": 1, "quote": 1}),
        ("5\u00c2 mg", "5 mg", {"mojibake": 1}),
        ("\x93Yes\x94", '"Yes"', {"mojibake": 2, "quote": 2}),
        ("10\u00a0mg\u2009a day", "10 mg a day", {"nbsp": 2}),
        ("tinc\u00adture", "tincture", {"soft_hyphen": 1}),
        ("a\u200bb\u2060c", "abc", {"zero_width": 2}),
        ("\ufeffText", "Text", {"bom": 1}),
        ("e\ufb03cient \ufb01eld", "efficient field", {"ligature": 2}),
        ("\u2018a\u2019 \u201cb\u201d", "'a' \"b\"", {"quote": 4}),
        ("salt &amp; tea&#8217;s", "salt & tea's", {"entity": 2, "quote": 1}),
        ("&amp;nbsp;", " ", {"entity": 2, "nbsp": 1}),
        ("a\x01b\x7f", "ab", {"control": 2}),
        ("cafe\u0301", "café", {"combining": 1}),
        ("\U0001d41b\U0001d428\U0001d425\U0001d41d", "bold", {"styled": 4}),
        ("\U0001d612\U0001d633\U0001d622\U0001d635\U0001d630\U0001d62e", "Kratom", {"styled": 6}),
        ("\uff34\uff25\uff21 \u24d0\u24d1", "TEA ab", {"styled": 5}),
        ("\U0001d7d3 mg", "5 mg", {"styled": 1}),
        ("a\r\nb\rc\x0cd\u2028e", "a\nb\nc\nd\ne", {}),
        ("Plain, with tab\tand 100% ASCII.", "Plain, with tab\tand 100% ASCII.", {}),
        ("", "", {}),
    ],
)
def test_each_change_is_made_and_counted(raw: str, text: str, counts: dict[str, int]) -> None:
    cleaned = clean(raw)
    assert cleaned.text == text
    assert cleaned.counts == counts


@pytest.mark.parametrize(
    "text",
    ["São Paulo – naïve, “café”—déjà vu…", "Ελληνικά κείμενα, русский текст, 日本語", "AT&T & Co"],
)
def test_good_text_is_not_taken_for_damaged(text: str) -> None:
    cleaned = clean(text)
    assert cleaned.text.replace('"', "") == text.replace("“", "").replace("”", "")
    assert set(cleaned.counts) <= {"quote"}


def test_offsets_lead_to_the_raw_characters() -> None:
    raw = "\ufeffThe of\ufb01ce &amp; caf\u00c3\u00a9 tinc\u00adture\r\nend"
    cleaned = clean(raw)
    assert cleaned.text == "The office & café tincture\nend"
    at = cleaned.offsets
    assert len(at) == len(cleaned.text) + 1
    assert at[-1] == len(raw)
    assert raw[at[0]] == "T"
    assert raw[at[cleaned.text.index("&")]] == "&"
    assert raw[at[cleaned.text.index("é")]] == "\u00c3"
    assert raw[at[cleaned.text.index("end")] :] == "end"


def test_untouched_text_has_the_identity_for_a_map() -> None:
    cleaned = clean("A plain line.\nAnother one.")
    assert cleaned.mapping is None
    assert cleaned.offsets.tolist() == list(range(len(cleaned.text) + 1))


@given(st.text(max_size=80))
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_map_is_monotone_and_complete(raw: str) -> None:
    cleaned = clean(raw)
    at = cleaned.offsets
    assert len(at) == len(cleaned.text) + 1
    assert at[-1] == len(raw)
    assert (at[1:] >= at[:-1]).all()
    assert at[0] >= 0


@given(st.text(alphabet=st.characters(codec="ascii", exclude_categories=["Cc"]), max_size=80))
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_ascii_without_entities_is_left_alone(raw: str) -> None:
    text = raw.replace("&", " ")
    assert clean(text).text == text


@given(st.text(alphabet="aZé ’“”\u00a0\u00ad\u200b\ufb01\r\n.,—\ufeff\x01", max_size=60))
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_cleaning_twice_changes_nothing_more(raw: str) -> None:
    once = clean(raw).text
    assert clean(once).text == once
