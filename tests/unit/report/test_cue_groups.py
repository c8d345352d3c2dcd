"""Which group a cue is called typical of."""

from __future__ import annotations

import numpy as np
import pandas as pd

from hedgerow.report.sections.hedging import _add_keyness


def _record(included: pd.DataFrame, uses: list[int]) -> dict:
    return {"_per": pd.Series(uses, index=included["doc_id"])}


def _corpus() -> pd.DataFrame:
    names = [f"{group}{k}" for group in "ab" for k in range(5)]
    return pd.DataFrame({"doc_id": names, "group": list("aaaaabbbbb"), "words": 1000})


def test_a_group_is_named_where_its_documents_use_a_cue_far_more() -> None:
    included = _corpus()
    record = _record(included, [6, 7, 5, 6, 8, 1, 0, 1, 0, 1])
    _add_keyness([record], included)
    assert record["key_group"] == "a"
    assert record["log_ratio"] > 3
    # Dunning's formula by hand: 32 of 5,000 words against 3 of 5,000.
    expected = 2 * (32 * np.log(32 / 17.5) + 3 * np.log(3 / 17.5))
    assert abs(record["log_likelihood"] - expected) < 0.5


def test_a_small_difference_names_no_group() -> None:
    included = _corpus()
    record = _record(included, [3, 3, 3, 3, 3, 2, 2, 2, 2, 2])
    _add_keyness([record], included)
    assert record["key_group"] is None


def test_one_document_with_most_uses_names_no_group() -> None:
    included = _corpus()
    record = _record(included, [40, 1, 1, 1, 1, 0, 0, 0, 0, 0])
    _add_keyness([record], included)
    assert record["key_group"] is None


def test_a_cue_of_two_documents_names_no_group() -> None:
    included = _corpus()
    record = _record(included, [15, 15, 0, 0, 0, 0, 0, 0, 0, 0])
    _add_keyness([record], included)
    assert record["key_group"] is None
