"""The comparison with other packages: its tables, and what it says where they are missing."""

from __future__ import annotations

import sys

import numpy as np
import pytest

import compare_readability as compare
from hedgerow.errors import UserError
from hedgerow.lexicons.store import nltk_data

TEXTS = ["The dose was 2.5 grams in all. It helped us sleep.", "We sat on a mat."]


@pytest.fixture(scope="module")
def answered():
    # the project's own environment has textstat and none of the others
    return compare.everyone(sys.executable, TEXTS)


def test_a_package_that_is_there_is_compared_and_another_is_named(answered) -> None:
    values, about = answered
    assert set(values) == {"Hedgerow", "textstat"}
    assert about["scireadability"].startswith("not compared: ModuleNotFoundError")
    assert values["Hedgerow"]["sentences"].tolist() == [2, 1]
    assert values["textstat"]["sentences"].tolist() == [3, 1]


def test_the_values_are_textstats_own(answered) -> None:
    import nltk

    nltk.data.path.insert(0, str(nltk_data()))  # textstat's dictionary
    import textstat

    for text, value in zip(TEXTS, answered[0]["textstat"]["flesch_kincaid_grade"], strict=True):
        assert value == textstat.flesch_kincaid_grade(text)


def test_hedgerow_falls_into_no_trap() -> None:
    values = compare.ours([text for _, text, _, _ in compare.TRAPS])
    for k, (name, _, measure, right) in enumerate(compare.TRAPS):
        assert values[measure][k] == right, name


def test_the_page_has_a_row_for_every_measure_and_trap() -> None:
    count = len(compare.TRAPS)
    excerpts = [{"bt_easiness": -float(i), **dict.fromkeys(compare.PUBLISHED.values(), 9.0)}
                for i in range(4)]  # fmt: skip
    medical = [{"Readability": float(i)} for i in range(3)]
    numbers = np.arange(4 + 3 + count, dtype=float)
    values = {name: dict.fromkeys(compare.MEASURES, numbers) for name in ("Hedgerow", "other")}
    values["other"] = {**values["other"], "smog": np.full(len(numbers), np.nan)}
    text = compare.page(values, {"other": "1.0"}, excerpts, medical)
    assert "| SMOG: Spearman with teachers' easiness | 1.000 | — |" in text
    assert "| Dale-Chall: mean distance from the published value | 7.500 | 7.500 |" in text
    assert "| Flesch-Kincaid: Pearson with readers, medical sentences | 1.000 | 1.000 |" in text
    assert all(f"| {name} |" in text for name, *_ in compare.TRAPS)
    assert "| ARI | 1.50 | +0.00 (n = 4) |" in text


def test_an_environment_that_is_not_there_is_named() -> None:
    with pytest.raises(UserError, match=r"no/python: can't score the texts"):
        compare.peers("no/python", TEXTS)
