"""How numbers look on a page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from hedgerow.report import numbers
from hedgerow.report.escape import html, shown, visible
from hedgerow.report.render import environment


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (1234.56, 1, "1,234.6"),
        (-0.04, 1, "0.0"),
        (-3.14159, 2, "−3.14"),
        (0, 0, "0"),
        (None, 1, "–"),
        (float("nan"), 1, "–"),
        (float("inf"), 1, "–"),
    ],
)
def test_number(value: object, digits: int, text: str) -> None:
    assert numbers.number(value, digits) == text


@pytest.mark.parametrize(
    ("share", "text"),
    [(0.1875, "19 %"), (0, "0 %"), (1, "100 %"), (0.002, "0.2 %"), (0.998, "99.8 %")],
)
def test_percent_never_rounds_to_a_false_nothing_or_all(share: float, text: str) -> None:
    assert numbers.percent(share).replace(numbers.NARROW, " ") == text


def test_share_of_says_count_share_and_interval() -> None:
    said = numbers.share_of(3, 16, "document", 0.066, 0.43).replace(numbers.NARROW, " ")
    assert said == "3 of 16 documents (19 %, 95 % interval 7 to 43 %)"


def test_share_of_nothing() -> None:
    assert numbers.share_of(0, 0, "document") == "no documents"


@given(st.floats(allow_nan=True, allow_infinity=True), st.integers(0, 4))
def test_no_number_prints_as_nan_or_none(value: float, digits: int) -> None:
    for text in (numbers.number(value, digits), numbers.percent(value), numbers.p_value(value)):
        assert "nan" not in text.lower()
        assert "inf" not in text.lower()
        assert "None" not in text


def test_p_values() -> None:
    assert numbers.p_value(0.0004) == "< 0.001"
    assert numbers.p_value(0.04) == "0.040"


def test_controls_become_visible() -> None:
    assert visible("a\u202eb\x07c\u2066") == "a[U+202E]b[U+0007]c[U+2066]"
    assert visible("naïve “text”\n") == "naïve “text”\n"


@pytest.mark.parametrize("value", [None, float("nan")])
def test_undefined_values_are_printed_as_a_dash(value: object) -> None:
    assert shown(value) == numbers.UNDEFINED


_VALUES = st.one_of(
    st.text(max_size=30), st.integers(), st.floats(), st.booleans(), st.none(),
    st.sampled_from(["\u202e<b title='x'>\"&amp;\x00", Markup("<b>&amp;</b>")]),
)  # fmt: skip


@given(_VALUES)
def test_python_prints_a_value_as_a_template_does(value: object) -> None:
    assert html(value) == environment().from_string("{{ value }}").render(value=value)
