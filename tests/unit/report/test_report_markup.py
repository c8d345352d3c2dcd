"""Marks over text: overlap, boundaries, escaping."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from hedgerow.report.markup import Mark, marked, pieces


class _Balance(HTMLParser):
    """Collect the text and fail on elements that cross."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.text = ""
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.open.append(tag)
        self.tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def _read(html: str) -> _Balance:
    reader = _Balance()
    reader.feed(html)
    reader.close()
    assert reader.open == []
    return reader


def test_overlapping_marks_are_cut_at_every_boundary() -> None:
    found = pieces(0, 10, [Mark(1, 5, "a"), Mark(3, 8, "b")])
    assert [(a, b, [mark.css for mark in over]) for a, b, over in found] == [
        (0, 1, []),
        (1, 3, ["a"]),
        (3, 5, ["a", "b"]),
        (5, 8, ["b"]),
        (8, 10, []),
    ]


def test_a_piece_carries_the_classes_and_tips_of_all_its_marks() -> None:
    html = marked("0123456789", 0, 10, [Mark(1, 5, "a", "one"), Mark(3, 8, "b", "two")])
    assert '<span class="m a b b-a a-z" title="one; two">34</span>' in html


def test_the_ends_of_a_mark_are_where_it_begins_and_ends() -> None:
    html = marked("0123456789", 0, 10, [Mark(0, 10, "a"), Mark(4, 6, "b")])
    assert len(re.findall(r"\ba-a\b", html)) == 1
    assert len(re.findall(r"\ba-z\b", html)) == 1


def test_text_of_corpora_is_escaped_in_text_and_in_tips() -> None:
    hostile = '<script>x</script>"><img onerror=1>\u202e'
    html = marked(hostile, 0, len(hostile), [Mark(0, 8, "a", hostile)])
    assert set(_read(html).tags) == {"span"}
    assert "<script" not in html and "<img" not in html
    assert "\u202e" not in html and "[U+202E]" in html


_MARKS = st.lists(
    st.tuples(
        st.integers(0, 40), st.integers(1, 20), st.sampled_from(["hedge", "phrase", "shared"])
    ),
    max_size=12,
)  # fmt: skip


@given(st.text(max_size=40), _MARKS)
def test_nothing_is_lost_and_nothing_crosses(text: str, spans: list[tuple[int, int, str]]) -> None:
    marks = [Mark(start, start + length, css) for start, length, css in spans]
    html = str(marked(text, 0, len(text), marks))
    plain = unescape(re.sub(r"<[^>]*>", "", html))
    expected = "".join(f"[U+{ord(c):04X}]" if _hidden(c) else c for c in text)
    # unescape() replaces carriage returns as a browser would not: compare what is in the markup.
    assert plain == unescape(expected.replace("&", "&amp;").replace("<", "&lt;"))
    assert html.count("<span") == html.count("</span>")


def _hidden(c: str) -> bool:
    from hedgerow.report.escape import visible

    return visible(c) != c
