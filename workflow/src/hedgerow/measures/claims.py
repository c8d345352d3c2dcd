"""Claims: does a sentence say that something affects health, how strongly, and which way.

Classes after Sumner et al. 2014 and Yu et al. 2019: none, correlational, conditional_causal,
direct_causal. The rule: an effect word under a hedge is a conditional claim, an effect word alone a
direct one, a word of association a correlational one. `can` is no hedge, `suggest` before the effect
is. Where there are trained weights, the rule's answer is one of their features' sources and the
model decides; questions claim nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hedgerow.lexicons.load import CUE_TYPES, Lexicon
from hedgerow.measures.cues import HEDGE_TYPES, Cues
from hedgerow.measures.patterns import Marks, class_words
from hedgerow.text.coded import CodedText
from hedgerow.text.tokens import PUNCTUATION

CLAIMS = ("none", "correlational", "conditional_causal", "direct_causal")
DIRECTIONS = ("none", "benefit", "harm", "neutral")
_NEGATION_REACH = 6
_OUTCOME_REACH = 14
_EFFECT_WORDS = 12
_HELPERS = ("help~",)


@dataclass(frozen=True)
class Sites:
    """Per sentence the mark its claim hangs on; -1 in `mark` where there is none."""

    mark: np.ndarray  # int64[S], place in `marks`
    first: np.ndarray  # int64[S], first token of the effect or relation word
    last: np.ndarray  # int64[S]


def of_table(marks: Marks, lexicon: Lexicon, table: str, **labels: str) -> np.ndarray:
    """Return bool[M]: the marks of one lexicon, with that label or detail if given."""
    wanted = [
        entry.table == table and all(getattr(entry, k) == v for k, v in labels.items())
        for entry in lexicon.entries
    ]
    return np.array(wanted, bool)[marks.entry]


def _boundaries(coded: CodedText, lexicon: Lexicon) -> np.ndarray:
    """Return bool[T]: punctuation and words that open a clause."""
    opens = class_words(coded, "subordinator", lexicon) | class_words(coded, "relative", lexicon)
    opens |= class_words(coded, "=but|and|or|by|through|via", lexicon)
    return (coded.token_kind == PUNCTUATION) | opens[coded.token_base]


def first_per_sentence(at: np.ndarray, sentence: np.ndarray, n: int) -> np.ndarray:
    """Return int64[n]: the first of the sorted places `at` in each sentence, -1 where none."""
    out = np.full(n, -1, np.int64)
    out[sentence[::-1]] = at[::-1]
    return out


def claim_sites(coded: CodedText, lexicon: Lexicon, marks: Marks) -> tuple[Sites, Sites]:
    """Return the first effect word and the first word of association of each sentence.

    A verb comes before a noun ("effects on"), and a plain "help" gives way to the effect word that
    follows it within three tokens.
    """
    n = len(coded.sentence_start)
    effects = np.flatnonzero(of_table(marks, lexicon, "effects"))
    verbs = effects[~of_table(marks.where(effects), lexicon, "effects", label="noun")]
    best = first_per_sentence(effects, coded.token_sentence[marks.first[effects]], n)
    verb = first_per_sentence(verbs, coded.token_sentence[marks.first[verbs]], n)
    best = np.where(verb >= 0, verb, best)
    helper = np.array([entry.term in _HELPERS for entry in lexicon.entries], bool)
    following = np.minimum(best + 1, len(marks.entry) - 1) if len(marks.entry) else best
    if len(effects):
        is_effect = np.zeros(len(marks.entry), bool)
        is_effect[effects] = True
        near = marks.first[following] - marks.last[best] <= 3
        same = is_effect[following] & (best >= 0) & near & (following > best)
        same &= coded.token_sentence[marks.first[following]] == np.arange(n)
        best = np.where(same & helper[marks.entry[best]], following, best)
    relations = np.flatnonzero(of_table(marks, lexicon, "relations"))
    relation = first_per_sentence(relations, coded.token_sentence[marks.first[relations]], n)
    return _sites(marks, best), _sites(marks, relation)


def _sites(marks: Marks, at: np.ndarray) -> Sites:
    first, last = np.append(marks.first, -1), np.append(marks.last, -1)
    return Sites(at, first[at], last[at])


def rule_claims(coded: CodedText, cues: Cues, effect: Sites, relation: Sites) -> np.ndarray:
    """Return int8[S], place in CLAIMS, by the rule alone."""
    n = len(coded.sentence_start)
    weak = np.isin(cues.type, [CUE_TYPES.index(t) for t in HEDGE_TYPES[:3]]) & cues.hedges
    hedge_at = np.full(n, np.iinfo(np.int64).max)
    np.minimum.at(hedge_at, coded.token_sentence[cues.first[weak]], cues.first[weak])
    claim = np.where(relation.mark >= 0, 1, 0)
    claim = np.where(effect.mark >= 0, np.where(hedge_at < effect.first, 2, 3), claim)
    return claim.astype(np.int8)


def negated_claims(coded: CodedText, lexicon: Lexicon, marks: Marks, site: Sites) -> np.ndarray:
    """Return bool[S]: the claimed effect is negated.

    A negating phrase ("no evidence that") reaches to the end of the sentence; a negator reaches
    six tokens, not across punctuation or a word that opens a clause.
    """
    n = len(coded.sentence_start)
    crossed = np.concatenate([[0], np.cumsum(_boundaries(coded, lexicon))])
    negation = of_table(marks, lexicon, "negation") & ~of_table(
        marks, lexicon, "negation", label="none"
    )
    phrase = of_table(marks, lexicon, "negation", label="phrase")
    out = np.zeros(n, bool)
    at = np.flatnonzero(negation)
    sentence = coded.token_sentence[marks.first[at]]
    target = site.first[sentence]
    gap = target - marks.last[at]
    clear = crossed[np.maximum(target, 0)] == crossed[marks.last[at] + 1]
    near = (gap > 0) & (gap <= _NEGATION_REACH) & clear
    whole = phrase[at] & (target >= 0) & ((gap > 0) | (-gap <= 3))
    out[sentence[near | whole]] = True
    return out


def claim_directions(coded: CodedText, lexicon: Lexicon, marks: Marks, site: Sites) -> np.ndarray:
    """Return int8[S], place in DIRECTIONS: what the action on the first outcome means for health.

    The outcome is looked for after the effect word, up to 14 tokens on in the sentence, and before
    it where there is none after it ("insomnia caused by").
    """
    n = len(coded.sentence_start)
    outcome = np.flatnonzero(of_table(marks, lexicon, "outcomes"))
    outcome = outcome[np.argsort(marks.first[outcome], kind="stable")]
    bad = of_table(marks.where(outcome), lexicon, "outcomes", label="bad")
    first = marks.first[outcome]
    sentence = coded.token_sentence[first]
    polarity = np.zeros(n, np.int8)
    after = np.searchsorted(first, site.last, "right")
    for place, reach in ((after - 1, -_OUTCOME_REACH), (after, _OUTCOME_REACH)):
        inside = (place >= 0) & (place < len(first)) & (site.mark >= 0)
        at = np.where(inside, place, 0)
        if len(first):
            gap = first[at] - site.last
            inside &= (sentence[at] == np.arange(n)) & (gap * np.sign(reach) <= abs(reach))
            polarity = np.where(inside, np.where(bad[at], -1, 1), polarity).astype(np.int8)
    sign = {"raise": 1, "cause": 1, "lower": -1, "good": 0, "bad": 0, "change": 0}
    action = np.array([sign.get(e.detail, 0) for e in lexicon.entries] + [0], np.int8)
    fixed = {"good": 1, "bad": -1}
    value = np.array([fixed.get(e.detail, 0) for e in lexicon.entries] + [0], np.int8)
    entry = np.append(marks.entry, len(lexicon.entries))[site.mark]
    effect = np.where(value[entry] != 0, value[entry], action[entry] * polarity)
    return np.select([site.mark < 0, effect > 0, effect < 0], [0, 1, 2], 3).astype(np.int8)


def claim_phrases(
    coded: CodedText, lexicon: Lexicon, marks: Marks, site: Sites
) -> tuple[np.ndarray, np.ndarray]:
    """Return int64[S, 2] twice: first and last token of the agent and of the effect phrase, or -1.

    The agent is what stands between the last clause boundary and the effect word, without
    auxiliaries, hedges and adverbs at its end; where that is empty, the opening of the sentence. The
    effect phrase runs from the effect word to the next boundary, twelve tokens at most.
    """
    there = site.mark >= 0
    size = len(coded.token_type)
    index = np.arange(size)
    boundary = _boundaries(coded, lexicon)
    light = class_words(coded, "function", lexicon) | class_words(coded, "=not|n't|*ly", lexicon)
    heavy = ~light[coded.token_base] & (coded.token_kind < 4) & ~boundary
    for table in ("cues", "effects", "negation"):
        for side in ("first", "last"):
            heavy[getattr(marks, side)[of_table(marks, lexicon, table)]] = False
    low = coded.sentence_token[:-1]
    agent = np.full((len(low), 2), -1, np.int64)
    effect = np.full((len(low), 2), -1, np.int64)
    if not size:
        return agent, effect
    previous = np.maximum.accumulate(np.where(boundary, index, -1))
    last_heavy = np.maximum.accumulate(np.where(heavy, index, -1))
    next_heavy = np.minimum.accumulate(np.where(heavy, index, size)[::-1])[::-1]
    next_boundary = np.minimum.accumulate(np.where(boundary, index, size)[::-1])[::-1]
    before = np.maximum(site.first - 1, 0)
    end = last_heavy[before]
    end = np.where(site.first > 0, end, -1)
    begin = np.maximum(low, previous[np.maximum(end, 0)] + 1)
    begin = next_heavy[np.minimum(begin, size - 1)]
    found = there & (end >= low) & (begin <= end)
    agent[found] = np.stack([begin, end], 1)[found]
    stop = np.minimum(next_boundary[np.minimum(site.last + 1, size - 1)], coded.sentence_token[1:])
    stop = np.minimum(stop, site.first + _EFFECT_WORDS) - 1
    effect[there] = np.stack([site.first, np.maximum(stop, site.last)], 1)[there]
    return agent, effect
