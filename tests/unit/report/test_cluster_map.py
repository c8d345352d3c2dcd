"""The map of clusters: which clusters and documents it draws."""

from __future__ import annotations

from types import SimpleNamespace

import pandas as pd
import pytest

from hedgerow.report.figures import NothingToDraw
from hedgerow.report.figures.shared_wording import CLUSTER_MAP, CLUSTERS, POINTS
from hedgerow.report.style import WIDE


def _results(sizes: list[int]) -> SimpleNamespace:
    """Return results with clusters of these sizes and one document in none."""
    rows = [("alone", None, "a")]
    rows += [(f"c{k}-{m}", k, "ab"[m % 2]) for k, size in enumerate(sizes, 1) for m in range(size)]
    documents = pd.DataFrame(rows, columns=["doc_id", "cluster", "group"])
    pairs = pd.DataFrame(
        [(f"c{k}-0", f"c{k}-1", 0.9, "near") for k in range(1, len(sizes) + 1)],
        columns=["doc_a", "doc_b", "jaccard", "kind"],
    )
    return SimpleNamespace(
        of_documents=documents.__getitem__,
        similar_among=lambda doc_ids: pairs[pairs["doc_a"].isin(doc_ids)],
        grouped=True,
        titles={},
    )


def test_the_largest_cluster_comes_first_and_documents_without_one_are_left_out() -> None:
    data = CLUSTER_MAP.data(_results([2, 4]))
    assert data.table["cluster"].tolist() == [2, 2, 2, 2, 1, 1]
    assert "alone" not in set(data.table["doc_id"])
    assert data.caption.startswith("2 clusters of 6 documents")


def test_more_clusters_than_fit_are_named_in_the_caption() -> None:
    data = CLUSTER_MAP.data(_results([2] * (CLUSTERS + 3)))
    assert data.table["cluster"].nunique() == CLUSTERS
    assert f"The {CLUSTERS} largest are drawn" in data.caption


def test_a_large_cluster_is_drawn_with_a_part_of_its_documents() -> None:
    results = _results([POINTS + 5, 2])
    data = CLUSTER_MAP.data(results)
    assert f"at most {POINTS} documents" in data.caption
    figure = CLUSTER_MAP.draw(data, results, WIDE)
    drawn = [axes for axes in figure.axes if axes.get_title()]
    assert [axes.get_title().split("\n")[0] for axes in drawn] == ["45 documents", "2 documents"]
    points = [sum(len(c.get_offsets()) for c in axes.collections) for axes in drawn]
    assert points == [POINTS, 2]
    assert [len(axes.lines) for axes in drawn] == [1, 1]


def test_without_clusters_nothing_is_drawn() -> None:
    with pytest.raises(NothingToDraw, match="similar enough"):
        CLUSTER_MAP.data(_results([]))
