"""Which group a cue is called typical of."""

from __future__ import annotations

import numpy as np
import pandas as pd

from hedgerow.report.sections.hedging import _add_keyness


def _record(uses: list[int]) -> dict:
    """Return what is added to a cue with these uses in ten documents of two groups."""
    record: dict = {}
    included = pd.DataFrame({"group": list("aaaaabbbbb"), "words": 1000})
    _add_keyness([record], np.array([uses]), included)
    return record


def test_a_group_is_named_where_its_documents_use_a_cue_far_more() -> None:
    record = _record([6, 7, 5, 6, 8, 1, 0, 1, 0, 1])
    assert record["key_group"] == "a"
    assert record["log_ratio"] > 3
    # Dunning's formula by hand: 32 of 5,000 words against 3 of 5,000.
    expected = 2 * (32 * np.log(32 / 17.5) + 3 * np.log(3 / 17.5))
    assert abs(record["log_likelihood"] - expected) < 0.5


def test_a_small_difference_names_no_group() -> None:
    record = _record([3, 3, 3, 3, 3, 2, 2, 2, 2, 2])
    assert record["key_group"] is None


def test_one_document_with_most_uses_names_no_group() -> None:
    record = _record([40, 1, 1, 1, 1, 0, 0, 0, 0, 0])
    assert record["key_group"] is None


def test_a_cue_of_two_documents_names_no_group() -> None:
    record = _record([15, 15, 0, 0, 0, 0, 0, 0, 0, 0])
    assert record["key_group"] is None
