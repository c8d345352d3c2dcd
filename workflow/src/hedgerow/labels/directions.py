"""Directions of claims: good or harm to health."""

from __future__ import annotations

import numpy as np

from hedgerow.labels.claim_sites import Sites
from hedgerow.labels.lexicon_marks import class_tokens, of_table
from hedgerow.labels.lexicon_matcher import Marks
from hedgerow.lexicons.load import Entry, Lexicon
from hedgerow.lexicons.vocabulary import DIRECTIONS
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus

_NEUTRAL = DIRECTIONS.index("neutral")
_OUTCOME_REACH = 14
_FOR_BETTER = "=positively|favourably|favorably|beneficially"
_FOR_WORSE = "=negatively|adversely|unfavourably|unfavorably|badly"
_SIGN = {"raise": 1, "cause": 1, "bring": 1, "lower": -1}
_VALUE = {"good": 1, "bad": -1}


def claim_directions(
    tokenised: TokenisedCorpus, lexicon: Lexicon, marks: Marks, site: Sites
) -> np.ndarray:
    """Return int8[S], place in DIRECTIONS: the direction of each claim.

    Where the effect word and its outcome leave it open ("enhance the activity of a receptor, which
    relieves pain"), the next effect word of the sentence decides, then the outcome before the word
    ("cravings were reduced").
    """
    direction = _stated(tokenised, lexicon, marks, site)
    effects = np.flatnonzero(of_table(marks, lexicon, "effects"))
    effects = effects[np.argsort(marks.first[effects], kind="stable")]
    place = np.searchsorted(marks.first[effects], site.last, "right")
    mark = np.append(effects, -1)[place]
    first, last = np.append(marks.first, -1)[mark], np.append(marks.last, -1)[mark]
    there = (site.mark >= 0) & (mark >= 0) & (first < tokenised.sentence_token[1:])
    later = Sites(*(np.where(there, values, -1) for values in (mark, first, last)))
    following = _stated(tokenised, lexicon, marks, later)
    direction = np.where((direction == _NEUTRAL) & there, following, direction)
    behind = _stated(tokenised, lexicon, marks, site, back=True)
    return np.where(direction == _NEUTRAL, behind, direction).astype(np.int8)


_LOWERING = (
    "=reduction|reductions|suppression|relief|decrease|decreases|inhibition|prevention|elimination"
    "|alleviation|lessening|decline|drop|loss|lack"
)


def lowered_outcomes(tokenised: TokenisedCorpus, lexicon: Lexicon, marks: Marks) -> np.ndarray:
    """Return int8[S], place in DIRECTIONS: the direction of a noun of lowering and its outcome.

    A reduction in pain is a benefit, a loss of memory a harm: such a noun, then of, in or from, and
    a listed outcome within three tokens; none where a sentence has no such words.
    """
    size, n = len(tokenised.token_type), len(tokenised.sentence_start)
    out = np.zeros(n, np.int8)
    outcome = marks.where(of_table(marks, lexicon, "outcomes"))
    if size < 2 or not len(outcome.first):
        return out
    noun = class_tokens(tokenised, _LOWERING, lexicon)
    joint = class_tokens(tokenised, "=of|in|from", lexicon)
    bad = of_table(outcome, lexicon, "outcomes", label="bad")
    for gap in (0, 1, 2):
        at = np.maximum(outcome.first - 1 - gap, 1)
        fits = (at < outcome.first - gap) & joint[at] & noun[at - 1]
        sentence = tokenised.token_sentence[outcome.first]
        fits &= tokenised.token_sentence[at - 1] == sentence
        worth = np.where(bad, DIRECTIONS.index("benefit"), DIRECTIONS.index("harm"))
        out[sentence[fits]] = worth[fits]
    return out


_KILLING = (
    "=kill|kills|killed|killing|destroy|destroys|destroyed|destroying|eradicate|eradicates"
    "|eradicated|eradicating|eliminate|eliminates|eliminated|eliminating"
)
_PATHOGENS = (
    "=bacteria|bacterium|germ|germs|virus|viruses|microbe|microbes|pathogen|pathogens|fungus|fungi"
    "|yeast|parasite|parasites|worms|mites|cancer|cancerous|tumor|tumors|tumour|tumours|plaque"
)
_WANTED = "=good|healthy|beneficial|friendly|normal|gut|useful|helpful"
_OBJECT_REACH = 4


def killed_pathogens(tokenised: TokenisedCorpus, lexicon: Lexicon) -> np.ndarray:
    """Return int8[S], place in DIRECTIONS: the direction of killing a pathogen or a tumour.

    A benefit, or a harm with a word between that makes the object a wanted one ("kills the good
    bacteria"); none where no verb of killing has such an object within four tokens.
    """
    size = len(tokenised.token_type)
    out = np.zeros(len(tokenised.sentence_start), np.int8)
    killing, pathogens, wanted = (
        class_tokens(tokenised, words, lexicon) for words in (_KILLING, _PATHOGENS, _WANTED)
    )
    verb = np.flatnonzero(killing)
    sentence = tokenised.token_sentence[verb]
    end = tokenised.sentence_token[1:][sentence]
    good = np.zeros(len(verb), bool)
    for step in range(1, _OBJECT_REACH + 1):
        at = np.minimum(verb + step, size - 1)
        inside = verb + step < end
        good |= inside & wanted[at]
        killed = inside & pathogens[at]
        worth = np.where(good, DIRECTIONS.index("harm"), DIRECTIONS.index("benefit"))
        out[sentence[killed]] = worth[killed]
    return out


def _sign(entry: Entry) -> int:
    return _SIGN.get(entry.detail, 0)


def _value(entry: Entry) -> int:
    return _VALUE.get(entry.detail, 0)


def _stated(
    tokenised: TokenisedCorpus, lexicon: Lexicon, marks: Marks, site: Sites, back: bool = False
) -> np.ndarray:
    """Return int8[S], place in DIRECTIONS, by the action and its outcome.

    The outcome is the first one after the effect word, up to 14 tokens on and before the next
    effect word; where the effect word looks back ("insomnia caused by"), or with `back`, the last
    one before it. An unlisted outcome is harm after words of causing, which go with bad outcomes
    (Stubbs 1995), else neutral.
    """
    n = len(tokenised.sentence_start)
    outcome = np.flatnonzero(of_table(marks, lexicon, "outcomes"))
    outcome = outcome[np.argsort(marks.first[outcome], kind="stable")]
    bad = of_table(marks.where(outcome), lexicon, "outcomes", label="bad")
    worth = np.append(np.where(bad, -1, 1), 0)
    first = np.append(marks.first[outcome], np.iinfo(np.int64).max)
    place = np.searchsorted(first[:-1], site.first)
    others = np.sort(marks.first[of_table(marks, lexicon, "effects")])
    others = np.append(others, np.iinfo(np.int64).max)
    limit = np.minimum(
        others[np.searchsorted(others, site.last, "right")], tokenised.sentence_token[1:]
    )
    limit = np.minimum(limit, site.last + _OUTCOME_REACH + 1)
    ahead = np.where(first[place] < limit, worth[place], 0)
    earlier = np.maximum(place - 1, 0)
    behind = (place > 0) & (first[earlier] >= tokenised.sentence_token[:-1])
    behind &= first[earlier] < site.first
    looks_back = of_table(marks, lexicon, "effects", label="participle")
    looks_back = np.append(looks_back, False)[site.mark] | back
    polarity = np.where(looks_back, np.where(behind, worth[earlier], 0), ahead)
    entry = np.append(marks.entry, len(lexicon.entries))[site.mark]
    sign = np.append(lexicon.of_each(_sign, np.int64), 0)[entry]
    value = np.append(lexicon.of_each(_value, np.int64), 0)[entry]
    bad_alone = np.append(lexicon.where(detail="cause"), False)[entry]
    effect = np.where(value != 0, value, sign * polarity)
    effect = np.where((polarity == 0) & bad_alone, -1, effect)
    effect = np.where(effect == 0, _manner(tokenised, lexicon, site), effect)
    code = DIRECTIONS.index
    direction = np.select(
        [site.mark < 0, effect > 0, effect < 0],
        [code("none"), code("benefit"), code("harm")],
        code("neutral"),
    )
    return direction.astype(np.int8) if n else np.zeros(0, np.int8)


def _manner(tokenised: TokenisedCorpus, lexicon: Lexicon, site: Sites) -> np.ndarray:
    """Return int64[S]: 1 for an adverb of good within six tokens of the effect word, -1 for bad.

    As in "positively affects" or "affects sleep adversely"; 0 without such an adverb.
    """
    out = np.zeros(len(site.mark), np.int64)
    sentence = np.flatnonzero(site.mark >= 0)
    low = np.maximum(site.first[sentence] - 2, tokenised.sentence_token[sentence])
    high = np.minimum(site.last[sentence] + 7, tokenised.sentence_token[sentence + 1])
    for words, sign in ((_FOR_BETTER, 1), (_FOR_WORSE, -1)):
        at = np.flatnonzero(class_tokens(tokenised, words, lexicon))
        found = np.searchsorted(at, high) > np.searchsorted(at, low)
        out[sentence[found]] = sign
    return out
