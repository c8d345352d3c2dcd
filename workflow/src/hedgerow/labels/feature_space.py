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
    cuein:or|decid      the term, in a sentence with a word of that stem
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from hedgerow.lexicons.load import Entry, Lexicon
from hedgerow.lexicons.vocabulary import CUE_RECORDS

WORD_CLASSES = (
    "be", "have", "modal_weak", "modal_can", "modal_strong", "modal_will", "person_noun",
    "professional", "study_noun", "finding_noun", "first_person", "first_plural", "second_person",
    "third_person", "they", "conclusion_word", "comparison", "wh_word", "month", "weekday",
    "title_noun", "imperative_polite", "subordinator", "relative", "health_noun", "review_noun",
    "treatment_noun", "trait_noun", "frequency_noun", "group_noun", "test_noun", "accuracy_word",
    "efficacy_word", "design_word", "state_change", "need_word", "future_word", "care_action",
    "care_context", "cause_noun", "result_intro", "degree_adverb", "time_word",
)  # fmt: skip
RULE_CLASSES = (
    "rule.correlational", "rule.conditional_causal", "rule.direct_causal", "rule.weak",
    "rule.strong", "rule.given", "rule.evidence",
)  # fmt: skip
"""Labels by the rules (labels/rule_labels.py), as features of a sentence."""

REGISTER_STEPS = (-10, -6, -4, -2, -1, 0, 1, 2, 4, 6)
REGISTER_CLASSES = tuple(f"register.over{step}" for step in REGISTER_STEPS)
"""How much a sentence sounds like a review, as steps that its score passed: with each step, what a
cue means can change, and one step alone changes it little (cf. Daume 2007, whose domains are
known).
"""

SHAPE_CLASSES = ("name", "number", "quote", "technical", "short", "health", "headline")
QUOTE_PARTS = 5
QUOTE_CLASSES = (
    "quotes.even", "quotes.odd", "quotes.first", "quotes.last",
    *(f"quotes.{side}{size}" for side in ("before", "after") for size in range(QUOTE_PARTS)),
)  # fmt: skip
"""Quotation marks of a sentence: an even or odd number of them (a quotation may go on over several
sentences), one opens it, one ends it, and the tokens before the first and after the last:
floor(log2(tokens + 1)), at most 4.
"""

# template -> what its parts are: w word, c class, t term, n small number
TEMPLATES = {
    "word": "w", "words": "ww", "gap": "ww", "open": "w", "class": "c", "twice": "c", "near": "cc",
    "next": "cw", "prev": "wc", "openclass": "c", "term": "t", "long": "n",
    "stem": "m", "stems": "mm", "skip": "mm",
    "cueterm": "t", "cueword": "w", "cueprev": "tw", "cuenext": "tw", "cuewith": "tc",
    "cueside": "sw", "cuetwo": "tw", "cuetype": "cc", "cuein": "tm",
}  # fmt: skip
TEMPLATE_NUMBER = {name: i for i, name in enumerate(TEMPLATES)}
_JOIN = {"words": " ", "gap": "_", "near": ">", "stems": " ", "skip": "_"}
_CUE_FEATURES = {record.name: record.feature for record in CUE_RECORDS}
SIDES = ("prev", "next", "next2", "prev2")


def entry_class(entry: Entry) -> str | None:
    """Return the feature class of a lexicon row, None for rows that only block others."""
    if entry.table == "cues":
        return None if entry.label == "none" else f"cue.{_CUE_FEATURES[entry.label]}"
    if entry.table in ("effects", "relations"):
        return f"{entry.table[:-1]}.{entry.detail}"
    if entry.table == "attribution":
        return None if entry.detail == "none" else f"{entry.label}.{entry.detail}"
    if entry.table == "advice":
        return f"{entry.detail}.{entry.label}"
    if entry.table == "topics":
        return None
    if entry.table == "negation":
        return None if entry.label == "none" else "negation"
    return f"{entry.table[:-1]}.{entry.label}"


@dataclass(frozen=True)
class FeatureSpace:
    """The words, classes and terms of the features, and the keys of the features."""

    words: tuple[str, ...]
    classes: tuple[str, ...]
    terms: tuple[str, ...]
    stems: tuple[str, ...]

    @cached_property
    def word_places(self) -> dict[str, int]:
        """Word -> its place in `words`."""
        return {word: i for i, word in enumerate(self.words)}

    @cached_property
    def stem_places(self) -> dict[str, int]:
        """Stem -> its place in `stems`."""
        return {text: i for i, text in enumerate(self.stems)}

    def _parts(self, kind: str) -> tuple[str, ...]:
        return {
            "w": self.words,
            "c": self.classes,
            "t": self.terms,
            "m": self.stems,
            "s": SIDES,
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
    if kinds in ("tw", "tc", "tm"):
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
                numbers.append(SIDES.index(part))
            else:
                numbers.append((classes if kind == "c" else terms).get(part, -1))
        if min(numbers) >= 0:  # a term that the user's lexicon removed has no key
            keys[name] = feature_key(template, *numbers)
    return FeatureSpace(tuple(words), tuple(classes), tuple(terms), tuple(stems)), keys


def open_space(words: Iterable[str], lexicon: Lexicon) -> FeatureSpace:
    """Return a space with these words and all classes and terms of the lexicon (for training)."""
    words = tuple(words)
    stems = tuple(dict.fromkeys(stem(word) for word in words))
    return FeatureSpace(words, _all_classes(lexicon), _all_terms(lexicon), stems)


@lru_cache(1 << 17)
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
        *QUOTE_CLASSES,
        *RULE_CLASSES,
        *REGISTER_CLASSES,
    )


def _all_terms(lexicon: Lexicon) -> tuple[str, ...]:
    return tuple(dict.fromkeys(f"{entry.table}/{entry.term}" for entry in lexicon.entries))


def feature_key(template: str, a: Any, b: Any = 0) -> Any:
    """Return the key of a template and its parts, numbers or arrays of them."""
    return (TEMPLATE_NUMBER[template] << 48) | (a << 24) | b
