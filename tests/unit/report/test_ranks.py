from __future__ import annotations

from collections import Counter

import pytest

from hedgerow.corpus.criteria import _apart
from hedgerow.report.ranks import Ranks
from hedgerow.report.table_html import CONTEXT, _in_context


def ranks(*places: int) -> Ranks:
    return Ranks({str(i): place for i, place in enumerate(places)}, Counter(places))


@pytest.mark.parametrize(
    ("places", "words"),
    [
        ((1, 2, 3), ["highest of 3", "2nd highest of 3", "lowest of 3"]),
        ((1, 1, 3), ["highest of 3, shared", "highest of 3, shared", "lowest of 3"]),
        ((1, 2, 2), ["highest of 3", "lowest of 3, shared", "lowest of 3, shared"]),
        ((1, 1, 1), ["all 3 alike"] * 3),
        ((1,), [""]),
    ],
)
def test_a_rank_says_both_ends_and_ties(places: tuple[int, ...], words: list[str]) -> None:
    assert [ranks(*places).in_words(str(i)) for i in range(len(places))] == words


def test_a_document_without_the_measure_has_no_rank() -> None:
    assert ranks(1, 2).in_words("other") == ""


@pytest.mark.parametrize(
    ("share", "line", "text"),
    [(0.2024, 0.2, "20.2 %"), (0.25, 0.2, "25 %"), (0.4951, 0.5, "49.5 %")],
)
def test_a_share_beyond_a_line_does_not_print_as_the_line(
    share: float, line: float, text: str
) -> None:
    assert _apart(share, line) == text


def test_a_line_of_concordance_is_cut_between_words() -> None:
    left, right = "ncreased " + "a" * (CONTEXT - 9), "b" * (CONTEXT - 4) + " wor"
    html = "".join(_in_context({"left": left, "surface": "kratom", "right": right}, None))
    assert f'"left">… {"a" * (CONTEXT - 9)}<' in html
    assert f'"right">{"b" * (CONTEXT - 4)} …<' in html
    whole = "".join(_in_context({"left": "the ", "surface": "x", "right": " end"}, None))
    assert "…" not in whole
