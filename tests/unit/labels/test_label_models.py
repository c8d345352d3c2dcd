"""The linear models of the labels: names of features, lengths of sentences, and training."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.sparse as sp

from hedgerow.labels import kept_models, linear_model
from hedgerow.labels.cue_features import cue_features
from hedgerow.labels.cues import cue_candidates
from hedgerow.labels.feature_space import feature_key, open_space, space_of, split_name, stem
from hedgerow.labels.features import prepare, score, sentence_features
from hedgerow.labels.lexicon_matcher import find_terms
from hedgerow.labels.linear_model import LENGTH_POWER, OUTPUTS, compile_model
from hedgerow.labels.rule_labels import apply_rules
from hedgerow.lexicons.load import Lexicon, Weights, load_lexicon, read_weights
from hedgerow.text.blocks.block import Block
from hedgerow.text.blocks.document import Document
from hedgerow.text.tokens.tokeniser import encode
from label_training.fitting import FOLDS, Fit, cross_validate, fit, folds

LEXICON = load_lexicon()


def tokenised_from(*texts: str):
    return encode(
        Document(str(i), t, (Block("paragraph", 0, len(t), 0, True),), "text", "utf-8", len(t))
        for i, t in enumerate(texts)
    )


def features_of(text: str) -> set[str]:
    tokenised = tokenised_from(text)
    marks = find_terms(tokenised, LEXICON)
    space = open_space(tokenised.word_text, LEXICON)
    ready = prepare(tokenised, LEXICON, marks, space)
    rules = apply_rules(tokenised, LEXICON, marks).features()
    _, keys = sentence_features(tokenised, ready, space, rules)
    return {space.name(int(key)) for key in keys}


@pytest.mark.parametrize(
    ("text", "there", "absent"),
    [
        ("We left early.", set(), {"quotes.even", "quotes.odd", "quotes.first"}),
        ('"We left early," he said.', {"quotes.even", "quotes.first", "quotes.after2"},
         {"quotes.odd", "quotes.last"}),
        ('"We left early.', {"quotes.odd", "quotes.first"}, {"quotes.even"}),
        ('He said "we left".', {"quotes.even", "quotes.last", "quotes.before1"}, {"quotes.first"}),
    ],
)  # fmt: skip
def test_where_quotation_marks_stand(text, there, absent):
    found = {name.removeprefix("class:") for name in features_of(text)}
    assert there <= found
    assert not absent & found


@pytest.mark.parametrize(
    ("text", "technical"),
    [
        ("Horses often sleep early.", False),  # 21 letters in 4 words
        ("Horses seldom sleep early.", True),  # 22 letters
        ("Horses often sleep early --- 1234567890.", False),
        ("Horses seldom sleep early --- 5.", True),
    ],
)
def test_words_of_more_than_five_letters_on_average_sound_technical(text, technical):
    """The limit is 5.3 letters; numbers and punctuation marks are no words."""
    assert ("class:technical" in features_of(text)) == technical


def test_a_cue_knows_the_stems_of_its_sentence_and_of_no_other():
    tokenised = tokenised_from("The tea may help.", "Horses sleep.")
    marks = find_terms(tokenised, LEXICON)
    space = open_space(tokenised.word_text, LEXICON)
    ready = prepare(tokenised, LEXICON, marks, space)
    cues = cue_candidates(marks, LEXICON)
    _, keys = cue_features(tokenised, ready, space, cues, np.zeros(2))
    names = {space.name(int(key)) for key in keys}
    inside = {split_name(name)[1][1] for name in names if name.startswith("cuein:")}
    assert {"the", "tea", "may", "help"} <= inside
    assert not inside & {"horse", "hors", "sleep"}


def test_names_and_keys_fit_each_other():
    names = list(LEXICON.weights.rows)[1:]
    space, keys = space_of(names, LEXICON)
    assert len(keys) == len(names)
    for name in names[:: len(names) // 500]:
        assert space.name(keys[name]) == name


def test_scores_of_a_model_with_a_length_grow_less_than_its_features():
    rows = {
        "intercept": {"hedge": 0.5},
        "word:a": {"hedge": 3.0, "hedge_length": 3.0},
        "word:b": {"hedge": 4.0, "hedge_length": 4.0, "attributed": 2.0},
    }
    model = compile_model(Lexicon(LEXICON.entries, LEXICON.classes, Weights(rows)))
    a, b = (int(np.flatnonzero(model.keys == feature_key("word", k))[0]) for k in (0, 1))
    scores = model.scores(np.array([0, 0]), np.array([a, b]), 2)
    hedge = scores[:, OUTPUTS.index("hedge")]
    assert hedge[0] == pytest.approx(0.5 + 7.0 / 5.0**LENGTH_POWER)
    assert hedge[1] == 0.5  # no feature at all
    assert scores[0, OUTPUTS.index("attributed")] == 2.0  # has no length


def test_another_lexicon_is_compiled_anew():
    one = Lexicon(LEXICON.entries, LEXICON.classes, Weights({"word:a": {"hedge": 1.0}}))
    two = Lexicon(LEXICON.entries, LEXICON.classes, Weights({"word:b": {"hedge": 1.0}}))
    assert compile_model(one).names == ("word:a",)
    assert compile_model(two).names == ("word:b",)
    assert compile_model(two) is compile_model(two)


def test_the_model_that_comes_along_is_kept_and_is_compiled_where_the_file_is_damaged(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(kept_models, "cache_folder", lambda: tmp_path)
    monkeypatch.setattr(linear_model, "_last", [])
    files = load_lexicon().weights.files
    plain = compile_model(Lexicon(LEXICON.entries, LEXICON.classes, read_weights(files[0])))
    for damage in (None, None, b"", b"PK"):  # compiled, read, twice compiled anew
        linear_model._last.clear()
        for kept in tmp_path.iterdir():
            if damage is not None:
                kept.write_bytes(damage)
        model = compile_model(load_lexicon())
        assert (model.space, model.names) == (plain.space, plain.names)
        for name in ("keys", "weights", "lengths", "intercept"):
            assert np.array_equal(getattr(model, name), getattr(plain, name))
        assert len(list(tmp_path.iterdir())) == 1


def test_the_name_of_a_kept_model_follows_the_content_of_each_file(tmp_path, monkeypatch):
    monkeypatch.setattr(kept_models, "cache_folder", lambda: tmp_path)
    one, two = tmp_path / "one.tsv", tmp_path / "two.tsv"
    one.write_text("a")
    two.write_text("b")
    before = kept_models.place_of([one, two])
    assert kept_models.place_of([two, one]) == before
    two.write_text("c")
    assert kept_models.place_of([one, two]) != before


def test_score_adds_up_weights():
    weights = np.array([[1.0, 0.0], [2.0, -1.0]])
    found = score(np.array([0, 0, 2]), np.array([0, 1, 1]), 3, weights)
    assert found.tolist() == [[3.0, -1.0], [0.0, 0.0], [2.0, -1.0]]


def made(rows: int = 400) -> tuple[sp.csr_matrix, np.ndarray]:
    """Return rows with features at random, and classes that hang on the first three of them."""
    random = np.random.default_rng(0)
    x = (random.random((rows, 40)) < 0.3).astype(float)
    return sp.csr_matrix(x), (x[:, 0] + 2 * x[:, 1] > x[:, 2]).astype(int)


@pytest.mark.parametrize("how", [
    Fit("hinge", 1.0, 40), Fit("hinge", 1.0, 40, by_length=True), Fit("hinge", 1.0, 5, power=0.0),
    Fit("logistic", 1.0, 10),
])  # fmt: skip
def test_a_fit_learns_what_decides_and_keeps_no_more_features_than_asked(how):
    x, y = made()
    model = fit(x, y, np.ones(len(y)), 1, how)
    assert ((model.scores(x)[:, 0] > 0) == (y > 0)).mean() > 0.9
    assert np.count_nonzero(model.weights) <= how.keep
    assert (model.lengths > 0).any() == how.by_length


def test_cross_validation_shows_no_item_to_its_own_model():
    x, y = made()
    groups = [str(i // 4) for i in range(len(y))]
    fold = folds(groups, 1)
    assert len(set(fold.tolist())) == FOLDS
    assert all(len(set(fold[i : i + 4].tolist())) == 1 for i in range(0, len(y), 4))
    random = np.random.default_rng(1).integers(0, 2, len(y))  # nothing to learn
    scores = cross_validate(x, random, np.ones(len(y)), fold, 1, Fit("hinge", 1.0, 40))
    assert 0.4 < ((scores[:, 0] > 0) == (random > 0)).mean() < 0.6


@pytest.mark.parametrize(
    ("words", "root"),
    [
        ("improve improves improved improving", "improv"),
        ("study studies", "study"),
        ("stopped stopping", "stop"),
        ("falls falling", "fall"),
        ("buzzed", "buzz"),
        ("cares caring", "car"),
        ("care", "care"),
        ("bus", "bus"),
        ("glass", "glass"),
        ("basis", "basis"),
        ("thing", "thing"),
        ("red", "red"),
        ("dies", "die"),
    ],
)
def test_inflections_share_a_root(words: str, root: str) -> None:
    assert {stem(word) for word in words.split()} == {root}


def test_reasons_are_the_heaviest_features_of_a_unit() -> None:
    """Against sorting the features of one unit after another."""
    random = np.random.default_rng(4)
    weights = np.round(random.normal(size=(30, 3)), 1)  # many are equal
    pairs = sorted({(int(u), int(p)) for u, p in random.integers(0, [9, 30], (70, 2)) if u != 4})
    unit, place = np.array(pairs).T
    wanted, column = np.array([0, 4, 3, 3, 8]), np.array([0, 1, 2, 0, 1])
    for top in (0, 1, 3, 40):
        found = linear_model.heaviest(unit, place, weights, wanted, column, top)
        for one, u, c in zip(found, wanted.tolist(), column.tolist(), strict=True):
            own = [p for v, p in pairs if v == u and weights[p, c] > 0]
            heaviest = sorted(own, key=lambda p: -weights[p, c])[:top]
            assert [p for p in one.tolist() if p >= 0] == heaviest
