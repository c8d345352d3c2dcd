"""The features of sentences that a text has, as keys of a feature space (feature_space.py)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numba import njit

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
from hedgerow.lexicons.load import Lexicon
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus
from hedgerow.text.tokens.tokens import NUMBER, PUNCTUATION, QUOTATION, WORD

_HEALTH = ("outcome.bad", "outcome.good", "professional", "health_noun")
_PLACE_BITS = 24
"""Bits for the place of a feature among those with weights."""


class FeatureSink:
    """Collects (unit, key) pairs; parts below 0 are unknown and leave the feature out.

    Where the wanted keys are known, their places stand for them, which sort in less time.
    """

    def __init__(self, known: np.ndarray | None) -> None:
        self.known = known
        self.templates = None if known is None else set(np.unique(known >> 48).tolist())
        self.units: list[np.ndarray] = []
        self.keys: list[np.ndarray] = []

    def add(
        self, template: str, unit: np.ndarray, a: np.ndarray, b: np.ndarray | None = None
    ) -> None:
        if not self.wants(template):
            return
        b = np.zeros_like(a) if b is None else b
        there = (a >= 0) & (b >= 0)
        unit = unit[there]
        key = feature_key(template, a[there].astype(np.int64), b[there].astype(np.int64))
        if self.known is not None:
            place = np.minimum(np.searchsorted(self.known, key), len(self.known) - 1)
            weighed = self.known[place] == key
            unit, key = unit[weighed], place[weighed]
        self.units.append(unit.astype(np.int64))
        self.keys.append(key)

    def wants(self, template: str) -> bool:
        """Return whether any feature of a template is wanted."""
        return self.templates is None or TEMPLATE_NUMBER[template] in self.templates

    def unique(self) -> tuple[np.ndarray, np.ndarray]:
        """Return the pairs without repeats, sorted by unit, then by key (or place in `known`)."""
        if not self.units:
            return np.zeros(0, np.int64), np.zeros(0, np.int64)
        unit, key = np.concatenate(self.units), np.concatenate(self.keys)
        if self.known is not None:
            pair = np.sort((unit << _PLACE_BITS) | key)
            pair = pair[np.diff(pair, prepend=-1) != 0]
            return pair >> _PLACE_BITS, pair & ((1 << _PLACE_BITS) - 1)
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
    mark_class: np.ndarray  # int64[N] class of each mark, sorted by first token
    mark_first: np.ndarray
    mark_last: np.ndarray
    mark_sentence: np.ndarray
    has: np.ndarray  # bool[S, C]
    entry_class: np.ndarray  # int64[E], class of each lexicon row, or -1


def _token_stems(tokenised: TokenisedCorpus, space: FeatureSpace) -> np.ndarray:
    place = {text: i for i, text in enumerate(space.stems)}
    by_word = np.array(
        [place.get(stem(word), -1) for word in tokenised.word_text] or [-1], np.int64
    )
    return by_word[tokenised.token_base]


def _token_words(tokenised: TokenisedCorpus, space: FeatureSpace) -> np.ndarray:
    place = {word: i for i, word in enumerate(space.words)}
    by_word = np.array([place.get(word, -1) for word in tokenised.word_text] or [-1], np.int64)
    number = place.get("#", -1)
    word = by_word[tokenised.token_base]
    word = np.where(tokenised.token_kind == NUMBER, number, word)
    return np.where(tokenised.token_kind == QUOTATION, place.get('"', -1), word)


def _shape_marks(tokenised: TokenisedCorpus) -> list[tuple[str, np.ndarray]]:
    first = np.zeros(len(tokenised.token_type) + 1, bool)
    first[tokenised.sentence_token[:-1]] = True
    shape = tokenised.type_shape[tokenised.token_type]
    word = tokenised.token_kind == WORD
    letters = tokenised.type_letters[tokenised.token_type]
    name = word & (shape > 0) & ~first[:-1] & (letters > 1)
    return [
        ("name", np.flatnonzero(name)),
        ("number", np.flatnonzero(tokenised.token_kind == NUMBER)),
        ("quote", np.flatnonzero(tokenised.token_kind == QUOTATION)),
    ]


def prepare(
    tokenised: TokenisedCorpus, lexicon: Lexicon, marks: Marks, space: FeatureSpace
) -> Prepared:
    """Return the words and the classes of a text in terms of a feature space."""
    number = {name: i for i, name in enumerate(space.classes)}
    by_entry = np.array([number.get(entry_class(e) or "", -1) for e in lexicon.entries], np.int64)
    parts = [(by_entry[marks.entry], marks.first, marks.last)]
    for name in WORD_CLASSES:
        at = np.flatnonzero(class_words(tokenised, name, lexicon)[tokenised.token_base])
        parts.append((np.full(len(at), number[name]), at, at))
    for name, at in _shape_marks(tokenised):
        parts.append((np.full(len(at), number[name]), at, at))
    cls, first, last = (np.concatenate([part[i] for part in parts]) for i in range(3))
    order = np.lexsort((cls, -last, first))
    order = order[cls[order] >= 0]
    cls, first, last = cls[order], first[order], last[order]
    sentence = tokenised.token_sentence[first] if len(first) else np.zeros(0, np.int64)
    n = len(tokenised.sentence_start)
    has = np.zeros((n, len(space.classes)), bool)
    has[sentence, cls] = True
    word = tokenised.token_kind == WORD
    letters = np.where(word, tokenised.type_letters[tokenised.token_type], 0)
    words = np.bincount(tokenised.token_sentence, word, n) if n else np.zeros(0)
    total = np.bincount(tokenised.token_sentence, letters, n) if n else np.zeros(0)
    has[:, number["technical"]] = total / np.maximum(words, 1) > 5.3
    has[:, number["short"]] = words < 12
    final = tokenised.sentence_token[1:] - 1
    has[:, number["headline"]] = ~np.isin(tokenised.token_kind[final], (PUNCTUATION, QUOTATION))
    _mark_quotes(tokenised, number, has)
    health = [number[name] for name in _HEALTH if name in number]
    has[:, number["health"]] = has[:, health].any(axis=1)
    return Prepared(
        _token_words(tokenised, space),
        _token_stems(tokenised, space),
        cls,
        first,
        last,
        sentence,
        has,
        by_entry,
    )


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
    marks: Marks,
    rules: Mapping[str, np.ndarray],
    known: np.ndarray | None = None,
) -> tuple[np.ndarray, np.ndarray]:
    """Return sorted unique pairs (sentence, key): int64[N], int64[N].

    Args:
        rules: bool[S] for each of RULE_CLASSES.
        known: int64[F], sorted, the keys that are wanted (those with weights); the pairs then hold
            places in it instead of keys. None for all.
    """
    sink = FeatureSink(known)
    sentence, word = tokenised.token_sentence, ready.word
    sink.add("word", sentence, word)
    for template, gap in (("words", 1), ("gap", 2)):
        same = sentence[gap:] == sentence[:-gap]
        sink.add(template, sentence[gap:][same], word[:-gap][same], word[gap:][same])
    sink.add("stem", sentence, ready.stem)
    for template, gaps in (("stems", (1,)), ("skip", (1, 2, 3))):
        for gap in gaps if sink.wants(template) else ():
            same = sentence[gap:] == sentence[:-gap]
            sink.add(
                template, sentence[gap:][same], ready.stem[:-gap][same], ready.stem[gap:][same]
            )
    opening = tokenised.sentence_token[:-1]
    numbers = np.arange(len(opening))
    sink.add("open", numbers, word[opening])
    size = np.diff(tokenised.sentence_token)
    sink.add("long", numbers, np.floor(2 * np.log2(np.maximum(size, 1))).astype(np.int64))
    cls, at = ready.mark_class, ready.mark_sentence
    sink.add("class", at, cls)
    _twice(sink, at, cls)
    for gap in (1, 2, 3):
        same = (at[gap:] == at[:-gap]) & (ready.mark_first[gap:] > ready.mark_last[:-gap])
        sink.add("near", at[gap:][same], cls[:-gap][same], cls[gap:][same])
    after = np.minimum(ready.mark_last + 1, len(word) - 1)
    same = (ready.mark_last + 1 < len(word)) & (sentence[after] == at)
    sink.add("next", at[same], cls[same], word[after[same]])
    before = np.maximum(ready.mark_first - 1, 0)
    same = (ready.mark_first > 0) & (sentence[before] == at)
    sink.add("prev", at[same], word[before[same]], cls[same])
    for name in ("technical", "short", "health", "headline", *QUOTE_CLASSES):
        place = space.classes.index(name)
        there = np.flatnonzero(ready.has[:, place])
        sink.add("class", there, np.full(len(there), place))
    for name, holds in rules.items():
        there = np.flatnonzero(holds)
        sink.add("class", there, np.full(len(there), space.classes.index(name)))
    first = ready.mark_first == tokenised.sentence_token[at]
    sink.add("openclass", at[first], cls[first])
    sink.add("term", tokenised.token_sentence[marks.first], marks.entry.astype(np.int64))
    return sink.unique()


def _twice(sink: FeatureSink, sentence: np.ndarray, cls: np.ndarray) -> None:
    pair = (sentence << 16) | cls
    value, count = np.unique(pair, return_counts=True)
    value = value[count > 1]
    sink.add("twice", value >> 16, value & 0xFFFF)


@njit(cache=True)
def _add(unit, place, weights, out):
    for i in range(len(unit)):
        for column in range(weights.shape[1]):
            out[unit[i], column] += weights[place[i], column]


def score(unit: np.ndarray, place: np.ndarray, units: int, weights: np.ndarray) -> np.ndarray:
    """Return float64[units, outputs]: the sum of the weights of each unit's features.

    Args:
        unit, place: pairs as the functions above return them for known keys.
        weights: float64[F, outputs].
    """
    out = np.zeros((units, weights.shape[1]))
    _add(unit, place, weights, out)
    return out
