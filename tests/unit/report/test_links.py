"""Names of documents in addresses: readable, and each its own."""

from __future__ import annotations

from hedgerow.report.links import slug, slugs


def test_no_two_documents_share_a_name() -> None:
    """Twenty thousand names of 24 bits collide a dozen times; those get more digits."""
    doc_ids = [f"notes/a.jsonl#{number}" for number in range(20_000)]
    names = slugs(doc_ids)
    assert len(set(names.values())) == len(doc_ids)
    longer = [doc_id for doc_id in doc_ids if names[doc_id] != slug(doc_id)]
    assert 0 < len(longer) < 100


def test_a_name_depends_on_the_documents_and_not_on_their_order() -> None:
    doc_ids = [f"a.jsonl#{number}" for number in range(9_000)]
    assert slugs(doc_ids) == slugs(reversed(doc_ids))


def test_a_name_is_safe_in_addresses() -> None:
    for doc_id in ("../..", "a b/ü.txt", "<script>.md", "x" * 500, "\udcff.txt", ""):
        assert slug(doc_id).replace("-", "").isalnum()
        assert len(slug(doc_id)) <= 60
