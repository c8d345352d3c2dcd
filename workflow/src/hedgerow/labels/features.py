"""The features of sentences that a text has, as keys of a feature space (feature_space.py)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import repeat

import numpy as np

from hedgerow.labels.feature_kernels import (
    MarkedText,
    add_weights,
    list_features,
    mark_classes,
    mean_letters,
)
from hedgerow.labels.feature_places import places_of, spans_with
from hedgerow.labels.feature_space import (
    QUOTE_CLASSES,
    QUOTE_PARTS,
    TEMPLATE_NUMBER,
    WORD_CLASSES,
    FeatureSpace,
    entry_class,
    feature_key,
    stem,
)
from hedgerow.labels.lexicon_matcher import Marks, class_words
from hedgerow.labels.once import once_a_text
from hedgerow.lexicons.load import Lexicon
from hedgerow.tables.spans import offsets_of, span_places
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus
from hedgerow.text.tokens.tokens import NUMBER, PUNCTUATION, QUOTATION

_HEALTH = ("outcome.bad", "outcome.good", "professional", "health_noun")
_OF_SENTENCES = ("technical", "short", "health", "headline", *QUOTE_CLASSES)
"""Classes of a sentence that no mark in it has."""
_PLACE_BITS = 24
"""Bits for the place of a feature among those with weights."""


class FeatureSink:
    """Collects (unit, key) pairs; parts below 0 are unknown and leave the feature out.

    Where the wanted keys are known, their places stand for them, which sort in less time.
    """

    def __init__(self, known: np.ndarray | None) -> None:
        self.table = None if known is None else places_of(known)
        self.templates = None if known is None else set(np.unique(known >> 48).tolist())
        self.units: list[np.ndarray] = []
        self.keys: list[np.ndarray] = []

    def add(
        self, template: str, unit: np.ndarray, a: np.ndarray, b: np.ndarray | None = None
    ) -> None:
        place = np.arange(len(unit))
        b = np.zeros_like(a) if b is None else b
        self.add_spans(template, unit, a, b, place, place + 1)

    def add_spans(
        self,
        template: str,
        unit: np.ndarray,
        a: np.ndarray,
        b: np.ndarray,
        low: np.ndarray,
        high: np.ndarray,
    ) -> None:
        """Add the pairs of each part a[i] with b[low[i]:high[i]], which belong to unit[i]."""
        if self.table is None:
            size = high - low
            unit, a, b = np.repeat(unit, size), np.repeat(a, size), b[span_places(low, size)]
            there = (a >= 0) & (b >= 0)
            unit, key = unit[there], feature_key(template, a[there], b[there])
        elif self.wants(template):
            number = TEMPLATE_NUMBER[template]
            unit, key = spans_with(self.table, number, unit, a, b, low, high)
        else:
            return
        self.units.append(unit)
        self.keys.append(key)

    def wants(self, template: str) -> bool:
        """Return whether any feature of a template is wanted."""
        return self.templates is None or TEMPLATE_NUMBER[template] in self.templates

    def unique(self) -> tuple[np.ndarray, np.ndarray]:
        """Return the pairs without repeats, sorted by unit, then by key (or place in `known`)."""
        if not self.units:
            return np.zeros(0, np.int64), np.zeros(0, np.int64)
        unit, key = np.concatenate(self.units), np.concatenate(self.keys)
        if self.table is not None:
            pair = np.sort((unit << _PLACE_BITS) | key)
            pair = pair[np.diff(pair, prepend=-1) != 0]
            return pair >> _PLACE_BITS, pair & ((1 << _PLACE_BITS) - 1)
        return _unique_pairs(unit, key)


def _unique_pairs(unit: np.ndarray, key: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    order = np.lexsort((key, unit))
    unit, key = unit[order], key[order]
    new = np.ones(len(unit), bool)
    new[1:] = (np.diff(unit) != 0) | (np.diff(key) != 0)
    return unit[new], key[new]


@dataclass(frozen=True)
class Prepared:
    """Arrays of a text that the features need, computed once."""

    word: np.ndarray  # int64[T], place of the token's word in the space, or -1
    stem: np.ndarray  # int64[T], the same for its stem
    marked: MarkedText
    entry_class: np.ndarray  # int64[E], class of each lexicon row, or -1
    terms: tuple[np.ndarray, np.ndarray]  # entries of the lexicon's marks, offsets of sentences

    @property
    def has(self) -> np.ndarray:
        """bool[S, C]: whether a sentence has a class."""
        return self.marked.has


@once_a_text
def _stems(tokenised: TokenisedCorpus) -> np.ndarray:
    """Return object[W]: the stem of each folded word."""
    return np.array([stem(word) for word in tokenised.word_text], object)


def _token_stems(tokenised: TokenisedCorpus, space: FeatureSpace) -> np.ndarray:
    place, unknown = space.stem_places.get, repeat(-1)
    by_word = np.fromiter(map(place, _stems(tokenised).tolist(), unknown), np.int64)
    return by_word[tokenised.token_base]


def _token_words(tokenised: TokenisedCorpus, space: FeatureSpace) -> np.ndarray:
    place, unknown = space.word_places.get, repeat(-1)
    by_word = np.fromiter(map(place, tokenised.word_text, unknown), np.int64)
    word = by_word[tokenised.token_base]
    word[tokenised.token_kind == NUMBER] = place("#", -1)
    word[tokenised.token_kind == QUOTATION] = place('"', -1)
    return word


def _classes_of_words(
    tokenised: TokenisedCorpus, lexicon: Lexicon, number: Mapping[str, int]
) -> tuple[np.ndarray, np.ndarray]:
    """Return the classes of each folded word: int64[W + 1] offsets, int64[...]."""
    flags = np.stack([class_words(tokenised, name, lexicon) for name in WORD_CLASSES], axis=1)
    classes = np.array([number[name] for name in WORD_CLASSES], np.int64)
    return offsets_of(flags.sum(axis=1)), classes[np.nonzero(flags)[1]]


def prepare(
    tokenised: TokenisedCorpus, lexicon: Lexicon, marks: Marks, space: FeatureSpace
) -> Prepared:
    """Return the words and the classes of a text in terms of a feature space."""
    number = {name: i for i, name in enumerate(space.classes)}
    by_entry = np.array([number.get(entry_class(e) or "", -1) for e in lexicon.entries], np.int64)
    ordered = marks.where(np.argsort(marks.first, kind="stable"))
    letters = tokenised.type_letters[tokenised.token_type]
    cls, first, last, begin = mark_classes(
        (
            tokenised.token_kind,
            tokenised.token_base,
            tokenised.type_shape[tokenised.token_type],
            letters,
            tokenised.sentence_token,
        ),
        _classes_of_words(tokenised, lexicon, number),
        (by_entry[ordered.entry], ordered.first, ordered.last),
        (number["name"], number["number"], number["quote"]),
    )
    has = np.zeros((len(tokenised.sentence_start), len(space.classes)), bool)
    has[np.repeat(np.arange(len(has)), np.diff(begin)), cls] = True
    words, mean = mean_letters(tokenised.token_kind, letters, tokenised.sentence_token)
    has[:, number["technical"]] = mean > 5.3
    has[:, number["short"]] = words < 12
    final = tokenised.sentence_token[1:] - 1
    has[:, number["headline"]] = ~np.isin(tokenised.token_kind[final], (PUNCTUATION, QUOTATION))
    _mark_quotes(tokenised, number, has)
    health = [number[name] for name in _HEALTH if name in number]
    has[:, number["health"]] = has[:, health].any(axis=1)
    return Prepared(
        _token_words(tokenised, space),
        _token_stems(tokenised, space),
        MarkedText(cls, first, last, begin, has),
        by_entry,
        (ordered.entry, np.searchsorted(ordered.first, tokenised.sentence_token)),
    )


def in_words_of(ready: Prepared, tokenised: TokenisedCorpus, space: FeatureSpace) -> Prepared:
    """Return a prepared text in the words of another space of the same lexicon."""
    return replace(ready, word=_token_words(tokenised, space), stem=_token_stems(tokenised, space))


def _mark_quotes(tokenised: TokenisedCorpus, number: Mapping[str, int], has: np.ndarray) -> None:
    """Set the classes of QUOTE_CLASSES in bool[S, C] `has`."""
    token = np.flatnonzero(tokenised.token_kind == QUOTATION)
    sentence = tokenised.token_sentence[token]
    count = np.bincount(sentence, minlength=len(has))
    there = np.flatnonzero(count)
    before = token[np.searchsorted(sentence, there)] - tokenised.sentence_token[there]
    last = token[np.searchsorted(sentence, there, "right") - 1]
    after = tokenised.sentence_token[there + 1] - 1 - last
    odd = count[there] % 2 == 1
    has[there[odd], number["quotes.odd"]] = True
    has[there[~odd], number["quotes.even"]] = True
    has[there[before == 0], number["quotes.first"]] = True
    has[there[after <= 1], number["quotes.last"]] = True
    for side, tokens in (("before", before), ("after", after)):
        size = np.minimum(np.log2(tokens + 1).astype(np.int64), QUOTE_PARTS - 1)
        has[there, number[f"quotes.{side}0"] + size] = True


def sentence_features(
    tokenised: TokenisedCorpus,
    ready: Prepared,
    space: FeatureSpace,
    rules: Mapping[str, np.ndarray],
    known: np.ndarray | None = None,
) -> tuple[np.ndarray, np.ndarray]:
    """Return sorted unique pairs (sentence, key): int64[N], int64[N].

    Args:
        rules: bool[S] for each of RULE_CLASSES.
        known: int64[F], sorted, the keys that are wanted (those with weights); the pairs then hold
            places in it instead of keys. None for all.
    """
    n = len(tokenised.sentence_start)
    size = np.diff(tokenised.sentence_token)
    flags = [ready.has[:, space.classes.index(name)] for name in _OF_SENTENCES]
    found, offsets = list_features(
        places_of(known),
        tokenised.sentence_token,
        ready.word,
        ready.stem,
        ready.marked,
        ready.terms,
        np.floor(2 * np.log2(np.maximum(size, 1))).astype(np.int64),
        (
            np.stack([*flags, *rules.values()], axis=1),
            np.array([space.classes.index(name) for name in (*_OF_SENTENCES, *rules)], np.int64),
        ),
    )
    unit = np.repeat(np.arange(n), np.diff(offsets))
    return (unit, found) if known is not None else _unique_pairs(unit, found)


def score(unit: np.ndarray, place: np.ndarray, units: int, weights: np.ndarray) -> np.ndarray:
    """Return float64[units, outputs]: the sum of the weights of each unit's features.

    Args:
        unit, place: pairs as the functions above return them for known keys.
        weights: float64[F, outputs], or float32.
    """
    out = np.zeros((units, weights.shape[1]))
    add_weights(unit, place, weights, np.empty(weights.shape[1]), out)
    return out
