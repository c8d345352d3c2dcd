"""Stance: is the effect of a sentence asserted, denied or only mentioned?

The rules look at every effect word and word of association of a sentence. A negator reaches the
words after it in its clause, a negating phrase ("no evidence that") those up to a contrast, and a
denial ("is not harmful") names the effect itself (Morante & Daelemans 2009). Words of purpose,
topic and question ("designed to", "explore how", "whether") make the effects in their reach
mentioned.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hedgerow.labels.lexicon_marks import (
    beside,
    class_tokens,
    has,
    has_flag,
    next_flag,
    of_table,
    tokens_with,
)
from hedgerow.labels.lexicon_matcher import Marks, class_words
from hedgerow.labels.once import once_a_text
from hedgerow.lexicons.load import Lexicon
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus
from hedgerow.text.tokens.tokens import PUNCTUATION

_NEGATOR_REACH = 8
_TOPIC_REACH = 14
_OUTCOME_NEAR = 10
_BRACKETS = "=(|)|[|]|{|}"
_CONTRAST = "=but|however|though|although|yet|;|whereas|while"
_MODALS = "can|may|might|could|will|should|must|would"
_CLAUSE = "=but|however|though|although|because|which|who|that|whereas|while|;|:|—|–|if|when|as|so"


@dataclass(frozen=True)
class Governed:
    """The effect words of a text and what governs each of them."""

    first: np.ndarray  # int64[E], first token of the effect word, sorted
    last: np.ndarray  # int64[E]
    sentence: np.ndarray  # int64[E]
    has_outcome: np.ndarray  # bool[E], a listed outcome follows closely
    negated: np.ndarray  # bool[E], in the reach of a negation
    topic: np.ndarray  # bool[E], in the reach of a word of purpose, topic or question
    denial: np.ndarray  # bool[S], the sentence has a denial
    myth: np.ndarray  # bool[S], the sentence quotes a myth
    aside: np.ndarray  # bool[S], the sentence has "without", whatever it reaches
    lacking: np.ndarray  # bool[E], in the reach of "without" and of no other negation
    turning: np.ndarray  # bool[S], the sentence has two sides ("but", "although")
    failed: np.ndarray  # bool[S], "fails to" precedes an effect word with an outcome


def governed_effects(tokenised: TokenisedCorpus, lexicon: Lexicon, marks: Marks) -> Governed:
    """Return the effect words and words of association of a text with their governors."""
    n = len(tokenised.sentence_start)
    wanted = of_table(marks, lexicon, "effects") | of_table(marks, lexicon, "relations")
    effects = marks.where(np.flatnonzero(wanted))
    effects = effects.where(np.lexsort((effects.last, effects.first)))
    sentence = tokenised.token_sentence[effects.first]
    end = tokenised.sentence_token[1:][sentence]
    outcomes = np.append(np.sort(marks.first[of_table(marks, lexicon, "outcomes")]), 1 << 40)
    ahead = outcomes[np.searchsorted(outcomes, effects.last, "right")]
    near = (ahead < end) & (ahead - effects.last <= _OUTCOME_NEAR)
    aside = class_tokens(tokenised, "=without", lexicon)
    denial = marks.where(of_table(marks, lexicon, "negation", label="denial"))
    denial = denial.where(~_under_topic(tokenised, lexicon, marks, denial))
    negated = _in_reach(tokenised, lexicon, marks, effects)
    others = marks.where(~aside[marks.first]) if n else marks
    return Governed(
        first=effects.first,
        last=effects.last,
        sentence=sentence,
        has_outcome=near,
        negated=negated,
        topic=_under_topic(tokenised, lexicon, marks, effects),
        denial=has(tokenised, denial.first),
        myth=quoted_myths(tokenised, lexicon) if n else np.zeros(0, bool),
        aside=has_flag(tokenised, aside),
        lacking=negated & ~_in_reach(tokenised, lexicon, others, effects),
        turning=_turning(tokenised, lexicon),
        failed=has(tokenised, effects.first[near & _after_failing(tokenised, lexicon, effects)]),
    )


def _reach(
    tokenised: TokenisedCorpus, lexicon: Lexicon, last: np.ndarray, stop: str, most: int
) -> np.ndarray:
    """Return int64[m]: one past the last token that the words ending at `last` govern."""
    size = len(tokenised.token_type)
    stops = class_tokens(tokenised, stop, lexicon)
    stops = stops | _new_predicates(tokenised, lexicon)
    after = np.minimum(last + 1, size)
    limit = next_flag(stops, after)
    end = tokenised.sentence_token[1:][tokenised.token_sentence[last]]
    return np.minimum(np.minimum(limit, end), last + 1 + most)


@once_a_text
def _new_predicates(tokenised: TokenisedCorpus, lexicon: Lexicon) -> np.ndarray:
    """Return bool[T]: "and" before a modal or "actually", which begins a new predicate."""
    out = class_tokens(tokenised, "=and", lexicon)
    modal = class_words(tokenised, f"={_MODALS}|actually|also|instead", lexicon)
    modal = tokens_with(tokenised, modal)
    return out & beside(tokenised, modal, 1)


def _covered(first: np.ndarray, begin: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Return bool[E]: the token `first` is in one of the spans begin:end."""
    begun = np.searchsorted(np.sort(begin), first, "right")
    return begun > np.searchsorted(np.sort(np.maximum(end, begin)), first, "right")


def _in_reach(
    tokenised: TokenisedCorpus, lexicon: Lexicon, marks: Marks, effects: Marks
) -> np.ndarray:
    """Return bool[E]: a negator or negating phrase reaches the effect word."""
    size = len(tokenised.token_type)
    out = np.zeros(len(effects.first), bool)
    kinds = (
        ("negator", _CLAUSE, _NEGATOR_REACH),
        ("verb", f"{_CLAUSE}|{_MODALS}", _NEGATOR_REACH),
        ("phrase", _CONTRAST, size),
        ("denial", _CLAUSE, 1),
    )
    for kind, stop, most in kinds:
        negation = marks.where(of_table(marks, lexicon, "negation", label=kind))
        if not len(negation.first):
            continue
        end = _reach(tokenised, lexicon, negation.last, stop, most)
        if kind not in ("phrase", "denial"):
            end = np.minimum(end, _next_comma(tokenised, lexicon, negation.last))
        out |= _covered(effects.first, negation.first, end)
    return out


def _after_failing(tokenised: TokenisedCorpus, lexicon: Lexicon, effects: Marks) -> np.ndarray:
    """Return bool[E]: "fails to" or "failed to" is right before the effect word."""
    fails = class_tokens(tokenised, "=fail|fails|failed|failing", lexicon)
    to = class_tokens(tokenised, "=to", lexicon)
    return (beside(tokenised, to, -1) & beside(tokenised, fails, -2))[effects.first]


def _turning(tokenised: TokenisedCorpus, lexicon: Lexicon) -> np.ndarray:
    """Return bool[S]: the sentence has two sides: "but" or "however" inside it, "while" or
    "although", or a pronoun that begins a clause ("cannot prevent it, they may ease it").
    """
    if not len(tokenised.token_type):
        return np.zeros(len(tokenised.sentence_start), bool)
    turns = class_tokens(tokenised, "=but|however|while|whereas", lexicon)
    first = tokenised.sentence_token[:-1]
    turns[first] &= ~class_words(tokenised, "=but|however", lexicon)[tokenised.token_base[first]]
    turns |= class_tokens(tokenised, "=although|though", lexicon)
    stop = class_tokens(tokenised, "=,|;", lexicon)
    pronoun = class_tokens(tokenised, "=they|it|he|she", lexicon)
    turns |= beside(tokenised, stop, -1) & pronoun
    return has_flag(tokenised, turns)


def _next_comma(tokenised: TokenisedCorpus, lexicon: Lexicon, last: np.ndarray) -> np.ndarray:
    """Return int64[m]: the first comma or bracket after each token; the size where none."""
    size = len(tokenised.token_type)
    comma = class_tokens(tokenised, "=,", lexicon)
    comma |= class_tokens(tokenised, _BRACKETS, lexicon)
    return next_flag(comma & (tokenised.token_kind == PUNCTUATION), np.minimum(last + 1, size))


def _under_topic(
    tokenised: TokenisedCorpus, lexicon: Lexicon, marks: Marks, effects: Marks
) -> np.ndarray:
    """Return bool[E]: a word of purpose, topic or question reaches the effect word."""
    topic = marks.where(of_table(marks, lexicon, "topics"))
    if not len(topic.first):
        return np.zeros(len(effects.first), bool)
    end = _reach(tokenised, lexicon, topic.last, _TOPIC_STOP, _TOPIC_REACH)
    return _covered(effects.first, topic.first, end)


_TOPIC_STOP = "=,|;|:|but|because|which|("


def quoted_myths(tokenised: TokenisedCorpus, lexicon: Lexicon) -> np.ndarray:
    """Return bool[S]: the sentence opens by quoting a myth ("Myth: the tea cures colds")."""
    opening = tokenised.sentence_token[:-1]
    size = len(tokenised.token_type)
    words = class_words(tokenised, "=myth|misconception|fiction|fallacy|rumor|rumour", lexicon)
    colon = class_words(tokenised, "=:|-|–|—", lexicon)
    myth = words[tokenised.token_base[opening]]
    out = np.zeros(len(opening), bool)
    for gap in (1, 2, 3):  # "Myth #2:"
        at = np.minimum(opening + gap, size - 1)
        out |= myth & colon[tokenised.token_base[at]] & (at < tokenised.sentence_token[1:])
    return out


def denied_by_rule(tokenised: TokenisedCorpus, governed: Governed) -> np.ndarray:
    """Return int8[S]: 1 the effect is denied, -1 another one is asserted, 0 no negation is found.

    Denied: a denial or a negated effect word, and no other effect word that is asserted: one with
    an outcome outside the reach of the negation, or any in a sentence of two sides ("do not cure
    it but help you recover"). What is negated under a condition, an aim or a question ("if it does
    not help") is not denied. "Without" denies alone: beside any other effect word or another
    negation it decides nothing, and beside one with an outcome the sentence asserts that one.
    """
    n = len(tokenised.sentence_start)

    def any_of(effects: np.ndarray) -> np.ndarray:
        return np.bincount(governed.sentence[effects], minlength=n) > 0

    free = ~governed.negated & ~governed.topic
    others = any_of(governed.has_outcome & free)
    turned = any_of(free) & governed.turning
    negated = any_of(governed.negated & ~governed.topic & ~governed.lacking)
    lacking = any_of(governed.lacking & ~governed.topic) & ~any_of(free)
    denies = negated | lacking | governed.denial
    out = np.where(denies, np.where(others | turned, -1, 1), 0)
    out[negated & governed.aside & (out > 0)] = 0  # "cannot ease it without causing ..."
    return np.where(governed.aside & others & ~denies, -1, out).astype(np.int8)


def mentioned_by_rule(tokenised: TokenisedCorpus, governed: Governed) -> np.ndarray:
    """Return bool[S]: every effect word is under a word of purpose, topic or question, or a myth.

    Sentences without an effect word are not mentioned by the rule.
    """
    n = len(tokenised.sentence_start)
    effects = np.bincount(governed.sentence, minlength=n)
    topics = np.bincount(governed.sentence[governed.topic], minlength=n)
    return ((topics == effects) & (effects > 0)) | governed.myth
