"""The filter for hashes that several documents have."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from hedgerow.overlap.hash_filter import HashFilter, count_shared, slot_bits

DOCUMENTS = st.lists(st.lists(st.integers(0, 30), max_size=20), max_size=8)


@given(DOCUMENTS, st.integers(1, 3))
def test_what_several_documents_have_passes(documents, parts):
    hashes = [np.array(d, np.uint64) for d in documents]
    held = HashFilter(1_000)
    for some in (hashes[k::parts] for k in range(parts)):
        edges = np.concatenate([[0], np.cumsum([len(h) for h in some])]).astype(np.int64)
        held.add(np.concatenate([np.zeros(0, np.uint64), *some]), edges)
    wanted = np.arange(31, dtype=np.uint64)
    number = [sum(h in d for d in documents) for h in range(31)]
    # so few hashes have a slot each
    assert held.several(wanted).tolist() == [h > 0 and n > 1 for h, n in enumerate(number)]


def test_few_hashes_of_one_document_pass():
    hashes = np.random.default_rng(1).integers(1, 1 << 63, 50_000).astype(np.uint64)
    held = HashFilter(len(hashes))
    held.add(hashes, np.arange(0, len(hashes) + 1, 10))
    assert held.several(hashes).mean() < 0.15


def test_hashes_are_counted_as_the_filter_lets_them_pass():
    rng = np.random.default_rng(5)
    hashes = rng.integers(1, 400, 3000).astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    owner = np.sort(rng.integers(0, 500, len(hashes))).astype(np.uint32)
    doc = (np.arange(500) // 4).astype(np.int32)
    edges = np.searchsorted(doc[owner], np.arange(126))
    held = HashFilter(100)
    held.add(hashes, edges)
    expected = np.bincount(owner, held.several(hashes), 500)
    assert 0 < expected.sum() < len(hashes)
    shared = np.zeros(500, np.int32)
    # the slots in two parts
    low = np.uint64((1 << (slot_bits(100) - 1)) - 1)
    upper = (hashes & (low + np.uint64(1))) > 0
    for some in (upper, ~upper):
        count_shared(hashes[some], owner[some], doc, low, shared)
    assert shared.tolist() == expected.tolist()
