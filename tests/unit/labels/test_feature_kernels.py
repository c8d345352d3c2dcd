"""The kernels behind the features of sentences, against the same in plain Python."""

from __future__ import annotations

import numpy as np
import pytest

from hedgerow.labels.feature_kernels import strongest
from hedgerow.labels.feature_places import empty_places, places_of, put_in_order, spans_with
from hedgerow.labels.feature_space import TEMPLATE_NUMBER, feature_key, open_space, stem
from hedgerow.labels.features import prepare, sentence_features
from hedgerow.labels.lexicon_matcher import class_words, find_terms
from hedgerow.labels.linear_model import heaviest
from hedgerow.labels.rule_labels import apply_rules
from hedgerow.lexicons.load import load_lexicon
from hedgerow.text.blocks.block import Block
from hedgerow.text.blocks.document import Document
from hedgerow.text.tokens.tokeniser import encode

LEXICON = load_lexicon()


def tokenised_from(text: str):
    block = Block("paragraph", 0, len(text), 0, True)
    return encode([Document("a", text, (block,), "text", "utf-8", len(text))])


def pairs_in_plain_python(words: list[str], space) -> set[int]:
    """Return the keys of the features that pairs of words and stems make."""
    word = [space.words.index(w) for w in words]
    stems = [space.stems.index(stem(w)) for w in words]
    found = {int(feature_key("word", w)) for w in word}
    found |= {int(feature_key("stem", m)) for m in stems}
    for template, values, gaps in (
        ("words", word, (1,)),
        ("gap", word, (2,)),
        ("stems", stems, (1,)),
        ("skip", stems, (1, 2, 3)),
    ):
        for gap in gaps:
            found |= {
                int(feature_key(template, a, b)) for a, b in zip(values, values[gap:], strict=False)
            }
    return found


@pytest.mark.parametrize("repeats", [1, 30])
def test_pairs_of_words_are_those_of_plain_python_and_sorted(repeats):
    """Thirty repeats make more features than are put into order one by one."""
    text = "the tea may help tired people sleep after long work " * repeats
    tokenised = tokenised_from(text.strip())
    marks = find_terms(tokenised, LEXICON)
    space = open_space(tokenised.word_text, LEXICON)
    ready = prepare(tokenised, LEXICON, marks, space)
    rules = apply_rules(tokenised, LEXICON, marks).features()
    unit, keys = sentence_features(tokenised, ready, space, rules)
    assert unit.tolist() == [0] * len(keys)
    assert (np.diff(keys) > 0).all()
    wanted = pairs_in_plain_python(text.split(), space)
    templates = {key >> 48 for key in wanted}
    assert {key for key in keys.tolist() if key >> 48 in templates} == wanted
    known = keys[::3].copy()
    unit, places = sentence_features(tokenised, ready, space, rules, known)
    assert unit.tolist() == [0] * len(known)
    assert places.tolist() == list(range(len(known)))


def test_the_strongest_features_come_first_and_of_equal_ones_the_first():
    weights = np.array([[0.5], [2.0], [-1.0], [2.0], [1.0], [0.0]])
    begin, end, column = np.array([0, 2, 5]), np.array([6, 4, 6]), np.zeros(3, np.int64)
    best = strongest(begin, end, np.arange(6), weights, column, 3)
    assert best.tolist() == [[1, 3, 4], [3, -1, -1], [-1, -1, -1]]
    unit, wanted = np.zeros(6, np.int64), np.array([0, 1])
    found = heaviest(unit, np.arange(6), weights, wanted, column[:2], 2)
    assert found.tolist() == [[1, 3], [-1, -1]]


def test_places_of_keys_are_those_of_a_search():
    """Templates with a list and hashed ones; some keys are unknown."""
    random = np.random.default_rng(3)
    keys = {
        int(feature_key(name, a, b))
        for name, parts in (("stems", 40), ("cuein", 40), ("near", 9))
        for a, b in random.integers(0, parts, (300, 2)).tolist()
    }
    keys |= {int(feature_key("word", a)) for a in range(0, 90, 3)}
    known = np.array(sorted(keys), np.int64)
    table = places_of(known)
    hashed = feature_key("cuein", np.repeat(np.arange(45), 45), np.tile(np.arange(45), 45))
    place = np.minimum(np.searchsorted(known, hashed), len(known) - 1)
    wanted = np.where(known[place] == hashed, place, -1)
    assert (wanted < 0).any()
    assert (wanted >= 0).any()
    values = np.append(np.arange(44), -1)
    low, high = np.full(45, 0), np.full(45, 45)
    unit, found = spans_with(
        table, TEMPLATE_NUMBER["cuein"], np.arange(45), np.arange(45), values, low, high
    )
    there = (wanted >= 0) & (hashed & 0xFFFFFF < 44)
    assert found.tolist() == wanted[there].tolist()
    assert unit.tolist() == np.repeat(np.arange(45), 45)[there].tolist()


@pytest.mark.parametrize("places", [200, 70_000])
def test_places_are_put_into_order_without_repeats(places):
    table = places_of(np.arange(places) + (TEMPLATE_NUMBER["word"] << 48))
    empty = empty_places(table)
    for size in (0, 1, 20, 400):
        out = np.random.default_rng(size).integers(0, places, size + 2)
        out[1:-1:7] = places - 1
        wanted = sorted(set(out[1:-1].tolist()))
        end = put_in_order(out, 1, size + 1, empty)
        assert out[1:end].tolist() == wanted
        assert not any(bits.any() for bits in empty)


def test_what_rules_share_is_computed_once_for_a_text_and_only_read():
    one, other = tokenised_from("Tea may help."), tokenised_from("Tea may help.")
    first = class_words(one, "=tea|help", LEXICON)
    assert class_words(one, "=" + "|".join(("tea", "help")), LEXICON) is first
    assert class_words(other, "=tea|help", LEXICON) is not first
    assert class_words(one, "=may", LEXICON).tolist() != first.tolist()
    with pytest.raises(ValueError, match="read-only"):
        first[:] = False
