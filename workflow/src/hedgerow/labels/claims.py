"""Claims: cause or association between a factor and health, and how strongly it is asserted.

Classes after Sumner et al. 2014 and Yu et al. 2019: none, correlational, conditional_causal,
direct_causal. The rule: an effect word under a hedge is a conditional claim, an effect word alone a
direct one, a word of association a correlational one. `can` is no hedge, `suggest` before the
effect is. With trained weights the answer of the rule is a feature and the model decides; questions
claim nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hedgerow.labels.lexicon_matcher import Marks, class_words
from hedgerow.lexicons.load import Lexicon
from hedgerow.lexicons.vocabulary import CLAIMS, GOVERNING_TYPES
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus
from hedgerow.text.tokens.tokens import PUNCTUATION

_NONE = CLAIMS.index("none")
_CORRELATIONAL = CLAIMS.index("correlational")
_CONDITIONAL = CLAIMS.index("conditional_causal")
_DIRECT = CLAIMS.index("direct_causal")
_NEGATION_REACH = 6
_EFFECT_WORDS = 12
_NEAR_OUTCOME = 8
_TEXT_VERB = 8
_WITHOUT = 6
_SHOWN_TO = 6
_REPORTED = "=shown|proven|found|demonstrated|said|reported|thought|believed"
_HELPERS = ("help~",)


@dataclass(frozen=True)
class Sites:
    """The mark that carries the claim of each sentence; -1 in `mark` where there is none."""

    mark: np.ndarray  # int64[S], place in `marks`
    first: np.ndarray  # int64[S], first token of the effect or relation word
    last: np.ndarray  # int64[S]


def choose_claims(kind: np.ndarray, conditional: np.ndarray) -> np.ndarray:
    """Return int8[S], place in CLAIMS, from the scores of the models.

    Args:
        kind: float64[S, 3], no claim, a correlational one, a causal one; the highest is chosen.
        conditional: float64[S], above 0 a causal claim is conditional, else direct.
    """
    causal = np.where(conditional > 0, _CONDITIONAL, _DIRECT)
    return np.choose(kind.argmax(axis=1), [_NONE, _CORRELATIONAL, causal]).astype(np.int8)


def of_table(marks: Marks, lexicon: Lexicon, table: str, **labels: str) -> np.ndarray:
    """Return bool[M]: the marks of one lexicon, with that label or detail if given."""
    wanted = [
        entry.table == table and all(getattr(entry, k) == v for k, v in labels.items())
        for entry in lexicon.entries
    ]
    return np.array(wanted, bool)[marks.entry]


def _boundaries(tokenised: TokenisedCorpus, lexicon: Lexicon) -> np.ndarray:
    """Return bool[T]: punctuation and words that open a clause."""
    opens = class_words(tokenised, "subordinator", lexicon) | class_words(
        tokenised, "relative", lexicon
    )
    opens |= class_words(tokenised, "=but|by|through|via", lexicon)
    return (tokenised.token_kind == PUNCTUATION) | opens[tokenised.token_base]


def first_per_sentence(at: np.ndarray, sentence: np.ndarray, n: int) -> np.ndarray:
    """Return int64[n]: the first of the sorted places `at` in each sentence, -1 where none."""
    out = np.full(n, -1, np.int64)
    out[sentence[::-1]] = at[::-1]
    return out


def claim_sites(tokenised: TokenisedCorpus, lexicon: Lexicon, marks: Marks) -> tuple[Sites, Sites]:
    """Return the effect word and the word of association that carry the claim of each sentence.

    The first effect verb with an outcome within eight tokens after it, else the first effect word
    with one, else the first verb, else the first noun ("effects on"); a plain "help" gives way to
    the effect word that follows it within three tokens.
    """
    n = len(tokenised.sentence_start)
    effects = np.flatnonzero(of_table(marks, lexicon, "effects"))
    verbs = effects[~of_table(marks.where(effects), lexicon, "effects", label="noun")]
    best = first_per_sentence(effects, tokenised.token_sentence[marks.first[effects]], n)
    verb = first_per_sentence(verbs, tokenised.token_sentence[marks.first[verbs]], n)
    outcomes = np.sort(marks.first[of_table(marks, lexicon, "outcomes")])
    ahead = np.append(outcomes, np.iinfo(np.int64).max)[
        np.searchsorted(outcomes, marks.last[effects], "right")
    ]
    near = effects[ahead - marks.last[effects] <= _NEAR_OUTCOME]
    noun = of_table(marks.where(near), lexicon, "effects", label="noun")
    best = np.where(verb >= 0, verb, best)
    for chosen in (near, near[~noun]):
        sure = first_per_sentence(chosen, tokenised.token_sentence[marks.first[chosen]], n)
        best = np.where(sure >= 0, sure, best)
    helper = np.array([entry.term in _HELPERS for entry in lexicon.entries], bool)
    following = np.minimum(best + 1, len(marks.entry) - 1) if len(marks.entry) else best
    if len(effects):
        is_effect = np.zeros(len(marks.entry), bool)
        is_effect[effects] = True
        near = marks.first[following] - marks.last[best] <= 3
        same = is_effect[following] & (best >= 0) & near & (following > best)
        same &= tokenised.token_sentence[marks.first[following]] == np.arange(n)
        best = np.where(same & helper[marks.entry[best]], following, best)
    relations = np.flatnonzero(of_table(marks, lexicon, "relations"))
    relation = first_per_sentence(relations, tokenised.token_sentence[marks.first[relations]], n)
    return _sites(marks, best), _sites(marks, relation)


def _sites(marks: Marks, at: np.ndarray) -> Sites:
    first, last = np.append(marks.first, -1), np.append(marks.last, -1)
    return Sites(at, first[at], last[at])


def rule_claims(
    tokenised: TokenisedCorpus, lexicon: Lexicon, marks: Marks, effect: Sites, relation: Sites
) -> np.ndarray:
    """Return int8[S], place in CLAIMS, by the rule alone.

    An effect word after a modal, epistemic or possibility cue of its sentence is a conditional
    claim.
    """
    n = len(tokenised.sentence_start)
    weak = np.zeros(len(marks.entry), bool)
    for kind in GOVERNING_TYPES:
        weak |= of_table(marks, lexicon, "cues", label=kind)
    hedge_at = np.full(n, np.iinfo(np.int64).max)
    np.minimum.at(hedge_at, tokenised.token_sentence[marks.first[weak]], marks.first[weak])
    claim = np.where(relation.mark >= 0, _CORRELATIONAL, _NONE)
    causal = np.where(hedge_at < effect.first, _CONDITIONAL, _DIRECT)
    claim = np.where(effect.mark >= 0, causal, claim)
    return claim.astype(np.int8)


def negated_claims(
    tokenised: TokenisedCorpus, lexicon: Lexicon, marks: Marks, site: Sites
) -> np.ndarray:
    """Return bool[S]: the claimed effect is negated.

    A negating phrase ("no evidence that") reaches to the end of the sentence; a negator reaches
    six tokens, not across punctuation or a word that opens a clause.
    """
    n = len(tokenised.sentence_start)
    crossed = np.concatenate([[0], np.cumsum(_boundaries(tokenised, lexicon))])
    negation = of_table(marks, lexicon, "negation") & ~of_table(
        marks, lexicon, "negation", label="none"
    )
    phrase = of_table(marks, lexicon, "negation", label="phrase")
    out = np.zeros(n, bool)
    at = np.flatnonzero(negation)
    sentence = tokenised.token_sentence[marks.first[at]]
    target = site.first[sentence]
    gap = target - marks.last[at]
    clear = crossed[np.maximum(target, 0)] == crossed[marks.last[at] + 1]
    near = (gap > 0) & (gap <= _NEGATION_REACH) & clear
    whole = phrase[at] & (target >= 0) & ((gap > 0) | (-gap <= 3))
    out[sentence[near | whole]] = True
    return out


def _hedge_before(
    tokenised: TokenisedCorpus, lexicon: Lexicon, marks: Marks, site: Sites
) -> np.ndarray:
    """Return bool[S]: a hedge precedes the effect word, with two tokens between at most."""
    weak = np.zeros(len(marks.entry), bool)
    for kind in GOVERNING_TYPES:
        weak |= of_table(marks, lexicon, "cues", label=kind)
    at = np.append(-(1 << 40), np.sort(marks.last[weak]))
    nearest = at[np.searchsorted(at, site.first) - 1]
    return (
        (site.mark >= 0) & (nearest >= tokenised.sentence_token[:-1]) & (site.first - nearest <= 3)
    )


def _plain(tokenised: TokenisedCorpus, lexicon: Lexicon, marks: Marks, site: Sites) -> np.ndarray:
    """Return bool[S]: agent, effect verb and a listed outcome follow each other closely.

    "Has also been shown to" or "is said to" may come between agent and verb.
    """
    agent, _ = claim_phrases(tokenised, lexicon, marks, site)
    verb = np.append(of_table(marks, lexicon, "effects", label="verb"), False)[site.mark]
    outcome = np.append(np.sort(marks.first[of_table(marks, lexicon, "outcomes")]), 1 << 40)
    ahead = outcome[np.searchsorted(outcome, site.last, "right")]
    near = (ahead - site.last <= 5) & (ahead < tokenised.sentence_token[1:])
    gap = site.first - agent[:, 1]
    shown = class_words(tokenised, _REPORTED, lexicon)[tokenised.token_base]
    shown = np.append(shown, False)[np.maximum(site.first - 2, 0)]
    close = (gap <= 3) | (shown & (gap <= _SHOWN_TO))
    return (site.mark >= 0) & verb & near & (agent[:, 0] >= 0) & close


def settle_claims(
    tokenised: TokenisedCorpus,
    lexicon: Lexicon,
    marks: Marks,
    site: Sites,
    relation: Sites,
    claim: np.ndarray,
) -> np.ndarray:
    """Return int8[S], place in CLAIMS: the choice of the model, corrected by plain wording.

    A direct claim whose effect word follows a hedge closely is conditional; a plain sequence of
    agent, effect verb and listed outcome is a claim; an association after "without" ("without the
    side effects associated with opioids") is not the claim where there is an effect word; a
    sentence about its own text claims nothing.

    Args:
        site, relation: what `claim_sites` returned.
    """
    hedged = _hedge_before(tokenised, lexicon, marks, site)
    claim = np.where(hedged & (claim == _DIRECT), _CONDITIONAL, claim)
    plain = _plain(tokenised, lexicon, marks, site) & (claim == _NONE)
    without = (site.mark >= 0) & _after_without(tokenised, lexicon, relation)
    plain |= (claim == _CORRELATIONAL) & without
    claim = np.where(plain, np.where(hedged, _CONDITIONAL, _DIRECT), claim)
    return np.where(_about_the_text(tokenised, lexicon), _NONE, claim).astype(np.int8)


def _after_without(tokenised: TokenisedCorpus, lexicon: Lexicon, site: Sites) -> np.ndarray:
    """Return bool[S]: "without" precedes the site in its sentence, by six tokens at most."""
    at = np.append(
        -(1 << 40),
        np.flatnonzero(class_words(tokenised, "=without|minus", lexicon)[tokenised.token_base]),
    )
    nearest = at[np.searchsorted(at, site.first) - 1]
    near = (site.first - nearest <= _WITHOUT) & (nearest >= tokenised.sentence_token[:-1])
    return (site.mark >= 0) & near


def _about_the_text(tokenised: TokenisedCorpus, lexicon: Lexicon) -> np.ndarray:
    """Return bool[S]: the sentence announces its own text (frame markers, Hyland 2005).

    "This article explores the effects of ...", "In this guide, we look at ...": this or our before
    a word for a text, and within eight tokens after it a verb of telling; or readers who will
    learn, or an invitation to join us.
    """
    size, n = len(tokenised.token_type), len(tokenised.sentence_start)
    if not size:
        return np.zeros(n, bool)
    points = class_words(tokenised, "=this|our|these", lexicon)[tokenised.token_base]
    noun = class_words(tokenised, "text_noun", lexicon)[tokenised.token_base]
    verb = class_words(tokenised, "text_verb", lexicon)[tokenised.token_base]
    reader = class_words(tokenised, "=readers|reader", lexicon)[tokenised.token_base]
    will = class_words(tokenised, "=will|can|may|join", lexicon)[tokenised.token_base]
    invites = class_words(tokenised, "=join", lexicon)[tokenised.token_base]
    us = class_words(tokenised, "=us", lexicon)[tokenised.token_base]
    named = np.zeros(size, bool)
    named[1:] = points[:-1] & noun[1:]
    found = np.flatnonzero(named)
    ahead = np.append(_next(verb), size)[found]
    end = tokenised.sentence_token[1:][tokenised.token_sentence[found]]
    found = found[(ahead - found <= _TEXT_VERB) & (ahead < end)]
    pair = np.flatnonzero((reader[:-1] & will[1:]) | (invites[:-1] & us[1:]))
    out = np.zeros(n, bool)
    out[tokenised.token_sentence[np.concatenate([found, pair])]] = True
    return out


def claim_phrases(
    tokenised: TokenisedCorpus, lexicon: Lexicon, marks: Marks, site: Sites
) -> tuple[np.ndarray, np.ndarray]:
    """Return int64[S, 2] twice: first and last token of the agent and of the effect phrase, or -1.

    The effect phrase runs from the effect word to the next clause boundary, twelve tokens at most.
    The agent is the noun phrase that opens the effect word's clause where that clause opens the
    sentence or is embedded by a word of saying or showing ("studies suggest that kratom ..."), else
    the noun phrase that opens the sentence, after an opening adverbial.
    """
    size = len(tokenised.token_type)
    low, high = tokenised.sentence_token[:-1], tokenised.sentence_token[1:]
    agent = np.full((len(low), 2), -1, np.int64)
    effect = np.full((len(low), 2), -1, np.int64)
    if not size:
        return agent, effect
    there = site.mark >= 0
    boundary = _boundaries(tokenised, lexicon)
    joins = class_words(tokenised, "=and|or", lexicon)[tokenised.token_base]
    stop = np.minimum(_next(boundary | joins)[np.minimum(site.last + 1, size - 1)], high)
    stop = np.minimum(stop, site.first + _EFFECT_WORDS) - 1
    effect[there] = np.stack([site.first, np.maximum(stop, site.last)], 1)[there]
    clause = _agent_clause(tokenised, lexicon, marks, boundary, site)
    begin, end = _noun_phrase(tokenised, lexicon, marks, boundary, clause)
    end = np.minimum(end, np.where(site.first > clause, site.first - 1, end))
    found = there & (clause >= 0) & (begin <= end) & (end < high)
    agent[found] = np.stack([begin, end], 1)[found]
    return agent, effect


def _next(flags: np.ndarray) -> np.ndarray:
    """Return int64[T]: the first flagged token at or after each token, T where there is none."""
    at = np.where(flags, np.arange(len(flags)), len(flags))
    return np.minimum.accumulate(at[::-1])[::-1]


def _agent_clause(
    tokenised: TokenisedCorpus, lexicon: Lexicon, marks: Marks, boundary: np.ndarray, site: Sites
) -> np.ndarray:
    """Return int64[S]: the token where the clause of the agent begins."""
    size = len(boundary)
    low = tokenised.sentence_token[:-1]
    index = np.arange(size)
    that = class_words(tokenised, "=that", lexicon)[tokenised.token_base]
    reports = np.zeros(size + 1, bool)
    for table in ("cues", "attribution"):
        reports[marks.last[of_table(marks, lexicon, table)]] = True
    embeds = that & (reports[index - 1] | reports[index])
    embedded = np.maximum.accumulate(np.where(embeds, index, -1))[np.maximum(site.first, 0)]
    leads = class_words(tokenised, "preposition", lexicon) | class_words(
        tokenised, "subordinator", lexicon
    )
    leads |= class_words(tokenised, "=*ly|however|moreover|furthermore|yet|thus|overall", lexicon)
    first = np.minimum(low, size - 1)
    comma = class_words(tokenised, "=,", lexicon)[tokenised.token_base]
    after_comma = _next(comma)[first] + 1
    adverbial = leads[tokenised.token_base[first]] & (after_comma < site.first)
    clause = np.where(adverbial, after_comma, low)
    return np.where(embedded >= low, embedded + 1, clause)


def _noun_phrase(
    tokenised: TokenisedCorpus,
    lexicon: Lexicon,
    marks: Marks,
    boundary: np.ndarray,
    clause: np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:
    """Return the first and last token of the noun phrase that begins at `clause`, without its
    verb.
    """
    size = len(boundary)
    verbal = boundary.copy()
    for name in ("be", "have", "do", "modal_weak", "modal_can", "modal_strong", "modal_will"):
        verbal |= class_words(tokenised, name, lexicon)[tokenised.token_base]
    verbal |= class_words(tokenised, "=not|n't|to|*ly", lexicon)[tokenised.token_base]
    acts = of_table(marks, lexicon, "effects") | of_table(marks, lexicon, "cues")
    verbal[marks.first[acts]] = True
    verb = of_table(marks, lexicon, "attribution", label="verb")
    verbal[marks.first[verb]] = True
    light = class_words(tokenised, "determiner", lexicon)[tokenised.token_base]
    light |= tokenised.token_kind > 3
    start = _next(~light)[np.clip(clause, 0, size - 1)]
    return start, _next(verbal)[np.minimum(start, size - 1)] - 1
