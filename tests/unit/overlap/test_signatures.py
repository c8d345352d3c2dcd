"""Signatures of documents, duplicates and similar pairs."""

import os
import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hedgerow.corpus.shared_wording import find_copies
from hedgerow.errors import UserError
from hedgerow.overlap.duplicates import agreeing_pairs, candidate_pairs, find_duplicates
from hedgerow.overlap.near_originals import near_originals
from hedgerow.overlap.signatures import (
    SignedShards,
    jaccard,
    join,
    sign,
)
from hedgerow.steps.signature_files import read_signatures, write_signatures
from hedgerow.text.blocks.document import document_from_text
from hedgerow.text.tokens.tokeniser import encode
from hedgerow.text.tokens.words import word_hashes

VOCABULARY = [f"w{i}x" for i in range(400)]


def words(n, seed):
    return np.random.default_rng(seed).choice(VOCABULARY, n).tolist()


def signed(texts):
    return sign(encode(document_from_text(name, text) for name, text in texts.items()))


def shingles(text):
    found = text.lower().split()
    return {tuple(found[i : i + 5]) for i in range(max(1, len(found) - 4))} if found else set()


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.lists(st.sampled_from(["tea", "Tea", "helps", "sleep", "7"]), max_size=30)
        .map(" ".join),
        min_size=2, max_size=5,
    )
)  # fmt: skip
def test_jaccard_is_that_of_the_sets_of_shingles(texts):
    s = signed({f"d{i}": text for i, text in enumerate(texts)})
    for a in range(len(texts)):
        for b in range(len(texts)):
            x, y = shingles(texts[a]), shingles(texts[b])
            expected = len(x & y) / len(x | y) if x | y else 0.0
            assert jaccard(s, [a], [b])[0] == pytest.approx(expected)


def test_equal_words_are_equal_whatever_the_marks_case_and_blocks():
    s = signed(
        {
            "a": "Green tea helps. It does, truly!",
            "b": "green tea\n\nHELPS it does “truly”",
            "c": "green tea helps it truly does",
            "d": "",
            "e": "?",
        }
    )
    assert (s.digest[0] == s.digest[1]).all()
    assert (s.digest[0] != s.digest[2]).any()
    assert not s.digest[3:].any()
    found = find_duplicates(s)
    assert found.kind == [None, "exact", None, None, None]
    assert found.original.tolist() == [-1, 0, -1, -1, -1]


def test_a_pair_as_similar_as_a_limit_is_above_it():
    base = words(60, 1)
    s = signed({"a": " ".join(base), "b": " ".join(base[:40] + words(20, 2)), "c": "tea"})
    equal = float(jaccard(s, [0], [1])[0])
    above = np.nextafter(equal, 1)
    for near, related, kind, cluster in (
        (equal, equal, "near", 1),
        (above, equal, "related", 1),
        (above, above, "slight", 0),
    ):
        found = find_duplicates(s, near, related)
        assert found.similar["kind"] == [kind]
        assert found.cluster.tolist() == [cluster, cluster, 0]
        assert found.original.tolist() == [-1, 0 if kind == "near" else -1, -1]
        assert near_originals(s.shingles, s.offset, near)[0].tolist() == found.original.tolist()
    assert found.nearest.tolist() == [1, 0, -1]


def test_minhash_estimates_jaccard():
    errors = []
    for share in (0.2, 0.5, 0.9):
        for seed in range(12):
            base = words(900, seed)
            kept = int(900 * share)
            other = base[:kept] + words(900 - kept, seed + 100)
            s = signed({"a": " ".join(base), "b": " ".join(other)})
            estimate = (s.minhash[0] == s.minhash[1]).mean()
            errors.append(estimate - jaccard(s, [0], [1])[0])
    # the standard error of one estimate is at most 0.044
    assert abs(np.mean(errors)) < 0.02
    assert np.abs(errors).max() < 0.2


def test_signatures_do_not_depend_on_the_shard():
    texts = {f"d{i}": " ".join(words(50, i)) for i in range(6)}
    whole = signed(texts)
    parts = [signed({k: v for k, v in texts.items() if int(k[1]) % 2 == r}) for r in (1, 0)]
    joined = join(parts)
    assert joined.doc_ids == whole.doc_ids
    assert (joined.digest == whole.digest).all()
    assert (joined.minhash == whole.minhash).all()
    assert (joined.shingles == whole.shingles).all()
    assert (joined.offset == whole.offset).all()
    assert len(join([])) == 0


def test_documents_of_shards_are_as_similar_as_those_of_the_whole():
    texts = {f"d{i}": " ".join(words(40, i % 3) + words(10 * i, 9 + i)) for i in range(7)}
    parts = [signed({k: v for k, v in texts.items() if int(k[1]) % 3 == r}) for r in (2, 0, 1)]
    a, b = np.array([5, 0, 6, 2, 0]), np.array([2, 3, 3, 1, 6])
    of_shards, of_whole = jaccard(SignedShards(parts), a, b), jaccard(signed(texts), a, b)
    assert of_shards.tolist() == of_whole.tolist()
    assert 0 < len(set(of_whole[of_whole > 0].tolist())) < len(a)
    assert jaccard(SignedShards(parts), a[:0], b[:0]).tolist() == []


def test_word_hashes_are_fixed():
    # a change of these values would make signatures of earlier runs useless
    assert word_hashes(["tea", "é"]).tolist() == [10431608578837538234, 3394012004367669963]
    assert len(word_hashes([])) == 0


def test_written_and_read_again(tmp_path):
    s = signed({"a": "green tea", "b": "", "c": " ".join(words(40, 3))})
    write_signatures(tmp_path / "s.arrow", s)
    again = read_signatures(tmp_path / "s.arrow")
    assert again.doc_ids == s.doc_ids
    for name in ("digest", "minhash", "offset", "shingles"):
        assert (getattr(again, name) == getattr(s, name)).all()
    first = (tmp_path / "s.arrow").read_bytes()
    write_signatures(tmp_path / "s.arrow", s)
    assert (tmp_path / "s.arrow").read_bytes() == first
    with pytest.raises(UserError, match=r"none\.arrow"):
        read_signatures(tmp_path / "none.arrow")


def edited(base, n, seed):
    """Replace n words, far from each other."""
    out = list(base)
    for k, i in enumerate(np.linspace(3, len(out) - 4, n).astype(int).tolist()):
        out[i] = f"new{seed}q{k}"
    return out


def test_exact_near_and_related():
    base = words(400, 1)
    texts = {
        "a": base,
        "b": edited(base, 3, 1),
        "c": base,
        "d": edited(base, 20, 2),
        "e": words(400, 2),
    }
    found = find_duplicates(signed({k: " ".join(v) for k, v in texts.items()}))
    assert found.kind == [None, "near", "exact", None, None]
    assert found.original.tolist() == [-1, 0, 0, -1, -1]
    # the words replaced stand in 4, 5 and 4 of the 396 shingles
    assert found.original_jaccard[1] == pytest.approx((396 - 13) / (396 + 13))
    assert found.original_jaccard[2] == 1.0
    rows = list(zip(*(list(column) for column in found.similar.values()), strict=True))
    assert [row[:2] + row[3:] for row in rows] == [
        ("a", "b", "near"), ("a", "c", "exact"), ("a", "d", "related"), ("b", "d", "related"),
    ]  # fmt: skip
    assert found.nearest.tolist()[:3] == [2, 0, 0]
    assert found.nearest[4] == -1
    assert np.isnan(found.nearest_jaccard[4])


@pytest.mark.parametrize(("documents", "listed"), [(40, [("00", "01")]), (41, [])])
def test_up_to_forty_documents_list_all_pairs_that_have_a_shingle_in_common(documents, listed):
    texts = {f"{i:02}": [f"w{i}n{k}" for k in range(12)] for i in range(documents)}
    texts["01"] += texts["00"][:5]
    similar = find_duplicates(signed({k: " ".join(v) for k, v in texts.items()})).similar
    assert list(zip(similar["doc_a"], similar["doc_b"], strict=True)) == listed


def test_clusters_hang_together_by_related_pairs():
    base = words(300, 9)
    far = edited(edited(base, 8, 1), 9, 2)
    texts = {"a": words(300, 8), "b": far, "c": edited(base, 8, 1), "d": base, "e": words(300, 7)}
    texts |= {"f": texts["e"], "g": []}
    s = signed({k: " ".join(v) for k, v in texts.items()})
    related = float(jaccard(s, [1], [2])[0]) - 0.01
    assert jaccard(s, [1], [3])[0] < related < jaccard(s, [2], [3])[0]
    found = find_duplicates(s, related=related)
    assert found.cluster.tolist() == [0, 1, 1, 1, 2, 2, 0]
    # a small corpus lists what little there is in common, and says how little
    kinds = dict(zip(zip(found.similar["doc_a"], found.similar["doc_b"], strict=True),
                     found.similar["kind"], strict=True))  # fmt: skip
    assert kinds["b", "d"] == "slight"
    assert kinds["e", "f"] == "exact"


def test_a_copy_of_a_copy_is_a_copy():
    base = words(300, 5)
    once, twice = edited(base, 5, 1), edited(edited(base, 5, 1), 6, 2)
    s = signed({"a": " ".join(base), "b": " ".join(once), "c": " ".join(twice)})
    near = float(jaccard(s, [1], [2])[0]) - 0.01
    assert jaccard(s, [0], [1])[0] > near > jaccard(s, [0], [2])[0]
    found = find_duplicates(s, near=near)
    assert found.original.tolist() == [-1, 0, 1]
    assert found.kind == [None, "near", "near"]


def test_the_original_is_the_most_similar_earlier_document():
    base = words(300, 6)
    texts = {"a": edited(base, 8, 1), "b": base, "c": edited(base, 2, 2)}
    found = find_duplicates(signed({k: " ".join(v) for k, v in texts.items()}), near=0.5)
    assert found.original.tolist() == [-1, 0, 1]


def test_the_very_first_document_can_be_an_original():
    base = words(300, 5)
    left, right = edited(base, 4, 1), [w[::-1] if i % 40 == 30 else w for i, w in enumerate(base)]
    s = signed({"a": " ".join(left), "b": " ".join(right), "c": " ".join(base)})
    near = float(jaccard(s, [0, 1], [2, 2]).min()) - 0.01
    assert jaccard(s, [0], [1])[0] < near
    found = find_duplicates(s, near=near)
    assert found.original.tolist() == [-1, -1, 0]
    copies = find_copies(s, near)
    assert copies.duplicates["original"].tolist() == ["a"]
    assert copies.nearest["nearest_doc"].tolist()[:2] == ["c", "c"]


def test_a_corpus_of_one_and_of_none():
    found = find_duplicates(signed({"a": "green tea"}))
    assert found.kind == [None]
    assert list(found.similar["doc_a"]) == []
    assert find_duplicates(join([])).kind == []


def test_bands_find_what_every_pair_finds():
    texts = {}
    for i in range(220):
        base = words(120, i)
        texts[f"{i:03}a"] = base
        texts[f"{i:03}b"] = edited(base, 2, i)
    s = signed({k: " ".join(v) for k, v in sorted(texts.items())})
    assert len(s) > 400
    pairs = candidate_pairs(s)
    assert len(pairs) < 2000
    assert (pairs[:, 0] < pairs[:, 1]).all()
    assert {(2 * i, 2 * i + 1) for i in range(220)} <= set(map(tuple, pairs.tolist()))
    found = find_duplicates(s)
    assert found.kind.count("near") == 220


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("stood for 40 years", "stood for 75 years"),
        ("12 farms", "31 farms"),
        ("in 1987", "in 2003"),
        ("about 300 people", "about 9,500 people"),
        ("20 % of it", "85 % of it"),
    ],
)
def test_a_copy_with_another_number_is_near_whatever_copies_come_between(old, new):
    text = (
        "The mill in our valley stood for 40 years before the first baker came to see what the"
        " stone could do. It ground the grain of 12 farms on the hill and of a few more across the"
        " river. The last miller left in 1987 and took the old bell with him to the coast. Since"
        " then about 300 people have signed a letter that asks the town to mend the roof. The town"
        " has said that it may pay for 20 % of it if the rest is found by the end of the summer."
    )
    texts = {"a": text, "b": text.upper(), "c": text.replace(old, new), "d": f"“{text}”"}
    assert texts["c"] != text
    found = find_duplicates(signed(texts))
    assert found.kind == [None, "exact", "near", "exact"]
    assert found.original.tolist() == [-1, 0, 0, 0]
    assert 0.8 < found.original_jaccard[2] < 1
    # a number changed once more is near to the changed copy, though less so to the first
    again = texts | {
        "e": texts["c"].replace("a few more", "11 more").replace("old bell", "2 bells")
    }
    found = find_duplicates(signed(again), near=0.75)
    assert (found.kind[4], int(found.original[4])) == ("near", 2)


@pytest.mark.parametrize("number", [40, 200])
def test_pairs_that_hardly_agree_are_left_out(number):
    texts = {f"{i:03}{n}": edited(words(120, i), n, i) for i in range(number) for n in (0, 3, 12)}
    s = signed({key: " ".join(text) for key, text in texts.items()})
    pairs = candidate_pairs(s)
    agreement = (s.minhash[pairs[:, 0]] == s.minhash[pairs[:, 1]]).mean(1)
    for least in (0.3, 0.7):
        kept = agreeing_pairs(s.minhash, np.arange(len(s)), least)
        assert 0 < len(kept) < len(pairs)
        assert kept.tolist() == pairs[agreement >= least].tolist()


def test_a_crowd_is_not_paired_with_itself_in_full():
    base = words(120, 1)
    texts = {f"{i:04}": " ".join(edited(base, 1, i)) for i in range(600)}
    s = signed(texts)
    pairs = candidate_pairs(s)
    assert len(pairs) < 600 * 599 / 2
    found = find_duplicates(s, near=0.8)
    assert found.kind.count("near") == 599
    assert set(found.original[1:].tolist()) == {0}


def perturbed(words, rng, share):
    """Exchange, drop and double words at random places."""
    out = []
    for word in words:
        if rng.random() > share:
            out.append(word)
            continue
        turn = rng.integers(0, 3)
        out += [[], [word, word], [f"new{rng.integers(0, 10_000)}"]][turn]
    return out


def exact_pairs(texts, near):
    """All pairs at `near` and above, from sets of shingles."""
    sets = [shingles(" ".join(words)) for words in texts]
    where = {}
    for d, found in enumerate(sets):
        for shingle in found:
            where.setdefault(shingle, []).append(d)
    pairs = {(a, b) for docs in where.values() for a in docs for b in docs if a < b}
    return {(a, b) for a, b in pairs if len(sets[a] & sets[b]) >= near * len(sets[a] | sets[b])}


def recall_of_near_pairs(originals):
    """Return the share of all near pairs that are candidates, and how many pairs there are."""
    rng = np.random.default_rng(5)
    texts = []
    for words in originals:
        copies = rng.integers(0, 3)
        texts += [words, *(perturbed(words, rng, rng.random() / 30) for _ in range(copies))]
    s = signed({f"{i:05}": " ".join(words) for i, words in enumerate(texts)})
    wanted = exact_pairs(texts, 0.8)
    found = set(map(tuple, candidate_pairs(s).tolist()))
    return len(wanted & found) / len(wanted), len(wanted)


def test_recall_of_near_pairs_on_made_up_documents():
    recall, n = recall_of_near_pairs([words(150, i) for i in range(400)])
    print(f"made up: {recall:.4f} of {n} pairs")
    assert n > 200
    assert recall >= 0.95


@pytest.mark.shared
@pytest.mark.parametrize(("corpus", "documents"), [("cochrane", 1000), ("onestop", 567)])
def test_recall_of_near_pairs_on_real_documents(corpus, documents):
    if not os.environ.get("HEDGEROW_SHARED"):
        pytest.skip("HEDGEROW_SHARED is not set: the shared corpora are not here")
    folder = Path(os.environ["HEDGEROW_SHARED"]) / "corpora" / corpus / "docs"
    texts = [
        re.findall(r"[a-z]+", path.read_text("utf-8-sig").lower())
        for path in sorted(folder.rglob("*.txt"))[:documents]
    ]
    recall, n = recall_of_near_pairs(texts)
    print(f"{corpus}: {recall:.4f} of {n} pairs")
    assert n > 300
    assert recall >= 0.95


@pytest.mark.parametrize(("originals", "copies"), [(150, 2), (450, 2), (8, 120)])
def test_originals_are_those_of_the_duplicates(originals, copies):
    # up to 400 texts all are compared; crowds of more than 64 are not compared in full
    rng = np.random.default_rng(3)
    texts = []
    for k in range(originals):
        own = words(60, k)
        texts += [own, *(perturbed(own, rng, 0.02) for _ in range(copies - k % 2))]
    texts = dict.fromkeys(" ".join(own) for own in texts)
    s = signed({f"{i:05}": text for i, text in enumerate(texts)})
    whole = find_duplicates(s)
    original, similarity = near_originals(s.shingles, s.offset, 0.8)
    np.testing.assert_array_equal(original, whole.original)
    np.testing.assert_array_equal(similarity, whole.original_jaccard)
    assert (original >= 0).sum() > 80
