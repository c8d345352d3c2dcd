"""The fast labeller: outputs are sums of weights of features, one sentence at a time."""

from __future__ import annotations

import json

import numpy as np
import pytest

from hedgerow.errors import UserError
from hedgerow.labels import fast_labels, kept_models
from hedgerow.labels.encoder import HEADS
from hedgerow.labels.fast_labels import VERSION, read_fast, score_text_fast
from hedgerow.labels.lexicon_matcher import find_terms
from hedgerow.labels.rule_labels import apply_rules
from hedgerow.lexicons.load import Lexicon, Weights, load_lexicon
from hedgerow.text.blocks.block import Block
from hedgerow.text.blocks.document import Document
from hedgerow.text.tokens.tokeniser import encode
from train_fast import FIRST, Taught, cut, fit, write_fast

LEXICON = load_lexicon()
DIRECT = HEADS["claim"].index("direct_causal")


def scored(*texts: str, path):
    tokenised = encode(
        Document(str(i), t, (Block("paragraph", 0, len(t), 0, True),), "text", "utf-8", len(t))
        for i, t in enumerate(texts)
    )
    marks = find_terms(tokenised, LEXICON)
    rules = apply_rules(tokenised, LEXICON, marks)
    return score_text_fast(tokenised, LEXICON, marks, rules, read_fast(LEXICON, path)).scores


@pytest.fixture
def made_up(tmp_path):
    """Weights that make "improves" a direct claim, and a term that no lexicon has."""
    weights = np.zeros((2, int(FIRST[-1])), np.float32)
    weights[0, DIRECT] = 8
    weights[1] = 1
    path = tmp_path / "fast.npz"
    write_fast(path, ["word:improves", "term:cues/no such term"], weights, np.zeros(int(FIRST[-1])))
    return path


def test_a_feature_with_weight_decides(made_up):
    found = scored("Tea improves sleep.", "Tea is warm.", path=made_up).probability["claim"]
    assert found[0].argmax() == DIRECT
    assert found[0, DIRECT] > 0.9
    assert found[1].tolist() == [0.25] * 4


def test_the_numbers_of_the_features_are_kept_and_found_anew_where_the_file_is_damaged(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(kept_models, "cache_folder", lambda: tmp_path)
    monkeypatch.setattr(fast_labels, "_compiled", [])
    plain = read_fast(Lexicon(LEXICON.entries, LEXICON.classes, Weights()))
    assert not list(tmp_path.iterdir())
    for damage in (None, None, b"", b"PK"):  # numbered, read, twice numbered anew
        fast_labels._compiled.clear()
        for kept in tmp_path.iterdir():
            if damage is not None:
                kept.write_bytes(damage)
        model = read_fast(LEXICON)
        assert (model.space, model.names) == (plain.space, plain.names)
        assert np.array_equal(model.keys, plain.keys)
        assert np.array_equal(model.weights, plain.weights)
        assert len(list(tmp_path.iterdir())) == 1


def test_alone_and_among_others(made_up):
    texts = ("Tea improves sleep.", "It improves nothing.", "Horses sleep.")
    together = scored(*texts, path=made_up).probability["claim"]
    for i, text in enumerate(texts):
        assert np.array_equal(scored(text, path=made_up).probability["claim"][0], together[i])


def test_no_sentence(made_up):
    assert scored("", path=made_up).probability["claim"].shape == (0, 4)


def test_weights_that_cannot_be_used(tmp_path, made_up):
    with pytest.raises(UserError, match=r"missing: .*train_fast"):
        read_fast(LEXICON, tmp_path / "none.npz")
    cut_short = tmp_path / "short.npz"
    cut_short.write_bytes(made_up.read_bytes()[:200])
    with pytest.raises(UserError, match="damaged"):
        read_fast(LEXICON, cut_short)
    arrays = dict(np.load(made_up))
    about = json.loads(bytes(arrays["about"])) | {"version": VERSION + 1}
    arrays["about"] = np.frombuffer(json.dumps(about).encode(), np.uint8)
    later = tmp_path / "later.npz"
    np.savez(later, **arrays)
    with pytest.raises(UserError, match=f"version {VERSION + 1}"):
        read_fast(LEXICON, later)


def test_fitting_recovers_what_it_was_taught():
    """Two features, each of which means one class of the first head."""
    wanted = np.zeros((400, int(FIRST[-1])), np.float32)
    place = np.arange(400) % 2
    wanted[np.arange(400), np.where(place == 0, 0, DIRECT)] = 1
    weights, _ = fit(Taught(np.arange(401), place, wanted), 2)
    assert weights[0, :4].argmax() == 0
    assert weights[1, :4].argmax() == DIRECT


def test_cutting_features_keeps_the_runs():
    begin, place = cut(np.array([0, 3, 5]), np.array([10, 20, 30, 20, 40]), np.array([20, 40]))
    assert begin.tolist() == [0, 1, 3]
    assert place.tolist() == [0, 0, 1]
