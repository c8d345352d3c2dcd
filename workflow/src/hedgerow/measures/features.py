"""Named features of sentences and of cues, for the linear models of the labels.

A feature is a template with one or two parts: a word, a class of lexicon terms or words, or a
single lexicon term. As a number it is a 64-bit key, as text it is its name in label_weights.tsv:

    stem:improv         a word of that stem         stems:reduc risk   two stems in a row
    skip:reduc_risk     two stems, up to three tokens apart
    word:may            the word occurs                 words:may help     two words in a row
    gap:may_sleep       two words with one between      open:conclusion    first word
    class:effect.lower  a term of that class occurs     twice:effect.lower it occurs twice or more
    near:cue.modal>effect.lower   one class before another, at most two marks between
    next:effect.lower|in          a term of the class, then the word
    prev:to|effect.lower          the word, then a term of the class
    openclass:person_noun         a term of the class opens the sentence
    term:cues/suggest~            that row of the lexicon matches
    long:5              length of the sentence, floor(2 log2(tokens))
Features of a cue (one match of cues.tsv) start with `cue`:
    cueterm:suggest~    cueword:suggests    cueprev:suggest~|we    cuenext:suggest~|that
    cuewith:or|first_person     the term, in a sentence with that class
    cuetype:cue.conditional|first_person     the type, in a sentence with that class
    cueside:prev|we, cueside:next|be    the word next to it, whatever the cue
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from hedgerow.lexicons.load import Entry, Lexicon
from hedgerow.measures.patterns import Marks, class_words, neighbours
from hedgerow.text.coded import CodedText
from hedgerow.text.tokens import NUMBER, PUNCTUATION, QUOTATION, WORD

WORD_CLASSES = (
    "be", "have", "modal_weak", "modal_can", "modal_strong", "modal_will", "person_noun",
    "professional", "study_noun", "finding_noun", "first_person", "first_plural", "second_person",
    "third_person", "they", "conclusion_word", "comparison", "wh_word", "month", "weekday",
    "title_noun", "imperative_polite", "subordinator", "relative", "health_noun", "review_noun",
)  # fmt: skip
RULE_CLASSES = (
    "rule.correlational", "rule.conditional_causal", "rule.direct_causal", "rule.weak",
    "rule.strong", "rule.given", "rule.evidence",
)  # fmt: skip
"""What the rules say of a sentence (measures/rules.py), as features of it."""

REGISTER_STEPS = (-10, -6, -4, -2, -1, 0, 1, 2, 4, 6)
REGISTER_CLASSES = tuple(f"register.over{step}" for step in REGISTER_STEPS)
"""How much a sentence sounds like a review, as steps that its score passed: with each step, what a
cue means can change, and one step alone changes it little (cf. Daume 2007, whose domains are
known).
"""

SHAPE_CLASSES = ("name", "number", "quote", "technical", "short", "health", "headline")
_REGISTER = (
    "first_person", "first_plural", "second_person", "third_person", "technical",
    "finding_noun", "study_noun", "quote", "name", "short", "modal_weak", "number", "health",
    "review_noun", *REGISTER_CLASSES,
)  # fmt: skip

_HEALTH = ("outcome.bad", "outcome.good", "professional", "health_noun")

# template -> what its parts are: w word, c class, t term, n small number
TEMPLATES = {
    "word": "w", "words": "ww", "gap": "ww", "open": "w", "class": "c", "twice": "c", "near": "cc",
    "next": "cw", "prev": "wc", "openclass": "c", "term": "t", "long": "n",
    "stem": "m", "stems": "mm", "skip": "mm",
    "cueterm": "t", "cueword": "w", "cueprev": "tw", "cuenext": "tw", "cuewith": "tc",
    "cueside": "sw", "cuetwo": "tw", "cuetype": "cc",
}  # fmt: skip
_NUMBERED = {name: i for i, name in enumerate(TEMPLATES)}
_JOIN = {"words": " ", "gap": "_", "near": ">", "stems": " ", "skip": "_"}
_SIDES = ("prev", "next", "next2", "prev2")


def entry_class(entry: Entry) -> str | None:
    """Return the feature class of a lexicon row, None for rows that only block others."""
    if entry.table == "cues":
        return None if entry.label == "none" else f"cue.{entry.label}"
    if entry.table in ("effects", "relations"):
        return f"{entry.table[:-1]}.{entry.detail}"
    if entry.table == "attribution":
        return None if entry.detail == "none" else f"{entry.label}.{entry.detail}"
    if entry.table == "advice":
        return f"{entry.detail}.{entry.label}"
    if entry.table == "negation":
        return None if entry.label == "none" else "negation"
    return f"{entry.table[:-1]}.{entry.label}"


@dataclass(frozen=True)
class FeatureSpace:
    """The words, classes and terms that features may speak of, and the keys of the features."""

    words: tuple[str, ...]
    classes: tuple[str, ...]
    terms: tuple[str, ...]
    stems: tuple[str, ...]

    def _parts(self, kind: str) -> tuple[str, ...]:
        return {
            "w": self.words,
            "c": self.classes,
            "t": self.terms,
            "m": self.stems,
            "s": _SIDES,
        }.get(kind, ())

    def name(self, key: int) -> str:
        """Return the name of a key."""
        template = list(TEMPLATES)[key >> 48]
        kinds = TEMPLATES[template]
        values = [(key >> 24) & 0xFFFFFF, key & 0xFFFFFF]
        parts = [
            str(value) if kind == "n" else self._parts(kind)[value]
            for kind, value in zip(kinds, values, strict=False)
        ]
        return f"{template}:{_JOIN.get(template, '|').join(parts)}"


def split_name(name: str) -> tuple[str, list[str]]:
    """Split a feature name into its template and its parts."""
    template, _, rest = name.partition(":")
    kinds = TEMPLATES[template]
    join = _JOIN.get(template, "|")
    if len(kinds) == 1:
        return template, [rest]
    if kinds in ("tw", "tc"):
        left, _, right = rest.rpartition("|")
        return template, [left, right]
    left, _, right = rest.partition(join)
    return template, [left, right]


def space_of(names: Iterable[str], lexicon: Lexicon) -> tuple[FeatureSpace, dict[str, int]]:
    """Return the smallest space that holds the named features, and their keys."""
    words: dict[str, int] = {}
    stems: dict[str, int] = {}
    classes = {name: i for i, name in enumerate(_all_classes(lexicon))}
    terms = {term: i for i, term in enumerate(_all_terms(lexicon))}
    keys = {}
    for name in names:
        template, parts = split_name(name)
        numbers = []
        for kind, part in zip(TEMPLATES[template], parts, strict=True):
            if kind == "w":
                numbers.append(words.setdefault(part, len(words)))
            elif kind == "m":
                numbers.append(stems.setdefault(part, len(stems)))
            elif kind == "n":
                numbers.append(int(part))
            elif kind == "s":
                numbers.append(_SIDES.index(part))
            else:
                numbers.append((classes if kind == "c" else terms).get(part, -1))
        if min(numbers) >= 0:  # a term that the user's lexicon removed has no key
            keys[name] = _key(template, *numbers)
    return FeatureSpace(tuple(words), tuple(classes), tuple(terms), tuple(stems)), keys


def open_space(words: Iterable[str], lexicon: Lexicon) -> FeatureSpace:
    """Return a space with these words and all classes and terms of the lexicon (for training)."""
    words = tuple(words)
    stems = tuple(dict.fromkeys(stem(word) for word in words))
    return FeatureSpace(words, _all_classes(lexicon), _all_terms(lexicon), stems)


def stem(word: str) -> str:
    """Return a word without its inflection and a final e: improves, improved, improving: improv.

    A light stemmer (Harman 1991), for features only; words of up to four letters stay.
    """
    if len(word) > 5 and word.endswith("ies"):
        return word[:-3] + "y"
    for ending in ("ing", "ed", "es", "s"):
        root = word[: -len(ending)]
        if word.endswith(ending) and len(root) >= 3 and not word.endswith(("ss", "us", "is")):
            if len(root) > 3 and root[-1] == root[-2] and root[-1] not in "lsz":
                root = root[:-1]
            return root.removesuffix("e") if len(root) > 3 else root
    return word[:-1] if len(word) > 4 and word.endswith("e") else word


def _all_classes(lexicon: Lexicon) -> tuple[str, ...]:
    names = {entry_class(entry) for entry in lexicon.entries} - {None}
    return (
        *sorted(str(name) for name in names),
        *WORD_CLASSES,
        *SHAPE_CLASSES,
        *RULE_CLASSES,
        *REGISTER_CLASSES,
    )


def _all_terms(lexicon: Lexicon) -> tuple[str, ...]:
    return tuple(dict.fromkeys(f"{entry.table}/{entry.term}" for entry in lexicon.entries))


def _key(template: str, a: Any, b: Any = 0) -> Any:
    """Return the key of a template and its parts, numbers or arrays of them."""
    return (_NUMBERED[template] << 48) | (a << 24) | b


_PLACE_BITS = 24
"""Bits for the place of a feature among those with weights."""


class _Sink:
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
        key = _key(template, a[there].astype(np.int64), b[there].astype(np.int64))
        if self.known is not None:
            place = np.minimum(np.searchsorted(self.known, key), len(self.known) - 1)
            weighed = self.known[place] == key
            unit, key = unit[weighed], place[weighed]
        self.units.append(unit.astype(np.int64))
        self.keys.append(key)

    def wants(self, template: str) -> bool:
        """Say whether any feature of a template is wanted."""
        return self.templates is None or _NUMBERED[template] in self.templates

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
    """What the features need of a text, worked out once."""

    word: np.ndarray  # int64[T], place of the token's word in the space, or -1
    stem: np.ndarray  # int64[T], the same for its stem
    mark_class: np.ndarray  # int64[N] class of each mark, sorted by first token
    mark_first: np.ndarray
    mark_last: np.ndarray
    mark_sentence: np.ndarray
    has: np.ndarray  # bool[S, C]
    entry_class: np.ndarray  # int64[E], class of each lexicon row, or -1


def _token_stems(coded: CodedText, space: FeatureSpace) -> np.ndarray:
    place = {text: i for i, text in enumerate(space.stems)}
    by_word = np.array([place.get(stem(word), -1) for word in coded.word_text] or [-1], np.int64)
    return by_word[coded.token_base]


def _token_words(coded: CodedText, space: FeatureSpace) -> np.ndarray:
    place = {word: i for i, word in enumerate(space.words)}
    by_word = np.array([place.get(word, -1) for word in coded.word_text] or [-1], np.int64)
    number = place.get("#", -1)
    word = by_word[coded.token_base]
    word = np.where(coded.token_kind == NUMBER, number, word)
    return np.where(coded.token_kind == QUOTATION, place.get('"', -1), word)


def _shape_marks(coded: CodedText) -> list[tuple[str, np.ndarray]]:
    first = np.zeros(len(coded.token_type) + 1, bool)
    first[coded.sentence_token[:-1]] = True
    shape = coded.type_shape[coded.token_type]
    word = coded.token_kind == WORD
    letters = coded.type_letters[coded.token_type]
    name = word & (shape > 0) & ~first[:-1] & (letters > 1)
    return [
        ("name", np.flatnonzero(name)),
        ("number", np.flatnonzero(coded.token_kind == NUMBER)),
        ("quote", np.flatnonzero(coded.token_kind == QUOTATION)),
    ]


def prepare(coded: CodedText, lexicon: Lexicon, marks: Marks, space: FeatureSpace) -> Prepared:
    """Return the words and the classes of a text in terms of a feature space."""
    number = {name: i for i, name in enumerate(space.classes)}
    by_entry = np.array([number.get(entry_class(e) or "", -1) for e in lexicon.entries], np.int64)
    parts = [(by_entry[marks.entry], marks.first, marks.last)]
    for name in WORD_CLASSES:
        at = np.flatnonzero(class_words(coded, name, lexicon)[coded.token_base])
        parts.append((np.full(len(at), number[name]), at, at))
    for name, at in _shape_marks(coded):
        parts.append((np.full(len(at), number[name]), at, at))
    cls, first, last = (np.concatenate([part[i] for part in parts]) for i in range(3))
    order = np.lexsort((cls, -last, first))
    order = order[cls[order] >= 0]
    cls, first, last = cls[order], first[order], last[order]
    sentence = coded.token_sentence[first] if len(first) else np.zeros(0, np.int64)
    n = len(coded.sentence_start)
    has = np.zeros((n, len(space.classes)), bool)
    has[sentence, cls] = True
    word = coded.token_kind == WORD
    letters = np.where(word, coded.type_letters[coded.token_type], 0)
    words = np.bincount(coded.token_sentence, word, n) if n else np.zeros(0)
    total = np.bincount(coded.token_sentence, letters, n) if n else np.zeros(0)
    has[:, number["technical"]] = total / np.maximum(words, 1) > 5.3
    has[:, number["short"]] = words < 12
    final = coded.sentence_token[1:] - 1
    has[:, number["headline"]] = ~np.isin(coded.token_kind[final], (PUNCTUATION, QUOTATION))
    health = [number[name] for name in _HEALTH if name in number]
    has[:, number["health"]] = has[:, health].any(axis=1)
    return Prepared(
        _token_words(coded, space),
        _token_stems(coded, space),
        cls,
        first,
        last,
        sentence,
        has,
        by_entry,
    )


def sentence_features(
    coded: CodedText,
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
    sink = _Sink(known)
    sentence, word = coded.token_sentence, ready.word
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
    opening = coded.sentence_token[:-1]
    numbers = np.arange(len(opening))
    sink.add("open", numbers, word[opening])
    size = np.diff(coded.sentence_token)
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
    for name in ("technical", "short", "health", "headline"):
        place = space.classes.index(name)
        there = np.flatnonzero(ready.has[:, place])
        sink.add("class", there, np.full(len(there), place))
    for name, holds in rules.items():
        there = np.flatnonzero(holds)
        sink.add("class", there, np.full(len(there), space.classes.index(name)))
    first = ready.mark_first == coded.sentence_token[at]
    sink.add("openclass", at[first], cls[first])
    sink.add("term", coded.token_sentence[marks.first], marks.entry.astype(np.int64))
    return sink.unique()


def _twice(sink: _Sink, sentence: np.ndarray, cls: np.ndarray) -> None:
    pair = (sentence << 16) | cls
    value, count = np.unique(pair, return_counts=True)
    value = value[count > 1]
    sink.add("twice", value >> 16, value & 0xFFFF)


def cue_features(
    coded: CodedText,
    ready: Prepared,
    space: FeatureSpace,
    cues: Marks,
    review: np.ndarray,
    known: np.ndarray | None = None,
) -> tuple[np.ndarray, np.ndarray]:
    """Return sorted unique pairs (place in `cues`, key): int64[N], int64[N].

    Args:
        review: float64[S], how much each sentence sounds like a personal review.
        known: as for `sentence_features`, with the same effect.
    """
    sink = _Sink(known)
    unit = np.arange(len(cues.entry))
    kind = ready.entry_class[cues.entry]
    term = cues.entry.astype(np.int64)
    before, after = neighbours(cues, coded)
    padded = np.append(ready.word, -1)
    sentence = coded.token_sentence[cues.first]
    low, high = coded.sentence_token[sentence], coded.sentence_token[sentence + 1]
    second = np.where((after >= 0) & (after + 1 < high), after + 1, -1)
    earlier = np.where(before - 1 >= low, before - 1, -1)
    sink.add("cueterm", unit, term)
    sink.add("cueword", unit, ready.word[cues.first])
    sink.add("cueprev", unit, term, padded[before])
    sink.add("cuenext", unit, term, padded[after])
    sink.add("cuetwo", unit, term, padded[second])
    for side, token in zip(_SIDES, (before, after, second, earlier), strict=True):
        sink.add("cueside", unit, np.full(len(unit), _SIDES.index(side)), padded[token])
    number = {name: i for i, name in enumerate(space.classes)}
    registers = {
        name: review > step for name, step in zip(REGISTER_CLASSES, REGISTER_STEPS, strict=True)
    }
    for name in _REGISTER:
        there = registers.get(name, ready.has[:, number[name]])[sentence]
        at = np.full(int(there.sum()), number[name])
        sink.add("cuewith", unit[there], term[there], at)
        sink.add("cuetype", unit[there], kind[there], at)
    return sink.unique()


def score(unit: np.ndarray, place: np.ndarray, units: int, weights: np.ndarray) -> np.ndarray:
    """Return float64[units, outputs]: the sum of the weights of each unit's features.

    Args:
        unit, place: pairs as the functions above return them for known keys.
        weights: float64[F, outputs].
    """
    out = np.zeros((units, weights.shape[1]))
    if not len(place):
        return out
    for column in range(weights.shape[1]):
        value = weights[:, column]
        used = (value != 0)[place]
        out[:, column] = np.bincount(unit[used], value[place[used]], units)
    return out
