"""The replication table: the other packages on the same counts."""

from __future__ import annotations

import pytest

import replication
from hedgerow.readability.formulas import FORMULAS

COUNTS = {
    "words": 200.0, "sentences": 12.0, "syllables": 320.0, "polysyllables": 30.0,
    "monosyllables": 120.0, "complex_words": 24.0, "long_words": 50.0, "letters": 900.0,
    "characters": 910.0, "difficult_words": 40.0, "mini_words": 70.0, "unfamiliar_types": 25.0,
}  # fmt: skip


def test_every_difference_has_its_reason() -> None:
    assert set(replication.WHY) <= set(FORMULAS)
    for name in FORMULAS:
        if name == "hedgerow_grade":
            continue
        found = replication.values(name, COUNTS)
        differ = [v for v in found.values() if v != pytest.approx(found["Hedgerow"], abs=5e-4)]
        absent = len(found) < 4
        assert not (differ or absent) or name in replication.WHY, f"say why {name} differs in WHY"


def test_textstat_computes_with_its_own_constants() -> None:
    found = replication.values("coleman_liau", COUNTS)
    assert found["textstat"] - found["Hedgerow"] == pytest.approx(-0.0008 * 450)
    again = replication.values("coleman_liau", COUNTS | {"letters": 800.0})
    assert again["textstat"] != found["textstat"]  # no value from its cache


def test_linsear_write_of_both_ranges() -> None:
    for sentences in (12.0, 8.0):
        found = replication.values("linsear_write", COUNTS | {"sentences": sentences})
        assert found["textstat"] == found["koRpus"] == pytest.approx(found["Hedgerow"])
