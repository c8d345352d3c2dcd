"""Claims that can be quoted by themselves."""

from __future__ import annotations

import numpy as np
import pytest

from hedgerow.labels.quotable import quotable, readable, whole


@pytest.mark.parametrize(
    ("phrase", "read"),
    [
        ("Fennel tea", True),
        ("These herbs", True),
        ("the tea", True),
        ("It", False),
        ("", False),
        (None, False),
        (float("nan"), False),
        ("relief of", False),
        ("and mint", False),
        ("the", False),
        ("a long row of words that nobody reads at one glance", False),
    ],
)
def test_phrases_that_can_be_read(phrase: object, read: bool) -> None:
    assert readable(phrase) is read


def _claims(**changes: object) -> dict[str, list]:
    row = {
        "claim_probability": 0.95, "stance": "asserted", "is_question": False,
        "agent": "Fennel tea", "outcome": "pain",
    }  # fmt: skip
    return {name: [value] for name, value in {**row, **changes}.items()}


def test_a_sure_asserted_claim_with_agent_and_outcome_is_quoted() -> None:
    assert quotable(_claims()).tolist() == [True]


@pytest.mark.parametrize(
    "change",
    [
        {"claim_probability": 0.8},
        {"claim_probability": np.nan},
        {"stance": "denied"},
        {"is_question": True},
        {"agent": "they"},
        {"outcome": None},
        {"outcome": "fennel tea"},
    ],
)
def test_what_is_not_quoted(change: dict) -> None:
    assert quotable(_claims(**change)).tolist() == [False]


@pytest.mark.parametrize(
    ("sentence", "is_whole"),
    [
        ("Mint eases pain.", True),
        ("“Mint eases pain.”", True),
        ("(Mint eases pain.)", True),
        ("3 cups ease pain!", True),
        ("'\"Mint eases pain.\"'", True),
        ("Mint eases pain. ", True),
        ("mint eases pain.", False),
        ("Mint eases pain", False),
        ("Mint eases pain,", False),
        ("- Mint eases pain.", False),
        ("", False),
    ],
)
def test_a_whole_sentence_has_its_begin_and_its_end(sentence: str, is_whole: bool) -> None:
    assert whole(sentence) is is_whole
