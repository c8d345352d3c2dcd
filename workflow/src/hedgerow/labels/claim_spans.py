"""Spans of a claim: the words for its agent, its effect and its outcome."""

from __future__ import annotations

import numpy as np

from hedgerow.labels.claim_sites import Sites
from hedgerow.labels.lexicon_marks import (
    beside,
    class_tokens,
    clause_boundaries,
    last_at,
    next_flag,
    of_table,
    tokens_with,
)
from hedgerow.labels.lexicon_matcher import Marks, class_words
from hedgerow.lexicons.load import Lexicon
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus
from hedgerow.text.tokens.tokens import PUNCTUATION

_EFFECT_WORDS = 12


def claim_phrases(
    tokenised: TokenisedCorpus, lexicon: Lexicon, marks: Marks, site: Sites
) -> tuple[np.ndarray, np.ndarray]:
    """Return int64[S, 2] twice: first and last token of the agent and of the effect phrase, or -1.

    The effect phrase runs from the effect word to the next clause boundary, twelve tokens at most.
    The agent is the noun phrase that opens the effect word's clause where that clause opens the
    sentence or is embedded by a word of saying or showing ("studies suggest that kratom ..."), else
    the noun phrase that opens the sentence, after an opening adverbial.
    """
    agent = np.full((len(site.mark), 2), -1, np.int64)
    effect = np.full((len(site.mark), 2), -1, np.int64)
    there = np.flatnonzero(site.mark >= 0)
    if not len(there):
        return agent, effect
    site = site.where(there)
    low, high = tokenised.sentence_token[there], tokenised.sentence_token[there + 1]
    boundary = clause_boundaries(tokenised, lexicon)
    joins = class_tokens(tokenised, "=and|or", lexicon)
    stop = np.minimum(next_flag(boundary | joins, site.last + 1), high)
    stop = np.minimum(stop, site.first + _EFFECT_WORDS) - 1
    effect[there] = np.stack([site.first, np.maximum(stop, site.last)], 1)
    clause = _agent_clause(tokenised, lexicon, marks, low, site)
    begin, end = _noun_phrase(tokenised, lexicon, marks, boundary, clause)
    end = np.minimum(end, np.where(site.first > clause, site.first - 1, end))
    found = (clause >= 0) & (begin <= end) & (end < high)
    agent[there[found]] = np.stack([begin, end], 1)[found]
    return agent, effect


def _agent_clause(
    tokenised: TokenisedCorpus, lexicon: Lexicon, marks: Marks, low: np.ndarray, site: Sites
) -> np.ndarray:
    """Return int64[n]: the token where the clause of the agent of each site begins.

    Args:
        low: int64[n], the first tokens of the sentences.
    """
    that = class_tokens(tokenised, "=that", lexicon)
    reports = np.zeros(len(that), bool)
    for table in ("cues", "attribution"):
        reports[marks.last[of_table(marks, lexicon, table)]] = True
    after = reports | beside(tokenised, reports, -1)
    embedded = last_at(that & after, site.first)
    leads = class_words(tokenised, "preposition", lexicon) | class_words(
        tokenised, "subordinator", lexicon
    )
    leads |= class_words(tokenised, "=*ly|however|moreover|furthermore|yet|thus|overall", lexicon)
    comma = class_tokens(tokenised, "=,", lexicon)
    after_comma = next_flag(comma, low) + 1
    adverbial = leads[tokenised.token_base[low]] & (after_comma < site.first)
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
        verbal |= class_tokens(tokenised, name, lexicon)
    verbal |= class_tokens(tokenised, "=not|n't|to|*ly", lexicon)
    acts = of_table(marks, lexicon, "effects") | of_table(marks, lexicon, "cues")
    verbal[marks.first[acts]] = True
    verb = of_table(marks, lexicon, "attribution", label="verb")
    verbal[marks.first[verb]] = True
    light = class_tokens(tokenised, "determiner", lexicon)
    light |= tokenised.token_kind > 3
    start = next_flag(~light, np.clip(clause, 0, size - 1))
    return start, next_flag(verbal, np.minimum(start, size - 1)) - 1


def outcome_spans(
    tokenised: TokenisedCorpus, lexicon: Lexicon, marks: Marks, site: Sites, effect: np.ndarray
) -> np.ndarray:
    """Return int64[S, 2]: first and last token of the outcome of each claim, -1 where none.

    The words of the effect phrase after the effect word, without leading function words, and up to
    a preposition after a listed outcome ("sleep quality" of "improves sleep quality in adults");
    where the effect word ends its phrase, the last outcome before it ("insomnia caused by").

    Args:
        effect: int64[S, 2], the effect phrases of `claim_phrases`.
    """
    size = len(tokenised.token_type)
    out = np.full((len(site.mark), 2), -1, np.int64)
    if not size:
        return out
    light = class_words(tokenised, "function", lexicon) | class_words(tokenised, "be", lexicon)
    skip = tokens_with(tokenised, light) | (tokenised.token_kind > 3)
    skip[marks.last[of_table(marks, lexicon, "outcomes")]] = False
    first = next_flag(~skip, site.last + 1)
    last = effect[:, 1].copy()
    outcome = marks.where(of_table(marks, lexicon, "outcomes"))
    outcome = outcome.where(np.argsort(outcome.last, kind="stable"))
    ends = np.append(outcome.last, size)
    listed = ends[np.searchsorted(outcome.last, first)]
    stops = class_words(tokenised, "preposition", lexicon) & ~class_words(tokenised, "=of", lexicon)
    stop = tokens_with(tokenised, stops) | (tokenised.token_kind == PUNCTUATION)
    after = next_flag(stop, np.minimum(listed + 1, size)) - 1
    last = np.where(listed <= last, np.minimum(last, after), last)
    ahead = (site.mark >= 0) & (first <= last)
    out[ahead] = np.stack([first, last], 1)[ahead]
    place = np.searchsorted(outcome.last, site.first) - 1
    behind = (site.mark >= 0) & ~ahead & (place >= 0)
    at = np.maximum(place, 0)
    if len(outcome.first):
        behind &= outcome.first[at] >= tokenised.sentence_token[:-1]
        out[behind] = np.stack([outcome.first[at], outcome.last[at]], 1)[behind]
    return out
